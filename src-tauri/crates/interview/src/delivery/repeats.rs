//! Words or short phrases said twice in a row: "the the", "I was, I was". Emphasis and grammar are no repeats: "very
//! very", "had had", "more and more and more", nor are words on either side of a full stop.

use super::{
    Phrase,
    said::{Break, Said},
};

/// The longest phrase looked for, in words.
const LONGEST: usize = 4;

/// Words that are doubled on purpose, or by grammar.
const DOUBLED: &[&str] = &[
    "again", "bad", "big", "blah", "bye", "etcetera", "far", "good", "ha", "had", "hard", "high", "long", "lots",
    "many", "mm-hmm", "more", "much", "never", "no", "oh", "okay", "old", "over", "quite", "really", "right", "so",
    "super", "that", "too", "very", "well", "yeah", "yep", "yes",
];

/// Words that are numbers: a number may have the same digit twice.
const NUMBERS: &[&str] = &[
    "zero", "oh", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "hundred", "thousand",
    "million",
];

/// The repeats among words that are no fillers, by time, none overlapping; every copy counts into one phrase.
pub(super) fn find(words: &[&Said]) -> Vec<Phrase> {
    let mut found = Vec::new();
    let mut at = 0;
    while at < words.len() {
        let Some(length) = (1..=LONGEST).rev().find(|&length| repeats(words, at, length)) else {
            at += 1;
            continue;
        };
        let mut end = at + 2 * length;
        while repeats(words, end - length, length) {
            end += length;
        }
        let copies = &words[at..end];
        let text = copies.iter().map(|word| word.text.as_str()).collect::<Vec<_>>().join(" ");
        found.push(Phrase {
            text: text.trim_matches(|c: char| !c.is_alphanumeric()).into(),
            start_ms: copies[0].span.start_ms,
            end_ms: copies.iter().map(|word| word.span.end_ms).max().unwrap_or_default(),
        });
        at = end;
    }
    found
}

/// Whether the `length` words from `at` are said again right after, by mistake.
fn repeats(words: &[&Said], at: usize, length: usize) -> bool {
    let Some(both) = words.get(at..at + 2 * length) else { return false };
    let (first, second) = both.split_at(length);
    let same = first.iter().zip(second).all(|(one, other)| one.bare == other.bare);
    let parted = first.iter().any(|word| word.after == Break::Stop);
    same && !parted && !on_purpose(first)
}

fn on_purpose(phrase: &[&Said]) -> bool {
    let meant = |word: &Said| {
        DOUBLED.contains(&word.bare.as_str())
            || NUMBERS.contains(&word.bare.as_str())
            || word.bare.chars().any(|c| c.is_ascii_digit())
    };
    match phrase {
        [one] => meant(one),
        [one, other] if [one, other].iter().any(|word| word.bare == "and" || word.bare == "by") => true,
        several => several.iter().all(|word| meant(word)),
    }
}
