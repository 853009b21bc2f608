//! Listens to the sound for what a candidate would want to know at once: silence, no voice, clipping.

use std::time::Duration;

use crate::event::Fault;
use crate::source::Format;

/// Digital zero this long is a muted microphone; one fault must be told within three seconds.
const SILENT: Duration = Duration::from_millis(2500);
/// Nothing above [`VOICE`] this long is the wrong microphone, or one turned all the way down.
const QUIET: Duration = Duration::from_secs(10);
/// Peak of the quietest voice: −50 dB below full scale. Rooms hum below it, whispers rise above it.
const VOICE: f32 = 0.003_162;
/// A sample at least this large is at full scale.
const FULL: f32 = 32_766.0 / 32_768.0;
/// So many samples in a row at full scale in one channel are a peak cut off; a loud one may touch it once or twice.
const CUT: u32 = 3;
/// So many cut peaks are clipping; fewer may be a bumped table.
const CUTS: u32 = 5;

/// What was heard lately.
pub(crate) struct Vigil {
    format: Format,
    zero_frames: u64,
    quiet_frames: u64,
    at_full: Vec<u32>,
    cuts: u32,
}

impl Vigil {
    pub(crate) fn new(format: Format) -> Self {
        let at_full = vec![0; usize::from(format.channels.max(1))];
        Self { format, zero_frames: 0, quiet_frames: 0, at_full, cuts: 0 }
    }

    /// Takes interleaved samples and tells each fault as often as it is seen; telling it once is the caller's part.
    pub(crate) fn take(&mut self, samples: &[f32], mut tell: impl FnMut(Fault)) {
        for frame in samples.chunks_exact(self.at_full.len()) {
            let mut peak = 0.0_f32;
            for (sample, run) in frame.iter().zip(&mut self.at_full) {
                let size = sample.abs();
                peak = peak.max(size);
                *run = if size >= FULL { *run + 1 } else { 0 };
                self.cuts += u32::from(*run == CUT);
            }
            self.zero_frames = if peak == 0.0 { self.zero_frames + 1 } else { 0 };
            self.quiet_frames = if peak < VOICE { self.quiet_frames + 1 } else { 0 };
        }
        if self.zero_frames >= self.format.frames(SILENT) {
            tell(Fault::Silent { for_ms: self.format.millis(self.zero_frames) });
        } else if self.quiet_frames >= self.format.frames(QUIET) {
            tell(Fault::Quiet { for_ms: self.format.millis(self.quiet_frames) });
        }
        if self.cuts >= CUTS {
            self.cuts = 0;
            tell(Fault::Clipping);
        }
    }

    /// Forgets how long it has been silent, as after a pause.
    pub(crate) fn rest(&mut self) {
        self.zero_frames = 0;
        self.quiet_frames = 0;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn faults(seconds: usize, sample: impl Fn(usize) -> f32) -> Vec<Fault> {
        let mut heard = Vec::new();
        let mut vigil = Vigil::new(Format { sample_rate: 1000, channels: 1 });
        for second in 0..seconds {
            let samples: Vec<f32> = (0..1000).map(|n| sample(second * 1000 + n)).collect();
            vigil.take(&samples, |fault| heard.push(fault));
        }
        heard
    }

    #[test]
    fn digital_zero_is_told_within_three_seconds() {
        assert_eq!(faults(2, |_| 0.0), []);
        assert_eq!(faults(3, |_| 0.0), [Fault::Silent { for_ms: 3000 }]);
    }

    #[test]
    fn a_humming_room_without_a_voice_is_told_after_ten_seconds_and_not_as_silence() {
        let hum = |n| if n % 2 == 0 { 0.001 } else { -0.001 };
        assert_eq!(faults(9, hum), []);
        assert_eq!(faults(10, hum), [Fault::Quiet { for_ms: 10_000 }]);
    }

    #[test]
    fn a_quiet_voice_with_pauses_is_no_fault() {
        assert_eq!(faults(30, |n| if n % 8000 < 100 { 0.01 } else { 0.0005 }), []);
    }

    #[test]
    fn loud_sound_that_touches_full_scale_is_not_clipping_and_cut_peaks_are() {
        assert_eq!(faults(1, |n| if n % 10 == 0 { 1.0 } else { 0.2 }), []);
        assert_eq!(faults(1, |n| if n % 10 < 4 { 1.0 } else { 0.2 }), [Fault::Clipping]);
    }
}
