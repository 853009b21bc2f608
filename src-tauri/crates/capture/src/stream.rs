//! The stream of an open microphone: through cpal, or on a `PulseAudio` server directly.

use cpal::traits::{DeviceTrait, StreamTrait};
use cpal::{ErrorKind, FromSample, I24, SampleFormat, SizedSample, StreamConfig, U24};

use crate::CaptureError;
use crate::intake::Intake;
use crate::microphone::{Microphone, START_WITHIN};
#[cfg(target_os = "linux")]
use crate::pulse;
use crate::source::{Feed, News, Reporter, Stopping};

/// A stream that delivers for as long as it lives.
pub(crate) enum Stream {
    Cpal {
        _stream: cpal::Stream,
    },
    #[cfg(target_os = "linux")]
    Pulse(pulse::Recording),
}

impl Stream {
    /// Opens the stream of a microphone and starts it. Blocks until the device does its part.
    pub(crate) fn open(microphone: &Microphone, feed: Feed) -> Result<Self, CaptureError> {
        let device = || microphone.info.name.clone();
        #[cfg(target_os = "linux")]
        if let Some(source) = microphone.info.id.strip_prefix("pulseaudio:") {
            let recording = pulse::Recording::open(source, &device(), microphone.config, feed);
            return recording.map(Self::Pulse).map_err(|reason| CaptureError::Device { device: device(), reason });
        }
        let open = match microphone.samples {
            SampleFormat::I8 => open::<i8>,
            SampleFormat::I16 => open::<i16>,
            SampleFormat::I24 => open::<I24>,
            SampleFormat::I32 => open::<i32>,
            SampleFormat::I64 => open::<i64>,
            SampleFormat::U8 => open::<u8>,
            SampleFormat::U16 => open::<u16>,
            SampleFormat::U24 => open::<U24>,
            SampleFormat::U32 => open::<u32>,
            SampleFormat::U64 => open::<u64>,
            SampleFormat::F32 => open::<f32>,
            SampleFormat::F64 => open::<f64>,
            other => return Err(CaptureError::Unsupported { device: device(), format: other.to_string() }),
        };
        open(&microphone.device, microphone.config, feed.intake, feed.reporter, device())
            .and_then(|stream| stream.play().map(|()| Self::Cpal { _stream: stream }))
            .map_err(|reason| CaptureError::Device { device: device(), reason })
    }

    /// Looks after the stream until it should stop.
    pub(crate) fn tend(&self, stopping: &Stopping) {
        match self {
            Self::Cpal { .. } => stopping.wait(),
            #[cfg(target_os = "linux")]
            Self::Pulse(recording) => recording.tend(stopping),
        }
    }
}

/// Opens a stream of samples of type `S`.
fn open<S>(
    device: &cpal::Device,
    config: StreamConfig,
    mut intake: Intake,
    reporter: Reporter,
    name: String,
) -> Result<cpal::Stream, cpal::Error>
where
    S: SizedSample,
    f32: FromSample<S>,
{
    let take = move |samples: &[S], info: &cpal::InputCallbackInfo| {
        intake.take(samples);
        let time = info.timestamp();
        intake.note_latency(time.callback.duration_since(time.capture));
    };
    // Errors can repeat a quarter of a million times a second: the first of each kind is told.
    let (mut overrun, mut lost) = (false, false);
    let fail = move |error: cpal::Error| match error.kind() {
        ErrorKind::Xrun if !overrun => {
            overrun = true;
            reporter.tell(News::Overrun);
        }
        // Refused real-time priority costs nothing by itself; sound lost for want of it is counted.
        ErrorKind::RealtimeDenied | ErrorKind::Xrun => {}
        _ if !lost => {
            lost = true;
            tracing::warn!(%error, device = name, "the microphone's stream has failed");
            reporter.tell(News::Lost { device: name.clone() });
        }
        _ => {}
    };
    device.build_input_stream(config, take, fail, Some(START_WITHIN))
}
