//! The user's own words (company, product, people): `words/*.txt` of the data folder, one term a line.
//!
//! The window keeps its list in `words/vocabulary.txt`; files laid beside it count as well. Terms mend near misses in
//! what is heard from then on ([`interview::transcript::Transcript::mend`]), visibly and with a way back.

use std::{io::Write, path::PathBuf};

use crate::{
    Engine, RehearsalError,
    files::{read_text, write_whole},
    questions::files_ending,
};

/// The file the window writes.
const LIST: &str = "vocabulary.txt";
/// Longest term, in characters; longer lines are no terms.
const LONGEST: usize = 80;
/// Terms looked for; more would slow every answer down.
const MOST: usize = 2_000;

/// The files of the user's own words.
pub(crate) struct WordFiles {
    folder: Option<PathBuf>,
}

impl WordFiles {
    pub fn in_folder(folder: Option<PathBuf>) -> Self {
        Self { folder }
    }
}

impl Engine {
    /// The user's terms from every file, each once, in order of the files.
    pub fn vocabulary(&self) -> Result<Vec<String>, RehearsalError> {
        let files = self.words().folder.as_deref().map(|folder| files_ending(folder, "txt")).unwrap_or_default();
        let texts: Vec<String> = files.iter().map(|path| read_text(path)).collect::<Result<_, _>>()?;
        Ok(terms(texts.iter().flat_map(|text| text.lines())))
    }

    /// The terms the window keeps.
    pub fn own_words(&self) -> Result<Vec<String>, RehearsalError> {
        match self.words().folder.as_ref().map(|folder| folder.join(LIST)) {
            Some(path) if path.exists() => Ok(terms(read_text(&path)?.lines())),
            _ => Ok(Vec::new()),
        }
    }

    /// Keeps the terms of the window in the place of those before; what is kept.
    pub fn set_own_words(&self, words: &[String]) -> Result<Vec<String>, RehearsalError> {
        let path = self.words().folder.as_ref().ok_or(RehearsalError::NoHome)?.join(LIST);
        let kept = terms(words.iter().flat_map(|word| word.lines()));
        let text: String = kept.iter().flat_map(|term| [term.as_str(), "\n"]).collect();
        write_whole(&path, |file| file.write_all(text.as_bytes()))
            .map_err(|source| RehearsalError::Write { path, source })?;
        Ok(kept)
    }
}

/// Lines that are terms, each once.
fn terms<'a>(lines: impl Iterator<Item = &'a str>) -> Vec<String> {
    let mut terms: Vec<String> = Vec::new();
    for line in lines {
        let term = line.split_whitespace().collect::<Vec<_>>().join(" ");
        if !term.is_empty() && term.chars().count() <= LONGEST && terms.len() < MOST && !terms.contains(&term) {
            terms.push(term);
        }
    }
    terms
}

#[cfg(test)]
mod tests {
    use std::fs;

    use super::*;
    use crate::DataFolder;

    #[test]
    fn terms_are_kept_each_once_and_files_beside_count() {
        let parent = tempfile::tempdir().expect("a temporary folder");
        let folder = DataFolder::open(Some(parent.path())).expect("a folder that can be made");
        let engine = Engine::open(Some(&folder)).expect("an engine");
        assert!(engine.vocabulary().expect("no file yet").is_empty());
        let given = ["Glucosense", " Ana   Ruiz ", "", "Glucosense", &"x".repeat(90)].map(str::to_owned);
        assert_eq!(engine.set_own_words(&given).expect("a writable folder"), ["Glucosense", "Ana Ruiz"]);
        fs::write(folder.words().join("team.txt"), "Tomasz\n").expect("a writable folder");
        assert_eq!(engine.vocabulary().expect("both files"), ["Tomasz", "Glucosense", "Ana Ruiz"]);
        assert_eq!(engine.own_words().expect("one file"), ["Glucosense", "Ana Ruiz"]);
    }
}
