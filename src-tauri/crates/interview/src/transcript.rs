//! What was said: words and sentences, with times where sound was heard.
//!
//! A transcript is made from recognised words ([`Transcript::from_words`]), from plain text
//! ([`Transcript::from_text`]), or read from a document somebody hands over ([`read`]). Two things always hold: the text
//! is the sentences joined by single spaces, so every sentence can be found in it; and where there are words, each
//! sentence names its first and last one.

mod another;
mod correct;
mod field;
mod normal;
mod read;
mod sentences;
mod vocabulary;

use serde::{Deserialize, Serialize};

pub use another::Own;
pub use correct::CorrectionError;
pub use normal::bare;
pub use read::{Input, MAX_BYTES, MAX_WORDS, TranscriptError, read};
pub use vocabulary::Mended;

use crate::time::{Millis, Span};
use sentences::{Token, divide};

/// One word as it was recognised, punctuation attached.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "specta", derive(specta::Type))]
pub struct Word {
    /// The word as written, with its punctuation ("So,").
    pub text: String,
    /// Where it starts.
    pub start_ms: Millis,
    /// Where it ends.
    pub end_ms: Millis,
    /// The recogniser's confidence, 0–100.
    pub probability: u8,
    /// Whether a person corrected the text; the time stays that of the sound. Written only where it is so.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub corrected: bool,
}

impl Word {
    /// Where the word sounds.
    pub fn span(&self) -> Span {
        Span::new(self.start_ms, self.end_ms)
    }
}

/// One sentence. Times and word indices are absent where only text was given.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[cfg_attr(feature = "specta", derive(specta::Type))]
pub struct Sentence {
    /// The sentence as written.
    pub text: String,
    /// Start of its first word.
    pub start_ms: Option<Millis>,
    /// End of its last word.
    pub end_ms: Option<Millis>,
    /// Index of its first word in [`Transcript::words`].
    pub first_word: Option<u32>,
    /// Index of its last word, inclusive.
    pub last_word: Option<u32>,
    /// Whether another voice than the candidate's said it: shown, never scored or measured. Written only where it is so.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub another_voice: bool,
}

impl Sentence {
    /// Where the sentence can be heard; absent without times.
    pub fn span(&self) -> Option<Span> {
        Some(Span::new(self.start_ms?, self.end_ms?))
    }
}

/// Everything that was said in one take.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[cfg_attr(feature = "specta", derive(specta::Type))]
pub struct Transcript {
    /// ISO 639-1 code of the language spoken, when known.
    pub language: Option<String>,
    /// The whole text, sentences joined by single spaces.
    pub text: String,
    /// Words with times; absent where only text was given.
    pub words: Option<Vec<Word>>,
    /// The sentences, in order.
    pub sentences: Vec<Sentence>,
}

impl Transcript {
    /// The transcript of recognised words, divided into sentences by punctuation and by pauses.
    ///
    /// Words without text are left out, white space inside a word becomes a single space, and times are made monotone:
    /// no word starts before the one before it, none ends before it starts.
    pub fn from_words(words: Vec<Word>, language: Option<String>) -> Self {
        Self::from_voices(words, language, &[])
    }

    /// The same, of a take in which another voice speaks in `others`: a sentence is of one voice.
    pub fn from_voices(words: Vec<Word>, language: Option<String>, others: &[Span]) -> Self {
        let mut kept: Vec<Word> = Vec::with_capacity(words.len());
        for mut word in words {
            word.text = single_spaced(&word.text);
            if word.text.is_empty() {
                continue;
            }
            word.start_ms = word.start_ms.max(kept.last().map_or(0, |before| before.start_ms));
            word.end_ms = word.end_ms.max(word.start_ms);
            kept.push(word);
        }
        let mut said_until = None;
        let mut another_before = None;
        let tokens: Vec<Token<'_>> = kept
            .iter()
            .map(|word| {
                let gap_ms = said_until.map(|end: Millis| word.start_ms.saturating_sub(end));
                said_until = Some(said_until.unwrap_or(0).max(word.end_ms));
                let another = another::speaks(others, word.span());
                let changed = another_before.replace(another).is_some_and(|before| before != another);
                Token { text: &word.text, gap_ms, paragraph: changed }
            })
            .collect();
        let sentences: Vec<Sentence> = divide(&tokens)
            .into_iter()
            .map(|range| {
                let words = &kept[range.clone()];
                Sentence {
                    text: joined(words.iter().map(|word| word.text.as_str())),
                    start_ms: words.first().map(|word| word.start_ms),
                    end_ms: words.iter().map(|word| word.end_ms).max(),
                    first_word: Some(range.start as u32),
                    last_word: Some(range.end as u32 - 1),
                    another_voice: words.first().is_some_and(|word| another::speaks(others, word.span())),
                }
            })
            .collect();
        let text = joined(sentences.iter().map(|sentence| sentence.text.as_str()));
        Self { language, text, words: Some(kept), sentences }
    }

    /// The transcript of plain text, divided into sentences by punctuation and by blank lines. It has no times.
    pub fn from_text(text: &str) -> Self {
        let mut tokens: Vec<Token<'_>> = Vec::new();
        let mut paragraph = false;
        for line in text.lines() {
            for word in line.split_whitespace() {
                tokens.push(Token { text: word, gap_ms: None, paragraph });
                paragraph = false;
            }
            paragraph |= line.trim().is_empty() && !tokens.is_empty();
        }
        let sentences = divide(&tokens)
            .into_iter()
            .map(|range| joined(tokens[range].iter().map(|token| token.text)))
            .map(|text| Sentence { text, ..Sentence::default() })
            .collect();
        Self::from_sentences(sentences)
    }

    /// A transcript that keeps a division into sentences made elsewhere. It has no words.
    pub fn from_sentences(sentences: Vec<Sentence>) -> Self {
        let text = joined(sentences.iter().map(|sentence| sentence.text.as_str()));
        Self { language: None, text, words: None, sentences }
    }

    /// How many words were said: recognised ones, or, without them, those of the text.
    pub fn word_count(&self) -> usize {
        self.words.as_ref().map_or_else(|| self.text.split_whitespace().count(), Vec::len)
    }
}

/// Words or sentences joined by single spaces.
fn joined<'a>(parts: impl Iterator<Item = &'a str>) -> String {
    let mut text = String::new();
    for part in parts {
        if !text.is_empty() {
            text.push(' ');
        }
        text.push_str(part);
    }
    text
}

/// The text with every run of white space made one space, none at either end.
fn single_spaced(text: &str) -> String {
    joined(text.split_whitespace())
}

#[cfg(test)]
mod tests;
