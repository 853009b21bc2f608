//! Debrief's programs, started as a user or a script would start them.

use std::{
    ffi::OsStr,
    io::Write,
    path::{Path, PathBuf},
    process::{Command, Output, Stdio},
    sync::OnceLock,
};

use anyhow::{Context, Result, ensure};
use serde_json::Value;
use tempfile::TempDir;

use crate::paths;

/// The path of a program of this workspace, built from the sources as they are now; or as it lies in the folder
/// `DEBRIEF_PROGRAMS` names, to test a release or an installed bundle.
///
/// # Errors
/// The workspace does not build, or the folder named lacks the program.
pub fn built(name: &str) -> Result<PathBuf> {
    let name = format!("{name}{}", std::env::consts::EXE_SUFFIX);
    if let Some(folder) = std::env::var_os("DEBRIEF_PROGRAMS") {
        let path = PathBuf::from(folder).join(name);
        ensure!(path.is_file(), "there is no {}", path.display());
        return Ok(path);
    }
    let failure = FAILURE.get_or_init(|| build().err().map(|error| format!("{error:#}")));
    ensure!(failure.is_none(), "{}", failure.as_deref().unwrap_or_default());
    let path = paths::build_folder()?.join(name);
    ensure!(path.is_file(), "{} was not built", path.display());
    Ok(path)
}

/// Why the programs could not be built, once that was tried.
static FAILURE: OnceLock<Option<String>> = OnceLock::new();

/// The whole workspace with its tests, as `./x test` builds it: a lesser set would choose other features and compile twice.
fn build() -> Result<()> {
    let folder = paths::build_folder()?;
    let mut cargo = Command::new(env!("CARGO"));
    cargo.args(["build", "--workspace", "--bins", "--tests", "--quiet", "--locked"]).current_dir(paths::checkout());
    // Cargo tells its tests of their package. Build scripts that look at that (ring's does) would run again, and all above them
    // be compiled anew, here and in the next build outside.
    for (name, _) in std::env::vars_os() {
        if name.to_str().is_some_and(|name| name.starts_with("CARGO_PKG_") || name.starts_with("CARGO_MANIFEST_")) {
            cargo.env_remove(name);
        }
    }
    cargo.env("CARGO_TARGET_DIR", folder.parent().context("a build folder lies in a target folder")?);
    if folder.ends_with("release") {
        cargo.arg("--release");
    }
    let status = cargo.status().context("cargo could not be started")?;
    ensure!(status.success(), "building the programs under test failed");
    Ok(())
}

/// The command line program with a data folder of its own.
#[derive(Debug)]
pub struct Debrief {
    program: PathBuf,
    data: TempDir,
}

impl Debrief {
    /// A program that nobody used yet.
    ///
    /// # Errors
    /// It does not build, or there is no room for its data folder.
    pub fn new() -> Result<Self> {
        Ok(Self { program: built("debrief")?, data: TempDir::new()? })
    }

    /// Its data folder.
    pub fn data_dir(&self) -> &Path {
        self.data.path()
    }

    /// Runs it to the end with these arguments and nothing on its standard input.
    ///
    /// # Errors
    /// It cannot be started. That it exits with an error is no error here.
    pub fn run<A: AsRef<OsStr>>(&self, args: impl IntoIterator<Item = A>) -> Result<Ran> {
        self.run_with_input(args, "")
    }

    /// Runs it to the end with `input` on its standard input.
    ///
    /// # Errors
    /// It cannot be started.
    pub fn run_with_input<A: AsRef<OsStr>>(&self, args: impl IntoIterator<Item = A>, input: &str) -> Result<Ran> {
        let mut child = self.command(args).stdin(Stdio::piped()).spawn().context("debrief could not be started")?;
        if let Some(mut stdin) = child.stdin.take() {
            // It may rightly end without reading all of it.
            drop(stdin.write_all(input.as_bytes()));
        }
        Ok(Ran::from(child.wait_with_output()?))
    }

    /// The command itself, for tests that need to hold it while it runs.
    pub fn command<A: AsRef<OsStr>>(&self, args: impl IntoIterator<Item = A>) -> Command {
        let mut command = Command::new(&self.program);
        command.args(args).env("DEBRIEF_DATA_DIR", self.data.path()).env("HOME", self.data.path());
        if let Some(resources) = resources() {
            command.env("DEBRIEF_RESOURCES", resources);
        }
        command.env_remove("RUST_LOG").env_remove("RUST_BACKTRACE").env_remove("DISPLAY").env_remove("PULSE_SERVER");
        command.stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::piped());
        command
    }
}

/// Where a program built outside the checkout finds what it ships with; inside, it finds that by itself.
pub fn resources() -> Option<&'static Path> {
    let inside = paths::build_folder().is_ok_and(|folder| folder.starts_with(paths::checkout()));
    (!inside).then(paths::checkout)
}

/// What a run left: exit code, result, and everything else it said.
#[derive(Debug)]
pub struct Ran {
    /// Exit code; `None` when a signal ended it.
    pub code: Option<i32>,
    /// Standard output, the result.
    pub stdout: String,
    /// Standard error, everything else.
    pub stderr: String,
}

impl From<Output> for Ran {
    fn from(output: Output) -> Self {
        Self {
            code: output.status.code(),
            stdout: String::from_utf8_lossy(&output.stdout).into_owned(),
            stderr: String::from_utf8_lossy(&output.stderr).into_owned(),
        }
    }
}

impl Ran {
    /// The result, if the run went well.
    ///
    /// # Errors
    /// It exited with an error.
    pub fn ok(self) -> Result<String> {
        ensure!(self.code == Some(0), "exit {:?}: {}", self.code, self.stderr);
        Ok(self.stdout)
    }

    /// The result as JSON, if the run went well.
    ///
    /// # Errors
    /// It exited with an error or printed no JSON.
    pub fn json(self) -> Result<Value> {
        let text = self.ok()?;
        serde_json::from_str(&text).with_context(|| format!("not JSON: {text}"))
    }

    /// Checks that the run was refused with this exit code, named each of `names`, and neither panicked nor printed a
    /// result.
    ///
    /// # Errors
    /// Any of that is not so.
    pub fn refused(self, code: i32, names: &[&str]) -> Result<()> {
        ensure!(self.code == Some(code), "exit {:?} instead of {code}: {}{}", self.code, self.stderr, self.stdout);
        ensure!(self.stdout.is_empty(), "a refusal belongs on stderr, not in the result: {}", self.stdout);
        ensure!(!self.stderr.contains("panicked"), "a panic is no message: {}", self.stderr);
        for name in names {
            ensure!(self.stderr.contains(name), "the message does not name {name:?}: {}", self.stderr);
        }
        Ok(())
    }
}
