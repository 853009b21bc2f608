//! The one error that crosses to the window: a code it chooses its words by, and details for those who want them.

use rehearsal::RehearsalError;
use serde::{Deserialize, Serialize};

/// Why a command failed.
#[derive(Debug, Clone, Serialize, Deserialize, specta::Type)]
pub struct CommandError {
    /// A stable word; the window's sentences go by it.
    pub code: String,
    /// What happened, in English, for the details.
    pub message: String,
    /// The thing it is about, when there is one.
    pub subject: Option<String>,
}

impl CommandError {
    /// An error of the shell's own: something asked for out of turn.
    pub fn out_of_turn(code: &str, message: &str) -> Self {
        Self { code: code.to_owned(), message: message.to_owned(), subject: None }
    }
}

impl From<RehearsalError> for CommandError {
    fn from(error: RehearsalError) -> Self {
        tracing::warn!(%error, "a command failed");
        Self { code: error.code().to_owned(), message: error.to_string(), subject: error.subject() }
    }
}

impl From<&RehearsalError> for CommandError {
    fn from(error: &RehearsalError) -> Self {
        Self { code: error.code().to_owned(), message: error.to_string(), subject: error.subject() }
    }
}
