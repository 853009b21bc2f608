//! The signals on every sentence: fitted, taught, or by phrase.

use super::{
    explain,
    features::{self, View},
    fitted::{Fitted, Thought},
    occasion::Occasion,
    pattern::Pattern,
    text,
};
use crate::{
    rubric::{Rubric, SignalRule},
    signals::Signal,
};

/// How sure a few examples must be of a signal the fitted model knows from many: less would find it everywhere.
const SURE: f32 = 0.95;

/// Finds the signals the rubric names, in the order of sentences and, within one, of the rubric.
///
/// A sentence given word for word as an example or counter-example is taken as that. Otherwise the fitted model and
/// what the rubric taught decide; a signal that neither knows is found by its phrases.
pub fn find(
    model: &Fitted,
    rubric: &Rubric,
    texts: &[&str],
    vectors: &[Vec<f32>],
    thoughts: &[Thought],
) -> Vec<Signal> {
    let listeners: Vec<Listener<'_>> = rubric.signals.iter().map(|rule| Listener::of(rule, rubric, model)).collect();
    let alone = if listeners.iter().any(|listener| listener.taught) {
        features::look(texts, vectors, Occasion::default(), View::Alone)
    } else {
        Vec::new()
    };
    let mut found = Vec::new();
    for (index, sentence) in texts.iter().enumerate() {
        let heard =
            Heard { sentence, tokens: text::tokens(sentence), thought: &thoughts[index], alone: alone.get(index) };
        for listener in &listeners {
            if let Some((confidence, because)) = listener.hears(&heard) {
                found.push(Signal {
                    id: listener.rule.id.clone(),
                    polarity: listener.rule.polarity,
                    sentence: index as u32,
                    confidence,
                    because,
                });
            }
        }
    }
    found
}

/// One sentence, as the listeners get it.
struct Heard<'a> {
    sentence: &'a str,
    tokens: Vec<String>,
    thought: &'a Thought,
    alone: Option<&'a features::Seen>,
}

/// What listens for one signal.
struct Listener<'a> {
    rule: &'a SignalRule,
    rubric: &'a Rubric,
    model: &'a Fitted,
    /// Output of the fitted model.
    output: Option<usize>,
    taught: bool,
    phrases: Vec<(&'a str, Pattern)>,
    examples: Vec<Vec<String>>,
    counter_examples: Vec<Vec<String>>,
}

impl<'a> Listener<'a> {
    fn of(rule: &'a SignalRule, rubric: &'a Rubric, model: &'a Fitted) -> Self {
        let phrases =
            rule.phrases.iter().filter_map(|phrase| Some((phrase.as_str(), Pattern::parse(phrase).ok()?))).collect();
        let output = model.ids.iter().position(|id| *id == rule.id);
        let read = |sentences: &[String]| sentences.iter().map(|sentence| text::tokens(sentence)).collect();
        Self {
            rule,
            rubric,
            model,
            output,
            taught: rubric.taught.knows(&rule.id),
            phrases,
            examples: read(&rule.examples),
            counter_examples: read(&rule.counter_examples),
        }
    }

    /// Confidence, 50–99, and why; absent where the signal is not heard.
    fn hears(&self, heard: &Heard<'_>) -> Option<(u8, String)> {
        if self.counter_examples.contains(&heard.tokens) {
            return None;
        }
        if self.examples.contains(&heard.tokens) {
            return Some((95, "The rubric gives this very sentence as an example.".to_owned()));
        }
        self.fitted(heard).or_else(|| self.learnt(heard)).or_else(|| self.by_phrase(heard))
    }

    fn fitted(&self, heard: &Heard<'_>) -> Option<(u8, String)> {
        let output = self.output?;
        let confidence = self.model.curves[output].confidence(*heard.thought.signals.get(output)?);
        let percent = reported(confidence)?;
        if let Some((phrase, _)) = self.phrases.iter().find(|(_, pattern)| pattern.find(&heard.tokens).is_some()) {
            return Some((percent, said(phrase)));
        }
        let linear = &self.model.signals;
        Some((percent, explain::because(&self.rule.title, heard.sentence, &linear.names, &linear.outputs[output])))
    }

    fn learnt(&self, heard: &Heard<'_>) -> Option<(u8, String)> {
        let confidence = self.rubric.taught.confidence(&self.rule.id, heard.alone?)?;
        if self.output.is_some() && confidence < SURE {
            return None;
        }
        let percent = reported(confidence)?;
        Some((percent, format!("It means much the same as the examples of {}.", self.rule.title.to_lowercase())))
    }

    fn by_phrase(&self, heard: &Heard<'_>) -> Option<(u8, String)> {
        if self.output.is_some() || self.taught {
            return None;
        }
        let (phrase, _) = self
            .phrases
            .iter()
            .find(|(_, pattern)| pattern.find(&heard.tokens).is_some_and(|at| !negated(&heard.tokens, at)))?;
        Some((60, said(phrase)))
    }
}

fn reported(confidence: f32) -> Option<u8> {
    (confidence >= 0.5).then(|| (confidence * 100.0).round().clamp(50.0, 99.0) as u8)
}

fn said(phrase: &str) -> String {
    let readable: String = phrase.replace(['~', '*'], "…").replace('#', "a number").replace('|', " or ");
    format!("You say “{readable}”.")
}

/// Whether one of the four words before says that it did not happen.
fn negated(tokens: &[String], at: usize) -> bool {
    const NOT: [&str; 12] = [
        "not", "never", "didn't", "don't", "wasn't", "isn't", "without", "no", "wouldn't", "couldn't", "nobody",
        "instead",
    ];
    tokens[at.saturating_sub(4)..at].iter().any(|token| NOT.contains(&token.as_str()))
}
