//! What is kept: an analysed answer is found again, shown, exported and deleted.

use std::fs;

use anyhow::{Context, Result};
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
fn a_kept_answer_is_listed_shown_and_found_by_its_words() -> Result<()> {
    let debrief = Debrief::new()?;
    let id = kept(&debrief)?;

    let takes = takes(&debrief)?;
    assert_eq!(takes.len(), 1);
    assert_eq!(takes[0]["id"], id.as_str());
    assert_eq!(takes[0]["duration_ms"], Spoken::lottery()?.duration_ms);
    assert_eq!(takes[0]["round"], "behavioral");

    let shown = debrief.run(["show", &id, "--format", "json"])?.json()?;
    contract::check(&shown)?;
    assert_eq!(shown["take"]["id"], id.as_str());

    let hits = debrief.run(["search", "lottery", "--format", "json"])?.json()?;
    assert_eq!(hits["hits"][0]["take_id"], id.as_str(), "a word that was said finds its take: {hits}");
    let none = debrief.run(["search", "zeppelin", "--format", "json"])?.json()?;
    assert_eq!(none["hits"], serde_json::json!([]), "a word that was not said finds nothing");
    Ok(())
}

#[test]
fn a_kept_answer_is_exported_without_clobbering() -> Result<()> {
    let debrief = Debrief::new()?;
    let id = kept(&debrief)?;
    let folder = TempDir::new()?;
    let out = folder.path().join("answer.html");
    let args = ["export", &id, "--format", "html", "-o", &out.display().to_string()];
    debrief.run(args)?.ok()?;
    let html = fs::read_to_string(&out)?;
    assert!(html.contains("lottery"), "the export holds what was said");
    assert!(!html.contains("src=\"http") && !html.contains("href=\"http"), "the export needs nothing from elsewhere");
    assert_ne!(debrief.run(args)?.code, Some(0), "an existing file was written over");
    Ok(())
}

#[test]
fn a_deleted_take_is_gone_from_list_and_search() -> Result<()> {
    let debrief = Debrief::new()?;
    let id = kept(&debrief)?;
    debrief.run(["delete", &id])?.ok()?;
    assert_eq!(takes(&debrief)?.len(), 0);
    let hits = debrief.run(["search", "lottery", "--format", "json"])?.json()?;
    assert_eq!(hits["hits"], serde_json::json!([]));
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

#[cfg(unix)]
#[test]
fn what_is_kept_is_private() -> Result<()> {
    use std::os::unix::fs::PermissionsExt;

    let debrief = Debrief::new()?;
    let id = kept(&debrief)?;
    let sound = debrief.data_dir().join("recordings").join(format!("{id}.wav"));
    for path in [sound, debrief.data_dir().join("library.db")] {
        let mode = fs::metadata(&path).with_context(|| path.display().to_string())?.permissions().mode() & 0o777;
        assert_eq!(mode, 0o600, "{} can be read by others", path.display());
    }
    Ok(())
}
