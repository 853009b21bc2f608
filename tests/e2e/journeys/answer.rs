//! The whole journey: an answer out loud into a real microphone path, until it is found again tomorrow.

use std::{fs, path::PathBuf, time::Duration};

use anyhow::{Context, Result, ensure};
use debrief_tests::{
    fixture::Spoken,
    sound::{Format, Sound},
};

use crate::{
    desktop::{Desktop, Sound as Hardware},
    stage::journey,
    window::Window,
};

/// Patience with an analysis: a debug build on two busy cores.
const ANALYSIS: Duration = Duration::from_mins(2);

#[test]
fn an_answer_out_loud_is_debriefed_heard_again_exported_and_found_tomorrow() -> Result<()> {
    journey("answer", Hardware::Microphone, async |stage| {
        let spoken = Spoken::reorganised()?;
        // Played at the rate of the virtual microphone, so that what is recorded can be compared sample by sample.
        let played = spoken.sound()?.at_rate(48_000);
        let file = stage.desktop.home().join("answer.wav");
        played.write_wav(&file, 1, Format::Int16)?;

        let window = stage.window()?;
        window.find("welcome").await?;
        let microphones = window.text_of("mic-select").await?;
        ensure!(microphones.contains("Test"), "the microphone is not offered: {microphones}");
        ensure!(!microphones.contains("Monitor"), "a monitor is no microphone: {microphones}");
        window.click("welcome-start").await?;

        let question = choose_a_question(window).await?;
        window.click("start-answer").await?;
        window.find("stop").await?;
        stage.desktop.speak(&file)?.end()?;
        window.wait_for_text("clock", Duration::from_secs(5), |clock| clock >= "0:37").await?;
        let captions = window.text_of("captions").await?;
        ensure!(!captions.is_empty(), "no captions while speaking");
        window.click("stop").await?;

        window.find_within("scorecard", ANALYSIS).await?;
        let heard = window.text_of("transcript").await?;
        let share = spoken.share_heard(&heard);
        ensure!(share >= 80, "only {share} % of the words came through: {heard}");
        let reviewed = window.text_of("review-question").await?;
        ensure!(reviewed == question, "asked {question:?}, and the review shows {reviewed:?}");
        for part in ["verdict", "next-steps", "structure-band", "delivery", "summary-line"] {
            window.find(part).await?;
        }

        recorded_whole(&stage.desktop, &played)?;
        evidence_is_heard(window).await?;
        exported(&stage.desktop, window).await?;

        stage.reopen().await?;
        let window = stage.window()?;
        window.click("nav-library").await?;
        window.click("open-take").await?;
        window.find("scorecard").await?;
        ensure!(window.text_of("review-question").await? == question, "the take lost its question overnight");
        ensure!(window.text_of("transcript").await? == heard, "the take lost its words overnight");
        found_by_its_words(window).await
    })
}

/// Steps to the next question and returns its text.
async fn choose_a_question(window: &Window) -> Result<String> {
    let first = window.text_of("question-text").await?;
    window.click("next-question").await?;
    window.wait_for_text("question-text", Duration::from_secs(5), |text| text != first && !text.is_empty()).await
}

/// The recording is what was played, from its first sample to its last.
fn recorded_whole(desktop: &Desktop, played: &Sound) -> Result<()> {
    let recordings = fs::read_dir(desktop.data_dir().join("recordings"))?;
    let files: Vec<PathBuf> = recordings.map(|entry| Ok(entry?.path())).collect::<Result<_>>()?;
    let wav = files.iter().find(|path| path.extension().is_some_and(|end| end == "wav"));
    let recording = Sound::from_wav(wav.context("there is no recording")?)?;
    let found = played.find_in(&recording)?;
    ensure!(found.correlation >= 0.99, "the recording is not what was played: {found:?}");
    ensure!(
        files.iter().all(|path| !path.to_string_lossy().contains(".part.")),
        "unfinished files are left: {files:?}"
    );
    Ok(())
}

/// Clicking a piece of evidence plays from its moment: the clock jumps there and runs on.
async fn evidence_is_heard(window: &Window) -> Result<()> {
    let piece = window.find("evidence-play").await?;
    let start: u64 = piece.attr("data-start").await?.context("evidence has a time")?.parse()?;
    piece.click().await?;
    let heard = window.wait_for_clock(|clock| clock > start + 300 && clock < start + 15_000).await;
    heard.with_context(|| format!("evidence at {start} ms was not heard"))
}

/// The debrief is written as Markdown where the notice says.
async fn exported(desktop: &Desktop, window: &Window) -> Result<()> {
    window.click("export-menu").await?;
    window.click("export-md").await?;
    let notice = window.text_of("notice").await?;
    let span = notice.find('/').zip(notice.find(".md"));
    let (start, end) = span.with_context(|| format!("the notice names no file: {notice}"))?;
    let path = PathBuf::from(&notice[start..end + ".md".len()]);
    ensure!(path.starts_with(desktop.home()), "exported to {}", path.display());
    let markdown = fs::read_to_string(&path).with_context(|| path.display().to_string())?;
    ensure!(markdown.contains("payouts"), "the export does not hold what was said: {markdown}");
    Ok(())
}

/// A word that was said finds the take.
async fn found_by_its_words(window: &Window) -> Result<()> {
    window.click("nav-library").await?;
    window.find("search").await?.send_keys("payouts").await?;
    let hit = window.text_of("search-hit").await?;
    ensure!(hit.to_lowercase().contains("payouts"), "the hit does not show the word: {hit}");
    window.click("search-hit").await?;
    window.find("scorecard").await.map(drop)
}
