//! A microphone, through cpal.

use std::sync::mpsc;
use std::thread;
use std::time::Duration;

use cpal::traits::DeviceTrait;
use cpal::{BufferSize, SampleFormat, StreamConfig};

use crate::device::{Found, find, is_listed};
use crate::source::{Feed, Format, News, Reporter, Running, Source};
use crate::stream::Stream;
use crate::{CaptureError, InputDevice};

/// How long a microphone may take to send its first sound.
pub(crate) const START_WITHIN: Duration = Duration::from_secs(3);
/// How often it is looked whether the microphone is still there.
const LOOK_EVERY: Duration = Duration::from_secs(1);

/// A microphone ready to be recorded from, at its own rate and channels.
///
/// The stream lives on a thread of its own that nobody joins: opening a suspended device blocks, and so does closing the
/// stream of a dead sound server. A second thread looks every second whether the device is still listed, because a server
/// that loses one moves the stream to another without an error.
pub struct Microphone {
    pub(crate) device: cpal::Device,
    pub(crate) info: InputDevice,
    pub(crate) config: StreamConfig,
    pub(crate) samples: SampleFormat,
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
        // A fixed buffer is a promise few systems keep; what does not suit the default is opened without cpal.
        let config = StreamConfig { buffer_size: BufferSize::Default, ..supported.config() };
        Ok(Self { device, info, config, samples })
    }

    /// Which one it is.
    pub fn device(&self) -> &InputDevice {
        &self.info
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
            let opened = Stream::open(&self, feed);
            let opened = opened.and_then(|stream| Ok((watch(self.info, reporter)?, stream)));
            match opened {
                Ok((watching, stream)) => {
                    if started.send(Ok(())).is_ok() {
                        stream.tend(&stopping);
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
