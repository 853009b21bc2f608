//! Correcting a word by hand: the text changes, the sound it stands for does not.

use thiserror::Error;

use super::{Transcript, joined, single_spaced};

/// Why a word cannot be corrected.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum CorrectionError {
    /// The transcript was made from text, so no word stands for a sound.
    #[error("this transcript has no words to correct, only text")]
    NoWords,
    /// There is no such word.
    #[error("there is no word {index}: the transcript has {words}")]
    NoSuchWord {
        /// The index asked for.
        index: usize,
        /// How many words there are.
        words: usize,
    },
    /// A word cannot be corrected to nothing.
    #[error("the corrected word is empty")]
    Empty,
}

impl Transcript {
    /// Puts `text` in place of the word at `index`, marks it as corrected, and writes its sentence and the whole text
    /// anew. Times and the division into sentences stay. The same text again changes nothing but the mark.
    pub fn correct_word(&mut self, index: usize, text: &str) -> Result<(), CorrectionError> {
        let words = self.words.as_mut().ok_or(CorrectionError::NoWords)?;
        let count = words.len();
        let word = words.get_mut(index).ok_or(CorrectionError::NoSuchWord { index, words: count })?;
        let text = single_spaced(text);
        if text.is_empty() {
            return Err(CorrectionError::Empty);
        }
        word.text = text;
        word.corrected = true;
        for sentence in &mut self.sentences {
            let (Some(first), Some(last)) = (sentence.first_word, sentence.last_word) else { continue };
            let (first, last) = (first as usize, last as usize);
            if (first..=last).contains(&index) && last < count {
                sentence.text = joined(words[first..=last].iter().map(|word| word.text.as_str()));
            }
        }
        self.text = joined(self.sentences.iter().map(|sentence| sentence.text.as_str()));
        Ok(())
    }
}
