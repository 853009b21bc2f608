//! The cable is pulled in the middle of an answer: it is said, and the answer is there.

use std::time::{Duration, Instant};

use anyhow::{Context, Result, ensure};
use debrief_tests::{fixture::Spoken, sound::Sound as Recording};

use crate::{desktop::Sound, stage::journey};

/// The longest until it is said. The driver looks once in a while, and the machine may be busy.
const NOTICED: Duration = Duration::from_secs(6);
const ANALYSIS: Duration = Duration::from_mins(2);

#[test]
fn a_microphone_unplugged_while_speaking_is_said_and_the_answer_is_kept() -> Result<()> {
    journey("unplugged", Sound::Microphone, async |stage| {
        let window = stage.window()?;
        window.click("welcome-start").await?;
        window.click("start-answer").await?;
        window.find("stop").await?;
        let _speech = stage.desktop.speak(&Spoken::lottery()?.path())?;
        window.wait_for_text("clock", Duration::from_secs(20), |clock| clock >= "0:08").await?;

        let modules = stage.desktop.sound().control(["list", "short", "modules"])?;
        let microphone =
            modules.lines().find(|module| module.contains("source_name=microphone")).context("no microphone")?;
        let pulled = Instant::now();
        stage.desktop.sound().control(["unload-module", microphone.split('\t').next().unwrap_or_default()])?;
        window.wait_for_text("fault", NOTICED, |fault| fault.contains("disconnected")).await?;
        ensure!(pulled.elapsed() <= NOTICED, "said only after {} ms", pulled.elapsed().as_millis());

        window.click("stop").await?;
        window.find_within("transcript", ANALYSIS).await?;
        window.wait_for_text("transcript", ANALYSIS, |words| words.contains("customer")).await?;
        let kept = std::fs::read_dir(stage.desktop.data_dir().join("recordings"))?
            .filter_map(|entry| Some(entry.ok()?.path()))
            .find(|path| path.extension().is_some_and(|ending| ending == "wav"))
            .context("there is no recording")?;
        let recording = Recording::from_wav(&kept)?;
        let kept_ms = recording.samples.len() as u64 * 1000 / u64::from(recording.rate);
        ensure!(kept_ms >= 7000, "only {kept_ms} ms are kept");
        Ok(())
    })
}
