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

/// Confidence at which a signal counts nothing in the overall; at 100 it counts one.
const SURE_FROM: f32 = 0.2;
/// Most that positive signals, and negative ones, can add up to.
const MOST: f32 = 6.0;
/// Sentences whose quality is weighed, the best and the worst, and what it weighs.
const WEIGHED: usize = 7;
const QUALITY: f32 = 1.5;
/// From which value on the overall is 2, 3, 4 and 5: the quantiles of labelled answers held back while fitting.
const STEPS: [f32; 4] = [-5.1, -1.6, 3.0, 5.9];

/// What a negative signal, and a sentence that says nothing, take from structure; so many of the latter at most. Counted,
/// not as a share: one more sentence must never help.
const NEGATIVE_IN_STRUCTURE: f32 = 0.8;
const NOTHING_IN_STRUCTURE: f32 = 0.3;
const MOST_NOTHING: usize = 8;
/// How much more like weak answers than like strong ones a sentence sounds that tells nothing.
const EMPTY: f32 = -0.2;
/// From which value on structure is 2, 3, 4 and 5, found like [`STEPS`].
const STRUCTURE_STEPS: [f32; 4] = [-2.45, -0.36, 1.52, 3.72];

/// The card of an answer that can be scored.
pub fn card(
    input: &ScoreInput<'_>,
    occasion: Occasion,
    structure: &Structure,
    signals: &[Signal],
    qualities: &[f32],
) -> Scorecard {
    let signals = said_once(input, signals);
    let rubric = input.rubric;
    let mut criteria = Vec::with_capacity(rubric.criteria.len());
    for criterion in &rubric.criteria {
        let (points, sentences) = match criterion.measure {
            Measure::Signals => by_signals(criterion, occasion, structure, &signals, qualities),
            Measure::Structure => by_structure(structure, &signals, qualities),
            Measure::Delivery => (input.delivery.and_then(by_delivery), Vec::new()),
        };
        let evidence: Vec<Evidence> = sentences.into_iter().filter_map(|index| quote(input, index)).collect();
        let advice = advice::line(input, occasion, structure, criterion, points, &evidence);
        criteria.push(CriterionScore { id: criterion.id.clone(), points, evidence, advice });
    }
    let overall = overall(&signals, qualities);
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
    qualities: &[f32],
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
    let told = first(structure, qualities, Role::R).is_some();
    let clean = !signals.iter().any(|signal| signal.polarity == Polarity::Negative);
    let expected = occasion.round.is_some_and(|round| criterion.expected_in.contains(&round));
    let points = match (earned.len(), against.is_empty()) {
        (0, true) if !expected => return (None, quoted),
        (0, _) => 1,
        (1, _) => 3 + u8::from(told && clean),
        (2, _) => 4 + u8::from(told && clean),
        _ => 4 + u8::from(told),
    };
    (Some(points - u8::from(points > 3 && !against.is_empty())), quoted)
}

/// The first sentence that tells a part of the answer. One that sounds empty ("I learned a lot from it") tells none.
fn first(structure: &Structure, qualities: &[f32], wanted: Role) -> Option<u32> {
    let empty = |sentence: u32| qualities.get(sentence as usize).is_some_and(|&quality| quality < EMPTY);
    let told = structure.roles.iter().find(|role| role.role == wanted && !empty(role.sentence));
    told.map(|role| role.sentence)
}

/// Structure: the parts of an answer that were heard, the headline early, an outcome with substance; less for what
/// works against the speaker and for sentences that say nothing. Returns the points and the first sentence of each part.
fn by_structure(structure: &Structure, signals: &[&Signal], qualities: &[f32]) -> (Option<u8>, Vec<u32>) {
    let first = |wanted: Role| first(structure, qualities, wanted);
    let part = |heard: bool| f32::from(u8::from(heard));
    let early = first(Role::H).is_some_and(|sentence| sentence < 2);
    let outcomes = signals.iter().filter(|signal| signal.id == "impact").count().min(2);
    let against = signals.iter().filter(|signal| signal.polarity == Polarity::Negative).count();
    let nothing = structure.roles.iter().filter(|role| role.role == Role::N).count();
    let value = part(first(Role::R).is_some())
        + part(first(Role::T).is_some())
        + part(first(Role::L).is_some())
        + part(early)
        + outcomes as f32
        - NEGATIVE_IN_STRUCTURE * against as f32
        - NOTHING_IN_STRUCTURE * nothing.min(MOST_NOTHING) as f32;
    let points = 1 + STRUCTURE_STEPS.iter().filter(|&&step| value > step).count() as u8;
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

/// Overall from what was heard.
///
/// Different positive signals lift it and every negative one holds it down, as surely as they were heard. The best
/// sentences lift it further, but only those that carry a positive signal; the worst take from it, whatever they carry.
/// So a sentence without a signal can never lift it.
fn overall(signals: &[&Signal], qualities: &[f32]) -> u8 {
    let mut positive: BTreeMap<&str, f32> = BTreeMap::new();
    let mut carrying = BTreeSet::new();
    let mut against = 0.0;
    for signal in signals {
        let sure = (f32::from(signal.confidence) / 100.0 - SURE_FROM) / (1.0 - SURE_FROM);
        if signal.polarity == Polarity::Positive {
            let held = positive.entry(signal.id.as_str()).or_insert(0.0);
            *held = held.max(sure);
            carrying.insert(signal.sentence as usize);
        } else {
            against += sure;
        }
    }
    let best = weighed(carrying.iter().filter_map(|&at| qualities.get(at)).map(|quality| quality.max(0.0)));
    let worst = weighed(qualities.iter().map(|quality| (-quality).max(0.0)));
    let value = positive.values().sum::<f32>().min(MOST) - against.min(MOST) + QUALITY * (best - worst);
    1 + STEPS.iter().filter(|&&step| value > step).count() as u8
}

/// Sum of the largest values over how many are weighed.
fn weighed(values: impl Iterator<Item = f32>) -> f32 {
    let mut values: Vec<f32> = values.collect();
    values.sort_by(|a, b| b.total_cmp(a));
    values.iter().take(WEIGHED).sum::<f32>() / WEIGHED as f32
}
