//! A word as delivery looks at it: bare, inside the take, with what separates it from its neighbours.

use crate::{
    time::{Millis, Span},
    transcript::{Word, bare},
};

/// A silence that sets a word apart as a comma would: the shortest typical pause of fluent speech.
const ISOLATING_GAP_MS: Millis = 250;

/// What follows a word before the next one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Break {
    /// Nothing: the words run on.
    None,
    /// A comma, a dash, or a short silence.
    Comma,
    /// The end of a sentence, or of the take.
    Stop,
}

/// One word.
#[derive(Debug, Clone)]
pub(super) struct Said {
    /// As written.
    pub text: String,
    /// Without case and punctuation.
    pub bare: String,
    /// Where it sounds, inside the take.
    pub span: Span,
    /// What stands before it.
    pub before: Break,
    /// What stands after it.
    pub after: Break,
}

const I_WORDS: &[&str] = &["i", "i'm", "i've", "i'd", "i'll", "me", "my", "mine", "myself"];
const WE_WORDS: &[&str] = &["we", "we're", "we've", "we'd", "we'll", "us", "our", "ours", "ourselves"];

impl Said {
    /// I, me, my and their contractions.
    pub fn is_i(&self) -> bool {
        I_WORDS.contains(&self.bare.as_str())
    }

    /// We, us, our and their contractions; not the country.
    pub fn is_we(&self) -> bool {
        WE_WORDS.contains(&self.bare.as_str()) && !self.text.contains("US")
    }
}

/// The words of a take. Marks without a letter are no words; what they part stays parted.
pub(super) fn said(words: &[Word], duration_ms: Millis) -> Vec<Said> {
    let mut all: Vec<Said> = Vec::with_capacity(words.len());
    for word in words {
        let bare = bare(&word.text);
        let after = mark(&word.text);
        if bare.is_empty() {
            if let Some(last) = all.last_mut() {
                last.after = last.after.max(after);
            }
            continue;
        }
        let start = word.start_ms.min(duration_ms).max(all.last().map_or(0, |last| last.span.start_ms));
        let span = Span::new(start, word.end_ms.min(duration_ms));
        all.push(Said { text: word.text.clone(), bare, span, before: Break::Stop, after });
    }
    for at in 1..all.len() {
        let gap = all[at].span.start_ms.saturating_sub(all[at - 1].span.end_ms);
        if gap >= ISOLATING_GAP_MS {
            all[at - 1].after = all[at - 1].after.max(Break::Comma);
        }
        all[at].before = all[at - 1].after;
    }
    if let Some(last) = all.last_mut() {
        last.after = Break::Stop;
    }
    all
}

fn mark(text: &str) -> Break {
    let text = text.trim_end_matches(['"', '\'', ')', ']', '\u{201d}', '\u{2019}']);
    if text.ends_with("...") || text.ends_with('…') || text.ends_with([',', ';', ':', '-', '–', '—']) {
        Break::Comma
    } else if text.ends_with(['.', '?', '!']) {
        Break::Stop
    } else {
        Break::None
    }
}
