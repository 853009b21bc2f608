//! The spoken fixtures and what is known about them.

use std::{fs, path::PathBuf};

use anyhow::{Context, Result};
use serde::Deserialize;

use crate::{paths, sound::Sound};

/// A spoken answer with its question and the sentences that are truly in it.
#[derive(Debug, Deserialize)]
pub struct Spoken {
    /// Name of the FLAC beside the description.
    pub file: String,
    /// The question it answers.
    pub question: String,
    /// Round of that question.
    pub round: String,
    /// Length of the sound.
    pub duration_ms: u32,
    /// What is said, in order.
    pub sentences: Vec<SpokenSentence>,
}

/// One sentence of a spoken answer, with the time it truly takes.
#[derive(Debug, Deserialize)]
pub struct SpokenSentence {
    /// The words.
    pub text: String,
    /// Its beginning.
    pub start_ms: u32,
    /// Its end.
    pub end_ms: u32,
}

impl Spoken {
    /// 38 s: headline, task, action and two results of a strong leadership answer.
    ///
    /// # Errors
    /// The fixture cannot be read.
    pub fn reorganised() -> Result<Self> {
        Self::read("reorganised.json")
    }

    /// 14 s: the first two sentences of an answer.
    ///
    /// # Errors
    /// The fixture cannot be read.
    pub fn lottery() -> Result<Self> {
        Self::read("lottery.json")
    }

    fn read(name: &str) -> Result<Self> {
        let path = paths::fixture(name);
        let text = fs::read_to_string(&path).with_context(|| path.display().to_string())?;
        serde_json::from_str(&text).with_context(|| path.display().to_string())
    }

    /// Where the FLAC is.
    pub fn path(&self) -> PathBuf {
        paths::fixture(&self.file)
    }

    /// The sound itself.
    ///
    /// # Errors
    /// The FLAC cannot be decoded.
    pub fn sound(&self) -> Result<Sound> {
        Sound::from_flac(&self.path())
    }

    /// Share (0–100) of this answer's words, in order, that `heard` holds too: 100 means every word came through.
    pub fn share_heard(&self, heard: &str) -> u32 {
        let said: Vec<String> = self.sentences.iter().flat_map(|sentence| words(&sentence.text)).collect();
        let heard = words(heard);
        // Longest common subsequence: order matters, insertions do not.
        let mut row = vec![0_u32; heard.len() + 1];
        for word in &said {
            let mut diagonal = 0;
            for (column, other) in heard.iter().enumerate() {
                let above = row[column + 1];
                row[column + 1] = if word == other { diagonal + 1 } else { above.max(row[column]) };
                diagonal = above;
            }
        }
        row[heard.len()] * 100 / u32::try_from(said.len()).unwrap_or(u32::MAX).max(1)
    }
}

fn words(text: &str) -> Vec<String> {
    let fillers = ["um", "uh", "er", "erm"];
    text.to_lowercase()
        .split(|c: char| !c.is_alphanumeric() && c != '\'')
        .map(|word| word.trim_matches('\'').to_owned())
        .filter(|word| !word.is_empty() && !fillers.contains(&word.as_str()))
        .collect()
}
