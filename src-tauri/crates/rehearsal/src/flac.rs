//! FLAC: a recording in about half the room, to the last sample the same.
//!
//! What the encoder wrote is decoded again, by another hand's decoder, and compared with the recording before anyone relies
//! on it.

use std::{fs, io::BufWriter, path::Path};

use claxon::FlacReader;
use flacenc::{bitsink::ByteSink, component::BitRepr, config, error::Verify, source::MemSource};
use hound::{SampleFormat, WavReader, WavSpec, WavWriter};

use crate::{RehearsalError, take::SoundFacts, wav};

/// The media type of a FLAC file.
pub(crate) const MEDIA_TYPE: &str = "audio/flac";

/// Whether a recording is kept as FLAC.
pub(crate) fn is_flac(path: &Path) -> bool {
    path.extension().is_some_and(|ending| ending == "flac")
}

/// The sound of a recording as FLAC: as it is kept, or made of a 16-bit WAV and checked.
pub(crate) fn encode(path: &Path) -> Result<Vec<u8>, RehearsalError> {
    if is_flac(path) {
        return fs::read(path).map_err(|source| RehearsalError::Read { path: path.to_path_buf(), source });
    }
    let failed = |what: &str| RehearsalError::Compression { path: path.to_path_buf(), what: what.to_owned() };
    let mut recording = WavReader::open(path).map_err(|error| wav::unreadable(path, error))?;
    let spec = recording.spec();
    if spec.bits_per_sample != 16 || spec.sample_format != SampleFormat::Int {
        return Err(failed("it is no recording of 16 bits"));
    }
    let samples: Vec<i32> = recording
        .samples::<i16>()
        .map(|sample| sample.map(i32::from))
        .collect::<Result<_, _>>()
        .map_err(|error| wav::unreadable(path, error))?;
    if samples.is_empty() {
        return Err(failed("there is no sound in it"));
    }
    let settings = config::Encoder::default().into_verified().map_err(|(_, error)| failed(&error.to_string()))?;
    let source = MemSource::from_samples(&samples, spec.channels.into(), 16, spec.sample_rate as usize);
    let mut stream = flacenc::encode_with_fixed_block_size(&settings, source, settings.block_size)
        .map_err(|error| failed(&error.to_string()))?;
    // The last block may be shorter and does not count (RFC 9639); the encoder counts it, and readers stumble over that.
    stream
        .stream_info_mut()
        .set_block_sizes(settings.block_size, settings.block_size)
        .map_err(|error| failed(&error.to_string()))?;
    let mut sink = ByteSink::new();
    stream.write(&mut sink).map_err(|error| failed(&error.to_string()))?;
    let bytes = sink.as_slice().to_vec();
    if holds(&bytes, &samples, spec.channels, spec.sample_rate) {
        Ok(bytes)
    } else {
        Err(failed("what was written is not what was recorded"))
    }
}

/// Whether a FLAC file decodes to exactly these samples, in this shape.
fn holds(bytes: &[u8], samples: &[i32], channels: u16, sample_rate: u32) -> bool {
    let Ok(mut reader) = FlacReader::new(bytes) else { return false };
    let info = reader.streaminfo();
    if (info.channels, info.sample_rate, info.bits_per_sample) != (channels.into(), sample_rate, 16) {
        return false;
    }
    let mut decoded = reader.samples();
    let same =
        samples.iter().all(|sample| decoded.next().is_some_and(|found| found.is_ok_and(|found| found == *sample)));
    same && decoded.next().is_none()
}

/// Length and shape of a FLAC.
pub(crate) fn facts(path: &Path) -> Result<SoundFacts, RehearsalError> {
    let reader = FlacReader::open(path).map_err(|error| unreadable(path, error))?;
    let info = reader.streaminfo();
    let frames = info.samples.unwrap_or_default();
    Ok(SoundFacts {
        file: path.file_name().unwrap_or_default().to_string_lossy().into_owned(),
        duration_ms: (frames * 1000 / u64::from(info.sample_rate.max(1))) as u32,
        sample_rate: info.sample_rate,
        channels: info.channels as u16,
        lost_ms: 0,
    })
}

/// Writes the sound of a FLAC as WAV into a folder, whole or not at all.
pub(crate) fn unpack(path: &Path, to: &Path) -> Result<(), RehearsalError> {
    let unwritable = |source| RehearsalError::Write { path: to.to_path_buf(), source };
    let mut reader = FlacReader::open(path).map_err(|error| unreadable(path, error))?;
    let info = reader.streaminfo();
    let spec = WavSpec {
        channels: info.channels as u16,
        sample_rate: info.sample_rate,
        bits_per_sample: 16,
        sample_format: SampleFormat::Int,
    };
    let folder = to.parent().unwrap_or(Path::new("."));
    let mut part = tempfile::Builder::new().prefix(".unpacked-").tempfile_in(folder).map_err(unwritable)?;
    let mut writer =
        WavWriter::new(BufWriter::new(part.as_file_mut()), spec).map_err(|error| unwritable(wav::into_io(error)))?;
    for sample in reader.samples() {
        let sample = sample.map_err(|error| unreadable(path, error))?;
        writer.write_sample(sample as i16).map_err(|error| unwritable(wav::into_io(error)))?;
    }
    writer.finalize().map_err(|error| unwritable(wav::into_io(error)))?;
    part.persist(to).map_err(|error| unwritable(error.error))?;
    Ok(())
}

fn unreadable(path: &Path, error: claxon::Error) -> RehearsalError {
    let source = match error {
        claxon::Error::IoError(error) => error,
        other => std::io::Error::new(std::io::ErrorKind::InvalidData, other),
    };
    RehearsalError::Read { path: path.to_path_buf(), source }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_sample_comes_back_and_a_changed_one_is_noticed() {
        let folder = tempfile::tempdir().expect("a temporary folder");
        let path = folder.path().join("take.wav");
        for (channels, frames) in [(1_u16, 48_000_usize), (2, 12_345), (1, 1), (2, 17)] {
            // Everything a sample can be, noise too.
            let mut noise = 1_u32;
            let samples: Vec<f32> = (0..frames * usize::from(channels))
                .map(|at| {
                    noise = noise.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
                    let tone = (at as f32 / 9.0).sin();
                    match at % 5 {
                        0 => tone,
                        1 => -1.0,
                        2 => 1.0,
                        3 => 0.0,
                        _ => (noise >> 16) as f32 / 32_768.0 - 1.0,
                    }
                })
                .collect();
            let written = samples.iter().map(|s| i32::from((s.clamp(-1.0, 1.0) * f32::from(i16::MAX)).round() as i16));
            let written: Vec<i32> = written.collect();
            wav::write(&path, 48_000, channels, [Ok(samples)]).expect("a writable folder");
            let bytes = encode(&path).expect("a recording");
            assert!(holds(&bytes, &written, channels, 48_000), "{channels} channels, {frames} frames");
            let mut other = written.clone();
            other[0] ^= 1;
            assert!(!holds(&bytes, &other, channels, 48_000), "another sample is another recording");
            assert!(!holds(&bytes, &written[1..], channels, 48_000), "so is one less");
            assert!(!holds(&bytes, &written, channels, 44_100), "and another rate");
            assert!(!holds(&bytes[..bytes.len() - 1], &written, channels, 48_000), "and a file cut short");
        }
    }

    #[test]
    fn speech_takes_much_less_room() {
        let folder = tempfile::tempdir().expect("a temporary folder");
        let path = folder.path().join("take.wav");
        let samples = (0..48_000).map(|at| (at as f32 / 40.0).sin() * (at as f32 / 9_000.0).sin() * 0.4).collect();
        wav::write(&path, 48_000, 1, [Ok(samples)]).expect("a writable folder");
        let (before, after) =
            (std::fs::metadata(&path).expect("a file").len(), encode(&path).expect("a recording").len());
        assert!((after as u64) * 10 < before * 6, "{before} bytes became {after}");
    }

    #[test]
    fn a_recording_without_sound_is_refused() {
        let folder = tempfile::tempdir().expect("a temporary folder");
        let path = folder.path().join("empty.wav");
        wav::write(&path, 48_000, 1, []).expect("a writable folder");
        let error = encode(&path).expect_err("nothing to keep");
        assert!(error.to_string().contains("empty.wav"), "{error}");
    }
}
