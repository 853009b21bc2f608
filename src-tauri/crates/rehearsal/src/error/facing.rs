//! What programs and people are told by: the kind for exit codes, the code for words, the thing it is about.

use capture::CaptureError;
use speech::SpeechError;
use store::StoreError;

use super::RehearsalError;
use crate::backup::BackupError;

/// Who has to act: decides the exit code of the command line and the tone of the window.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ErrorKind {
    /// What was given is wrong.
    BadInput,
    /// What was named is not there.
    NoSuchThing,
    /// A device, a disk or an installation failed.
    Machine,
    /// The user ended it.
    Interrupted,
}

impl RehearsalError {
    /// Who has to act.
    pub fn kind(&self) -> ErrorKind {
        match self {
            Self::Interrupted | Self::Speech(SpeechError::Cancelled) | Self::Backup(BackupError::Interrupted) => {
                ErrorKind::Interrupted
            }
            Self::NoSuchTake(_)
            | Self::NoSuchRubric { .. }
            | Self::NoSuchSignal { .. }
            | Self::NoSuchSentence { .. }
            | Self::NoSuchFiller { .. }
            | Self::NoSuchQuestion(_)
            | Self::NotAnalysed(_)
            | Self::HeardOnce(_)
            | Self::SoundGone(_)
            | Self::NoSuchLoop(_)
            | Self::NothingToExport
            | Self::Store(StoreError::NoSuchTake { .. } | StoreError::NoSuchLoop { .. })
            | Self::Speech(
                SpeechError::UnknownModel { .. } | SpeechError::NotOffered { .. } | SpeechError::NotRemovable { .. },
            )
            | Self::Capture(CaptureError::UnknownDevice { .. }) => ErrorKind::NoSuchThing,
            Self::Read { .. }
            | Self::Exists { .. }
            | Self::NoSound { .. }
            | Self::NoBatch { .. }
            | Self::BadDay(_)
            | Self::ExportOptions { .. }
            | Self::BadFolder { .. }
            | Self::NoNames
            | Self::WouldLose { .. }
            | Self::Store(StoreError::BadLabel { .. })
            | Self::OutsideName { .. }
            | Self::Backup(
                BackupError::NotABackup { .. }
                | BackupError::Damaged { .. }
                | BackupError::Newer { .. }
                | BackupError::NotEmpty { .. },
            )
            | Self::Report(_)
            | Self::Rubric(_)
            | Self::Question(_)
            | Self::Transcript(_)
            | Self::Correction(_)
            | Self::Recordings(_)
            | Self::Answers(_)
            | Self::Speech(
                SpeechError::NotFound { .. }
                | SpeechError::Unreadable { .. }
                | SpeechError::Empty { .. }
                | SpeechError::Truncated { .. }
                | SpeechError::NotSound { .. }
                | SpeechError::TooLong { .. }
                | SpeechError::Rate { .. }
                | SpeechError::NotAModel { .. },
            ) => ErrorKind::BadInput,
            _ => ErrorKind::Machine,
        }
    }

    /// A stable word for programs: the window chooses its sentences by it.
    pub fn code(&self) -> &'static str {
        match self {
            Self::NoHome | Self::DataFolder { .. } => "data_folder",
            Self::MovedAway { .. } => "moved_away",
            Self::BadFolder { .. } => "bad_folder",
            Self::BadCopy { .. } => "bad_copy",
            Self::Read { .. } => "unreadable",
            Self::Write { .. } => "unwritable",
            Self::Exists { .. } => "exists",
            Self::NoSuchTake(_) | Self::Store(StoreError::NoSuchTake { .. }) => "no_such_take",
            Self::NoSuchRubric { .. } => "no_such_rubric",
            Self::NoSuchSignal { .. } => "no_such_signal",
            Self::NoSuchSentence { .. } | Self::NoSuchFiller { .. } => "no_such_sentence",
            Self::NoSuchQuestion(_) => "no_such_question",
            Self::NotAnalysed(_) => "not_analysed",
            Self::HeardOnce(_) => "heard_once",
            Self::SoundGone(_) => "sound_gone",
            Self::WouldLose { .. } => "would_lose",
            Self::NoSuchLoop(_) | Self::Store(StoreError::NoSuchLoop { .. }) => "no_such_loop",
            Self::BadDay(_) => "bad_date",
            Self::Store(StoreError::BadLabel { .. }) => "bad_label",
            Self::ExportOptions { .. } => "export_options",
            Self::NoNames => "no_names",
            Self::NothingToExport => "nothing_to_export",
            Self::Compression { .. } => "compression",
            Self::NoSample => "no_sample",
            Self::AnalysisStopped => "analysis_stopped",
            Self::AnalysisEndsProgram => "analysis_ends_program",
            Self::Interrupted | Self::Speech(SpeechError::Cancelled) | Self::Backup(BackupError::Interrupted) => {
                "interrupted"
            }
            Self::Backup(BackupError::NotEmpty { .. }) => "library_not_empty",
            Self::BeingRestored | Self::InUse { .. } => "library_in_use",
            Self::Capture(CaptureError::NoDevice) => "no_microphone",
            Self::Capture(CaptureError::UnknownDevice { .. }) => "unknown_microphone",
            Self::Capture(CaptureError::NoSpace { .. })
            | Self::Store(StoreError::DiskFull)
            | Self::Speech(SpeechError::NoRoom { .. })
            | Self::NoRoom { .. }
            | Self::Backup(BackupError::NoRoom { .. }) => "disk_full",
            Self::Backup(_) => "backup",
            Self::Capture(_) => "recording",
            Self::Speech(
                SpeechError::NoCatalog { .. }
                | SpeechError::Catalog { .. }
                | SpeechError::UnknownModel { .. }
                | SpeechError::ModelMissing { .. }
                | SpeechError::ModelSize { .. }
                | SpeechError::ModelAltered { .. }
                | SpeechError::NotOffered { .. }
                | SpeechError::NotRemovable { .. }
                | SpeechError::Downloaded { .. }
                | SpeechError::ModelWrite { .. }
                | SpeechError::NotAModel { .. },
            )
            | Self::Semantics(_) => "model",
            Self::Speech(SpeechError::Download { .. }) => "download",
            Self::Speech(SpeechError::Processor { .. }) => "processor",
            Self::Speech(SpeechError::Recogniser { .. } | SpeechError::LiveEnded) => "transcriber",
            Self::NoSound { .. } | Self::NoBatch { .. } | Self::Speech(_) => "bad_sound",
            Self::Store(StoreError::Newer { .. }) => "library_newer",
            Self::Store(_) | Self::OutsideName { .. } => "library",
            Self::Report(_) => "report",
            Self::Rubric(_) => "bad_rubric",
            Self::Question(_) => "bad_question",
            Self::Transcript(_) => "bad_transcript",
            Self::Correction(_) => "bad_correction",
            Self::Recordings(_) | Self::Answers(_) => "bad_labels",
        }
    }

    /// The thing it is about: a file, a folder, an id.
    pub fn subject(&self) -> Option<String> {
        match self {
            Self::DataFolder { path, .. }
            | Self::Read { path, .. }
            | Self::Write { path, .. }
            | Self::Exists { path }
            | Self::Compression { path, .. }
            | Self::BadFolder { path, .. }
            | Self::BadCopy { path }
            | Self::MovedAway { to: path, .. }
            | Self::NoSound { path }
            | Self::NoBatch { path, .. } => Some(path.display().to_string()),
            Self::NoSuchTake(id)
            | Self::NoSuchQuestion(id)
            | Self::NotAnalysed(id)
            | Self::HeardOnce(id)
            | Self::SoundGone(id)
            | Self::NoSuchLoop(id)
            | Self::BadDay(id)
            | Self::NoSuchSignal { id, .. }
            | Self::NoSuchRubric { id, .. } => Some(id.clone()),
            _ => None,
        }
    }
}
