//! WAV files that were not recorded here: what they hold, and writing one.

use std::{
    fs::{self, OpenOptions},
    io::BufWriter,
    path::Path,
};

use hound::{SampleFormat, WavReader, WavSpec, WavWriter};
use speech::samples::Interleaved;

use crate::{RehearsalError, take::SoundFacts};

/// Length and shape of a WAV, from its header.
pub(crate) fn facts(path: &Path) -> Result<SoundFacts, RehearsalError> {
    let reader = WavReader::open(path).map_err(|error| unreadable(path, error))?;
    let spec = reader.spec();
    Ok(of(path, reader.duration(), spec))
}

/// Writes a sound as 16-bit WAV: into `<stem>.part.wav` first, so that a file of the final name is always whole.
pub(crate) fn write(path: &Path, sound: &Interleaved) -> Result<SoundFacts, RehearsalError> {
    let spec = WavSpec {
        channels: sound.channels,
        sample_rate: sound.sample_rate,
        bits_per_sample: 16,
        sample_format: SampleFormat::Int,
    };
    let part = path.with_extension("part.wav");
    let unwritable = |error| RehearsalError::Write { path: path.to_path_buf(), source: into_io(error) };
    let mut options = OpenOptions::new();
    options.write(true).create(true).truncate(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    let file = options.open(&part).map_err(|error| unwritable(error.into()))?;
    let written = WavWriter::new(BufWriter::new(file), spec).and_then(|mut writer| {
        for sample in &sound.samples {
            writer.write_sample((sample.clamp(-1.0, 1.0) * f32::from(i16::MAX)).round() as i16)?;
        }
        let frames = writer.duration();
        writer.finalize()?;
        fs::rename(&part, path)?;
        Ok(frames)
    });
    let frames = written.map_err(|error| {
        let _ = fs::remove_file(&part);
        unwritable(error)
    })?;
    Ok(of(path, frames, spec))
}

fn of(path: &Path, frames: u32, spec: WavSpec) -> SoundFacts {
    SoundFacts {
        file: path.file_name().unwrap_or_default().to_string_lossy().into_owned(),
        duration_ms: (u64::from(frames) * 1000 / u64::from(spec.sample_rate.max(1))) as u32,
        sample_rate: spec.sample_rate,
        channels: spec.channels,
        lost_ms: 0,
    }
}

fn unreadable(path: &Path, error: hound::Error) -> RehearsalError {
    RehearsalError::Read { path: path.to_path_buf(), source: into_io(error) }
}

fn into_io(error: hound::Error) -> std::io::Error {
    match error {
        hound::Error::IoError(error) => error,
        other => std::io::Error::new(std::io::ErrorKind::InvalidData, other),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_written_is_read_back_with_its_length() {
        let folder = tempfile::tempdir().expect("a temporary folder");
        let path = folder.path().join("take.wav");
        let sound = Interleaved { samples: vec![0.25; 2 * 44_100], sample_rate: 44_100, channels: 2 };
        let written = write(&path, &sound).expect("a writable folder");
        let read = facts(&path).expect("a readable file");
        assert_eq!((read.duration_ms, read.sample_rate, read.channels), (1000, 44_100, 2));
        assert_eq!(written.duration_ms, read.duration_ms, "both tell the same length");
        assert!(!path.with_extension("part.wav").exists(), "no part is left behind");
    }
}
