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

/// Reads a sound file to 16 kHz mono (channels averaged, not-a-number samples taken as silence).
///
/// Memory: 64 kB for each second of the take, whatever the file's rate and channels.
pub fn read(path: &Path) -> Result<Sound, SpeechError> {
    let mut reader = SoundReader::open(path)?;
    let (sample_rate, channels) = (reader.sample_rate(), reader.channels());
    let mut samples = Vec::new();
    for block in reader.mono()? {
        samples.extend(block?);
    }
    let duration_ms = to_ms(samples.len());
    Ok(Sound { samples, duration_ms, sample_rate, channels, cut_short: reader.cut_short() })
}

/// A sound file being read: block after block, never all of it at once.
///
/// As an iterator it gives the sound as it is (native rate, channels interleaved, full scale ±1, not-a-number samples
/// taken as silence); [`SoundReader::mono`] as the recogniser hears it. Either ends with an error where there is no
/// sample at all, or more than [`LONGEST_MINUTES`].
pub struct SoundReader {
    file: OpenFile,
    ended: bool,
}

impl SoundReader {
    /// Opens a file and understands its header.
    pub fn open(path: &Path) -> Result<Self, SpeechError> {
        Ok(Self { file: guarded(path, || OpenFile::open(path))?, ended: false })
    }

    /// Samples a second in the file.
    pub fn sample_rate(&self) -> u32 {
        self.file.sample_rate
    }

    /// Channels in the file.
    pub fn channels(&self) -> u16 {
        self.file.channels
    }

    /// Length in milliseconds as far as it was read.
    pub fn read_ms(&self) -> u32 {
        self.file.ms(self.file.delivered)
    }

    /// Length in milliseconds: what the header says, or where it says nothing, what decoding the file once tells.
    pub fn length_ms(&self) -> Result<u32, SpeechError> {
        if let Some(promised) = self.file.promised {
            return Ok(self.file.ms(promised));
        }
        let mut counted = Self::open(&self.file.path)?;
        counted.by_ref().try_for_each(|block| block.map(drop))?;
        Ok(counted.read_ms())
    }

    /// Whether the file ends before its header said it would; known once it was read.
    pub fn cut_short(&self) -> bool {
        self.file.cut_short()
    }

    /// The sound at [`RATE`], channels averaged.
    pub fn mono(&mut self) -> Result<Mono<'_>, SpeechError> {
        let resampler = Resampler::new(self.file.sample_rate).map_err(|e| self.file.not_sound(e.to_string()))?;
        Ok(Mono { reader: self, resampler: Some(resampler), averaged: Vec::new() })
    }
}

impl Iterator for SoundReader {
    type Item = Result<Vec<f32>, SpeechError>;

    fn next(&mut self) -> Option<Self::Item> {
        if self.ended {
            return None;
        }
        let file = &mut self.file;
        let path = file.path.clone();
        let mut frames = Vec::new();
        let longest = u64::from(LONGEST_MINUTES) * 60 * u64::from(file.sample_rate);
        let read = match guarded(&path, || file.next(&mut frames)) {
            Ok(true) if file.delivered > longest => Err(SpeechError::TooLong { path, limit_minutes: LONGEST_MINUTES }),
            Ok(false) if file.delivered == 0 => Err(file.no_samples()),
            read => read,
        };
        self.ended = !matches!(read, Ok(true));
        frames.iter_mut().filter(|sample| !sample.is_finite()).for_each(|sample| *sample = 0.0);
        read.map(|more| more.then_some(frames)).transpose()
    }
}

/// A sound file as the recogniser hears it; see [`SoundReader::mono`].
pub struct Mono<'a> {
    reader: &'a mut SoundReader,
    /// Gone once it has given out all it held.
    resampler: Option<Resampler>,
    averaged: Vec<f32>,
}

impl Iterator for Mono<'_> {
    type Item = Result<Vec<f32>, SpeechError>;

    fn next(&mut self) -> Option<Self::Item> {
        let mut block = Vec::new();
        match self.reader.next() {
            Some(Ok(frames)) => {
                self.averaged.clear();
                self.averaged.extend(frames.chunks_exact(usize::from(self.reader.channels())).map(average));
                self.resampler.as_mut()?.push(&self.averaged, &mut block);
            }
            Some(Err(error)) => {
                self.resampler = None;
                return Some(Err(error));
            }
            None => self.resampler.take()?.finish(&mut block),
        }
        Some(Ok(block))
    }
}

/// Sound that is in memory, in blocks of a second.
pub fn blocks(samples: &[f32]) -> impl Iterator<Item = Result<Vec<f32>, SpeechError>> + Send {
    samples.chunks(RATE as usize).map(|block| Ok(block.to_vec()))
}

/// Files come from anywhere, and decoders have been seen to panic over damaged ones: that too only refuses the file.
fn guarded<T>(path: &Path, read: impl FnOnce() -> Result<T, SpeechError>) -> Result<T, SpeechError> {
    let refused = |_| Err(SpeechError::NotSound { path: path.into(), reason: "its decoder gave up on it".into() });
    catch_unwind(AssertUnwindSafe(read)).unwrap_or_else(refused)
}

/// The mean of one frame.
fn average(frame: &[f32]) -> f32 {
    frame.iter().sum::<f32>() / frame.len() as f32
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

    /// Milliseconds in so many frames.
    fn ms(&self, frames: u64) -> u32 {
        (frames * 1000 / u64::from(self.sample_rate.max(1))).min(u32::MAX.into()) as u32
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
