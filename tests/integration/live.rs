//! The live path without a microphone: a file plays in its place, through the same writer, listener and analysis.

use std::fs;

use anyhow::{Context, Result};
use debrief_tests::{
    contract,
    fixture::Spoken,
    program::Debrief,
    sound::{Format, Sound},
};
use tempfile::TempDir;

#[test]
fn a_rehearsed_answer_is_kept_scored_and_recorded_whole() -> Result<()> {
    let debrief = Debrief::new()?;
    let spoken = Spoken::lottery()?;
    let folder = TempDir::new()?;
    let input = folder.path().join("spoken.wav");
    let played = spoken.sound()?;
    played.write_wav(&input, 1, Format::Int16)?;

    let args =
        ["rehearse", "--input", &input.display().to_string(), "--question", &spoken.question, "--format", "json"];
    let heard = debrief.run(args)?.json()?;
    contract::check(&heard)?;
    assert!(heard["timing"]["stop_to_scorecard_ms"].is_u64(), "a live take knows how long its debrief took");
    assert_eq!(heard["take"]["lost_ms"], 0);
    let share = spoken.share_heard(heard["transcript"]["text"].as_str().unwrap_or_default());
    assert!(share >= 85, "{share} % of the words were heard live: {}", heard["transcript"]["text"]);

    let id = heard["take"]["id"].as_str().context("a rehearsed take is kept")?;
    let recording = debrief.data_dir().join("recordings").join(format!("{id}.wav"));
    let found = played.find_in(&padded(Sound::from_wav(&recording)?, played.samples.len()))?;
    assert!(found.correlation >= 0.999, "the recording is not what was played: {found:?}");
    let beside = fs::read_dir(debrief.data_dir().join("recordings"))?.count();
    assert_eq!(beside, 2, "the recording and its sidecar, and nothing unfinished");
    Ok(())
}

/// A recording may lack the silence of the last milliseconds, never sound.
fn padded(mut recording: Sound, samples: usize) -> Sound {
    recording.samples.resize(recording.samples.len().max(samples), 0.0);
    recording
}
