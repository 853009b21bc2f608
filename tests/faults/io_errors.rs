//! Errors of the disk at the seams of the store and the writer, at random calls: each is said, and the sound is kept.

use std::fs;

use anyhow::{Context, Result, ensure};
use debrief_tests::{
    program::{Debrief, Ran},
    system_calls::{Watch, can_be_watched},
};
use tempfile::TempDir;

use crate::recorder::{Debris, Dice, is_beginning_of, noise, number, playable};

/// What the database writes with, what hands a file to the disk, and what gives it its name; each with about as many
/// calls as a rehearsal makes of it.
const SEAMS: [(&str, u32); 6] =
    [("pwrite64", 40), ("fdatasync", 8), ("fsync", 3), ("ftruncate", 2), ("rename", 3), ("unlink", 2)];
/// What a disk answers that is full or dying.
const ERRORS: [&str; 3] = ["EIO", "ENOSPC", "EROFS"];

#[test]
fn an_error_of_the_disk_at_any_call_is_said_and_the_sound_is_kept() -> Result<()> {
    if !can_be_watched()? {
        return Ok(());
    }
    let (folder, mut dice) = (TempDir::new()?, Dice::new());
    let played = noise(16_000, 1500);
    let input = playable(&played, folder.path())?.display().to_string();
    for fault in 0..number("DEBRIEF_IO_FAULTS", 6) {
        let debrief = Debrief::new()?;
        // A library that is there: at the first start nothing can be lost yet.
        debrief.run(["list"])?.ok()?;
        let (seam, calls) = SEAMS[fault as usize % SEAMS.len()];
        let (error, nth) = (ERRORS[dice.below(3) as usize], 1 + dice.below(calls));
        let said = || format!("{error} from {seam} {nth} on");
        let watch = Watch::over(&[seam])?.failing(seam, error, nth);
        let rehearsal = debrief.command(["rehearse", "--input", &input, "--format", "json"]);
        let ran = Ran::from(watch.around(&rehearsal).output()?);
        let failed = watch.calls()?.iter().any(|call| call.arguments.contains("INJECTED"));
        println!("{}: {}exit {:?}: {}", said(), if failed { "" } else { "not reached, " }, ran.code, ran.stderr.trim());
        ensure!(!ran.stderr.contains("panicked"), "{}: {}", said(), ran.stderr);
        ensure!(matches!(ran.code, Some(0 | 5)), "{}: exit {:?}: {}", said(), ran.code, ran.stderr);
        if ran.code == Some(5) {
            // What happened is said; and what was recorded before it is there, unless it was never begun.
            ensure!(!ran.stderr.trim().is_empty(), "{}: nothing was said", said());
        }
        let begun = fs::read_dir(debrief.data_dir().join("recordings"))?.count() > 0;
        let left = Debris::of(&debrief).with_context(said)?;
        if !begun {
            continue;
        }
        let [recording] = &left.recordings[..] else { anyhow::bail!("{}: {:?}", said(), left.recordings) };
        let kept_ms = is_beginning_of(&played, recording).with_context(said)?;
        ensure!(ran.code != Some(0) || kept_ms == 1500, "{}: {kept_ms} ms are kept, and it went well?", said());
    }
    Ok(())
}
