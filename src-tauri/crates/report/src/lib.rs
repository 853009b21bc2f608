//! A debrief as a file: Markdown, HTML, PDF, DOCX, JSON, CSV, SRT, VTT and cards.
//!
//! [`render`] turns a [`Debrief`](interview::Debrief) into the bytes of one file. It is a pure function: no disk, no
//! clock, no network, and the same debrief gives the same bytes. What a person said is text and nothing else: in every
//! format it is escaped, so that a transcript can hold neither mark-up, nor a script, nor a spreadsheet formula. A
//! debrief of a text without sound renders too, without the parts that need times; only subtitles cannot be made of it.
//!
//! The crate measures and judges nothing, it only words what the debrief holds. It writes no file; [`file_name`] offers
//! a name that every system takes.

mod cards;
mod contents;
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
mod redact;
mod table;
mod wording;

use interview::Debrief;

pub use contents::{Contents, Sound};
pub use csv::{CsvRows, csv};
pub use format::{Format, UnknownFormat};
pub use name::file_name;
pub use names::ReportNames;
pub use redact::Redaction;
pub use table::{TakeLine, takes_csv};
pub use wording::other_voices;

/// Why a debrief could not be rendered.
#[derive(Debug, thiserror::Error)]
pub enum ReportError {
    /// Subtitles were asked for, but no sentence has a time: the debrief is of a text, or nothing was said.
    #[error("there is nothing to time: {} needs an answer that was spoken", format.name())]
    NoTimes {
        /// The format asked for.
        format: Format,
    },
    /// Cards were asked for, but nothing in the answer is to be improved, or it was not scored.
    #[error("there is no card to make: no criterion has fewer than four points, or the answer was not scored")]
    NoCards,
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
pub fn render(
    debrief: &Debrief,
    format: Format,
    names: &ReportNames,
    contents: &Contents<'_>,
) -> Result<Vec<u8>, ReportError> {
    let stripped = (!contents.scores).then(|| without_scores(debrief));
    let debrief = stripped.as_ref().unwrap_or(debrief);
    let text = match format {
        Format::Pdf => return pdf::pdf(debrief, names, contents),
        Format::Docx => return docx::docx(debrief, names, contents),
        Format::Markdown => markdown::markdown(debrief, names, contents),
        Format::Html => html::html(debrief, names, contents),
        Format::Json => json(debrief, contents)?,
        Format::Csv => csv(debrief, contents.rows)?,
        Format::Srt => cues::srt(&debrief.transcript).ok_or(ReportError::NoTimes { format })?,
        Format::Vtt => cues::vtt(&debrief.transcript).ok_or(ReportError::NoTimes { format })?,
        Format::Cards => return cards([(debrief, names)]),
    };
    Ok(text.into_bytes())
}

/// The cards of several answers in one file, in the order given; see [`Format::Cards`].
pub fn cards<'a>(
    takes: impl IntoIterator<Item = (&'a Debrief, &'a ReportNames)> + Clone,
) -> Result<Vec<u8>, ReportError> {
    if takes.clone().into_iter().all(|(debrief, _)| cards::count(debrief) == 0) {
        return Err(ReportError::NoCards);
    }
    Ok(cards::cards(takes)?.into_bytes())
}

/// The same debrief without what an interviewer would write down.
fn without_scores(debrief: &Debrief) -> Debrief {
    let mut out = debrief.clone();
    out.signals.clear();
    out.scorecard.criteria.clear();
    out.scorecard.next.clear();
    (out.scorecard.overall, out.scorecard.verdict, out.scorecard.reason) = (None, None, None);
    out
}

/// The debrief itself; without scores it has no signals and no card, rather than empty ones.
fn json(debrief: &Debrief, contents: &Contents<'_>) -> Result<String, ReportError> {
    if contents.scores {
        return Ok(serde_json::to_string_pretty(debrief)? + "\n");
    }
    let mut value = serde_json::to_value(debrief)?;
    if let Some(map) = value.as_object_mut() {
        map.remove("signals");
        map.remove("scorecard");
    }
    Ok(serde_json::to_string_pretty(&value)? + "\n")
}
