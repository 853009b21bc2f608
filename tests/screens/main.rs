//! The pictures of the README: `./x screenshots`, or `cargo run --example screens -- FOLDER`.
//!
//! The library in them is made by Debrief itself: recordings of four weeks, cut from the spoken fixtures and the sample
//! answer, are laid into a fresh data folder, recovered, heard and scored; a loop is held and a plan is made. Nothing that
//! is seen was written down beforehand.

#[expect(dead_code, reason = "the journeys use more of it")]
#[path = "../e2e/desktop.rs"]
mod desktop;
mod palette;
mod seed;
#[expect(dead_code, reason = "the journeys use more of it")]
#[path = "../e2e/window.rs"]
mod window;

use std::{
    env, fs,
    path::{Path, PathBuf},
    time::Duration,
};

use anyhow::{Context, Result, ensure};
use debrief_tests::fixture::Spoken;
use serde_json::{Value, json};
use tokio::time::Instant;

use crate::{
    desktop::{Desktop, Sound},
    seed::{Seeded, seed},
    window::Window,
};

/// The most all pictures together may weigh, in bytes.
const MOST: u64 = 400_000;
/// Patience with the analyses of the whole library: a debug build on two busy cores.
const ANALYSES: Duration = Duration::from_mins(15);
/// Patience with a caption.
const CAPTION: Duration = Duration::from_secs(30);

fn main() -> Result<()> {
    let folder = env::args_os().nth(1).map(PathBuf::from).context("name a folder for the pictures")?;
    fs::create_dir_all(&folder).with_context(|| folder.display().to_string())?;
    let desktop = Desktop::start(Sound::Microphone)?.context("no pictures without a private desktop")?;
    let seeded = seed(&desktop)?;
    tokio::runtime::Builder::new_current_thread().enable_all().build()?.block_on(async {
        let window = Window::open(&desktop).await?;
        let taken = pictures(&desktop, &window, &seeded, &folder).await;
        window.close().await?;
        taken
    })?;
    let mut weight = 0;
    for picture in fs::read_dir(&folder)? {
        weight += picture?.metadata()?.len();
    }
    ensure!(weight <= MOST, "{} weighs {weight} bytes, more than the {MOST} the README can carry", folder.display());
    println!("{} weighs {} kB", folder.display(), weight / 1000);
    Ok(())
}

async fn pictures(desktop: &Desktop, window: &Window, seeded: &Seeded, folder: &Path) -> Result<()> {
    window.click("welcome-start").await?;
    every_take_is_read(window).await?;
    ask(window, "prepare", json!({ "interviewOn": seeded.interview_on, "experienced": false })).await?;
    let held = ask(window, "begin_loop", json!({ "round": null, "length": 3 })).await?["id"].clone();
    for take in &seeded.loop_takes {
        ask(window, "add_to_loop", json!({ "loopId": held, "takeId": take })).await?;
    }
    ask(window, "end_loop", json!({ "loopId": held })).await?;

    let held = held.as_str().context("a loop has an id")?;
    let screens = [
        ("review", format!("#/review/{}", seeded.newest), "scorecard"),
        ("compare", format!("#/compare/{}/{}", seeded.earlier, seeded.newest), "moved"),
        ("progress", "#/progress".to_owned(), "plan"),
        ("loop", format!("#/loop/{held}"), "loop-verdict"),
    ];
    for theme in ["light", "dark"] {
        window.click("nav-settings").await?;
        window.find("theme-select").await?;
        window.choose_theme(theme).await?;
        window.click("close-notice").await?;
        for (name, address, shown) in &screens {
            window.run("location.hash = arguments[0]", vec![json!(address)]).await?;
            window.find(shown).await?;
            keep(window, folder, &format!("{name}-{theme}")).await?;
        }
        window.click("nav-practice").await?;
        window.click("start-answer").await?;
        window.find("stop").await?;
        let speech = desktop.speak(&Spoken::reorganised()?.path())?;
        window.wait_for_text("captions", CAPTION, |text| text.contains("customer")).await?;
        keep(window, folder, &format!("recording-{theme}")).await?;
        drop(speech);
        window.click("discard").await?;
        window.click("confirm-discard").await?;
        window.click("close-notice").await?;
    }
    Ok(())
}

/// Waits until no take is left to be analysed.
async fn every_take_is_read(window: &Window) -> Result<()> {
    let filter =
        json!({ "text": null, "question_id": null, "round": null, "verdict": null, "limit": 200, "offset": 0 });
    let begun = Instant::now();
    loop {
        let takes = ask(window, "takes", json!({ "filter": filter })).await?;
        let takes = takes.as_array().context("a list of takes")?;
        let waiting = takes.iter().filter(|take| take["status"] == "recorded").count();
        if waiting == 0 {
            let scored = takes.iter().filter(|take| take["status"] == "scored").count();
            ensure!(scored * 2 > takes.len(), "only {scored} of {} takes were scored", takes.len());
            return Ok(());
        }
        ensure!(begun.elapsed() < ANALYSES, "{waiting} takes are still not analysed");
        tokio::time::sleep(Duration::from_millis(500)).await;
    }
}

/// Asks the shell, as the window does.
async fn ask(window: &Window, command: &str, args: Value) -> Result<Value> {
    let script = "const [command, args, done] = arguments;
        window.__TAURI_INTERNALS__.invoke(command, args).then(
            answer => done({ answer }), error => done({ error: JSON.stringify(error) }));";
    let mut said = window.run_async(script, vec![json!(command), args]).await?;
    ensure!(said["error"].is_null(), "{command}: {}", said["error"]);
    Ok(said["answer"].take())
}

async fn keep(window: &Window, folder: &Path, name: &str) -> Result<()> {
    window.settled().await?;
    let picture = palette::reduced(&window.picture().await?).with_context(|| format!("the picture of {name}"))?;
    let path = folder.join(format!("{name}.png"));
    fs::write(&path, picture).with_context(|| path.display().to_string())
}
