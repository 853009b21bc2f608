//! The outline of a recording: what the waveform shows.

use std::path::Path;

use speech::samples::SoundReader;

use crate::RehearsalError;

/// Stretches a second, of which only the loudest sample is kept.
const STRETCHES: usize = 200;

/// The loudest sample of each of `bins` equal stretches, 0–100 of full scale.
pub fn peaks(path: &Path, bins: u32) -> Result<Vec<u8>, RehearsalError> {
    let sound = SoundReader::open(path)?;
    let stretch = (sound.sample_rate() as usize / STRETCHES).max(1) * usize::from(sound.channels());
    let (mut loudest, mut filled) = (Vec::new(), 0);
    for block in sound {
        for sample in block? {
            if filled == 0 {
                loudest.push(0.0_f32);
            }
            if let Some(last) = loudest.last_mut() {
                *last = last.max(sample.abs());
            }
            filled = (filled + 1) % stretch;
        }
    }
    Ok(outline(&loudest, bins))
}

fn outline(samples: &[f32], bins: u32) -> Vec<u8> {
    let stretch = samples.len().div_ceil(bins.max(1) as usize).max(1);
    let loudest = |chunk: &[f32]| chunk.iter().fold(0.0_f32, |peak, sample| peak.max(sample.abs()));
    samples.chunks(stretch).map(|chunk| (loudest(chunk).min(1.0) * 100.0).round() as u8).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_outline_holds_the_loudest_of_each_stretch() {
        let samples = [0.0, 0.5, -1.0, 0.25, 0.0, 0.1];
        assert_eq!(outline(&samples, 3), [50, 100, 10], "sign does not matter, the last stretch counts too");
    }

    #[test]
    fn no_sound_has_no_outline() {
        assert!(outline(&[], 100).is_empty(), "nothing is drawn for nothing");
    }
}
