//! `debrief batch`: a folder in, one JSON line a file out, whatever the files are.

use std::{fs, path::Path};

use anyhow::{Context, Result, ensure};
use debrief_tests::{
    contract,
    fixture::Spoken,
    program::Debrief,
    sound::{Format, Sound},
};
use serde_json::Value;
use tempfile::TempDir;

/// Short sounds by these names, and bad ones where the name says so.
fn folder_of(names: &[&str]) -> Result<TempDir> {
    let folder = TempDir::new()?;
    for name in names {
        let path = folder.path().join(name);
        fs::create_dir_all(path.parent().unwrap_or(Path::new("/")))?;
        if name.contains("bad") {
            fs::write(&path, "this is no sound")?;
        } else {
            Sound::tone(16_000, 200, 440.0).write_wav(&path, 1, Format::Int16)?;
        }
    }
    Ok(folder)
}

fn files(lines: &str) -> Result<Vec<(String, bool)>> {
    let read = |line: &str| -> Result<(String, bool)> {
        let line: Value = serde_json::from_str(line).with_context(|| line.to_owned())?;
        let file = line["take"]["file"].as_str().context("a line names its file")?.to_owned();
        Ok((file, line.get("error").is_some()))
    };
    lines.lines().map(read).collect()
}

#[test]
fn a_folder_gives_a_line_a_file_in_order_and_goes_on_past_a_bad_one() -> Result<()> {
    let folder = folder_of(&["a.wav", "b-bad.wav", "c/d.wav", "c/e.wav", "f.wav", "notes.txt"])?;
    fs::copy(Spoken::lottery()?.path(), folder.path().join("0.flac"))?;
    let ran = Debrief::new()?.run(["batch", &folder.path().display().to_string(), "--jobs", "3"])?;
    assert_eq!(ran.code, Some(3), "one was bad: {}", ran.stderr);
    assert!(ran.stderr.contains("b-bad.wav"), "and is named: {}", ran.stderr);
    let names = ["0.flac", "a.wav", "b-bad.wav", "c/d.wav", "c/e.wav", "f.wav"];
    let wanted: Vec<_> = names.iter().map(|name| ((*name).to_owned(), name.contains("bad"))).collect();
    assert_eq!(files(&ran.stdout)?, wanted);
    for line in ran.stdout.lines().filter(|line| !line.contains("\"error\"")) {
        contract::check(&serde_json::from_str(line)?)?;
    }
    let bad = ran.stdout.lines().nth(2).unwrap_or_default();
    ensure!(serde_json::from_str::<Value>(bad)?["error"]["code"] == "bad_sound", "the line says why: {bad}");
    Ok(())
}

#[test]
fn a_batch_that_was_cut_off_goes_on_where_it_ended() -> Result<()> {
    let debrief = Debrief::new()?;
    let folder = folder_of(&["a.wav", "b-bad.wav", "c.wav"])?;
    let (dir, out) = (folder.path().display().to_string(), folder.path().join("out.jsonl"));
    let out_name = out.display().to_string();
    let args = ["batch", &dir, "-o", &out_name];
    assert_eq!(debrief.run(args)?.code, Some(3));
    let whole = fs::read_to_string(&out)?;
    assert_eq!(files(&whole)?.len(), 3);
    debrief.run(args)?.refused(2, &["out.jsonl", "--resume"])?;

    // As a kill leaves it: two lines, and the third half written.
    let third = whole.lines().take(2).map(|line| line.len() + 1).sum::<usize>();
    fs::write(&out, &whole[..third + 20])?;
    let ran = debrief.run(args.into_iter().chain(["--resume"]))?;
    assert_eq!(ran.code, Some(3), "the bad one of the first run still counts: {}", ran.stderr);
    assert!(ran.stderr.contains("2 of 3 files were done before"), "{}", ran.stderr);
    let again = fs::read_to_string(&out)?;
    assert_eq!(files(&again)?, files(&whole)?, "each file has one whole line");
    assert_eq!(again[..third], whole[..third], "what was done was left alone");

    fs::write(&out, "my shopping list\n")?;
    debrief.run(args.into_iter().chain(["--resume"]))?.refused(3, &["out.jsonl", "line 1"])?;
    assert_eq!(fs::read_to_string(&out)?, "my shopping list\n", "a file of another kind is left alone");
    Ok(())
}

#[test]
fn kept_answers_are_in_the_library() -> Result<()> {
    let debrief = Debrief::new()?;
    let folder = folder_of(&["a.wav", "b.wav"])?;
    let ran = debrief.run(["batch", &folder.path().display().to_string(), "--save"])?;
    assert_eq!(files(&ran.ok()?)?, [("a.wav".to_owned(), false), ("b.wav".to_owned(), false)]);
    let listed = debrief.run(["list", "--format", "json"])?.json()?;
    assert_eq!(listed["takes"].as_array().map(Vec::len), Some(2));
    Ok(())
}

#[test]
fn a_folder_without_recordings_is_refused_by_name() -> Result<()> {
    let debrief = Debrief::new()?;
    let folder = folder_of(&["notes.txt"])?;
    let name = folder.path().display().to_string();
    debrief.run(["batch", &name])?.refused(3, &[&name])?;
    debrief.run(["batch", "no/such/folder"])?.refused(3, &["no/such/folder"])
}

#[cfg(unix)]
#[test]
fn an_interrupted_batch_says_what_was_kept() -> Result<()> {
    use std::{
        io::{BufRead, BufReader, Read},
        process::Command,
    };

    let names: Vec<String> = (0..200).map(|number| format!("{number:03}.flac")).collect();
    let folder = TempDir::new()?;
    for name in &names {
        fs::copy(Spoken::lottery()?.path(), folder.path().join(name))?;
    }
    let debrief = Debrief::new()?;
    let mut child = debrief.command(["batch", &folder.path().display().to_string(), "--jobs", "1"]).spawn()?;
    let mut lines = BufReader::new(child.stdout.take().context("a pipe")?);
    let mut first = String::new();
    lines.read_line(&mut first)?;
    Command::new("kill").args(["-INT", &child.id().to_string()]).status()?;
    let mut rest = String::new();
    lines.read_to_string(&mut rest)?;
    let mut said = String::new();
    child.stderr.take().context("a pipe")?.read_to_string(&mut said)?;
    assert_eq!(child.wait()?.code(), Some(130), "{said}");
    let done = files(&(first + &rest))?.len();
    assert!(done < names.len(), "it stopped at once");
    assert!(said.contains(&format!("{done} of 200 files are done")), "what was kept is named: {said}");
    Ok(())
}
