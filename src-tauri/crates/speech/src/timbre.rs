//! What a voice sounds like: its pitch, and the shape of its spectrum, for each voiced stretch.
//!
//! Only frames with a pitch count, so that pauses, breaths and the noise of a room say little. The shape is told by
//! cepstral coefficients 2 to 13 of 26 mel bands (Davis & Mermelstein 1980): loudness and tilt, which distance, level and
//! a microphone's treble change, lie in the two that are left out. The pitch is the strongest peak of the
//! autocorrelation, short lags preferred (Boersma 1993).
//!
//! Sums are kept, not means: stretches can be added and taken away from each other. They are integers, so the order of
//! adding changes nothing.

use std::sync::{Arc, LazyLock};

use interview::time::Span;
use realfft::{ComplexToReal, RealFftPlanner, RealToComplex, num_complex::Complex32};

use crate::samples::{RATE, from_ms};

/// Coefficients kept.
pub const SHAPE: usize = 12;
/// The first of them: the ones before tell loudness and tilt.
const FIRST: usize = 2;
/// Steps of pitch, each half a semitone, from [`LOWEST_HZ`] on.
const STEPS: usize = 64;
const LOWEST_HZ: f32 = 65.0;
/// A frame every 20 ms, its pitch from 64 ms around it, its shape from 25.
const HOP: usize = 320;
const PITCH_WINDOW: usize = 1024;
const SHAPE_WINDOW: usize = 400;
const PITCH_FFT: usize = 2 * PITCH_WINDOW;
const SHAPE_FFT: usize = 512;
const BANDS: usize = 26;
/// Where the bands lie, in hertz.
const BANDS_FROM: f32 = 100.0;
const BANDS_TO: f32 = 6_500.0;
/// Lags in which a period is looked for: 400 to 70 Hz.
const LAGS: std::ops::Range<usize> = RATE as usize / 400..RATE as usize / 70 + 2;
/// How much an octave lower must be more like itself to be preferred.
const OCTAVE_COST: f32 = 0.12;
/// How like itself one period later a voiced frame is.
const PERIODIC: f32 = 0.65;
/// Quietest frame that counts, against the loudest of its stretch (power, −35 dB).
const QUIETEST: f32 = 3.2e-4;
/// Part of the mean of all bands that is added to each, so that an empty one does not decide.
const FLOOR: f32 = 1e-5;
/// Coefficients are summed in thousandths.
const THOUSANDTHS: f32 = 1_000.0;

/// How one voiced stretch sounds.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Timbre {
    /// Where it is.
    pub span: Span,
    frames: u32,
    pitch: [u32; STEPS],
    shape: [i64; SHAPE],
}

/// How several stretches sound together.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sum {
    /// Their length together.
    pub voiced_ms: u64,
    /// Frames with a pitch.
    pub frames: u64,
    pitch: [u64; STEPS],
    shape: [i64; SHAPE],
}

impl Default for Sum {
    fn default() -> Self {
        Self { voiced_ms: 0, frames: 0, pitch: [0; STEPS], shape: [0; SHAPE] }
    }
}

impl Sum {
    /// Adds a stretch.
    pub fn add(&mut self, one: &Timbre) {
        self.voiced_ms += u64::from(one.span.len_ms());
        self.frames += u64::from(one.frames);
        self.pitch.iter_mut().zip(one.pitch).for_each(|(sum, more)| *sum += u64::from(more));
        self.shape.iter_mut().zip(one.shape).for_each(|(sum, more)| *sum += more);
    }

    /// Adds what another has.
    pub fn join(&mut self, other: &Self) {
        self.voiced_ms += other.voiced_ms;
        self.frames += other.frames;
        self.pitch.iter_mut().zip(other.pitch).for_each(|(sum, more)| *sum += more);
        self.shape.iter_mut().zip(other.shape).for_each(|(sum, more)| *sum += more);
    }

    /// What is left without a part of it.
    pub fn without(&self, part: &Self) -> Self {
        let mut left = self.clone();
        left.voiced_ms -= part.voiced_ms;
        left.frames -= part.frames;
        left.pitch.iter_mut().zip(part.pitch).for_each(|(sum, less)| *sum -= less);
        left.shape.iter_mut().zip(part.shape).for_each(|(sum, less)| *sum -= less);
        left
    }

    /// The median of the pitch, in semitones above [`LOWEST_HZ`].
    pub fn semitones(&self) -> f32 {
        let half = self.frames as f32 / 2.0;
        let mut below = 0.0;
        for (step, &count) in self.pitch.iter().enumerate() {
            let count = count as f32;
            if count > 0.0 && below + count >= half {
                return f32::midpoint(step as f32, (half - below) / count);
            }
            below += count;
        }
        0.0
    }

    /// The mean of the shape.
    pub fn shape(&self) -> [f32; SHAPE] {
        let frames = self.frames.max(1) as f32;
        self.shape.map(|sum| sum as f32 / THOUSANDTHS / frames)
    }
}

/// How each voiced stretch of a segment sounds. `samples` is the sound from `start_ms` on.
pub fn of(samples: &[f32], start_ms: u32, voice: &[Span]) -> Vec<Timbre> {
    let at = |ms: u32| from_ms(ms.saturating_sub(start_ms)).min(samples.len());
    let mut ear = Ear::new();
    voice
        .iter()
        .map(|span| ear.listen(&samples[at(span.start_ms)..at(span.end_ms).max(at(span.start_ms))], *span))
        .collect()
}

/// What never changes from one stretch to the next.
struct Tables {
    to_pitch: Arc<dyn RealToComplex<f32>>,
    from_pitch: Arc<dyn ComplexToReal<f32>>,
    to_shape: Arc<dyn RealToComplex<f32>>,
    pitch_window: Vec<f32>,
    shape_window: Vec<f32>,
    /// What the window itself does to the autocorrelation at each lag.
    taper: Vec<f32>,
    /// For each band, its first frequency and weights.
    bands: Vec<(usize, Vec<f32>)>,
    cosines: Vec<[f32; BANDS]>,
}

static TABLES: LazyLock<Tables> = LazyLock::new(|| {
    let mut planner = RealFftPlanner::new();
    let (to_pitch, from_pitch) = (planner.plan_fft_forward(PITCH_FFT), planner.plan_fft_inverse(PITCH_FFT));
    let to_shape = planner.plan_fft_forward(SHAPE_FFT);
    let pitch_window = raised_cosine(PITCH_WINDOW, 0.5);
    let mut spectrum = vec![Complex32::default(); PITCH_FFT / 2 + 1];
    let mut taper = vec![0.0; PITCH_FFT];
    taper[..PITCH_WINDOW].copy_from_slice(&pitch_window);
    transform(to_pitch.as_ref(), &mut taper, &mut spectrum);
    for bin in &mut spectrum {
        *bin = Complex32::new(bin.norm_sqr(), 0.0);
    }
    back(from_pitch.as_ref(), &mut spectrum, &mut taper);
    let whole = taper[0];
    for value in &mut taper {
        *value = *value / whole + 1e-3;
    }
    let cosines = (FIRST..FIRST + SHAPE).map(|order| {
        std::array::from_fn(|band| {
            let angle = std::f32::consts::PI / BANDS as f32 * order as f32 * (band as f32 + 0.5);
            angle.cos() * (2.0 / BANDS as f32).sqrt()
        })
    });
    let (bands, cosines) = (bands(), cosines.collect());
    Tables {
        to_pitch,
        from_pitch,
        to_shape,
        pitch_window,
        shape_window: raised_cosine(SHAPE_WINDOW, 0.54),
        taper,
        bands,
        cosines,
    }
});

/// A Hann (0.5) or Hamming (0.54) window.
pub fn raised_cosine(len: usize, middle: f32) -> Vec<f32> {
    let turn = std::f32::consts::TAU / (len - 1) as f32;
    (0..len).map(|at| middle - (1.0 - middle) * (at as f32 * turn).cos()).collect()
}

/// Triangles, evenly apart on the mel scale.
fn bands() -> Vec<(usize, Vec<f32>)> {
    let mel = |hz: f32| 1_127.0 * (1.0 + hz / 700.0).ln();
    let step = (mel(BANDS_TO) - mel(BANDS_FROM)) / (BANDS + 1) as f32;
    let edge = |at: usize| 700.0 * (((mel(BANDS_FROM) + at as f32 * step) / 1_127.0).exp() - 1.0);
    let hz = |bin: usize| bin as f32 * RATE as f32 / SHAPE_FFT as f32;
    let band = |at: usize| {
        let (low, middle, high) = (edge(at), edge(at + 1), edge(at + 2));
        let weight = |bin: usize| ((hz(bin) - low) / (middle - low)).min((high - hz(bin)) / (high - middle)).max(0.0);
        let first = (0..SHAPE_FFT / 2).find(|bin| weight(*bin) > 0.0).unwrap_or_default();
        (first, (first..=SHAPE_FFT / 2).map(weight).take_while(|weight| *weight > 0.0).collect())
    };
    (0..BANDS).map(band).collect()
}

/// The buffers are of the plan's own lengths, so it cannot fail.
fn transform(plan: &dyn RealToComplex<f32>, samples: &mut [f32], spectrum: &mut [Complex32]) {
    let done = plan.process(samples, spectrum);
    debug_assert!(done.is_ok(), "{done:?}");
}

fn back(plan: &dyn ComplexToReal<f32>, spectrum: &mut [Complex32], samples: &mut [f32]) {
    let done = plan.process(spectrum, samples);
    debug_assert!(done.is_ok(), "{done:?}");
}

/// One frame with a pitch.
struct Frame {
    power: f32,
    step: usize,
    shape: [f32; SHAPE],
}

/// Listens to one frame after another, in the same memory.
struct Ear {
    samples: Vec<f32>,
    spectrum: Vec<Complex32>,
    short: Vec<f32>,
    short_spectrum: Vec<Complex32>,
}

impl Ear {
    fn new() -> Self {
        Self {
            samples: vec![0.0; PITCH_FFT],
            spectrum: vec![Complex32::default(); PITCH_FFT / 2 + 1],
            short: vec![0.0; SHAPE_FFT],
            short_spectrum: vec![Complex32::default(); SHAPE_FFT / 2 + 1],
        }
    }

    fn listen(&mut self, samples: &[f32], span: Span) -> Timbre {
        let mut timbre = Timbre { span, frames: 0, pitch: [0; STEPS], shape: [0; SHAPE] };
        let starts = (0..(samples.len() + 1).saturating_sub(PITCH_WINDOW)).step_by(HOP);
        let frames: Vec<Frame> = starts.filter_map(|at| self.frame(&samples[at..at + PITCH_WINDOW])).collect();
        let loudest = frames.iter().fold(0.0, |most: f32, frame| most.max(frame.power));
        for frame in frames.iter().filter(|frame| frame.power > loudest * QUIETEST) {
            timbre.frames += 1;
            timbre.pitch[frame.step] += 1;
            let shape = frame.shape.map(|value| (value * THOUSANDTHS).round() as i64);
            timbre.shape.iter_mut().zip(shape).for_each(|(sum, value)| *sum += value);
        }
        timbre
    }

    /// The frame, if it has a pitch.
    fn frame(&mut self, window: &[f32]) -> Option<Frame> {
        let hz = self.pitch(window)?;
        let step = (12.0 * (hz / LOWEST_HZ).log2() * 2.0).clamp(0.0, (STEPS - 1) as f32) as usize;
        let from = (PITCH_WINDOW - SHAPE_WINDOW) / 2;
        let middle = &window[from..from + SHAPE_WINDOW];
        let power = middle.iter().map(|sample| sample * sample).sum::<f32>() / SHAPE_WINDOW as f32;
        Some(Frame { power, step, shape: self.shape(middle) })
    }

    fn pitch(&mut self, window: &[f32]) -> Option<f32> {
        let tables = &*TABLES;
        let mean = window.iter().sum::<f32>() / window.len() as f32;
        self.samples.fill(0.0);
        for (out, (sample, weight)) in self.samples.iter_mut().zip(window.iter().zip(&tables.pitch_window)) {
            *out = (sample - mean) * weight;
        }
        transform(tables.to_pitch.as_ref(), &mut self.samples, &mut self.spectrum);
        for (bin, value) in self.spectrum.iter_mut().enumerate() {
            let hz = bin as f32 * RATE as f32 / PITCH_FFT as f32;
            let kept = ((hz - 60.0) / 40.0).clamp(0.0, 1.0) * ((1_500.0 - hz) / 500.0).clamp(0.0, 1.0);
            *value = Complex32::new(value.norm_sqr() * kept, 0.0);
        }
        back(tables.from_pitch.as_ref(), &mut self.spectrum, &mut self.samples);
        let whole = self.samples[0].max(f32::MIN_POSITIVE);
        let alike = |lag: usize| self.samples[lag] / whole / tables.taper[lag];
        let peaks = (LAGS.start + 1..LAGS.end - 1)
            .filter(|&lag| alike(lag) >= alike(lag - 1) && alike(lag) > alike(lag + 1))
            .map(|lag| (lag, alike(lag) - OCTAVE_COST * (lag as f32 / LAGS.start as f32).log2()));
        let (lag, _) = peaks.max_by(|one, other| one.1.total_cmp(&other.1))?;
        (alike(lag) > PERIODIC).then(|| RATE as f32 / lag as f32)
    }

    fn shape(&mut self, middle: &[f32]) -> [f32; SHAPE] {
        let tables = &*TABLES;
        self.short.fill(0.0);
        let mut before = 0.0;
        for (out, (sample, weight)) in self.short.iter_mut().zip(middle.iter().zip(&tables.shape_window)) {
            let value = sample * weight;
            *out = value - before + 0.03 * value;
            before = value;
        }
        transform(tables.to_shape.as_ref(), &mut self.short, &mut self.short_spectrum);
        let mut bands = [0.0_f32; BANDS];
        for (sum, (first, weights)) in bands.iter_mut().zip(&tables.bands) {
            let bins = &self.short_spectrum[*first..];
            *sum = bins.iter().zip(weights).map(|(bin, weight)| bin.norm_sqr() * weight).sum();
        }
        let floor = FLOOR * bands.iter().sum::<f32>() / BANDS as f32 + 1e-12;
        let logs = bands.map(|band| (band + floor).ln());
        std::array::from_fn(|order| tables.cosines[order].iter().zip(&logs).map(|(cosine, log)| cosine * log).sum())
    }
}
