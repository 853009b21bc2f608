//! The real-time end: what the audio callback calls.

use std::sync::Arc;
use std::sync::atomic::{AtomicU32, AtomicU64, Ordering};
use std::time::Duration;

use cpal::{FromSample, Sample};
use rtrb::{Consumer, Producer, RingBuffer};

use crate::source::Format;

/// How much sound the ring holds while the writer is kept from writing.
const RING: Duration = Duration::from_secs(10);
/// The most samples a ring is given, however fast and wide the sound is (32 MB).
const RING_SAMPLES: usize = 8 << 20;

/// Takes samples from the audio callback into the ring. No lock, no allocation, no I/O.
pub struct Intake {
    ring: Producer<f32>,
    channels: usize,
    tally: Arc<Tally>,
}

/// What the callback counts for the writer to read.
#[derive(Debug, Default)]
pub(crate) struct Tally {
    /// Frames that did not fit into the ring.
    dropped_frames: AtomicU64,
    /// Microseconds from the air to the ring, as the sound system last said.
    latency_us: AtomicU32,
}

impl Tally {
    /// Frames dropped since last asked.
    pub(crate) fn take_dropped(&self) -> u64 {
        self.dropped_frames.swap(0, Ordering::Relaxed)
    }

    /// Notes how old sound is when it arrives.
    pub(crate) fn note_latency(&self, latency: Duration) {
        let micros = u32::try_from(latency.as_micros()).unwrap_or(u32::MAX);
        self.latency_us.store(micros, Ordering::Relaxed);
    }

    /// How old sound is when it arrives.
    pub(crate) fn latency(&self) -> Duration {
        Duration::from_micros(self.latency_us.load(Ordering::Relaxed).into())
    }
}

impl Intake {
    /// An intake, the ring's other end and the tally both share.
    pub(crate) fn new(format: Format) -> (Self, Consumer<f32>, Arc<Tally>) {
        let channels = usize::from(format.channels.max(1));
        let frames = usize::try_from(format.frames(RING)).unwrap_or(RING_SAMPLES);
        let (ring, outlet) = RingBuffer::new(frames.saturating_mul(channels).clamp(channels, RING_SAMPLES));
        let tally = Arc::<Tally>::default();
        (Self { ring, channels, tally: Arc::clone(&tally) }, outlet, tally)
    }

    /// Takes interleaved samples of any format into the ring; frames that do not fit are dropped whole and counted.
    /// Integers are scaled to −1..1.
    pub fn take<S>(&mut self, samples: &[S])
    where
        S: Sample,
        f32: FromSample<S>,
    {
        self.take_each(samples.iter().map(|&sample| f32::from_sample_(sample)));
    }

    /// The same for samples that come one by one.
    pub fn take_each(&mut self, samples: impl ExactSizeIterator<Item = f32>) {
        let given = samples.len();
        let fit = given.min(self.room() * self.channels);
        let fit = fit - fit % self.channels;
        if let Ok(chunk) = self.ring.write_chunk_uninit(fit) {
            chunk.fill_from_iter(samples);
        }
        let dropped = (given - fit) / self.channels;
        if dropped > 0 {
            self.tally.dropped_frames.fetch_add(dropped as u64, Ordering::Relaxed);
        }
    }

    /// Notes how old the sound just taken is, so that stopping waits for what is still on its way.
    pub fn note_latency(&self, latency: Duration) {
        self.tally.note_latency(latency);
    }

    /// For a source that learns of the latency outside its callback.
    pub(crate) fn tally(&self) -> Arc<Tally> {
        Arc::clone(&self.tally)
    }

    /// Frames that would fit now. A source that can wait (a file) waits for room; a microphone cannot.
    pub fn room(&self) -> usize {
        self.ring.slots() / self.channels
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_does_not_fit_is_dropped_in_whole_frames_and_counted() {
        let (mut intake, mut outlet, tally) = Intake::new(Format { sample_rate: 1, channels: 2 });
        assert_eq!(intake.room(), 10, "ten seconds of one frame a second");
        intake.take(&[0.5_f32; 24]);
        assert_eq!(tally.take_dropped(), 2);
        assert_eq!(tally.take_dropped(), 0, "taken is taken");
        assert_eq!(outlet.slots(), 20);
        assert_eq!(outlet.pop(), Ok(0.5));
    }

    #[test]
    fn a_16_bit_sample_comes_out_of_the_ring_as_it_went_in() {
        let (mut intake, mut outlet, _) = Intake::new(Format { sample_rate: 48_000, channels: 1 });
        for sample in [i16::MIN, -1, 0, 1, 12_345, i16::MAX] {
            intake.take(&[sample]);
            let heard = outlet.pop().unwrap_or(f32::NAN);
            assert_eq!(crate::wav::to_i16(heard), sample);
        }
    }
}
