//! Reading a rubric file: TOML first, then the rules TOML cannot state.

use std::collections::BTreeSet;

use serde::de::DeserializeOwned;

use super::{Measure, Rubric, RubricError};
use crate::{score::pattern::Pattern, signals::Polarity};

/// Largest file read, in bytes.
const LIMIT: usize = 4 * 1024 * 1024;
/// Longest example sentence, in bytes.
const LONGEST_EXAMPLE: usize = 2_000;
/// Most examples, counter-examples and phrases a signal may carry, each.
const MOST_EXAMPLES: usize = 2_000;

impl Rubric {
    /// Reads a rubric. `name` is what errors call the file.
    pub fn parse(name: &str, toml: &str) -> Result<Self, RubricError> {
        let rubric: Self = toml_of(name, toml)?;
        let fault = |field: String, reason: String| RubricError::Field { name: name.to_owned(), field, reason };
        check(&rubric).map_err(|(field, reason)| fault(field, reason))?;
        Ok(rubric)
    }
}

/// What a TOML text holds, if it is not too long and has the right fields.
pub(super) fn toml_of<T: DeserializeOwned>(name: &str, toml: &str) -> Result<T, RubricError> {
    if toml.len() > LIMIT {
        return Err(RubricError::TooLarge { name: name.to_owned(), bytes: toml.len(), limit: LIMIT });
    }
    toml::from_str(toml).map_err(|error| RubricError::Syntax {
        name: name.to_owned(),
        line: error.span().map_or(1, |span| line_of(toml, span.start)),
        message: error.message().to_owned(),
    })
}

fn line_of(text: &str, offset: usize) -> usize {
    text.bytes().take(offset).filter(|&byte| byte == b'\n').count() + 1
}

/// A field and what is wrong with it.
pub(super) type Fault = (String, String);

fn check(rubric: &Rubric) -> Result<(), Fault> {
    id("id", &rubric.id)?;
    filled("title", &rubric.title)?;
    if rubric.version == 0 {
        return Err(("version".into(), "must be 1 or more".into()));
    }
    if rubric.criteria.is_empty() {
        return Err(("criteria".into(), "a rubric needs at least one criterion".into()));
    }
    check_signals(rubric)?;
    check_criteria(rubric)
}

/// Checks the examples and counter-examples of signals, given with their ids.
pub(super) fn sentences_of<'a>(
    signals: impl Iterator<Item = (&'a str, &'a Vec<String>, &'a Vec<String>)>,
) -> Result<(), Fault> {
    for (index, (signal, examples, counter_examples)) in signals.enumerate() {
        id(&format!("signals[{index}].id"), signal)?;
        for (field, list) in [("examples", examples), ("counter_examples", counter_examples)] {
            let at = format!("signals[{index}].{field}");
            if list.len() > MOST_EXAMPLES {
                return Err((at, format!("{} sentences; at most {MOST_EXAMPLES}", list.len())));
            }
            for (number, sentence) in list.iter().enumerate() {
                let at = format!("{at}[{number}]");
                filled(&at, sentence)?;
                if sentence.len() > LONGEST_EXAMPLE {
                    return Err((at, format!("longer than {LONGEST_EXAMPLE} bytes; give one sentence")));
                }
            }
        }
    }
    Ok(())
}

fn check_signals(rubric: &Rubric) -> Result<(), Fault> {
    sentences_of(rubric.signals.iter().map(|signal| (&*signal.id, &signal.examples, &signal.counter_examples)))?;
    let mut seen = BTreeSet::new();
    for (index, signal) in rubric.signals.iter().enumerate() {
        let at = |field: &str| format!("signals[{index}].{field}");
        filled(&at("title"), &signal.title)?;
        if !seen.insert(signal.id.as_str()) {
            return Err((at("id"), format!("\"{}\" is used twice", signal.id)));
        }
        if signal.phrases.len() > MOST_EXAMPLES {
            return Err((at("phrases"), format!("{} phrases; at most {MOST_EXAMPLES}", signal.phrases.len())));
        }
        for (number, phrase) in signal.phrases.iter().enumerate() {
            Pattern::parse(phrase).map_err(|reason| (at(&format!("phrases[{number}]")), reason.to_string()))?;
        }
    }
    Ok(())
}

fn check_criteria(rubric: &Rubric) -> Result<(), Fault> {
    let mut seen = BTreeSet::new();
    for (index, criterion) in rubric.criteria.iter().enumerate() {
        let at = |field: &str| format!("criteria[{index}].{field}");
        id(&at("id"), &criterion.id)?;
        if !seen.insert(criterion.id.as_str()) {
            return Err((at("id"), format!("\"{}\" is used twice", criterion.id)));
        }
        filled(&at("title"), &criterion.title)?;
        filled(&at("ask"), &criterion.ask)?;
        if criterion.weight > 10 || criterion.weights.values().any(|&weight| weight > 10) {
            return Err((at("weight"), "weights go from 0 to 10".into()));
        }
        if criterion.measure == Measure::Signals && criterion.signals.is_empty() {
            return Err((at("signals"), "name at least one signal that earns its points".into()));
        }
        let lists =
            [("signals", &criterion.signals, Polarity::Positive), ("against", &criterion.against, Polarity::Negative)];
        for (field, list, polarity) in lists {
            for (number, wanted) in list.iter().enumerate() {
                let at = at(&format!("{field}[{number}]"));
                match rubric.signal(wanted) {
                    None => return Err((at, format!("no signal has the id \"{wanted}\""))),
                    Some(signal) if signal.polarity != polarity => {
                        return Err((at, format!("\"{wanted}\" has the other polarity")));
                    }
                    Some(_) => {}
                }
            }
        }
    }
    Ok(())
}

fn id(field: &str, value: &str) -> Result<(), Fault> {
    let fits = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-' || c == '_';
    if value.is_empty() || value.len() > 64 || !value.chars().all(fits) {
        return Err((field.to_owned(), "ids are 1 to 64 lower-case letters, digits, - and _".into()));
    }
    Ok(())
}

fn filled(field: &str, value: &str) -> Result<(), Fault> {
    if value.trim().is_empty() { Err((field.to_owned(), "must not be empty".into())) } else { Ok(()) }
}
