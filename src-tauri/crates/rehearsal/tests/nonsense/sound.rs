//! Sound from elsewhere, and recordings that were cut off.

use std::{fs, path::Path, sync::LazyLock};

use capture::salvage;
use proptest::prelude::*;
use speech::samples;

use crate::edits::{edits, edits_of_head};

/// About where the headers of sound files end.
const HEAD: usize = 512;
/// More memory than any of these files can rightly ask for (samples).
const MOST_SAMPLES: usize = 16_000 * 60 * 10;

/// A second of 16-bit sound.
static WAV: LazyLock<Vec<u8>> = LazyLock::new(|| {
    let mut bytes = std::io::Cursor::new(Vec::new());
    let spec =
        hound::WavSpec { channels: 2, sample_rate: 8000, bits_per_sample: 16, sample_format: hound::SampleFormat::Int };
    let mut writer = hound::WavWriter::new(&mut bytes, spec).expect("memory can be written");
    for n in 0..16_000_i32 {
        writer.write_sample((n * 7919 % 20_000 - 10_000) as i16).expect("memory can be written");
    }
    writer.finalize().expect("memory can be written");
    bytes.into_inner()
});

/// The spoken fixtures in every format that is read, the longest cut: a file that ends early is one more case.
static FORMATS: LazyLock<Vec<(String, Vec<u8>)>> = LazyLock::new(|| {
    let fixtures = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../tests/fixtures");
    let endings = ["m4a", "mp3", "aac", "ogg", "opus", "webm", "mp4"];
    let mut files: Vec<_> = endings.map(|ending| (ending.to_owned(), format!("formats/lottery.{ending}"))).into();
    files.push(("flac".to_owned(), "lottery.flac".to_owned()));
    let read = |(ending, name): (String, String)| {
        let mut bytes = fs::read(fixtures.join(&name)).expect("a fixture of this checkout");
        bytes.truncate(20_000);
        (ending, bytes)
    };
    files.into_iter().map(read).chain([("wav".to_owned(), WAV.clone())]).collect()
});

fn read_as(ending: &str, bytes: &[u8]) {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let path = folder.path().join(format!("nonsense.{ending}"));
    fs::write(&path, bytes).expect("a writable folder");
    match samples::read(&path) {
        Ok(sound) => {
            assert!(sound.samples.len() < MOST_SAMPLES, "{} samples from {} bytes", sound.samples.len(), bytes.len());
            assert!(sound.samples.iter().all(|sample| sample.is_finite()), "a sample is no number");
        }
        Err(error) => assert!(error.to_string().contains("nonsense."), "the message names no file: {error}"),
    }
}

proptest! {
    #[test]
    fn a_wav_of_nonsense_is_read_or_refused_by_name(edits in edits_of_head(HEAD)) {
        read_as("wav", &edits.of(&WAV));
    }

    #[test]
    fn sound_of_any_format_is_read_or_refused_by_name(which in any::<prop::sample::Index>(), edits in edits_of_head(HEAD)) {
        let (ending, bytes) = which.get(&FORMATS);
        read_as(ending, &edits.of(bytes));
    }

    #[test]
    fn a_recording_cut_off_anywhere_is_repaired_or_left(edits in edits()) {
        let folder = tempfile::tempdir().expect("a temporary folder");
        let part = folder.path().join("take.part.wav");
        fs::write(&part, edits.of(&WAV)).expect("a writable folder");
        let before = fs::read(&part).expect("it is there");
        match salvage::repair(&part) {
            Ok(kept) => assert!(hound::WavReader::open(&kept.path).is_ok(), "what is kept can be played"),
            Err(_) => assert_eq!(fs::read(&part).expect("it is left"), before, "what is refused is not touched"),
        }
    }
}
