//! Take against take: what moved between two answers, the most telling first.
//!
//! A difference is listed only where a listener would notice it ([`Measure::step`], [`SHORTEST_MOVE_MS`], a whole point
//! on a criterion). It is called better or worse only where the rubric or a band says so; otherwise it is a change.

mod built;
#[cfg(test)]
pub(crate) mod tests;
mod words;

pub(crate) use built::result_number;
use serde::{Deserialize, Serialize};
pub use words::{ChangedWords, WordChange, changed_words};

use crate::{
    Debrief,
    delivery::bands::{self, Judged, Measure},
    scorecard::{CriterionScore, Scorecard},
    signals::{Polarity, Signal},
    time::Millis,
    trend::distance,
};

/// Time spent on a part of the answer moved only from here on.
pub const SHORTEST_MOVE_MS: Millis = 5_000;

/// What can move.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "specta", derive(specta::Type))]
#[serde(rename_all = "snake_case")]
pub enum Aspect {
    /// The overall points.
    Overall,
    /// Points on the criterion `id`.
    Criterion,
    /// Whether a result is told: 0 or 1.
    Result,
    /// Whether a result has a number: 0 or 1.
    ResultNumber,
    /// Time spent on situation and task, in milliseconds.
    Background,
    /// Time spent on results, in milliseconds.
    ResultTime,
    /// Whether the answer opens with its headline: 0 or 1.
    Headline,
    /// Whether a learning is told: 0 or 1.
    Learning,
    /// Sentences that carry the signal `id`, which speaks for the speaker.
    Signal,
    /// Sentences that carry the signal `id`, which speaks against.
    SignalAgainst,
    /// A measure of delivery, in its own unit.
    #[serde(untagged)]
    Measure(Measure),
}

/// Which way it moved.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "specta", derive(specta::Type))]
#[serde(rename_all = "snake_case")]
pub enum Direction {
    /// For the speaker.
    Better,
    /// Against the speaker.
    Worse,
    /// Noticeable, and neither.
    Changed,
}

/// One difference.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "specta", derive(specta::Type))]
pub struct Moved {
    /// What moved.
    pub aspect: Aspect,
    /// Id of the criterion or signal; absent elsewhere.
    pub id: Option<String>,
    /// Its value in the first take, in the aspect's unit; absent where that take does not have it.
    pub before: Option<u32>,
    /// Its value in the second.
    pub after: Option<u32>,
    /// Which way.
    pub direction: Direction,
    /// A sentence of the first take that shows it.
    pub sentence_before: Option<u32>,
    /// A sentence of the second take that shows it.
    pub sentence_after: Option<u32>,
}

/// What moved between two takes.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "specta", derive(specta::Type))]
pub struct Comparison {
    /// Differences, the most telling first.
    pub moved: Vec<Moved>,
    /// Ids of the criteria that have the same points in both.
    pub same: Vec<String>,
}

/// A difference and how much it tells.
struct Weighed {
    weight: u32,
    moved: Moved,
}

/// Compares two takes; `before` is usually the older one.
pub fn compare(before: &Debrief, after: &Debrief) -> Comparison {
    let mut found = Vec::new();
    let same = points(&before.scorecard, &after.scorecard, &mut found);
    built::compare(before, after, &mut found);
    signals(before, after, &mut found);
    delivery(before, after, &mut found);
    found.sort_by(|a, b| b.weight.cmp(&a.weight).then_with(|| key(&a.moved).cmp(&key(&b.moved))));
    Comparison { moved: found.into_iter().map(|weighed| weighed.moved).collect(), same }
}

fn key(moved: &Moved) -> (Aspect, Option<&str>) {
    (moved.aspect, moved.id.as_deref())
}

/// More is better.
fn rising(before: u32, after: u32) -> Direction {
    if after > before { Direction::Better } else { Direction::Worse }
}

fn points(before: &Scorecard, after: &Scorecard, found: &mut Vec<Weighed>) -> Vec<String> {
    if let (Some(was), Some(is)) = (before.overall, after.overall)
        && was != is
    {
        let moved = Moved::of(Aspect::Overall, u32::from(was), u32::from(is), rising(was.into(), is.into()));
        found.push(Weighed { weight: 1_000, moved });
    }
    let shown = |score: &CriterionScore| score.evidence.first().map(|evidence| evidence.sentence);
    let mut same = Vec::new();
    for is in &after.criteria {
        let Some(was) = before.criteria.iter().find(|was| was.id == is.id) else { continue };
        let (Some(from), Some(to)) = (was.points, is.points) else { continue };
        if from == to {
            same.push(is.id.clone());
            continue;
        }
        let moved = Moved {
            id: Some(is.id.clone()),
            sentence_before: shown(was),
            sentence_after: shown(is),
            ..Moved::of(Aspect::Criterion, from.into(), to.into(), rising(from.into(), to.into()))
        };
        found.push(Weighed { weight: 100 + 40 * u32::from(from.abs_diff(to)), moved });
    }
    same
}

fn signals(before: &Debrief, after: &Debrief, found: &mut Vec<Weighed>) {
    let mut ids: Vec<(&str, Polarity)> =
        before.signals.iter().chain(&after.signals).map(|signal| (signal.id.as_str(), signal.polarity)).collect();
    ids.sort_unstable();
    ids.dedup();
    for (id, polarity) in ids {
        let of = |debrief: &Debrief| {
            let mut sentences: Vec<&Signal> = debrief.signals.iter().filter(|signal| signal.id == id).collect();
            sentences.sort_by_key(|signal| (std::cmp::Reverse(signal.confidence), signal.sentence));
            (sentences.len() as u32, sentences.first().map(|signal| signal.sentence))
        };
        let ((was, sentence_before), (is, sentence_after)) = (of(before), of(after));
        // Once more or once less of the same tells nothing: what counts is whether it is heard at all.
        if (was == 0) == (is == 0) {
            continue;
        }
        let (aspect, direction) = match polarity {
            Polarity::Positive => (Aspect::Signal, rising(was, is)),
            Polarity::Negative => (Aspect::SignalAgainst, rising(is, was)),
        };
        let moved =
            Moved { id: Some(id.to_owned()), sentence_before, sentence_after, ..Moved::of(aspect, was, is, direction) };
        found.push(Weighed { weight: 90, moved });
    }
}

fn delivery(before: &Debrief, after: &Debrief, found: &mut Vec<Weighed>) {
    let earlier = judged(before);
    for is in judged(after) {
        let measure = is.band.measure;
        let Some(was) = earlier.iter().find(|was| was.band.measure == measure) else { continue };
        let (moved_by, step) = (was.value.abs_diff(is.value), measure.step());
        if moved_by < step {
            continue;
        }
        let (from, to) = (distance(&was.band, was.value), distance(&is.band, is.value));
        let (direction, weight) = match from.cmp(&to) {
            std::cmp::Ordering::Greater => (Direction::Better, 60),
            std::cmp::Ordering::Less => (Direction::Worse, 60),
            std::cmp::Ordering::Equal => (Direction::Changed, 10),
        };
        let steps = (moved_by / step).min(30);
        found.push(Weighed {
            weight: weight + steps,
            moved: Moved::of(Aspect::Measure(measure), was.value, is.value, direction),
        });
    }
}

fn judged(debrief: &Debrief) -> Vec<Judged> {
    let length_ms = debrief.take.as_ref().map_or(0, |take| take.duration_ms);
    debrief.delivery.as_ref().map(|delivery| bands::judge(delivery, length_ms, &bands::defaults())).unwrap_or_default()
}

impl Moved {
    fn of(aspect: Aspect, before: u32, after: u32, direction: Direction) -> Self {
        Self {
            aspect,
            id: None,
            before: Some(before),
            after: Some(after),
            direction,
            sentence_before: None,
            sentence_after: None,
        }
    }
}
