//! A person without a microphone.

use std::time::Duration;

use anyhow::{Result, ensure};

use crate::{desktop::Sound, stage::journey};

#[test]
fn without_a_microphone_the_sample_answer_shows_a_debrief() -> Result<()> {
    journey("sample", Sound::SpeakerOnly, async |stage| {
        let window = stage.window()?;
        window.click("welcome-sample").await?;
        // Two minutes of speech, in a debug build.
        window.find_within("scorecard", Duration::from_mins(4)).await?;
        ensure!(window.text_of("transcript").await?.contains("compliance"), "this is not the sample answer");

        // Deleted by mistake, and back.
        window.click("delete-take").await?;
        window.find("library-empty").await?;
        window.click("undo").await?;
        window.click("open-take").await?;
        window.find("scorecard").await?;

        // Practice says that there is nothing to record from, and does not let one start.
        window.click("nav-practice").await?;
        let start = window.find("start-answer").await?;
        ensure!(!start.is_enabled().await?, "an answer cannot be recorded from nothing");
        Ok(())
    })
}
