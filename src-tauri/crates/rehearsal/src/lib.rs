//! The journey of one answer, from sound to a debrief that is kept.
//!
//! [`capture`] records, [`speech`] hears, [`semantics`] turns sentences into vectors, [`interview`] measures and
//! scores, [`store`] keeps, [`report`] renders; none of them knows another. This crate joins them, once, for the window
//! and the command line alike: [`Engine`] holds what it takes to make a debrief (models, rubrics, questions),
//! [`Library`] what is kept, [`journey`] the steps between them, [`LiveTake`] an answer while it is being given and
//! [`AnalysisQueue`] the work that waits behind the window.
//!
//! It must not hold rules of its own: what counts as a pause or a signal is decided in `interview`, what a file looks
//! like in `report`, what a row looks like in `store`.

mod afterwards;
mod again;
mod amend;
mod analysis;
mod attempts;
mod backup;
mod batch;
mod bin;
mod check;
mod engine;
mod error;
pub mod eval;
mod export;
mod files;
mod flac;
mod folders;
mod heard_again;
mod import;
pub mod journey;
mod lessons;
mod library;
mod listening;
mod live;
mod log;
mod mock_loop;
mod moving;
mod names;
mod own;
mod progress;
mod questions;
mod recovery;
mod render;
mod sidecar;
mod storage;
mod take;
mod thinning;
mod trial;
mod vocabulary;
mod wav;
mod waveform;

pub use afterwards::Held;
pub use again::ScoredAgain;
pub use analysis::{AgainEnd, AnalysisEvent, AnalysisQueue, analyze, analyze_into, analyze_take};
pub use backup::{BackedUp, BackupError, Restored, backup, backup_name, restore, stage_restore};
pub use batch::{Batch, BatchFile, Outcome, SoundFiles, batch_line, read_batch_line, sound_files};
pub use bin::Tidied;
pub use capture::{CaptureEvent, Fault, InputDevice, Microphone, Recorded, Recorder, Source, input_devices};
pub use check::{MicrophoneCheck, RunningCheck, check_sound};
pub use engine::{Engine, Loaded};
pub use error::{ErrorKind, RehearsalError};
pub use export::{ExportFile, ExportOptions, export_each, is_passed_over};
pub use folders::{DATA_DIR_VARIABLE, DataFolder, RESOURCES_VARIABLE, find_resource, resource_folders};
pub use heard_again::{HeardAgain, HearingChange};
pub use import::{Sample, import, sample, sound_file};
pub use journey::{Progress, Stage};
pub use library::{Library, TakeView};
pub use live::{LiveTake, StoppedTake, TakeEvent};
pub use log::log_directives;
pub use mock_loop::{LoopLine, LoopView};
pub use moving::{Moved, move_to};
pub use progress::{CriterionTrend, MeasureTrend, PlanView, PracticeView, StoriesView, Written};
pub use questions::Questions;
pub use recovery::Recovered;
pub use render::{json_line, render, write_beside, write_new};
pub use report::{Format, other_voices};
pub use speech::{
    catalog::{ModelFile, ModelInfo, Verified},
    download::Fetched,
    samples::NAMES as SOUND_NAMES,
};
pub use storage::{Compressed, Storage};
pub use store::{
    AnsweredQuestion, BinnedTake, Labels, MockLoop, Note, Origin, OwnPoints, PracticeDay, Preparation,
    ScorecardVersion, SearchHit, Settings, SignalWanted, SoundState, TagCount, TakeFilter, TakeRow, TakeStatus,
    TakeSummary, Theme,
};
pub use take::TakePlan;
pub use thinning::{ThinnedTake, Thinning};
pub use trial::{LiveFit, ModelTrial};
pub use wav::sound_piece;
pub use waveform::peaks;
