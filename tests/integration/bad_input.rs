//! Bad input: each a clear error naming the thing, or a right result. Never a panic, never a made-up number.

use std::{fs, path::PathBuf};

use anyhow::Result;
use debrief_tests::{
    contract,
    fixture::Spoken,
    program::{Debrief, Ran},
    sound::{self, Format, Sound},
};
use serde_json::Value;
use tempfile::TempDir;

/// A program nobody used and a folder for what it is fed.
struct Bench {
    debrief: Debrief,
    folder: TempDir,
}

impl Bench {
    fn new() -> Result<Self> {
        Ok(Self { debrief: Debrief::new()?, folder: TempDir::new()? })
    }

    fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    fn analyze(&self, name: &str) -> Result<Ran> {
        self.debrief.run(["analyze", &self.path(name).display().to_string(), "--format", "json"])
    }

    /// Analyses sound that holds no answer: right is a debrief that says so.
    fn not_scored(&self, name: &str) -> Result<Value> {
        let debrief = self.analyze(name)?.json()?;
        contract::check(&debrief)?;
        assert_eq!(debrief["scorecard"]["status"], "not_scored", "{name} holds no answer to score");
        Ok(debrief)
    }
}

#[test]
fn a_file_that_is_not_there_is_named() -> Result<()> {
    Bench::new()?.analyze("nowhere.wav")?.refused(3, &["nowhere.wav"])
}

#[test]
fn a_folder_is_no_answer() -> Result<()> {
    let bench = Bench::new()?;
    fs::create_dir(bench.path("folder.wav"))?;
    bench.analyze("folder.wav")?.refused(3, &["folder.wav"])
}

#[test]
fn an_empty_file_is_refused() -> Result<()> {
    let bench = Bench::new()?;
    fs::write(bench.path("empty.wav"), "")?;
    bench.analyze("empty.wav")?.refused(3, &["empty.wav"])
}

#[test]
fn text_named_like_sound_is_refused() -> Result<()> {
    let bench = Bench::new()?;
    for name in ["letter.wav", "letter.flac"] {
        fs::write(bench.path(name), "Dear sirs, this is not sound. ".repeat(500))?;
        bench.analyze(name)?.refused(3, &[name])?;
    }
    Ok(())
}

#[test]
fn a_sound_without_samples_is_refused() -> Result<()> {
    let bench = Bench::new()?;
    Sound::silence(16_000, 0).write_wav(&bench.path("nothing.wav"), 1, Format::Int16)?;
    bench.analyze("nothing.wav")?.refused(3, &["nothing.wav"])
}

#[test]
fn a_header_that_boasts_of_four_gigabytes_is_refused() -> Result<()> {
    let bench = Bench::new()?;
    sound::write_boastful_wav(&bench.path("boast.wav"))?;
    bench.analyze("boast.wav")?.refused(3, &["boast.wav"])
}

#[test]
fn a_transcript_of_ten_million_words_is_refused_before_it_fills_the_memory() -> Result<()> {
    let bench = Bench::new()?;
    fs::write(bench.path("endless.txt"), "word ".repeat(10_000_000))?;
    let path = bench.path("endless.txt").display().to_string();
    bench.debrief.run(["score", &path])?.refused(3, &["endless.txt", "20 MB"])?;
    // Short enough in bytes, and still more than anybody says.
    fs::write(bench.path("many.txt"), "a ".repeat(2_000_000))?;
    let path = bench.path("many.txt").display().to_string();
    bench.debrief.run(["score", &path])?.refused(3, &["words"])
}

#[test]
fn a_recording_with_a_hole_of_a_terabyte_is_refused_by_name() -> Result<()> {
    let bench = Bench::new()?;
    let hole = fs::File::create(bench.path("hole.wav"))?;
    if hole.set_len(1 << 40).is_err() {
        eprintln!("skipped: this file system keeps no holes");
        return Ok(());
    }
    bench.analyze("hole.wav")?.refused(3, &["hole.wav"])
}

#[test]
fn a_file_cut_inside_its_header_is_refused() -> Result<()> {
    let bench = Bench::new()?;
    for (name, bytes) in [("head.wav", 30), ("head.flac", 30)] {
        if name.ends_with("wav") {
            Spoken::lottery()?.sound()?.write_wav(&bench.path(name), 1, Format::Int16)?;
        } else {
            fs::copy(Spoken::lottery()?.path(), bench.path(name))?;
        }
        sound::truncate(&bench.path(name), bytes)?;
        bench.analyze(name)?.refused(3, &[name])?;
    }
    Ok(())
}

#[test]
fn a_wav_cut_in_the_middle_gives_what_there_is() -> Result<()> {
    // As a crash leaves it: the header promises 14 s, the first 8 s are there. The first sentence ends at 6.8 s.
    let bench = Bench::new()?;
    Spoken::lottery()?.sound()?.write_wav(&bench.path("cut.wav"), 1, Format::Int16)?;
    sound::truncate(&bench.path("cut.wav"), 44 + 8 * 32_000 + 1)?;
    let ran = bench.analyze("cut.wav")?;
    if ran.code == Some(3) {
        return ran.refused(3, &["cut.wav"]);
    }
    let debrief = ran.json()?;
    contract::check(&debrief)?;
    assert_eq!(debrief["take"]["duration_ms"], 8_000, "the length is that of the sound, not of the promise");
    assert!(debrief["transcript"]["text"].as_str().is_some_and(|text| text.contains("customer")), "{debrief}");
    Ok(())
}

#[test]
fn silence_gets_no_words_and_no_score() -> Result<()> {
    let bench = Bench::new()?;
    Sound::silence(16_000, 20_000).write_wav(&bench.path("silence.wav"), 1, Format::Int16)?;
    let debrief = bench.not_scored("silence.wav")?;
    assert_eq!(debrief["transcript"]["text"], "", "nothing may be invented on silence");
    Ok(())
}

#[test]
fn a_tone_gets_no_words_and_no_score() -> Result<()> {
    let bench = Bench::new()?;
    Sound::tone(48_000, 10_000, 440.0).write_wav(&bench.path("tone.wav"), 2, Format::Int16)?;
    let debrief = bench.not_scored("tone.wav")?;
    assert_eq!(debrief["transcript"]["text"], "", "nothing may be invented on a tone");
    Ok(())
}

#[test]
fn a_blink_of_sound_is_not_scored() -> Result<()> {
    let bench = Bench::new()?;
    Sound::tone(16_000, 3, 440.0).write_wav(&bench.path("blink.wav"), 1, Format::Int16)?;
    bench.not_scored("blink.wav").map(drop)
}

#[test]
fn clipped_speech_is_still_heard() -> Result<()> {
    let bench = Bench::new()?;
    let spoken = Spoken::lottery()?;
    spoken.sound()?.amplified(30.0).write_wav(&bench.path("clipped.wav"), 1, Format::Int16)?;
    let debrief = bench.analyze("clipped.wav")?.json()?;
    contract::check(&debrief)?;
    let heard = spoken.share_heard(debrief["transcript"]["text"].as_str().unwrap_or_default());
    assert!(heard >= 60, "only {heard} % of the words were heard: {}", debrief["transcript"]["text"]);
    Ok(())
}

#[test]
fn telephone_sound_is_still_heard() -> Result<()> {
    let bench = Bench::new()?;
    let spoken = Spoken::lottery()?;
    spoken.sound()?.at_rate(8_000).write_wav(&bench.path("phone.wav"), 1, Format::Int16)?;
    let debrief = bench.analyze("phone.wav")?.json()?;
    contract::check(&debrief)?;
    let heard = spoken.share_heard(debrief["transcript"]["text"].as_str().unwrap_or_default());
    assert!(heard >= 60, "only {heard} % of the words were heard: {}", debrief["transcript"]["text"]);
    Ok(())
}

#[test]
fn names_that_do_not_exist_are_told_with_what_there_is() -> Result<()> {
    let bench = Bench::new()?;
    let path = Spoken::lottery()?.path().display().to_string();
    bench
        .debrief
        .run(["analyze", &path, "--rubric", "no-such-rubric"])?
        .refused(4, &["no-such-rubric", "director-pm"])?;
    bench.debrief.run(["analyze", &path, "--model", "no-such-model"])?.refused(4, &["no-such-model"])?;
    let ran = bench.debrief.run(["analyze", &path, "--round", "no-such-round"])?;
    assert!(matches!(ran.code, Some(2 | 4)), "exit {:?}: {}", ran.code, ran.stderr);
    assert!(ran.stderr.contains("no-such-round") && ran.stderr.contains("leadership"), "{}", ran.stderr);
    Ok(())
}

#[test]
fn wrong_usage_exits_with_2() -> Result<()> {
    let bench = Bench::new()?;
    for args in [&["analyze"][..], &["no-such-command"], &["analyze", "x.wav", "--format", "parchment"], &["export"]] {
        bench.debrief.run(args)?.refused(2, &[])?;
    }
    Ok(())
}

#[test]
fn a_result_that_cannot_be_written_is_named() -> Result<()> {
    let bench = Bench::new()?;
    let path = Spoken::lottery()?.path().display().to_string();
    let out = bench.path("no/such/folder/out.md").display().to_string();
    bench.debrief.run(["analyze", &path, "-o", &out])?.refused(5, &["out.md"])
}

#[test]
fn a_data_folder_that_cannot_be_is_named() -> Result<()> {
    let bench = Bench::new()?;
    fs::write(bench.path("file"), "in the way")?;
    let folder = bench.path("file/debrief").display().to_string();
    bench.debrief.run(["list", "--data-dir", &folder])?.refused(5, &[&folder])
}
