//! What a person taught: examples and words of their own, as they lie in the data folder.

use std::fs;

use anyhow::{Context, Result, ensure};
use debrief_tests::{contract, fixture::Spoken, program::Debrief};
use serde_json::Value;

/// Said in passing, and no signal by itself.
const MARKED: &str = "There were two offices and a lot of meetings.";
const SAID: &str = "We are an online bank in Oslo with about forty people. There were two offices and a lot of meetings. \
                    Sign-ups rose by nine percent in the spring.";

fn teach(debrief: &Debrief) -> Result<()> {
    let folder = debrief.data_dir().join("examples");
    fs::create_dir_all(&folder)?;
    let own = format!("rubric = \"director-pm\"\n[[signals]]\nid = \"influence\"\nexamples = [{MARKED:?}]\n");
    Ok(fs::write(folder.join("director-pm.toml"), own)?)
}

fn score(debrief: &Debrief) -> Result<Value> {
    let mut scored = debrief.run_with_input(["score", "-", "--format", "json"], SAID)?.json()?;
    contract::check(&scored)?;
    scored["timing"] = Value::Null;
    Ok(scored)
}

fn influence(scored: &Value) -> Vec<u64> {
    let signals = scored["signals"].as_array().into_iter().flatten();
    signals.filter(|signal| signal["id"] == "influence").filter_map(|signal| signal["sentence"].as_u64()).collect()
}

#[test]
fn an_example_of_ones_own_counts_and_the_card_says_that_it_did() -> Result<()> {
    let debrief = Debrief::new()?;
    let before = score(&debrief)?;
    ensure!(!influence(&before).contains(&1), "the sentence is no signal by itself");
    teach(&debrief)?;
    let after = score(&debrief)?;
    ensure!(influence(&after).contains(&1), "it was said to count: {}", after["signals"]);
    let label = after["versions"]["rubric"].as_str().context("a label")?;
    ensure!(label.starts_with("director-pm@") && label.contains('+'), "{label} does not tell");
    Ok(())
}

#[test]
fn what_was_taught_is_learnt_once_and_a_damaged_cache_is_ignored() -> Result<()> {
    let debrief = Debrief::new()?;
    teach(&debrief)?;
    let first = score(&debrief)?;
    let cache = debrief.data_dir().join("cache/taught/rubric-director-pm.bin");
    let kept = fs::read(&cache).context("what was learnt is kept")?;
    ensure!(score(&debrief)? == first, "what is read back scores alike, to the byte");
    ensure!(fs::read(&cache)? == kept, "nothing was learnt anew");
    fs::write(&cache, &kept[..kept.len() / 2])?;
    ensure!(score(&debrief)? == first, "a damaged cache is as good as none");
    ensure!(fs::read(&cache)? == kept, "and is made anew");
    Ok(())
}

#[test]
fn a_word_of_ones_own_is_put_in_place_of_what_was_heard_and_marked() -> Result<()> {
    let debrief = Debrief::new()?;
    fs::create_dir_all(debrief.data_dir().join("words"))?;
    fs::write(debrief.data_dir().join("words/vocabulary.txt"), "LotterY\n")?;
    let path = Spoken::lottery()?.path().display().to_string();
    let analysed = debrief.run(["analyze", &path, "--format", "json"])?.json()?;
    contract::check(&analysed)?;
    let words = analysed["transcript"]["words"].as_array().context("words")?;
    let mended: Vec<_> = words.iter().filter(|word| word["corrected"] == true).collect();
    ensure!(!mended.is_empty(), "the word was said: {}", analysed["transcript"]["text"]);
    for word in mended {
        ensure!(word["text"].as_str().is_some_and(|text| text.starts_with("LotterY")), "{word}");
    }
    Ok(())
}
