//! Sound files, any rate, any channel count, any depth: WAV, FLAC, AIFF, MP3, AAC and ALAC (M4A, MP4), Vorbis and Opus
//! (OGG, `WebM`), and the sound of MP4, MOV and MKV videos.

use std::fs::File;
use std::io::{ErrorKind, Read as _};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::{Path, PathBuf};
use std::sync::LazyLock;

use symphonia::core::codecs::audio::{AudioDecoder, AudioDecoderOptions};
use symphonia::core::codecs::registry::CodecRegistry;
use symphonia::core::errors::Error as Decoding;
use symphonia::core::formats::probe::Hint;
use symphonia::core::formats::{FormatOptions, FormatReader, TrackType};
use symphonia::core::io::{MediaSourceStream, MediaSourceStreamOptions};
use symphonia::core::meta::MetadataOptions;
use symphonia_adapter_libopus::OpusDecoder;

use super::{LONGEST_MINUTES, RATE, Resampler, to_ms};
use crate::error::SpeechError;

/// Every decoder there is: symphonia's and Opus.
static DECODERS: LazyLock<CodecRegistry> = LazyLock::new(|| {
    let mut decoders = CodecRegistry::new();
    symphonia::default::register_enabled_codecs(&mut decoders);
    decoders.register_audio_decoder::<OpusDecoder>();
    decoders
});

/// One take as the recogniser hears it.
#[derive(Debug, Clone, Default)]
pub struct Sound {
    /// 16 kHz, mono, full scale ±1.
    pub samples: Vec<f32>,
    /// Length in milliseconds.
    pub duration_ms: u32,
    /// Samples a second in the file.
    pub sample_rate: u32,
    /// Channels in the file.
    pub channels: u16,
    /// Whether the file ends before its header said it would; what was there is in `samples`.
    pub cut_short: bool,
}

/// One take as it lies in the file: native rate, channels interleaved.
#[derive(Debug, Clone, Default)]
pub struct Interleaved {
    /// Frame after frame, one sample a channel, full scale ±1.
    pub samples: Vec<f32>,
    /// Samples a second.
    pub sample_rate: u32,
    /// Channels in a frame.
    pub channels: u16,
}

/// Reads a sound file to 16 kHz mono (channels averaged, not-a-number samples taken as silence).
///
/// Memory: 64 kB for each second of the take, whatever the file's rate and channels.
pub fn read(path: &Path) -> Result<Sound, SpeechError> {
    guarded(path, || read_sound(path))
}

fn read_sound(path: &Path) -> Result<Sound, SpeechError> {
    let mut file = OpenFile::open(path)?;
    let channels = usize::from(file.channels);
    let mut resampler = Resampler::new(file.sample_rate).map_err(|e| file.not_sound(e.to_string()))?;
    let mut sound = Sound { sample_rate: file.sample_rate, channels: file.channels, ..Sound::default() };
    let longest = LONGEST_MINUTES as usize * 60 * RATE as usize;
    let (mut frames, mut mono) = (Vec::new(), Vec::new());
    while file.next(&mut frames)? {
        mono.clear();
        mono.extend(frames.chunks_exact(channels).map(average));
        resampler.push(&mono, &mut sound.samples);
        if sound.samples.len() > longest {
            return Err(SpeechError::TooLong { path: path.into(), limit_minutes: LONGEST_MINUTES });
        }
    }
    resampler.finish(&mut sound.samples);
    sound.cut_short = file.cut_short();
    sound.duration_ms = to_ms(sound.samples.len());
    if sound.samples.is_empty() { Err(file.no_samples()) } else { Ok(sound) }
}

/// Reads a sound file as it is, to stand in for a microphone.
pub fn read_interleaved(path: &Path) -> Result<Interleaved, SpeechError> {
    guarded(path, || read_as_it_is(path))
}

fn read_as_it_is(path: &Path) -> Result<Interleaved, SpeechError> {
    let mut file = OpenFile::open(path)?;
    let mut sound = Interleaved { samples: Vec::new(), sample_rate: file.sample_rate, channels: file.channels };
    let longest = u64::from(LONGEST_MINUTES) * 60 * u64::from(file.sample_rate) * u64::from(file.channels);
    let mut frames = Vec::new();
    while file.next(&mut frames)? {
        sound.samples.extend(frames.iter().map(|s| if s.is_finite() { *s } else { 0.0 }));
        if sound.samples.len() as u64 > longest {
            return Err(SpeechError::TooLong { path: path.into(), limit_minutes: LONGEST_MINUTES });
        }
    }
    if sound.samples.is_empty() { Err(file.no_samples()) } else { Ok(sound) }
}

/// Files come from anywhere, and decoders have been seen to panic over damaged ones: that too only refuses the file.
fn guarded<T>(path: &Path, read: impl FnOnce() -> Result<T, SpeechError>) -> Result<T, SpeechError> {
    let refused = |_| Err(SpeechError::NotSound { path: path.into(), reason: "its decoder gave up on it".into() });
    catch_unwind(AssertUnwindSafe(read)).unwrap_or_else(refused)
}

/// The mean of one frame; what is no number counts as silence.
fn average(frame: &[f32]) -> f32 {
    let sum: f32 = frame.iter().map(|s| if s.is_finite() { *s } else { 0.0 }).sum();
    sum / frame.len() as f32
}

/// A file whose header was understood, decoded packet by packet.
struct OpenFile {
    path: PathBuf,
    format: Box<dyn FormatReader>,
    decoder: Box<dyn AudioDecoder>,
    track: u32,
    sample_rate: u32,
    channels: u16,
    promised: Option<u64>,
    /// Whether the promise is exact: other formats count what their decoder needs before the first sample.
    exact: bool,
    delivered: u64,
    broke_off: bool,
}

impl OpenFile {
    fn open(path: &Path) -> Result<Self, SpeechError> {
        let mut file = File::open(path).map_err(|source| match source.kind() {
            ErrorKind::NotFound => SpeechError::NotFound { path: path.into() },
            _ => SpeechError::Unreadable { path: path.into(), source },
        })?;
        let unreadable = |source| SpeechError::Unreadable { path: path.into(), source };
        if file.metadata().map_err(unreadable)?.len() == 0 {
            return Err(SpeechError::Empty { path: path.into() });
        }
        let mut magic = [0; 4];
        let known = file.read_exact(&mut magic).is_ok() && matches!(&magic, b"RIFF" | b"fLaC");
        let file = File::open(path).map_err(unreadable)?;
        let refuse = |e: &Decoding| match e {
            Decoding::IoError(io) if io.kind() == ErrorKind::UnexpectedEof && known => {
                SpeechError::Truncated { path: path.into() }
            }
            other => SpeechError::NotSound { path: path.into(), reason: other.to_string() },
        };
        let mut hint = Hint::new();
        if let Some(extension) = path.extension().and_then(|e| e.to_str()) {
            hint.with_extension(extension);
        }
        let stream = MediaSourceStream::new(Box::new(file), MediaSourceStreamOptions::default());
        let format = symphonia::default::get_probe()
            .probe(&hint, stream, FormatOptions::default(), MetadataOptions::default())
            .map_err(|e| refuse(&e))?;
        let not_sound = |reason: &str| SpeechError::NotSound { path: path.into(), reason: reason.into() };
        let track = format.default_track(TrackType::Audio).ok_or_else(|| not_sound("no sound track"))?;
        let codec = track
            .codec_params
            .as_ref()
            .and_then(|codec| codec.audio())
            .ok_or_else(|| not_sound("no sound format in its header"))?;
        let sample_rate = codec.sample_rate.ok_or_else(|| not_sound("no sample rate in its header"))?;
        let channels = codec.channels.as_ref().map_or(0, symphonia::core::audio::Channels::count);
        let channels = u16::try_from(channels).ok().filter(|c| *c > 0);
        let channels = channels.ok_or_else(|| not_sound("no channels in its header"))?;
        let decoder = DECODERS.make_audio_decoder(codec, &AudioDecoderOptions::default()).map_err(|e| refuse(&e))?;
        let (track, promised) = (track.id, track.num_frames);
        Ok(Self {
            path: path.into(),
            format,
            decoder,
            track,
            sample_rate,
            channels,
            promised,
            exact: known,
            delivered: 0,
            broke_off: false,
        })
    }

    /// Puts the next frames into `frames`, interleaved; false at the end.
    fn next(&mut self, frames: &mut Vec<f32>) -> Result<bool, SpeechError> {
        loop {
            let packet = match self.format.next_packet() {
                Ok(Some(packet)) => packet,
                Ok(None) => return Ok(false),
                Err(Decoding::IoError(e)) if e.kind() == ErrorKind::UnexpectedEof => {
                    self.broke_off = true;
                    return Ok(false);
                }
                Err(Decoding::IoError(source)) => {
                    return Err(SpeechError::Unreadable { path: self.path.clone(), source });
                }
                // What follows cannot be trusted; what came before is kept.
                Err(_) if self.delivered > 0 => {
                    self.broke_off = true;
                    return Ok(false);
                }
                Err(e) => return Err(self.not_sound(e.to_string())),
            };
            if packet.track_id != self.track {
                continue;
            }
            match self.decoder.decode(&packet) {
                Ok(decoded) if decoded.frames() == 0 => {}
                Ok(decoded) if decoded.spec().channels().count() == usize::from(self.channels) => {
                    self.delivered += decoded.frames() as u64;
                    decoded.copy_to_vec_interleaved(frames);
                    return Ok(true);
                }
                Ok(_) | Err(Decoding::DecodeError(_) | Decoding::IoError(_)) => self.broke_off = true,
                Err(e) => return Err(self.not_sound(e.to_string())),
            }
        }
    }

    fn cut_short(&self) -> bool {
        self.broke_off
            || self.promised.is_some_and(|promised| {
                let spare = if self.exact { 0 } else { u64::from(self.sample_rate) / 2 };
                self.delivered + spare < promised
            })
    }

    fn no_samples(&self) -> SpeechError {
        if self.broke_off || self.promised.is_some_and(|n| n > 0) {
            SpeechError::Truncated { path: self.path.clone() }
        } else {
            SpeechError::Empty { path: self.path.clone() }
        }
    }

    fn not_sound(&self, reason: String) -> SpeechError {
        SpeechError::NotSound { path: self.path.clone(), reason }
    }
}
