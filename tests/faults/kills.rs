//! `kill -9` at any moment: starting, recording, hearing, keeping.

use std::{
    thread,
    time::{Duration, Instant},
};

use anyhow::{Context, Result, ensure};
use debrief_tests::program::Debrief;
use tempfile::TempDir;

use crate::recorder::{Debris, Dice, Lateness, Running, begun, is_beginning_of, noise, number, playable};

/// The most sound a kill may cost (ms).
const MOST_LOST_MS: u32 = 1000;
/// How long the answer is, and how long after its beginning a kill may come: recording, hearing and keeping are all hit.
const ANSWER_MS: u32 = 4000;
const LATEST_MS: u32 = 6500;

#[test]
fn a_kill_at_any_moment_costs_at_most_a_second_and_leaves_the_library_sound() -> Result<()> {
    let (debrief, folder, mut dice) = (Debrief::new()?, TempDir::new()?, Dice::new());
    let played = noise(16_000, ANSWER_MS);
    let input = playable(&played, folder.path())?.display().to_string();
    let mut before = Vec::new();
    let kills = number("DEBRIEF_KILLS", 4);
    for kill in 1..=kills {
        // At random, each in its own part of the time.
        let moment = (kill - 1) * LATEST_MS / kills + dice.below(LATEST_MS / kills);
        let said = || format!("kill {kill}, {moment} ms into the take");
        let lateness = Lateness::watch();
        let mut running = Running::start(&mut debrief.command(["rehearse", "--input", &input]))?;
        let began = begun(debrief.data_dir(), &before, &mut running)?.context("no recording began")?;
        thread::sleep(Duration::from_millis(moment.into()));
        let (went_on, late) = (began.elapsed().as_millis() as u32, lateness.worst().as_millis() as u32);
        running.kill()?;

        let recordings = Debris::of(&debrief).with_context(said)?.recordings;
        let new: Vec<_> = recordings.iter().filter(|path| !before.contains(path)).collect();
        let kept_ms = match &new[..] {
            [] => 0,
            [path] => is_beginning_of(&played, path).with_context(said)?,
            more => anyhow::bail!("{}: one answer became {more:?}", said()),
        };
        let lost_ms = went_on.min(ANSWER_MS).saturating_sub(kept_ms);
        println!("{}: {kept_ms} ms kept, {lost_ms} lost (machine late by {late})", said());
        ensure!(lost_ms <= MOST_LOST_MS + late, "{}: {lost_ms} ms lost", said());
        before = recordings;
    }
    Ok(())
}

#[test]
fn a_kill_while_deleting_emptying_or_restoring_leaves_the_library_sound() -> Result<()> {
    let (debrief, folder, mut dice) = (Debrief::new()?, TempDir::new()?, Dice::new());
    let input = playable(&noise(16_000, 1000), folder.path())?.display().to_string();
    let archive = folder.path().join("all.zip").display().to_string();
    for _ in 0..2 {
        debrief.run(["rehearse", "--input", &input])?.ok()?;
    }
    debrief.run(["backup", &archive])?.ok()?;
    for kill in 1..=number("DEBRIEF_KILLS", 4) {
        let listed = debrief.run(["list", "--format", "json"])?.json()?;
        let id = listed["takes"][0]["id"].as_str().unwrap_or_default().to_owned();
        let steps: [&[&str]; 4] =
            [&["delete", &id], &["bin", "empty"], &["restore", &archive, "--replace"], &["recover"]];
        let step = steps[(kill as usize - 1) % steps.len()];
        let began = Instant::now();
        let running = Running::start(&mut debrief.command(step))?;
        thread::sleep(Duration::from_millis(dice.below(120).into()));
        let killed_after = began.elapsed();
        running.kill()?;
        Debris::of(&debrief).with_context(|| format!("{step:?} killed after {killed_after:?}"))?;
    }
    Ok(())
}
