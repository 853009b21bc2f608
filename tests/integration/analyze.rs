//! `debrief analyze`: a recorded answer in, a debrief out.

use std::fs;

use anyhow::{Result, ensure};
use debrief_tests::{
    contract,
    fixture::{HeardWord, Spoken},
    paths,
    program::Debrief,
    sound::Format,
};
use serde_json::Value;
use tempfile::TempDir;

/// Analyses an answer with its question.
fn analyzed(spoken: &Spoken) -> Result<Value> {
    let path = spoken.path().display().to_string();
    let args = ["analyze", &path, "--question", &spoken.question, "--round", &spoken.round, "--format", "json"];
    Debrief::new()?.run(args)?.json()
}

#[test]
fn an_answer_becomes_a_debrief_that_keeps_the_contract() -> Result<()> {
    let spoken = Spoken::reorganised()?;
    let debrief = analyzed(&spoken)?;
    contract::check(&debrief)?;

    let duration = debrief["take"]["duration_ms"].as_u64();
    assert_eq!(duration, Some(spoken.duration_ms.into()), "the file says how long it is");
    assert_eq!(debrief["take"]["sample_rate"], 24_000, "the rate of the file, not of the recogniser");
    assert_eq!(debrief["take"]["id"], Value::Null, "a file that was not kept has no id");
    assert_eq!(debrief["timing"]["stop_to_scorecard_ms"], Value::Null, "there was no stop");
    let text = debrief["transcript"]["text"].as_str().unwrap_or_default();
    let heard = spoken.share_heard(text);
    assert!(heard >= 85, "clear speech should be heard, this was {heard} % of the words: {text}");
    let words: Vec<HeardWord> = serde_json::from_value(debrief["transcript"]["words"].clone())?;
    let misplaced = spoken.misplaced(&words, 400);
    assert!(misplaced.is_empty(), "words are not where they are said:\n{}", misplaced.join("\n"));
    assert_eq!(
        debrief["scorecard"]["status"], "scored",
        "38 s of answer are enough: {}",
        debrief["scorecard"]["reason"]
    );
    Ok(())
}

#[test]
fn the_same_sound_gives_the_same_debrief() -> Result<()> {
    let without_times = |mut value: Value| {
        value["timing"] = Value::Null;
        value
    };
    let spoken = Spoken::lottery()?;
    let (first, second) = (without_times(analyzed(&spoken)?), without_times(analyzed(&spoken)?));
    assert_eq!(first, second, "the same sound, rubric and models must give the same debrief, to the byte");
    Ok(())
}

#[test]
fn the_form_of_the_file_does_not_change_the_words() -> Result<()> {
    let debrief = Debrief::new()?;
    let folder = TempDir::new()?;
    let spoken = Spoken::lottery()?;
    let sound = spoken.sound()?;
    for (name, rate, channels, format) in [
        ("192k.wav", 192_000, 1, Format::Int16),
        ("8ch.wav", 16_000, 8, Format::Int16),
        ("24bit.wav", 44_100, 2, Format::Int24),
        ("float.wav", 48_000, 2, Format::Float32),
    ] {
        let path = folder.path().join(name);
        sound.at_rate(rate).write_wav(&path, channels, format)?;
        let debrief = debrief.run(["analyze", &path.display().to_string(), "--format", "json"])?.json()?;
        contract::check(&debrief)?;
        let heard = spoken.share_heard(debrief["transcript"]["text"].as_str().unwrap_or_default());
        ensure!(heard >= 85, "{name}: only {heard} % of the words were heard: {}", debrief["transcript"]["text"]);
        assert_eq!(debrief["take"]["channels"], channels, "{name}");
        assert_eq!(debrief["take"]["sample_rate"], rate, "{name}");
    }
    Ok(())
}

#[test]
fn recordings_of_phones_and_meetings_are_heard_as_they_are() -> Result<()> {
    let debrief = Debrief::new()?;
    let mut first = Spoken::lottery()?;
    first.sentences.truncate(1);
    for name in ["mp3", "m4a", "aac", "ogg", "opus", "webm", "mp4"].map(|form| format!("lottery.{form}")) {
        let path = paths::fixture("formats").join(&name).display().to_string();
        let debrief = debrief.run(["analyze", &path, "--format", "json"])?.json()?;
        contract::check(&debrief)?;
        let heard = first.share_heard(debrief["transcript"]["text"].as_str().unwrap_or_default());
        ensure!(heard >= 80, "{name}: only {heard} % of the words were heard: {}", debrief["transcript"]["text"]);
        let length = debrief["take"]["duration_ms"].as_u64().unwrap_or_default();
        ensure!((6_900..=7_200).contains(&length), "{name} is 7 s long, not {length} ms");
    }
    Ok(())
}

#[test]
fn several_files_give_one_line_each_and_a_bad_one_does_not_stop_them() -> Result<()> {
    let debrief = Debrief::new()?;
    let folder = TempDir::new()?;
    let bad = folder.path().join("bad.wav");
    fs::write(&bad, "not sound at all")?;
    let good = Spoken::lottery()?.path().display().to_string();
    let ran = debrief.run(["analyze", &bad.display().to_string(), &good, "--format", "json"])?;
    assert_eq!(ran.code, Some(3), "one file was bad: {}", ran.stderr);
    assert!(ran.stderr.contains("bad.wav"), "the bad one is named: {}", ran.stderr);
    let lines: Vec<_> = ran.stdout.lines().collect();
    assert_eq!(lines.len(), 1, "the good one has its line: {}", ran.stdout);
    contract::check(&serde_json::from_str(lines[0])?)
}
