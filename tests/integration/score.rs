//! `debrief score`: a transcript in, a scorecard out; no sound, so nothing about delivery.

use std::fs;

use anyhow::Result;
use debrief_tests::{contract, fixture::Spoken, paths, program::Debrief};
use serde_json::{Value, json};
use tempfile::TempDir;

fn as_text() -> Result<String> {
    let sentences: Vec<_> = Spoken::reorganised()?.sentences.into_iter().map(|sentence| sentence.text).collect();
    Ok(sentences.join(" "))
}

#[test]
fn plain_text_is_divided_and_scored() -> Result<()> {
    let ran =
        Debrief::new()?.run_with_input(["score", "-", "--round", "leadership", "--format", "json"], &as_text()?)?;
    let scored = ran.json()?;
    contract::check(&scored)?;
    for key in ["take", "speech", "delivery"] {
        assert_eq!(scored[key], Value::Null, "text has no {key}");
    }
    assert_eq!(scored["transcript"]["sentences"].as_array().map(Vec::len), Some(5));
    assert_eq!(scored["scorecard"]["status"], "scored", "{}", scored["scorecard"]["reason"]);
    Ok(())
}

#[test]
fn a_given_division_into_sentences_is_kept() -> Result<()> {
    // The second "sentence" holds two; whoever divided it so gets answers by their own indices.
    let sentences = [
        "I moved the teams around.",
        "We lost one person. It took half a year.",
        "Payouts went from sixteen days to two.",
    ];
    let part = json!({"transcript": {"sentences": sentences.map(|text| json!({"text": text}))}});
    let folder = TempDir::new()?;
    let path = folder.path().join("part.json");
    fs::write(&path, part.to_string())?;
    let scored = Debrief::new()?.run(["score", &path.display().to_string(), "--format", "json"])?.json()?;
    contract::check(&scored)?;
    let kept: Vec<_> =
        scored["transcript"]["sentences"].as_array().into_iter().flatten().map(|s| s["text"].clone()).collect();
    assert_eq!(kept, sentences);
    Ok(())
}

#[test]
fn its_own_json_can_be_scored_again() -> Result<()> {
    let debrief = Debrief::new()?;
    let first = debrief.run_with_input(["score", "-", "--format", "json"], &as_text()?)?.json()?;
    let second = debrief.run_with_input(["score", "-", "--format", "json"], &first.to_string())?.json()?;
    assert_eq!(first["scorecard"], second["scorecard"], "the same transcript has the same scorecard");
    Ok(())
}

#[test]
fn ten_sentences_in_a_copy_of_a_rubric_teach_it_a_new_signal() -> Result<()> {
    let ten = [
        "We tested it with screen readers before anything else.",
        "Two blind customers tried every release with us.",
        "I made sure that people who cannot use a mouse can finish the order.",
        "Nothing ships unless it works with the keyboard alone.",
        "We wrote captions for every video, for deaf viewers.",
        "The contrast was raised so that people with poor sight can read the bill.",
        "A colleague in a wheelchair tried the ramp at each station first.",
        "We made the letters larger for readers with low vision.",
        "Screen reader users can now book without calling us.",
        "We paid deaf and blind testers for two days a week.",
    ];
    let shipped = fs::read_to_string(paths::checkout().join("src-tauri/resources/rubrics/director-pm.toml"))?;
    let signal = format!(
        "{shipped}\n[[signals]]\nid = \"access\"\ntitle = \"Access\"\npolarity = \"positive\"\n\
         meaning = \"It works for everybody.\"\nexamples = {ten:?}\n"
    );
    let folder = TempDir::new()?;
    let rubric = folder.path().join("own.toml");
    fs::write(&rubric, signal)?;
    let said = "We are an online bank in Oslo with about forty people. A customer who can't see tried the new form with \
                her screen reader before it went live. Sign-ups rose by nine percent in the spring.";
    let arguments = ["score", "-", "--format", "json", "--rubric", &rubric.display().to_string()];
    let scored = Debrief::new()?.run_with_input(arguments, said)?.json()?;
    let heard = scored["signals"].as_array().into_iter().flatten().filter(|signal| signal["id"] == "access");
    let sentences: Vec<_> = heard.map(|signal| signal["sentence"].clone()).collect();
    assert_eq!(sentences, [json!(1)]);
    Ok(())
}

#[test]
fn nothing_said_is_not_scored() -> Result<()> {
    let debrief = Debrief::new()?;
    for text in ["", "   \n", "fine.", "asdf qwer zxcv ölkj poiu asdf qwer", "Um."] {
        let scored = debrief.run_with_input(["score", "-", "--format", "json"], text)?.json()?;
        contract::check(&scored)?;
        assert_eq!(scored["scorecard"]["status"], "not_scored", "{text:?} is no answer");
    }
    Ok(())
}

#[test]
fn broken_transcripts_are_refused() -> Result<()> {
    let debrief = Debrief::new()?;
    for text in ["{\"transcript\": {\"sentences\": 3}}", "{\"transcript\": {\"sentences\": [{\"text\": 1}]}}", "{"] {
        debrief.run_with_input(["score", "-"], text)?.refused(3, &[])?;
    }
    debrief.run(["score", "nowhere.json"])?.refused(3, &["nowhere.json"])
}
