//! Word against word: what a second hearing of the same sound heard otherwise.

use serde::{Deserialize, Serialize};
use similar::{Algorithm, DiffOp, capture_diff_slices};

use crate::{
    time::Millis,
    transcript::{Transcript, Word, bare},
};

/// What happened to some words.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "specta", derive(specta::Type))]
#[serde(rename_all = "snake_case")]
pub enum WordChange {
    /// They were not heard before.
    Added,
    /// They are not heard any more.
    Removed,
    /// They stand in the place of others.
    Replaced,
}

/// Neighbouring words that were heard otherwise.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "specta", derive(specta::Type))]
pub struct ChangedWords {
    /// What happened to them.
    pub change: WordChange,
    /// The words as they were; empty where there were none.
    pub before: String,
    /// The words as they are; empty where there are none.
    pub after: String,
    /// Where it is to be heard: from the first word of either …
    pub start_ms: Millis,
    /// … to the last.
    pub end_ms: Millis,
}

/// The words that differ between two hearings of one sound, by time. Case and punctuation make no difference. Nothing where
/// one of them has no words but only text.
pub fn changed_words(before: &Transcript, after: &Transcript) -> Vec<ChangedWords> {
    let (Some(was), Some(is)) = (&before.words, &after.words) else { return Vec::new() };
    let (was, is) = (Spoken::of(was), Spoken::of(is));
    let changed = |op: &DiffOp| match *op {
        DiffOp::Equal { .. } => None,
        DiffOp::Delete { old_index, old_len, .. } => {
            Some(ChangedWords::of(WordChange::Removed, was.at(old_index, old_len), &[]))
        }
        DiffOp::Insert { new_index, new_len, .. } => {
            Some(ChangedWords::of(WordChange::Added, &[], is.at(new_index, new_len)))
        }
        DiffOp::Replace { old_index, old_len, new_index, new_len } => {
            Some(ChangedWords::of(WordChange::Replaced, was.at(old_index, old_len), is.at(new_index, new_len)))
        }
    };
    capture_diff_slices(Algorithm::Patience, &was.bare, &is.bare).iter().filter_map(changed).collect()
}

/// Words that are more than punctuation, and how they compare.
struct Spoken<'a> {
    words: Vec<&'a Word>,
    bare: Vec<String>,
}

impl<'a> Spoken<'a> {
    fn of(words: &'a [Word]) -> Self {
        let compared = words.iter().map(|word| (word, bare(&word.text))).filter(|(_, bare)| !bare.is_empty());
        let (words, bare) = compared.unzip();
        Self { words, bare }
    }

    fn at(&self, from: usize, count: usize) -> &[&'a Word] {
        self.words.get(from..from + count).unwrap_or_default()
    }
}

impl ChangedWords {
    fn of(change: WordChange, before: &[&Word], after: &[&Word]) -> Self {
        let text = |words: &[&Word]| words.iter().map(|word| word.text.as_str()).collect::<Vec<_>>().join(" ");
        let all = || before.iter().chain(after);
        Self {
            change,
            before: text(before),
            after: text(after),
            start_ms: all().map(|word| word.start_ms).min().unwrap_or(0),
            end_ms: all().map(|word| word.end_ms).max().unwrap_or(0),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn heard(text: &str) -> Transcript {
        let words = (0_u32..).zip(text.split_whitespace()).map(|(at, text)| Word {
            text: text.to_owned(),
            start_ms: at * 300,
            end_ms: at * 300 + 200,
            probability: 90,
            corrected: false,
        });
        Transcript::from_words(words.collect(), None)
    }

    #[test]
    fn words_are_added_removed_and_replaced_and_each_can_be_heard() {
        let before = heard("we went from teams by technology to teams by kind of costumer");
        let after = heard("we um went from teams by technology to teams by customer");
        let changed = changed_words(&before, &after);
        let told: Vec<_> =
            changed.iter().map(|one| (one.change, one.before.as_str(), one.after.as_str(), one.start_ms)).collect();
        assert_eq!(
            told,
            [(WordChange::Added, "", "um", 300), (WordChange::Replaced, "kind of costumer", "customer", 2_700)]
        );
        assert_eq!(changed[1].end_ms, 3_500, "to the end of the last word of either");
        let removed = changed_words(&after, &before);
        assert_eq!((removed[0].change, removed[0].before.as_str()), (WordChange::Removed, "um"));
    }

    #[test]
    fn case_and_punctuation_are_no_difference() {
        assert_eq!(changed_words(&heard("So, we went."), &heard("so we went …")), []);
        assert_eq!(changed_words(&Transcript::from_text("So we went."), &heard("other")), [], "text has no times");
    }
}
