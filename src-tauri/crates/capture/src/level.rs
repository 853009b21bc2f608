//! Peak and root-mean-square level, twenty times a second.

use crate::source::Format;

/// How many levels a second.
pub(crate) const RATE: u32 = 20;
/// The quietest level told, in tenths of a decibel.
const FLOOR: i32 = -1000;

/// The level of one twentieth of a second, in tenths of a decibel below full scale.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Level {
    pub(crate) peak_db_x10: i32,
    pub(crate) rms_db_x10: i32,
}

/// Collects samples into levels.
pub(crate) struct Meter {
    samples_a_level: usize,
    samples: usize,
    peak: f32,
    squares: f64,
}

impl Meter {
    pub(crate) fn new(format: Format) -> Self {
        let samples_a_level = (format.sample_rate / RATE).max(1) as usize * usize::from(format.channels.max(1));
        Self { samples_a_level, samples: 0, peak: 0.0, squares: 0.0 }
    }

    /// Takes interleaved samples and calls `tell` for each level that became complete.
    pub(crate) fn take(&mut self, samples: &[f32], mut tell: impl FnMut(Level)) {
        let mut rest = samples;
        while !rest.is_empty() {
            let (now, later) = rest.split_at(rest.len().min(self.samples_a_level - self.samples));
            for &sample in now {
                self.peak = self.peak.max(sample.abs());
                self.squares += f64::from(sample) * f64::from(sample);
            }
            self.samples += now.len();
            rest = later;
            if self.samples == self.samples_a_level {
                tell(Level {
                    peak_db_x10: decibels_x10(self.peak.into()),
                    rms_db_x10: decibels_x10((self.squares / self.samples as f64).sqrt()),
                });
                (self.samples, self.peak, self.squares) = (0, 0.0, 0.0);
            }
        }
    }
}

/// Amplitude (1 is full scale) in tenths of a decibel, never below the floor.
#[expect(clippy::cast_possible_truncation, reason = "a float cast saturates, and the floor is far inside i32")]
fn decibels_x10(amplitude: f64) -> i32 {
    if amplitude > 0.0 { ((200.0 * amplitude.log10()).round() as i32).max(FLOOR) } else { FLOOR }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn levels(samples: &[f32]) -> Vec<Level> {
        let mut heard = Vec::new();
        Meter::new(Format { sample_rate: 8000, channels: 1 }).take(samples, |level| heard.push(level));
        heard
    }

    #[test]
    fn a_second_has_twenty_levels() {
        assert_eq!(levels(&vec![0.1; 8000]).len(), 20);
    }

    #[test]
    fn full_scale_is_zero_and_silence_is_the_floor() {
        assert_eq!(levels(&[-1.0; 400]), [Level { peak_db_x10: 0, rms_db_x10: 0 }]);
        assert_eq!(levels(&[0.0; 400]), [Level { peak_db_x10: FLOOR, rms_db_x10: FLOOR }]);
    }

    #[test]
    fn a_full_scale_sine_has_an_rms_3_db_below_its_peak() {
        let sine: Vec<f32> = (0_u16..400).map(|n| (f32::from(n) * std::f32::consts::TAU / 40.0).sin()).collect();
        assert_eq!(levels(&sine), [Level { peak_db_x10: 0, rms_db_x10: -30 }]);
    }
}
