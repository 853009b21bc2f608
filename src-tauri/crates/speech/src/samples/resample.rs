//! Any rate to 16 kHz, in a stream, with the filter's delay taken out so that times stay true.

use rubato::audioadapter_buffers::direct::InterleavedSlice;
use rubato::{Fft, FixedSync, Indexing, Resampler as _};

use super::{HIGHEST_RATE, LOWEST_RATE, RATE};
use crate::error::SpeechError;

/// Frames given to the filter at once.
const CHUNK: usize = 1024;

/// A streaming resampler of one channel to [`RATE`].
///
/// Output sample `n` is the sound at input time `n / RATE`: the first samples the filter yields before it has heard
/// enough are dropped, and [`Resampler::finish`] drives out what it still holds, so that `k` input samples become
/// `ceil(k * RATE / rate)` output samples.
pub struct Resampler {
    rate: u32,
    filter: Option<Fft<f32>>,
    waiting: Vec<f32>,
    out: Vec<f32>,
    to_trim: usize,
    taken: u64,
    given: u64,
}

impl Resampler {
    /// A resampler from `sample_rate` hertz; at [`RATE`] samples pass through untouched.
    pub fn new(sample_rate: u32) -> Result<Self, SpeechError> {
        let refuse = || SpeechError::Rate { rate: sample_rate, lowest: LOWEST_RATE, highest: HIGHEST_RATE };
        if !(LOWEST_RATE..=HIGHEST_RATE).contains(&sample_rate) {
            return Err(refuse());
        }
        let filter = if sample_rate == RATE {
            None
        } else {
            Some(Fft::new(sample_rate as usize, RATE as usize, CHUNK, 1, FixedSync::Input).map_err(|_| refuse())?)
        };
        let to_trim = filter.as_ref().map_or(0, rubato::Resampler::output_delay);
        let out = vec![0.0; filter.as_ref().map_or(0, rubato::Resampler::output_frames_max)];
        Ok(Self { rate: sample_rate, filter, waiting: Vec::new(), out, to_trim, taken: 0, given: 0 })
    }

    /// Takes samples in, and appends to `to` what can be told of them so far.
    pub fn push(&mut self, mono: &[f32], to: &mut Vec<f32>) {
        self.taken += mono.len() as u64;
        if self.filter.is_none() {
            self.given += mono.len() as u64;
            to.extend_from_slice(mono);
            return;
        }
        self.waiting.extend_from_slice(mono);
        let mut from = 0;
        while self.waiting.len() - from >= CHUNK {
            self.filter_chunk(from, CHUNK, to, usize::MAX);
            from += CHUNK;
        }
        self.waiting.drain(..from);
    }

    /// Appends the rest to `to`: what the filter still holds of the samples taken.
    pub fn finish(mut self, to: &mut Vec<f32>) {
        if self.filter.is_none() {
            return;
        }
        let due = (self.taken * u64::from(RATE)).div_ceil(u64::from(self.rate));
        // The filter holds at most its delay and a block; silence drives it out.
        while self.given < due {
            let part = self.waiting.len().min(CHUNK);
            let before = (self.given, self.to_trim);
            self.filter_chunk(0, part, to, (due - self.given) as usize);
            self.waiting.drain(..part);
            if part == 0 && before == (self.given, self.to_trim) && self.out.is_empty() {
                break;
            }
        }
    }

    /// Filters `len` waiting samples from `from` on (silence fills the chunk up), appending at most `limit`.
    fn filter_chunk(&mut self, from: usize, len: usize, to: &mut Vec<f32>, limit: usize) {
        let Some(filter) = self.filter.as_mut() else { return };
        let frames = self.out.len();
        let indexing =
            Indexing { input_offset: 0, output_offset: 0, partial_len: Some(len), active_channels_mask: None };
        let written = match (
            InterleavedSlice::new(&self.waiting[from..from + len], 1, len),
            InterleavedSlice::new_mut(&mut self.out, 1, frames),
        ) {
            // The sizes are the filter's own; it has no other way to fail.
            (Ok(input), Ok(mut output)) => {
                filter.process_into_buffer(&input, &mut output, Some(&indexing)).map_or(0, |(_, written)| written)
            }
            _ => 0,
        };
        let skipped = self.to_trim.min(written);
        self.to_trim -= skipped;
        let kept = (written - skipped).min(limit);
        self.given += kept as u64;
        to.extend_from_slice(&self.out[skipped..skipped + kept]);
    }
}
