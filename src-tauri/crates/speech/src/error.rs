//! What can go wrong between a sound file and its words, each naming the thing and the way out.

use std::path::PathBuf;

use thiserror::Error;

/// Any failure of this crate.
#[derive(Debug, Error)]
pub enum SpeechError {
    /// No file at that path.
    #[error("{}: no such file; check the path", path.display())]
    NotFound {
        /// The file asked for.
        path: PathBuf,
    },
    /// The file exists and the system would not let us read it.
    #[error("{}: cannot be read ({source}); check that it is a file and that you may read it", path.display())]
    Unreadable {
        /// The file asked for.
        path: PathBuf,
        /// What the system said.
        source: std::io::Error,
    },
    /// The file has no bytes, or a header and no sound after it.
    #[error("{}: holds no sound; record or export it again", path.display())]
    Empty {
        /// The file asked for.
        path: PathBuf,
    },
    /// The file ends before its first sample.
    #[error("{}: is cut off before any sound; copy or export it again", path.display())]
    Truncated {
        /// The file asked for.
        path: PathBuf,
    },
    /// No sound in a format that is read.
    #[error(
        "{}: is no sound that can be read ({reason}); convert it to WAV, FLAC, MP3, M4A, OGG, Opus or WebM",
        path.display()
    )]
    NotSound {
        /// The file asked for.
        path: PathBuf,
        /// What the reader stumbled on.
        reason: String,
    },
    /// More sound than one take may hold.
    #[error("{}: is longer than {limit_minutes} minutes; split it into answers", path.display())]
    TooLong {
        /// The file asked for.
        path: PathBuf,
        /// The longest take accepted.
        limit_minutes: u32,
    },
    /// A sample rate no microphone has.
    #[error("a sample rate of {rate} Hz is outside {lowest} to {highest} Hz")]
    Rate {
        /// The rate asked for.
        rate: u32,
        /// Lowest accepted.
        lowest: u32,
        /// Highest accepted.
        highest: u32,
    },
    /// No catalog of models in any of the folders searched.
    #[error(
        "no models catalog (catalog.toml) in {}; reinstall Debrief or point it at its models folder",
        list(searched)
    )]
    NoCatalog {
        /// The folders searched.
        searched: Vec<PathBuf>,
    },
    /// The catalog cannot be understood.
    #[error("{}: is not a models catalog ({reason}); reinstall Debrief", path.display())]
    Catalog {
        /// The catalog.
        path: PathBuf,
        /// The line that is wrong.
        reason: String,
    },
    /// No model of that name, and no file either.
    #[error("no model called {id:?}; known: {}", known.join(", "))]
    UnknownModel {
        /// What was asked for.
        id: String,
        /// The ids of the catalog.
        known: Vec<String>,
    },
    /// The catalog knows the model, but its file is not there.
    #[error("model {id}: {} is missing in {}; {remedy}", file.display(), list(searched))]
    ModelMissing {
        /// The model.
        id: String,
        /// Its file, as the catalog names it.
        file: PathBuf,
        /// The folders searched.
        searched: Vec<PathBuf>,
        /// What to do about it.
        remedy: String,
    },
    /// The file is shorter or longer than the catalog says.
    #[error("model {id}: {} has {found} bytes instead of {expected}; {remedy}", path.display())]
    ModelSize {
        /// The model.
        id: String,
        /// The file.
        path: PathBuf,
        /// Bytes it should have.
        expected: u64,
        /// Bytes it has.
        found: u64,
        /// What to do about it.
        remedy: String,
    },
    /// The file is not the one the catalog describes.
    #[error("model {id}: {} is altered (SHA-256 {found}); {remedy}", path.display())]
    ModelAltered {
        /// The model.
        id: String,
        /// The file.
        path: PathBuf,
        /// The hash it has.
        found: String,
        /// What to do about it.
        remedy: String,
    },
    /// The catalog does not offer the model for download.
    #[error("model {id} is not offered for download; to be had: {}", offered.join(", "))]
    NotOffered {
        /// What was asked for.
        id: String,
        /// The ids that are.
        offered: Vec<String>,
    },
    /// Only what was downloaded or imported can be thrown away.
    #[error("no model {id} was downloaded or imported, so there is none to delete; those that were: {}", listed(own))]
    NotRemovable {
        /// What was asked for.
        id: String,
        /// The ids that can be.
        own: Vec<String>,
    },
    /// The server could not be reached, refused, or the connection broke too often.
    #[error(
        "model {id}: {url} could not be downloaded ({reason}); {kept_mb} MB are kept, ask again to go on from there, \
             or fetch the file elsewhere and import it"
    )]
    Download {
        /// The model.
        id: String,
        /// Where from.
        url: String,
        /// What happened.
        reason: String,
        /// Megabytes that the next try goes on from.
        kept_mb: u64,
    },
    /// What the server sent is not the file the catalog describes; it was thrown away.
    #[error(
        "model {id}: {url} sent something else ({reason}), which was thrown away; try again later or fetch the file \
             elsewhere and import it"
    )]
    Downloaded {
        /// The model.
        id: String,
        /// Where from.
        url: String,
        /// What gave it away.
        reason: String,
    },
    /// The disk has no room for a model.
    #[error("model {id} needs {needed_mb} MB and {} has {free_mb} MB free; make room and try again", folder.display())]
    NoRoom {
        /// The model.
        id: String,
        /// Megabytes still to be written.
        needed_mb: u64,
        /// Megabytes free.
        free_mb: u64,
        /// Where it would go.
        folder: PathBuf,
    },
    /// A model's file cannot be written or removed.
    #[error("{}: cannot be changed ({source}); check that the folder is yours and the disk not full", path.display())]
    ModelWrite {
        /// The file.
        path: PathBuf,
        /// What the system said.
        source: std::io::Error,
    },
    /// Not a model of the kind wanted.
    #[error("{}: is not a {wanted} model ({reason}); choose another file", path.display())]
    NotAModel {
        /// The file.
        path: PathBuf,
        /// "speech" or "voice activity".
        wanted: &'static str,
        /// What gave it away.
        reason: String,
    },
    /// An x86 processor without the instructions the recogniser is built for.
    #[error("this processor lacks {missing}; Debrief needs an x86-64 processor with AVX2 (2013 or later)")]
    Processor {
        /// The missing instruction sets.
        missing: String,
    },
    /// whisper.cpp refused to load or to run.
    #[error("the recogniser failed while {doing}: {reason}; try again or choose another model")]
    Recogniser {
        /// What it was doing.
        doing: &'static str,
        /// What it said.
        reason: String,
    },
    /// A worker thread ended without handing back its work.
    #[error("live transcription stopped unexpectedly; the recording is safe, transcribe the file instead")]
    LiveEnded,
    /// The caller asked to stop.
    #[error("cancelled")]
    Cancelled,
}

/// Ids as one readable list.
fn listed(ids: &[String]) -> String {
    if ids.is_empty() { "none".into() } else { ids.join(", ") }
}

/// Paths as one readable list.
fn list(paths: &[PathBuf]) -> String {
    if paths.is_empty() {
        return "(no folder given)".into();
    }
    paths.iter().map(|p| p.display().to_string()).collect::<Vec<_>>().join(", ")
}
