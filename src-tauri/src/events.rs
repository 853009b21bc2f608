//! What the shell tells the window unasked.

use rehearsal::{AgainEnd, AnalysisEvent, CaptureEvent, Fault as CaptureFault, Stage, TakeStatus};
use serde::{Deserialize, Serialize};
use specta::Type;
use tauri::AppHandle;
use tauri_specta::Event;

use crate::error::CommandError;

/// The level of the microphone, twenty times a second while it is open.
#[derive(Debug, Clone, Serialize, Deserialize, Type, Event)]
pub struct Level {
    /// Highest sample, tenths of a decibel below full scale.
    pub peak_db_x10: i32,
    /// Root mean square, on the same scale.
    pub rms_db_x10: i32,
    /// Recorded so far.
    pub elapsed_ms: u32,
}

/// A phrase that was understood while the person speaks.
#[derive(Debug, Clone, Serialize, Deserialize, Type, Event)]
pub struct Caption {
    /// Its words.
    pub text: String,
    /// Where it starts in the take.
    pub start_ms: u32,
    /// Where it ends.
    pub end_ms: u32,
    /// Whether it was heard ahead: the caption of the whole segment follows and takes its place.
    pub ahead: bool,
}

/// How far an analysis has come.
#[derive(Debug, Clone, Serialize, Deserialize, Type, Event)]
pub struct Analysis {
    /// The take.
    pub take_id: String,
    /// The step.
    pub stage: Stage,
    /// 0–100.
    pub percent: u8,
}

/// An analysis has ended.
#[derive(Debug, Clone, Serialize, Deserialize, Type, Event)]
pub struct Analysed {
    /// The take.
    pub take_id: String,
    /// Scored, not scored or failed.
    pub status: TakeStatus,
}

/// How far scoring all outdated takes again has come.
#[derive(Debug, Clone, Serialize, Deserialize, Type, Event)]
pub struct ScoringAll {
    /// Takes scored.
    pub done: u32,
    /// Takes there are to score.
    pub of: u32,
}

/// Scoring all outdated takes again has ended.
#[derive(Debug, Clone, Serialize, Deserialize, Type, Event)]
pub struct ScoredAll {
    /// Takes scored.
    pub scored: u32,
    /// Why it ended early; `null` when it did not.
    pub error: Option<CommandError>,
}

/// Something is wrong with the recording; what was recorded is safe.
#[derive(Debug, Clone, Serialize, Deserialize, Type, Event)]
pub struct Fault {
    /// The kind.
    pub code: FaultCode,
    /// What happened, in a sentence.
    pub message: String,
}

/// Kinds of [`Fault`].
#[derive(Debug, Clone, Copy, Serialize, Deserialize, Type)]
#[serde(rename_all = "snake_case")]
pub enum FaultCode {
    /// The microphone is gone.
    DeviceLost,
    /// The sound system has moved the recording to another microphone.
    DeviceMoved,
    /// Nothing arrives.
    NoData,
    /// Only digital zero arrives.
    Silent,
    /// No voice arrives.
    Quiet,
    /// Peaks are cut off.
    Clipping,
    /// The disk is full; the take has ended and is kept.
    DiskFull,
    /// The file cannot be written; the take has ended and is kept.
    WriteFailed,
    /// The folder of the recording was removed or moved; it was made again and the recording goes on.
    FolderGone,
    /// The file is as long as a WAV can be; the take has ended and is kept.
    TooLong,
    /// The machine was too busy and sound was lost.
    Overrun,
    /// Live transcription ended; the take is heard afterwards.
    TranscriberFailed,
}

/// A take that ended by itself: a full disk, a file that could not be written.
#[derive(Debug, Clone, Serialize, Deserialize, Type, Event)]
pub struct Ended {
    /// The take, which is kept.
    pub take_id: String,
}

/// So much of a model that is being downloaded is here.
#[derive(Debug, Clone, Serialize, Deserialize, Type, Event)]
pub struct ModelFetched {
    /// The model.
    pub id: String,
    /// 0–100.
    pub percent: u8,
}

/// Files are held over the window, or are no longer.
#[derive(Debug, Clone, Serialize, Deserialize, Type, Event)]
pub struct Dragging {
    /// Whether they are.
    pub over: bool,
}

/// How far taking in dropped files has come.
#[derive(Debug, Clone, Serialize, Deserialize, Type, Event)]
pub struct TakingIn {
    /// Files looked at.
    pub done: u32,
    /// Files there are.
    pub of: u32,
}

/// Dropped files have been taken in.
#[derive(Debug, Clone, Serialize, Deserialize, Type, Event)]
pub struct TakenIn {
    /// The takes they became; their analysis has begun.
    pub take_ids: Vec<String>,
    /// Those that could not be used.
    pub left_out: Vec<LeftOut>,
}

/// A dropped file that could not be used.
#[derive(Debug, Clone, Serialize, Deserialize, Type)]
pub struct LeftOut {
    /// Its name.
    pub name: String,
    /// Why.
    pub error: CommandError,
}

/// How far moving the data folder has come.
#[derive(Debug, Clone, Serialize, Deserialize, Type, Event)]
pub struct Moving {
    /// 0–100.
    pub percent: u8,
}

/// A download has ended.
#[derive(Debug, Clone, Serialize, Deserialize, Type, Event)]
pub struct ModelArrived {
    /// The model.
    pub id: String,
    /// Why it is not here; `null` when it is.
    pub error: Option<CommandError>,
}

/// So much of the sample a model that is being tried has heard.
#[derive(Debug, Clone, Serialize, Deserialize, Type, Event)]
pub struct ModelTrying {
    /// The model.
    pub id: String,
    /// 0–100.
    pub percent: u8,
}

/// A take is being heard again behind the window.
#[derive(Debug, Clone, Serialize, Deserialize, Type, Event)]
pub struct HearingAgain {
    /// The take.
    pub take_id: String,
    /// The model.
    pub model: String,
    /// 0–100.
    pub percent: u8,
}

/// It is no longer.
#[derive(Debug, Clone, Serialize, Deserialize, Type, Event)]
pub struct HeardAgain {
    /// The take.
    pub take_id: String,
    /// What came of it.
    pub end: HeardAgainEnd,
    /// Places heard otherwise, or corrections that would have been lost.
    pub count: u32,
    /// Why it failed; `null` when it did not.
    pub error: Option<CommandError>,
}

/// Ends of [`HeardAgain`].
#[derive(Debug, Clone, Copy, Serialize, Deserialize, Type)]
#[serde(rename_all = "snake_case")]
pub enum HeardAgainEnd {
    /// It is kept.
    Kept,
    /// Corrections would have been lost: everything is as it was.
    WouldLose,
    /// Something else has begun; it starts anew when that is done.
    Waits,
    /// Ended by the user, or the take is gone.
    Stopped,
    /// It failed.
    Failed,
}

/// How far writing or reading a backup has come.
#[derive(Debug, Clone, Serialize, Deserialize, Type, Event)]
pub struct BackingUp {
    /// 0–100.
    pub percent: u8,
}

/// Sends an event to the window. A window that is closing hears nothing, and need not.
pub fn tell(app: &AppHandle, event: &(impl Event + Clone + Serialize)) {
    if let Err(error) = event.clone().emit(app) {
        tracing::warn!(%error, "an event did not reach the window");
    }
}

/// Passes on what a recorder says; true when the recording has ended.
pub fn tell_capture(app: &AppHandle, event: &CaptureEvent) -> bool {
    match event {
        &CaptureEvent::Level { peak_db_x10, rms_db_x10, elapsed_ms } => {
            tell(app, &Level { peak_db_x10, rms_db_x10, elapsed_ms });
        }
        CaptureEvent::Fault(fault) => {
            eprintln!("debrief: {fault}");
            tell(app, &Fault { code: code(fault), message: fault.to_string() });
        }
        CaptureEvent::Ended => return true,
    }
    false
}

fn code(fault: &CaptureFault) -> FaultCode {
    match fault {
        CaptureFault::DeviceLost { .. } => FaultCode::DeviceLost,
        CaptureFault::DeviceMoved { .. } => FaultCode::DeviceMoved,
        CaptureFault::NoData { .. } => FaultCode::NoData,
        CaptureFault::Silent { .. } => FaultCode::Silent,
        CaptureFault::Quiet { .. } => FaultCode::Quiet,
        CaptureFault::Clipping => FaultCode::Clipping,
        CaptureFault::DiskFull { .. } => FaultCode::DiskFull,
        CaptureFault::WriteFailed { .. } => FaultCode::WriteFailed,
        CaptureFault::FolderGone => FaultCode::FolderGone,
        CaptureFault::TooLong { .. } => FaultCode::TooLong,
        CaptureFault::Overrun { .. } => FaultCode::Overrun,
        CaptureFault::TapFailed => FaultCode::TranscriberFailed,
    }
}

/// Passes on what the analysis queue says.
pub fn tell_analysis(app: &AppHandle, event: AnalysisEvent) {
    match event {
        AnalysisEvent::Progress { take_id, progress } => {
            tell(app, &Analysis { take_id, stage: progress.stage, percent: progress.percent });
        }
        AnalysisEvent::Done { take_id, status } => tell(app, &Analysed { take_id, status }),
        AnalysisEvent::Failed { take_id, error } => {
            eprintln!("debrief: take {take_id}: {error}");
            tell(app, &Analysed { take_id, status: TakeStatus::Failed });
        }
        AnalysisEvent::HearingAgain { take_id, model, percent } => {
            tell(app, &HearingAgain { take_id, model, percent });
        }
        AnalysisEvent::HeardAgain { take_id, end } => {
            let (end, count, error) = match end {
                AgainEnd::Kept { changed } => (HeardAgainEnd::Kept, changed, None),
                AgainEnd::WouldLose { corrections } => (HeardAgainEnd::WouldLose, corrections, None),
                AgainEnd::Waits => (HeardAgainEnd::Waits, 0, None),
                AgainEnd::Stopped => (HeardAgainEnd::Stopped, 0, None),
                AgainEnd::Failed(error) => (HeardAgainEnd::Failed, 0, Some(CommandError::from(error))),
            };
            tell(app, &HeardAgain { take_id, end, count, error });
        }
    }
}
