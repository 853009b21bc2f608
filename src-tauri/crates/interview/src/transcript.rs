//! What was said: words and sentences, with times where sound was heard.

use serde::{Deserialize, Serialize};

use crate::time::Millis;

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
    /// Whether a person corrected the text; the time stays that of the sound.
    #[serde(default)]
    pub corrected: bool,
}

/// One sentence. Times and word indices are absent where only text was given.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[cfg_attr(feature = "specta", derive(specta::Type))]
pub struct Sentence {
    /// The sentence as written.
    pub text: String,
    /// Start of its first word.
    #[serde(default)]
    pub start_ms: Option<Millis>,
    /// End of its last word.
    #[serde(default)]
    pub end_ms: Option<Millis>,
    /// Index of its first word in [`Transcript::words`].
    #[serde(default)]
    pub first_word: Option<u32>,
    /// Index of its last word, inclusive.
    #[serde(default)]
    pub last_word: Option<u32>,
}

/// Everything that was said in one take.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[cfg_attr(feature = "specta", derive(specta::Type))]
pub struct Transcript {
    /// ISO 639-1 code of the language spoken, when known.
    #[serde(default)]
    pub language: Option<String>,
    /// The whole text, sentences joined by single spaces.
    #[serde(default)]
    pub text: String,
    /// Words with times; absent where only text was given.
    #[serde(default)]
    pub words: Option<Vec<Word>>,
    /// The sentences, in order.
    #[serde(default)]
    pub sentences: Vec<Sentence>,
}
