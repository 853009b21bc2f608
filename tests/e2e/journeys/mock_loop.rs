//! A mock loop: three questions in a row, a card between, and what the panel makes of it.

use std::time::Duration;

use anyhow::{Result, ensure};
use debrief_tests::fixture::Spoken;

use crate::{
    desktop::Sound,
    stage::{Stage, journey},
    window::Window,
};

/// Patience with an analysis: a debug build on two busy cores.
const ANALYSIS: Duration = Duration::from_mins(2);

#[test]
fn a_real_loop_asks_on_shows_no_score_and_ends_with_what_the_panel_wrote() -> Result<()> {
    journey("mock-loop", Sound::Microphone, async |stage| {
        let spoken = Spoken::reorganised()?;
        let window = stage.window()?;
        window.click("welcome-start").await?;
        window.find("start-answer").await?;
        window.choose("mode-loop").await?;
        window.choose("loop-length-3").await?;
        window.click("begin-loop").await?;

        // A scored answer is asked about; the answer to that card leads straight on.
        let first = window.text_of("question-text").await?;
        answer(stage, &spoken, 0..=1).await?;
        window.find_within("skip-card", ANALYSIS).await?;
        let card = window.text_of("question-text").await?;
        ensure!(card != first, "the card asks the question again: {card}");
        nothing_is_told(window).await?;
        window.keep_picture("mock-loop-card").await?;
        answer(stage, &spoken, 3..=3).await?;
        let asked = [first.clone(), card.clone()];
        let second = next_question(window, &asked).await?;

        // Think time, with a note that is read while one speaks; too short an answer is not asked about.
        window.click("think").await?;
        window.find("think-notes").await?.send_keys("merchants, forty percent").await?;
        window.click("start-now").await?;
        window.find("stop").await?;
        ensure!(window.text().await?.contains("forty percent"), "the note is gone while one speaks");
        stage.desktop.say(&spoken, 4..=4)?;
        window.click("stop").await?;
        next_question(window, &[first.clone(), card.clone(), second.clone()]).await?;

        answer(stage, &spoken, 2..=4).await?;
        window.find_within("skip-card", ANALYSIS).await?;
        nothing_is_told(window).await?;
        window.click("skip-card").await?;

        let panel = window.wait_for_text("loop-debrief", ANALYSIS, |text| !text.contains("still being read")).await?;
        ensure!(panel.contains(&first) && panel.contains(&second), "not the answers of this loop: {panel}");
        let verdict = window.text_of("loop-verdict").await?;
        ensure!(verdict.contains("of 5"), "two answers were scored, and the panel has no verdict: {verdict}");
        window.wait_for_count("loop-answer", 4).await?;
        window.settled().await?;
        window.keep_picture("mock-loop-debrief").await?;

        window.click("loop-answer").await?;
        window.find("scorecard").await?;
        ensure!(window.text_of("review-question").await? == first, "the first answer is another one");
        found_among_the_loops_before(window, &verdict).await
    })
}

/// The list of loops tells the same verdict, leads to the same debrief, and lets go of it and takes it back.
async fn found_among_the_loops_before(window: &Window, verdict: &str) -> Result<()> {
    window.click("nav-practice").await?;
    window.find("start-answer").await?;
    window.choose("mode-loop").await?;
    let line = window.text_of("past-loop").await?;
    let vote = verdict.split(char::is_numeric).next().unwrap_or_default().trim();
    ensure!(line.contains(vote), "the list says {line:?} of a loop that ended in {verdict:?}");
    ensure!(line.contains("4 answers"), "not every answer is counted: {line}");
    window.keep_picture("mock-loop-before").await?;
    window.click("delete-loop").await?;
    window.gone("past-loop").await?;
    window.click("undo").await?;
    window.click("open-loop").await?;
    let again = window.wait_for_text("loop-verdict", ANALYSIS, |text| !text.is_empty()).await?;
    ensure!(again == verdict, "the debrief says {again:?} now, and said {verdict:?}");
    Ok(())
}

async fn answer(stage: &Stage, spoken: &Spoken, sentences: std::ops::RangeInclusive<usize>) -> Result<()> {
    let window = stage.window()?;
    window.click("start-answer").await?;
    window.find("stop").await?;
    stage.desktop.say(spoken, sentences)?;
    window.click("stop").await
}

/// Waits for a question that was not `asked` yet and returns it.
async fn next_question(window: &Window, asked: &[String]) -> Result<String> {
    let is_new = |text: &str| !text.is_empty() && asked.iter().all(|before| before != text);
    let question = window.wait_for_text("question-text", ANALYSIS, is_new).await?;
    window.find("start-answer").await?;
    ensure!(window.count("skip-card").await? == 0, "a card came where the next question should: {question}");
    Ok(question)
}

/// In a real loop nothing is shown before the end.
async fn nothing_is_told(window: &Window) -> Result<()> {
    ensure!(window.count("loop-feedback").await? == 0, "feedback in a real loop");
    let screen = window.text().await?;
    ensure!(!screen.contains("of 5"), "points in a real loop: {screen}");
    Ok(())
}
