//! Correcting a word by hand: the text changes, the sound it stands for does not.

use thiserror::Error;

use super::{Transcript, Word, joined, single_spaced};

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
        self.write_anew(index);
        Ok(())
    }

    /// Whether there is a word at `index`; the error when there is none.
    pub(crate) fn has_word(&self, index: usize) -> Result<(), CorrectionError> {
        let words = self.words.as_ref().ok_or(CorrectionError::NoWords)?.len();
        if index < words { Ok(()) } else { Err(CorrectionError::NoSuchWord { index, words }) }
    }

    /// Puts the words that were heard back in place of the one at `index`, and writes its sentence and the whole text
    /// anew. No words change nothing.
    pub(crate) fn put_back(&mut self, index: usize, heard: &[Word]) -> Result<(), CorrectionError> {
        self.has_word(index)?;
        let (Some(words), Some(more)) = (self.words.as_mut(), heard.len().checked_sub(1)) else { return Ok(()) };
        drop(words.splice(index..=index, heard.iter().cloned()));
        for sentence in &mut self.sentences {
            for end in [&mut sentence.first_word, &mut sentence.last_word].into_iter().flatten() {
                *end += if *end as usize > index { more as u32 } else { 0 };
            }
            // The last word of a sentence makes way for more of the same sentence.
            if let Some(last) = sentence.last_word.as_mut().filter(|last| **last as usize == index) {
                *last += more as u32;
            }
        }
        self.write_anew(index);
        Ok(())
    }

    /// Writes the sentence around a word, and the whole text, from the words.
    fn write_anew(&mut self, index: usize) {
        let words = self.words.as_deref().unwrap_or_default();
        for sentence in &mut self.sentences {
            let (Some(first), Some(last)) = (sentence.first_word, sentence.last_word) else { continue };
            let (first, last) = (first as usize, last as usize);
            if let Some(words) = words.get(first..=last).filter(|_| (first..=last).contains(&index)) {
                sentence.text = joined(words.iter().map(|word| word.text.as_str()));
            }
        }
        self.text = joined(self.sentences.iter().map(|sentence| sentence.text.as_str()));
    }
}
