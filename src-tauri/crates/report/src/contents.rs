//! What goes into a file beside what every report holds, and what stays out.

use crate::CsvRows;

/// What a file holds. The default is all that a debrief says, and no sound.
#[derive(Debug, Clone, Copy)]
pub struct Contents<'a> {
    /// Whether verdict, points, advice and signals are in it. Without them it tells what was said, how it was delivered
    /// and how it was built.
    pub scores: bool,
    /// What a row of a table stands for.
    pub rows: CsvRows,
    /// The recording, for a page that can be listened to; other formats hold no sound.
    pub sound: Option<Sound<'a>>,
}

/// A recording, as a file of that type.
#[derive(Debug, Clone, Copy)]
pub struct Sound<'a> {
    /// The media type (IANA), "audio/wav".
    pub media_type: &'a str,
    /// The bytes of the file.
    pub bytes: &'a [u8],
}

impl Default for Contents<'_> {
    fn default() -> Self {
        Self { scores: true, rows: CsvRows::Sentences, sound: None }
    }
}
