//! The formats a debrief can be rendered in.

use std::{fmt, str::FromStr};

use serde::{Deserialize, Serialize};

/// A file format. In JSON and on the command line it goes by its extension; cards by `cards` too.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "specta", derive(specta::Type))]
pub enum Format {
    /// A readable report for notes and wikis (`CommonMark` with tables).
    #[serde(rename = "md")]
    Markdown,
    /// One self-contained page: no script, nothing loaded from anywhere.
    #[serde(rename = "html")]
    Html,
    /// Pages to print and to send, tagged and searchable.
    #[serde(rename = "pdf")]
    Pdf,
    /// A Word document, to write into.
    #[serde(rename = "docx")]
    Docx,
    /// The whole debrief, for programs.
    #[serde(rename = "json")]
    Json,
    /// One row a sentence, for spreadsheets (RFC 4180).
    #[serde(rename = "csv")]
    Csv,
    /// Subtitles, `SubRip`.
    #[serde(rename = "srt")]
    Srt,
    /// Subtitles, `WebVTT`.
    #[serde(rename = "vtt")]
    Vtt,
    /// What to improve, one card a line, for Anki and for reading.
    #[serde(rename = "txt")]
    Cards,
}

impl Format {
    /// All formats, in the order a menu shows them.
    pub const ALL: [Self; 9] =
        [Self::Markdown, Self::Html, Self::Pdf, Self::Docx, Self::Json, Self::Csv, Self::Srt, Self::Vtt, Self::Cards];

    /// The file extension, without a dot.
    pub fn extension(self) -> &'static str {
        match self {
            Self::Markdown => "md",
            Self::Html => "html",
            Self::Pdf => "pdf",
            Self::Docx => "docx",
            Self::Json => "json",
            Self::Csv => "csv",
            Self::Srt => "srt",
            Self::Vtt => "vtt",
            Self::Cards => "txt",
        }
    }

    /// The media type (IANA).
    pub fn media_type(self) -> &'static str {
        match self {
            Self::Markdown => "text/markdown",
            Self::Html => "text/html",
            Self::Pdf => "application/pdf",
            Self::Docx => "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
            Self::Json => "application/json",
            Self::Csv => "text/csv",
            Self::Srt => "application/x-subrip",
            Self::Vtt => "text/vtt",
            Self::Cards => "text/plain",
        }
    }

    /// Whether its files are UTF-8 text; the others are no sight for a terminal.
    pub fn is_text(self) -> bool {
        !matches!(self, Self::Pdf | Self::Docx)
    }

    /// Its name for people.
    pub fn name(self) -> &'static str {
        match self {
            Self::Markdown => "Markdown",
            Self::Html => "HTML",
            Self::Pdf => "PDF",
            Self::Docx => "DOCX",
            Self::Json => "JSON",
            Self::Csv => "CSV",
            Self::Srt => "SRT",
            Self::Vtt => "VTT",
            Self::Cards => "Cards",
        }
    }
}

/// The word is no format.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{word:?} is no format; there are md, html, pdf, docx, json, csv, srt, vtt and cards")]
pub struct UnknownFormat {
    /// What was given.
    pub word: String,
}

impl FromStr for Format {
    type Err = UnknownFormat;

    /// Reads an extension or a name, in any case, with or without a dot.
    fn from_str(word: &str) -> Result<Self, UnknownFormat> {
        let bare = word.trim().trim_start_matches('.');
        let is = |name: &str| bare.eq_ignore_ascii_case(name);
        Self::ALL
            .into_iter()
            .find(|format| is(format.extension()) || is(format.name()))
            .or_else(|| is("htm").then_some(Self::Html))
            .ok_or_else(|| UnknownFormat { word: word.to_owned() })
    }
}

impl fmt::Display for Format {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.extension())
    }
}

#[cfg(test)]
mod tests {
    use super::Format;

    #[test]
    fn a_format_is_read_from_its_extension_or_name() {
        for format in Format::ALL {
            assert_eq!(format.extension().parse(), Ok(format));
            assert_eq!(format.name().parse(), Ok(format));
            assert_eq!(format!(".{}", format.extension().to_uppercase()).parse(), Ok(format));
            assert_eq!(serde_json::to_value(format).ok(), Some(format.extension().into()));
        }
        let error = "exe".parse::<Format>().unwrap_err();
        assert_eq!(
            error.to_string(),
            "\"exe\" is no format; there are md, html, pdf, docx, json, csv, srt, vtt and cards"
        );
    }
}
