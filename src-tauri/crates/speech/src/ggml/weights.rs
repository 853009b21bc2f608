//! Whether a Whisper model's file holds all the weights its header announces.
//!
//! A copy or a download that ended early has a header like any other. The tensors are walked from one to the next by
//! their sizes; their values are not read, so a model of a gigabyte is looked through in milliseconds.

use std::io::{BufReader, Read, Seek, SeekFrom};

use super::{Malformed, SpeechShape, integer, text_of};

/// Types of tensor: number, elements in a block, bytes of a block (`ggml-common.h` of whisper.cpp).
const BLOCKS: [(i32, u64, u64); 14] = [
    (0, 1, 4),      // f32
    (1, 1, 2),      // f16
    (2, 32, 18),    // q4_0
    (3, 32, 20),    // q4_1
    (6, 32, 22),    // q5_0
    (7, 32, 24),    // q5_1
    (8, 32, 34),    // q8_0
    (10, 256, 84),  // q2_K
    (11, 256, 110), // q3_K
    (12, 256, 144), // q4_K
    (13, 256, 176), // q5_K
    (14, 256, 210), // q6_K
    (20, 32, 18),   // iq4_nl
    (30, 1, 2),     // bf16
];

/// Walks the file from the end of its header on: spectrogram filters, vocabulary, tensors.
pub fn check(file: impl Read + Seek, shape: SpeechShape) -> Result<(), Malformed> {
    let mut walk = Walk::start(file)?;
    let filters = walk.count()?.saturating_mul(walk.count()?);
    walk.skip(filters.saturating_mul(4))?;
    for _ in 0..walk.count()? {
        let length = walk.count()?;
        walk.skip(length)?;
    }
    (0..tensors(shape)).try_for_each(|_| walk.tensor())
}

/// How many tensors a model of that shape has: per layer 15 in the encoder and 24 in the decoder, and 11 around them.
fn tensors(shape: SpeechShape) -> i32 {
    11 + 15 * shape.audio_layers + 24 * shape.text_layers
}

/// A file and how many bytes of it are left.
struct Walk<F> {
    file: BufReader<F>,
    left: u64,
}

impl<F: Read + Seek> Walk<F> {
    fn start(mut file: F) -> Result<Self, Malformed> {
        let lost = |_| Malformed::CutOff;
        let here = file.stream_position().map_err(lost)?;
        let end = file.seek(SeekFrom::End(0)).map_err(lost)?;
        file.seek(SeekFrom::Start(here)).map_err(lost)?;
        Ok(Self { file: BufReader::new(file), left: end.saturating_sub(here) })
    }

    fn integer(&mut self) -> Result<i32, Malformed> {
        self.left = self.left.checked_sub(4).ok_or(Malformed::CutOff)?;
        integer(&mut self.file)
    }

    fn count(&mut self) -> Result<u64, Malformed> {
        let number = self.integer()?;
        u64::try_from(number).map_err(|_| Malformed::Header(format!("a length of {number}")))
    }

    fn skip(&mut self, bytes: u64) -> Result<(), Malformed> {
        self.left = self.left.checked_sub(bytes).ok_or(Malformed::CutOff)?;
        let bytes = i64::try_from(bytes).map_err(|_| Malformed::CutOff)?;
        self.file.seek_relative(bytes).map_err(|_| Malformed::CutOff)
    }

    fn tensor(&mut self) -> Result<(), Malformed> {
        let (dimensions, name_length, format) = (self.count()?, self.integer()?, self.integer()?);
        if dimensions > 4 {
            return Err(Malformed::Header(format!("{dimensions} dimensions")));
        }
        let mut elements = 1_u64;
        for _ in 0..dimensions {
            elements = elements.saturating_mul(self.count()?);
        }
        let name = text_of(&mut self.file, name_length)?;
        self.left = self.left.checked_sub(name_length.unsigned_abs().into()).ok_or(Malformed::CutOff)?;
        let Some((_, elements_each, bytes_each)) = BLOCKS.iter().find(|(number, ..)| *number == format) else {
            return Err(Malformed::Tensor(name));
        };
        self.skip((elements / elements_each).saturating_mul(*bytes_each))
    }
}
