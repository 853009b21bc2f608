//! What a person put right in one hearing, carried over to another hearing of the same sound.
//!
//! A correction was made on a word: where the same word is heard again at the same place, it is corrected again. Where the
//! new hearing has the corrected word by itself there is nothing left to correct. Anything else is told, not decided.

use serde::{Deserialize, Serialize};

use super::{AmendedWord, Amendments, JudgedFiller};
use crate::{
    time::{Millis, Span},
    transcript::{Transcript, Word, bare},
};

/// Two recognisers put the same word in places this far apart.
const APART_MS: Millis = 400;

/// A correction that finds no place in a new hearing.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "specta", derive(specta::Type))]
pub struct LostCorrection {
    /// Where it is to be heard.
    pub start_ms: Millis,
    /// To where.
    pub end_ms: Millis,
    /// What the person wrote.
    pub corrected: String,
    /// What had been heard there before.
    pub heard: String,
    /// What is heard there now; empty where nothing is.
    pub now: String,
}

/// Where a correction stands in the new hearing.
enum Place {
    /// It was heard as corrected.
    Agreed,
    /// The same word was heard, at this index.
    Same(usize),
    /// Neither.
    Nowhere,
}

impl Amendments {
    /// Carries what a person put right `before` over to `after`, whose amendments these are, and `sounds`, its sounds that
    /// may be fillers; what could not be carried, by time.
    pub fn carry(
        &mut self,
        after: &mut Transcript,
        sounds: &[Span],
        earlier: &Self,
        before: &Transcript,
    ) -> Vec<LostCorrection> {
        self.fillers = earlier.fillers.iter().map(|judged| moved(*judged, sounds)).collect();
        self.fillers.sort_by_key(|judged| judged.start_ms);
        self.fillers.dedup_by_key(|judged| judged.start_ms);
        let mut lost = Vec::new();
        for amended in earlier.words.iter().filter(|word| !word.mended) {
            let Some(stands) = before.words.as_ref().and_then(|words| words.get(amended.index as usize)) else {
                continue;
            };
            let carried = match place(amended, stands, after.words.as_deref().unwrap_or_default()) {
                Place::Agreed => true,
                Place::Same(index) => self.correct(after, index, &stands.text).is_ok(),
                Place::Nowhere => false,
            };
            if !carried {
                lost.push(LostCorrection {
                    start_ms: stands.start_ms,
                    end_ms: stands.end_ms,
                    corrected: stands.text.clone(),
                    heard: text(amended.heard.iter()),
                    now: text(after.words.iter().flatten().filter(|word| word.span().overlap_ms(stands.span()) > 0)),
                });
            }
        }
        lost
    }
}

/// Looks for what was corrected, and for what it was corrected to, around the place where it was heard; the nearest counts.
fn place(amended: &AmendedWord, stands: &Word, words: &[Word]) -> Place {
    let from = words.partition_point(|word| word.end_ms + APART_MS < stands.start_ms);
    let around: Vec<(usize, String)> = (from..)
        .zip(&words[from..])
        .take_while(|(_, word)| word.start_ms <= stands.end_ms + APART_MS)
        .map(|(index, word)| (index, bare(&word.text)))
        .collect();
    let nearest = |wanted: &[String]| {
        let found = around.windows(wanted.len().max(1)).filter(|run| run.iter().map(|(_, bare)| bare).eq(wanted));
        let starts = found.map(|run| (words[run[0].0].start_ms.abs_diff(stands.start_ms), run[0].0));
        starts.min()
    };
    let corrected: Vec<String> = stands.text.split_whitespace().map(bare).collect();
    let heard: Vec<String> = amended.heard.iter().map(|word| bare(&word.text)).collect();
    match (nearest(&corrected), nearest(&heard)) {
        (Some((agreed, _)), Some((same, index))) if heard.len() == 1 && same < agreed => Place::Same(index),
        (Some(_), _) => Place::Agreed,
        (None, Some((_, index))) if heard.len() == 1 => Place::Same(index),
        _ => Place::Nowhere,
    }
}

/// What was said of a sound, at the place where it is heard now.
fn moved(judged: JudgedFiller, sounds: &[Span]) -> JudgedFiller {
    let now = sounds.iter().max_by_key(|sound| sound.overlap_ms(judged.span()));
    match now.filter(|sound| sound.overlap_ms(judged.span()) > 0) {
        Some(sound) => JudgedFiller { start_ms: sound.start_ms, end_ms: sound.end_ms, was_one: judged.was_one },
        None => judged,
    }
}

fn text<'a>(words: impl Iterator<Item = &'a Word>) -> String {
    words.map(|word| word.text.as_str()).collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Words half a second apart, `late_ms` after the beginning.
    fn heard(text: &str, late_ms: u32) -> Transcript {
        let words = (0_u32..).zip(text.split_whitespace()).map(|(at, text)| {
            let start_ms = late_ms + at * 500;
            Word { text: text.to_owned(), start_ms, end_ms: start_ms + 300, probability: 90, corrected: false }
        });
        Transcript::from_words(words.collect(), None)
    }

    fn corrected(mut before: Transcript, words: &[(usize, &str)]) -> (Transcript, Amendments) {
        let mut amendments = Amendments::default();
        for (index, text) in words {
            amendments.correct(&mut before, *index, text).expect("a word that is there");
        }
        (before, amendments)
    }

    fn carried(after: &str, late_ms: u32) -> (Transcript, Amendments, Vec<LostCorrection>) {
        let (before, earlier) = corrected(heard("The cat sat on a mad here.", 0), &[(5, "mat"), (1, "bat")]);
        let (mut after, mut amendments) = (heard(after, late_ms), Amendments::default());
        let lost = amendments.carry(&mut after, &[], &earlier, &before);
        (after, amendments, lost)
    }

    #[test]
    fn a_correction_goes_with_its_word_to_wherever_that_is_heard_again() {
        let (after, amendments, lost) = carried("The cat sat on a mad there.", 180);
        assert_eq!(after.text, "The bat sat on a mat there.");
        assert_eq!(lost, []);
        let places: Vec<_> = amendments.words.iter().map(|word| (word.index, word.heard[0].text.as_str())).collect();
        assert_eq!(places, [(1, "cat"), (5, "mad")], "what was heard can be put back");
    }

    #[test]
    fn what_is_now_heard_as_corrected_needs_no_correction_and_what_is_heard_otherwise_is_told() {
        let (after, amendments, lost) = carried("The rat sat on a mat here.", 0);
        assert_eq!(after.text, "The rat sat on a mat here.", "nothing was written over");
        assert!(amendments.is_empty());
        let told = LostCorrection {
            start_ms: 500,
            end_ms: 800,
            corrected: "bat".into(),
            heard: "cat".into(),
            now: "rat".into(),
        };
        assert_eq!(lost, [told]);
    }

    #[test]
    fn a_word_far_away_is_another_one() {
        let (after, _, lost) = carried("The cat sat on a mad here.", 5_000);
        assert_eq!(after.text, "The cat sat on a mad here.");
        assert_eq!(lost.iter().map(|one| one.now.as_str()).collect::<Vec<_>>(), ["", ""]);
    }

    #[test]
    fn what_was_said_of_a_sound_goes_with_it() {
        let earlier = Amendments {
            fillers: vec![
                JudgedFiller { start_ms: 1_000, end_ms: 1_400, was_one: true },
                JudgedFiller { start_ms: 3_000, end_ms: 3_400, was_one: false },
            ],
            ..Amendments::default()
        };
        let mut amendments = Amendments::default();
        let sounds = [Span::new(1_100, 1_500), Span::new(9_000, 9_400)];
        assert_eq!(amendments.carry(&mut heard("So.", 0), &sounds, &earlier, &heard("So.", 0)), []);
        assert_eq!(amendments.fillers[0], JudgedFiller { start_ms: 1_100, end_ms: 1_500, was_one: true });
        assert_eq!(amendments.fillers[1], earlier.fillers[1], "one that is not heard now stays where it was said");
    }
}
