//! One recording, from start to a file with its final name.

use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::mpsc;
use std::thread::{self, JoinHandle};

use crate::event::CaptureEvent;
use crate::intake::Intake;
use crate::orders::{Order, Turn};
use crate::source::{Feed, Format, Reporter, Source};
use crate::wav::{self, TakeFile};
use crate::writer::Writer;
use crate::{CaptureError, disk};

/// A stretch of the sound being recorded, for whoever listens along. Handed out on the writer's thread, after it is
/// written; a tap that takes long delays the writer, and more than ten seconds of delay lose sound.
#[derive(Debug, Clone, Copy)]
pub struct Tap<'a> {
    /// Mono, −1..1, at the device's rate.
    pub samples: &'a [f32],
    /// Samples a second.
    pub sample_rate: u32,
    /// Where in the recording the first sample is, counted in samples; pauses are left out.
    pub first_sample: u64,
}

/// A finished recording.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Recorded {
    /// The WAV: 16 bits, at the device's rate and channels.
    pub path: PathBuf,
    /// How long it is.
    pub duration_ms: u32,
    /// Frames a second.
    pub sample_rate: u32,
    /// Samples a frame.
    pub channels: u16,
    /// Sound that was lost because the machine was too busy; not part of the duration.
    pub lost_ms: u32,
}

impl Recorded {
    pub(crate) fn new(path: PathBuf, frames: u64, format: Format, lost_frames: u64) -> Self {
        Self {
            path,
            duration_ms: format.millis(frames),
            sample_rate: format.sample_rate,
            channels: format.channels,
            lost_ms: format.millis(lost_frames),
        }
    }
}

/// A recording under way. Dropping it without [`stop`](Self::stop) leaves a playable `<stem>.part.wav` for
/// [`salvage`](crate::salvage).
#[derive(Debug)]
pub struct Recorder {
    orders: mpsc::Sender<Order>,
    writer: JoinHandle<Result<Option<Recorded>, CaptureError>>,
    frames: Arc<AtomicU64>,
    format: Format,
    part: PathBuf,
}

impl Recorder {
    /// Starts recording `source`. `path` is the final name; until [`stop`](Self::stop) the sound is in `<stem>.part.wav`
    /// beside it, readable by its owner only. `tap` hears everything that is written, on the writer's thread; if it
    /// panics, the recording goes on without it.
    ///
    /// Fails before any sound is taken when the file or its part is there already, the disk has less than 50 MB free, or
    /// the source cannot start; nothing is left behind then.
    pub fn start(
        source: Box<dyn Source>,
        path: &Path,
        tap: impl FnMut(Tap<'_>) + Send + 'static,
    ) -> Result<Self, CaptureError> {
        let format = source.format();
        if format.sample_rate == 0 || format.channels == 0 {
            let format = format!("{} Hz, {} channels", format.sample_rate, format.channels);
            return Err(CaptureError::Unsupported { device: path.display().to_string(), format });
        }
        check_room(path)?;
        let part = wav::part_of(path);
        let file = TakeFile::create(&part, format)?;
        let (intake, outlet, tally) = Intake::new(format);
        let (reporter, news) = mpsc::channel();
        let running = match source.start(Feed { intake, reporter: Reporter(reporter) }) {
            Ok(running) => running,
            Err(error) => {
                // Why it did not start matters more than a part left behind.
                drop(file.discard());
                return Err(error);
            }
        };
        let (orders, ordered) = mpsc::channel();
        let frames = Arc::<AtomicU64>::default();
        let writer = Writer::new(file, path.to_owned(), format, outlet, tally, Arc::clone(&frames), Box::new(tap));
        let writer = thread::Builder::new()
            .name("take-writer".into())
            .spawn(move || writer.run(&ordered, &news, running))
            .map_err(CaptureError::Thread)?;
        Ok(Self { orders, writer, frames, format, part })
    }

    /// Stops writing until [`resume`](Self::resume). Sound heard meanwhile goes nowhere: not to the file, not to the tap.
    pub fn pause(&self) {
        self.order(Order::Turn(Turn::Pause));
    }

    /// Goes on writing, where the recording was paused.
    pub fn resume(&self) {
        self.order(Order::Turn(Turn::Resume));
    }

    /// Recorded so far, pauses left out.
    pub fn elapsed_ms(&self) -> u32 {
        self.format.millis(self.frames.load(Ordering::Relaxed))
    }

    /// Rate and channels of the recording.
    pub fn format(&self) -> Format {
        self.format
    }

    /// Where the sound is until the recording is finished.
    pub fn part(&self) -> &Path {
        &self.part
    }

    /// What the recording has to tell, from now on, preceded by the faults told before. Each call gives a receiver of its
    /// own; it ends with the recording. A receiver must be read or dropped.
    pub fn events(&self) -> mpsc::Receiver<CaptureEvent> {
        let (events, receiver) = mpsc::channel();
        self.order(Order::Subscribe(events));
        receiver
    }

    /// Ends the recording: waits for the sound still on its way (half a second at most), finalises the file, puts it on
    /// the disk, gives it its final name, and only then lets go of the microphone.
    ///
    /// A recording that a fault has ended is finished the same way and holds what was recorded before. If nothing was,
    /// the error is [`CaptureError::Empty`] and no file is left.
    pub fn stop(self) -> Result<Recorded, CaptureError> {
        self.order(Order::Turn(Turn::Stop));
        match self.writer.join() {
            Ok(Ok(Some(recorded))) => Ok(recorded),
            Ok(Err(error)) => Err(error),
            Ok(Ok(None)) | Err(_) => Err(CaptureError::WriterGone(self.part)),
        }
    }

    /// Ends the recording and deletes it.
    pub fn discard(self) -> Result<(), CaptureError> {
        self.order(Order::Discard);
        self.writer.join().map_err(|_| CaptureError::WriterGone(self.part))?.map(|_| ())
    }

    /// A writer that is gone cannot be told; joining it tells why.
    fn order(&self, order: Order) {
        drop(self.orders.send(order));
    }
}

/// Refuses to start where a recording could not be kept.
fn check_room(path: &Path) -> Result<(), CaptureError> {
    if path.try_exists().map_err(CaptureError::file(path))? {
        return Err(CaptureError::Exists(path.to_owned()));
    }
    let folder = match path.parent() {
        Some(folder) if !folder.as_os_str().is_empty() => folder,
        _ => Path::new("."),
    };
    let free_bytes = disk::free_bytes(folder).map_err(CaptureError::file(folder))?;
    if free_bytes < disk::TO_START {
        return Err(CaptureError::NoSpace { path: folder.to_owned(), free_bytes, needed_bytes: disk::TO_START });
    }
    Ok(())
}
