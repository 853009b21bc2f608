//! Recordings whose recorder died.

use std::fs::{self, OpenOptions};
use std::io::{Seek, SeekFrom, Write};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::slice;

use capture::{CaptureError, Recorder, SoundFile, salvage};

const RATE: u32 = 8000;

/// A ramp of 16-bit samples: each tells its own place.
fn ramp(samples: u32) -> Vec<i16> {
    (0..samples).map(|n| ((n % 60_000) as u16).cast_signed()).collect()
}

/// A part as a killed recorder leaves it: a header that knows `known` samples, and `written` of them.
fn killed(folder: &Path, channels: u16, known: u32, written: u32) -> PathBuf {
    let part = folder.join("take.part.wav");
    let spec =
        hound::WavSpec { channels, sample_rate: RATE, bits_per_sample: 16, sample_format: hound::SampleFormat::Int };
    let mut writer = hound::WavWriter::create(&part, spec).expect("a file");
    for sample in ramp(known) {
        writer.write_sample(sample).expect("it is written");
    }
    writer.finalize().expect("it is finished");
    let mut file = OpenOptions::new().append(true).open(&part).expect("it is there");
    for sample in &ramp(written)[known as usize..] {
        file.write_all(&sample.to_le_bytes()).expect("it is written");
    }
    part
}

fn read(path: &Path) -> Vec<i16> {
    let reader = hound::WavReader::open(path).expect("a playable WAV");
    reader.into_samples().map(|sample| sample.expect("a whole sample")).collect()
}

#[test]
fn everything_after_a_stale_header_is_found_and_half_a_frame_dropped() {
    for channels in [1, 2, 8] {
        let folder = tempfile::tempdir().expect("a temporary folder");
        let part = killed(folder.path(), channels, 0, 64_000);
        OpenOptions::new().append(true).open(&part).and_then(|mut file| file.write_all(&[7])).expect("half a sample");
        assert_eq!(salvage::unfinished(folder.path()), slice::from_ref(&part));
        let kept = salvage::repair(&part).expect("it is repaired");
        assert_eq!(kept.path, folder.path().join("take.wav"));
        assert_eq!((kept.duration_ms, kept.channels), (8000 / u32::from(channels), channels));
        assert!(read(&kept.path) == ramp(64_000));
        assert_eq!(salvage::unfinished(folder.path()), [] as [PathBuf; 0]);
    }
}

#[test]
fn a_part_without_sound_is_reported_and_left() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let part = killed(folder.path(), 1, 0, 0);
    assert!(matches!(salvage::repair(&part), Err(CaptureError::Empty(empty)) if empty == part));
    fs::write(&part, "").expect("an empty file");
    assert!(matches!(salvage::repair(&part), Err(CaptureError::Empty(_))));
    assert!(part.exists());
}

#[test]
fn what_is_no_wav_is_reported_and_left() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let part = folder.path().join("take.part.wav");
    for nonsense in [&b"nonsense"[..], b"RIFF", b"RIFF\0\0\0\0WAVEfmt \x10\0\0\0"] {
        fs::write(&part, nonsense).expect("a file");
        assert!(matches!(salvage::repair(&part), Err(CaptureError::NotWav { .. })));
        assert_eq!(fs::read(&part).expect("it is there"), nonsense);
    }
}

#[test]
fn repair_never_overwrites() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let part = killed(folder.path(), 1, 100, 200);
    fs::write(folder.path().join("take.wav"), "another take").expect("a file");
    assert!(matches!(salvage::repair(&part), Err(CaptureError::Kept { kept, .. }) if kept == part));
    assert_eq!(fs::read(folder.path().join("take.wav")).expect("it is there"), b"another take");
    assert!(read(&part) == ramp(200), "the part is sound now, under its own name");
}

#[test]
fn a_folder_that_is_not_there_has_nothing_unfinished() {
    assert_eq!(salvage::unfinished(Path::new("/nowhere/at/all")), [] as [PathBuf; 0]);
}

/// Where the recorder that is to be killed writes to; set for it alone.
const TO_BE_KILLED: &str = "CAPTURE_TEST_TO_BE_KILLED";

#[test]
fn a_take_survives_a_kill() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let path = folder.path().join("take.wav");
    let part = folder.path().join("take.part.wav");
    let this = std::env::current_exe().expect("this test");
    let mut recorder = Command::new(this)
        .args(["--exact", "the_recorder_that_is_killed"])
        .env(TO_BE_KILLED, &path)
        .stdout(Stdio::null())
        .spawn()
        .expect("it starts");
    while fs::metadata(&part).map_or(0, |file| file.len()) < u64::from(RATE) * 2 * 3 {
        assert!(recorder.try_wait().expect("a child").is_none(), "it must be recording");
        std::thread::yield_now();
    }
    recorder.kill().expect("it is killed");
    recorder.wait().expect("it is gone");
    assert_eq!(salvage::unfinished(folder.path()), slice::from_ref(&part), "its lock died with it");
    let kept = salvage::repair(&part).expect("it is repaired");
    assert!(kept.duration_ms >= 3000, "everything that was on disk is kept");
    let heard = read(&path);
    assert!(heard == ramp(u32::try_from(heard.len()).expect("seconds")), "and is what was heard");
}

/// Not a test but the other process of the one above; does nothing when run as a test.
#[test]
fn the_recorder_that_is_killed() {
    let Some(path) = std::env::var_os(TO_BE_KILLED) else { return };
    let samples = ramp(RATE * 3600).into_iter().map(|sample| f32::from(sample) / 32_768.0).collect();
    let source = SoundFile::at_real_speed([samples], RATE, 1).speed(4.0);
    let recorder = Recorder::start(Box::new(source), Path::new(&path), |_| ()).expect("it starts");
    recorder.events().iter().last();
}

#[test]
fn the_header_on_disk_is_at_most_a_second_behind() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let path = folder.path().join("take.wav");
    let samples = ramp(RATE * 60).into_iter().map(|sample| f32::from(sample) / 32_768.0).collect();
    let source = SoundFile::at_real_speed([samples], RATE, 1);
    let recorder = Recorder::start(Box::new(source), &path, |_| ()).expect("it starts");
    let mut known = 0;
    while known == 0 {
        let mut part = fs::File::open(recorder.part()).expect("it is there");
        part.seek(SeekFrom::Start(0)).expect("a file");
        known = hound::WavReader::new(part).map_or(0, |reader| reader.duration());
        std::thread::yield_now();
    }
    assert!(known >= RATE * 9 / 10, "a second's flush holds about a second: {known}");
    recorder.discard().expect("it is deleted");
}
