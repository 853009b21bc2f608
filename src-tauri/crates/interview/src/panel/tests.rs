use super::*;
use crate::{
    comparison::tests::debrief as spoken,
    scorecard::{CriterionScore, Evidence},
    structure::Role,
};

fn answer(overall: u8, points: &[(&str, u8)], listens_for: &[&str], heard: &[(&str, Polarity)]) -> Answered {
    let mut debrief = spoken(&[(Role::S, "It was March.", 3_000), (Role::R, "Costs fell by 20 percent.", 3_000)]);
    debrief.scorecard.overall = Some(overall);
    debrief.scorecard.criteria = points
        .iter()
        .map(|(id, points)| CriterionScore {
            id: (*id).to_owned(),
            points: Some(*points),
            evidence: vec![Evidence { sentence: 1, start_ms: None, end_ms: None, quote: "Costs fell".to_owned() }],
            advice: String::new(),
        })
        .collect();
    debrief.signals = heard
        .iter()
        .map(|(id, polarity)| Signal {
            id: (*id).to_owned(),
            polarity: *polarity,
            sentence: 1,
            confidence: 70,
            because: String::new(),
        })
        .collect();
    Answered {
        take_id: format!("take-{overall}"),
        question: "What happened?".to_owned(),
        listens_for: listens_for.iter().map(|id| (*id).to_owned()).collect(),
        debrief: Some(debrief),
    }
}

const FOR: Polarity = Polarity::Positive;
const AGAINST: Polarity = Polarity::Negative;

#[test]
fn a_loop_of_good_answers_is_a_hire_with_reasons() {
    let panel = debrief(&[
        answer(4, &[("impact", 5), ("talent", 2)], &["impact"], &[("impact", FOR)]),
        answer(4, &[("impact", 4)], &["tradeoffs", "impact"], &[("tradeoffs", FOR)]),
    ]);
    assert_eq!((panel.overall, panel.verdict, panel.even), (Some(4), Some(Verdict::Hire), Some(true)));
    assert_eq!((panel.covered, panel.missing), (vec!["impact".to_owned(), "tradeoffs".to_owned()], vec![]));
    let told: Vec<_> = panel.reasons.iter().map(|reason| (reason.kind, reason.id.as_deref(), reason.answer)).collect();
    assert_eq!(told, [(ReasonKind::Strong, Some("impact"), Some(0)), (ReasonKind::Weak, Some("talent"), Some(0)),]);
    assert_eq!(panel.reasons[0].quote.as_deref(), Some("Costs fell"));
    assert_eq!(panel.criteria[1].points, [Some(2), None], "points by answer");
}

#[test]
fn one_answer_that_fails_keeps_the_panel_from_a_hire() {
    let strong = || answer(5, &[], &["impact"], &[("impact", FOR)]);
    let panel = debrief(&[strong(), strong(), strong(), answer(1, &[], &[], &[])]);
    assert_eq!((panel.overall, panel.even), (Some(3), Some(false)), "the mean alone would be a hire");
    let last = panel.reasons.last().map(|reason| (reason.kind, reason.answer));
    assert_eq!(last, Some((ReasonKind::OneFell, Some(3))));
}

#[test]
fn more_missed_than_heard_keeps_it_too() {
    let panel = debrief(&[answer(4, &[], &["impact", "talent", "mandate"], &[("impact", FOR)])]);
    assert_eq!(panel.overall, Some(3));
    assert_eq!(panel.missing, ["talent", "mandate"]);
    assert_eq!(panel.reasons.iter().filter(|reason| reason.kind == ReasonKind::NotHeard).count(), 2);
}

#[test]
fn a_loop_without_a_score_has_no_verdict() {
    let silent = Answered { debrief: None, ..answer(3, &[], &["impact"], &[]) };
    let panel = debrief(&[silent]);
    assert_eq!((panel.overall, panel.verdict, panel.even), (None, None, None), "a verdict is real or absent");
    assert_eq!(debrief(&[]).answers, []);
}

#[test]
fn the_next_card_asks_for_what_was_lacking() {
    let of = |answered: &Answered, asked: &[String]| next_card(None, answered.debrief.as_ref().unwrap(), asked);
    let blaming = answer(2, &[("impact", 1)], &[], &[("blame", AGAINST)]);
    let first = of(&blaming, &[]).unwrap();
    assert_eq!((first.kind, first.lack, first.id.as_deref()), (CardKind::Pushback, Lack::Against, Some("blame")));
    let second = of(&blaming, &[first.text]).unwrap();
    assert_eq!((second.lack, second.id.as_deref()), (Lack::Criterion, Some("impact")));
    assert_eq!(of(&blaming, &[second.text]).map(|card| card.lack), Some(Lack::Against), "nothing is asked twice");

    let mut endless = answer(3, &[], &[], &[]);
    endless.debrief = Some(spoken(&[(Role::S, "It was March.", 3_000), (Role::A, "We met.", 3_000)]));
    assert_eq!(of(&endless, &[]).map(|card| card.lack), Some(Lack::Result));
    endless.debrief = Some(spoken(&[(Role::S, "It was March.", 3_000), (Role::R, "It went well.", 3_000)]));
    assert_eq!(of(&endless, &[]).map(|card| card.lack), Some(Lack::ResultNumber));
}

#[test]
fn a_strong_answer_is_doubted_and_one_without_a_score_is_left_alone() {
    let questions = crate::question::shipped();
    let question = questions.questions().iter().find(|question| question.pushback.is_some()).unwrap();
    let strong = answer(5, &[("impact", 5)], &[], &[]);
    let card = next_card(Some(question), strong.debrief.as_ref().unwrap(), &[]).unwrap();
    assert_eq!((card.lack, Some(card.text)), (Lack::Nothing, question.pushback.clone()));
    let mut silent = strong.debrief.unwrap();
    silent.scorecard.status = Status::NotScored;
    assert_eq!(next_card(Some(question), &silent, &[]), None);
}
