//! Sound that is there already, played in place of a microphone.

use std::thread;
use std::time::{Duration, Instant};

use crate::CaptureError;
use crate::source::{Feed, Format, News, Running, Source};

/// How much is delivered at once.
const PARCEL: Duration = Duration::from_millis(10);
/// No file is played faster than this: a day in a second.
const FASTEST: f64 = 86_400.0;

/// Sound delivered as a microphone would deliver it: at real speed, in small parcels, through the same ring, writer,
/// level and tap. It ends by itself. Unlike a microphone it waits when the ring is full, so nothing is ever lost.
pub struct SoundFile {
    sound: Blocks,
    format: Format,
    speed: f64,
}

/// Interleaved samples, block after block.
type Blocks = Box<dyn Iterator<Item = Vec<f32>> + Send>;

impl SoundFile {
    /// Interleaved samples, −1..1, to be delivered in the time they last. They come in blocks, each of which is asked for
    /// when the one before is delivered; of a block that ends within a frame that frame is left out.
    pub fn at_real_speed<B>(sound: B, sample_rate: u32, channels: u16) -> Self
    where
        B: IntoIterator<Item = Vec<f32>, IntoIter: Send + 'static>,
    {
        Self { sound: Box::new(sound.into_iter()), format: Format { sample_rate, channels }, speed: 1.0 }
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
            let began = Instant::now();
            let mut delivered = 0;
            for block in self.sound {
                let mut rest = block.as_slice();
                while rest.len() >= channels {
                    let due = self.format.frames(began.elapsed().mul_f64(self.speed));
                    let now = usize::try_from(due.saturating_sub(delivered)).unwrap_or(usize::MAX);
                    let now = now.min(rest.len() / channels).min(feed.intake.room());
                    let (parcel, later) = rest.split_at(now * channels);
                    feed.intake.take(parcel);
                    (rest, delivered) = (later, delivered + now as u64);
                    if rest.len() >= channels && stopping.within(PARCEL) {
                        return;
                    }
                }
            }
            feed.reporter.tell(News::Finished);
        };
        thread::Builder::new().name("sound-file".into()).spawn(play).map_err(CaptureError::Thread)?;
        Ok(running)
    }
}
