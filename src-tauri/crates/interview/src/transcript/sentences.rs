//! Where one sentence ends and the next begins, in what a recogniser wrote or a person typed.
//!
//! Punctuation decides first. A pause of two seconds ends a sentence that has no full stop, unless the last word leaves
//! it hanging ("and the …"). Where there is no punctuation at all, shorter pauses must do. What is still longer than
//! anyone says in a breath is cut where it parts most easily, because a score for a hundred words says nothing.

use std::ops::Range;

use super::normal::bare;
use crate::time::Millis;

/// A silence that ends a sentence without a full stop.
const ENDING_PAUSE_MS: Millis = 2_000;
/// The same where the recogniser wrote no punctuation.
const ENDING_PAUSE_UNPUNCTUATED_MS: Millis = 700;
/// The least pause at which a run-on parts.
const PARTING_PAUSE_MS: Millis = 300;
/// Longer sentences are cut, if a place can be found.
const LONGEST_WORDS: usize = 45;
/// … and cut anyhow from here on.
const LONGEST_WITHOUT_A_SEAM: usize = 90;
/// A cut leaves at least this many words on either side.
const SHORTEST_PIECE: usize = 8;
/// One full stop in so many words at least, or the text counts as unpunctuated.
const WORDS_A_STOP: usize = 60;

/// Marks that may follow a full stop without hiding it.
const CLOSERS: &[char] = &['"', '\'', '\u{201d}', '\u{2019}', ')', ']', '»', '*', '_'];

/// Abbreviations that never end a sentence: what they introduce follows.
const LEADING: &[&str] = &[
    "dr", "mr", "mrs", "ms", "prof", "st", "mt", "vs", "e.g", "eg", "i.e", "ie", "approx", "gen", "sen", "rep", "fig",
    "cf",
];

/// Abbreviations that may end a sentence; they do before a word sentences start with.
const TRAILING: &[&str] = &["etc", "inc", "ltd", "co", "corp", "jr", "sr", "dept", "est", "ph.d", "min", "max", "avg"];

/// Words that start sentences, when they are written with a capital after an abbreviation.
const STARTERS: &[&str] = &[
    "a", "after", "and", "as", "at", "because", "before", "but", "by", "for", "he", "how", "however", "i", "if", "in",
    "it", "my", "no", "now", "on", "one", "our", "she", "so", "some", "that", "that's", "the", "their", "then",
    "there", "they", "this", "those", "to", "we", "well", "what", "when", "where", "which", "while", "who", "why",
    "with", "yes", "you", "i'm", "i've", "i'd", "it's", "we'd", "we're", "we've", "they're", "he's", "she's",
];

/// Words after which a letter with a dot is a label, not a name's initial ("plan B.").
const LABELLED: &[&str] = &[
    "plan", "option", "team", "version", "series", "type", "group", "variant", "phase", "round", "part", "test",
    "class",
];

/// Words that leave a sentence hanging: silence after them is thinking, not an end.
const HANGING: &[&str] = &[
    "a", "an", "and", "are", "as", "at", "because", "but", "by", "er", "erm", "for", "from", "he", "i", "i'm", "if",
    "in", "into", "is", "my", "of", "or", "our", "she", "so", "the", "their", "they", "to", "uh", "um", "was", "we",
    "we're", "were", "which", "who", "with", "your",
];

/// Words a run-on parts before.
const JOINTS: &[&str] = &[
    "after", "although", "and", "because", "before", "but", "however", "or", "since", "so", "then", "though", "when",
    "where", "which", "while",
];

/// One word with what stands before it.
#[derive(Debug, Clone, Copy)]
pub(super) struct Token<'a> {
    /// The word with its punctuation.
    pub text: &'a str,
    /// Silence before it; absent for the first word and for text.
    pub gap_ms: Option<Millis>,
    /// Whether a blank line stands before it.
    pub paragraph: bool,
}

/// The sentences as ranges of tokens: in order, without holes, none empty.
pub(super) fn divide(tokens: &[Token<'_>]) -> Vec<Range<usize>> {
    let pause_ms = if is_punctuated(tokens) { ENDING_PAUSE_MS } else { ENDING_PAUSE_UNPUNCTUATED_MS };
    let mut sentences = Vec::new();
    let mut start = 0;
    for at in 0..tokens.len() {
        if at + 1 == tokens.len() || ends_at(tokens, start, at, pause_ms) {
            cut_run_on(tokens, start..at + 1, &mut sentences);
            start = at + 1;
        }
    }
    sentences
}

fn is_punctuated(tokens: &[Token<'_>]) -> bool {
    let stops =
        tokens.iter().filter(|token| token.text.trim_end_matches(CLOSERS).ends_with(['.', '?', '!', '…'])).count();
    tokens.len() < WORDS_A_STOP / 2 || stops * WORDS_A_STOP >= tokens.len()
}

/// Whether the sentence begun at `start` ends with the token `at`, which is not the last.
fn ends_at(tokens: &[Token<'_>], start: usize, at: usize, pause_ms: Millis) -> bool {
    let next = tokens[at + 1];
    if next.paragraph {
        return true;
    }
    let before = (at > start).then(|| tokens[at - 1].text);
    if is_stop(before, tokens[at].text, next.text) {
        return true;
    }
    next.gap_ms.is_some_and(|gap| gap >= pause_ms) && !HANGING.contains(&bare(tokens[at].text).as_str())
}

/// Whether the mark at the end of `word` ends the sentence. `before` is absent at the start of a sentence.
fn is_stop(before: Option<&str>, word: &str, next: &str) -> bool {
    let core = word.trim_end_matches(CLOSERS);
    let quoted = core.len() < word.len();
    if core.ends_with(['?', '!', '。', '？', '！']) {
        return !(quoted && starts_lower(next));
    }
    if core.ends_with('…') || core.ends_with("..") {
        return starts_upper(next) && !matches!(bare(next).as_str(), "i" | "i'm" | "i've" | "i'd" | "i'll");
    }
    let Some(stem) = core.strip_suffix('.') else { return false };
    if quoted && starts_lower(next) {
        return false;
    }
    let stem = bare(stem);
    if LEADING.contains(&stem.as_str()) {
        return false;
    }
    if stem == "no" {
        return !next.starts_with(|c: char| c.is_ascii_digit());
    }
    if TRAILING.contains(&stem.as_str()) || is_lettered(&stem) {
        return starts_upper(next) && STARTERS.contains(&bare(next).as_str());
    }
    if before.is_none() && !stem.is_empty() && stem.chars().all(|c| c.is_ascii_digit()) {
        return false; // "1. We start …"
    }
    !is_initial(before, &stem)
}

/// Letters with dots between them: "u.s", "a.m".
fn is_lettered(stem: &str) -> bool {
    stem.contains('.') && stem.split('.').all(|part| part.chars().count() == 1 && part.chars().all(char::is_alphabetic))
}

/// A letter that stands for a name: "J." in "J. Smith", not in "plan B." nor "you and I."
fn is_initial(before: Option<&str>, stem: &str) -> bool {
    let one_letter = stem.chars().count() == 1 && stem.chars().all(char::is_alphabetic);
    one_letter
        && stem != "i"
        && before.is_none_or(|word| starts_upper(word) && !LABELLED.contains(&bare(word).as_str()))
}

fn first_letter(word: &str) -> Option<char> {
    word.chars().find(|c| c.is_alphanumeric())
}

fn starts_upper(word: &str) -> bool {
    first_letter(word).is_some_and(char::is_uppercase)
}

fn starts_lower(word: &str) -> bool {
    first_letter(word).is_some_and(char::is_lowercase)
}

/// Cuts a sentence nobody could say in a breath, from the left, each time at the best seam in reach.
fn cut_run_on(tokens: &[Token<'_>], range: Range<usize>, sentences: &mut Vec<Range<usize>>) {
    let mut start = range.start;
    while range.end - start > LONGEST_WORDS {
        let reach = start + SHORTEST_PIECE..=(start + LONGEST_WORDS).min(range.end - SHORTEST_PIECE);
        let middle = start + (range.end - start).min(LONGEST_WORDS) / 2;
        let best = reach
            .filter_map(|at| Some((seam(tokens, at, middle)?, at)))
            .max_by_key(|&(ease, at)| (ease, usize::MAX - at));
        let cut = match best {
            Some((_, at)) => at,
            None if range.end - start > LONGEST_WITHOUT_A_SEAM => start + LONGEST_WORDS,
            None => break,
        };
        sentences.push(start..cut);
        start = cut;
    }
    sentences.push(start..range.end);
}

/// How easily the words part before `at`: more with a pause, a comma, a joint; less far from the middle.
fn seam(tokens: &[Token<'_>], at: usize, middle: usize) -> Option<i64> {
    let pause_ms = tokens[at].gap_ms.filter(|&gap| gap >= PARTING_PAUSE_MS).unwrap_or(0);
    let comma = tokens[at - 1].text.ends_with([',', ';', ':', '–', '—', '-']);
    let joint = JOINTS.contains(&bare(tokens[at].text).as_str());
    let hanging = HANGING.contains(&bare(tokens[at - 1].text).as_str());
    if hanging || (pause_ms == 0 && !comma && !joint) {
        return None;
    }
    let ease = i64::from(pause_ms / 10) + if comma { 40 } else { 0 } + if joint { 60 } else { 0 };
    Some(ease - i64::from(2 * at.abs_diff(middle) as u32))
}
