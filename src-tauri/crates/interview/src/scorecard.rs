//! Points by criterion, each with its evidence, and what to do next.

use serde::{Deserialize, Serialize};

use crate::time::Millis;

/// Whether a card has points.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "specta", derive(specta::Type))]
#[serde(rename_all = "snake_case")]
pub enum Status {
    /// Points were given.
    Scored,
    /// No points; the reason is said.
    NotScored,
}

/// What an interviewer would vote, at the level interviewed for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "specta", derive(specta::Type))]
#[serde(rename_all = "snake_case")]
pub enum Verdict {
    /// Overall 1.
    StrongNoHire,
    /// Overall 2.
    NoHire,
    /// Overall 3.
    Borderline,
    /// Overall 4.
    Hire,
    /// Overall 5.
    StrongHire,
}

/// A sentence that carries a point, quoted.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "specta", derive(specta::Type))]
pub struct Evidence {
    /// Index into the transcript's sentences.
    pub sentence: u32,
    /// Where it can be heard; absent without sound.
    pub start_ms: Option<Millis>,
    /// Where it ends.
    pub end_ms: Option<Millis>,
    /// The words, exactly as in the transcript.
    pub quote: String,
}

/// Points on one criterion.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "specta", derive(specta::Type))]
pub struct CriterionScore {
    /// The criterion's id in the rubric.
    pub id: String,
    /// 1–5; absent where the question gave no occasion or nothing was scored.
    pub points: Option<u8>,
    /// The sentences that carry the points.
    pub evidence: Vec<Evidence>,
    /// What was heard or missing, and what would have counted.
    pub advice: String,
}

/// The card of one take.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "specta", derive(specta::Type))]
pub struct Scorecard {
    /// Scored or not.
    pub status: Status,
    /// Why not, in one sentence; absent when scored.
    pub reason: Option<String>,
    /// Points by criterion, in the rubric's order.
    pub criteria: Vec<CriterionScore>,
    /// 1–5; absent when not scored.
    pub overall: Option<u8>,
    /// The vote that goes with the overall.
    pub verdict: Option<Verdict>,
    /// At most three things to do next, the most valuable first.
    pub next: Vec<String>,
}
