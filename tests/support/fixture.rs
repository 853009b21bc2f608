//! The spoken fixtures and what is known about them.

use std::{fs, ops::RangeInclusive, path::PathBuf};

use anyhow::{Context, Result};
use serde::Deserialize;

use crate::{paths, sound::Sound};

/// Silence left around sentences that are played alone: half of what lies between two of them.
const BREATH_MS: u32 = 300;

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

    /// The sound of these sentences alone, with a breath before and after: an answer of its own.
    ///
    /// # Errors
    /// The FLAC cannot be decoded, or there are no such sentences.
    pub fn said(&self, sentences: RangeInclusive<usize>) -> Result<Sound> {
        let said = self.sentences.get(sentences.clone()).filter(|said| !said.is_empty());
        let said = said.with_context(|| format!("{} has no sentences {sentences:?}", self.file))?;
        let (start_ms, end_ms) = (said[0].start_ms, said[said.len() - 1].end_ms);
        Ok(self.sound()?.between(start_ms.saturating_sub(BREATH_MS), end_ms + BREATH_MS))
    }

    /// Share (0–100) of this answer's words, in order, that `heard` holds too: 100 means every word came through.
    pub fn share_heard(&self, heard: &str) -> u32 {
        let said = self.words();
        let matched = in_common(&said, &words(heard)).len();
        u32::try_from(matched * 100 / said.len().max(1)).unwrap_or(0)
    }

    /// Words that were heard, but not where they are said: each with its time and the sentence it belongs to. A word
    /// may lie `tolerance_ms` outside its sentence.
    pub fn misplaced(&self, heard: &[HeardWord], tolerance_ms: u32) -> Vec<String> {
        let said = self.words();
        let sentence_of: Vec<_> = self
            .sentences
            .iter()
            .flat_map(|sentence| words(&sentence.text).into_iter().map(move |_| sentence))
            .collect();
        let (texts, times): (Vec<_>, Vec<_>) =
            heard.iter().flat_map(|word| words(&word.text).into_iter().map(move |text| (text, word))).unzip();
        in_common(&said, &texts)
            .into_iter()
            .map(|(said, heard)| (sentence_of[said], times[heard]))
            .filter(|(sentence, word)| {
                word.start_ms + tolerance_ms < sentence.start_ms || word.end_ms > sentence.end_ms + tolerance_ms
            })
            .map(|(sentence, word)| format!("{word:?} belongs to {sentence:?}"))
            .collect()
    }

    fn words(&self) -> Vec<String> {
        self.sentences.iter().flat_map(|sentence| words(&sentence.text)).collect()
    }
}

/// A word as a debrief tells it.
#[derive(Debug, Deserialize)]
pub struct HeardWord {
    /// The word, with its punctuation.
    pub text: String,
    /// Its beginning.
    pub start_ms: u32,
    /// Its end.
    pub end_ms: u32,
}

/// A longest common subsequence, as pairs of indices: order matters, insertions do not.
fn in_common(said: &[String], heard: &[String]) -> Vec<(usize, usize)> {
    let mut longest = vec![vec![0_u32; heard.len() + 1]; said.len() + 1];
    for (s, word) in said.iter().enumerate().rev() {
        for (h, other) in heard.iter().enumerate().rev() {
            longest[s][h] =
                if word == other { longest[s + 1][h + 1] + 1 } else { longest[s + 1][h].max(longest[s][h + 1]) };
        }
    }
    let (mut s, mut h, mut pairs) = (0, 0, Vec::new());
    while s < said.len() && h < heard.len() {
        if said[s] == heard[h] {
            pairs.push((s, h));
            (s, h) = (s + 1, h + 1);
        } else if longest[s + 1][h] >= longest[s][h + 1] {
            s += 1;
        } else {
            h += 1;
        }
    }
    pairs
}

fn words(text: &str) -> Vec<String> {
    let fillers = ["um", "uh", "er", "erm"];
    text.to_lowercase()
        .split(|c: char| !c.is_alphanumeric() && c != '\'')
        .map(|word| word.trim_matches('\'').to_owned())
        .filter(|word| !word.is_empty() && !fillers.contains(&word.as_str()))
        .collect()
}
