//! Sound that is there already, played in place of a microphone.

use std::thread;
use std::time::{Duration, Instant};

use crate::CaptureError;
use crate::source::{Feed, Format, News, Running, Source};

/// How much is delivered at once.
const PARCEL: Duration = Duration::from_millis(10);
/// No file is played faster than this: a day in a second.
const FASTEST: f64 = 86_400.0;

/// Samples delivered as a microphone would deliver them: at real speed, in small parcels, through the same ring, writer,
/// level and tap. It ends by itself. Unlike a microphone it waits when the ring is full, so nothing is ever lost.
#[derive(Debug, Clone)]
pub struct SoundFile {
    samples: Vec<f32>,
    format: Format,
    speed: f64,
}

impl SoundFile {
    /// Interleaved samples, −1..1, to be delivered in the time they last.
    pub fn at_real_speed(samples: Vec<f32>, sample_rate: u32, channels: u16) -> Self {
        Self { samples, format: Format { sample_rate, channels }, speed: 1.0 }
    }

    /// The same at so many times real speed, for long runs. A speed that is no positive number is ignored.
    #[must_use]
    pub fn speed(mut self, speed: f64) -> Self {
        if speed.is_finite() && speed > 0.0 {
            self.speed = speed.min(FASTEST);
        }
        self
    }
}

impl Source for SoundFile {
    fn format(&self) -> Format {
        self.format
    }

    fn start(self: Box<Self>, mut feed: Feed) -> Result<Running, CaptureError> {
        let (running, stopping) = Running::new();
        let play = move || {
            let channels = usize::from(self.format.channels.max(1));
            let mut frames = self.samples.chunks_exact(channels).len();
            let mut rest = self.samples.as_slice();
            let began = Instant::now();
            let mut delivered = 0;
            while frames > 0 {
                if stopping.within(PARCEL) {
                    return;
                }
                let due = self.format.frames(began.elapsed().mul_f64(self.speed));
                let now = usize::try_from(due.saturating_sub(delivered)).unwrap_or(frames);
                let now = now.min(frames).min(feed.intake.room());
                let (parcel, later) = rest.split_at(now * channels);
                feed.intake.take(parcel);
                (rest, frames, delivered) = (later, frames - now, delivered + now as u64);
            }
            feed.reporter.tell(News::Finished);
        };
        thread::Builder::new().name("sound-file".into()).spawn(play).map_err(CaptureError::Thread)?;
        Ok(running)
    }
}
