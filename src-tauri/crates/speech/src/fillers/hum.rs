//! The sound of "mm": a voice through the nose alone.
//!
//! With the mouth closed hardly anything of a voice is left above 600 Hz (Fujimura 1962); every vowel has more there, and
//! so have the nasals inside words, which are short. The recogniser writes such sounds down rarely.

use std::sync::{Arc, LazyLock};

use realfft::num_complex::Complex32;
use realfft::{RealFftPlanner, RealToComplex};

use crate::samples::RATE;
use crate::timbre::raised_cosine;

/// Samples of a frame (32 ms).
pub const FRAME: usize = 512;
/// Where a closed mouth leaves the voice, in hertz; what lies below is the room.
const LOW_HZ: std::ops::Range<f32> = 80.0..600.0;
/// Where every open mouth has something.
const MIDDLE_HZ: std::ops::Range<f32> = 600.0..1_200.0;
const HIGH_HZ: std::ops::Range<f32> = 1_200.0..4_000.0;
/// How many times more power lies low than in either of the others (18 dB).
const MOSTLY: f32 = 63.0;

static PLAN: LazyLock<(Arc<dyn RealToComplex<f32>>, Vec<f32>)> =
    LazyLock::new(|| (RealFftPlanner::new().plan_fft_forward(FRAME), raised_cosine(FRAME, 0.5)));

/// Whether a frame of a voice ([`FRAME`] samples; fewer never do) sounds like a hum.
pub fn is_hum(frame: &[f32]) -> bool {
    let (plan, window) = &*PLAN;
    let mut samples: Vec<f32> = frame.iter().zip(window).map(|(sample, weight)| sample * weight).collect();
    let mut spectrum = vec![Complex32::default(); FRAME / 2 + 1];
    if plan.process(&mut samples, &mut spectrum).is_err() {
        return false;
    }
    let bin = |hz: f32| (hz * FRAME as f32 / RATE as f32) as usize;
    let power = |hz: &std::ops::Range<f32>| -> f32 {
        spectrum[bin(hz.start) + 1..=bin(hz.end)].iter().map(Complex32::norm_sqr).sum()
    };
    power(&LOW_HZ) > MOSTLY * power(&MIDDLE_HZ).max(power(&HIGH_HZ))
}

#[cfg(test)]
pub mod tests {
    use super::*;

    /// A sample of a voice of 125 Hz, its harmonics each so loud.
    pub fn harmonics(loud: &[f32], at: usize) -> f32 {
        let turn = std::f32::consts::TAU * 125.0 / RATE as f32 * at as f32;
        loud.iter().zip(1_u8..).map(|(loud, number)| loud * (turn * f32::from(number)).sin()).sum()
    }

    fn voice(loud: &[f32]) -> Vec<f32> {
        (0..FRAME).map(|at| harmonics(loud, at)).collect()
    }

    #[test]
    fn a_closed_mouth_hums_and_an_open_one_does_not() {
        assert!(is_hum(&voice(&[1.0, 0.8, 0.2, 0.05, 0.02])));
        assert!(!is_hum(&voice(&[1.0, 0.8, 0.5, 0.5, 0.5, 0.5, 0.3])));
        assert!(!is_hum(&voice(&[0.3, 0.3, 0.2, 0.05, 0.02, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.3])));
    }

    #[test]
    fn silence_and_scraps_are_no_hum() {
        assert!(!is_hum(&[0.0; FRAME]));
        assert!(!is_hum(&voice(&[1.0])[1..]));
    }
}
