//! Results, on stdout.

use std::io::{self, Write};

use rehearsal::RehearsalError;

use crate::exit::Failure;

/// Prints to stdout.
pub fn print(bytes: &[u8]) -> Result<(), Failure> {
    let mut stdout = io::stdout().lock();
    match stdout.write_all(bytes).and_then(|()| stdout.flush()) {
        Err(error) if error.kind() == io::ErrorKind::BrokenPipe => Err(Failure::OutputClosed),
        Err(source) => Err(RehearsalError::Write { path: "standard output".into(), source }.into()),
        Ok(()) => Ok(()),
    }
}

/// Prints a line to stdout.
pub fn line(text: &str) -> Result<(), Failure> {
    print(format!("{text}\n").as_bytes())
}
