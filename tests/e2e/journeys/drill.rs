//! A drill: one answer in three lengths.

use std::time::Duration;

use anyhow::{Result, ensure};
use debrief_tests::fixture::Spoken;

use crate::{desktop::Sound, stage::journey};

/// Patience with the analyses of three answers: a debug build on two busy cores.
const ANALYSES: Duration = Duration::from_mins(2);

#[test]
fn a_drill_keeps_its_question_and_ends_in_its_shortest_answer_beside_its_longest() -> Result<()> {
    journey("drill", Sound::Microphone, async |stage| {
        let spoken = Spoken::reorganised()?;
        let window = stage.window()?;
        window.click("welcome-start").await?;
        window.find("start-answer").await?;
        window.choose("mode-drill").await?;
        window.find("drill").await?;
        let question = window.text_of("question-text").await?;

        // The middle one is a single sentence: a take, and too short for a card.
        let rungs = [("30 s", 0..=1), ("1½ min", 3..=3), ("3 min", 2..=4)];
        for (done, (length, sentences)) in rungs.into_iter().enumerate() {
            window.click("start-answer").await?;
            window.find("stop").await?;
            let screen = window.text().await?;
            ensure!(screen.contains(&format!("of about {length}")), "rung {done} is not the one of {length}: {screen}");
            ensure!(screen.contains(&question), "rung {done} asks something else: {screen}");
            stage.desktop.say(&spoken, sentences)?;
            window.click("stop").await?;
            window.wait_for_count("drill-take", done + 1).await?;
        }
        window.keep_picture("drill-done").await?;

        // At once, while the answers are still being read.
        window.click("drill-compare").await?;
        window.find_within("moved", ANALYSES).await?;
        let before = window.text_of("side-before").await?;
        let after = window.text_of("side-after").await?;
        ensure!(before.contains("merchant") && !before.contains("payouts"), "not the shortest answer: {before}");
        ensure!(after.contains("payouts"), "not the longest answer: {after}");
        // The one between counts, though there is nothing to compare it by.
        let takes = window.text_of("choose-after").await?;
        ensure!(takes.contains("Take 3") && !takes.contains("Take 2"), "the takes are counted otherwise: {takes}");
        window.keep_picture("drill-compared").await
    })
}
