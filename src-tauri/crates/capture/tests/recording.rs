//! Whole recordings, with a sound file in place of the microphone.

use std::fs;
use std::os::unix::fs::PermissionsExt;
use std::path::Path;
use std::sync::{Arc, Mutex, mpsc};

use capture::{CaptureError, CaptureEvent, Fault, Feed, Format, News, Recorder, Running, SoundFile, Source, salvage};

/// Sixteen-bit noise, the same each time, never silent and never full scale.
fn noise(samples: usize) -> Vec<f32> {
    let mut state = 1_u32;
    let mut next = || {
        state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        f32::from(i16::try_from(state >> 18).unwrap_or(0)) / 32_768.0 + 0.01
    };
    (0..samples).map(|_| (next() * 32_768.0).round() / 32_768.0).collect()
}

fn read(path: &Path) -> Vec<f32> {
    let reader = hound::WavReader::open(path).expect("a playable WAV");
    reader.into_samples::<i16>().map(|sample| f32::from(sample.expect("a whole sample")) / 32_768.0).collect()
}

fn until_ended(events: &mpsc::Receiver<CaptureEvent>) -> Vec<CaptureEvent> {
    let mut heard = Vec::new();
    for event in events {
        let ended = event == CaptureEvent::Ended;
        heard.push(event);
        if ended {
            return heard;
        }
    }
    panic!("the events of a recording end with Ended: {heard:?}");
}

/// A source the test feeds by hand.
struct ByHand(Format, mpsc::Sender<Feed>);

impl Source for ByHand {
    fn format(&self) -> Format {
        self.0
    }

    fn start(self: Box<Self>, feed: Feed) -> Result<Running, CaptureError> {
        assert!(self.1.send(feed).is_ok(), "the test is waiting for the feed");
        Ok(Running::new().0)
    }
}

fn by_hand(path: &Path) -> (Recorder, Feed) {
    let (sender, feeds) = mpsc::channel();
    let source = Box::new(ByHand(Format { sample_rate: 8000, channels: 1 }, sender));
    let recorder = Recorder::start(source, path, |_| ()).expect("the recording starts");
    (recorder, feeds.recv().expect("a started source has a feed"))
}

#[test]
fn what_is_played_is_what_is_written_and_tapped_to_the_sample() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let path = folder.path().join("answer one.wav");
    for channels in [1_u16, 2, 8] {
        let samples = noise(44_100 * usize::from(channels));
        let blocks: Vec<_> = samples.chunks(4_099 * usize::from(channels)).map(<[f32]>::to_vec).collect();
        let source = SoundFile::at_real_speed(blocks, 44_100, channels).speed(50.0);
        let tapped = Arc::<Mutex<Vec<f32>>>::default();
        let listener = Arc::clone(&tapped);
        let recorder = Recorder::start(Box::new(source), &path, move |tap| {
            let mut tapped = listener.lock().expect("no one panics");
            assert_eq!((tap.sample_rate, tap.first_sample), (44_100, tapped.len() as u64));
            tapped.extend_from_slice(tap.samples);
        })
        .expect("the recording starts");
        let heard = until_ended(&recorder.events());
        assert!(heard.iter().all(|event| !matches!(event, CaptureEvent::Fault(_))), "{heard:?}");
        let kept = recorder.stop().expect("the recording is finished");
        assert_eq!((kept.duration_ms, kept.sample_rate, kept.channels), (1000, 44_100, channels));
        assert_eq!((kept.lost_ms, &kept.path), (0, &path));
        assert!(read(&path) == samples, "every sample, in order, and no other");
        let width = f32::from(channels);
        let mono: Vec<f32> = samples.chunks(channels.into()).map(|frame| frame.iter().sum::<f32>() / width).collect();
        assert!(*tapped.lock().expect("no one panics") == mono, "the tap hears what is written");
        assert_eq!(fs::metadata(&path).expect("it is there").permissions().mode() & 0o777, 0o600);
        assert_eq!(fs::read_dir(folder.path()).expect("a folder").count(), 1, "no part is left");
        fs::remove_file(&path).expect("it can be deleted");
    }
}

#[test]
fn levels_come_twenty_times_a_second_of_sound() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let source = SoundFile::at_real_speed([noise(16_000)], 8000, 1).speed(10.0);
    let recorder = Recorder::start(Box::new(source), &folder.path().join("take.wav"), |_| ()).expect("it starts");
    let heard = until_ended(&recorder.events());
    let levels: Vec<u32> = heard
        .iter()
        .filter_map(|event| match event {
            CaptureEvent::Level { elapsed_ms, .. } => Some(*elapsed_ms),
            _ => None,
        })
        .collect();
    assert!((38..=40).contains(&levels.len()), "two seconds, but for what was played before listening: {levels:?}");
    assert!(levels.is_sorted());
    recorder.stop().expect("the recording is finished");
}

#[test]
fn paused_sound_is_neither_written_nor_tapped() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let path = folder.path().join("take.wav");
    let (recorder, mut feed) = by_hand(&path);
    // A fault told before is the first thing a new listener hears, so hearing it means earlier orders have been carried out.
    let carried_out = || assert!(matches!(recorder.events().recv(), Ok(CaptureEvent::Fault(Fault::Silent { .. }))));
    let (silence, answer) = (vec![0.0_f32; 24_000], noise(24_000));
    let events = recorder.events();
    feed.intake.take(&silence);
    assert!(events.iter().any(|event| matches!(event, CaptureEvent::Fault(_))), "three seconds of silence are a fault");
    feed.intake.take(&answer[..8000]);
    recorder.pause();
    carried_out();
    feed.intake.take(&answer[8000..16_000]);
    recorder.resume();
    carried_out();
    feed.intake.take(&answer[16_000..]);
    feed.reporter.tell(News::Finished);
    let kept = recorder.stop().expect("the recording is finished");
    assert_eq!((kept.duration_ms, kept.lost_ms), (5000, 0));
    assert!(read(&path) == [&silence, &answer[..8000], &answer[16_000..]].concat());
}

#[test]
fn a_take_is_never_written_over_another() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let path = folder.path().join("take.wav");
    let source = || Box::new(SoundFile::at_real_speed([noise(800)], 8000, 1));
    fs::write(&path, "an older take").expect("a file");
    assert!(matches!(Recorder::start(source(), &path, |_| ()), Err(CaptureError::Exists(there)) if there == path));
    fs::rename(&path, folder.path().join("take.part.wav")).expect("a part");
    assert!(matches!(Recorder::start(source(), &path, |_| ()), Err(CaptureError::Exists(_))));
    assert_eq!(fs::read(folder.path().join("take.part.wav")).expect("untouched"), b"an older take");
}

#[test]
fn a_tap_that_panics_ends_the_tap_and_not_the_recording() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let samples = noise(8000);
    let source = SoundFile::at_real_speed([samples.clone()], 8000, 1).speed(10.0);
    let path = folder.path().join("take.wav");
    let recorder = Recorder::start(Box::new(source), &path, |_| panic!("a bug in the listener")).expect("it starts");
    assert!(until_ended(&recorder.events()).contains(&CaptureEvent::Fault(Fault::TapFailed)));
    recorder.stop().expect("the recording is finished");
    assert!(read(&path) == samples);
}

#[test]
fn sound_that_did_not_fit_is_counted_as_lost() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let (recorder, mut feed) = by_hand(&folder.path().join("take.wav"));
    // One parcel larger than the ring: two seconds more than its ten.
    feed.intake.take(&noise(96_000));
    feed.reporter.tell(News::Finished);
    let heard = until_ended(&recorder.events());
    assert!(heard.contains(&CaptureEvent::Fault(Fault::Overrun { lost_ms: 2000 })), "{heard:?}");
    let kept = recorder.stop().expect("the recording is finished");
    assert_eq!((kept.duration_ms, kept.lost_ms), (10_000, 2000));
}

#[test]
fn a_lost_device_is_told_and_what_was_recorded_is_kept() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let path = folder.path().join("take.wav");
    let (recorder, mut feed) = by_hand(&path);
    feed.intake.take(&noise(8000));
    feed.reporter.tell(News::Lost { device: "Yeti".into() });
    let heard = until_ended(&recorder.events());
    assert!(heard.contains(&CaptureEvent::Fault(Fault::DeviceLost { device: "Yeti".into() })));
    assert_eq!(recorder.stop().expect("the recording is finished").duration_ms, 1000);
}

#[test]
fn faults_told_before_anyone_listened_are_told_again() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let (recorder, mut feed) = by_hand(&folder.path().join("take.wav"));
    feed.intake.take(&vec![0.0_f32; 24_000]);
    feed.reporter.tell(News::Finished);
    until_ended(&recorder.events());
    let told_again = until_ended(&recorder.events());
    assert_eq!(told_again, [CaptureEvent::Fault(Fault::Silent { for_ms: 3000 }), CaptureEvent::Ended]);
    recorder.stop().expect("the recording is finished");
}

#[test]
fn a_recording_without_a_sample_leaves_no_file() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let (recorder, _feed) = by_hand(&folder.path().join("take.wav"));
    assert!(matches!(recorder.stop(), Err(CaptureError::Empty(_))));
    assert_eq!(fs::read_dir(folder.path()).expect("a folder").count(), 0);
}

#[test]
fn a_discarded_recording_leaves_no_file() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let (recorder, mut feed) = by_hand(&folder.path().join("take.wav"));
    feed.intake.take(&noise(8000));
    recorder.discard().expect("it is deleted");
    assert_eq!(fs::read_dir(folder.path()).expect("a folder").count(), 0);
}

#[test]
fn a_folder_that_is_not_there_is_named() {
    let error = Recorder::start(
        Box::new(SoundFile::at_real_speed([noise(8)], 8000, 1)),
        Path::new("/nowhere/at/all/take.wav"),
        |_| (),
    );
    assert!(error.expect_err("it cannot be written").to_string().contains("/nowhere/at/all"));
}

#[test]
fn sound_without_channels_or_rate_is_refused() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    for (rate, channels) in [(0, 1), (8000, 0)] {
        let source = Box::new(SoundFile::at_real_speed([noise(8)], rate, channels));
        let started = Recorder::start(source, &folder.path().join("take.wav"), |_| ());
        assert!(matches!(started, Err(CaptureError::Unsupported { .. })));
    }
}

#[test]
fn a_dropped_recording_is_left_for_salvage() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let path = folder.path().join("take.wav");
    let samples = noise(8000);
    let (recorder, mut feed) = by_hand(&path);
    let part = recorder.part().to_owned();
    feed.intake.take(&samples);
    assert_eq!(salvage::unfinished(folder.path()), [] as [&Path; 0], "it is being recorded");
    assert!(matches!(salvage::repair(&part), Err(CaptureError::InUse(_))));
    drop(recorder);
    while salvage::unfinished(folder.path()) != [part.clone()] {
        std::thread::yield_now();
    }
    assert_eq!(salvage::repair(&part).expect("it is repaired").duration_ms, 1000);
    assert!(read(&path) == samples);
}
