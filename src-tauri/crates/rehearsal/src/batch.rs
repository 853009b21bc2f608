//! A folder of recordings, several heard at a time: debriefs come out in the order of the files, a bad file stops
//! nothing, and no more of them wait in memory than a few for each job.

use std::{
    collections::BTreeMap,
    fs,
    ops::ControlFlow,
    panic::{self, AssertUnwindSafe},
    path::{Path, PathBuf},
    sync::{
        Condvar, Mutex, PoisonError,
        atomic::{AtomicBool, Ordering},
        mpsc::{self, RecvTimeoutError},
    },
    thread,
    time::Duration,
};

use interview::Debrief;
use serde_json::{Value, json};
use speech::samples;

use crate::{Engine, ErrorKind, Library, RehearsalError, TakePlan, analyze, analyze_into};

/// How many files may be ahead of the one whose turn it is, for each job.
const AHEAD: usize = 4;
/// How often an interruption is looked for.
const LOOK: Duration = Duration::from_millis(100);

/// The recordings of a folder.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SoundFiles {
    /// By name, those of folders inside it too.
    pub files: Vec<BatchFile>,
    /// Files that are no recordings by their names.
    pub left_out: usize,
}

/// One recording of a folder.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BatchFile {
    /// Where it is.
    pub path: PathBuf,
    /// Where it is inside the folder, with `/` between folders: what its debrief calls it.
    pub name: String,
}

/// Finds the recordings of a folder and of the folders inside it, by their extension; hidden ones are left out.
pub fn sound_files(folder: &Path) -> Result<SoundFiles, RehearsalError> {
    let mut found = SoundFiles { files: Vec::new(), left_out: 0 };
    look_into(folder, "", &mut found)?;
    found.files.sort_by(|a, b| a.name.cmp(&b.name));
    Ok(found)
}

fn look_into(folder: &Path, prefix: &str, found: &mut SoundFiles) -> Result<(), RehearsalError> {
    let unreadable = |source| RehearsalError::Read { path: folder.to_path_buf(), source };
    for entry in fs::read_dir(folder).map_err(unreadable)? {
        let entry = entry.map_err(unreadable)?;
        let own = entry.file_name().to_string_lossy().into_owned();
        if own.starts_with('.') {
            continue;
        }
        let (path, name) = (entry.path(), format!("{prefix}{own}"));
        // A link to a folder is not followed: it may lead back here.
        if entry.file_type().map_err(unreadable)?.is_dir() {
            look_into(&path, &format!("{name}/"), found)?;
        } else if samples::is_sound_name(&path) {
            found.files.push(BatchFile { path, name });
        } else {
            found.left_out += 1;
        }
    }
    Ok(())
}

/// How a folder is gone through.
#[derive(Clone, Copy)]
pub struct Batch<'a> {
    /// Models and rubrics.
    pub engine: &'a Engine,
    /// Where the takes are kept as well, if they are.
    pub library: Option<&'a Library>,
    /// What each answer is judged by.
    pub plan: &'a TakePlan,
    /// How many files are worked on at the same time.
    pub jobs: usize,
    /// Set to end it after what was given out so far.
    pub cancelled: &'a AtomicBool,
}

/// What became of one file.
pub type Outcome = Result<Debrief, RehearsalError>;

impl Batch<'_> {
    /// Makes the debriefs of all files and gives each to `each`, in the order of the files. An error that is the file's
    /// own is given out like a debrief; [`RehearsalError::Interrupted`] ends the whole.
    pub fn run(
        &self,
        files: &[BatchFile],
        mut each: impl FnMut(&BatchFile, Outcome) -> ControlFlow<()>,
    ) -> Result<(), RehearsalError> {
        let jobs = self.jobs.clamp(1, files.len().max(1));
        let turns = Turns::new(files.len(), jobs * AHEAD);
        let (told, outcomes) = mpsc::channel::<(usize, Outcome)>();
        thread::scope(|scope| {
            for _ in 0..jobs {
                let (told, turns) = (told.clone(), &turns);
                scope.spawn(move || {
                    while let Some(at) = turns.take(self.cancelled) {
                        if told.send((at, self.one(&files[at]))).is_err() {
                            return;
                        }
                    }
                });
            }
            drop(told);
            let mut waiting = BTreeMap::new();
            let mut given = 0;
            while given < files.len() {
                match outcomes.recv_timeout(LOOK) {
                    Ok((at, outcome)) => drop(waiting.insert(at, outcome)),
                    Err(RecvTimeoutError::Timeout) => continue,
                    Err(RecvTimeoutError::Disconnected) => break,
                }
                while let Some(outcome) = waiting.remove(&given) {
                    let interrupted =
                        outcome.as_ref().is_err_and(|error: &RehearsalError| error.kind() == ErrorKind::Interrupted);
                    if interrupted || each(&files[given], outcome).is_break() {
                        turns.close();
                        return;
                    }
                    given += 1;
                    turns.given(given);
                }
            }
        });
        if self.cancelled.load(Ordering::Relaxed) { Err(RehearsalError::Interrupted) } else { Ok(()) }
    }

    /// One file; a panic inside costs this file alone.
    fn one(&self, file: &BatchFile) -> Outcome {
        let mut quiet = |_| {};
        let made = panic::catch_unwind(AssertUnwindSafe(|| match self.library {
            Some(library) => analyze_into(self.engine, library, &file.path, self.plan, &mut quiet, self.cancelled),
            None => analyze(self.engine, &file.path, self.plan, &mut quiet, self.cancelled),
        }));
        let mut debrief = made.unwrap_or(Err(RehearsalError::AnalysisStopped))?;
        if let Some(take) = debrief.take.as_mut().filter(|take| take.id.is_none()) {
            take.file.clone_from(&file.name);
        }
        Ok(debrief)
    }
}

/// Whose turn it is: files are taken in order, and not too far ahead of what was given out.
struct Turns {
    at: Mutex<At>,
    moved: Condvar,
    files: usize,
    ahead: usize,
}

#[derive(Default)]
struct At {
    next: usize,
    given: usize,
    closed: bool,
}

impl Turns {
    fn new(files: usize, ahead: usize) -> Self {
        Self { at: Mutex::default(), moved: Condvar::new(), files, ahead }
    }

    /// The next file; nothing when there is none left, or the whole has ended.
    fn take(&self, cancelled: &AtomicBool) -> Option<usize> {
        let mut at = self.at.lock().unwrap_or_else(PoisonError::into_inner);
        loop {
            if at.closed || at.next >= self.files || cancelled.load(Ordering::Relaxed) {
                return None;
            }
            if at.next < at.given + self.ahead {
                at.next += 1;
                return Some(at.next - 1);
            }
            at = self.moved.wait_timeout(at, LOOK).unwrap_or_else(PoisonError::into_inner).0;
        }
    }

    fn given(&self, given: usize) {
        self.at.lock().unwrap_or_else(PoisonError::into_inner).given = given;
        self.moved.notify_all();
    }

    fn close(&self) {
        self.at.lock().unwrap_or_else(PoisonError::into_inner).closed = true;
        self.moved.notify_all();
    }
}

/// What a batch writes of one file: its debrief, or `{"schema", "take": {"id", "file"}, "error": {"code", "message"}}`.
/// A debrief of a take that is kept goes by the name of the file it came from, too.
pub fn batch_line(file: &BatchFile, outcome: &Outcome) -> Vec<u8> {
    let mut line = match outcome {
        Ok(debrief) => {
            let mut named = debrief.clone();
            if let Some(take) = &mut named.take {
                take.file.clone_from(&file.name);
            }
            serde_json::to_vec(&named).unwrap_or_default()
        }
        Err(error) => json!({
            "schema": interview::debrief::SCHEMA,
            "take": {"id": null, "file": file.name},
            "error": {"code": error.code(), "message": error.to_string()},
        })
        .to_string()
        .into_bytes(),
    };
    line.push(b'\n');
    line
}

/// Which file a line of a batch is of, and whether it could not be used; nothing for what is no such line.
pub fn read_batch_line(line: &str) -> Option<(String, bool)> {
    let line: Value = serde_json::from_str(line).ok()?;
    let file = line.pointer("/take/file")?.as_str()?.to_owned();
    Some((file, line.get("error").is_some()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nobody_runs_too_far_ahead() {
        let turns = Turns::new(10, 2);
        let never = AtomicBool::new(false);
        assert_eq!((turns.take(&never), turns.take(&never)), (Some(0), Some(1)), "two may be ahead");
        thread::scope(|scope| {
            let third = scope.spawn(|| turns.take(&never));
            turns.given(1);
            assert_eq!(third.join().expect("no panic"), Some(2), "the third waits until the first was given out");
        });
        turns.close();
        assert_eq!(turns.take(&never), None, "a closed batch has no more turns");
    }

    #[test]
    fn recordings_are_found_by_name_in_order() {
        let folder = tempfile::tempdir().expect("a temporary folder");
        fs::create_dir(folder.path().join("b")).expect("a folder");
        for name in ["c.WAV", "a.flac", "notes.txt", ".hidden.wav", "b/x.wav"] {
            fs::write(folder.path().join(name), "").expect("a file");
        }
        let found = sound_files(folder.path()).expect("a readable folder");
        let names: Vec<&str> = found.files.iter().map(|file| file.name.as_str()).collect();
        assert_eq!((names, found.left_out), (vec!["a.flac", "b/x.wav", "c.WAV"], 1));
    }

    #[test]
    fn a_line_tells_its_file_and_whether_it_was_bad() {
        let file = BatchFile { path: "x/a.wav".into(), name: "a.wav".to_owned() };
        let line = batch_line(&file, &Err(RehearsalError::AnalysisStopped));
        let line = String::from_utf8(line).expect("text");
        assert_eq!(read_batch_line(&line), Some(("a.wav".to_owned(), true)), "{line}");
        assert_eq!(read_batch_line("{\"take\""), None, "a line that was cut off is no line");
    }
}
