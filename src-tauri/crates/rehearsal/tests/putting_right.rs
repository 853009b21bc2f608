//! A kept take, taught and put right: what follows, and that everything can be taken back.

use std::sync::atomic::AtomicBool;

use interview::{
    Debrief,
    amendments::Amendments,
    debrief::TakeFacts,
    delivery::{Certainty, Filler, Heard, measure},
    rubric::Mark,
    structure::Role,
    time::Span,
    transcript::{Transcript, Word},
};
use rehearsal::{DataFolder, Engine, Library, TakePlan, journey};
use store::{Origin, TakeFilter};

const SAID: &str = "This was at a bank in Oslo, about four years ago. There were two offices and a lot of meetings. I took \
                    each of the two leads to lunch and asked what they were afraid of. We dropped the portal to pay for \
                    it. By November double orders fell from three hundred to twelve a week.";
const MEETINGS: u32 = 1;

struct Stage {
    _parent: tempfile::TempDir,
    engine: Engine,
    library: Library,
    id: String,
}

/// A library with one take in it, as an analysis would have left it.
fn stage() -> Stage {
    let parent = tempfile::tempdir().expect("a temporary folder");
    let folder = DataFolder::open(Some(parent.path())).expect("a folder that can be made");
    let engine = Engine::open(Some(&folder)).expect("an engine");
    let sound = parent.path().join("sound.wav");
    let spec = hound::WavSpec {
        channels: 1,
        sample_rate: 16_000,
        bits_per_sample: 16,
        sample_format: hound::SampleFormat::Int,
    };
    let mut wav = hound::WavWriter::create(&sound, spec).expect("writable");
    (0..16_000).for_each(|_| wav.write_sample(0_i16).expect("writable"));
    wav.finalize().expect("writable");
    let library = Library::open(folder).expect("a new library");
    let id = rehearsal::import(&library, &sound, &TakePlan::default(), Origin::File).expect("a take");
    library.keep_debrief(&id, &heard(&engine), &Amendments::default()).expect("kept");
    library.score_again(&engine, &id, &mut |_| {}).expect("scored with its delivery");
    Stage { _parent: parent, engine, library, id }
}

/// The debrief of the words above, a third of a second each, with a voice between two of them.
fn heard(engine: &Engine) -> Debrief {
    let words = (0_u32..).zip(SAID.split_whitespace()).map(|(at, text)| {
        let start_ms = at * 400;
        Word { text: text.to_owned(), start_ms, end_ms: start_ms + 100, probability: 90, corrected: false }
    });
    let transcript = Transcript::from_words(words.collect(), Some("en".to_owned()));
    let rubric = engine.rubric(None).expect("it ships");
    let judged = TakePlan::default();
    let debrief = journey::of_text(engine, transcript, judged.judged(&rubric)).expect("scored");
    let speech = vec![Span::new(0, 30_000)];
    let probable = [Span::new(520, 760)];
    let spans = Heard { speech: &speech, probable_fillers: &probable, judged: &[], others: &[] };
    let delivery = measure(&debrief.transcript, 30_000, spans);
    let take = TakeFacts {
        id: None,
        file: "sound.wav".to_owned(),
        duration_ms: 30_000,
        sample_rate: 16_000,
        channels: 1,
        lost_ms: 0,
    };
    Debrief { take: Some(take), speech: Some(speech), delivery: Some(delivery), ..debrief }
}

fn influence(debrief: &Debrief) -> Vec<u32> {
    debrief.signals.iter().filter(|signal| signal.id == "influence").map(|signal| signal.sentence).collect()
}

#[test]
fn a_mark_on_a_sentence_takes_effect_at_once_and_makes_other_takes_outdated_until_they_are_scored_again() {
    let Stage { engine, library, id, _parent } = stage();
    let other = rehearsal::import(&library, &library.sound(&id).expect("a sound"), &TakePlan::default(), Origin::File)
        .expect("a second take");
    library.keep_debrief(&other, &heard(&engine), &Amendments::default()).expect("kept");
    assert!(library.outdated(&engine).expect("readable").is_empty());

    let cards_before = library.store().scorecard_versions(&id).expect("readable").len();
    let mut stages = Vec::new();
    let before = library
        .mark(&engine, &id, MEETINGS, "influence", Some(Mark::Counts), &mut |progress| stages.push(progress.stage))
        .expect("a known sentence");
    assert_eq!(before, None);
    assert!(stages.contains(&rehearsal::Stage::Learning), "learning takes a while and says so: {stages:?}");
    let view = library.view(&engine, &id).expect("the take");
    assert!(influence(view.debrief.as_ref().expect("a debrief")).contains(&MEETINGS));
    assert_eq!((view.outdated, view.marks.len()), (false, 1));
    let cards = library.store().scorecard_versions(&id).expect("readable");
    assert_eq!(cards.len(), cards_before + 1, "the card before is kept");

    assert_eq!(library.outdated(&engine).expect("readable"), std::slice::from_ref(&other));
    let mut told = Vec::new();
    let done = library
        .score_all_again(&engine, &mut |again| told.push(again.done), &std::sync::atomic::AtomicBool::new(false))
        .expect("all scored");
    assert_eq!((done.done, done.of, told), (1, 1, vec![0, 1]));
    assert!(!library.view(&engine, &other).expect("the take").outdated);

    let taken_back = library.mark(&engine, &id, MEETINGS, "influence", before, &mut |_| {}).expect("taken back");
    assert_eq!(taken_back, Some(Mark::Counts));
    let now = library.debrief(&id).expect("a debrief");
    assert!(!influence(&now).contains(&MEETINGS));
    assert_eq!(now.scorecard, cards[1].scorecard, "as it was before");
    assert!(library.mark(&engine, &id, 99, "influence", None, &mut |_| {}).is_err(), "there is no such sentence");
}

#[test]
fn a_corrected_word_keeps_its_time_is_found_and_can_be_put_back() {
    let Stage { engine, library, id, _parent } = stage();
    let before = library.debrief(&id).expect("a debrief");
    let word = before.transcript.words.as_ref().expect("words").iter().position(|word| word.text == "portal");
    let word = word.expect("it was said") as u32;
    library.correct_word(&engine, &id, word, "zeppelin", &mut |_| {}).expect("a word that is there");
    let now = library.debrief(&id).expect("a debrief");
    let corrected = &now.transcript.words.as_ref().expect("words")[word as usize];
    assert_eq!((corrected.text.as_str(), corrected.corrected, corrected.start_ms), ("zeppelin", true, word * 400));
    assert_eq!(
        library.store().search("zeppelin", &TakeFilter::default(), 5).expect("readable").len(),
        1,
        "what stands there is found"
    );
    assert_eq!(library.view(&engine, &id).expect("the take").amendments.words[0].heard[0].text, "portal");
    library.put_back_word(&engine, &id, word, &mut |_| {}).expect("a word that is there");
    let after = library.debrief(&id).expect("a debrief");
    assert_eq!((after.transcript, after.scorecard), (before.transcript, before.scorecard), "as it was before");
    assert!(library.correct_word(&engine, &id, 9_999, "x", &mut |_| {}).is_err());
}

#[test]
fn the_count_of_fillers_follows_what_the_person_says_of_a_probable_one() {
    let Stage { engine, library, id, _parent } = stage();
    let fillers = || library.debrief(&id).expect("a debrief").delivery.expect("measured").fillers;
    let probable = Filler { text: "(um)".into(), start_ms: 520, end_ms: 760, certainty: Certainty::Probable };
    assert_eq!(fillers(), std::slice::from_ref(&probable));
    let judge = |was_one| library.judge_filler(&engine, &id, 520, was_one, &mut |_| {}).map(drop);
    judge(Some(true)).expect("a known sound");
    assert_eq!(fillers()[0].certainty, Certainty::Heard);
    judge(Some(false)).expect("a known sound");
    assert!(fillers().is_empty());
    judge(None).expect("a known sound");
    assert_eq!(fillers(), [probable], "taken back");
    assert!(library.judge_filler(&engine, &id, 7, Some(true), &mut |_| {}).is_err(), "nothing sounds there");
}

#[test]
fn what_somebody_else_said_is_shown_and_neither_scored_nor_measured_until_it_is_taken_back() {
    let Stage { engine, library, id, _parent } = stage();
    let before = library.debrief(&id).expect("a debrief");
    let words = |debrief: &Debrief| debrief.delivery.as_ref().expect("measured").words;
    let say = |range, another| library.say_voice(&engine, &id, range, another, &mut |_| {}).map(drop);
    say([0, MEETINGS], true).expect("known sentences");
    let now = library.debrief(&id).expect("a debrief");
    assert_eq!(now.transcript.text, before.transcript.text, "all of it is still there");
    let roles = &now.structure.roles;
    assert_eq!(roles.len(), now.transcript.sentences.len(), "one each");
    assert!(roles[..=MEETINGS as usize].iter().all(|role| role.role == Role::N), "{roles:?}");
    assert!(now.signals.iter().all(|signal| signal.sentence > MEETINGS));
    let evidence = now.scorecard.criteria.iter().flat_map(|criterion| &criterion.evidence);
    for evidence in evidence {
        let said = &now.transcript.sentences[evidence.sentence as usize];
        assert!(said.text.contains(&evidence.quote) && !said.another_voice, "{evidence:?}");
    }
    assert!(words(&now) < words(&before), "not counted");
    say([0, MEETINGS], false).expect("known sentences");
    let after = library.debrief(&id).expect("a debrief");
    assert_eq!((after.delivery, after.scorecard), (before.delivery, before.scorecard), "its probable filler too");
    assert!(say([4, 99], true).is_err(), "there is no such sentence");
}

#[test]
fn a_take_heard_again_keeps_what_was_put_right_asks_before_it_loses_any_and_can_be_put_back() {
    let Stage { engine, library, _parent, .. } = stage();
    let spoken = concat!(env!("CARGO_MANIFEST_DIR"), "/../../../tests/fixtures/lottery.flac");
    let go_on = AtomicBool::new(false);
    let plan = TakePlan::default();
    let first = rehearsal::analyze_into(&engine, &library, spoken.as_ref(), &plan, &mut |_| {}, &go_on).expect("heard");
    let id = first.take.clone().and_then(|take| take.id).expect("it is kept");
    let words = first.transcript.words.clone().expect("words");
    let hear = || library.hear_again(&engine, &id, None, &mut |_| {}, &go_on).expect("heard again");
    assert_eq!(library.hearing_change(&id).expect("readable"), None);
    assert!(library.put_back_hearing(&id).is_err(), "it was heard once");

    library.correct_word(&engine, &id, 2, "zeppelin", &mut |_| {}).expect("a word that is there");
    let corrected = library.debrief(&id).expect("a debrief");
    assert_eq!(library.keep_heard_again(&engine, &hear(), false, &mut |_| {}).expect("kept"), []);
    let now = library.debrief(&id).expect("a debrief");
    assert_eq!(now.transcript, corrected.transcript, "the same model hears the same, and the correction went along");
    let change = library.hearing_change(&id).expect("readable").expect("it was heard again");
    assert_eq!((change.words, change.comparison.moved), (vec![], vec![]));

    // As if another model had heard something else there, and that had been corrected.
    let mut other = first.transcript.clone();
    other.correct_word(5, "gluco").expect("a word that is there");
    let heard_otherwise = Debrief { transcript: other, ..library.debrief(&id).expect("a debrief") };
    library.keep_debrief(&id, &heard_otherwise, &Amendments::default()).expect("kept");
    library.correct_word(&engine, &id, 5, "Glucosense", &mut |_| {}).expect("a word that is there");
    let before = library.debrief(&id).expect("a debrief");
    let again = hear();
    let lost = library.keep_heard_again(&engine, &again, false, &mut |_| {}).expect("asked");
    assert_eq!((lost.len(), lost[0].heard.as_str(), lost[0].corrected.as_str()), (1, "gluco", "Glucosense"));
    assert_eq!(library.debrief(&id).expect("a debrief"), before, "nothing is kept until the user says so");
    assert_eq!(library.keep_heard_again(&engine, &again, true, &mut |_| {}).expect("kept"), []);
    let change = library.hearing_change(&id).expect("readable").expect("it was heard again");
    assert_eq!(change.words.len(), 1);
    assert_eq!(
        (change.words[0].before.as_str(), change.words[0].after.as_str()),
        ("Glucosense", words[5].text.as_str())
    );
    assert!(library.store().scorecard_versions(&id).expect("readable").len() > 1, "the cards before are kept");

    library.put_back_hearing(&id).expect("it was heard again");
    let back = library.view(&engine, &id).expect("the take");
    assert_eq!(back.debrief.map(|debrief| debrief.transcript), Some(before.transcript));
    assert_eq!(back.amendments.words.len(), 1, "with what had been put right");
    assert_eq!(library.hearing_change(&id).expect("readable"), None);

    let cancelled = AtomicBool::new(true);
    let ended = library.hear_again(&engine, &id, None, &mut |_| {}, &cancelled);
    assert_eq!(ended.expect_err("cancelled").code(), "interrupted");
    let unheard = rehearsal::import(&library, spoken.as_ref(), &plan, Origin::File).expect("a take");
    assert!(library.hear_again(&engine, &unheard, None, &mut |_| {}, &go_on).is_err(), "its analysis comes first");
}
