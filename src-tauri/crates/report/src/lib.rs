//! A debrief as a file: Markdown, HTML, JSON, CSV, SRT and VTT.
//!
//! [`render`] turns a [`Debrief`](interview::Debrief) into the text of one file. It is a pure function: no disk, no
//! clock, no network, and the same debrief gives the same bytes. What a person said is text and nothing else: in every
//! format it is escaped, so that a transcript can hold neither mark-up, nor a script, nor a spreadsheet formula. A
//! debrief of a text without sound renders too, without the parts that need times; only subtitles cannot be made of it.
//!
//! The crate measures and judges nothing, it only words what the debrief holds. It writes no file; [`file_name`] offers
//! a name that every system takes.

mod csv;
mod cues;
mod escape;
mod format;
mod html;
mod markdown;
mod name;
mod names;
mod outline;
mod wording;

use interview::Debrief;

pub use csv::{CsvRows, csv};
pub use format::{Format, UnknownFormat};
pub use name::file_name;
pub use names::ReportNames;

/// Why a debrief could not be rendered.
#[derive(Debug, thiserror::Error)]
pub enum ReportError {
    /// Subtitles were asked for, but no sentence has a time: the debrief is of a text, or nothing was said.
    #[error("there is nothing to time: {} needs an answer that was spoken", format.name())]
    NoTimes {
        /// The format asked for.
        format: Format,
    },
    /// The table could not be written.
    #[error("the table could not be written: {0}")]
    Csv(#[from] ::csv::Error),
    /// The debrief could not be written as JSON.
    #[error("the debrief could not be written as JSON: {0}")]
    Json(#[from] serde_json::Error),
}

/// The text of a file in the given format, UTF-8, with a line feed at its end.
pub fn render(debrief: &Debrief, format: Format, names: &ReportNames) -> Result<String, ReportError> {
    match format {
        Format::Markdown => Ok(markdown::markdown(debrief, names)),
        Format::Html => Ok(html::html(debrief, names)),
        Format::Json => Ok(serde_json::to_string_pretty(debrief)? + "\n"),
        Format::Csv => csv(debrief, CsvRows::Sentences),
        Format::Srt => cues::srt(&debrief.transcript).ok_or(ReportError::NoTimes { format }),
        Format::Vtt => cues::vtt(&debrief.transcript).ok_or(ReportError::NoTimes { format }),
    }
}
