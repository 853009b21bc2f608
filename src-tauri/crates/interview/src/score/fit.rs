//! Fitting a model to labelled answers.
//!
//! What a later pass is told about an earlier one must be as uncertain while learning as it will be in use. So each
//! pass is learnt several times with part of the answers held back, and the next pass, the thresholds and the curves
//! see only what was said of the answers held back.

use super::{
    features::{self, Seen, View},
    fitted::{Curve, Fitted, again},
    linear::{Linear, Pull},
    occasion::Occasion,
};
use crate::{question::QuestionAsked, structure::Role};

/// Parts the answers are divided into; one at a time is held back.
const PARTS: usize = 4;

/// Overall from which an answer is strong, and up to which it is weak.
const STRONG: u8 = 4;
const WEAK: u8 = 2;

const ROLES: Pull = Pull { cost: 0.6, positive: 1.0, rounds: 14 };
const ROLES_AGAIN: Pull = Pull { cost: 0.1, positive: 1.0, rounds: 200 };
const SIGNALS: Pull = Pull { cost: 0.25, positive: 3.0, rounds: 14 };

/// A labelled answer.
#[derive(Debug, Clone, PartialEq)]
pub struct LabelledAnswer {
    /// The question it was given to.
    pub question: Option<QuestionAsked>,
    /// Its sentences.
    pub sentences: Vec<LabelledSentence>,
    /// Its overall, 1–5, when known.
    pub overall: Option<u8>,
    /// Whether signals are as frequent in it as in speech, so that thresholds may be taken from it.
    pub natural: bool,
}

/// A labelled sentence.
#[derive(Debug, Clone, PartialEq)]
pub struct LabelledSentence {
    /// What was said.
    pub text: String,
    /// Its vector.
    pub vector: Vec<f32>,
    /// Its role.
    pub role: Role,
    /// Ids of its signals.
    pub signals: Vec<String>,
}

/// Fits a model that knows the roles and the signals named by `ids`.
pub fn fit(answers: &[LabelledAnswer], ids: &[String]) -> Fitted {
    let seen: Vec<Vec<Seen>> = answers.iter().map(|answer| look(answer, View::Whole)).collect();
    let held = Held { answers, part: (0..answers.len()).map(|at| at % PARTS).collect() };
    let role_truth: Vec<Vec<bool>> = Role::ALL.iter().map(|role| truth(answers, |s| s.role == *role)).collect();
    let mut signal_truth: Vec<Vec<bool>> = ids.iter().map(|id| truth(answers, |s| s.signals.contains(id))).collect();

    let (roles, first) = held.learn(&seen, &role_truth, ROLES);
    let of_answers = |test: fn(u8) -> bool| -> Vec<bool> {
        let lengths = answers.iter().map(|answer| (answer.overall.is_some_and(test), answer.sentences.len()));
        lengths.flat_map(|(truth, length)| std::iter::repeat_n(truth, length)).collect()
    };
    signal_truth.push(of_answers(|overall| overall >= STRONG));
    signal_truth.push(of_answers(|overall| overall <= WEAK));
    let near: Vec<Vec<Seen>> = answers.iter().map(|answer| look(answer, View::Near)).collect();
    let (signals, margins) = held.learn(&near, &signal_truth, SIGNALS);
    let told: Vec<Vec<Seen>> = first.iter().zip(&margins).map(|(roles, signals)| again(roles, signals)).collect();
    let roles_again = Held::learn_on(&told, &role_truth, ROLES_AGAIN, |_| true);
    let natural: Vec<bool> =
        answers.iter().flat_map(|answer| answer.sentences.iter().map(|_| answer.natural)).collect();
    let curves = signal_truth
        .iter()
        .take(ids.len())
        .enumerate()
        .map(|(output, truth)| {
            let said = margins.iter().flatten().map(|margins| margins[output]);
            let pairs: Vec<(f32, bool)> =
                said.zip(truth).zip(&natural).filter(|(_, natural)| **natural).map(|((m, t), _)| (m, *t)).collect();
            curve(pairs)
        })
        .collect();
    Fitted { roles, roles_again, ids: ids.to_vec(), signals, curves }
}

/// What the scorer sees of a labelled answer.
pub fn look(answer: &LabelledAnswer, view: View) -> Vec<Seen> {
    let texts: Vec<&str> = answer.sentences.iter().map(|sentence| sentence.text.as_str()).collect();
    let vectors: Vec<Vec<f32>> = answer.sentences.iter().map(|sentence| sentence.vector.clone()).collect();
    features::look(&texts, &vectors, Occasion::of(answer.question.as_ref()), view)
}

fn truth(answers: &[LabelledAnswer], test: impl Fn(&LabelledSentence) -> bool) -> Vec<bool> {
    answers.iter().flat_map(|answer| &answer.sentences).map(test).collect()
}

/// Answers and the part each belongs to.
struct Held<'a> {
    answers: &'a [LabelledAnswer],
    part: Vec<usize>,
}

impl Held<'_> {
    /// Learns on everything, and says what models that did not know an answer make of it.
    fn learn(&self, seen: &[Vec<Seen>], truths: &[Vec<bool>], pull: Pull) -> (Linear, Vec<Vec<Vec<f32>>>) {
        let mut margins = vec![Vec::new(); self.answers.len()];
        for part in 0..PARTS {
            let model = Self::learn_on(seen, truths, pull, |answer| self.part[answer] != part);
            for (answer, seen) in seen.iter().enumerate().filter(|(answer, _)| self.part[*answer] == part) {
                margins[answer] = seen.iter().map(|seen| model.margins(seen)).collect();
            }
        }
        (Self::learn_on(seen, truths, pull, |_| true), margins)
    }

    fn learn_on(seen: &[Vec<Seen>], truths: &[Vec<bool>], pull: Pull, takes: impl Fn(usize) -> bool) -> Linear {
        let mut rows = Vec::new();
        let mut kept = vec![Vec::new(); truths.len()];
        let mut at = 0;
        for (answer, sentences) in seen.iter().enumerate() {
            if takes(answer) {
                rows.extend(sentences);
                for (kept, truth) in kept.iter_mut().zip(truths) {
                    kept.extend_from_slice(&truth[at..at + sentences.len()]);
                }
            }
            at += sentences.len();
        }
        Linear::learn(&rows, &kept, pull)
    }
}

/// The threshold with the best F1 on sentences held back, and a slope so that a typical hit is held for sure.
pub fn curve(mut pairs: Vec<(f32, bool)>) -> Curve {
    pairs.sort_by(|a, b| b.0.total_cmp(&a.0));
    let all = pairs.iter().filter(|(_, truth)| *truth).count();
    let (mut best, mut threshold, mut hits) = (0.0, 0.0, 0);
    for (taken, (margin, truth)) in pairs.iter().enumerate() {
        hits += usize::from(*truth);
        let next = pairs.get(taken + 1).map_or(*margin - 0.1, |pair| pair.0);
        let f1 = 2.0 * hits as f32 / (taken + 1 + all) as f32;
        if f1 > best {
            (best, threshold) = (f1, f32::midpoint(*margin, next));
        }
    }
    Curve { threshold, slope: 3.0 }
}
