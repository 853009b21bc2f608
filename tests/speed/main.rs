//! How fast the window is: `cargo run --locked -p debrief-tests --example speed`, on a private display with a virtual
//! microphone. `DEBRIEF_PROGRAMS=$PWD/target/release` before it measures a release build.
//!
//! Start to first screen, a ten-minute take from the press to its words, its outline and its sound, and the frames that were
//! drawn while a take is recorded. Private means: no graphics card, a home folder nobody used yet. So the first sound waits for
//! the sound system to look itself over, once.

#[expect(dead_code, reason = "the journeys use more of it")]
#[path = "../e2e/desktop.rs"]
mod desktop;
#[expect(dead_code, reason = "the journeys use more of it")]
#[path = "../e2e/window.rs"]
mod window;

use std::fs;

use anyhow::{Context, Result};
use debrief_tests::{
    fixture::Spoken,
    program::{self, Ran},
    sound::{Format, Sound as Recorded},
};
use serde_json::json;
use tokio::time::Instant;

use crate::{
    desktop::{Desktop, Sound},
    window::Window,
};

const TAKE: &str = "20260101-100000-00000";
const TEN_MINUTES_S: usize = 600;
const FRAMES_MS: u32 = 15_000;

fn main() -> Result<()> {
    let desktop = Desktop::start(Sound::Microphone)?.context("nothing to measure without a private desktop")?;
    println!("making and hearing a take of ten minutes …");
    ten_minutes(&desktop)?;
    tokio::runtime::Builder::new_current_thread().enable_all().build()?.block_on(async {
        let begun = Instant::now();
        let window = Window::open(&desktop).await?;
        println!("start to first screen, with the driver: {} ms", begun.elapsed().as_millis());
        let measured = measure(&desktop, &window).await;
        window.close().await?;
        measured
    })
}

/// A spoken fixture over and over, as a recording in the data folder that was heard and scored.
fn ten_minutes(desktop: &Desktop) -> Result<()> {
    let said = Spoken::reorganised()?.sound()?;
    let wanted = TEN_MINUTES_S * said.rate as usize;
    let samples = said.samples.iter().copied().cycle().take(wanted).collect();
    let folder = desktop.data_dir().join("recordings");
    fs::create_dir_all(&folder)?;
    Recorded { samples, ..said }.write_wav(&folder.join(format!("{TAKE}.wav")), 1, Format::Int16)?;
    let debrief = program::built("debrief")?;
    Ran::from(desktop.command(&debrief.display().to_string()).arg("recover").output()?).ok().map(drop)
}

async fn measure(desktop: &Desktop, window: &Window) -> Result<()> {
    window.click("welcome-start").await?;
    for time in ["first", "second"] {
        window.click("nav-library").await?;
        window.find("take-row").await?;
        let opened = window.run_async(OPEN, vec![json!(TAKE)]).await?;
        println!("a take of ten minutes, {time} time: {opened}");
        let played = window.run_async(PLAY, Vec::new()).await?;
        println!("its sound, {time} time: {played}");
    }
    window.click("nav-practice").await?;
    frames(window, "at rest").await?;
    window.click("start-answer").await?;
    window.find("stop").await?;
    let speech = desktop.speak(&Spoken::reorganised()?.path())?;
    frames(window, "recording").await?;
    drop(speech);
    window.click("discard").await?;
    window.click("confirm-discard").await
}

async fn frames(window: &Window, when: &str) -> Result<()> {
    let frames = window.run_async(FRAMES, vec![json!(FRAMES_MS)]).await?;
    println!("frames, {when}: {frames}");
    Ok(())
}

/// From the press to the first words, all words, and the outline: milliseconds.
const OPEN: &str = "const [take, done] = arguments, begun = performance.now(), seen = {};
    const painted = () => {
        const canvas = document.querySelector('canvas');
        if (!canvas?.width || !canvas.height) return 0;
        const { data } = canvas.getContext('2d').getImageData(0, 0, canvas.width, canvas.height);
        let filled = 0;
        for (let at = 3; at < data.length; at += 52) if (data[at]) filled++;
        return filled;
    };
    let words = 0, still = 0, filled = 0;
    const look = () => {
        const now = Math.round(performance.now() - begun);
        const there = document.querySelectorAll('[data-word]').length, drawn = painted();
        if (there && !seen.first_words_ms) seen.first_words_ms = now;
        if (there !== words) seen.all_words_ms = now;
        if (drawn !== filled) seen.outline_ms = now;
        still = there && drawn && there === words && drawn === filled ? still + 1 : 0;
        [words, filled] = [there, drawn];
        if (still > 60) done(seen); else requestAnimationFrame(look);
    };
    location.hash = `#/review/${take}`;
    requestAnimationFrame(look);";

/// From the press to sound that moves: milliseconds.
const PLAY: &str = "const [done] = arguments, begun = performance.now();
    const clock = () => Number(document.querySelector('[data-testid=player-clock]').dataset.ms);
    const look = () => {
        if (clock() === 0) return requestAnimationFrame(look);
        const moving_ms = Math.round(performance.now() - begun);
        document.querySelector('[data-testid=player-play]').click();
        done({ moving_ms });
    };
    document.querySelector('[data-testid=player-play]').click();
    look();";

/// Frames a second, and the time between two in milliseconds.
const FRAMES: &str = "const [length, done] = arguments, gaps = [];
    let last = performance.now();
    const end = last + length;
    const frame = () => {
        const now = performance.now();
        gaps.push(now - last);
        last = now;
        if (now < end) return requestAnimationFrame(frame);
        gaps.sort((a, b) => a - b);
        const at = share => Math.round(gaps[Math.floor((gaps.length - 1) * share)]);
        done({ a_second: Math.round(gaps.length * 1000 / length), median_ms: at(0.5), p99_ms: at(0.99), most_ms: at(1) });
    };
    requestAnimationFrame(frame);";
