//! What was asked: rounds, questions, and the bank they come from.
//!
//! A question file is TOML; [`QuestionBank::parse`] describes it. The bank that comes with Debrief is compiled in
//! ([`shipped`]), so every program has it; a user's own files are parsed the same way and laid over it
//! ([`QuestionBank::with`]).

mod bank;
mod parse;

use std::fmt;

use serde::{Deserialize, Serialize};

pub use bank::{Question, QuestionBank, shipped};
pub use parse::{QuestionError, QuestionFault};

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

impl Round {
    /// All rounds, in the order of a loop.
    pub const ALL: [Self; 6] =
        [Self::PhoneScreen, Self::ProductDesign, Self::Behavioral, Self::Analytical, Self::Leadership, Self::Strategy];

    /// The id used in files and on the command line, for example `phone_screen`.
    pub fn id(self) -> &'static str {
        match self {
            Self::PhoneScreen => "phone_screen",
            Self::ProductDesign => "product_design",
            Self::Behavioral => "behavioral",
            Self::Analytical => "analytical",
            Self::Leadership => "leadership",
            Self::Strategy => "strategy",
        }
    }

    /// The round with that id.
    pub fn from_id(id: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|round| round.id() == id)
    }

    /// All ids in one line, for messages.
    pub fn ids() -> String {
        Self::ALL.map(Self::id).join(", ")
    }
}

impl fmt::Display for Round {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.id())
    }
}

/// The question an answer was given to: from the bank, or the speaker's own words.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "specta", derive(specta::Type))]
pub struct QuestionAsked {
    /// The question as asked.
    pub text: String,
    /// Its round, when known.
    pub round: Option<Round>,
}
