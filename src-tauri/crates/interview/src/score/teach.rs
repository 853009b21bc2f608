//! Signals taught by example in a rubric a person has edited.
//!
//! The fitted model knows the signals that ship. A signal it does not know, or a sentence someone marked as "this
//! counts", is learnt here from the rubric's own examples: ten are enough, because sentence vectors already know which
//! sentences mean alike. Counter-examples, the examples of all other signals and some plain sentences stand against it.

use std::collections::BTreeSet;

use super::{
    features::{self, View},
    fit::curve,
    fitted::Curve,
    linear::{Linear, Pull},
    model,
    occasion::Occasion,
};
use crate::rubric::{Rubric, SignalRule};

/// How strongly examples pull; there are few positive ones.
const PULL: Pull = Pull { cost: 1.0, positive: 6.0, rounds: 14 };
/// Parts held back in turn to find the threshold.
const PARTS: usize = 5;
/// Fewest examples a signal can be learnt from.
const FEWEST: usize = 3;

/// Sentences of any answer, showing no signal.
const PLAIN: [&str; 24] = [
    "Sure, thanks for having me on.",
    "So this was about four years ago, at a company in Leeds.",
    "We were about thirty people, most of them in one building.",
    "I was heading the product side at the time.",
    "There were two offices and a lot of meetings.",
    "It had been like that for years before I came.",
    "The goal was to launch before the summer.",
    "We started in March and it took about five months.",
    "Then I talked to a few people and we had a workshop.",
    "I set up a meeting with everybody in one room.",
    "We built a first version and showed it to some users.",
    "People seemed to like it.",
    "It went okay, I would say.",
    "In the end it was live in October.",
    "There was a lot of discussion about the name.",
    "That was basically the situation.",
    "I would first try to understand the problem.",
    "Then I'd make a plan and share it.",
    "We would test it with a small group.",
    "I guess it would take about half a year.",
    "I don't remember the exact number.",
    "Let me think about that for a second.",
    "Looking back it was an interesting time.",
    "Does that answer your question?",
];

/// What a rubric has taught.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Taught {
    /// Signals learnt, each with its one output.
    signals: Vec<(String, Linear, Curve)>,
}

impl Taught {
    pub(super) fn of(signals: Vec<(String, Linear, Curve)>) -> Self {
        Self { signals }
    }

    pub(super) fn signals(&self) -> &[(String, Linear, Curve)] {
        &self.signals
    }

    /// Whether a signal was taught here.
    pub fn knows(&self, id: &str) -> bool {
        self.signals.iter().any(|(taught, ..)| taught == id)
    }

    /// Confidence in a signal taught here, and whether it is enough to report it; absent for other signals.
    pub fn confidence(&self, id: &str, seen: &features::Seen) -> Option<f32> {
        let (_, linear, curve) = self.signals.iter().find(|(taught, ..)| taught == id)?;
        Some(curve.confidence(linear.margins(seen).first().copied()?))
    }
}

impl Rubric {
    /// The sentences whose vectors [`Rubric::teach`] needs, each once. None where the rubric teaches nothing new.
    pub fn lessons(&self) -> Vec<&str> {
        if !self.signals.iter().any(teaches) {
            return Vec::new();
        }
        let mut known = BTreeSet::new();
        let own = self.signals.iter().flat_map(|signal| signal.examples.iter().chain(&signal.counter_examples));
        own.map(String::as_str).chain(PLAIN).filter(|sentence| known.insert(*sentence)).collect()
    }

    /// Learns the signals this rubric teaches; `vectors` are those of [`Rubric::lessons`], in that order. The same
    /// rubric and vectors teach the same, so the result may be kept as long as neither changes. Without vectors the
    /// words alone teach.
    pub fn teach(&mut self, vectors: &[Vec<f32>]) {
        let lessons: Vec<String> = self.lessons().into_iter().map(str::to_owned).collect();
        let texts: Vec<&str> = lessons.iter().map(String::as_str).collect();
        let vectors = if vectors.len() == texts.len() { vectors } else { &[] };
        let seen = features::look(&texts, vectors, Occasion::default(), View::Alone);
        let signals = self.signals.iter().filter(|signal| teaches(signal)).map(|signal| {
            let truth: Vec<bool> = lessons.iter().map(|lesson| signal.examples.contains(lesson)).collect();
            let (linear, curve) = learn(&seen, &truth);
            (signal.id.clone(), linear, curve)
        });
        self.taught = Taught { signals: signals.collect() };
    }
}

/// Whether the rubric holds examples of this signal that the fitted model was not given.
fn teaches(signal: &SignalRule) -> bool {
    let own = signal.examples.len() >= FEWEST;
    own && (!model::base().ids.contains(&signal.id) || !model::ships(signal))
}

fn learn(seen: &[features::Seen], truth: &[bool]) -> (Linear, Curve) {
    let all: Vec<&features::Seen> = seen.iter().collect();
    let mut held = vec![(0.0, false); seen.len()];
    let (mut yes, mut no) = (0, 0);
    let part: Vec<usize> = truth
        .iter()
        .map(|&truth| {
            let counter = if truth { &mut yes } else { &mut no };
            *counter += 1;
            *counter % PARTS
        })
        .collect();
    for out in 0..PARTS {
        let kept: Vec<usize> = (0..seen.len()).filter(|&at| part[at] != out).collect();
        let rows: Vec<&features::Seen> = kept.iter().map(|&at| &seen[at]).collect();
        let linear = Linear::learn(&rows, &[kept.iter().map(|&at| truth[at]).collect()], PULL);
        for at in (0..seen.len()).filter(|&at| part[at] == out) {
            held[at] = (linear.margins(&seen[at]).first().copied().unwrap_or(0.0), truth[at]);
        }
    }
    (Linear::learn(&all, &[truth.to_vec()], PULL), curve(held))
}

#[cfg(test)]
mod tests {
    use crate::{
        rubric,
        score::{ScoreInput, score},
        signals::Polarity,
        transcript::{Sentence, Transcript},
    };

    const TEN: [&str; 10] = [
        "We tested it with screen readers before anything else.",
        "Two blind customers tried every release with us.",
        "I made sure that people who cannot use a mouse can finish the order.",
        "Nothing ships unless it works with the keyboard alone.",
        "We wrote captions for every video, for deaf viewers.",
        "The contrast was raised so that people with poor sight can read the bill.",
        "A colleague in a wheelchair tried the ramp at each station first.",
        "We made the letters larger for readers with low vision.",
        "Screen reader users can now book without calling us.",
        "We paid deaf and blind testers for two days a week.",
    ];

    #[test]
    fn ten_sentences_teach_a_new_signal_even_by_words_alone() {
        let mut rubric = rubric::default_rubric().clone();
        let mut access = rubric.signals[0].clone();
        access.id = "accessibility".to_owned();
        access.title = "Accessibility".to_owned();
        access.polarity = Polarity::Positive;
        access.examples = TEN.map(str::to_owned).to_vec();
        access.counter_examples.clear();
        access.phrases.clear();
        rubric.signals.push(access);
        assert!(rubric.lessons().contains(&TEN[0]), "a new signal has lessons");
        rubric.teach(&[]);
        let said = [
            "We are an online bank in Oslo with about forty people.",
            "Blind customers tested the new form with a screen reader before it went live.",
            "Sign-ups rose by nine percent in the spring.",
        ];
        let sentences = said.map(|text| Sentence { text: text.to_owned(), ..Sentence::default() }).to_vec();
        let transcript = Transcript { text: said.join(" "), sentences, ..Transcript::default() };
        let scored = score(&ScoreInput {
            transcript: &transcript,
            question: None,
            rubric: &rubric,
            vectors: &[],
            delivery: None,
            duration_ms: None,
        });
        let found: Vec<u32> =
            scored.signals.iter().filter(|signal| signal.id == "accessibility").map(|signal| signal.sentence).collect();
        assert_eq!(found, [1]);
    }

    #[test]
    fn a_shipped_rubric_needs_no_lessons() {
        for rubric in rubric::shipped() {
            assert!(rubric.lessons().is_empty(), "{}", rubric.id);
        }
    }
}
