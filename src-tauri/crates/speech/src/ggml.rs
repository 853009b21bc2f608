//! The file format of whisper.cpp's models, as far as it must be understood here.
//!
//! whisper.cpp ends the whole process when a file makes no sense, so [`check_speech`] looks at the header, and whether
//! all weights are there, before it is let near one; the small voice activity file is read entirely here
//! ([`voice_activity`]).

mod weights;

use std::collections::BTreeMap;
use std::fs::File;
use std::io::Read;
use std::path::Path;

use thiserror::Error;

use crate::error::SpeechError;

/// "ggml", little-endian: the first four bytes of every file.
const MAGIC: u32 = 0x6767_6d6c;
/// Quantisation may be stamped with a version in the thousands.
const QUANTISATION_VERSIONS: i32 = 1000;
/// Tensors of 32 bit and 16 bit floats.
const F32: i32 = 0;
const F16: i32 = 1;
/// Size of the vocabulary of the English models.
const ENGLISH_VOCABULARY: i32 = 51_864;
/// No tensor of a voice activity file is larger.
const LARGEST: usize = 1 << 20;

/// Why a file is not what it should be.
#[derive(Debug, Error)]
pub enum Malformed {
    /// It does not start as such files do.
    #[error("it does not begin with the ggml mark")]
    Magic,
    /// It ends too early.
    #[error("it is cut off")]
    CutOff,
    /// A number no model has.
    #[error("its header makes no sense ({0})")]
    Header(String),
    /// A tensor is absent or of another shape.
    #[error("tensor {0} is missing or has another shape")]
    Tensor(String),
}

/// The tensors of a file by name, as 32 bit floats.
#[derive(Debug, Default)]
pub struct Tensors(BTreeMap<String, Vec<f32>>);

impl Tensors {
    /// Takes out the tensor of that name and number of elements.
    pub fn take(&mut self, name: &str, len: usize) -> Result<Vec<f32>, Malformed> {
        match self.0.remove(name) {
            Some(values) if values.len() == len && values.iter().all(|v| v.is_finite()) => Ok(values),
            _ => Err(Malformed::Tensor(name.into())),
        }
    }
}

/// What the header of a Whisper model tells.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct SpeechShape {
    /// Layers of the encoder.
    pub audio_layers: i32,
    /// Layers of the decoder.
    pub text_layers: i32,
    /// Bands of the spectrogram.
    pub mels: i32,
    /// Whether it knows English only.
    pub english_only: bool,
}

/// Refuses a file that is no Whisper model, or not all of one, before whisper.cpp would abort on it.
pub fn check_speech(path: &Path) -> Result<(), SpeechError> {
    speech_shape(path).map(|_| ())
}

/// The shape of a Whisper model; a typed error where the file is none, or is cut off.
pub fn speech_shape(path: &Path) -> Result<SpeechShape, SpeechError> {
    let refuse =
        |reason: Malformed| SpeechError::NotAModel { path: path.into(), wanted: "speech", reason: reason.to_string() };
    let mut file = File::open(path).map_err(|source| SpeechError::Unreadable { path: path.into(), source })?;
    magic(&mut file).map_err(refuse)?;
    let mut header = [0; 11];
    for field in &mut header {
        *field = integer(&mut file).map_err(refuse)?;
    }
    let [
        vocabulary,
        audio_context,
        audio_state,
        audio_heads,
        audio_layers,
        text_context,
        text_state,
        text_heads,
        text_layers,
        mels,
        format,
    ] = header;
    let sane = (50_000..60_000).contains(&vocabulary)
        && audio_context == 1500
        && text_context == 448
        && [384, 512, 768, 1024, 1280].contains(&audio_state)
        && text_state == audio_state
        && [6, 8, 12, 16, 20].contains(&audio_heads)
        && text_heads == audio_heads
        && (4..=32).contains(&audio_layers)
        && (2..=32).contains(&text_layers)
        && [80, 128].contains(&mels)
        && (0..=30).contains(&(format % QUANTISATION_VERSIONS));
    if !sane {
        return Err(refuse(Malformed::Header(format!("{header:?}"))));
    }
    let shape = SpeechShape { audio_layers, text_layers, mels, english_only: vocabulary == ENGLISH_VOCABULARY };
    weights::check(file, shape).map_err(refuse)?;
    Ok(shape)
}

/// Reads a Silero file: its header is checked, its tensors are returned.
pub fn voice_activity(file: &mut impl Read) -> Result<Tensors, Malformed> {
    magic(file)?;
    let kind = text(file)?;
    if !kind.starts_with("silero-16k") {
        return Err(Malformed::Header(format!("kind {kind:?}")));
    }
    // Version (3), window and context, four convolutions of three numbers each after their count, four sizes.
    let mut header = [0; 3 + 2 + 1 + 12 + 4];
    for field in &mut header {
        *field = integer(file)?;
    }
    if header[3..6] != [512, 64, 4] {
        return Err(Malformed::Header(format!("window, context and layers {:?}", &header[3..6])));
    }
    let mut tensors = Tensors::default();
    loop {
        let dimensions = match integer(file) {
            Ok(dimensions @ 0..=4) => dimensions,
            Ok(other) => return Err(Malformed::Header(format!("{other} dimensions"))),
            Err(_) => return Ok(tensors),
        };
        let (name_length, format) = (integer(file)?, integer(file)?);
        let mut elements = 1_usize;
        for _ in 0..dimensions {
            elements = elements.saturating_mul(usize::try_from(integer(file)?).unwrap_or(usize::MAX));
        }
        let name = text_of(file, name_length)?;
        if elements > LARGEST {
            return Err(Malformed::Tensor(name));
        }
        let values = match format {
            F32 => bytes(file, elements * 4)?
                .chunks_exact(4)
                .map(|b| f32::from_le_bytes([b[0], b[1], b[2], b[3]]))
                .collect(),
            F16 => bytes(file, elements * 2)?.chunks_exact(2).map(|b| half(u16::from_le_bytes([b[0], b[1]]))).collect(),
            _ => return Err(Malformed::Tensor(name)),
        };
        tensors.0.insert(name, values);
    }
}

fn magic(file: &mut impl Read) -> Result<(), Malformed> {
    match integer(file) {
        Ok(found) if found.cast_unsigned() == MAGIC => Ok(()),
        _ => Err(Malformed::Magic),
    }
}

fn integer(file: &mut impl Read) -> Result<i32, Malformed> {
    let mut bytes = [0; 4];
    file.read_exact(&mut bytes).map_err(|_| Malformed::CutOff)?;
    Ok(i32::from_le_bytes(bytes))
}

fn text(file: &mut impl Read) -> Result<String, Malformed> {
    let length = integer(file)?;
    text_of(file, length)
}

fn text_of(file: &mut impl Read, length: i32) -> Result<String, Malformed> {
    match usize::try_from(length) {
        Ok(length @ 0..=256) => Ok(String::from_utf8_lossy(&bytes(file, length)?).into_owned()),
        _ => Err(Malformed::Header(format!("a name of {length} bytes"))),
    }
}

fn bytes(file: &mut impl Read, length: usize) -> Result<Vec<u8>, Malformed> {
    let mut bytes = vec![0; length];
    file.read_exact(&mut bytes).map_err(|_| Malformed::CutOff)?;
    Ok(bytes)
}

/// A 16 bit float (IEEE 754 half precision) as 32 bit.
fn half(bits: u16) -> f32 {
    let sign = if bits & 0x8000 == 0 { 1.0 } else { -1.0 };
    let exponent = i32::from(bits >> 10 & 0x1f);
    let fraction = f32::from(bits & 0x3ff) / 1024.0;
    match exponent {
        0 => sign * fraction * 2.0_f32.powi(-14),
        31 => f32::NAN,
        _ => sign * (1.0 + fraction) * 2.0_f32.powi(exponent - 15),
    }
}
