//! A debrief as a file: Markdown, HTML, PDF, DOCX, JSON, CSV, SRT and VTT.
//!
//! [`render`] turns a [`Debrief`](interview::Debrief) into the bytes of one file. It is a pure function: no disk, no
//! clock, no network, and the same debrief gives the same bytes. What a person said is text and nothing else: in every
//! format it is escaped, so that a transcript can hold neither mark-up, nor a script, nor a spreadsheet formula. A
//! debrief of a text without sound renders too, without the parts that need times; only subtitles cannot be made of it.
//!
//! The crate measures and judges nothing, it only words what the debrief holds. It writes no file; [`file_name`] offers
//! a name that every system takes.

mod csv;
mod cues;
mod docx;
mod escape;
mod format;
mod html;
mod markdown;
mod name;
mod names;
mod outline;
mod pdf;
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
    /// The PDF could not be put together.
    #[error("the PDF could not be put together: {0}")]
    Pdf(String),
    /// The DOCX could not be put together.
    #[error("the DOCX could not be put together: {0}")]
    Docx(String),
    /// The debrief could not be written as JSON.
    #[error("the debrief could not be written as JSON: {0}")]
    Json(#[from] serde_json::Error),
}

/// The bytes of a file in the given format; those of a text format are UTF-8, with a line feed at the end.
pub fn render(debrief: &Debrief, format: Format, names: &ReportNames) -> Result<Vec<u8>, ReportError> {
    let text = match format {
        Format::Pdf => return pdf::pdf(debrief, names),
        Format::Docx => return docx::docx(debrief, names),
        Format::Markdown => markdown::markdown(debrief, names),
        Format::Html => html::html(debrief, names),
        Format::Json => serde_json::to_string_pretty(debrief)? + "\n",
        Format::Csv => csv(debrief, CsvRows::Sentences)?,
        Format::Srt => cues::srt(&debrief.transcript).ok_or(ReportError::NoTimes { format })?,
        Format::Vtt => cues::vtt(&debrief.transcript).ok_or(ReportError::NoTimes { format })?,
    };
    Ok(text.into_bytes())
}
