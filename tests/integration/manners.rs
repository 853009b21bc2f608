//! What a shell may expect of a program.

use std::{
    io::Read,
    process::{Command, Stdio},
};

use anyhow::{Context, Result, ensure};
use debrief_tests::{
    fixture::Spoken,
    paths,
    program::{Debrief, Ran},
};

#[test]
fn every_shell_has_completions_that_know_every_command() -> Result<()> {
    let debrief = Debrief::new()?;
    for shell in ["bash", "zsh", "fish", "powershell"] {
        let script = debrief.run(["completions", shell])?.ok()?;
        for command in ["analyze", "batch", "rehearse", "export", "completions"] {
            ensure!(script.contains(command), "{shell} does not know {command}");
        }
    }
    let bash = debrief.run(["completions", "bash"])?.ok()?;
    let checked = Command::new("bash").args(["-n", "-c", &bash]).status();
    ensure!(checked.is_ok_and(|status| status.success()), "bash cannot read its completions");
    debrief.run(["completions", "teletype"])?.refused(2, &["teletype", "zsh"])
}

#[test]
fn the_manual_page_tells_every_command_its_options_and_the_exit_codes() -> Result<()> {
    let page = Debrief::new()?.run(["man"])?.ok()?;
    for part in [".TH debrief 1", "DEBRIEF BATCH", "DEBRIEF EXPORT", "jobs", "Exit codes"] {
        ensure!(page.contains(part), "{part:?} is not in the manual page");
    }
    Ok(())
}

#[test]
fn a_reader_that_leaves_early_is_no_error() -> Result<()> {
    let debrief = Debrief::new()?;
    let mut child = debrief.command(["questions", "--format", "json"]).spawn()?;
    drop(child.stdout.take());
    let mut said = String::new();
    child.stderr.take().context("a pipe")?.read_to_string(&mut said)?;
    ensure!(child.wait()?.code() == Some(0) && said.is_empty(), "a closed pipe is no failure: {said}");
    Ok(())
}

#[test]
fn nothing_is_coloured_into_a_pipe() -> Result<()> {
    let debrief = Debrief::new()?;
    for args in [&["--help"][..], &["questions"], &["analyze", "nowhere.wav"], &["no-such-command"]] {
        let ran = debrief.run(args)?;
        ensure!(!ran.stdout.contains('\u{1b}') && !ran.stderr.contains('\u{1b}'), "{args:?}: {ran:?}");
    }
    Ok(())
}

#[test]
fn the_python_example_reads_what_the_program_prints() -> Result<()> {
    let Ok(true) = Command::new("python3").arg("--version").output().map(|ran| ran.status.success()) else {
        eprintln!("left out: there is no python3");
        return Ok(());
    };
    let debrief = Debrief::new()?;
    let sentences: Vec<_> = Spoken::reorganised()?.sentences.into_iter().map(|sentence| sentence.text).collect();
    let scored = debrief.run_with_input(["score", "-", "--format", "json"], &sentences.join(" "))?.json()?;
    let script = paths::checkout().join("src-tauri/crates/cli/scripts/weakest.py");
    let mut child = Command::new("python3").arg(script).stdin(Stdio::piped()).stdout(Stdio::piped()).spawn()?;
    std::io::Write::write_all(&mut child.stdin.take().context("a pipe")?, format!("{scored}\n").as_bytes())?;
    let ran = child.wait_with_output()?;
    let printed = String::from_utf8(ran.stdout)?;
    ensure!(ran.status.success() && printed.contains("structure (1 answers)"), "{printed}");
    Ok(())
}

#[test]
fn no_log_however_talkative_holds_what_was_said() -> Result<()> {
    let (debrief, spoken) = (Debrief::new()?, Spoken::lottery()?);
    let mut analyze = debrief.command(["analyze", &spoken.path().display().to_string(), "--format", "json"]);
    let ran = Ran::from(analyze.env("DEBRIEF_LOG", "debug").output()?);
    ensure!(ran.stderr.contains("DEBUG"), "it was asked to be talkative: {}", ran.stderr);
    let said = ran.stderr.to_lowercase();
    ensure!(ran.stdout.to_lowercase().contains("customer"), "the word was heard: {}", ran.stdout);
    ensure!(!said.contains("customer"), "the log holds what was said: {}", ran.stderr);
    Ok(())
}
