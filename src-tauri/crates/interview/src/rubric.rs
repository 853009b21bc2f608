//! The criteria an answer is scored by, as data.
//!
//! A rubric is one TOML file: criteria with anchors and weights by round, and the signals they rest on, each taught by
//! phrases, example sentences and counter-examples. People may edit a copy; [`Rubric::parse`] says which line or field
//! is wrong. The rubrics that ship are compiled in ([`shipped`]), so that scoring never depends on a file being found.

mod error;
mod own;
mod parse;
mod shipped;
#[cfg(test)]
mod tests;

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

pub use error::RubricError;
pub use own::{Mark, OwnExamples, OwnSignal, SentenceMark};
pub use shipped::{DEFAULT, by_id, default_rubric, shipped};

use crate::{question::Round, score::teach::Taught, signals::Polarity};

/// The criteria an answer is scored by, and the signals they rest on.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "specta", derive(specta::Type))]
#[serde(deny_unknown_fields)]
pub struct Rubric {
    /// Stable id, for example `director-pm`: lower case, digits and hyphens.
    pub id: String,
    /// Raised with every change that can move a score.
    pub version: u32,
    /// Name shown to people.
    pub title: String,
    /// Who it is for, in a sentence.
    pub description: String,
    /// ISO 639-1 code of the language its signals are taught in.
    #[serde(default = "english")]
    pub language: String,
    /// The criteria, in the order they are shown.
    pub criteria: Vec<Criterion>,
    /// The signals the criteria rest on.
    #[serde(default)]
    pub signals: Vec<SignalRule>,
    /// Which examples of a person's own were added, by a hash of them; see [`Rubric::with_own`].
    #[serde(skip)]
    #[cfg_attr(feature = "specta", specta(skip))]
    pub own: Option<u32>,
    /// What the examples taught; empty until [`Rubric::teach`].
    #[serde(skip)]
    #[cfg_attr(feature = "specta", specta(skip))]
    pub taught: Taught,
}

/// One line of the card.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "specta", derive(specta::Type))]
#[serde(deny_unknown_fields)]
pub struct Criterion {
    /// Stable id, for example `influence`.
    pub id: String,
    /// Name shown to people.
    pub title: String,
    /// What its points are measured on.
    #[serde(default)]
    pub measure: Measure,
    /// Ids of the positive signals that earn its points.
    #[serde(default)]
    pub signals: Vec<String>,
    /// Ids of the negative signals that take them away.
    #[serde(default)]
    pub against: Vec<String>,
    /// How much it counts in the overall, 0–10.
    #[serde(default = "one")]
    pub weight: u32,
    /// Weights that differ by round.
    #[serde(default)]
    pub weights: BTreeMap<Round, u32>,
    /// Rounds whose questions always give occasion for it. Elsewhere its absence is not held against the speaker.
    #[serde(default)]
    pub expected_in: Vec<Round>,
    /// What a 1, a 3 and a 5 look like.
    pub anchors: Anchors,
    /// What would have counted, said to the speaker about a story of the past.
    pub ask: String,
    /// The same for a question about what one would do; `ask` where absent.
    #[serde(default)]
    pub ask_would: Option<String>,
    /// The same for a round of its own; goes before the other two.
    #[serde(default)]
    pub asks: BTreeMap<Round, String>,
}

/// What a criterion is measured on.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[cfg_attr(feature = "specta", derive(specta::Type))]
#[serde(rename_all = "snake_case")]
pub enum Measure {
    /// The signals it names.
    #[default]
    Signals,
    /// The roles of the sentences and their balance.
    Structure,
    /// Pace, fillers and pauses; absent without sound.
    Delivery,
}

/// Behaviour that deserves a 1, a 3 and a 5.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "specta", derive(specta::Type))]
#[serde(deny_unknown_fields)]
pub struct Anchors {
    /// Absent or negative.
    #[serde(rename = "1")]
    pub one: String,
    /// One concrete instance.
    #[serde(rename = "3")]
    pub three: String,
    /// Concrete, with mechanism and consequence.
    #[serde(rename = "5")]
    pub five: String,
}

/// Something an interviewer would write down, and how it is recognised.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "specta", derive(specta::Type))]
#[serde(deny_unknown_fields)]
pub struct SignalRule {
    /// Stable id, for example `influence`.
    pub id: String,
    /// Name shown to people.
    pub title: String,
    /// For the speaker or against.
    pub polarity: Polarity,
    /// What it means, in a sentence.
    pub meaning: String,
    /// Patterns that speak for it; see [`crate::score`] for their small language.
    #[serde(default)]
    pub phrases: Vec<String>,
    /// Sentences that show it. Ten teach a new signal.
    #[serde(default)]
    pub examples: Vec<String>,
    /// Sentences that look like it and are not.
    #[serde(default)]
    pub counter_examples: Vec<String>,
}

impl Rubric {
    /// The criterion of that id.
    pub fn criterion(&self, id: &str) -> Option<&Criterion> {
        self.criteria.iter().find(|criterion| criterion.id == id)
    }

    /// The signal of that id.
    pub fn signal(&self, id: &str) -> Option<&SignalRule> {
        self.signals.iter().find(|signal| signal.id == id)
    }

    /// Id and version as they stand on a card, for example `director-pm@1`; with examples of a person's own also which,
    /// `director-pm@1+09c3f1a2`.
    pub fn label(&self) -> String {
        let own = self.own.map(|own| format!("+{own:08x}")).unwrap_or_default();
        format!("{}@{}{own}", self.id, self.version)
    }
}

impl Criterion {
    /// How much the criterion counts in a round.
    pub fn weight_in(&self, round: Option<Round>) -> u32 {
        round.and_then(|round| self.weights.get(&round)).copied().unwrap_or(self.weight)
    }

    /// What would have counted, in the words that fit the question.
    pub fn ask_in(&self, round: Option<Round>, hypothetical: bool) -> &str {
        if let Some(own) = round.and_then(|round| self.asks.get(&round)) {
            return own;
        }
        match &self.ask_would {
            Some(would) if hypothetical => would,
            _ => &self.ask,
        }
    }
}

fn english() -> String {
    "en".to_owned()
}

fn one() -> u32 {
    1
}
