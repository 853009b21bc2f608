//! Nobody is spoken to and nobody is listened for: the whole journey of an answer opens no socket of the internet.

use anyhow::{Result, ensure};
use debrief_tests::{
    fixture::Spoken,
    program::{Debrief, Ran},
    system_calls::{Watch, can_be_watched},
};
use tempfile::TempDir;

use crate::recorder::{noise, playable};

#[test]
fn the_journey_of_an_answer_opens_no_socket_of_the_internet() -> Result<()> {
    if !can_be_watched()? {
        return Ok(());
    }
    let (debrief, folder) = (Debrief::new()?, TempDir::new()?);
    let input = playable(&noise(16_000, 1500), folder.path())?.display().to_string();
    let answer = Spoken::lottery()?.path().display().to_string();
    let steps: [&[&str]; 6] = [
        &["rehearse", "--input", &input],
        &["analyze", &answer, "--save", "--format", "json"],
        &["search", "customer"],
        &["list"],
        &["models", "list"],
        &["recover"],
    ];
    for step in steps {
        let watch = Watch::over(&["socket", "socketpair", "bind", "listen", "connect"])?;
        Ran::from(watch.around(&debrief.command(step)).output()?).ok()?;
        let calls = watch.calls()?;
        let out: Vec<_> = calls.iter().filter(|call| call.arguments.contains("AF_INET")).collect();
        ensure!(out.is_empty(), "{step:?} reaches for the network: {out:#?}");
        let listening: Vec<_> = calls.iter().filter(|call| call.name == "listen").collect();
        ensure!(listening.is_empty(), "{step:?} listens: {listening:#?}");
    }
    Ok(())
}

#[test]
fn a_watch_sees_a_socket_when_there_is_one() -> Result<()> {
    // Or the test above proves nothing.
    if !can_be_watched()? {
        return Ok(());
    }
    let watch = Watch::over(&["socket", "connect"])?;
    let mut reach = std::process::Command::new("bash");
    reach.args(["-c", "exec 3<>/dev/tcp/127.0.0.1/9"]);
    watch.around(&reach).output()?;
    ensure!(watch.calls()?.iter().any(|call| call.arguments.contains("AF_INET")), "a connection went unseen");
    Ok(())
}
