//! What can go wrong, and the way out.

use std::path::PathBuf;

use thiserror::Error;

/// Why sentences could not be turned into vectors.
#[derive(Debug, Error)]
pub enum SemanticsError {
    /// A file of the model is missing or unreadable.
    #[error("{}: {source}; put the folder all-MiniLM-L6-v2 back beside the other models", file.display())]
    Unreadable {
        /// The file.
        file: PathBuf,
        /// What the system said.
        source: std::io::Error,
    },
    /// A file is there but is not what it should be: cut short, altered, or of another model.
    #[error("{}: {reason}; restore it from the release, then try again", file.display())]
    Damaged {
        /// The file.
        file: PathBuf,
        /// What is wrong with it.
        reason: String,
    },
    /// A text could not be cut into word pieces.
    #[error("a sentence could not be cut into word pieces: {0}")]
    Text(String),
    /// A computing thread ended early.
    #[error("computing sentence vectors was interrupted; try again")]
    Interrupted,
}
