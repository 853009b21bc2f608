use super::*;
use crate::{question::Round, rubric, transcript::Sentence};

fn transcript(sentences: &[&str]) -> Transcript {
    Transcript {
        language: Some("en".into()),
        text: sentences.join(" "),
        words: None,
        sentences: sentences.iter().map(|text| Sentence { text: (*text).into(), ..Sentence::default() }).collect(),
    }
}

fn scored(sentences: &[&str]) -> Scored {
    let question = QuestionAsked {
        text: "Tell me about two teams who wanted opposite things.".into(),
        round: Some(Round::Leadership),
    };
    score(&ScoreInput {
        transcript: &transcript(sentences),
        question: Some(&question),
        rubric: rubric::default_rubric(),
        vectors: &[],
        delivery: None,
        duration_ms: None,
    })
}

const STORY: [&str; 9] = [
    "Short version: I got the warehouse and the shop teams onto one date, after a year of no.",
    "Neither of the two leads reported to me, and they hadn't spoken since March.",
    "My goal was to get one launch date out of both before the summer.",
    "I took each of them to lunch and asked what they were afraid of.",
    "The shop lead gave up her own release in return for two testers from my side.",
    "To pay for it we dropped the partner portal for the year.",
    "Three hundred orders a week were going out twice, so we fixed that first.",
    "By November double orders fell from three hundred to twelve a week.",
    "Looking back I should have gone to lunch in April.",
];

#[test]
fn a_story_is_scored_with_quotes_that_are_its_own_sentences() {
    let scored = scored(&STORY);
    assert_eq!(scored.scorecard.status, Status::Scored, "{:?}", scored.scorecard.reason);
    assert_eq!(scored.structure.roles.len(), STORY.len());
    let evidence: Vec<_> = scored.scorecard.criteria.iter().flat_map(|criterion| &criterion.evidence).collect();
    assert!(!evidence.is_empty(), "points rest on sentences");
    for evidence in evidence {
        assert_eq!(evidence.quote, STORY[evidence.sentence as usize]);
    }
    assert!(scored.scorecard.next.len() <= 3);
}

#[test]
fn the_same_answer_gives_the_same_bytes() {
    let print = || format!("{:?}", scored(&STORY));
    assert_eq!(print(), print());
}

#[test]
fn saying_it_twice_earns_nothing() {
    let twice: Vec<&str> = STORY.iter().chain(&STORY).copied().collect();
    assert!(scored(&twice).scorecard.overall <= scored(&STORY).scorecard.overall);
}

#[test]
fn what_cannot_be_scored_says_why_and_still_reports_roles() {
    let reason = |sentences: &[&str]| {
        let scored = scored(sentences);
        assert_eq!(scored.scorecard.status, Status::NotScored, "{sentences:?}");
        assert!(scored.scorecard.criteria.iter().all(|criterion| criterion.points.is_none()));
        assert_eq!(scored.structure.roles.len(), sentences.len());
        scored.scorecard.reason.unwrap_or_default()
    };
    assert!(reason(&[]).contains("No words"));
    assert!(reason(&["It went fine."]).contains("3 words"));
    assert!(reason(&["Tell me about two teams who wanted opposite things."; 9]).contains("again"));
    let keys = "asdf jkl qwer uiop zxcv bnm sdfg hjkl wert yuio";
    let gibberish: Vec<String> = (0..6).map(|n| keys.replace(' ', &format!("{n} "))).collect();
    assert!(reason(&gibberish.iter().map(String::as_str).collect::<Vec<_>>()).contains("sentences"));
    assert!(
        reason(&[
            "Wir hatten damals zwei Abteilungen, die sich seit Monaten nicht mehr vertragen haben und getrennt arbeiteten.",
            "Also habe ich beide Leiter zum Essen eingeladen und gefragt, was ihnen eigentlich Sorgen macht.",
            "Danach wurde gemeinsam entschieden, dass das Portal ein Jahr später kommt und niemand seine Leute verliert.",
        ])
        .contains("language")
    );
}

#[test]
fn a_sentence_has_the_same_signals_wherever_padding_is_added() {
    let padding = ["So that was that, more or less.", "It was a Tuesday, I think, or maybe a Wednesday."];
    let padded: Vec<&str> = STORY.iter().copied().chain(padding).collect();
    let (plain, padded) = (scored(&STORY), scored(&padded));
    let before_the_last = |scored: &Scored| -> Vec<(String, u32)> {
        let kept = scored.signals.iter().filter(|signal| (signal.sentence as usize) < STORY.len() - 1);
        kept.map(|signal| (signal.id.clone(), signal.sentence)).collect()
    };
    assert_eq!(before_the_last(&plain), before_the_last(&padded));
    assert!(padded.scorecard.overall <= plain.scorecard.overall);
}

#[test]
fn an_example_counts_and_a_counter_example_does_not() {
    let mut rubric = rubric::default_rubric().clone();
    let impact = rubric.signals.iter_mut().find(|signal| signal.id == "impact").expect("impact is taught");
    impact.examples.push(STORY[1].to_owned());
    impact.counter_examples.push(STORY[7].to_owned());
    let transcript = transcript(&STORY);
    let input = ScoreInput {
        transcript: &transcript,
        question: None,
        rubric: &rubric,
        vectors: &[],
        delivery: None,
        duration_ms: None,
    };
    let impact: Vec<u32> = score(&input).signals.iter().filter(|s| s.id == "impact").map(|s| s.sentence).collect();
    assert!(impact.contains(&1) && !impact.contains(&7), "{impact:?}");
}

#[test]
fn the_rubrics_own_words_earn_nothing() {
    let rubric = rubric::default_rubric();
    let refused = |sentences: Vec<String>| {
        let scored = scored(&sentences.iter().map(String::as_str).collect::<Vec<_>>());
        assert_eq!(scored.scorecard.overall, None, "{sentences:?}");
    };
    refused(rubric.criteria.iter().map(|criterion| criterion.ask.clone()).collect());
    refused(rubric.criteria.iter().map(|criterion| criterion.anchors.five.clone()).collect());
    refused(rubric.signals.iter().map(|signal| signal.meaning.clone()).collect());
    refused(rubric.signals.iter().map(|signal| format!("{}.", signal.phrases.join(", "))).collect());
    refused(
        [
            "My influence was strong and I created clarity for the team.",
            "I used evidence to make the trade-offs explicit, and figures to justify each choice.",
            "I gave each team a mandate with a target and an owner.",
            "I focused on talent, hiring and coaching, and on the executives' expectations.",
            "The impact was an outcome for customers and the business, with leverage and without authority.",
        ]
        .map(str::to_owned)
        .to_vec(),
    );
}
