//! The user's own examples: sentences marked as showing a signal, or not, in `examples/<rubric>.toml` of the data folder.

use std::{
    io::Write,
    path::{Path, PathBuf},
    sync::{Mutex, PoisonError},
};

use interview::{
    rubric::{Mark, OwnExamples, SentenceMark},
    transcript::Transcript,
};

use crate::{
    Engine, RehearsalError,
    files::{read_text, remove_if_there, write_whole},
    questions::toml_files,
};

/// The files, one a rubric.
pub(crate) struct OwnFiles {
    folder: Option<PathBuf>,
    /// Held from reading a file to writing it.
    turn: Mutex<()>,
}

impl OwnFiles {
    pub fn in_folder(folder: Option<PathBuf>) -> Self {
        Self { folder, turn: Mutex::default() }
    }

    /// The sentences marked for a rubric; none where there is no file.
    pub fn of(&self, rubric: &str) -> Result<OwnExamples, RehearsalError> {
        match self.file(rubric) {
            Some(path) if path.exists() => Ok(OwnExamples { rubric: rubric.to_owned(), ..read(&path)? }),
            _ => Ok(OwnExamples::none(rubric)),
        }
    }

    /// Why files cannot be used, each with its name.
    pub fn broken(&self) -> Vec<RehearsalError> {
        self.folder.as_deref().map(toml_files).unwrap_or_default().iter().filter_map(|path| read(path).err()).collect()
    }

    /// Changes the file of a rubric; one without sentences is removed.
    fn change<T>(&self, rubric: &str, change: impl FnOnce(&mut OwnExamples) -> T) -> Result<T, RehearsalError> {
        let _turn = self.turn.lock().unwrap_or_else(PoisonError::into_inner);
        let path = self.file(rubric).ok_or(RehearsalError::NoHome)?;
        let mut own = self.of(rubric)?;
        let answer = change(&mut own);
        let written = if own.is_empty() {
            remove_if_there(&path)
        } else {
            write_whole(&path, |file| file.write_all(own.to_toml().as_bytes()))
        };
        written.map_err(|source| RehearsalError::Write { path, source })?;
        Ok(answer)
    }

    fn file(&self, rubric: &str) -> Option<PathBuf> {
        Some(self.folder.as_ref()?.join(format!("{rubric}.toml")))
    }
}

impl Engine {
    /// The sentences the user marked, by rubric; rubrics without any, and files that cannot be read, are left out.
    pub fn own_examples(&self) -> Vec<OwnExamples> {
        self.rubrics().filter_map(|rubric| self.own().of(&rubric.id).ok()).filter(|own| !own.is_empty()).collect()
    }

    /// What the user said of the sentences of an answer.
    pub(crate) fn marks_in(&self, rubric: &str, transcript: &Transcript) -> Vec<SentenceMark> {
        let known = self.known(rubric).and_then(|rubric| self.own().of(&rubric.id));
        known.map(|own| own.marks_in(transcript)).unwrap_or_default()
    }

    /// Marks a sentence for a signal of a rubric, or takes its mark away; the mark it had before.
    pub fn mark(
        &self,
        rubric: &str,
        signal: &str,
        sentence: &str,
        mark: Option<Mark>,
    ) -> Result<Option<Mark>, RehearsalError> {
        if self.known(rubric)?.signal(signal).is_none() {
            return Err(RehearsalError::NoSuchSignal { id: signal.to_owned(), rubric: rubric.to_owned() });
        }
        self.own().change(rubric, |own| own.mark(signal, sentence, mark))
    }

    /// The file of the sentences marked for a rubric, to be taken elsewhere.
    pub fn export_examples(&self, rubric: &str) -> Result<String, RehearsalError> {
        Ok(self.own().of(rubric)?.to_toml())
    }

    /// Adds the marks of such a file, or the examples a whole rubric file has beyond those known; how many were new.
    pub fn import_examples(&self, path: &Path) -> Result<u32, RehearsalError> {
        let theirs = read(path)?;
        let rubric = self.known(&theirs.rubric)?;
        self.own().change(&rubric.id, |own| own.merge(&theirs, rubric))
    }
}

fn read(path: &Path) -> Result<OwnExamples, RehearsalError> {
    let text = read_text(path)?;
    Ok(OwnExamples::parse(&path.display().to_string(), &text)?)
}

#[cfg(test)]
mod tests {
    use std::fs;

    use interview::rubric::DEFAULT;

    use super::*;
    use crate::DataFolder;

    const LUNCH: &str = "I took each of them to lunch.";

    fn engine() -> (tempfile::TempDir, Engine) {
        let parent = tempfile::tempdir().expect("a temporary folder");
        let folder = DataFolder::open(Some(parent.path())).expect("a folder that can be made");
        (parent, Engine::open(Some(&folder)).expect("an engine"))
    }

    #[test]
    fn a_mark_is_in_the_rubric_until_it_is_taken_away() {
        let (parent, engine) = engine();
        let plain = engine.untaught(Some(DEFAULT)).expect("it ships").label();
        assert_eq!(engine.mark(DEFAULT, "influence", LUNCH, Some(Mark::Counts)).expect("a known signal"), None);
        let marked = engine.untaught(None).expect("the default");
        assert!(marked.signal("influence").expect("a signal").examples.iter().any(|said| said == LUNCH));
        assert_ne!(marked.label(), plain, "cards made by it can be told");
        let file = parent.path().join("examples/director-pm.toml");
        #[cfg(unix)]
        {
            use std::os::unix::fs::PermissionsExt;
            let mode = fs::metadata(&file).expect("the file").permissions().mode() & 0o777;
            assert_eq!(mode, 0o600, "one's own words are for one's own eyes");
        }
        assert_eq!(engine.own_examples().len(), 1);
        assert_eq!(engine.mark(DEFAULT, "influence", LUNCH, None).expect("a known signal"), Some(Mark::Counts));
        assert_eq!(engine.untaught(None).expect("the default").label(), plain);
        assert!(!file.exists(), "nothing is left of it");
    }

    #[test]
    fn what_is_not_there_is_named() {
        let (_parent, engine) = engine();
        let refused = |rubric: &str, signal: &str| {
            engine.mark(rubric, signal, LUNCH, Some(Mark::Counts)).expect_err("refused").to_string()
        };
        assert!(refused("no-such", "influence").contains("no-such"));
        assert!(refused(DEFAULT, "no-such").contains("no-such"));
    }

    #[test]
    fn examples_travel_in_a_file() {
        let (parent, engine) = engine();
        engine.mark(DEFAULT, "influence", LUNCH, Some(Mark::CountsNot)).expect("a known signal");
        let file = parent.path().join("exported.toml");
        fs::write(&file, engine.export_examples(DEFAULT).expect("a file")).expect("writable");
        engine.mark(DEFAULT, "influence", LUNCH, None).expect("a known signal");
        assert_eq!(engine.import_examples(&file).expect("the same file"), 1);
        assert_eq!(engine.import_examples(&file).expect("again"), 0, "nothing is new");
        assert_eq!(engine.own_examples()[0].mark_of("influence", LUNCH), Some(Mark::CountsNot));
    }

    #[test]
    fn a_broken_file_is_said_never_written_over_and_does_not_stop_scoring() {
        let (parent, _) = engine();
        fs::create_dir_all(parent.path().join("examples")).expect("writable");
        let file = parent.path().join("examples/director-pm.toml");
        fs::write(&file, "rubric = 7").expect("writable");
        let folder = DataFolder::open(Some(parent.path())).expect("the same folder");
        let engine = Engine::open(Some(&folder)).expect("an engine");
        assert!(engine.broken().any(|error| error.to_string().contains("director-pm.toml")));
        assert!(engine.untaught(None).is_ok(), "answers are scored without it");
        assert!(engine.mark(DEFAULT, "influence", LUNCH, Some(Mark::Counts)).is_err());
        assert_eq!(fs::read_to_string(&file).expect("still there"), "rubric = 7");
    }
}
