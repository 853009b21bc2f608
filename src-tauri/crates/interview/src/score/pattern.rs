//! The small language of phrases in a rubric.
//!
//! Words separated by spaces must follow one another. `word~` is any word that begins so, `a|b` either of two, `#` any
//! number, `*` up to three words of any kind. Case and punctuation do not matter: `didn't report to me`,
//! `gave|give * in return`, `escalat~`, `# percent`.

use thiserror::Error;

use super::text;

/// Most words an `*` stands for.
const GAP: usize = 3;

/// Why a phrase cannot be read.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
pub enum PatternError {
    /// No words at all.
    #[error("the phrase is empty")]
    Empty,
    /// `*` at an end of the phrase stands for nothing.
    #[error("`*` must stand between two words")]
    OpenGap,
    /// A `~` or `|` without a word, or two words joined by a hyphen.
    #[error("`~` and `|` need one word beside them; write hyphens as spaces")]
    BareMark,
}

#[derive(Debug, Clone, PartialEq, Eq)]
enum Word {
    Exact(String),
    Prefix(String),
    Number,
}

#[derive(Debug, Clone, PartialEq, Eq)]
enum Part {
    AnyOf(Vec<Word>),
    Gap,
}

/// A phrase, ready to be looked for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Pattern {
    parts: Vec<Part>,
}

impl Pattern {
    /// Reads a phrase.
    pub fn parse(phrase: &str) -> Result<Self, PatternError> {
        let mut parts = Vec::new();
        for piece in phrase.split_whitespace() {
            parts.push(if piece == "*" { Part::Gap } else { Part::AnyOf(alternatives(piece)?) });
        }
        match (parts.first(), parts.last()) {
            (None, _) | (_, None) => Err(PatternError::Empty),
            (Some(Part::Gap), _) | (_, Some(Part::Gap)) => Err(PatternError::OpenGap),
            _ => Ok(Self { parts }),
        }
    }

    /// Index of the first token of the first match.
    pub fn find(&self, tokens: &[String]) -> Option<usize> {
        (0..tokens.len()).find(|&start| matches(&self.parts, &tokens[start..]))
    }
}

fn alternatives(piece: &str) -> Result<Vec<Word>, PatternError> {
    piece.split('|').map(word).collect()
}

fn word(text: &str) -> Result<Word, PatternError> {
    if text == "#" {
        return Ok(Word::Number);
    }
    let (stem, prefix) = text.strip_suffix('~').map_or((text, false), |stem| (stem, true));
    let mut tokens = text::tokens(stem).into_iter();
    match (tokens.next(), tokens.next()) {
        (Some(only), None) if prefix => Ok(Word::Prefix(only)),
        (Some(only), None) => Ok(Word::Exact(only)),
        _ => Err(PatternError::BareMark),
    }
}

fn matches(parts: &[Part], tokens: &[String]) -> bool {
    match parts.split_first() {
        None => true,
        Some((Part::Gap, rest)) => (0..=GAP.min(tokens.len())).any(|skip| matches(rest, &tokens[skip..])),
        Some((Part::AnyOf(words), rest)) => tokens
            .split_first()
            .is_some_and(|(token, after)| words.iter().any(|word| fits(word, token)) && matches(rest, after)),
    }
}

fn fits(word: &Word, token: &str) -> bool {
    match word {
        Word::Exact(text) => token == text,
        Word::Prefix(text) => token.starts_with(text.as_str()),
        Word::Number => text::is_number(token),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(phrase: &str, sentence: &str) -> bool {
        Pattern::parse(phrase).expect("phrase").find(&text::tokens(sentence)).is_some()
    }

    #[test]
    fn phrases_match_words_prefixes_numbers_and_gaps() {
        assert!(found("didn't report to me", "She didn’t report to me, mind."));
        assert!(found("gave|give * in return", "I gave him two weeks in return."));
        assert!(!found("gave * in return", "I gave him two of my very best weeks in return."));
        assert!(found("# percent", "It fell 12% that year."));
        assert!(found("escalat~", "We escalated."));
        assert!(!found("escalate", "We escalated."));
    }

    #[test]
    fn a_phrase_without_meaning_is_refused() {
        assert_eq!(Pattern::parse("  "), Err(PatternError::Empty));
        assert_eq!(Pattern::parse("gave *"), Err(PatternError::OpenGap));
        assert_eq!(Pattern::parse("gave |"), Err(PatternError::BareMark));
    }
}
