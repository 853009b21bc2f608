//! How well roles, signals and points agree with labelled answers the model has not seen.
//!
//! The answers are divided into parts, whole answers at a time; a model fitted to all other parts judges each. What is
//! measured is therefore the way of fitting, not the model that ships, which knows these very answers when they are its
//! own. The gap to a model that knows them is reported beside.

mod labelled;
mod measures;
mod padding;
mod report;

use std::path::Path;

use interview::{
    question::QuestionAsked,
    rubric::Rubric,
    score::{
        ScoreInput, Scored,
        fit::{LabelledAnswer, LabelledSentence, fit},
        fitted::Fitted,
        score_by,
    },
    transcript::{Sentence, Transcript},
};
use semantics::{Embedder, SemanticsError};
use thiserror::Error;

use padding::Filling;

pub use labelled::{Labelled, Said, read};
pub use padding::Padding;
pub use report::{AnswersReport, Judged};

/// Parts the answers are divided into.
const PARTS: usize = 5;

/// Why answers could not be measured.
#[derive(Debug, Error)]
pub enum AnswersError {
    /// A file could not be read.
    #[error("{file}: {source}")]
    Read {
        /// The file.
        file: String,
        /// What the system said.
        source: std::io::Error,
    },
    /// A line is not a labelled answer.
    #[error("{file}, line {line}: {reason}")]
    Line {
        /// The file.
        file: String,
        /// The line, from 1.
        line: usize,
        /// What is wrong with it.
        reason: String,
    },
    /// No labelled answers in the folder.
    #[error("{0}: no labelled answers (*.jsonl) here")]
    None(String),
    /// The sentence model failed.
    #[error(transparent)]
    Vectors(#[from] SemanticsError),
}

/// Measures the scorer on the labelled answers of a folder, cross-validated by answer.
pub fn answers(dir: &Path, embedder: &Embedder, rubric: &Rubric) -> Result<AnswersReport, AnswersError> {
    let labelled = read(dir)?;
    let ids: Vec<String> = rubric.signals.iter().map(|signal| signal.id.clone()).collect();
    let examples = with_vectors(&labelled, embedder)?;
    let filling = Filling::new(embedder)?;
    let mut padding = Padding::default();
    let mut judged: Vec<Option<Scored>> = vec![None; labelled.len()];
    for part in 0..PARTS {
        let known: Vec<LabelledAnswer> = kept(&examples, |at| at % PARTS != part);
        let model = fit(&known, &ids);
        for at in (part..labelled.len()).step_by(PARTS) {
            judged[at] = Some(judge_padded(&model, &examples[at], at, rubric, &filling, &mut padding));
        }
    }
    let unseen: Vec<Scored> = judged.into_iter().flatten().collect();
    let model = fit(&examples, &ids);
    let seen: Vec<Scored> = examples.iter().map(|answer| judge(&model, answer, rubric)).collect();
    Ok(AnswersReport::of(&labelled, &unseen, Some(&seen), padding, rubric))
}

/// Measures a model on labelled answers it does not know.
pub fn judged_by(
    model: &Fitted,
    dir: &Path,
    embedder: &Embedder,
    rubric: &Rubric,
) -> Result<AnswersReport, AnswersError> {
    let labelled = read(dir)?;
    let filling = Filling::new(embedder)?;
    let mut padding = Padding::default();
    let mut judged = Vec::with_capacity(labelled.len());
    for (at, answer) in with_vectors(&labelled, embedder)?.iter().enumerate() {
        judged.push(judge_padded(model, answer, at, rubric, &filling, &mut padding));
    }
    Ok(AnswersReport::of(&labelled, &judged, None, padding, rubric))
}

/// Fits a model to the labelled answers of a folder, for the signals of a rubric.
pub fn fitted(dir: &Path, embedder: &Embedder, rubric: &Rubric) -> Result<Fitted, AnswersError> {
    let ids: Vec<String> = rubric.signals.iter().map(|signal| signal.id.clone()).collect();
    Ok(fit(&with_vectors(&read(dir)?, embedder)?, &ids))
}

fn kept(examples: &[LabelledAnswer], takes: impl Fn(usize) -> bool) -> Vec<LabelledAnswer> {
    examples.iter().enumerate().filter(|(at, _)| takes(*at)).map(|(_, answer)| answer.clone()).collect()
}

fn with_vectors(labelled: &[Labelled], embedder: &Embedder) -> Result<Vec<LabelledAnswer>, AnswersError> {
    labelled
        .iter()
        .map(|answer| {
            let texts: Vec<&str> = answer.sentences.iter().map(|sentence| sentence.text.as_str()).collect();
            let vectors = embedder.embed(&texts)?;
            let sentences = answer.sentences.iter().zip(vectors).map(|(said, vector)| LabelledSentence {
                text: said.text.clone(),
                vector,
                role: said.star,
                signals: said.signals.clone(),
            });
            Ok(LabelledAnswer {
                question: Some(QuestionAsked { text: answer.question.clone(), round: answer.round }),
                sentences: sentences.collect(),
                overall: answer.overall,
                natural: answer.natural,
            })
        })
        .collect()
}

/// Judges an answer as it is, and notes what padding makes of it.
fn judge_padded(
    model: &Fitted,
    answer: &LabelledAnswer,
    seed: usize,
    rubric: &Rubric,
    filling: &Filling,
    padding: &mut Padding,
) -> Scored {
    let scored = judge(model, answer, rubric);
    for padded in filling.padded(answer, seed) {
        padding.note(&scored, &judge(model, &padded, rubric));
    }
    scored
}

fn judge(model: &Fitted, answer: &LabelledAnswer, rubric: &Rubric) -> Scored {
    let sentences: Vec<Sentence> = answer
        .sentences
        .iter()
        .map(|sentence| Sentence { text: sentence.text.clone(), ..Sentence::default() })
        .collect();
    let texts: Vec<&str> = sentences.iter().map(|sentence| sentence.text.as_str()).collect();
    let transcript = Transcript { language: None, text: texts.join(" "), words: None, sentences };
    let vectors: Vec<Vec<f32>> = answer.sentences.iter().map(|sentence| sentence.vector.clone()).collect();
    score_by(
        model,
        &ScoreInput {
            transcript: &transcript,
            question: answer.question.as_ref(),
            rubric,
            vectors: &vectors,
            delivery: None,
            duration_ms: None,
        },
    )
}

#[cfg(test)]
mod tests {
    use std::fs;

    use interview::rubric;

    use super::*;

    /// The shipped model knows these answers; what is looked at is what sentences that say nothing add to them.
    #[test]
    fn sentences_that_say_nothing_raise_no_overall() {
        let resources = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../resources/rubrics");
        let models = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../models").join(semantics::MODEL);
        let labelled = fs::read_to_string(resources.join("labelled/director-6.jsonl")).expect("labelled answers");
        let dir = tempfile::tempdir().expect("folder");
        let some: Vec<&str> = labelled.lines().step_by(3).collect();
        fs::write(dir.path().join("some.jsonl"), some.join("\n")).expect("write");
        let fitted = fs::read(resources.join("fitted.bin")).expect("the shipped model");
        let fitted = Fitted::from_bytes(&fitted).expect("a whole model");
        let embedder = Embedder::load(&models).expect("the model of the checkout");
        let report = judged_by(&fitted, dir.path(), &embedder, rubric::default_rubric()).expect("a report");
        assert_eq!((report.padding.trials, report.padding.overall), (30, 0));
        assert!(report.unseen.overall.is_some_and(|agrees| agrees > 900), "answers are told apart: {report:?}");
    }
}
