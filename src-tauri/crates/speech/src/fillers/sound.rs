//! What a stretch of sound is: a voice, a steady syllable, a hum.

use interview::time::{Millis, Span};

use super::hum::{self, is_hum};
use crate::samples::{RATE, from_ms};

/// Frames in which voice and pitch are judged, and from one to the next.
const FRAME: usize = hum::FRAME;
const STEP_MS: u32 = 16;
/// Pitch of human voices, in hertz.
const LOWEST_HZ: f32 = 70.0;
const HIGHEST_HZ: f32 = 350.0;
/// How like itself one period later a voiced frame is.
const PERIODIC: f32 = 0.55;
/// Share of voiced frames without which something is no voice at all.
const HARDLY_VOICED_SHARE: f32 = 0.3;
/// Share of voiced frames in a filler, and how far pitch may wander from its median in most of them.
const VOICED_SHARE: f32 = 0.6;
const FLAT: f32 = 0.12;
const FLAT_SHARE: f32 = 0.7;
/// Share of frames that hum in a hum, and how long they last together at least.
const HUM_SHARE: f32 = 0.75;
const HUM_MS: u32 = 128;
/// So many times quieter between two louder moments is the bound between two syllables, as in "mm-hmm" (6 dB).
const NEXT_SYLLABLE: f32 = 2.0;

/// The sound of a segment, which starts at `start_ms`.
#[derive(Debug, Clone, Copy)]
pub struct Sound<'a> {
    pub samples: &'a [f32],
    pub start_ms: Millis,
}

impl<'a> Sound<'a> {
    fn at(&self, span: Span) -> &'a [f32] {
        let start = from_ms(span.start_ms.saturating_sub(self.start_ms)).min(self.samples.len());
        let end = from_ms(span.end_ms.saturating_sub(self.start_ms)).clamp(start, self.samples.len());
        &self.samples[start..end]
    }

    /// Root mean square of all these stretches together.
    pub fn loudness_of(&self, spans: impl IntoIterator<Item = Span>) -> f32 {
        root_mean_square_of(spans.into_iter().flat_map(|span| self.at(span)))
    }

    fn frames(&self, span: Span) -> impl ExactSizeIterator<Item = &'a [f32]> + use<'a> {
        self.at(span).windows(FRAME).step_by(from_ms(STEP_MS))
    }

    /// The pitches of the frames that have one, and their share.
    fn pitches(&self, span: Span) -> (Vec<f32>, f32) {
        let frames = self.frames(span);
        let total = frames.len().max(1);
        let pitches: Vec<f32> = frames.filter_map(pitch).collect();
        let share = pitches.len() as f32 / total as f32;
        (pitches, share)
    }

    /// Whether a voice is in it at all.
    pub fn is_voiced(&self, span: Span) -> bool {
        self.pitches(span).1 >= HARDLY_VOICED_SHARE
    }

    /// Voiced, of one syllable and one pitch.
    pub fn is_steady(&self, span: Span) -> bool {
        let (mut pitches, share) = self.pitches(span);
        if share < VOICED_SHARE || self.deepest_dip(span) >= NEXT_SYLLABLE {
            return false;
        }
        pitches.sort_by(f32::total_cmp);
        let median = pitches[pitches.len() / 2];
        let flat = pitches.iter().filter(|hz| (*hz / median - 1.0).abs() <= FLAT).count();
        flat as f32 >= FLAT_SHARE * pitches.len() as f32
    }

    /// How many times quieter a moment inside it is than the loudest on either side.
    fn deepest_dip(&self, span: Span) -> f32 {
        let loud: Vec<f32> = self.frames(span).map(root_mean_square_of).collect();
        let loudest = |frames: &[f32]| frames.iter().copied().fold(0.0, f32::max);
        let dip = |at| loudest(&loud[..at]).min(loudest(&loud[at + 1..])) / loud[at].max(1e-9);
        (0..loud.len()).map(dip).fold(0.0, f32::max)
    }

    /// A hum for most of its time.
    pub fn hums(&self, span: Span) -> bool {
        let frames = self.frames(span);
        let total = frames.len();
        let hums = frames.filter(|frame| is_hum(frame) && pitch(frame).is_some()).count();
        hums as u32 * STEP_MS >= HUM_MS && hums as f32 >= HUM_SHARE * total as f32
    }
}

/// The pitch of a frame in hertz, where it is voiced (normalised autocorrelation).
fn pitch(frame: &[f32]) -> Option<f32> {
    let shortest = (RATE as f32 / HIGHEST_HZ) as usize;
    let longest = ((RATE as f32 / LOWEST_HZ) as usize).min(frame.len() / 2);
    let length = frame.len() - longest;
    let energy = |from: usize| frame[from..from + length].iter().map(|s| s * s).sum::<f32>();
    let here = energy(0);
    let likeness = |lag: usize| {
        let product: f32 = frame[..length].iter().zip(&frame[lag..lag + length]).map(|(a, b)| a * b).sum();
        product / (here * energy(lag)).sqrt().max(1e-9)
    };
    let (lag, best) = (shortest..=longest).map(|lag| (lag, likeness(lag))).max_by(|a, b| a.1.total_cmp(&b.1))?;
    (best >= PERIODIC).then(|| RATE as f32 / lag as f32)
}

fn root_mean_square_of<'a>(samples: impl IntoIterator<Item = &'a f32>) -> f32 {
    let (sum, count) = samples.into_iter().fold((0.0_f32, 0_u32), |(sum, count), s| (sum + s * s, count + 1));
    (sum / count.max(1) as f32).sqrt()
}
