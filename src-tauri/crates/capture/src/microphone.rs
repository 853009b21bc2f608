//! A microphone, through cpal.

use std::sync::mpsc;
use std::thread;
use std::time::Duration;

use cpal::traits::{DeviceTrait, StreamTrait};
use cpal::{BufferSize, ErrorKind, FromSample, I24, SampleFormat, SizedSample, Stream, StreamConfig, U24};

use crate::device::{Found, find, is_listed};
use crate::intake::Intake;
use crate::source::{Feed, Format, News, Reporter, Running, Source};
use crate::{CaptureError, InputDevice};

/// How long a microphone may take to send its first sound.
const START_WITHIN: Duration = Duration::from_secs(3);
/// How often it is looked whether the microphone is still there.
const LOOK_EVERY: Duration = Duration::from_secs(1);

/// A microphone ready to be recorded from, at its own rate and channels.
///
/// The stream lives on a thread of its own that nobody joins: opening a suspended device blocks, and so does closing the
/// stream of a dead sound server. A second thread looks every second whether the device is still listed, because a server
/// that loses one moves the stream to another without an error.
pub struct Microphone {
    device: cpal::Device,
    info: InputDevice,
    config: StreamConfig,
    samples: SampleFormat,
}

impl Microphone {
    /// The microphone with this [id or name](InputDevice), or the default. An unknown one is an error that lists what there
    /// is.
    pub fn open(id_or_name: Option<&str>) -> Result<Self, CaptureError> {
        let Found { device, info } = find(id_or_name)?;
        let supported = device
            .default_input_config()
            .map_err(|reason| CaptureError::Device { device: info.name.clone(), reason })?;
        let samples = supported.sample_format();
        if samples.is_dsd() {
            return Err(CaptureError::Unsupported { device: info.name, format: samples.to_string() });
        }
        // Never a fixed buffer: with one, cpal's PulseAudio host loses samples without a word.
        let config = StreamConfig { buffer_size: BufferSize::Default, ..supported.config() };
        Ok(Self { device, info, config, samples })
    }

    /// Which one it is.
    pub fn device(&self) -> &InputDevice {
        &self.info
    }

    /// Opens the stream and starts it.
    fn stream(&self, intake: Intake, reporter: Reporter) -> Result<Stream, CaptureError> {
        let name = &self.info.name;
        let open = match self.samples {
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
            other => {
                return Err(CaptureError::Unsupported { device: name.clone(), format: other.to_string() });
            }
        };
        let opened = open(&self.device, self.config, intake, reporter, name.clone());
        opened
            .and_then(|stream| stream.play().map(|()| stream))
            .map_err(|reason| CaptureError::Device { device: name.clone(), reason })
    }
}

impl Source for Microphone {
    fn format(&self) -> Format {
        Format { sample_rate: self.config.sample_rate, channels: self.config.channels }
    }

    fn start(self: Box<Self>, feed: Feed) -> Result<Running, CaptureError> {
        let device = self.info.name.clone();
        let (running, stopping) = Running::new();
        let (started, starting) = mpsc::channel();
        let hold = move || {
            let reporter = feed.reporter.clone();
            let opened = self.stream(feed.intake, feed.reporter);
            let opened = opened.and_then(|stream| Ok((watch(self.info, reporter)?, stream)));
            match opened {
                Ok((watching, stream)) => {
                    if started.send(Ok(())).is_ok() {
                        stopping.wait();
                    }
                    drop(watching);
                    drop(stream);
                }
                Err(error) => drop(started.send(Err(error))),
            }
        };
        thread::Builder::new().name("microphone".into()).spawn(hold).map_err(CaptureError::Thread)?;
        let waited_ms = u32::try_from(START_WITHIN.as_millis()).unwrap_or(u32::MAX);
        let started = starting.recv_timeout(START_WITHIN);
        started.unwrap_or(Err(CaptureError::NotStarted { device, waited_ms })).map(|()| running)
    }
}

/// Looks every second whether the device is still listed, until it is not or the recording ends.
fn watch(device: InputDevice, reporter: Reporter) -> Result<Running, CaptureError> {
    let (running, stopping) = Running::new();
    let look = move || {
        while !stopping.within(LOOK_EVERY) {
            // A sound system that does not answer is not a device that left.
            if matches!(is_listed(device.id.clone()), Ok(false)) {
                reporter.tell(News::Lost { device: device.name });
                return;
            }
        }
    };
    thread::Builder::new().name("microphone-watch".into()).spawn(look).map_err(CaptureError::Thread)?;
    Ok(running)
}

/// Opens a stream of samples of type `S`.
fn open<S>(
    device: &cpal::Device,
    config: StreamConfig,
    mut intake: Intake,
    reporter: Reporter,
    name: String,
) -> Result<Stream, cpal::Error>
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
