//! A recording on a `PulseAudio` server, or on `PipeWire` in its place, without cpal.
//!
//! cpal asks such a server either for its default parcel, which `PipeWire` makes two seconds long (the level stands still,
//! captions lag and up to two seconds are missing when the recording stops), or for a fixed one, whose queue is no larger
//! than the parcel, so that sound is lost without a word. This asks for small parcels and a queue as long as the server
//! gives. The server converts to 32-bit floats, in which any 16-bit sample comes through unchanged.

use std::ffi::CString;
use std::time::Duration;

use cpal::StreamConfig;
use futures_executor::block_on;
use pulseaudio::protocol::stream::{BufferAttr, StreamFlags};
use pulseaudio::protocol::{ChannelMap, ChannelPosition, RecordStreamParams, SampleFormat, SampleSpec, SourceState};
use pulseaudio::{Client, ClientError, RecordStream};

use crate::intake::Tally;
use crate::source::{Feed, Format, News, Reporter, Stopping};

/// Sound arrives in parcels this long: as often as the level is told.
const PARCEL: Duration = Duration::from_millis(50);
/// How often the server is asked how old its sound is, and so whether it lives.
const ASK_EVERY: Duration = Duration::from_millis(250);
/// So many times in a row nobody records from the microphone: the server has taken the recording elsewhere.
const ELSEWHERE: u32 = 3;
/// Bytes of a 32-bit sample.
const SAMPLE_BYTES: u64 = 4;

/// A stream that delivers for as long as it lives.
pub(crate) struct Recording {
    stream: RecordStream,
    // The stream's own connection: it ends with it.
    client: Client,
    source: CString,
    frame_bytes: u64,
    format: Format,
    device: String,
    tally: std::sync::Arc<Tally>,
    reporter: Reporter,
}

impl Recording {
    /// Records from the source of this name. Blocks until its first sound has come.
    pub(crate) fn open(source: &str, device: &str, config: StreamConfig, feed: Feed) -> Result<Self, cpal::Error> {
        let format = Format { sample_rate: config.sample_rate, channels: config.channels };
        let frame_bytes = SAMPLE_BYTES * u64::from(config.channels);
        let channels = u8::try_from(config.channels).map_err(|_| cpal::ErrorKind::UnsupportedConfig)?;
        let source = CString::new(source).map_err(|_| cpal::ErrorKind::InvalidInput)?;
        let params = RecordStreamParams {
            sample_spec: SampleSpec { format: SampleFormat::Float32Le, channels, sample_rate: config.sample_rate },
            channel_map: channel_map(channels),
            source_name: Some(source.clone()),
            buffer_attr: BufferAttr {
                fragment_size: u32::try_from(format.frames(PARCEL) * frame_bytes).unwrap_or(u32::MAX),
                ..BufferAttr::default()
            },
            flags: StreamFlags {
                start_corked: true,
                adjust_latency: true,
                // Channels as the device has them, whatever it calls them.
                no_remap_channels: true,
                ..StreamFlags::default()
            },
            ..RecordStreamParams::default()
        };
        let Feed { mut intake, reporter } = feed;
        let tally = intake.tally();
        let take = move |bytes: &[u8]| {
            let (samples, _) = bytes.as_chunks();
            intake.take_each(samples.iter().map(|&sample| f32::from_le_bytes(sample)));
        };
        let client = Client::from_env(c"Debrief")?;
        let stream = block_on(client.create_record_stream(params, take))?;
        block_on(stream.uncork())?;
        block_on(stream.started())?;
        let device = device.to_owned();
        let recording = Self { stream, client, source, frame_bytes, format, device, tally, reporter };
        recording.tally.note_latency(recording.latency()?);
        Ok(recording)
    }

    /// Keeps asking the server how old its sound is, and where from, until the recording should stop or the server is
    /// gone.
    pub(crate) fn tend(&self, stopping: &Stopping) {
        let mut deserted = 0;
        while !stopping.within(ASK_EVERY) {
            match self.latency() {
                Ok(latency) => self.tally.note_latency(latency),
                Err(error) => {
                    tracing::warn!(%error, device = self.device, "the sound server has gone");
                    self.reporter.tell(News::Lost { device: self.device.clone() });
                    return stopping.wait();
                }
            }
            deserted = if self.is_deserted() { deserted + 1 } else { 0 };
            if deserted == ELSEWHERE {
                self.reporter.tell(News::Moved { device: self.device.clone() });
            }
        }
    }

    /// Whether the microphone is open and nobody records from it, though we do. One that is no longer there is looked for
    /// elsewhere.
    fn is_deserted(&self) -> bool {
        block_on(self.client.source_info_by_name(self.source.clone())).is_ok_and(|info| info.state == SourceState::Idle)
    }

    /// How old sound is when it arrives: what the device holds, what the server has not sent, and the parcel it fills.
    fn latency(&self) -> Result<Duration, ClientError> {
        let timing = block_on(self.stream.timing_info())?;
        let unsent = u64::try_from(timing.write_offset.saturating_sub(timing.read_offset)).unwrap_or(0);
        let unsent = unsent / self.frame_bytes * 1_000_000 / u64::from(self.format.sample_rate);
        Ok(Duration::from_micros(timing.source_usec.saturating_add(unsent)) + PARCEL)
    }
}

/// A map of so many channels; which, does not matter, as they are not mapped by name.
fn channel_map(channels: u8) -> ChannelMap {
    use ChannelPosition::{FrontLeft, FrontRight, Mono};
    match channels {
        1 => ChannelMap::new([Mono]),
        _ => ChannelMap::new([FrontLeft, FrontRight].into_iter().cycle().take(channels.into())),
    }
}
