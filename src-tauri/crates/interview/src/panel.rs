//! The mock loop: what an interviewer asks next, and what the panel would write when all rounds are over.
//!
//! [`next_card`] picks a follow-up or a pushback from what the answer lacked. [`debrief`] reads the answers of a loop
//! together: what was covered, how even they were, and a verdict whose every reason points at an answer.

mod cards;
#[cfg(test)]
mod tests;

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};

use crate::{
    Debrief,
    score::verdict,
    scorecard::{Status, Verdict},
    signals::{Polarity, Signal},
};
pub use cards::{Card, CardKind, Lack, next_card};

/// From which mean, times ten, a criterion was strong.
const STRONG_X10: u32 = 40;
/// Up to which mean, times ten, it was weak.
const WEAK_X10: u32 = 25;
/// From which difference between the best and the worst answer a loop is uneven.
const UNEVEN: u8 = 2;
/// Most reasons of a kind.
const MOST_REASONS: usize = 3;

/// One answer of the loop.
#[derive(Debug, Clone)]
pub struct Answered {
    /// The take.
    pub take_id: String,
    /// The question as asked.
    pub question: String,
    /// Ids of the signals the question listens for; empty for a follow-up.
    pub listens_for: Vec<String>,
    /// Its debrief; absent where the analysis failed.
    pub debrief: Option<Debrief>,
}

/// What the panel writes down.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "specta", derive(specta::Type))]
pub struct PanelDebrief {
    /// The answers in order.
    pub answers: Vec<AnswerLine>,
    /// Every criterion that had points in some answer.
    pub criteria: Vec<CriterionLine>,
    /// Ids of the signals that were listened for and heard.
    pub covered: Vec<String>,
    /// Ids of the signals that were listened for and not heard in any answer.
    pub missing: Vec<String>,
    /// Whether the answers lie close together; absent under two scored answers.
    pub even: Option<bool>,
    /// 1–5; absent where no answer was scored.
    pub overall: Option<u8>,
    /// The vote that goes with it.
    pub verdict: Option<Verdict>,
    /// Why, the weightiest first.
    pub reasons: Vec<Reason>,
}

/// One answer in the debrief of a loop.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "specta", derive(specta::Type))]
pub struct AnswerLine {
    /// The take.
    pub take_id: String,
    /// The question as asked.
    pub question: String,
    /// 1–5; absent when not scored.
    pub overall: Option<u8>,
}

/// One criterion over the whole loop.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "specta", derive(specta::Type))]
pub struct CriterionLine {
    /// Its id in the rubric.
    pub id: String,
    /// Points by answer, in their order.
    pub points: Vec<Option<u8>>,
    /// Their mean, times ten.
    pub mean_x10: u32,
}

/// Which way a reason points.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "specta", derive(specta::Type))]
#[serde(rename_all = "snake_case")]
pub enum ReasonKind {
    /// Strong on the criterion `id`, again and again or once in full.
    Strong,
    /// Weak on the criterion `id`.
    Weak,
    /// The signal `id` was listened for and never heard.
    NotHeard,
    /// The signal `id`, which speaks against, was heard.
    Against,
    /// One answer fell far behind the others; it caps the verdict.
    OneFell,
}

/// One reason of the verdict.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "specta", derive(specta::Type))]
pub struct Reason {
    /// Which way.
    pub kind: ReasonKind,
    /// Id of the criterion or signal.
    pub id: Option<String>,
    /// Index of the answer that shows it.
    pub answer: Option<u32>,
    /// The words that show it.
    pub quote: Option<String>,
}

/// What of an answer decides the vote.
#[derive(Debug, Clone)]
pub struct Outcome {
    /// 1–5; absent when not scored.
    pub overall: Option<u8>,
    /// Ids of the signals the question listens for.
    pub listens_for: Vec<String>,
    /// Ids of the signals heard that speak for the speaker.
    pub heard: Vec<String>,
}

impl From<&Answered> for Outcome {
    fn from(answer: &Answered) -> Self {
        let signals = answer.debrief.iter().flat_map(|debrief| &debrief.signals);
        let heard = signals.filter(|signal| signal.polarity == Polarity::Positive);
        Self {
            overall: overall(answer),
            listens_for: answer.listens_for.clone(),
            heard: heard.map(|signal| signal.id.clone()).collect(),
        }
    }
}

/// Reads the answers of a loop together.
pub fn debrief(answers: &[Answered]) -> PanelDebrief {
    let outcomes: Vec<Outcome> = answers.iter().map(Outcome::from).collect();
    let scored: Vec<u8> = outcomes.iter().filter_map(|outcome| outcome.overall).collect();
    let criteria = criteria(answers);
    let (covered, missing) = coverage(&outcomes);
    let overall = vote(&outcomes);
    PanelDebrief {
        answers: answers
            .iter()
            .map(|answer| AnswerLine {
                take_id: answer.take_id.clone(),
                question: answer.question.clone(),
                overall: self::overall(answer),
            })
            .collect(),
        reasons: reasons(answers, &criteria, &missing, &scored),
        criteria,
        covered,
        missing,
        even: (scored.len() >= 2).then(|| spread(&scored) < UNEVEN),
        verdict: overall.map(verdict),
        overall,
    }
}

/// The overall points of a loop; absent where no answer was scored. The mean of the answers; one that fails, or more
/// missed than heard, keeps the panel from a hire.
pub fn vote(outcomes: &[Outcome]) -> Option<u8> {
    let scored: Vec<u8> = outcomes.iter().filter_map(|outcome| outcome.overall).collect();
    let count = u32::try_from(scored.len()).ok().filter(|count| *count > 0)?;
    let sum: u32 = scored.iter().copied().map(u32::from).sum();
    let mean = u8::try_from((sum * 2 + count) / (count * 2)).unwrap_or(5);
    let (covered, missing) = coverage(outcomes);
    let capped = scored.contains(&1) || missing.len() > covered.len();
    Some(if capped { mean.min(3) } else { mean })
}

/// Ids of the signals that were listened for, in the order of the questions: those heard in any answer, and the others.
fn coverage(outcomes: &[Outcome]) -> (Vec<String>, Vec<String>) {
    let mut asked: Vec<&String> = Vec::new();
    for id in outcomes.iter().flat_map(|outcome| &outcome.listens_for) {
        if !asked.contains(&id) {
            asked.push(id);
        }
    }
    asked.into_iter().cloned().partition(|id| outcomes.iter().any(|outcome| outcome.heard.contains(id)))
}

fn overall(answer: &Answered) -> Option<u8> {
    answer.debrief.as_ref()?.scorecard.overall
}

fn spread(scored: &[u8]) -> u8 {
    scored.iter().max().zip(scored.iter().min()).map_or(0, |(most, least)| most - least)
}

fn criteria(answers: &[Answered]) -> Vec<CriterionLine> {
    let mut order: Vec<&str> = Vec::new();
    let mut points: BTreeMap<&str, Vec<Option<u8>>> = BTreeMap::new();
    for (at, answer) in answers.iter().enumerate() {
        for score in answer.debrief.iter().flat_map(|debrief| &debrief.scorecard.criteria) {
            if !order.contains(&score.id.as_str()) {
                order.push(&score.id);
            }
            points.entry(&score.id).or_insert_with(|| vec![None; answers.len()])[at] = score.points;
        }
    }
    let line = |id: &str| {
        let points = points.get(id)?.clone();
        let given: Vec<u32> = points.iter().flatten().copied().map(u32::from).collect();
        let mean_x10 = (given.iter().sum::<u32>() * 10).checked_div(given.len() as u32)?;
        Some(CriterionLine { id: id.to_owned(), points, mean_x10 })
    };
    order.into_iter().filter_map(line).collect()
}

/// Every signal of every answer, with the index of the answer.
fn signals(answers: &[Answered]) -> impl Iterator<Item = (usize, &Signal)> {
    answers.iter().enumerate().flat_map(|(at, answer)| {
        answer.debrief.iter().flat_map(|debrief| &debrief.signals).map(move |signal| (at, signal))
    })
}

fn reasons(answers: &[Answered], criteria: &[CriterionLine], missing: &[String], scored: &[u8]) -> Vec<Reason> {
    let mut reasons = Vec::new();
    let shown = |kind, line: &CriterionLine, best: bool| {
        let given = line.points.iter().enumerate().filter_map(|(at, points)| Some((at, (*points)?)));
        let at = if best {
            given.max_by_key(|(at, points)| (*points, std::cmp::Reverse(*at)))
        } else {
            given.min_by_key(|(at, points)| (*points, *at))
        };
        let at = at.map(|(at, _)| at);
        let quote = at.and_then(|at| {
            let card = &answers[at].debrief.as_ref()?.scorecard;
            let score = card.criteria.iter().find(|score| score.id == line.id)?;
            Some(score.evidence.first()?.quote.clone())
        });
        Reason { kind, id: Some(line.id.clone()), answer: at.map(|at| at as u32), quote: quote.filter(|_| best) }
    };
    let mut strong: Vec<&CriterionLine> = criteria.iter().filter(|line| line.mean_x10 >= STRONG_X10).collect();
    strong.sort_by_key(|line| std::cmp::Reverse(line.mean_x10));
    reasons.extend(strong.into_iter().take(MOST_REASONS).map(|line| shown(ReasonKind::Strong, line, true)));
    let mut weak: Vec<&CriterionLine> = criteria.iter().filter(|line| line.mean_x10 <= WEAK_X10).collect();
    weak.sort_by_key(|line| line.mean_x10);
    reasons.extend(weak.into_iter().take(MOST_REASONS).map(|line| shown(ReasonKind::Weak, line, false)));
    let mut against: BTreeMap<&str, (usize, &Signal)> = BTreeMap::new();
    for (at, signal) in signals(answers).filter(|(_, signal)| signal.polarity == Polarity::Negative) {
        let known = against.entry(&signal.id).or_insert((at, signal));
        if signal.confidence > known.1.confidence {
            *known = (at, signal);
        }
    }
    reasons.extend(against.into_iter().take(MOST_REASONS).map(|(id, (at, signal))| {
        let sentences = answers[at].debrief.as_ref().map(|debrief| &debrief.transcript.sentences);
        let said = sentences.and_then(|sentences| sentences.get(signal.sentence as usize));
        Reason {
            kind: ReasonKind::Against,
            id: Some(id.to_owned()),
            answer: Some(at as u32),
            quote: said.map(|sentence| sentence.text.clone()),
        }
    }));
    // What no question gave points for is missing already where its criterion is weak.
    let weak: BTreeSet<String> = reasons.iter().filter_map(|reason| reason.id.clone()).collect();
    reasons.extend(missing.iter().filter(|id| !weak.contains(*id)).take(MOST_REASONS).map(|id| Reason {
        kind: ReasonKind::NotHeard,
        id: Some(id.clone()),
        answer: None,
        quote: None,
    }));
    if scored.len() >= 2 && spread(scored) >= UNEVEN {
        let worst = answers.iter().enumerate().filter_map(|(at, answer)| Some((overall(answer)?, at))).min();
        reasons.push(Reason {
            kind: ReasonKind::OneFell,
            id: None,
            answer: worst.map(|(_, at)| at as u32),
            quote: None,
        });
    }
    reasons
}

/// Whether an answer can be asked about further.
pub(crate) fn is_scored(debrief: &Debrief) -> bool {
    debrief.scorecard.status == Status::Scored
}
