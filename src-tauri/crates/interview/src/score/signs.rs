//! The signals on every sentence, by the phrases of the rubric.

use super::pattern::Pattern;
use crate::{
    rubric::Rubric,
    signals::Signal,
    structure::{Role, Structure},
};

/// Finds the signals the rubric teaches, in the order of sentences and, within one, of the rubric.
pub fn find(rubric: &Rubric, read: &[Vec<String>], structure: &Structure) -> Vec<Signal> {
    let rules: Vec<Vec<(&str, Pattern)>> = rubric
        .signals
        .iter()
        .map(|rule| {
            rule.phrases.iter().filter_map(|phrase| Some((phrase.as_str(), Pattern::parse(phrase).ok()?))).collect()
        })
        .collect();
    let mut found = Vec::new();
    for (index, tokens) in read.iter().enumerate() {
        if structure.roles.get(index).is_some_and(|role| role.role == Role::N) {
            continue;
        }
        for (rule, patterns) in rubric.signals.iter().zip(&rules) {
            let mut hits = patterns.iter().filter(|(_, p)| p.find(tokens).is_some_and(|at| !negated(tokens, at)));
            let Some((phrase, _)) = hits.next() else { continue };
            found.push(Signal {
                id: rule.id.clone(),
                polarity: rule.polarity,
                sentence: index as u32,
                confidence: (55 + 15 * hits.count().min(2)) as u8,
                because: format!("You say “{phrase}”."),
            });
        }
    }
    found
}

/// Whether one of the four words before says that it did not happen.
fn negated(tokens: &[String], at: usize) -> bool {
    const NOT: [&str; 12] = [
        "not", "never", "didn't", "don't", "wasn't", "isn't", "without", "no", "wouldn't", "couldn't", "nobody",
        "instead",
    ];
    tokens[at.saturating_sub(4)..at].iter().any(|token| NOT.contains(&token.as_str()))
}
