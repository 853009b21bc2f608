//! The audio callback's work, for every sample format cpal knows, allocates nothing.

use std::path::Path;
use std::sync::mpsc;

use assert_no_alloc::{AllocDisabler, assert_no_alloc, reset_violation_count, violation_count};
use capture::{CaptureError, Feed, Format, News, Recorder, Running, Source};
use cpal::{FromSample, I24, SizedSample, U24};

#[global_allocator]
static ALLOCATOR: AllocDisabler = AllocDisabler;

const FORMAT: Format = Format { sample_rate: 48_000, channels: 2 };

/// Hands its feed to a test instead of a sound system.
struct HandsOver(mpsc::Sender<Feed>);

impl Source for HandsOver {
    fn format(&self) -> Format {
        FORMAT
    }

    fn start(self: Box<Self>, feed: Feed) -> Result<Running, CaptureError> {
        assert!(self.0.send(feed).is_ok(), "the test is waiting for the feed");
        Ok(Running::new().0)
    }
}

fn start(path: &Path) -> (Recorder, Feed) {
    let (sender, feeds) = mpsc::channel();
    let recorder = Recorder::start(Box::new(HandsOver(sender)), path, |_| ()).expect("the recording starts");
    (recorder, feeds.recv().expect("a started source has a feed"))
}

/// Delivers as the callback does: far more than the ring holds, so that dropping is covered too.
fn deliver<S>(feed: &mut Feed)
where
    S: SizedSample,
    f32: FromSample<S>,
{
    let parcel = vec![S::EQUILIBRIUM; 9_600];
    assert_no_alloc(|| {
        for _ in 0..300 {
            feed.intake.take(&parcel);
            feed.intake.note_latency(std::time::Duration::from_millis(20));
        }
    });
}

#[test]
fn the_callback_allocates_nothing_in_any_sample_format() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let (recorder, mut feed) = start(&folder.path().join("take.wav"));

    reset_violation_count();
    assert_no_alloc(|| drop(std::hint::black_box(vec![0_u8; 64])));
    assert!(violation_count() > 0, "an allocation inside must be noticed, or this test proves nothing");

    reset_violation_count();
    deliver::<i8>(&mut feed);
    deliver::<i16>(&mut feed);
    deliver::<I24>(&mut feed);
    deliver::<i32>(&mut feed);
    deliver::<i64>(&mut feed);
    deliver::<u8>(&mut feed);
    deliver::<u16>(&mut feed);
    deliver::<U24>(&mut feed);
    deliver::<u32>(&mut feed);
    deliver::<u64>(&mut feed);
    deliver::<f32>(&mut feed);
    deliver::<f64>(&mut feed);
    assert_eq!(violation_count(), 0, "the callback must not allocate");
    recorder.discard().expect("the recording is deleted");
}

#[test]
fn half_scale_is_half_scale_in_every_sample_format() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let path = folder.path().join("take.wav");
    let (recorder, mut feed) = start(&path);
    let take = &mut feed.intake;
    take.take(&[i8::MAX / 2 + 1; 2]);
    take.take(&[i16::MAX / 2 + 1; 2]);
    take.take(&[I24::new_unchecked(1 << 22); 2]);
    take.take(&[i32::MAX / 2 + 1; 2]);
    take.take(&[i64::MAX / 2 + 1; 2]);
    take.take(&[u8::MAX / 4 * 3 + 3; 2]);
    take.take(&[u16::MAX / 4 * 3 + 3; 2]);
    take.take(&[U24::new_unchecked((1 << 22) * 3); 2]);
    take.take(&[u32::MAX / 4 * 3 + 3; 2]);
    take.take(&[u64::MAX / 4 * 3 + 3; 2]);
    take.take(&[0.5_f32; 2]);
    take.take(&[0.5_f64; 2]);
    feed.reporter.tell(News::Finished);
    recorder.stop().expect("the recording is finished");
    let written: Vec<i16> =
        hound::WavReader::open(&path).expect("a WAV").into_samples().map(|sample| sample.expect("a sample")).collect();
    assert_eq!(written, [1 << 14; 24]);
}
