//! Text to word pieces, by the model's own tokenizer.

use std::path::Path;

use tokenizers::{Tokenizer, TruncationParams};

use crate::SemanticsError;

/// Most word pieces of a sentence that are read.
const LONGEST: usize = 256;

/// The model's vocabulary and rules.
#[derive(Debug)]
pub struct Tokens {
    tokenizer: Tokenizer,
}

impl Tokens {
    /// Reads `tokenizer.json`.
    pub fn load(dir: &Path) -> Result<Self, SemanticsError> {
        let file = dir.join("tokenizer.json");
        let text = std::fs::read(&file).map_err(|source| SemanticsError::Unreadable { file: file.clone(), source })?;
        let damaged =
            |error: tokenizers::Error| SemanticsError::Damaged { file: file.clone(), reason: error.to_string() };
        let mut tokenizer = Tokenizer::from_bytes(text).map_err(damaged)?;
        tokenizer.with_padding(None);
        let truncation = TruncationParams { max_length: LONGEST, ..TruncationParams::default() };
        tokenizer.with_truncation(Some(truncation)).map_err(damaged)?;
        Ok(Self { tokenizer })
    }

    /// Word piece ids of each sentence, with the marks of begin and end.
    pub fn encode(&self, sentences: &[&str]) -> Result<Vec<Vec<u32>>, SemanticsError> {
        sentences
            .iter()
            .map(|sentence| {
                let encoding =
                    self.tokenizer.encode(*sentence, true).map_err(|error| SemanticsError::Text(error.to_string()))?;
                Ok(encoding.get_ids().to_vec())
            })
            .collect()
    }
}
