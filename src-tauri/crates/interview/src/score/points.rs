//! Points by criterion, the overall, the verdict.

use std::collections::{BTreeMap, BTreeSet};

use super::{ScoreInput, advice, occasion::Occasion};
use crate::{
    delivery::{Delivery, PauseKind},
    rubric::{Criterion, Measure},
    scorecard::{CriterionScore, Evidence, Scorecard, Status, Verdict},
    signals::{Polarity, Signal},
    structure::{Role, Structure},
};

/// Most sentences quoted for one criterion.
const MOST_EVIDENCE: usize = 3;

/// Confidence from which a signal begins to count in the overall.
const SURE_FROM: f32 = 0.35;
/// Share of sentences that carry a signal from which an answer counts as dense.
const DENSE: f32 = 0.35;
/// Most that positive and negative signals can add up to.
const MOST_POSITIVE: f32 = 5.0;
const MOST_AGAINST: f32 = 6.0;
/// What a negative signal takes away.
const AGAINST: f32 = 0.6;
/// From which value on the overall is 2, 3, 4 and 5.
const STEPS: [f32; 4] = [-0.5, 1.0, 2.3, 3.3];

/// The card of an answer that can be scored.
pub fn card(input: &ScoreInput<'_>, occasion: Occasion, structure: &Structure, signals: &[Signal]) -> Scorecard {
    let signals = said_once(input, signals);
    let rubric = input.rubric;
    let mut criteria = Vec::with_capacity(rubric.criteria.len());
    for criterion in &rubric.criteria {
        let (points, sentences) = match criterion.measure {
            Measure::Signals => by_signals(criterion, occasion, structure, &signals),
            Measure::Structure => by_structure(occasion, structure),
            Measure::Delivery => (input.delivery.and_then(by_delivery), Vec::new()),
        };
        let evidence: Vec<Evidence> = sentences.into_iter().filter_map(|index| quote(input, index)).collect();
        let advice = advice::line(input, occasion, structure, criterion, points, &evidence);
        criteria.push(CriterionScore { id: criterion.id.clone(), points, evidence, advice });
    }
    let overall = overall(input, &signals);
    let next = advice::next(input, occasion, structure, &signals, &criteria);
    Scorecard {
        status: Status::Scored,
        reason: None,
        criteria,
        overall: Some(overall),
        verdict: Some(verdict(overall)),
        next,
    }
}

/// The verdict that goes with an overall.
pub fn verdict(overall: u8) -> Verdict {
    match overall {
        0 | 1 => Verdict::StrongNoHire,
        2 => Verdict::NoHire,
        3 => Verdict::Borderline,
        4 => Verdict::Hire,
        _ => Verdict::StrongHire,
    }
}

/// Signals without those on a sentence said before, word for word.
fn said_once<'a>(input: &ScoreInput<'_>, signals: &'a [Signal]) -> Vec<&'a Signal> {
    let mut seen = BTreeSet::new();
    signals
        .iter()
        .filter(|signal| {
            let text = input.transcript.sentences.get(signal.sentence as usize).map_or("", |s| s.text.as_str());
            seen.insert((signal.id.clone(), super::text::tokens(text)))
        })
        .collect()
}

fn quote(input: &ScoreInput<'_>, index: u32) -> Option<Evidence> {
    let sentence = input.transcript.sentences.get(index as usize)?;
    Some(Evidence {
        sentence: index,
        start_ms: sentence.start_ms,
        end_ms: sentence.end_ms,
        quote: sentence.text.clone(),
    })
}

fn by_signals(
    criterion: &Criterion,
    occasion: Occasion,
    structure: &Structure,
    signals: &[&Signal],
) -> (Option<u8>, Vec<u32>) {
    let of = |ids: &[String]| -> Vec<&Signal> {
        signals.iter().copied().filter(|signal| ids.contains(&signal.id)).collect()
    };
    let (mut earned, against) = (of(&criterion.signals), of(&criterion.against));
    earned.sort_by(|a, b| b.confidence.cmp(&a.confidence).then(a.sentence.cmp(&b.sentence)));
    let mut quoted: Vec<u32> = earned.iter().map(|signal| signal.sentence).collect();
    if earned.is_empty() {
        quoted = against.iter().map(|signal| signal.sentence).collect();
    }
    quoted.dedup();
    quoted.truncate(MOST_EVIDENCE);
    quoted.sort_unstable();
    let told = structure.roles.iter().any(|role| role.role == Role::R);
    let expected = occasion.round.is_some_and(|round| criterion.expected_in.contains(&round));
    let points = match (earned.len(), against.is_empty()) {
        (0, true) if !expected => return (None, quoted),
        (0, _) => 1,
        (1, _) => 3 + u8::from(told),
        (2, _) => 4,
        _ => 4 + u8::from(told),
    };
    (Some(points - u8::from(points > 3 && !against.is_empty())), quoted)
}

/// Structure: 1 no result, to 5 headline, balance, result, learning.
fn by_structure(occasion: Occasion, structure: &Structure) -> (Option<u8>, Vec<u32>) {
    let count = |wanted: Role| structure.roles.iter().filter(|role| role.role == wanted).count();
    let first = |wanted: Role| structure.roles.iter().find(|role| role.role == wanted).map(|role| role.sentence);
    let told = structure.roles.len() - count(Role::N);
    let context = count(Role::S) + count(Role::T);
    let result = count(Role::R) > 0 || occasion.hypothetical;
    let parts = usize::from(context > 0) + usize::from(count(Role::A) > 0) + usize::from(result);
    let mut points = match parts {
        0 | 1 => 1,
        2 => 2,
        _ => 3,
    };
    if points == 3 && context * 2 <= told && count(Role::A) >= context {
        points = 4;
        if count(Role::H) > 0 && count(Role::L) > 0 {
            points = 5;
        }
    }
    let mut quoted: Vec<u32> = [Role::H, Role::A, Role::R].into_iter().filter_map(first).collect();
    quoted.sort_unstable();
    (Some(points), quoted)
}

/// Delivery: counts little, and only where sound was heard.
fn by_delivery(delivery: &Delivery) -> Option<u8> {
    let pace = delivery.words_per_minute?;
    let fillers = delivery.fillers_per_minute_x10.unwrap_or(0);
    let lost = delivery.pauses.iter().filter(|pause| pause.kind == PauseKind::Lost).count();
    let mut points: u8 = 5;
    points -= u8::from(!(110..=180).contains(&pace)) + u8::from(!(90..=210).contains(&pace));
    points -= u8::from(fillers > 50) + u8::from(fillers >= 120);
    Some(points.saturating_sub(u8::from(lost > 1)).max(1))
}

/// Overall from what was heard: different positive signals lift it, negative ones hold it down, and both are weighed
/// by how sure they are. Sentences that carry nothing thin it out, so that padding cannot lift it.
fn overall(input: &ScoreInput<'_>, signals: &[&Signal]) -> u8 {
    let mut positive: BTreeMap<&str, f32> = BTreeMap::new();
    let mut carrying = BTreeSet::new();
    let mut against = 0.0;
    for signal in signals {
        let sure = (f32::from(signal.confidence) / 100.0 - SURE_FROM) / (1.0 - SURE_FROM);
        carrying.insert(signal.sentence);
        match signal.polarity {
            Polarity::Positive => {
                let held = positive.entry(signal.id.as_str()).or_insert(0.0);
                *held = held.max(sure);
            }
            Polarity::Negative => against += sure,
        }
    }
    let told = input.transcript.sentences.len().max(1);
    let density = (carrying.len() as f32 / told as f32 / DENSE).min(1.0);
    let value = positive.values().sum::<f32>().min(MOST_POSITIVE) * density - AGAINST * against.min(MOST_AGAINST);
    1 + STEPS.iter().filter(|&&step| value > step).count() as u8
}
