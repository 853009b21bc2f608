//! Names left out: every word of a name becomes `[name]`, wherever it was said or written.

use std::{collections::BTreeSet, ops::Range};

use interview::{Debrief, delivery::Phrase, transcript::Transcript};

/// What stands in the place of a word of a name.
const NAME: &str = "[name]";
/// Words that begin a name of several and mean nothing by themselves.
const COMMON: [&str; 8] = ["and", "das", "der", "for", "les", "new", "the", "von"];
/// The end of a word, in words that are read together.
const END: char = '\u{1f}';

/// Names to leave out: people, companies, products.
///
/// A name is found whatever its case, with a plural or possessive s, and across hyphens and line breaks. A word of a name
/// of several is found alone too ("Ruiz" of "Ana Ruiz") where it is written with a capital. Rather too much is left out
/// than too little: a name that is also a common word goes everywhere.
#[derive(Debug, Clone, Default)]
pub struct Redaction {
    names: Vec<Vec<String>>,
    parts: BTreeSet<String>,
}

impl Redaction {
    /// The redaction of these names.
    pub fn new<T: AsRef<str>>(names: &[T]) -> Self {
        let mut redaction = Self::default();
        for name in names {
            let name = name.as_ref();
            let words: Vec<String> = atoms(name).into_iter().map(|at| name[at].to_owned()).collect();
            if words.len() > 1 {
                let alone = words.iter().filter(|word| {
                    word.chars().count() > 2
                        && word.starts_with(char::is_uppercase)
                        && !COMMON.contains(&word.to_lowercase().as_str())
                });
                redaction.parts.extend(alone.cloned());
            }
            if !words.is_empty() {
                redaction.names.push(words);
            }
        }
        // The longest first: what is part of a longer name belongs to it.
        redaction.names.sort_by_key(|words| std::cmp::Reverse(words.len()));
        redaction
    }

    /// Whether there is no name to leave out.
    pub fn is_empty(&self) -> bool {
        self.names.is_empty()
    }

    /// A text without the names.
    pub fn text(&self, text: &str) -> String {
        let words = atoms(text);
        let mut out = String::with_capacity(text.len());
        let (mut written, mut at) = (0, 0);
        while at < words.len() {
            let length = self.matching(text, &words[at..]);
            for word in &words[at..at + length] {
                out.push_str(&text[written..word.start]);
                out.push_str(NAME);
                // A possessive stays, so that the sentence can still be read.
                written = word.end;
            }
            at += length.max(1);
        }
        out.push_str(&text[written..]);
        out
    }

    /// How many of these words, from the first on, are a name.
    fn matching(&self, text: &str, words: &[Range<usize>]) -> usize {
        let whole = self.names.iter().find(|name| {
            words.len() >= name.len() && name.iter().zip(words).all(|(name, at)| same(name, &text[at.clone()]))
        });
        let alone = || words.first().is_some_and(|at| self.parts.iter().any(|part| capital(part, &text[at.clone()])));
        whole.map_or_else(|| usize::from(alone()), Vec::len)
    }

    /// A debrief without the names: transcript, quotes, advice, question and file name. Everything else is as it was, the
    /// indices of words and sentences too.
    pub fn debrief(&self, debrief: &Debrief) -> Debrief {
        let mut out = debrief.clone();
        let text = |text: &mut String| *text = self.text(text);
        if let Some(take) = &mut out.take {
            text(&mut take.file);
        }
        if let Some(question) = &mut out.question {
            text(&mut question.text);
        }
        self.transcript(&mut out.transcript);
        if let Some(delivery) = &mut out.delivery {
            let phrases = delivery.hedges.iter_mut().chain(&mut delivery.repeats);
            phrases.for_each(|phrase: &mut Phrase| text(&mut phrase.text));
            delivery.fillers.iter_mut().for_each(|filler| text(&mut filler.text));
        }
        out.signals.iter_mut().for_each(|signal| text(&mut signal.because));
        let card = &mut out.scorecard;
        card.reason.iter_mut().chain(&mut card.next).for_each(text);
        for criterion in &mut card.criteria {
            text(&mut criterion.advice);
            criterion.evidence.iter_mut().for_each(|evidence| text(&mut evidence.quote));
        }
        out
    }

    fn transcript(&self, transcript: &mut Transcript) {
        transcript.text = self.text(&transcript.text);
        for sentence in &mut transcript.sentences {
            sentence.text = self.text(&sentence.text);
        }
        let Some(words) = &mut transcript.words else { return };
        // Read together, so that a name of several words is one; told apart again by what no word holds.
        let together: String = words.iter().flat_map(|word| [word.text.replace(END, " "), END.to_string()]).collect();
        let apart = self.text(&together);
        for (word, text) in words.iter_mut().zip(apart.split(END)) {
            text.clone_into(&mut word.text);
        }
    }
}

/// Where the words of a text are: runs of letters and digits.
fn atoms(text: &str) -> Vec<Range<usize>> {
    let mut atoms: Vec<Range<usize>> = Vec::new();
    for (at, letter) in text.char_indices().filter(|(_, letter)| letter.is_alphanumeric()) {
        let end = at + letter.len_utf8();
        match atoms.last_mut() {
            Some(last) if last.end == at => last.end = end,
            _ => atoms.push(at..end),
        }
    }
    atoms
}

/// Whether a word is this word of a name, with or without an s. A single letter must be the same in case.
fn same(name: &str, word: &str) -> bool {
    if name.chars().nth(1).is_none() {
        return name == word;
    }
    let (name, word) = (name.to_lowercase(), word.to_lowercase());
    word == name || word.strip_suffix('s') == Some(name.as_str())
}

/// The same, for a word that must have its capital.
fn capital(name: &str, word: &str) -> bool {
    word == name || word.strip_suffix('s') == Some(name)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn without(names: &[&str], text: &str) -> String {
        Redaction::new(names).text(text)
    }

    #[test]
    fn a_name_goes_whatever_its_case_and_ending() {
        let names = ["Glucosense", "Ana Ruiz"];
        for (text, left) in [
            ("At glucosense, we", "At [name], we"),
            ("GLUCOSENSE's and Glucosenses", "[name]'s and [name]"),
            ("Glucosense-based", "[name]-based"),
            ("I met Ana Ruiz.", "I met [name] [name]."),
            ("ana\nruiz said", "[name]\n[name] said"),
            ("Ruiz agreed, Ana’s team did not", "[name] agreed, [name]’s team did not"),
            ("an ananas in the anatomy", "an ananas in the anatomy"),
        ] {
            assert_eq!(without(&names, text), left);
        }
    }

    #[test]
    fn small_words_of_a_name_stay_where_they_stand_alone() {
        assert_eq!(
            without(&["Bank of The West"], "The bank of the west; The west of it"),
            "The [name] [name] [name] [name]; The west of it"
        );
        assert_eq!(without(&["X"], "an x, and X"), "an x, and [name]", "one letter counts only as it is written");
    }

    #[test]
    fn no_names_change_nothing() {
        assert!(Redaction::new(&["", " - "]).is_empty());
        assert_eq!(without(&[], "Ana Ruiz"), "Ana Ruiz");
    }
}
