use super::*;
use crate::{
    debrief::{SCHEMA, TakeFacts, Timing, Versions},
    delivery::Delivery,
    scorecard::Status,
    structure::{Role, SentenceRole, Structure},
    transcript::{Sentence, Transcript},
};

/// A debrief of sentences with roles, each as long as given.
pub(crate) fn debrief(sentences: &[(Role, &str, Millis)]) -> Debrief {
    let mut at = 0;
    let mut spoken = Vec::new();
    for &(_, text, length_ms) in sentences {
        spoken.push(Sentence {
            text: text.to_owned(),
            start_ms: Some(at),
            end_ms: Some(at + length_ms),
            ..Sentence::default()
        });
        at += length_ms;
    }
    let roles = (0..).zip(sentences).map(|(sentence, &(role, ..))| SentenceRole { sentence, role, confidence: 80 });
    Debrief {
        schema: SCHEMA,
        take: Some(TakeFacts {
            id: None,
            file: String::new(),
            duration_ms: at,
            sample_rate: 48_000,
            channels: 1,
            lost_ms: 0,
        }),
        question: None,
        versions: Versions {
            debrief: String::new(),
            speech_model: None,
            speech_model_sha256: None,
            sentence_model: None,
            rubric: "director-pm@1".to_owned(),
            scorer: 1,
        },
        structure: Structure { roles: roles.collect(), share: None },
        transcript: Transcript { sentences: spoken, ..Transcript::default() },
        speech: None,
        delivery: None,
        signals: Vec::new(),
        scorecard: Scorecard {
            status: Status::Scored,
            reason: None,
            criteria: Vec::new(),
            overall: None,
            verdict: None,
            next: Vec::new(),
        },
        timing: Timing::default(),
    }
}

fn delivery(pace: u32, fillers_x10: u32) -> Delivery {
    Delivery {
        words: 200,
        speaking_ms: 60_000,
        words_per_minute: Some(pace),
        articulation_wpm: Some(pace),
        latency_ms: Some(500),
        pauses: Vec::new(),
        fillers: Vec::new(),
        fillers_per_minute_x10: Some(fillers_x10),
        hedges: Vec::new(),
        repeats: Vec::new(),
        longest_run_ms: 10_000,
        i_words: 0,
        we_words: 0,
    }
}

fn lines(comparison: &Comparison) -> Vec<(Aspect, Option<u32>, Option<u32>, Direction)> {
    comparison.moved.iter().map(|moved| (moved.aspect, moved.before, moved.after, moved.direction)).collect()
}

#[test]
fn less_background_and_a_number_in_the_result_are_told_first() {
    use Direction::Better;
    let before = debrief(&[
        (Role::S, "They sat in two buildings.", 30_000),
        (Role::A, "I took them to lunch.", 20_000),
        (Role::R, "It went well.", 6_000),
    ]);
    let after = debrief(&[
        (Role::S, "They sat in two buildings.", 13_000),
        (Role::A, "I took them to lunch.", 38_000),
        (Role::R, "Losses fell by 20 percent.", 6_000),
    ]);
    let comparison = compare(&before, &after);
    assert_eq!(
        lines(&comparison),
        [(Aspect::ResultNumber, Some(0), Some(1), Better), (Aspect::Background, Some(30_000), Some(13_000), Better),]
    );
    assert_eq!(comparison.moved[0].sentence_after, Some(2), "the sentence that shows it");
}

#[test]
fn less_background_where_there_was_little_is_only_a_change() {
    let before = debrief(&[(Role::S, "Two buildings.", 9_000), (Role::A, "Lunch.", 60_000)]);
    let after = debrief(&[(Role::S, "Two buildings.", 3_000), (Role::A, "Lunch.", 60_000)]);
    assert_eq!(lines(&compare(&before, &after)), [(Aspect::Background, Some(9_000), Some(3_000), Direction::Changed)]);
}

#[test]
fn points_that_moved_carry_their_criterion_and_those_that_did_not_are_named() {
    let scored = |overall: u8, influence: u8, impact: u8| {
        let mut debrief = debrief(&[]);
        let score = |id: &str, points| CriterionScore {
            id: id.to_owned(),
            points: Some(points),
            evidence: Vec::new(),
            advice: String::new(),
        };
        debrief.scorecard.criteria = vec![score("influence", influence), score("impact", impact)];
        debrief.scorecard.overall = Some(overall);
        debrief
    };
    let comparison = compare(&scored(3, 4, 1), &scored(4, 4, 3));
    assert_eq!(
        lines(&comparison),
        [
            (Aspect::Overall, Some(3), Some(4), Direction::Better),
            (Aspect::Criterion, Some(1), Some(3), Direction::Better),
        ]
    );
    assert_eq!(comparison.moved[1].id.as_deref(), Some("impact"));
    assert_eq!(comparison.same, ["influence"]);
}

#[test]
fn delivery_moves_towards_its_band_or_away_from_it() {
    let spoken = |pace, fillers| Debrief { delivery: Some(delivery(pace, fillers)), ..debrief(&[]) };
    let of =
        |before: (u32, u32), after: (u32, u32)| lines(&compare(&spoken(before.0, before.1), &spoken(after.0, after.1)));
    assert_eq!(of((190, 20), (150, 20)), [(Aspect::Measure(Measure::Pace), Some(190), Some(150), Direction::Better)]);
    assert_eq!(of((150, 20), (190, 20)), [(Aspect::Measure(Measure::Pace), Some(150), Some(190), Direction::Worse)]);
    assert_eq!(of((130, 20), (160, 20)), [(Aspect::Measure(Measure::Pace), Some(130), Some(160), Direction::Changed)]);
    assert_eq!(of((150, 20), (155, 25)), [], "too little to notice");
    assert_eq!(of((150, 90), (150, 40)), [(Aspect::Measure(Measure::Fillers), Some(90), Some(40), Direction::Better)]);
}

#[test]
fn a_signal_counts_when_it_comes_or_goes() {
    let with = |signals: &[(&str, Polarity, u32)]| {
        let signal = |&(id, polarity, sentence): &(&str, Polarity, u32)| Signal {
            id: id.to_owned(),
            polarity,
            sentence,
            confidence: 70,
            because: String::new(),
        };
        Debrief { signals: signals.iter().map(signal).collect(), ..debrief(&[]) }
    };
    let (for_it, against) = (Polarity::Positive, Polarity::Negative);
    let before = with(&[("slogan", against, 1), ("influence", for_it, 2)]);
    let after = with(&[("influence", for_it, 0), ("influence", for_it, 3), ("impact", for_it, 4)]);
    let comparison = compare(&before, &after);
    let ids: Vec<_> = comparison.moved.iter().map(|moved| (moved.id.as_deref(), moved.direction)).collect();
    assert_eq!(ids, [(Some("impact"), Direction::Better), (Some("slogan"), Direction::Better)]);
}

#[test]
fn a_take_held_against_itself_has_not_moved() {
    let same = debrief(&[(Role::H, "The short version.", 4_000), (Role::R, "Sales rose by 10 percent.", 9_000)]);
    assert_eq!(compare(&same, &same).moved, []);
}
