//! Sentences a person marked in their own answers: this counts as a signal, this does not.
//!
//! They stand beside a rubric, never in its file: [`Rubric::with_own`] is the rubric with them added, which is taught and
//! scored by like any other. One small TOML file a rubric holds them, in the shape of a rubric's own lists, so that they
//! can be copied into one:
//!
//! ```toml
//! rubric = "director-pm"
//!
//! [[signals]]
//! id = "influence"
//! examples = ["I rang her before the meeting and asked what she feared."]
//! counter_examples = []
//! ```

use serde::{Deserialize, Serialize};

use super::{Rubric, RubricError, parse};
use crate::{
    score::{features::hash, text::tokens},
    transcript::Transcript,
};

/// What a person says of a sentence and a signal.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "specta", derive(specta::Type))]
#[serde(rename_all = "snake_case")]
pub enum Mark {
    /// It counts as the signal.
    Counts,
    /// It looks like it and is not.
    CountsNot,
}

/// A mark on a sentence of an answer.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "specta", derive(specta::Type))]
pub struct SentenceMark {
    /// Index into the transcript's sentences.
    pub sentence: u32,
    /// The signal's id in the rubric.
    pub signal: String,
    /// What was said of it.
    pub mark: Mark,
}

/// The sentences marked for one rubric. Signals are sorted by id, sentences by their text: the same marks are the same
/// value, whatever their order in time.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize)]
#[cfg_attr(feature = "specta", derive(specta::Type))]
pub struct OwnExamples {
    /// Id of the rubric.
    pub rubric: String,
    /// The signals with a marked sentence.
    pub signals: Vec<OwnSignal>,
}

/// The sentences marked for one signal.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[cfg_attr(feature = "specta", derive(specta::Type))]
pub struct OwnSignal {
    /// Id of the signal.
    pub id: String,
    /// Sentences that count.
    #[serde(default)]
    pub examples: Vec<String>,
    /// Sentences that do not.
    #[serde(default)]
    pub counter_examples: Vec<String>,
}

/// What is read of a file: one of marked sentences, or a whole rubric, whose other fields are passed over.
#[derive(Deserialize)]
struct File {
    #[serde(alias = "id")]
    rubric: String,
    #[serde(default)]
    signals: Vec<OwnSignal>,
}

impl OwnExamples {
    /// No sentences yet.
    pub fn none(rubric: &str) -> Self {
        Self { rubric: rubric.to_owned(), signals: Vec::new() }
    }

    /// Reads a file of marked sentences; a whole rubric gives those of its examples. `name` is what errors call it.
    pub fn parse(name: &str, toml: &str) -> Result<Self, RubricError> {
        let file: File = parse::toml_of(name, toml)?;
        parse::sentences_of(
            file.signals.iter().map(|signal| (&*signal.id, &signal.examples, &signal.counter_examples)),
        )
        .map_err(|(field, reason)| RubricError::Field { name: name.to_owned(), field, reason })?;
        let mut own = Self::none(&file.rubric);
        for signal in &file.signals {
            own.take_in(signal);
        }
        Ok(own)
    }

    /// The file [`OwnExamples::parse`] reads.
    pub fn to_toml(&self) -> String {
        let intro = "# Sentences of my own answers. The lists can be copied into the rubric's file.\n";
        // Strings and lists of strings always have a form in TOML.
        format!("{intro}{}", toml::to_string_pretty(self).unwrap_or_default())
    }

    /// Whether nothing is marked.
    pub fn is_empty(&self) -> bool {
        self.signals.is_empty()
    }

    /// What was said of a sentence, however it is punctuated.
    pub fn mark_of(&self, signal: &str, sentence: &str) -> Option<Mark> {
        let signal = self.signals.iter().find(|own| own.id == signal)?;
        let said = tokens(sentence);
        let among = |list: &[String]| list.iter().any(|other| tokens(other) == said);
        if among(&signal.examples) {
            Some(Mark::Counts)
        } else {
            among(&signal.counter_examples).then_some(Mark::CountsNot)
        }
    }

    /// The marks on the sentences of an answer, in their order.
    pub fn marks_in(&self, transcript: &Transcript) -> Vec<SentenceMark> {
        let mut marks = Vec::new();
        for (sentence, said) in (0_u32..).zip(&transcript.sentences) {
            for own in &self.signals {
                if let Some(mark) = self.mark_of(&own.id, &said.text) {
                    marks.push(SentenceMark { sentence, signal: own.id.clone(), mark });
                }
            }
        }
        marks
    }

    /// Marks a sentence, or takes its mark away; the mark it had before. A sentence without a word cannot be marked.
    pub fn mark(&mut self, signal: &str, sentence: &str, mark: Option<Mark>) -> Option<Mark> {
        let said = tokens(sentence);
        let before = self.mark_of(signal, sentence);
        if said.is_empty() {
            return before;
        }
        let at = self.signals.binary_search_by(|own| own.id.as_str().cmp(signal)).unwrap_or_else(|at| {
            self.signals.insert(at, OwnSignal { id: signal.to_owned(), ..OwnSignal::default() });
            at
        });
        let own = &mut self.signals[at];
        for list in [&mut own.examples, &mut own.counter_examples] {
            list.retain(|other| tokens(other) != said);
        }
        let list = match mark {
            Some(Mark::Counts) => Some(&mut own.examples),
            Some(Mark::CountsNot) => Some(&mut own.counter_examples),
            None => None,
        };
        if let Some(list) = list {
            list.push(sentence.trim().to_owned());
            list.sort();
        }
        self.signals.retain(|own| !own.examples.is_empty() || !own.counter_examples.is_empty());
        before
    }

    /// Adds the marks of another file for signals `rubric` has, leaving out what it teaches anyway; how many were new.
    pub fn merge(&mut self, other: &Self, rubric: &Rubric) -> u32 {
        let mut new = 0;
        for signal in &other.signals {
            let Some(rule) = rubric.signal(&signal.id) else { continue };
            let lists = [
                (Mark::Counts, &signal.examples, &rule.examples),
                (Mark::CountsNot, &signal.counter_examples, &rule.counter_examples),
            ];
            for (mark, sentences, taught) in lists {
                for sentence in sentences.iter().filter(|sentence| !taught.contains(sentence)) {
                    new += u32::from(self.mark(&signal.id, sentence, Some(mark)) != Some(mark));
                }
            }
        }
        new
    }

    fn take_in(&mut self, signal: &OwnSignal) {
        for sentence in &signal.examples {
            self.mark(&signal.id, sentence, Some(Mark::Counts));
        }
        for sentence in &signal.counter_examples {
            self.mark(&signal.id, sentence, Some(Mark::CountsNot));
        }
    }
}

impl Rubric {
    /// The rubric with a person's own examples added; they go before its own where the two disagree. Marks for signals
    /// it does not have are passed over. [`Rubric::label`] says that they are in it, and which.
    #[must_use]
    pub fn with_own(&self, own: &OwnExamples) -> Self {
        let mut rubric = self.clone();
        let mut content = Vec::new();
        for signal in &own.signals {
            let Some(rule) = rubric.signals.iter_mut().find(|rule| rule.id == signal.id) else { continue };
            let marked: Vec<_> =
                signal.examples.iter().chain(&signal.counter_examples).map(|own| tokens(own)).collect();
            for list in [&mut rule.examples, &mut rule.counter_examples] {
                list.retain(|sentence| !marked.contains(&tokens(sentence)));
            }
            rule.examples.extend(signal.examples.iter().cloned());
            rule.counter_examples.extend(signal.counter_examples.iter().cloned());
            content.push(format!("id {}", signal.id));
            content.extend(signal.examples.iter().map(|sentence| format!("yes {sentence}")));
            content.extend(signal.counter_examples.iter().map(|sentence| format!("no {sentence}")));
        }
        rubric.own = (!content.is_empty()).then(|| hash(&content.join("\n")));
        rubric
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rubric::default_rubric;

    const LUNCH: &str = "I took each of them to lunch.";

    #[test]
    fn a_mark_is_kept_changed_and_taken_away() {
        let mut own = OwnExamples::none("director-pm");
        assert_eq!(own.mark("influence", LUNCH, Some(Mark::Counts)), None);
        assert_eq!(own.mark_of("influence", "i took each of them to lunch"), Some(Mark::Counts), "punctuation is none");
        assert_eq!(own.mark("influence", LUNCH, Some(Mark::CountsNot)), Some(Mark::Counts));
        assert_eq!(own.signals[0].examples.len(), 0, "a sentence is on one list");
        let marks = own.marks_in(&Transcript::from_text(&format!("It was March. {LUNCH}")));
        let expected = SentenceMark { sentence: 1, signal: "influence".to_owned(), mark: Mark::CountsNot };
        assert_eq!(marks, [expected]);
        assert_eq!(own.mark("influence", LUNCH, None), Some(Mark::CountsNot));
        assert!(own.is_empty(), "nothing empty stays");
        own.mark("influence", "…", Some(Mark::Counts));
        assert!(own.is_empty(), "what holds no word cannot be an example");
    }

    #[test]
    fn the_file_reads_as_it_was_written_and_names_its_faults() {
        let mut own = OwnExamples::none("director-pm");
        own.mark("influence", "She said \"no\" \\ twice.", Some(Mark::CountsNot));
        own.mark("clarity", LUNCH, Some(Mark::Counts));
        assert_eq!(OwnExamples::parse("mine.toml", &own.to_toml()), Ok(own));
        let refused = |text: &str| OwnExamples::parse("mine.toml", text).expect_err("must be refused").to_string();
        assert!(refused("rubric = 3").starts_with("mine.toml, line 1: "));
        let long = format!("rubric = \"x\"\n[[signals]]\nid = \"y\"\nexamples = [\"{}\"]", "a".repeat(3_000));
        assert!(refused(&long).contains("signals[0].examples[0]"));
    }

    #[test]
    fn of_a_whole_rubric_only_what_it_adds_is_taken_in() {
        let rubric = default_rubric();
        let mut theirs = rubric.clone();
        theirs.signals[0].examples.push(LUNCH.to_owned());
        let file = toml::to_string(&theirs).expect("a rubric can be written");
        let read = OwnExamples::parse("theirs.toml", &file).expect("a rubric is read too");
        let mut own = OwnExamples::none(&rubric.id);
        assert_eq!(own.merge(&read, rubric), 1);
        assert_eq!(own.mark_of(&rubric.signals[0].id, LUNCH), Some(Mark::Counts));
        assert_eq!(own.merge(&read, rubric), 0, "nothing is new twice");
    }

    #[test]
    fn the_label_says_that_and_which_examples_are_in_it() {
        let rubric = default_rubric();
        let id = rubric.signals[0].id.as_str();
        let mut own = OwnExamples::none(&rubric.id);
        assert_eq!(rubric.with_own(&own).label(), rubric.label());
        own.mark("no-such-signal", LUNCH, Some(Mark::Counts));
        assert_eq!(rubric.with_own(&own), *rubric, "a signal it does not have changes nothing");
        own.mark(id, LUNCH, Some(Mark::Counts));
        own.mark(id, "We met.", Some(Mark::CountsNot));
        let label = rubric.with_own(&own).label();
        assert!(label.starts_with(&format!("{}+", rubric.label())), "{label}");
        let mut again = OwnExamples::none(&rubric.id);
        again.mark(id, "We met.", Some(Mark::CountsNot));
        again.mark(id, LUNCH, Some(Mark::Counts));
        assert_eq!(rubric.with_own(&again).label(), label, "order in time does not matter");
    }

    #[test]
    fn a_persons_word_goes_before_the_rubrics() {
        let rubric = default_rubric();
        let rule = &rubric.signals[0];
        let mut own = OwnExamples::none(&rubric.id);
        own.mark(&rule.id, &rule.examples[0], Some(Mark::CountsNot));
        let changed = &rubric.with_own(&own).signals[0];
        assert!(!changed.examples.contains(&rule.examples[0]));
        assert!(changed.counter_examples.contains(&rule.examples[0]));
    }
}
