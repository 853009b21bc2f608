//! What holds for every question shipped with Debrief.

use std::collections::BTreeSet;

use super::*;

const SIGNALS: [&str; 9] =
    ["influence", "clarity", "leverage", "tradeoffs", "evidence", "mandate", "talent", "executive", "impact"];

#[test]
fn the_shipped_bank_has_a_dozen_questions_for_each_round() {
    let bank = shipped();
    assert!(bank.questions().len() >= 72, "{}", bank.questions().len());
    for round in Round::ALL {
        let count = bank.of_round(round).count();
        assert!(count >= 12, "{round}: {count}");
    }
}

#[test]
fn every_shipped_question_is_complete() {
    let bank = shipped();
    let mut texts = BTreeSet::new();
    for question in bank.questions() {
        let id = &question.id;
        assert!(!question.listens_for.is_empty(), "{id} listens for nothing");
        for signal in &question.listens_for {
            assert!(SIGNALS.contains(&signal.as_str()), "{id} listens for {signal}");
        }
        assert!(crate::rubric::by_id(&question.rubric).is_some(), "{id} names the rubric {}", question.rubric);
        assert!((60..=180).contains(&question.suggested_s), "{id}: {} s", question.suggested_s);
        assert!((2..=3).contains(&question.follow_ups.len()), "{id}: {} follow-ups", question.follow_ups.len());
        assert!(question.pushback.is_some() && question.hint.is_some(), "{id} lacks a card");
        assert!(texts.insert(bare_words(&question.text)), "{id} repeats another question");
        assert_eq!(bank.find(&question.text.to_uppercase()).map(|found| &found.id), Some(id));
    }
}

#[test]
fn every_signal_is_listened_for_in_several_questions() {
    let bank = shipped();
    for signal in SIGNALS {
        let count =
            bank.questions().iter().filter(|question| question.listens_for.iter().any(|id| id == signal)).count();
        assert!(count >= 6, "{signal}: {count}");
    }
}
