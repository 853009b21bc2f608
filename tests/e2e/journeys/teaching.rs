//! A person who knows better than Debrief: what a sentence counts as, and what a word was.

use std::time::Duration;

use anyhow::{Result, ensure};

use crate::{desktop::Sound, stage::journey};

/// Learning from a first example, in a debug build.
const LEARNING: Duration = Duration::from_mins(4);

#[test]
fn a_sentence_is_taught_a_word_corrected_and_both_are_taken_back() -> Result<()> {
    journey("teaching", Sound::SpeakerOnly, async |stage| {
        let window = stage.window()?;
        window.click("welcome-sample").await?;
        window.find_within("scorecard", Duration::from_mins(4)).await?;

        window.click("sentence-menu-0").await?;
        window.click("mark-talent").await?;
        window.find_within("undo", LEARNING).await?;
        ensure!(window.text_of("sentence-0").await?.contains("Talent"), "the sentence does not carry the signal");
        window.find("earlier-cards").await?;
        window.keep_picture("teaching-marked").await?;
        window.click("undo").await?;
        window.wait_for_text("sentence-0", LEARNING, |text| !text.contains("Talent")).await?;

        let heard = window.text_of("word-1").await?;
        window.click("sentence-menu-0").await?;
        window.click("correct-words").await?;
        window.click("correct-1").await?;
        window.find("correct-field").await?.clear().await?;
        window.find("correct-field").await?.send_keys("Zeppelin").await?;
        window.click("keep-word").await?;
        window.wait_for_text("correct-1", LEARNING, |text| text == "Zeppelin").await?;
        window.keep_picture("teaching-correcting").await?;
        window.click("done-correcting").await?;
        ensure!(window.text_of("word-1").await?.starts_with("Zeppelin"), "the word is not corrected");
        window.click("sentence-menu-0").await?;
        window.click("correct-words").await?;
        window.click("correct-1").await?;
        window.click("put-back").await?;
        window.wait_for_text("correct-1", LEARNING, |text| text == heard).await?;
        Ok(())
    })
}
