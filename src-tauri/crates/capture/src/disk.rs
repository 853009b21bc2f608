//! How much room there is.

use std::io;
use std::path::Path;

/// Free bytes a recording asks for before it starts: about nine minutes of 48 kHz mono.
pub(crate) const TO_START: u64 = 50_000_000;
/// Free bytes left alone: a recording ends when fewer are left, so that the rest of the journey can still be saved.
pub(crate) const RESERVE: u64 = 16_000_000;

/// Bytes free for this user where `path` is.
pub(crate) fn free_bytes(path: &Path) -> io::Result<u64> {
    fs4::available_space(path)
}
