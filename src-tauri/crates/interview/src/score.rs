//! From a transcript to a card: roles, signals, points.
//!
//! [`score`] is pure and cannot fail. It reads the transcript with three eyes (the words, the sentence vectors when
//! there are any, the place in the answer), decides the role of every sentence and the signals on it, and turns both
//! into points that quote the speaker. Nothing in it grows with length: what is said twice counts once, and a sentence
//! that carries no signal moves no point.

mod advice;
mod occasion;
pub mod pattern;
mod points;
mod roles;
mod signs;
mod substance;
pub mod text;

use crate::{
    delivery::Delivery,
    question::QuestionAsked,
    rubric::Rubric,
    scorecard::{CriterionScore, Scorecard, Status},
    signals::Signal,
    structure::Structure,
    time::Millis,
    transcript::Transcript,
};

pub use substance::{Unscorable, substance};

/// Version of the scorer: raised with every change of rules or weights that can move a score.
pub const SCORER: u32 = 1;

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

/// Scores an answer.
///
/// Where there is nothing to score (silence, too few words of substance, no English, the question repeated), the card
/// says why and has no points; roles and signals are still reported.
pub fn score(input: &ScoreInput<'_>) -> Scored {
    let read: Vec<Vec<String>> =
        input.transcript.sentences.iter().map(|sentence| text::tokens(&sentence.text)).collect();
    let occasion = occasion::Occasion::of(input.question);
    let structure = roles::structure(input.transcript, &read, occasion);
    let signals = signs::find(input.rubric, &read, &structure);
    let scorecard = match substance(input.transcript, input.question, input.rubric) {
        Ok(()) => points::card(input, occasion, &structure, &signals),
        Err(reason) => unscored(input.rubric, reason),
    };
    Scored { structure, signals, scorecard }
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
