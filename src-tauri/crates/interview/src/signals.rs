//! What an interviewer would write down: signals, each on a sentence.

use serde::{Deserialize, Serialize};

/// For the speaker or against.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "specta", derive(specta::Type))]
#[serde(rename_all = "snake_case")]
pub enum Polarity {
    /// Speaks for a hire.
    Positive,
    /// Speaks against.
    Negative,
}

/// One signal found on one sentence.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "specta", derive(specta::Type))]
pub struct Signal {
    /// The signal's id in the rubric, for example `influence`.
    pub id: String,
    /// For or against.
    pub polarity: Polarity,
    /// Index into the transcript's sentences.
    pub sentence: u32,
    /// How sure, 0–100.
    pub confidence: u8,
    /// Why: the closest example, or the pattern that matched.
    pub because: String,
}
