//! The seam between where sound comes from and everything that is done with it.

use std::convert::Infallible;
use std::sync::mpsc;
use std::time::Duration;

use crate::CaptureError;
use crate::intake::Intake;

/// Where sound comes from. A [`Microphone`](crate::Microphone) and a [`SoundFile`](crate::SoundFile) both go through the
/// same ring, writer, level and tap.
pub trait Source: Send {
    /// What will be delivered.
    fn format(&self) -> Format;

    /// Starts delivering into `feed` and returns at once, or as soon as the device has really started. Sound flows until the
    /// returned [`Running`] is dropped or the source reports [`News::Finished`].
    fn start(self: Box<Self>, feed: Feed) -> Result<Running, CaptureError>;
}

/// Rate and channels of the sound a source delivers.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Format {
    /// Frames a second.
    pub sample_rate: u32,
    /// Samples a frame, interleaved.
    pub channels: u16,
}

impl Format {
    /// How long so many frames last.
    pub fn millis(self, frames: u64) -> u32 {
        u32::try_from(frames * 1000 / u64::from(self.sample_rate.max(1))).unwrap_or(u32::MAX)
    }

    /// How many frames so long a time has.
    pub fn frames(self, time: Duration) -> u64 {
        u64::try_from(time.as_micros() * u128::from(self.sample_rate) / 1_000_000).unwrap_or(u64::MAX)
    }
}

/// What a source is given to deliver to.
pub struct Feed {
    /// For the samples; safe in a real-time callback.
    pub intake: Intake,
    /// For the news; not for the callback.
    pub reporter: Reporter,
}

/// What a source has to say besides its samples.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum News {
    /// There is no more; the recording ends when what is in the ring is written.
    Finished,
    /// The device is gone. Sound may or may not go on arriving.
    Lost {
        /// Its human name.
        device: String,
    },
    /// The sound system took the recording to another device; its sound goes on arriving.
    Moved {
        /// The human name of the one it was taken from.
        device: String,
    },
    /// The sound system lost some sound and does not say how much.
    Overrun,
}

/// Carries the news of a source to the writer. Cheap to clone.
#[derive(Debug, Clone)]
pub struct Reporter(pub(crate) mpsc::Sender<News>);

impl Reporter {
    /// Tells the writer. Nobody listening is not an error: the recording is over.
    pub fn tell(&self, news: News) {
        drop(self.0.send(news));
    }
}

/// A source at work. Dropping it asks the source to stop and never waits for it: a stream of a dead sound server can hang
/// for ever when it is closed, and must not take the recording with it.
#[derive(Debug)]
pub struct Running {
    _until: mpsc::Sender<Infallible>,
}

impl Running {
    /// A handle and what the source's threads watch to know when to stop.
    pub fn new() -> (Self, Stopping) {
        let (sender, receiver) = mpsc::channel();
        (Self { _until: sender }, Stopping(receiver))
    }
}

/// The source's side of [`Running`].
#[derive(Debug)]
pub struct Stopping(mpsc::Receiver<Infallible>);

impl Stopping {
    /// Waits at most so long; true as soon as the source should stop.
    pub fn within(&self, time: Duration) -> bool {
        matches!(self.0.recv_timeout(time), Err(mpsc::RecvTimeoutError::Disconnected))
    }

    /// Waits until the source should stop.
    pub fn wait(&self) {
        let _: Result<Infallible, _> = self.0.recv();
    }
}
