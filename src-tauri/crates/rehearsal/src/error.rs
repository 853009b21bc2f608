//! Everything that can stop the journey of an answer.

mod facing;

use std::{io, path::PathBuf};

use capture::CaptureError;
use interview::{
    question::QuestionError,
    rubric::RubricError,
    transcript::{CorrectionError, TranscriptError},
};
use report::ReportError;
use semantics::SemanticsError;
use speech::SpeechError;
use store::StoreError;

use crate::backup::BackupError;
use crate::eval::{answers::AnswersError, hearing::HearingError};

pub use facing::ErrorKind;

/// What went wrong, in words a person can act on.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum RehearsalError {
    /// The system names no home folder.
    #[error("there is no home folder to keep takes in; name one with --data-dir or DEBRIEF_DATA_DIR")]
    NoHome,
    /// The data folder cannot be made or written.
    #[error("the data folder {path} cannot be used: {source}; name another with --data-dir or DEBRIEF_DATA_DIR", path = path.display())]
    DataFolder {
        /// The folder.
        path: PathBuf,
        /// Why.
        source: io::Error,
    },
    /// A file cannot be read.
    #[error("{path} cannot be read: {source}", path = path.display())]
    Read {
        /// The file.
        path: PathBuf,
        /// Why.
        source: io::Error,
    },
    /// A file cannot be written.
    #[error("{path} cannot be written: {source}", path = path.display())]
    Write {
        /// The file.
        path: PathBuf,
        /// Why.
        source: io::Error,
    },
    /// The output file is there already.
    #[error("{path} exists already; choose another name, nothing was overwritten", path = path.display())]
    Exists {
        /// The file.
        path: PathBuf,
    },
    /// A folder without recordings.
    #[error("{path} holds no recordings (files like answer.wav, answer.mp3 or answer.m4a)", path = path.display())]
    NoSound {
        /// The folder.
        path: PathBuf,
    },
    /// A file to go on with that no batch wrote.
    #[error("{path} is not the output of a batch: line {line} is no debrief; name another file", path = path.display())]
    NoBatch {
        /// The file.
        path: PathBuf,
        /// The line, from 1.
        line: usize,
    },
    /// No take of that id.
    #[error("no take has the id {0:?}; `debrief list` shows them")]
    NoSuchTake(String),
    /// No rubric of that id, and no such file.
    #[error("no rubric is called {id:?}; there are {known}")]
    NoSuchRubric {
        /// What was asked for.
        id: String,
        /// What there is.
        known: String,
    },
    /// The rubric has no signal of that id.
    #[error("the rubric {rubric} has no signal called {id:?}")]
    NoSuchSignal {
        /// What was asked for.
        id: String,
        /// The rubric.
        rubric: String,
    },
    /// The take has no sentence of that number.
    #[error("take {take} has no sentence {sentence}")]
    NoSuchSentence {
        /// The take.
        take: String,
        /// What was asked for, from 0.
        sentence: u32,
    },
    /// The take has no probable filler that starts there.
    #[error("take {take} has no probable filler at {start_ms} ms")]
    NoSuchFiller {
        /// The take.
        take: String,
        /// What was asked for.
        start_ms: u32,
    },
    /// No question of that id.
    #[error("no question has the id {0:?}; `debrief questions` shows them")]
    NoSuchQuestion(String),
    /// No mock loop of that id.
    #[error("no mock loop has the id {0:?}")]
    NoSuchLoop(String),
    /// A date that is none.
    #[error("{0:?} is not a date such as 2026-12-24")]
    BadDay(String),
    /// A take that was not analysed has no debrief to show.
    #[error("take {0} has no debrief yet; its recording is kept, and `debrief recover` makes one")]
    NotAnalysed(String),
    /// The sound of a take is in the bin, or gone; words and card are there.
    #[error(
        "the sound of take {0} is not kept any more; its words and its card are (`debrief bin` shows whether it can be brought back)"
    )]
    SoundGone(String),
    /// A take that was not heard again has nothing to put back.
    #[error("take {0} was heard once, so there is nothing to put back")]
    HeardOnce(String),
    /// Corrections would be lost, and nobody said that they may.
    #[error(
        "{corrections} of your corrections would be lost, so take {take} was left as it is; --lose-corrections keeps the new words all the same"
    )]
    WouldLose {
        /// The take.
        take: String,
        /// Corrections.
        corrections: usize,
    },
    /// Options of an export that do not go together.
    #[error("this cannot be exported so: {reason}")]
    ExportOptions {
        /// Which, and why.
        reason: &'static str,
    },
    /// Names were to be left out and none is known.
    #[error(
        "no names are known that could be left out: write people, companies and products into Settings (words Debrief \
         should know), or one a line into words/names.txt of the data folder"
    )]
    NoNames,
    /// No take passes what was asked for.
    #[error("no take passes all of the filters; nothing was written")]
    NothingToExport,
    /// A recording could not be made smaller; it was left as it is.
    #[error("{path} cannot be compressed: {what}; it was left as it is", path = path.display())]
    Compression {
        /// The recording.
        path: PathBuf,
        /// Why.
        what: String,
    },
    /// The bundled sample answer is not where it should be.
    #[error("the sample answer is missing from this installation; install Debrief again")]
    NoSample,
    /// Analysis ended in a way it never should.
    #[error("the analysis stopped unexpectedly; the recording is kept and can be analysed again")]
    AnalysisStopped,
    /// Analysis of this take has taken the whole program down twice.
    #[error(
        "analysing this take has ended Debrief twice, so it was not tried again by itself; \
         the recording is kept and can be analysed when you ask for it, perhaps with another speech model"
    )]
    AnalysisEndsProgram,
    /// The user stopped it.
    #[error("interrupted")]
    Interrupted,
    /// A row of the library names a file that is not in the recordings folder.
    #[error("the library names a recording outside its folder ({file:?}); it was left alone")]
    OutsideName {
        /// The name.
        file: String,
    },
    /// Another Debrief is putting a backup in place, or moving the data folder.
    #[error("the library is being restored or moved by another Debrief; try again when it is done")]
    BeingRestored,
    /// Another Debrief has the library open.
    #[error("the library in {folder} is open in another Debrief: close it first", folder = folder.display())]
    InUse {
        /// The data folder.
        folder: PathBuf,
    },
    /// The data folder cannot be moved there.
    #[error("the data folder cannot be moved to {path}: {reason}; name a new or an empty folder", path = path.display())]
    BadFolder {
        /// The folder.
        path: PathBuf,
        /// Why not.
        reason: &'static str,
    },
    /// The data folder was moved and its new place is gone.
    #[error(
        "the data folder {from} was moved to {to}, which is not there: plug in its disk, or remove {from}/moved-to.txt to \
         begin anew",
        from = from.display(), to = to.display()
    )]
    MovedAway {
        /// Where it was.
        from: PathBuf,
        /// Where it should be.
        to: PathBuf,
    },
    /// A file that was copied is not what it should be.
    #[error("the disk does not hold what was written to {path}: nothing was moved", path = path.display())]
    BadCopy {
        /// The copy.
        path: PathBuf,
    },
    /// Too little room to move to.
    #[error("the disk of {folder} has {free} MB free and the library needs {needed} MB", folder = folder.display())]
    NoRoom {
        /// The folder.
        folder: PathBuf,
        /// Megabytes free.
        free: u64,
        /// Megabytes needed.
        needed: u64,
    },
    /// A backup could not be made or restored.
    #[error(transparent)]
    Backup(#[from] BackupError),
    /// Recording failed.
    #[error(transparent)]
    Capture(#[from] CaptureError),
    /// Hearing failed.
    #[error(transparent)]
    Speech(#[from] SpeechError),
    /// The sentence model failed.
    #[error(transparent)]
    Semantics(#[from] SemanticsError),
    /// The library failed.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// Rendering failed.
    #[error(transparent)]
    Report(#[from] ReportError),
    /// A rubric file is broken.
    #[error(transparent)]
    Rubric(#[from] RubricError),
    /// A question file is broken.
    #[error(transparent)]
    Question(#[from] QuestionError),
    /// Labelled recordings are not what they should be.
    #[error(transparent)]
    Recordings(#[from] HearingError),
    /// Labelled answers are not what they should be.
    #[error(transparent)]
    Answers(#[from] AnswersError),
    /// A word cannot be corrected.
    #[error(transparent)]
    Correction(#[from] CorrectionError),
    /// A transcript is broken.
    #[error(transparent)]
    Transcript(#[from] TranscriptError),
}
