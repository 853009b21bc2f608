//! How the program ends: 0 done, 2 wrong usage, 3 bad input, 4 no such thing, 5 device or disk failed, 130 interrupted.

use std::process::ExitCode;

use rehearsal::{ErrorKind, RehearsalError};

/// Why a command did not do what was asked.
#[derive(Debug, thiserror::Error)]
pub enum Failure {
    /// The arguments do not go together.
    #[error("{0}")]
    Usage(String),
    /// Some files of several could not be used; each was named as it was met.
    #[error("{failed} of {all} files could not be used or written; the others were")]
    SomeFailed {
        /// Files that failed.
        failed: usize,
        /// Files given.
        all: usize,
    },
    /// The user stopped it; what was kept is named.
    #[error("interrupted; {0}")]
    Interrupted(String),
    /// The reader of our output is gone (`| head`).
    #[error("nobody reads the output")]
    OutputClosed,
    /// The journey failed.
    #[error(transparent)]
    Rehearsal(#[from] RehearsalError),
}

impl Failure {
    /// Says what happened on stderr and gives the exit code.
    pub fn report(&self) -> ExitCode {
        if !matches!(self, Self::OutputClosed) {
            eprintln!("debrief: {self}");
        }
        ExitCode::from(self.code())
    }

    fn code(&self) -> u8 {
        match self {
            Self::OutputClosed => 0,
            Self::Usage(_) => 2,
            Self::SomeFailed { .. } => 3,
            Self::Interrupted(_) => 130,
            Self::Rehearsal(error) => match error.kind() {
                ErrorKind::BadInput => 3,
                ErrorKind::NoSuchThing => 4,
                ErrorKind::Machine => 5,
                ErrorKind::Interrupted => 130,
            },
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_kind_of_failure_has_its_code() {
        assert_eq!(Failure::Usage(String::new()).code(), 2);
        assert_eq!(Failure::SomeFailed { failed: 1, all: 2 }.code(), 3);
        assert_eq!(Failure::Rehearsal(RehearsalError::NoSuchTake("x".into())).code(), 4);
        assert_eq!(Failure::Rehearsal(RehearsalError::NoSample).code(), 5);
        assert_eq!(Failure::Interrupted(String::new()).code(), 130);
    }
}
