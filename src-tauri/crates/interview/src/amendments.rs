//! What was put right in a take after it was heard: words, by hand or by the vocabulary, and probable fillers, judged.
//!
//! The transcript holds what stands now; these hold what stood there, so that every change can be taken back. A word
//! keeps the time of the sound it stands for, whatever is written in its place.

mod carried;

pub use carried::LostCorrection;
use serde::{Deserialize, Serialize};

use crate::{
    delivery::{self, Certainty, Delivery},
    time::{Millis, Span},
    transcript::{CorrectionError, Mended, Transcript, Word},
};

/// What was put right in a take.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[cfg_attr(feature = "specta", derive(specta::Type))]
pub struct Amendments {
    /// Words that stand in place of others, by their index.
    pub words: Vec<AmendedWord>,
    /// Probable fillers a person has judged, by time.
    pub fillers: Vec<JudgedFiller>,
    /// Sounds in what another voice says that may be fillers, should it be the candidate's after all.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub aside: Vec<Span>,
}

/// A word that stands in place of what was heard.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "specta", derive(specta::Type))]
pub struct AmendedWord {
    /// Its index in the transcript's words.
    pub index: u32,
    /// What the recogniser wrote: one word, or several that became one.
    pub heard: Vec<Word>,
    /// Whether the vocabulary put it there, and not a person.
    pub mended: bool,
}

/// What a person said of a probable filler.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "specta", derive(specta::Type))]
pub struct JudgedFiller {
    /// Where it starts.
    pub start_ms: Millis,
    /// Where it ends.
    pub end_ms: Millis,
    /// It was one; else it was none.
    pub was_one: bool,
}

impl JudgedFiller {
    /// Where it sounds.
    pub fn span(self) -> Span {
        Span::new(self.start_ms, self.end_ms)
    }
}

impl Amendments {
    /// What the vocabulary mended in a transcript just heard.
    pub fn of(mended: &[Mended]) -> Self {
        let mut words = Vec::new();
        for place in mended {
            let index = place.index as u32;
            if place.words == place.heard.len() {
                let each = (index..).zip(&place.heard);
                words.extend(each.map(|(index, word)| AmendedWord { index, heard: vec![word.clone()], mended: true }));
            } else {
                words.push(AmendedWord { index, heard: place.heard.clone(), mended: true });
            }
        }
        Self { words, ..Self::default() }
    }

    /// Whether nothing was put right.
    pub fn is_empty(&self) -> bool {
        self.words.is_empty() && self.fillers.is_empty() && self.aside.is_empty()
    }

    /// Puts `text` in place of a word, remembering what was heard. The very words that were heard are put back.
    pub fn correct(&mut self, transcript: &mut Transcript, index: usize, text: &str) -> Result<(), CorrectionError> {
        let heard = transcript.words.as_ref().and_then(|words| words.get(index)).cloned();
        if self.at(index).is_some_and(|word| matches!(&word.heard[..], [only] if only.text == text.trim())) {
            return self.put_back(transcript, index);
        }
        transcript.correct_word(index, text)?;
        match (self.words.iter_mut().find(|word| word.index as usize == index), heard) {
            (Some(known), _) => known.mended = false,
            (None, Some(heard)) => {
                self.words.push(AmendedWord { index: index as u32, heard: vec![heard], mended: false });
                self.words.sort_by_key(|word| word.index);
            }
            (None, None) => {}
        }
        Ok(())
    }

    /// Puts back what was heard in place of a word. A word that was not changed stays as it is.
    pub fn put_back(&mut self, transcript: &mut Transcript, index: usize) -> Result<(), CorrectionError> {
        let Some(at) = self.words.iter().position(|word| word.index as usize == index) else {
            return transcript.has_word(index);
        };
        transcript.put_back(index, &self.words[at].heard)?;
        let more = self.words.remove(at).heard.len().saturating_sub(1) as u32;
        for word in self.words.iter_mut().filter(|word| word.index as usize > index) {
            word.index += more;
        }
        Ok(())
    }

    /// Keeps what a person says of the probable filler that starts at `start_ms`, or forgets it. `delivery` is that of
    /// the take as it stands. False where there is no such filler.
    pub fn judge(&mut self, delivery: &Delivery, start_ms: Millis, was_one: Option<bool>) -> bool {
        let sounds = self.sounds(Some(delivery));
        let Some(span) = sounds.into_iter().find(|span| span.start_ms == start_ms) else { return false };
        self.fillers.retain(|filler| filler.start_ms != start_ms);
        if let Some(was_one) = was_one {
            self.fillers.push(JudgedFiller { start_ms: span.start_ms, end_ms: span.end_ms, was_one });
            self.fillers.sort_by_key(|filler| filler.start_ms);
        }
        true
    }

    /// Remembers those of the sounds that may be fillers which another voice makes.
    pub fn set_aside(&mut self, sounds: &[Span], others: &[Span]) {
        let own = delivery::without(sounds, others);
        self.aside = sounds.iter().copied().filter(|sound| !own.contains(sound)).collect();
    }

    /// The sounds of a take that may be fillers, judged or not, another voice's too.
    pub fn sounds(&self, delivery: Option<&Delivery>) -> Vec<Span> {
        let fillers = delivery.into_iter().flat_map(|delivery| &delivery.fillers);
        let probable = fillers.filter(|filler| filler.certainty == Certainty::Probable);
        let spans = probable.map(|filler| Span::new(filler.start_ms, filler.end_ms));
        let judged = self.fillers.iter().map(|filler| filler.span());
        let mut sounds: Vec<Span> = spans.chain(judged).chain(self.aside.iter().copied()).collect();
        sounds.sort();
        sounds.dedup();
        sounds
    }

    fn at(&self, index: usize) -> Option<&AmendedWord> {
        self.words.iter().find(|word| word.index as usize == index)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::delivery::{Filler, Heard, measure};

    fn heard(text: &[(&str, u8)]) -> Transcript {
        let words = (0_u32..).zip(text).map(|(at, (text, probability))| {
            let start_ms = at * 300;
            let (text, probability) = ((*text).to_owned(), *probability);
            Word { text, start_ms, end_ms: start_ms + 200, probability, corrected: false }
        });
        Transcript::from_words(words.collect(), None)
    }

    fn mended() -> (Transcript, Transcript, Amendments) {
        let before = heard(&[("At", 99), ("gluco", 60), ("sense", 60), ("Anna", 50), ("Ruis", 40), ("won.", 99)]);
        let mut after = before.clone();
        let vocabulary = ["Glucosense".to_owned(), "Ana Ruiz".to_owned()];
        let amendments = Amendments::of(&after.mend(&vocabulary));
        (before, after, amendments)
    }

    #[test]
    fn every_mended_word_can_be_put_back_in_any_order() {
        for order in [[1, 2, 3], [3, 2, 1]] {
            let (before, mut transcript, mut amendments) = mended();
            assert_eq!(transcript.text, "At Glucosense Ana Ruiz won.");
            assert_eq!(amendments.words.iter().map(|word| word.index).collect::<Vec<_>>(), [1, 2, 3]);
            let mut shift = 0;
            for index in order {
                let at = if index > 1 { index + shift } else { index };
                amendments.put_back(&mut transcript, at).expect("a word that is there");
                shift += usize::from(index == 1);
            }
            assert_eq!((&transcript, amendments.is_empty()), (&before, true), "{order:?}");
        }
    }

    #[test]
    fn a_corrected_word_remembers_what_was_heard_through_every_further_correction() {
        let before = heard(&[("We", 99), ("won.", 99)]);
        let (mut transcript, mut amendments) = (before.clone(), Amendments::default());
        amendments.correct(&mut transcript, 1, "ran.").expect("a word that is there");
        amendments.correct(&mut transcript, 1, "one.").expect("a word that is there");
        assert_eq!(transcript.text, "We one.");
        assert_eq!(amendments.words[0].heard[0].text, "won.");
        amendments.correct(&mut transcript, 1, "won.").expect("a word that is there");
        assert_eq!((&transcript, amendments.is_empty()), (&before, true), "what was heard is no correction");
        assert!(amendments.correct(&mut transcript, 9, "x").is_err());
        assert!(amendments.put_back(&mut transcript, 9).is_err());
        assert_eq!(amendments.put_back(&mut transcript, 0), Ok(()), "nothing to put back");
    }

    #[test]
    fn a_judged_filler_is_counted_as_judged_and_can_be_judged_anew() {
        let transcript = heard(&[("We", 99), ("won.", 99)]);
        let probable = [Span::new(2_000, 2_400), Span::new(4_000, 4_400)];
        let duration_ms = 20_000;
        let speech = [Span::new(0, 9_000)];
        let measured = |amendments: &Amendments| {
            let heard =
                Heard { speech: &speech, probable_fillers: &probable, judged: &amendments.fillers, others: &[] };
            measure(&transcript, duration_ms, heard)
        };
        let mut amendments = Amendments::default();
        let before = measured(&amendments);
        assert_eq!(before.fillers.len(), 2);
        assert!(amendments.judge(&before, 2_000, Some(true)));
        assert!(amendments.judge(&before, 4_000, Some(false)));
        assert!(!amendments.judge(&before, 3_000, Some(false)), "there is none");
        let after = measured(&amendments);
        let sure = Filler { text: "um".into(), start_ms: 2_000, end_ms: 2_400, certainty: Certainty::Heard };
        assert_eq!(after.fillers, [sure]);
        assert!(after.fillers_per_minute_x10 < before.fillers_per_minute_x10, "the count follows");
        assert!(amendments.judge(&after, 4_000, None) && amendments.judge(&after, 2_000, None));
        assert_eq!(measured(&amendments), before, "taken back");
    }
}
