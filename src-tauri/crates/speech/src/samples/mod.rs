//! Samples: files of any rate and channel count, read to the one form the recogniser takes (16 kHz, mono, f32).

mod read;
mod resample;

pub use read::{Mono, Sound, SoundReader, blocks, read};
pub use resample::Resampler;

use std::path::Path;

/// Extensions of the files that are read, and of the other common ones for sound: those are met with a refusal that
/// says why, not passed over.
pub const NAMES: [&str; 19] = [
    "wav", "wave", "flac", "mp3", "m4a", "m4b", "aac", "mp4", "mov", "ogg", "oga", "opus", "webm", "mka", "mkv", "caf",
    "aif", "aiff", "wma",
];

/// Whether a file is a recording by its name.
pub fn is_sound_name(path: &Path) -> bool {
    path.extension().is_some_and(|own| NAMES.iter().any(|name| own.eq_ignore_ascii_case(name)))
}

/// Samples a second everywhere behind this module.
pub const RATE: u32 = 16_000;

/// The longest take read into memory, in minutes (16 kHz f32: 220 MB an hour).
pub const LONGEST_MINUTES: u32 = 300;

/// Lowest sample rate accepted, in hertz.
pub const LOWEST_RATE: u32 = 4_000;

/// Highest sample rate accepted, in hertz.
pub const HIGHEST_RATE: u32 = 768_000;

/// Milliseconds from a number of samples at [`RATE`].
pub fn to_ms(samples: usize) -> u32 {
    u32::try_from(samples as u64 * 1000 / u64::from(RATE)).unwrap_or(u32::MAX)
}

/// Samples at [`RATE`] in that many milliseconds.
pub fn from_ms(ms: u32) -> usize {
    (u64::from(ms) * u64::from(RATE) / 1000) as usize
}
