//! Fillers the recogniser wrote: sounds that are nothing else, and phrases that are fillers only where they stand apart.
//!
//! "Um" is always a filler. "Like" mostly is a word, so it counts only with a comma or a silence on the sides its
//! pattern asks for. The patterns were chosen on 20 hand-labelled meetings of the AMI corpus (82,121 words; what people
//! marked as hesitation, discourse marker or editing term); the example `fillers_on_text` prints these figures:
//!
//! | phrase | all | marked | counted | precision | recall |
//! |---|---|---|---|---|---|
//! | um | 1179 | 1116 | all | .95 | 1.00 |
//! | uh | 2836 | 2722 | all | .96 | 1.00 |
//! | you know | 206 | 126 | 90 | .81 | .58 |
//! | basically | 45 | 8 | 6 | .67 | .50 |
//! | well | 387 | 185 | 88 | .57 | .27 |
//! | like | 852 | 174 | 9 | .44 | .02 |
//! | I mean | 152 | 53 | 21 | .38 | .15 |
//!
//! The meetings' transcribers hardly set "like" and "I mean" apart, so these two and "sort of", "kind of" (1 of 293)
//! are judged by syntax alone: between two commas nothing else is left. Not in the list, because no pattern came near a
//! precision of a half: *so* (455 of 1314 marked, at best .41), *actually* (7 of 80), *right* (1 of 274), *now*, *okay*,
//! *yeah*. "mm", "hmm" and "ah" are mostly replies to others in a meeting (.17); alone before a microphone they are not,
//! so they count unless they are a sentence of their own.

use super::{
    Certainty, Filler,
    said::{Break, Said},
};
use crate::time::Span;

/// Which sides of a phrase must stand apart for it to count. After it, a comma or a silence must stand: at the end of a
/// sentence these words are mostly meant ("as you know.").
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Apart {
    /// The side after, or the side before with the words running on.
    Either,
    /// The side after.
    After,
    /// Both sides; the start of a sentence will do before.
    Both,
}

/// A phrase that may be a filler.
struct Ambiguous {
    words: &'static [&'static str],
    apart: Apart,
    /// Words before it that make it a plain use ("do you know").
    not_after: &'static [&'static str],
    /// Words after it that make it a plain use ("you know what").
    not_before: &'static [&'static str],
}

const AMBIGUOUS: &[Ambiguous] = &[
    Ambiguous {
        words: &["you", "know"],
        apart: Apart::Either,
        not_after: &["as", "did", "didn't", "do", "don't", "how", "would"],
        not_before: &["about", "how", "if", "that", "that's", "what", "when", "where", "which", "who", "why"],
    },
    Ambiguous {
        words: &["i", "mean"],
        apart: Apart::Both,
        not_after: &["what", "that", "which"],
        not_before: &["that", "it"],
    },
    Ambiguous { words: &["like"], apart: Apart::Both, not_after: &[], not_before: &[] },
    Ambiguous { words: &["sort", "of"], apart: Apart::Both, not_after: &[], not_before: &[] },
    Ambiguous { words: &["kind", "of"], apart: Apart::Both, not_after: &[], not_before: &[] },
    Ambiguous {
        words: &["well"],
        apart: Apart::Both,
        not_after: &["as", "very", "really", "pretty"],
        not_before: &["as"],
    },
    Ambiguous { words: &["basically"], apart: Apart::After, not_after: &[], not_before: &[] },
];

/// Hesitations with repeated letters taken out: "ummm" is `um`, "mm" is `m`.
const HESITATIONS: &[&str] = &["um", "uh", "uhm", "er", "erm", "hm", "mh", "m", "ah", "eh", "ehm"];

/// The fillers found among words.
pub(super) struct Found {
    /// By time.
    pub fillers: Vec<Filler>,
    /// For each word, whether it is part of a filler.
    pub is_filler: Vec<bool>,
}

/// Finds the fillers among the words of a take.
pub(super) fn find(words: &[Said]) -> Found {
    let mut found = Found { fillers: Vec::new(), is_filler: vec![false; words.len()] };
    let mut at = 0;
    while at < words.len() {
        let length = if is_hesitation(&words[at]) { 1 } else { ambiguous(words, at) };
        if let Some(phrase) = words.get(at..at + length).filter(|phrase| !phrase.is_empty()) {
            let span = phrase
                .iter()
                .fold(phrase[0].span, |all, word| Span::new(all.start_ms, all.end_ms.max(word.span.end_ms)));
            found.fillers.push(Filler {
                text: phrase.iter().map(|word| word.bare.as_str()).collect::<Vec<_>>().join(" "),
                start_ms: span.start_ms,
                end_ms: span.end_ms,
                certainty: Certainty::Heard,
            });
            found.is_filler[at..at + length].fill(true);
        }
        at += length.max(1);
    }
    found
}

/// Whether the word is a sound of hesitation, in any spelling: "Um,", "uhhh", "er", "mm"; not "ER" nor "mm-hmm".
fn is_hesitation(word: &Said) -> bool {
    let mut squeezed = String::with_capacity(word.bare.len());
    for letter in word.bare.chars() {
        if !squeezed.ends_with(letter) {
            squeezed.push(letter);
        }
    }
    // A sound that is a sentence of its own is a reply: "Mm.", "Ah!".
    let reply = word.before == Break::Stop
        && word.after == Break::Stop
        && !matches!(squeezed.as_str(), "um" | "uh" | "uhm" | "er" | "erm");
    let shouted = word.bare.len() == 2 && word.text.chars().filter(|c| c.is_uppercase()).count() == 2;
    word.bare.len() > 1 && !shouted && !reply && HESITATIONS.contains(&squeezed.as_str())
}

/// How many words the filler phrase at this place has; 0 where there is none.
fn ambiguous(words: &[Said], at: usize) -> usize {
    AMBIGUOUS.iter().find(|phrase| phrase.stands(words, at)).map_or(0, |phrase| phrase.words.len())
}

impl Ambiguous {
    fn stands(&self, words: &[Said], at: usize) -> bool {
        let Some(here) = words.get(at..at + self.words.len()) else { return false };
        let run_on = here[..here.len() - 1].iter().all(|word| word.after == Break::None);
        if !run_on || here.iter().zip(self.words).any(|(word, wanted)| word.bare != *wanted) {
            return false;
        }
        let neighbour = |at: Option<usize>| at.and_then(|at| words.get(at)).map(|word| word.bare.as_str());
        let before = neighbour(at.checked_sub(1)).filter(|_| here[0].before != Break::Stop);
        let after = neighbour(Some(at + self.words.len())).filter(|_| here[here.len() - 1].after == Break::None);
        if before.is_some_and(|word| self.not_after.contains(&word))
            || after.is_some_and(|word| self.not_before.contains(&word))
        {
            return false;
        }
        let (before, after) = (here[0].before, here[here.len() - 1].after);
        match self.apart {
            Apart::Either => after == Break::Comma || (before == Break::Comma && after == Break::None),
            Apart::After => after == Break::Comma,
            Apart::Both => before != Break::None && after == Break::Comma,
        }
    }
}
