//! Two takes of one question, side by side.

use std::time::Duration;

use anyhow::{Result, ensure};
use debrief_tests::fixture::Spoken;

use crate::{desktop::Sound, stage::journey, window::Window};

/// Patience with an analysis: a debug build on two busy cores.
const ANALYSIS: Duration = Duration::from_mins(2);

#[test]
fn a_retake_says_what_moved_and_both_takes_are_heard_side_by_side() -> Result<()> {
    journey("comparison", Sound::Microphone, async |stage| {
        let spoken = Spoken::reorganised()?;
        let window = stage.window()?;
        window.click("welcome-start").await?;
        // How it stood; then, once more, what was done and what came of it.
        for sentences in [0..=1, 2..=4] {
            window.click("start-answer").await?;
            window.find("stop").await?;
            stage.desktop.say(&spoken, sentences.clone())?;
            window.click("stop").await?;
            window.find_within("scorecard", ANALYSIS).await?;
            if sentences == (0..=1) {
                ensure!(window.count("moved-since").await? == 0, "a first take has nothing before it");
                window.click("answer-again").await?;
            }
        }
        let since = window.text_of("moved-since").await?;
        ensure!(since.to_lowercase().starts_with("since take 1"), "the take before is not named: {since}");
        window.keep_picture("comparison-since").await?;

        window.click("compare-takes").await?;
        window.find("moved").await?;
        window.settled().await?;
        window.keep_picture("comparison-open").await?;
        words_are_on_their_sides(window, "side-before", "side-after").await?;
        one_is_heard_at_a_time(window).await?;

        window.click("swap-takes").await?;
        window.wait_for_text("side-before", ANALYSIS, |side| side.contains("payouts")).await?;
        words_are_on_their_sides(window, "side-after", "side-before").await?;
        window.click("back-to-debrief").await?;
        window.find("scorecard").await?;
        window.click("nav-library").await?;
        window.click("compare-take").await?;
        window.find("moved").await?;
        words_are_on_their_sides(window, "side-before", "side-after").await
    })
}

async fn words_are_on_their_sides(window: &Window, first: &str, second: &str) -> Result<()> {
    let of_first = window.wait_for_text(first, ANALYSIS, |side| side.contains("merchant")).await?;
    ensure!(!of_first.contains("payouts"), "{first} holds the other answer: {of_first}");
    let of_second = window.wait_for_text(second, ANALYSIS, |side| side.contains("payouts")).await?;
    ensure!(of_second.contains("regulator"), "{second} does not hold its answer: {of_second}");
    Ok(())
}

/// What moved is heard on its side; the other side falls silent when it begins, and the other way round.
async fn one_is_heard_at_a_time(window: &Window) -> Result<()> {
    let piece = window.find("hear-after").await?;
    let start: u64 = piece.attr("data-start").await?.unwrap_or_default().parse()?;
    window.click("hear-after").await?;
    window.wait_for_clock_in("side-after", |clock| clock > start + 300).await?;
    window.click_in("side-before", "player-play").await?;
    window.wait_for_clock_in("side-before", |clock| clock > 300).await?;
    let playing = window.label_in("side-after", "player-play").await?;
    ensure!(playing == "Play", "both takes speak at once");
    window.click_in("side-before", "player-play").await
}
