//! The audio callback's work, for every sample format cpal knows, allocates nothing.

use assert_no_alloc::{AllocDisabler, assert_no_alloc, reset_violation_count, violation_count};
use capture::{CaptureError, Feed, Format, Recorder, Running, Source};
use cpal::{FromSample, I24, Sample, SizedSample, U24};

#[global_allocator]
static ALLOCATOR: AllocDisabler = AllocDisabler;

const FORMAT: Format = Format { sample_rate: 48_000, channels: 2 };

/// Hands its feed to a test instead of a sound system.
struct HandsOver(std::sync::mpsc::Sender<Feed>);

impl Source for HandsOver {
    fn format(&self) -> Format {
        FORMAT
    }

    fn start(self: Box<Self>, feed: Feed) -> Result<Running, CaptureError> {
        assert!(self.0.send(feed).is_ok(), "the test is waiting for the feed");
        Ok(Running::new().0)
    }
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
    let (sender, feeds) = std::sync::mpsc::channel();
    let source = Box::new(HandsOver(sender));
    let recorder = Recorder::start(source, &folder.path().join("take.wav"), |_| ()).expect("the recording starts");
    let mut feed = feeds.recv().expect("a started source has a feed");

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
    fn half<S>() -> f32
    where
        S: Sample + FromSample<f32>,
        f32: FromSample<S>,
    {
        f32::from_sample(S::from_sample(0.5))
    }
    let heard = [
        half::<i8>(),
        half::<i16>(),
        half::<I24>(),
        half::<i32>(),
        half::<i64>(),
        half::<u8>(),
        half::<u16>(),
        half::<U24>(),
        half::<u32>(),
        half::<u64>(),
        half::<f32>(),
        half::<f64>(),
    ];
    for sample in heard {
        assert!((sample - 0.5).abs() < 0.01, "0.5 came out as {sample}");
    }
}
