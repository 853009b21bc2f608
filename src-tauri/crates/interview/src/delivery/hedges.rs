//! Hedges: words that take back half of what was said.
//!
//! Speech without them raises perceived competence (Parton et al. on powerful speech), so they are shown; some are
//! honest, so they are never punished.

use super::{
    Phrase,
    said::{Break, Said},
};

/// A hedge, and what makes the same words something else.
struct Hedge {
    text: &'static str,
    /// Words before it that make it plain ("some kind of").
    not_after: &'static [&'static str],
    /// Words after it that make it plain ("I think about").
    not_before: &'static [&'static str],
}

const fn plain(text: &'static str) -> Hedge {
    Hedge { text, not_after: &[], not_before: &[] }
}

/// What "kind of" follows when it names a kind.
const KINDS: &[&str] = &[
    "a",
    "all",
    "any",
    "another",
    "different",
    "each",
    "every",
    "exact",
    "new",
    "no",
    "one",
    "other",
    "our",
    "right",
    "same",
    "some",
    "that",
    "the",
    "their",
    "these",
    "this",
    "those",
    "two",
    "what",
    "whatever",
    "which",
    "wrong",
];

/// Longer hedges stand before shorter ones that begin them.
const HEDGES: &[Hedge] = &[
    plain("I'm not sure"),
    plain("I don't know"),
    plain("a little bit"),
    plain("more or less"),
    Hedge { text: "I feel like", not_after: &["what", "how"], not_before: &[] },
    Hedge { text: "I think", not_after: &["what", "how", "as", "when"], not_before: &["about", "of", "through", "in"] },
    Hedge { text: "I guess", not_after: &["what", "as"], not_before: &[] },
    plain("I suppose"),
    Hedge { text: "kind of", not_after: KINDS, not_before: &[] },
    Hedge { text: "sort of", not_after: KINDS, not_before: &[] },
    plain("or something"),
    plain("or whatever"),
    plain("and stuff"),
    plain("pretty much"),
    Hedge { text: "a bit", not_after: &["quite"], not_before: &["of"] },
    plain("kinda"),
    plain("sorta"),
    plain("maybe"),
    plain("perhaps"),
    plain("probably"),
    plain("possibly"),
    plain("hopefully"),
    plain("somewhat"),
];

/// The hedges among words that are no fillers, by time, none overlapping.
pub(super) fn find(words: &[&Said]) -> Vec<Phrase> {
    let mut found = Vec::new();
    let mut at = 0;
    while at < words.len() {
        let Some((hedge, length)) = HEDGES.iter().find_map(|hedge| Some((hedge, hedge.length_at(words, at)?))) else {
            at += 1;
            continue;
        };
        let end_ms = words[at..at + length].iter().map(|word| word.span.end_ms).max().unwrap_or_default();
        found.push(Phrase { text: hedge.text.into(), start_ms: words[at].span.start_ms, end_ms });
        at += length;
    }
    found
}

impl Hedge {
    /// How many words the hedge has, if it stands at this place.
    fn length_at(&self, words: &[&Said], at: usize) -> Option<usize> {
        let mut length = 0;
        for wanted in self.text.split(' ') {
            let word = words.get(at + length)?;
            let parted = length > 0 && words[at + length - 1].after == Break::Stop;
            if parted || !word.bare.eq_ignore_ascii_case(wanted) {
                return None;
            }
            length += 1;
        }
        let before = at.checked_sub(1).map(|at| words[at]).filter(|word| word.after == Break::None);
        let after = words.get(at + length).filter(|_| words[at + length - 1].after == Break::None);
        let plain = before.is_some_and(|word| self.not_after.contains(&word.bare.as_str()))
            || after.is_some_and(|word| self.not_before.contains(&word.bare.as_str()));
        (!plain).then_some(length)
    }
}
