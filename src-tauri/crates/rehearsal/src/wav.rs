//! WAV files of the library: what they hold, writing one that was not recorded here, and a piece of one to be heard.

use std::{
    fs::{self, OpenOptions},
    io::{BufWriter, Cursor},
    path::Path,
};

use hound::{SampleFormat, WavReader, WavSpec, WavWriter};
use interview::time::Millis;
use speech::SpeechError;

use crate::{RehearsalError, take::SoundFacts};

/// Length and shape of a WAV, from its header.
pub(crate) fn facts(path: &Path) -> Result<SoundFacts, RehearsalError> {
    let reader = WavReader::open(path).map_err(|error| unreadable(path, error))?;
    let spec = reader.spec();
    Ok(of(path, reader.duration(), spec))
}

/// Writes a sound, block by block, as 16-bit WAV: into `<stem>.part.wav` first, so that a file of the final name is always
/// whole.
pub(crate) fn write(
    path: &Path,
    sample_rate: u32,
    channels: u16,
    sound: impl IntoIterator<Item = Result<Vec<f32>, SpeechError>>,
) -> Result<SoundFacts, RehearsalError> {
    let spec = WavSpec { channels, sample_rate, bits_per_sample: 16, sample_format: SampleFormat::Int };
    let part = path.with_extension("part.wav");
    let written = write_part(path, &part, spec, sound)
        .and_then(|frames| fs::rename(&part, path).map(|()| frames).map_err(|error| unwritable(path, error.into())));
    if written.is_err() {
        let _ = fs::remove_file(&part);
    }
    Ok(of(path, written?, spec))
}

/// Writes what shall become `path`; frames written.
fn write_part(
    path: &Path,
    part: &Path,
    spec: WavSpec,
    sound: impl IntoIterator<Item = Result<Vec<f32>, SpeechError>>,
) -> Result<u32, RehearsalError> {
    let failed = |error| unwritable(path, error);
    let mut options = OpenOptions::new();
    options.write(true).create(true).truncate(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    let file = options.open(part).map_err(|error| failed(error.into()))?;
    let mut writer = WavWriter::new(BufWriter::new(file), spec).map_err(failed)?;
    for block in sound {
        for sample in block? {
            writer.write_sample((sample.clamp(-1.0, 1.0) * f32::from(i16::MAX)).round() as i16).map_err(failed)?;
        }
    }
    let frames = writer.duration();
    writer.finalize().map_err(failed)?;
    Ok(frames)
}

/// A piece of a recording as a whole WAV of its own, 16-bit mono (the mean of the channels): what there is from
/// `from_ms` on, at most `length_ms` of it, and nothing but a header past the end. Reads no more of the file than that.
pub fn sound_piece(path: &Path, from_ms: Millis, length_ms: Millis) -> Result<Vec<u8>, RehearsalError> {
    let mut recording = WavReader::open(path).map_err(|error| unreadable(path, error))?;
    let WavSpec { channels, sample_rate, .. } = recording.spec();
    let frames = |ms: Millis| u64::from(ms) * u64::from(sample_rate) / 1000;
    let from = frames(from_ms).min(recording.duration().into()) as u32;
    let count = frames(length_ms).min((recording.duration() - from).into()) as u32;
    recording.seek(from).map_err(|source| RehearsalError::Read { path: path.to_path_buf(), source })?;
    let spec = WavSpec { channels: 1, sample_rate, bits_per_sample: 16, sample_format: SampleFormat::Int };
    let mut bytes = Cursor::new(Vec::new());
    let mut samples = recording.samples::<i16>();
    WavWriter::new(&mut bytes, spec)
        .and_then(|mut piece| {
            for _ in 0..count {
                let frame: i32 =
                    samples.by_ref().take(channels.into()).map(|sample| sample.map(i32::from)).sum::<Result<_, _>>()?;
                piece.write_sample(frame / i32::from(channels.max(1)))?;
            }
            piece.finalize()
        })
        .map_err(|error| unreadable(path, error))?;
    Ok(bytes.into_inner())
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

fn unwritable(path: &Path, error: hound::Error) -> RehearsalError {
    RehearsalError::Write { path: path.to_path_buf(), source: into_io(error) }
}

pub(crate) fn unreadable(path: &Path, error: hound::Error) -> RehearsalError {
    RehearsalError::Read { path: path.to_path_buf(), source: into_io(error) }
}

pub(crate) fn into_io(error: hound::Error) -> std::io::Error {
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
        let written = write(&path, 44_100, 2, [Ok(vec![0.25; 2 * 44_100])]).expect("a writable folder");
        let read = facts(&path).expect("a readable file");
        assert_eq!((read.duration_ms, read.sample_rate, read.channels), (1000, 44_100, 2));
        assert_eq!(written.duration_ms, read.duration_ms, "both tell the same length");
        assert!(!path.with_extension("part.wav").exists(), "no part is left behind");
    }
    /// A stereo recording of one second at 1 kHz whose frame `n` holds `n` on the left and `n + 2` on the right.
    fn ramp(folder: &Path) -> std::path::PathBuf {
        let path = folder.join("ramp.wav");
        let samples =
            (0..1000_i16).flat_map(|n| [n, n + 2]).map(|value| f32::from(value) / f32::from(i16::MAX)).collect();
        write(&path, 1000, 2, [Ok(samples)]).expect("a writable folder");
        path
    }

    fn piece(path: &Path, from_ms: Millis, length_ms: Millis) -> Vec<i16> {
        let bytes = sound_piece(path, from_ms, length_ms).expect("a piece");
        let mut piece = WavReader::new(Cursor::new(bytes)).expect("a WAV");
        assert_eq!((piece.spec().channels, piece.spec().sample_rate), (1, 1000), "a piece is mono at the same rate");
        piece.samples().collect::<Result<_, _>>().expect("samples")
    }

    #[test]
    fn a_piece_is_the_mean_of_the_channels_from_its_place_on() {
        let folder = tempfile::tempdir().expect("a temporary folder");
        assert_eq!(piece(&ramp(folder.path()), 250, 3), [251, 252, 253], "each frame the mean of left and right");
    }

    #[test]
    fn a_piece_ends_with_the_recording() {
        let folder = tempfile::tempdir().expect("a temporary folder");
        let path = ramp(folder.path());
        assert_eq!(piece(&path, 998, Millis::MAX), [999, 1000], "what is left is given");
        assert!(piece(&path, 5000, 100).is_empty(), "there is nothing past the end");
    }

    #[test]
    fn what_is_no_recording_is_named() {
        let folder = tempfile::tempdir().expect("a temporary folder");
        let path = folder.path().join("broken.wav");
        fs::write(&path, b"RIFF").expect("a writable folder");
        let error = sound_piece(&path, 0, 10).expect_err("no sound");
        assert!(error.to_string().contains("broken.wav"), "the message names the file: {error}");
    }
}
