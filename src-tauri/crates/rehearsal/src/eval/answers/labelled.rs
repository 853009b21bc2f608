//! Labelled answers as they lie in files: one JSON object a line.

use std::{collections::BTreeMap, fs, path::Path};

use interview::{question::Round, structure::Role};
use serde::Deserialize;

use super::AnswersError;

/// Share of sentences with a signal up to which a file counts as natural speech, in percent.
const NATURAL: usize = 50;

/// One labelled answer.
#[derive(Debug, Clone, PartialEq, Deserialize)]
pub struct Labelled {
    /// Its id.
    pub id: String,
    /// Round of its question.
    #[serde(default)]
    pub round: Option<Round>,
    /// Its question.
    pub question: String,
    /// Its sentences.
    pub sentences: Vec<Said>,
    /// Points by criterion.
    #[serde(default)]
    pub scores: BTreeMap<String, Option<u8>>,
    /// Its overall.
    #[serde(default)]
    pub overall: Option<u8>,
    /// Whether signals are as frequent as in speech.
    #[serde(default)]
    pub natural: bool,
}

/// One labelled sentence.
#[derive(Debug, Clone, PartialEq, Deserialize)]
pub struct Said {
    /// What was said.
    pub text: String,
    /// Its role.
    pub star: Role,
    /// Ids of its signals.
    #[serde(default)]
    pub signals: Vec<String>,
}

/// Reads every `.jsonl` file of a folder, in the order of their names.
///
/// A file that does not say whether it is `natural` counts as such when less than half of its sentences carry a signal.
pub fn read(dir: &Path) -> Result<Vec<Labelled>, AnswersError> {
    let shown = |path: &Path| path.display().to_string();
    let failed = |path: &Path, source| AnswersError::Read { file: shown(path), source };
    let mut files = Vec::new();
    for entry in fs::read_dir(dir).map_err(|source| failed(dir, source))? {
        let path = entry.map_err(|source| failed(dir, source))?.path();
        if path.extension().is_some_and(|extension| extension == "jsonl") {
            files.push(path);
        }
    }
    files.sort();
    let mut all = Vec::new();
    for path in files {
        let text = fs::read_to_string(&path).map_err(|source| failed(&path, source))?;
        let mut answers = Vec::new();
        for (index, line) in text.lines().enumerate().filter(|(_, line)| !line.trim().is_empty()) {
            let answer: Labelled = serde_json::from_str(line).map_err(|error| AnswersError::Line {
                file: shown(&path),
                line: index + 1,
                reason: error.to_string(),
            })?;
            answers.push(answer);
        }
        if !text.contains("\"natural\"") {
            let natural = sparse(&answers);
            for answer in &mut answers {
                answer.natural = natural;
            }
        }
        all.extend(answers);
    }
    if all.is_empty() { Err(AnswersError::None(shown(dir))) } else { Ok(all) }
}

fn sparse(answers: &[Labelled]) -> bool {
    let sentences = answers.iter().flat_map(|answer| &answer.sentences);
    let (all, marked) =
        sentences.fold((0, 0), |(all, marked), said| (all + 1, marked + usize::from(!said.signals.is_empty())));
    marked * 100 < all * NATURAL
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_bad_line_is_named_and_an_empty_folder_too() {
        let dir = tempfile::tempdir().expect("folder");
        assert!(matches!(read(dir.path()), Err(AnswersError::None(_))));
        let good = r#"{"id":"a","question":"Why?","sentences":[{"text":"So.","star":"N"}]}"#;
        fs::write(dir.path().join("a.jsonl"), format!("{good}\n{{}}\n")).expect("write");
        let error = read(dir.path()).expect_err("line 2 is no answer").to_string();
        assert!(error.contains("a.jsonl, line 2"), "{error}");
        fs::write(dir.path().join("a.jsonl"), good).expect("write");
        let answers = read(dir.path()).expect("one answer");
        assert!(answers[0].natural, "no sentence carries a signal");
    }
}
