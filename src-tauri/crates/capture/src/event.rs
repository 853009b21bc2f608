//! What a recording tells while it goes on.

/// Something a running recording has to say; see [`Recorder::events`](crate::Recorder::events).
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum CaptureEvent {
    /// The level of the last twentieth of a second. None arrives while paused.
    Level {
        /// Highest sample, in tenths of a decibel below full scale: 0 is full scale, −1000 or less is silence.
        peak_db_x10: i32,
        /// Root mean square, on the same scale.
        rms_db_x10: i32,
        /// Recorded so far, pauses left out.
        elapsed_ms: u32,
    },
    /// Something went wrong; the first of each kind in a recording, never repeated.
    Fault(Fault),
    /// No more sound will be written: the source ended, or a fault ended it. [`stop`](crate::Recorder::stop) still has to
    /// be called. The last event of every recording.
    Ended,
}

/// What went wrong while recording. What was recorded before is safe in every case; the text is fit to be shown.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Fault {
    /// The chosen microphone is gone: unplugged, switched off, or its sound server ended. What still arrives, as when the
    /// server moves on to another microphone without a word, is still recorded.
    #[error("the microphone \"{device}\" is gone")]
    DeviceLost {
        /// Its human name.
        device: String,
    },
    /// The sound server has moved the recording to another microphone, as some do when one is plugged in. What comes from
    /// there is recorded.
    #[error("the sound system has moved the recording away from the microphone \"{device}\" to another")]
    DeviceMoved {
        /// The human name of the one that was chosen.
        device: String,
    },
    /// Nothing arrives: suspended, or held by the system. The recording waits and goes on when sound does.
    #[error("no sound has arrived for {} s", for_ms / 1000)]
    NoData {
        /// How long.
        for_ms: u32,
    },
    /// Only digital zero arrives, which no open microphone sends: muted, or the wrong input.
    #[error("the microphone has sent pure silence for {} s: is it muted?", for_ms / 1000)]
    Silent {
        /// How long.
        for_ms: u32,
    },
    /// Sound arrives, but nothing as loud as a quiet voice.
    #[error("no voice has been heard for {} s: is this the right microphone?", for_ms / 1000)]
    Quiet {
        /// How long.
        for_ms: u32,
    },
    /// Peaks are cut off at full scale: the microphone is set too loud.
    #[error("the sound is cut off at its peaks: turn the microphone down")]
    Clipping,
    /// The disk is full, or as good as. The recording has ended and is kept.
    #[error("the disk is full ({} MB free); {} s are recorded and kept", free_bytes / 1_000_000, kept_ms / 1000)]
    DiskFull {
        /// Bytes still free.
        free_bytes: u64,
        /// What was recorded and is kept.
        kept_ms: u32,
    },
    /// The file can no longer be written. The recording has ended and is kept.
    #[error("the recording can no longer be written ({reason}); {} s are kept", kept_ms / 1000)]
    WriteFailed {
        /// What the operating system said.
        reason: String,
        /// What was recorded and is kept.
        kept_ms: u32,
    },
    /// The folder of the recording was removed or moved. It was made again, and the recording goes on there, whole.
    #[error("the folder of the recording was removed or moved; it is made again and holds all that was recorded")]
    FolderGone,
    /// The file has reached the four gigabytes a WAV can hold. The recording has ended and is kept.
    #[error("the recording has reached the longest a WAV file can hold; {} s are kept", kept_ms / 1000)]
    TooLong {
        /// What was recorded and is kept.
        kept_ms: u32,
    },
    /// The machine was too busy and sound was lost.
    #[error("the machine was too busy: {lost_ms} ms of sound were lost")]
    Overrun {
        /// How much; 0 when the sound system lost it and did not say.
        lost_ms: u32,
    },
    /// The tap (the live transcriber) crashed. The recording goes on without it.
    #[error("live listening has stopped; the recording goes on")]
    TapFailed,
}
