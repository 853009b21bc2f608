//! Takes as files for others: without scores, without names, with the sound, many at once.

use std::{fs, path::Path};

use anyhow::{Context, Result, ensure};
use debrief_tests::{fixture::Spoken, program::Debrief};
use tempfile::TempDir;

/// Keeps the short answer twice; the ids, newest first.
fn two_takes(debrief: &Debrief) -> Result<Vec<String>> {
    let spoken = Spoken::lottery()?;
    let path = spoken.path().display().to_string();
    for _ in 0..2 {
        debrief.run(["analyze", &path, "--question", &spoken.question, "--save", "--format", "json"])?.ok()?;
    }
    let listed = debrief.run(["list", "--format", "json"])?.json()?;
    let takes = listed["takes"].as_array().context("takes is a list")?;
    takes.iter().map(|take| Ok(take["id"].as_str().context("an id")?.to_owned())).collect()
}

fn names(folder: &Path) -> Result<Vec<String>> {
    let mut names = Vec::new();
    for entry in fs::read_dir(folder)? {
        names.push(entry?.file_name().to_string_lossy().into_owned());
    }
    names.sort();
    Ok(names)
}

#[test]
fn takes_are_exported_together_one_by_one_and_never_over_another_file() -> Result<()> {
    let debrief = Debrief::new()?;
    let ids = two_takes(&debrief)?;
    let folder = TempDir::new()?;
    let out = |name: &str| folder.path().join(name).display().to_string();

    let table = out("takes.csv");
    debrief.run(["export", "--all", "--format", "csv", "-o", &table])?.ok()?;
    let written = fs::read_to_string(&table)?;
    let rows: Vec<&str> = written.lines().collect();
    ensure!(rows.len() == 3 && rows[1].starts_with(&ids[0]) && rows[2].starts_with(&ids[1]), "{written}");
    debrief.run(["export", "--all", "--format", "csv", "-o", &table])?.refused(3, &["takes.csv"])?;
    assert_eq!(fs::read_to_string(&table)?, written, "nothing was written over");
    debrief.run(["export", &ids[1], "--format", "csv", "--rows", "takes", "-o", &table, "--force"])?.ok()?;
    assert_eq!(fs::read_to_string(&table)?.lines().count(), 2);
    debrief.run(["export", &ids[0], "--format", "csv", "--rows", "words", "-o", &out("words.csv")])?.ok()?;
    ensure!(fs::read_to_string(out("words.csv"))?.starts_with("word,sentence,"));

    let each = folder.path().join("each");
    fs::create_dir(&each)?;
    let args = ["export", &ids[0], &ids[1], "--format", "md", "-o", &each.display().to_string()];
    debrief.run(args)?.ok()?;
    let files = names(&each)?;
    ensure!(files.len() == 2 && files[0] != files[1], "two takes of one question and day have two files: {files:?}");
    let before = fs::read(each.join(&files[0]))?;
    let again = debrief.run(args)?;
    ensure!(again.code == Some(3) && again.stderr.contains("exists already"), "{again:?}");
    ensure!(names(&each)? == files && fs::read(each.join(&files[0]))? == before, "nothing was written over");

    let cards = out("cards.txt");
    let made = debrief.run(["export", "--all", "--format", "cards", "-o", &cards])?;
    match made.code {
        Some(0) => ensure!(fs::read_to_string(&cards)?.starts_with("#separator:tab\n")),
        // A short answer may have nothing to improve that is worth a card: then there is no file, and no blank one.
        _ => ensure!(made.stderr.contains("no card") && !Path::new(&cards).exists(), "{made:?}"),
    }
    Ok(())
}

#[test]
fn names_scores_and_sound_are_left_out_or_put_in_as_asked() -> Result<()> {
    let debrief = Debrief::new()?;
    let id = two_takes(&debrief)?.remove(0);
    let folder = TempDir::new()?;
    let out = |name: &str| folder.path().join(name).display().to_string();
    debrief.run(["export", &id, "--redact", "-o", &out("none.md")])?.refused(3, &["names"])?;
    ensure!(!Path::new(&out("none.md")).exists(), "a promise that cannot be kept writes nothing");

    let words = debrief.data_dir().join("words");
    fs::create_dir_all(&words)?;
    fs::write(words.join("names.txt"), "lottery\n")?;
    debrief.run(["label", &id, "--title", "My lottery story"])?.ok()?;
    let shared = TempDir::new()?;
    for format in ["md", "html", "json", "csv", "srt", "vtt"] {
        let args = ["export", &id, "--format", format, "--redact", "-o", &shared.path().display().to_string()];
        debrief.run(args)?.ok()?;
    }
    for name in names(shared.path())? {
        ensure!(!name.to_lowercase().contains("lottery"), "the name of a file names it: {name}");
        let text = fs::read_to_string(shared.path().join(&name))?;
        ensure!(!text.to_lowercase().contains("lottery") && text.contains("name"), "{name} still names it: {text}");
    }

    debrief.run(["export", &id, "--no-scores", "-o", &out("bare.md")])?.ok()?;
    let bare = fs::read_to_string(out("bare.md"))?;
    ensure!(!bare.contains("of 5") && bare.contains("## Transcript"), "{bare}");

    debrief.run(["export", &id, "--format", "html", "--with-sound", "-o", &out("sound.html")])?.ok()?;
    let page = fs::read_to_string(out("sound.html"))?;
    ensure!(page.contains("<audio controls") && page.contains("data:audio/flac;base64,ZkxhQ"), "fLaC begins it");
    debrief.run(["export", &id, "--with-sound", "-o", &out("x.md")])?.refused(3, &["html"])?;
    debrief
        .run(["export", &id, "--format", "html", "--with-sound", "--redact", "-o", &out("x.html")])?
        .refused(3, &["sound"])?;
    debrief.run(["export", &id, "--tag", "x"])?.refused(2, &["--all"])?;
    debrief
        .run(["export", "--all", "--tag", "nobody", "-o", &out("x.csv"), "--format", "csv"])?
        .refused(4, &["filters"])?;
    Ok(())
}
