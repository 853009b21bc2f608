//! Models: found, checked, and named when something is wrong with them.

use std::{fs, path::Path};

use anyhow::Result;
use debrief_tests::{fixture::Spoken, paths, program::Debrief};
use tempfile::TempDir;

#[test]
fn the_models_that_travel_with_debrief_are_as_published() -> Result<()> {
    let debrief = Debrief::new()?;
    let listed = debrief.run(["models", "--format", "json"])?.json()?;
    let models = listed["models"].as_array().cloned().unwrap_or_default();
    for id in ["tiny.en-q8_0", "silero-v6.2.0", "all-MiniLM-L6-v2"] {
        let model = models.iter().find(|model| model["id"] == id);
        assert!(model.is_some_and(|model| model["installed"] == true), "{id} is not there: {listed}");
    }
    debrief.run(["models", "verify"])?.ok()?;
    Ok(())
}

#[test]
fn a_model_file_that_is_no_model_is_refused_by_name() -> Result<()> {
    let debrief = Debrief::new()?;
    let folder = TempDir::new()?;
    let answer = Spoken::lottery()?.path().display().to_string();
    let model = folder.path().join("nonsense.bin");
    for content in [Vec::new(), b"no model at all ".repeat(10_000)] {
        fs::write(&model, content)?;
        debrief.run(["analyze", &answer, "--model", &model.display().to_string()])?.refused(3, &["nonsense.bin"])?;
    }
    Ok(())
}

/// A resources folder like the shipped one, made of links, for tests that then spoil one file of it.
fn shipped(folder: &Path) -> Result<()> {
    let from = paths::checkout().join("models");
    let to = folder.join("models");
    fs::create_dir_all(to.join("all-MiniLM-L6-v2"))?;
    for name in ["catalog.toml", "ggml-tiny.en-q8_0.bin", "ggml-silero-v6.2.0.bin"] {
        fs::copy(from.join(name), to.join(name))?;
    }
    for name in ["config.json", "tokenizer.json", "model.safetensors"] {
        let name = Path::new("all-MiniLM-L6-v2").join(name);
        fs::copy(from.join(&name), to.join(&name))?;
    }
    Ok(())
}

#[test]
fn an_altered_or_short_shipped_model_is_refused_by_name() -> Result<()> {
    let debrief = Debrief::new()?;
    let resources = TempDir::new()?;
    shipped(resources.path())?;
    let answer = Spoken::lottery()?.path().display().to_string();
    let spoil = |name: &str, spoilt: &dyn Fn(&mut Vec<u8>)| -> Result<()> {
        let path = resources.path().join("models").join(name);
        let good = fs::read(&path)?;
        let mut bytes = good.clone();
        spoilt(&mut bytes);
        fs::write(&path, bytes)?;
        let output = debrief.command(["analyze", &answer]).env("DEBRIEF_RESOURCES", resources.path()).output()?;
        let stderr = String::from_utf8_lossy(&output.stderr).into_owned();
        anyhow::ensure!(!output.status.success(), "{name}: a spoilt model was used");
        anyhow::ensure!(stderr.contains(name) && !stderr.contains("panicked"), "{name} is not named: {stderr}");
        Ok(fs::write(&path, good)?)
    };
    spoil("ggml-tiny.en-q8_0.bin", &|bytes| bytes[20_000_000] ^= 1)?;
    spoil("ggml-silero-v6.2.0.bin", &|bytes| bytes.truncate(1_000))?;
    Ok(())
}

#[test]
fn a_model_that_was_imported_is_used_by_its_name_and_thrown_away() -> Result<()> {
    let debrief = Debrief::new()?;
    let folder = TempDir::new()?;
    let answer = Spoken::lottery()?.path().display().to_string();
    let mine = folder.path().join("ggml-mine.bin");
    // The shipped model with a byte behind its end is another file that hears the same.
    let mut bytes = fs::read(paths::checkout().join("models/ggml-tiny.en-q8_0.bin"))?;
    bytes.push(0);
    fs::write(&mine, bytes)?;
    debrief.run(["models", "import", &mine.display().to_string()])?.ok()?;
    let heard = debrief.run(["analyze", &answer, "--model", "mine", "--format", "json"])?.json()?;
    assert_eq!(heard["versions"]["speech_model"], "mine");
    debrief.run(["models", "delete", "mine"])?.ok()?;
    debrief.run(["models", "delete", "mine"])?.refused(4, &["mine"])?;
    debrief.run(["models", "delete", "tiny.en-q8_0"])?.refused(4, &["tiny.en-q8_0"])?;
    debrief.run(["models", "import", "README.md"])?.refused(3, &["README.md"])?;
    debrief.run(["models", "download", "nothing-like-it"])?.refused(4, &["nothing-like-it", "base.en"])?;
    Ok(())
}

#[test]
fn a_model_is_tried_on_this_machine_and_takes_are_heard_again_with_it() -> Result<()> {
    let debrief = Debrief::new()?;
    let tried = debrief.run(["models", "test", "--format", "json"])?.json()?;
    let trial = &tried["tests"][0];
    assert_eq!(trial["model"], "tiny.en-q8_0", "{tried}");
    for measured in ["heard_ms", "minute_ms", "speed_x10", "sound_ms"] {
        assert!(trial[measured].as_u64().is_some_and(|value| value > 0), "{measured} was not measured: {tried}");
    }
    assert!(trial["errors"]["rate_x100"].as_u64().is_some_and(|rate| rate < 2_500), "{tried}");
    debrief.run(["models", "test", "no-such-model"])?.refused(4, &["no-such-model"])?;

    let answer = Spoken::lottery()?.path().display().to_string();
    let heard = debrief.run(["analyze", &answer, "--save", "--format", "json"])?.json()?;
    let id = heard["take"]["id"].as_str().unwrap_or_default();
    debrief.run(["hear-again", id])?.refused(2, &["--model"])?;
    debrief.run(["hear-again", "no-such-take", "--model", "tiny.en-q8_0"])?.refused(4, &["no-such-take"])?;
    debrief.run(["hear-again", id, "--undo"])?.refused(4, &[id])?;
    let again = debrief.run(["hear-again", id, "--model", "tiny.en-q8_0", "--format", "json"])?.json()?;
    assert_eq!(again["change"]["words"], serde_json::json!([]), "the same model hears the same");
    let thinned = debrief.run(["thin", "--newer-than", "0", "--format", "json"])?.json()?;
    assert_eq!((&thinned["done"], &thinned["thinning"]["stay"]), (&false.into(), &1.into()), "the only take stays");
    debrief.run(["hear-again", id, "--undo"])?.ok()?;
    Ok(())
}
