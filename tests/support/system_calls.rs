//! What a program asks of the operating system, watched or made to fail, by strace.

use std::{
    ffi::OsStr,
    fs,
    path::Path,
    process::{Command, Stdio},
};

use anyhow::{Context, Result, ensure};
use tempfile::TempDir;

/// Whether system calls can be watched here; says why not, once a test, where they cannot. `DEBRIEF_TRACE=require` makes
/// that a failure.
///
/// # Errors
/// They cannot and must be.
pub fn can_be_watched() -> Result<bool> {
    let tried = Command::new("strace").args(["-f", "-o", "/dev/null", "true"]).stderr(Stdio::null()).status();
    let can = tried.is_ok_and(|status| status.success());
    if !can {
        ensure!(std::env::var_os("DEBRIEF_TRACE").is_none(), "strace is not installed, or not permitted here");
        eprintln!("skipped: strace is not installed, or not permitted here");
    }
    Ok(can)
}

/// strace around a program: the calls it watches, and where it writes them down.
#[derive(Debug)]
pub struct Watch {
    folder: TempDir,
    options: Vec<String>,
}

impl Watch {
    /// Watches these calls of the program and of everything it starts.
    ///
    /// # Errors
    /// There is no room for the record.
    pub fn over(calls: &[&str]) -> Result<Self> {
        let options = vec!["-e".to_owned(), format!("trace={}", calls.join(","))];
        Ok(Self { folder: TempDir::new()?, options })
    }

    /// Makes a watched call fail with `error` (`EIO`), from the `nth` time on.
    #[must_use]
    pub fn failing(mut self, call: &str, error: &str, nth: u32) -> Self {
        self.options.extend(["-e".to_owned(), format!("inject={call}:error={error}:when={nth}+")]);
        self
    }

    /// The same program, watched.
    pub fn around(&self, program: &Command) -> Command {
        let mut command = Command::new("strace");
        command.args(["-f", "--seccomp-bpf", "-qq", "-y", "-s", "0", "-o"]).arg(self.record()).args(&self.options);
        command.arg("--").arg(program.get_program()).args(program.get_args());
        for (name, value) in program.get_envs() {
            match value {
                Some(value) => command.env(name, value),
                None => command.env_remove(name),
            };
        }
        command.stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::piped());
        command
    }

    /// The calls made so far, in order.
    ///
    /// # Errors
    /// Nothing was watched.
    pub fn calls(&self) -> Result<Vec<Call>> {
        let text = fs::read(self.record()).context("strace wrote nothing down")?;
        Ok(String::from_utf8_lossy(&text).lines().filter_map(Call::parse).collect())
    }

    fn record(&self) -> std::path::PathBuf {
        self.folder.path().join("calls")
    }
}

/// One system call.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Call {
    /// Its name.
    pub name: String,
    /// Its arguments, as strace writes them: `7</path/of/the/file>` for an open file.
    pub arguments: String,
}

impl Call {
    /// `123 fsync(7</a/b>) = 0`; a call resumed on a later line is told by its first.
    fn parse(line: &str) -> Option<Self> {
        let (_, call) = line.split_once(|c: char| c.is_ascii_whitespace())?;
        let (name, arguments) = call.trim_start().split_once('(')?;
        let plain = |c: char| c.is_ascii_alphanumeric() || c == '_';
        (!name.is_empty() && name.chars().all(plain))
            .then(|| Self { name: name.to_owned(), arguments: arguments.to_owned() })
    }

    /// Whether it is one of `names` and about the file or folder `path`.
    pub fn is(&self, names: &[&str], path: &Path) -> bool {
        names.contains(&self.name.as_str()) && self.names(path.as_os_str())
    }

    fn names(&self, path: &OsStr) -> bool {
        let path = path.to_string_lossy();
        [format!("<{path}>"), format!("\"{path}\"")].iter().any(|form| self.arguments.contains(form))
    }
}
