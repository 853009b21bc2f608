use proptest::prelude::*;

use super::{
    bands::{Colour, Measure, defaults, judge},
    *,
};
use crate::transcript::Word;

/// Words of 200 ms, 50 ms apart; `|2500|` is a silence of that length before the next word.
fn spoken(script: &str) -> (Transcript, Millis) {
    let mut words = Vec::new();
    let mut now = 0;
    for token in script.split_whitespace() {
        if let Some(pause) = token.strip_prefix('|').and_then(|rest| rest.strip_suffix('|')) {
            now += pause.parse::<Millis>().unwrap() - 50;
        } else {
            words.push(Word {
                text: token.into(),
                start_ms: now,
                end_ms: now + 200,
                probability: 90,
                corrected: false,
            });
            now += 250;
        }
    }
    (Transcript::from_words(words, None), now)
}

fn measured(script: &str) -> Delivery {
    let (transcript, duration_ms) = spoken(script);
    measure(&transcript, duration_ms, Heard::default())
}

fn fillers(script: &str) -> Vec<String> {
    measured(script).fillers.into_iter().map(|filler| filler.text).collect()
}

fn hedges(script: &str) -> Vec<String> {
    measured(script).hedges.into_iter().map(|hedge| hedge.text).collect()
}

fn repeats(script: &str) -> Vec<String> {
    measured(script).repeats.into_iter().map(|repeat| repeat.text).collect()
}

#[test]
fn hesitations_count_in_any_spelling() {
    assert_eq!(fillers("Um, we uhh moved, er, the erm date hmm to mm June."), ["um", "uhh", "er", "erm", "hmm", "mm"]);
    assert_eq!(fillers("The ER took me in. Mm. We mm-hmm agreed."), Vec::<String>::new());
}

#[test]
fn ambiguous_words_count_only_where_they_stand_apart() {
    assert_eq!(fillers("We built this, like, wallet and, you know, it grew."), ["like", "you know"]);
    assert_eq!(fillers("I look like you know the plan as well, so I mean it."), Vec::<String>::new());
    assert_eq!(fillers("Do you know, the plan? It was, I mean, it was late."), ["i mean"]);
    assert_eq!(fillers("It was |300| like |300| a bank."), ["like"], "a silence parts as a comma does");
    assert_eq!(fillers("So, right, actually we did it."), Vec::<String>::new(), "no pattern tells these apart");
}

#[test]
fn a_filler_is_no_word_and_no_hedge() {
    let delivery = measured("I was, kind of, um, late.");
    assert_eq!((delivery.words, delivery.fillers.len(), delivery.hedges.len()), (3, 2, 0));
}

#[test]
fn hedges_count_unless_the_words_mean_something_else() {
    assert_eq!(
        hedges("I think it was kind of late, maybe a little bit."),
        ["I think", "kind of", "maybe", "a little bit"]
    );
    assert_eq!(hedges("What I think about this kind of work is more."), Vec::<String>::new());
    assert_eq!(hedges("That's what I. Think again."), Vec::<String>::new(), "not over a full stop");
}

#[test]
fn repeats_are_found_and_emphasis_is_not() {
    assert_eq!(repeats("We moved the the date and I was, I was glad."), ["the the", "I was, I was"]);
    assert_eq!(repeats("the um the the plan"), ["the the the"], "a filler between does not hide it");
    for meant in [
        "It was very very late.",
        "They had had that that day.",
        "We did it. It was.",
        "more and more and more",
        "five five",
    ] {
        assert_eq!(repeats(meant), Vec::<String>::new(), "{meant}");
    }
}

#[test]
fn i_and_we_are_counted_with_their_contractions() {
    let delivery = measured("I'm sure we've sold our plan, and my team let us go to the US, I mean, well.");
    assert_eq!((delivery.i_words, delivery.we_words), (2, 3), "the filler's I and the country do not count");
}

#[test]
fn pauses_are_read_by_kind_and_kept_out_of_speaking_time() {
    let delivery = measured("one |900| two |1000| three |2500| four |4000| five");
    let kinds: Vec<_> = delivery.pauses.iter().map(|pause| (pause.start_ms, pause.kind)).collect();
    assert_eq!(kinds, [(1_300, PauseKind::Listed), (2_500, PauseKind::Long), (5_200, PauseKind::Lost)]);
    assert_eq!(delivery.speaking_ms, 5 * 200 + 900);
    assert_eq!(delivery.longest_run_ms, 1_300);
    assert_eq!(delivery.words_per_minute, None, "under 5 s of speech a rate says nothing");
}

#[test]
fn rates_are_over_speaking_time() {
    let delivery = measured(&format!("{} |3000| {}", "word ".repeat(30), "other um ".repeat(15)));
    assert_eq!((delivery.words, delivery.fillers.len()), (45, 15));
    assert_eq!(delivery.speaking_ms, 2 * (30 * 250 - 50));
    assert_eq!(delivery.words_per_minute, Some(181));
    assert_eq!(delivery.articulation_wpm, Some(225));
    assert_eq!(delivery.fillers_per_minute_x10, Some(604));
}

#[test]
fn silence_before_the_first_word_is_latency_not_a_pause() {
    let delivery = measured("|5000| so it began");
    assert_eq!((delivery.latency_ms, delivery.pauses.len()), (Some(4_950), 0));
    let silent = measured("");
    assert_eq!((silent.latency_ms, silent.words, silent.speaking_ms, silent.words_per_minute), (None, 0, 0, None));
}

#[test]
fn what_another_voice_says_and_the_wait_for_it_are_no_part_of_the_delivery() {
    let word = |text: &str, start_ms| Word {
        text: text.into(),
        start_ms,
        end_ms: start_ms + 500,
        probability: 90,
        corrected: false,
    };
    let said = [("We", 3_000), ("won.", 3_600), ("Luck", 9_000), ("helped.", 9_600)];
    let own = Transcript::from_words(said.map(|(text, at)| word(text, at)).to_vec(), None);
    let others = [Span::new(200, 2_000), Span::new(5_000, 8_000)];
    let speech = [Span::new(200, 2_050), Span::new(3_000, 4_100), Span::new(5_000, 8_050), Span::new(9_000, 10_100)];
    let probable = [Span::new(6_000, 6_400)];
    let heard = Heard { speech: &speech, probable_fillers: &probable, judged: &[], others: &others };
    let delivery = measure(&own, 11_000, heard);
    assert_eq!(delivery.latency_ms, Some(1_000), "thinking begins when the question ends");
    assert_eq!((delivery.pauses.len(), delivery.fillers.len()), (0, 0), "{delivery:?}");
    assert_eq!((delivery.speaking_ms, delivery.longest_run_ms), (2_200, 1_100));
}

#[test]
fn voiced_stretches_decide_where_a_stretched_word_ends() {
    let word =
        |text: &str, start_ms, end_ms| Word { text: text.into(), start_ms, end_ms, probability: 90, corrected: false };
    let words =
        vec![word("We", 0, 600), word("stopped.", 600, 2_700), word("Then", 2_700, 3_000), word("quiet", 5_000, 5_300)];
    let transcript = Transcript::from_words(words, None);
    let speech = [Span::new(400, 1_200), Span::new(1_700, 1_800), Span::new(2_720, 3_000)];
    let delivery =
        measure(&transcript, 6_000, Heard { speech: &speech, probable_fillers: &[], judged: &[], others: &[] });
    let pauses: Vec<_> = delivery.pauses.iter().map(|pause| (pause.start_ms, pause.end_ms)).collect();
    assert_eq!(delivery.latency_ms, Some(400), "the recogniser put the first word at 0");
    assert_eq!(pauses, [(3_000, 5_000)], "the click lies within a word, so it is no silence; the quiet word counts");

    let speech = [Span::new(400, 1_200), Span::new(2_720, 3_000), Span::new(4_000, 4_100), Span::new(5_010, 5_300)];
    let delivery =
        measure(&transcript, 6_000, Heard { speech: &speech, probable_fillers: &[], judged: &[], others: &[] });
    let pauses: Vec<_> = delivery.pauses.iter().map(|pause| (pause.start_ms, pause.end_ms)).collect();
    assert_eq!(pauses, [(1_200, 2_720), (3_000, 5_010)], "a click without a word does not part a pause");
}

#[test]
fn a_probable_filler_is_listed_unless_the_recogniser_wrote_it() {
    let (transcript, duration_ms) = spoken("we um went |1500| home");
    let probable = [Span::new(300, 420), Span::new(1_000, 1_500)];
    let delivery =
        measure(&transcript, duration_ms, Heard { speech: &[], probable_fillers: &probable, judged: &[], others: &[] });
    let listed: Vec<_> = delivery.fillers.iter().map(|filler| (filler.text.as_str(), filler.certainty)).collect();
    assert_eq!(listed, [("um", Certainty::Heard), ("(um)", Certainty::Probable)]);
    assert_eq!(delivery.pauses.len(), 0, "a voiced sound is no silence");
}

#[test]
fn bands_say_what_a_measure_means_and_who_says_so() {
    let delivery = measured(&format!("{} |4000| {}", "word ".repeat(30), "other um ".repeat(15)));
    let judged = judge(&delivery, 100_000, &defaults());
    let colours: Vec<_> = judged.iter().map(|judged| (judged.band.measure, judged.colour)).collect();
    assert_eq!(
        colours,
        [
            (Measure::Pace, Colour::Amber),
            (Measure::Fillers, Colour::Red),
            (Measure::LongestPause, Colour::Red),
            (Measure::Latency, Colour::Green),
            (Measure::Length, Colour::Green),
            (Measure::Hedges, Colour::Green),
        ]
    );
    assert!(judged.iter().all(|judged| !judged.band.source.is_empty()));
    assert!(judge(&measured(""), 9_000, &defaults()).is_empty(), "nothing said, nothing judged");
}

#[test]
fn a_limit_belongs_to_the_milder_side() {
    let pace = &defaults()[0];
    let at = |value| pace.colour(value);
    assert_eq!([at(120), at(165), at(119), at(185), at(99), at(186)].map(|colour| colour as u8), [0, 0, 1, 1, 2, 2]);
}

proptest! {
    #[test]
    fn measures_stay_inside_the_take_and_agree_with_each_other(
        spoken in proptest::collection::vec(
            ("(um|uh|like,|you|know|the|I|we|kind|of|very|so|well,|\\PC{1,6})[.,]?", 0u32..3_000, 0u32..900), 0..80),
        speech in proptest::collection::vec((0u32..60_000, 0u32..9_000), 0..12),
        probable in proptest::collection::vec((0u32..60_000, 0u32..900), 0..6),
        duration_ms in 0u32..70_000,
    ) {
        let mut now = 0;
        let words: Vec<Word> = spoken.into_iter().map(|(text, gap, length)| {
            now += gap;
            Word { text, start_ms: now, end_ms: now + length, probability: 50, corrected: false }
        }).collect();
        let transcript = Transcript::from_words(words, None);
        let speech: Vec<Span> = speech.into_iter().map(|(start, length)| Span::new(start, start + length)).collect();
        let probable: Vec<Span> = probable.into_iter().map(|(start, length)| Span::new(start, start + length)).collect();
        let delivery = measure(&transcript, duration_ms, Heard { speech: &speech, probable_fillers: &probable, judged: &[], others: &[] });

        let said = transcript.words.as_ref().map_or(0, Vec::len);
        prop_assert!(delivery.words as usize + delivery.fillers.iter().filter(|f| f.certainty == Certainty::Heard).count() <= said);
        prop_assert!(delivery.i_words + delivery.we_words <= delivery.words);
        prop_assert!(delivery.longest_run_ms <= delivery.speaking_ms);
        prop_assert!(delivery.speaking_ms <= duration_ms);
        prop_assert_eq!(delivery.words_per_minute.is_some(), delivery.speaking_ms >= LEAST_SPEECH_MS);
        prop_assert!(delivery.words_per_minute <= delivery.articulation_wpm);
        prop_assert!(delivery.pauses.windows(2).all(|pair| pair[0].end_ms < pair[1].start_ms), "pauses are apart and by time");
        for pause in &delivery.pauses {
            prop_assert!(delivery.latency_ms.unwrap() < pause.start_ms && pause.end_ms <= duration_ms);
            prop_assert_eq!(PauseKind::of(pause.end_ms - pause.start_ms), Some(pause.kind));
        }
        let spans = delivery.fillers.iter().map(|f| (f.start_ms, f.end_ms))
            .chain(delivery.hedges.iter().chain(&delivery.repeats).map(|p| (p.start_ms, p.end_ms)));
        for (start, end) in spans {
            prop_assert!(start <= end && end <= duration_ms);
        }
        prop_assert!(delivery.fillers.windows(2).all(|pair| pair[0].start_ms <= pair[1].start_ms));
        prop_assert_eq!(measure(&transcript, duration_ms, Heard { speech: &speech, probable_fillers: &probable, judged: &[], others: &[] }), delivery);
    }
}
