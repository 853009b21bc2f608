//! Padding: sentences that say nothing, put into answers to see whether any point rises.

use std::collections::BTreeMap;

use interview::{
    score::{
        Scored,
        fit::{LabelledAnswer, LabelledSentence},
    },
    structure::Role,
};
use semantics::{Embedder, SemanticsError};
use serde::Serialize;

/// What people say when they have nothing more to say.
const EMPTY: [&str; 16] = [
    "So yeah, that was basically the whole thing.",
    "It was a really great experience for me overall.",
    "You know, it's one of those things that you just have to go through.",
    "And I think that's pretty much it, really.",
    "I mean, it was a lot of work, but it was also very interesting.",
    "As I said, it was quite a journey for everybody involved.",
    "At the end of the day, it is what it is.",
    "I could talk about this for hours, to be honest.",
    "There was a lot going on at that time, as you can imagine.",
    "It was an interesting time and I learned a lot from it.",
    "Anyway, let me go on.",
    "We had many meetings and many discussions about many things.",
    "Everyone worked very hard and we were all quite happy in the end.",
    "That was something I will always remember.",
    "It is hard to explain, but it was important.",
    "So that's how it went, more or less.",
];

/// Where padding is put.
#[derive(Debug, Clone, Copy)]
enum Place {
    Before,
    After,
    /// Behind every third sentence.
    Between,
}

/// Padded answers whose points rose.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct Padding {
    /// Answers padded, each in three ways.
    pub trials: u32,
    /// Those whose overall rose.
    pub overall: u32,
    /// Those of which a criterion rose; one not scored before counts as 1.
    pub criteria: BTreeMap<String, u32>,
}

impl Padding {
    /// Notes what padding made of one answer.
    pub fn note(&mut self, before: &Scored, after: &Scored) {
        self.trials += 1;
        self.overall += u32::from(after.scorecard.overall > before.scorecard.overall);
        for (before, after) in before.scorecard.criteria.iter().zip(&after.scorecard.criteria) {
            if after.points.unwrap_or(0) > before.points.unwrap_or(1) {
                *self.criteria.entry(after.id.clone()).or_insert(0) += 1;
            }
        }
    }
}

/// Sentences that say nothing, with their vectors.
pub struct Filling(Vec<LabelledSentence>);

impl Filling {
    pub fn new(embedder: &Embedder) -> Result<Self, SemanticsError> {
        let vectors = embedder.embed(&EMPTY)?;
        let sentence = |(text, vector): (&&str, Vec<f32>)| LabelledSentence {
            text: (*text).to_owned(),
            vector,
            role: Role::N,
            signals: Vec::new(),
        };
        Ok(Self(EMPTY.iter().zip(vectors).map(sentence).collect()))
    }

    /// The answer padded in each of the ways; `seed` chooses the sentences.
    pub fn padded(&self, answer: &LabelledAnswer, seed: usize) -> Vec<LabelledAnswer> {
        [Place::Before, Place::After, Place::Between]
            .into_iter()
            .map(|place| {
                let mut next = self.0.iter().cycle().skip(seed * 7 % self.0.len()).step_by(3).cloned();
                let mut padded = answer.clone();
                match place {
                    Place::Before => padded.sentences = next.take(3).chain(padded.sentences).collect(),
                    Place::After => padded.sentences.extend(next.take(4)),
                    Place::Between => {
                        let said = std::mem::take(&mut padded.sentences);
                        for (at, sentence) in said.into_iter().enumerate() {
                            padded.sentences.push(sentence);
                            if at % 3 == 1 {
                                padded.sentences.extend(next.next());
                            }
                        }
                    }
                }
                padded
            })
            .collect()
    }
}
