//! From a transcript to a card: roles, signals, points.
//!
//! [`score`] is pure and cannot fail. A linear model fitted to labelled answers ([`fit`], [`fitted`]) reads each
//! sentence with three eyes: its words ([`features`]), its vector, its place. It decides the role of every sentence and
//! the signals on it; both become points that quote the speaker. Nothing grows with length: what is said twice counts
//! once, a sentence without a signal moves no point up, and signals are read from a sentence and its neighbours only,
//! so that padding elsewhere cannot change them. Signals of a person's own are learnt from their examples ([`teach`]).

mod advice;
mod explain;
pub mod features;
pub mod fit;
pub mod fitted;
mod kept;
mod lexicon;
pub mod linear;
mod model;
mod occasion;
mod packed;
pub mod pattern;
mod points;
mod share;
mod signs;
mod substance;
pub mod teach;
pub mod text;

use crate::{
    delivery::Delivery,
    question::QuestionAsked,
    rubric::Rubric,
    scorecard::{CriterionScore, Scorecard, Status},
    signals::Signal,
    structure::{Role, SentenceRole, Structure},
    time::Millis,
    transcript::Transcript,
};

pub use packed::PackedError;
pub use points::verdict;
pub use substance::{Unscorable, substance};

use features::View;
use fitted::{Fitted, Thought};

/// Version of the scorer: raised with every change of rules or weights that can move a score.
pub const SCORER: u32 = 5;

/// What an answer is scored from.
#[derive(Debug, Clone, Copy)]
pub struct ScoreInput<'a> {
    /// What was said.
    pub transcript: &'a Transcript,
    /// What was asked, when known.
    pub question: Option<&'a QuestionAsked>,
    /// What it is scored by.
    pub rubric: &'a Rubric,
    /// One vector for each sentence, in order; empty where no sentence model is at hand.
    pub vectors: &'a [Vec<f32>],
    /// How it was said; absent for text.
    pub delivery: Option<&'a Delivery>,
    /// Length of the take; absent for text.
    pub duration_ms: Option<Millis>,
}

/// Everything the scorer says about an answer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Scored {
    /// The role of every sentence.
    pub structure: Structure,
    /// The signals heard, by sentence.
    pub signals: Vec<Signal>,
    /// The card.
    pub scorecard: Scorecard,
}

impl Scored {
    /// The same, with every sentence called by its place in a longer transcript of so many sentences. Those that were not
    /// scored have no part in the answer.
    #[must_use]
    pub fn placed(mut self, places: &[u32], sentences: usize) -> Self {
        let place = |sentence: &mut u32| {
            if let Some(place) = places.get(*sentence as usize) {
                *sentence = *place;
            }
        };
        let roles = &mut self.structure.roles;
        for role in roles.iter_mut() {
            place(&mut role.sentence);
        }
        let others = (0..sentences as u32).filter(|sentence| places.binary_search(sentence).is_err());
        roles.extend(others.map(|sentence| SentenceRole { sentence, role: Role::N, confidence: 100 }));
        roles.sort_by_key(|role| role.sentence);
        self.signals.iter_mut().for_each(|signal| place(&mut signal.sentence));
        let evidence = self.scorecard.criteria.iter_mut().flat_map(|criterion| &mut criterion.evidence);
        evidence.for_each(|evidence| place(&mut evidence.sentence));
        self
    }
}

/// Scores an answer.
///
/// Where there is nothing to score (silence, too few words of substance, no English, the question repeated), the card
/// says why and has no points; roles and signals are still reported.
pub fn score(input: &ScoreInput<'_>) -> Scored {
    score_by(model::base(), input)
}

/// Scores an answer by a model of one's own; for measuring models against each other.
pub fn score_by(model: &Fitted, input: &ScoreInput<'_>) -> Scored {
    let transcript = input.transcript;
    let texts: Vec<&str> = transcript.sentences.iter().map(|sentence| sentence.text.as_str()).collect();
    let vectors = if input.vectors.len() == texts.len() { input.vectors } else { &[] };
    let occasion = occasion::Occasion::of(input.question);
    let whole = features::look(&texts, vectors, occasion, View::Whole);
    let near = features::look(&texts, vectors, occasion, View::Near);
    let thoughts = model.think(&whole, &near);
    let qualities: Vec<f32> = thoughts.iter().map(|thought| thought.quality).collect();
    let structure = structure(transcript, &thoughts);
    let signals = signs::find(model, input.rubric, &texts, vectors, &thoughts);
    let scorecard = match substance(transcript, input.question, input.rubric) {
        Ok(()) => points::card(input, occasion, &structure, &signals, &qualities),
        Err(reason) => unscored(input.rubric, reason),
    };
    Scored { structure, signals, scorecard }
}

fn structure(transcript: &Transcript, thoughts: &[Thought]) -> Structure {
    let roles: Vec<SentenceRole> = thoughts
        .iter()
        .enumerate()
        .map(|(index, thought)| {
            let (role, share) = thought.role();
            SentenceRole { sentence: index as u32, role, confidence: (share * 100.0).round() as u8 }
        })
        .collect();
    let share = share::share(transcript, &roles);
    Structure { roles, share }
}

#[cfg(test)]
mod tests;

fn unscored(rubric: &Rubric, reason: Unscorable) -> Scorecard {
    let criteria = rubric
        .criteria
        .iter()
        .map(|criterion| CriterionScore {
            id: criterion.id.clone(),
            points: None,
            evidence: Vec::new(),
            advice: "Not scored.".to_owned(),
        })
        .collect();
    Scorecard {
        status: Status::NotScored,
        reason: Some(reason.to_string()),
        criteria,
        overall: None,
        verdict: None,
        next: vec![reason.way_out().to_owned()],
    }
}
