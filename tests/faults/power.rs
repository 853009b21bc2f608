//! A power cut keeps only what was handed to the disk: a recording is synced at least every second or two while it
//! goes on, and whole before it gets its name; the name before anyone is told that it is kept.

use anyhow::{Context, Result, ensure};
use debrief_tests::{
    program::{Debrief, Ran},
    system_calls::{Call, Watch, can_be_watched},
};
use tempfile::TempDir;

use crate::recorder::{noise, playable};

/// How long the answer is.
const ANSWER_MS: u32 = 5000;
/// The fewest syncs while it goes on: one a second is asked for, and on a slow disk one may cover two.
const FEWEST_SYNCS: usize = 3;

const SYNCS: [&str; 2] = ["fsync", "fdatasync"];
const RENAMES: [&str; 3] = ["rename", "renameat", "renameat2"];

#[test]
fn what_is_recorded_reaches_the_disk_while_it_goes_on_and_before_it_gets_its_name() -> Result<()> {
    if !can_be_watched()? {
        return Ok(());
    }
    let (debrief, folder) = (Debrief::new()?, TempDir::new()?);
    let input = playable(&noise(16_000, ANSWER_MS), folder.path())?.display().to_string();
    let watch = Watch::over(&[&SYNCS[..], &RENAMES[..]].concat())?;
    let rehearsal = debrief.command(["rehearse", "--input", &input, "--format", "json"]);
    let heard = Ran::from(watch.around(&rehearsal).output()?).json()?;
    let id = heard["take"]["id"].as_str().context("a rehearsed take is kept")?;

    let recordings = debrief.data_dir().join("recordings").canonicalize()?;
    let (part, whole) = (recordings.join(format!("{id}.part.wav")), recordings.join(format!("{id}.wav")));
    let calls = watch.calls()?;
    let named = calls.iter().position(|call| call.is(&RENAMES, &part) && call.is(&RENAMES, &whole));
    let named = named.with_context(|| format!("the recording never got its name: {calls:#?}"))?;
    let synced = |calls: &[Call], path| calls.iter().filter(|call| call.is(&SYNCS, path)).count();
    let while_recording = synced(&calls[..named], &part);
    ensure!(while_recording > FEWEST_SYNCS, "synced {while_recording} times in {ANSWER_MS} ms: {calls:#?}");
    // Only one call may come after the sync of the whole: a sync of the data that was still under way.
    let mut last =
        calls[..named].iter().rev().filter(|call| call.is(&[&SYNCS[..], &RENAMES[..]].concat(), &part)).take(2);
    ensure!(last.any(|call| call.name == "fsync"), "not synced whole before it got its name: {calls:#?}");
    ensure!(synced(&calls[named..], &recordings) > 0, "the folder was not synced after: {calls:#?}");
    let database = debrief.data_dir().canonicalize()?.join("library.db-wal");
    ensure!(synced(&calls[named..], &database) > 0, "the database was not synced after: {calls:#?}");
    Ok(())
}
