//! What is kept: an analysed answer is found again, shown, exported and deleted.

use std::fs;

use anyhow::{Context, Result, ensure};
use debrief_tests::{contract, fixture::Spoken, program::Debrief};
use serde_json::Value;
use tempfile::TempDir;

/// Keeps the short answer and gives the id of its take.
fn kept(debrief: &Debrief) -> Result<String> {
    let spoken = Spoken::lottery()?;
    let path = spoken.path().display().to_string();
    let args =
        ["analyze", &path, "--question", &spoken.question, "--round", &spoken.round, "--save", "--format", "json"];
    let analysed = debrief.run(args)?.json()?;
    contract::check(&analysed)?;
    Ok(analysed["take"]["id"].as_str().context("a kept take has an id")?.to_owned())
}

fn takes(debrief: &Debrief) -> Result<Vec<Value>> {
    let listed = debrief.run(["list", "--format", "json"])?.json()?;
    Ok(listed["takes"].as_array().context("takes is a list")?.clone())
}

#[test]
fn a_new_library_is_empty() -> Result<()> {
    assert_eq!(takes(&Debrief::new()?)?.len(), 0, "nobody recorded anything yet");
    Ok(())
}

#[test]
fn a_kept_answer_is_listed_shown_exported_and_found_until_it_is_deleted() -> Result<()> {
    let debrief = Debrief::new()?;
    let id = kept(&debrief)?;

    let listed = takes(&debrief)?;
    assert_eq!(listed.len(), 1);
    assert_eq!(listed[0]["id"], id.as_str());
    assert_eq!(listed[0]["duration_ms"], Spoken::lottery()?.duration_ms);
    assert_eq!(listed[0]["round"], "behavioral");

    let shown = debrief.run(["show", &id, "--format", "json"])?.json()?;
    contract::check(&shown)?;
    assert_eq!(shown["take"]["id"], id.as_str());

    let hits = debrief.run(["search", "lottery", "--format", "json"])?.json()?;
    assert_eq!(hits["hits"][0]["take_id"], id.as_str(), "a word that was said finds its take: {hits}");
    let none = debrief.run(["search", "zeppelin", "--format", "json"])?.json()?;
    assert_eq!(none["hits"], serde_json::json!([]), "a word that was not said finds nothing");

    exported_in_every_format(&debrief, &id)?;
    #[cfg(unix)]
    private(&debrief, &id)?;

    debrief.run(["delete", &id])?.ok()?;
    assert_eq!(takes(&debrief)?.len(), 0);
    let hits = debrief.run(["search", "lottery", "--format", "json"])?.json()?;
    assert_eq!(hits["hits"], serde_json::json!([]), "a deleted take is not found any more");
    Ok(())
}

/// Each format looks like itself, holds what was said, and never takes the place of a file that is there.
fn exported_in_every_format(debrief: &Debrief, id: &str) -> Result<()> {
    let folder = TempDir::new()?;
    for (format, marks) in [
        ("md", &["# ", "lottery"][..]),
        ("html", &["<!doctype html>", "lottery", "</html>"]),
        ("json", &["\"schema\"", "lottery"]),
        ("csv", &[",", "lottery"]),
        ("srt", &["-->", "lottery"]),
        ("vtt", &["webvtt", "-->", "lottery"]),
    ] {
        let out = folder.path().join(format!("answer.{format}"));
        let args = ["export", id, "--format", format, "-o", &out.display().to_string()];
        debrief.run(args)?.ok()?;
        let written = fs::read_to_string(&out)?.to_lowercase();
        for mark in marks {
            ensure!(written.contains(mark), "{format} does not hold {mark:?}: {written}");
        }
        let elsewhere = written.contains("src=\"http") || written.contains("href=\"http");
        ensure!(!elsewhere, "{format} needs something from elsewhere");
        let again = debrief.run(args)?;
        ensure!(again.code != Some(0), "{format}: an existing file was written over");
        ensure!(fs::read_to_string(&out)?.to_lowercase() == written, "{format}: an existing file was changed");
    }
    for (format, magic) in [("pdf", &b"%PDF-"[..]), ("docx", b"PK\x03\x04")] {
        let out = folder.path().join(format!("answer.{format}"));
        let args = ["export", id, "--format", format, "-o", &out.display().to_string()];
        debrief.run(args)?.ok()?;
        ensure!(fs::read(&out)?.starts_with(magic), "{format} does not begin as one");
        ensure!(debrief.run(args)?.code != Some(0), "{format}: an existing file was written over");
    }
    Ok(())
}

/// Nobody else can read the recording and the library.
#[cfg(unix)]
fn private(debrief: &Debrief, id: &str) -> Result<()> {
    use std::os::unix::fs::PermissionsExt;

    let sound = debrief.data_dir().join("recordings").join(format!("{id}.wav"));
    for path in [sound, debrief.data_dir().join("library.db")] {
        let mode = fs::metadata(&path).with_context(|| path.display().to_string())?.permissions().mode() & 0o777;
        ensure!(mode == 0o600, "{} can be read by others: {mode:o}", path.display());
    }
    Ok(())
}

#[test]
fn an_unknown_take_is_told_by_name() -> Result<()> {
    let debrief = Debrief::new()?;
    for command in ["show", "export", "delete"] {
        debrief.run([command, "no-such-take"])?.refused(4, &["no-such-take"])?;
    }
    Ok(())
}
