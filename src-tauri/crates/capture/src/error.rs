//! What can keep a recording from starting, or from ending as it should.

use std::io;
use std::path::PathBuf;

/// Why sound could not be recorded or kept. Every message names the thing it is about.
#[derive(Debug, thiserror::Error)]
pub enum CaptureError {
    /// The machine has no microphone, or no sound system at all. Remedy: connect one, or start the sound server.
    #[error("no microphone was found")]
    NoDevice,
    /// A sound server has left its socket, but cannot be reached: it ended or hangs, and there is no sound without it.
    /// Remedy: start it anew.
    #[error("the sound server cannot be reached: is it running?")]
    NoServer,
    /// No microphone has this id or name.
    #[error("there is no microphone named \"{wanted}\"; there is: {}", if available.is_empty() { "none".to_owned() } else { available.join(", ") })]
    UnknownDevice {
        /// What was asked for.
        wanted: String,
        /// The names of those there are.
        available: Vec<String>,
    },
    /// The sound system knows the device but refused to open it. Remedy: close the program that holds it, or grant access.
    #[error("the microphone \"{device}\" could not be opened: {reason}")]
    Device {
        /// Its human name.
        device: String,
        /// What the sound system said.
        #[source]
        reason: cpal::Error,
    },
    /// The microphone was opened and then delivered nothing: suspended, or held by another program.
    #[error("the microphone \"{device}\" was opened but sent no sound within {waited_ms} ms")]
    NotStarted {
        /// Its human name.
        device: String,
        /// How long it was given.
        waited_ms: u32,
    },
    /// The sound system did not answer in time, as a hung sound server does not.
    #[error("the sound system did not answer within {waited_ms} ms")]
    NoAnswer {
        /// How long it was given.
        waited_ms: u32,
    },
    /// The sound system could not list its devices.
    #[error("the sound system could not list its microphones: {0}")]
    Listing(#[source] cpal::Error),
    /// The device speaks a format that is not sound samples (DSD), or claims no channels or a rate of zero.
    #[error("the sound of \"{device}\" cannot be recorded: {format}")]
    Unsupported {
        /// Its human name.
        device: String,
        /// The format it offers.
        format: String,
    },
    /// Too little room to start a recording.
    #[error("the disk of {} has only {} MB free; a recording needs {} MB", path.display(), free_bytes / 1_000_000, needed_bytes / 1_000_000)]
    NoSpace {
        /// The folder the recording was to go to.
        path: PathBuf,
        /// Bytes free there.
        free_bytes: u64,
        /// Bytes a recording asks for before it starts.
        needed_bytes: u64,
    },
    /// The file is there already; a recording never overwrites another.
    #[error("{} is already there and will not be overwritten", .0.display())]
    Exists(PathBuf),
    /// The file or its folder could not be created, read, written or renamed.
    #[error("{}: {source}", path.display())]
    File {
        /// The file or folder.
        path: PathBuf,
        /// What the operating system said.
        source: io::Error,
    },
    /// The recording could not be finished under its own name, and is kept under another.
    #[error("the recording could not be finished ({reason}); what was recorded is kept in {}", kept.display())]
    Kept {
        /// The file that holds the sound.
        kept: PathBuf,
        /// What went wrong.
        #[source]
        reason: io::Error,
    },
    /// Not one sample arrived.
    #[error("{} holds no sound", .0.display())]
    Empty(PathBuf),
    /// The file is not a WAV, or its header is damaged beyond use.
    #[error("{} is not a WAV recording: {reason}", path.display())]
    NotWav {
        /// The file.
        path: PathBuf,
        /// What is wrong with it.
        #[source]
        reason: hound::Error,
    },
    /// Another Debrief is recording to this file right now.
    #[error("{} is being recorded at this moment", .0.display())]
    InUse(PathBuf),
    /// The operating system refused a thread to record with.
    #[error("no thread could be started to record with: {0}")]
    Thread(#[source] io::Error),
    /// The writer ended without an account of itself; its file is still there for [`salvage`](crate::salvage).
    #[error("the recording ended unexpectedly; what was recorded is kept in {}", .0.display())]
    WriterGone(PathBuf),
}

impl CaptureError {
    /// Attaches a path to what the operating system said.
    pub(crate) fn file(path: impl Into<PathBuf>) -> impl FnOnce(io::Error) -> Self {
        let path = path.into();
        move |source| Self::File { path, source }
    }
}
