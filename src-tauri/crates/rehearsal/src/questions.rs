//! The question bank: what Debrief ships, with the user's own files over it.

use std::{
    fs,
    path::{Path, PathBuf},
};

use interview::question::{self, Question, QuestionAsked, QuestionBank};

use crate::{RehearsalError, files::read_text};

/// The questions to choose from, and the files that could not be read.
#[derive(Debug)]
pub struct Questions {
    bank: QuestionBank,
    broken: Vec<RehearsalError>,
}

impl Questions {
    /// The shipped bank, with every `*.toml` of `folder` merged over it in order of name. A broken file is reported by
    /// [`Questions::broken`] and left alone; the others still count.
    pub fn load(folder: Option<&Path>) -> Self {
        let mut questions = Self { bank: question::shipped(), broken: Vec::new() };
        for path in folder.map(toml_files).unwrap_or_default() {
            match read(&path) {
                Ok(own) => questions.bank = questions.bank.with(own),
                Err(error) => questions.broken.push(error),
            }
        }
        questions
    }

    /// Every question, by round.
    pub fn all(&self) -> &[Question] {
        self.bank.questions()
    }

    /// The files that could not be read, each with its reason.
    pub fn broken(&self) -> &[RehearsalError] {
        &self.broken
    }

    /// The question of that id.
    pub fn find(&self, id: &str) -> Result<&Question, RehearsalError> {
        self.bank.get(id).ok_or_else(|| RehearsalError::NoSuchQuestion(id.to_owned()))
    }

    /// The question of the bank that was asked in these words, if it is in the bank.
    pub fn matching(&self, asked: &QuestionAsked) -> Option<&Question> {
        self.bank.find(&asked.text)
    }
}

fn read(path: &Path) -> Result<Vec<Question>, RehearsalError> {
    let text = read_text(path)?;
    Ok(QuestionBank::parse(&path.display().to_string(), &text)?)
}

/// The TOML files of a folder by name; none when it cannot be listed.
pub(crate) fn toml_files(folder: &Path) -> Vec<PathBuf> {
    files_ending(folder, "toml")
}

/// The files of a folder with that ending, by name; none when it cannot be listed.
pub(crate) fn files_ending(folder: &Path, ending: &str) -> Vec<PathBuf> {
    let mut files: Vec<_> = fs::read_dir(folder)
        .map(|entries| entries.filter_map(|entry| Some(entry.ok()?.path())).collect())
        .unwrap_or_default();
    files.retain(|path| path.extension().is_some_and(|extension| extension == ending));
    files.sort();
    files
}
