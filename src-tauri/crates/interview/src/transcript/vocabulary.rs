//! Mending near misses of names and jargon a recogniser cannot know, from a list the speaker keeps.
//!
//! Nothing is mended in silence: a mended word is marked as corrected, and what stood there is returned. A word the
//! recogniser was sure of is only given the term's own spelling, never exchanged for another word.

use std::collections::BTreeMap;

use super::{Transcript, Word, bare, joined};

/// Words heard with at least this probability are not exchanged, only respelled.
const SURE: u8 = 85;
/// The longest term looked for, in words.
const LONGEST_TERM: usize = 4;

/// One place that was mended.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Mended {
    /// Index of the first word there, after mending.
    pub index: usize,
    /// What stood there.
    pub heard: Vec<Word>,
    /// How many words stand there now: as many, or one.
    pub words: usize,
}

/// The terms by their first sound.
type Terms<'a> = BTreeMap<char, Vec<Term<'a>>>;

/// A term as it is compared.
struct Term<'a> {
    written: &'a str,
    key: Vec<char>,
    sound: char,
    words: usize,
}

impl Transcript {
    /// Puts terms of the vocabulary in place of near misses, in order of the transcript. Two words that are one term
    /// ("gluco sense") become one word with the time of both. Sentences keep their division.
    pub fn mend(&mut self, vocabulary: &[String]) -> Vec<Mended> {
        let mut terms = Terms::new();
        for term in vocabulary.iter().filter_map(|term| Term::new(term)) {
            terms.entry(term.sound).or_default().push(term);
        }
        if terms.is_empty() {
            return Vec::new();
        }
        let Some(words) = self.words.take() else { return Vec::new() };
        let mut mended = Vec::new();
        let mut kept: Vec<Word> = Vec::with_capacity(words.len());
        let mut next = 0;
        for sentence in &mut self.sentences {
            let (Some(first), Some(last)) = (sentence.first_word, sentence.last_word) else { continue };
            let (first, end) = ((first as usize).max(next), (last as usize + 1).min(words.len()));
            kept.extend(words.get(next..first).unwrap_or_default().iter().cloned());
            let start = kept.len();
            next = first;
            while next < end {
                let found = (1..=LONGEST_TERM.min(end - next))
                    .rev()
                    .find_map(|count| Some((count, closest(&terms, &words[next..next + count])?)));
                let Some((count, term)) = found else {
                    kept.push(words[next].clone());
                    next += 1;
                    continue;
                };
                let heard = &words[next..next + count];
                let from = joined(heard.iter().map(|word| word.text.as_str()));
                let put = term.in_place_of(heard);
                let to = joined(put.iter().map(|word| word.text.as_str()));
                if from == to {
                    kept.extend_from_slice(heard);
                } else {
                    mended.push(Mended { index: kept.len(), heard: heard.to_vec(), words: put.len() });
                    kept.extend(put);
                }
                next += count;
            }
            if let Some(last) = kept.len().checked_sub(1).filter(|last| *last >= start) {
                (sentence.first_word, sentence.last_word) = (Some(start as u32), Some(last as u32));
                if mended.last().is_some_and(|place| place.index >= start) {
                    sentence.text = joined(kept[start..].iter().map(|word| word.text.as_str()));
                }
            }
        }
        kept.extend(words.get(next..).unwrap_or_default().iter().cloned());
        self.words = Some(kept);
        self.text = joined(self.sentences.iter().map(|sentence| sentence.text.as_str()));
        mended
    }
}

impl<'a> Term<'a> {
    fn new(written: &'a str) -> Option<Self> {
        let written = written.trim();
        let words = written.split_whitespace().count();
        let key = key(written);
        let sound = first_sound(&key)?;
        (words <= LONGEST_TERM).then_some(Self { written, key, sound, words })
    }

    /// How far what was heard is from the term; absent where it is too far to be meant. The recogniser's certainty
    /// bears only on exchanges, not on spelling.
    fn distance(&self, heard: &[char], sure: bool) -> Option<usize> {
        let allowed = match self.key.len() {
            _ if sure => 0,
            0..=3 => 0,
            4..=5 => 1,
            6..=9 => 2,
            _ => 3,
        };
        if self.key.len().abs_diff(heard.len()) > allowed {
            return None;
        }
        Some(edits(&self.key, heard)).filter(|&edits| edits <= allowed)
    }

    /// The term as words with the times of what was heard: one for one, or all in the first.
    fn in_place_of(&self, heard: &[Word]) -> Vec<Word> {
        let (Some(first), Some(last)) = (heard.first(), heard.last()) else { return Vec::new() };
        let (before, _) = around(&first.text);
        let (_, after) = around(&last.text);
        let parts: Vec<&str> =
            if self.words == heard.len() { self.written.split_whitespace().collect() } else { vec![self.written] };
        let count = parts.len();
        let put = |(at, part): (usize, &str)| Word {
            text: format!("{}{part}{}", if at == 0 { before } else { "" }, if at + 1 == count { after } else { "" }),
            start_ms: heard[at].start_ms,
            end_ms: if at + 1 == count { last.end_ms.max(heard[at].end_ms) } else { heard[at].end_ms },
            probability: heard[at].probability,
            corrected: true,
        };
        parts.into_iter().enumerate().map(put).collect()
    }
}

/// The term closest to what was heard; the earlier of two equally close.
fn closest<'a, 'b>(terms: &'b Terms<'a>, heard: &[Word]) -> Option<&'b Term<'a>> {
    let candidates = terms.get(&first_sound(&key(&heard.first()?.text))?)?;
    let key: Vec<char> = heard.iter().flat_map(|word| key(&word.text)).collect();
    let sure = heard.iter().all(|word| word.probability >= SURE || word.corrected);
    let fits = candidates.iter().filter(|term| heard.len() == term.words || (heard.len() > 1 && term.words == 1));
    fits.filter_map(|term| Some((term.distance(&key, sure)?, term)))
        .min_by_key(|(edits, _)| *edits)
        .map(|(_, term)| term)
}

/// What is compared: letters and digits in lower case, without a possessive end.
fn key(text: &str) -> Vec<char> {
    let bare = bare(text);
    bare.strip_suffix("'s").unwrap_or(&bare).chars().filter(|c| c.is_alphanumeric()).collect()
}

/// Letters that begin a word with the same sound count as one.
fn first_sound(key: &[char]) -> Option<char> {
    Some(match *key.first()? {
        'c' | 'q' => 'k',
        'z' => 's',
        'p' if key.get(1) == Some(&'h') => 'f',
        letter => letter,
    })
}

/// Marks before and after the word; a possessive end is one.
fn around(word: &str) -> (&str, &str) {
    let core = word.trim_start_matches(|c: char| !c.is_alphanumeric());
    let before = &word[..word.len() - core.len()];
    let bare = core.trim_end_matches(|c: char| !c.is_alphanumeric());
    let bare = bare.strip_suffix("'s").or_else(|| bare.strip_suffix("\u{2019}s")).unwrap_or(bare);
    (before, &core[bare.len()..])
}

/// Levenshtein's distance.
fn edits(one: &[char], other: &[char]) -> usize {
    let mut row: Vec<usize> = (0..=other.len()).collect();
    for (at, left) in one.iter().enumerate() {
        let mut diagonal = row[0];
        row[0] = at + 1;
        for (to, right) in other.iter().enumerate() {
            let exchanged = diagonal + usize::from(left != right);
            diagonal = row[to + 1];
            row[to + 1] = exchanged.min(diagonal + 1).min(row[to] + 1);
        }
    }
    row[other.len()]
}

#[cfg(test)]
mod tests {
    use super::*;

    fn heard(script: &[(&str, u8)]) -> Transcript {
        let word = |(at, &(text, probability)): (usize, &(&str, u8))| {
            let start_ms = at as u32 * 300;
            Word { text: text.into(), start_ms, end_ms: start_ms + 200, probability, corrected: false }
        };
        Transcript::from_words(script.iter().enumerate().map(word).collect(), None)
    }

    fn vocabulary() -> Vec<String> {
        ["Kubernetes", "Glucosense", "Ana Ruiz", "OKR"].map(String::from).into()
    }

    #[test]
    fn near_misses_are_mended_and_marked() {
        let mut transcript = heard(&[
            ("At", 99),
            ("gluco", 60),
            ("sense,", 70),
            ("Anna", 50),
            ("Ruis's", 40),
            ("okr", 95),
            ("won.", 99),
        ]);
        let mended = transcript.mend(&vocabulary());
        assert_eq!(transcript.text, "At Glucosense, Ana Ruiz's OKR won.");
        let stood = |place: &Mended| joined(place.heard.iter().map(|word| word.text.as_str()));
        assert_eq!((stood(&mended[0]).as_str(), mended[0].words), ("gluco sense,", 1));
        assert_eq!(mended.iter().map(|place| place.index).collect::<Vec<_>>(), [1, 2, 4]);
        let words = transcript.words.as_ref().unwrap();
        assert_eq!((words[1].start_ms, words[1].end_ms, words[1].corrected), (300, 800, true));
        assert_eq!((transcript.sentences[0].first_word, transcript.sentences[0].last_word), (Some(0), Some(5)));
    }

    #[test]
    fn a_word_the_recogniser_was_sure_of_is_not_exchanged() {
        let mut transcript = heard(&[("Anna", 99), ("Ruis", 98), ("came.", 99)]);
        assert_eq!((transcript.mend(&vocabulary()), transcript.text.as_str()), (Vec::new(), "Anna Ruis came."));
    }

    #[test]
    fn without_a_vocabulary_every_word_stays() {
        let mut transcript = heard(&[("Anna", 50), ("came.", 99)]);
        let before = transcript.clone();
        assert_eq!((transcript.mend(&[]), transcript), (Vec::new(), before));
    }

    #[test]
    fn mending_twice_changes_nothing_more() {
        let mut transcript = heard(&[("We", 99), ("ran", 99), ("cubernetis.", 40), ("It", 99), ("held.", 99)]);
        assert_eq!(transcript.mend(&vocabulary()).len(), 1);
        let once = transcript.clone();
        assert_eq!((transcript.mend(&vocabulary()), &transcript), (Vec::new(), &once));
        assert_eq!(once.sentences[1].first_word, Some(3));
    }
}
