//! What can be wrong with a rubric file, said so that its author can mend it.

use thiserror::Error;

/// Why a rubric file was refused.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum RubricError {
    /// Not TOML, or a key that is missing, unknown or of the wrong type.
    #[error("{name}, line {line}: {message}")]
    Syntax {
        /// Name of the file.
        name: String,
        /// Line of the fault, from 1.
        line: usize,
        /// What the parser said.
        message: String,
    },
    /// Well-formed, but one field makes no sense.
    #[error("{name}: {field}: {reason}")]
    Field {
        /// Name of the file.
        name: String,
        /// Path of the field, for example `criteria[2].signals[0]`.
        field: String,
        /// What is wrong and what would be right.
        reason: String,
    },
    /// Larger than a rubric can sensibly be.
    #[error("{name}: {bytes} bytes; a rubric may have at most {limit}")]
    TooLarge {
        /// Name of the file.
        name: String,
        /// Its size.
        bytes: usize,
        /// The limit.
        limit: usize,
    },
}
