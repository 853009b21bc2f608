//! What was asked: rounds, questions, and the bank they come from.

use serde::{Deserialize, Serialize};

/// The rounds of an interview loop.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "specta", derive(specta::Type))]
#[serde(rename_all = "snake_case")]
pub enum Round {
    /// Recruiter or hiring manager, first call.
    PhoneScreen,
    /// Shape a product for someone.
    ProductDesign,
    /// Stories of the past.
    Behavioral,
    /// Numbers, metrics, trade-offs in data.
    Analytical,
    /// People, conflict, organisation.
    Leadership,
    /// Where to go and what not to do.
    Strategy,
}

/// The question an answer was given to: from the bank, or the speaker's own words.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "specta", derive(specta::Type))]
pub struct QuestionAsked {
    /// The question as asked.
    pub text: String,
    /// Its round, when known.
    #[serde(default)]
    pub round: Option<Round>,
}

/// One question of the bank.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "specta", derive(specta::Type))]
pub struct Question {
    /// Stable id, for example `leadership-two-teams`.
    pub id: String,
    /// The round it belongs to.
    pub round: Round,
    /// The question, as an interviewer would say it.
    pub text: String,
    /// Ids of the signals it listens for.
    pub listens_for: Vec<String>,
    /// Suggested length of the answer, in seconds.
    pub suggested_s: u32,
    /// Id of the rubric it is scored by.
    pub rubric: String,
    /// What an interviewer would ask next.
    #[serde(default)]
    pub follow_ups: Vec<String>,
    /// A card that pushes back on the answer.
    #[serde(default)]
    pub pushback: Option<String>,
    /// One line for study mode: what a strong answer does here.
    #[serde(default)]
    pub hint: Option<String>,
}
