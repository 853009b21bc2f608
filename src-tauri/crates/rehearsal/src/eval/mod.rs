//! Accuracy on labelled data: what `debrief eval` prints.
//!
//! Each part measures the program as it ships, on data laid out as its own documentation says, and returns a report that
//! can be printed as a table or as JSON.

pub mod answers;
pub mod hearing;

use std::{fs, path::Path};

use serde::Serialize;

use crate::{Engine, RehearsalError};
use answers::AnswersReport;
use hearing::HearingReport;

/// What a folder of labelled data says of the program.
#[derive(Debug, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Report {
    /// Of the scorer, from labelled answers (`*.jsonl`).
    Answers(Box<AnswersReport>),
    /// Of hearing, from labelled recordings.
    Hearing(Box<HearingReport>),
}

impl Report {
    /// The same as a table.
    pub fn table(&self) -> String {
        match self {
            Self::Answers(report) => report.table(),
            Self::Hearing(report) => report.table(),
        }
    }
}

/// Measures what the labels of a folder are about; `progress` is told of each recording before it is heard.
pub fn measure(
    engine: &Engine,
    dir: &Path,
    model: Option<&str>,
    rubric: Option<&str>,
    progress: impl FnMut(&Path),
) -> Result<Report, RehearsalError> {
    if holds_answers(dir) {
        let report = answers::answers(dir, engine.embedder()?.as_ref(), engine.rubric(rubric)?.as_ref())?;
        return Ok(Report::Answers(Box::new(report)));
    }
    let report = hearing::hearing(dir, &engine.hearing(model)?.hearing, progress)?;
    Ok(Report::Hearing(Box::new(report)))
}

fn holds_answers(dir: &Path) -> bool {
    let entries = fs::read_dir(dir).into_iter().flatten();
    entries.flatten().any(|entry| entry.path().extension().is_some_and(|extension| extension == "jsonl"))
}
