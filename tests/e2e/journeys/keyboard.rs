//! An answer without touching the mouse.

use std::time::Duration;

use anyhow::{Result, ensure};
use debrief_tests::fixture::Spoken;
use fantoccini::key::Key;

use crate::{desktop::Sound, stage::journey};

#[test]
fn an_answer_is_given_reviewed_and_thrown_away_by_keys_alone() -> Result<()> {
    journey("keyboard", Sound::Microphone, async |stage| {
        let spoken = Spoken::lottery()?;
        let window = stage.window()?;
        window.find("welcome").await?;
        window.tab_to("welcome-start").await?;
        window.press(Key::Enter).await?;

        window.find("start-answer").await?;
        window.press_space().await?;
        window.find("stop").await?;
        stage.desktop.speak(&spoken.path())?.end()?;
        window.press_space().await?;
        window.find_within("review", Duration::from_secs(20)).await?;
        window.wait_for_text("transcript", Duration::from_mins(2), |text| spoken.share_heard(text) >= 80).await?;

        window.press_space().await?;
        window.wait_for_clock(|clock| clock > 500).await?;
        window.press_space().await?;

        // A second take, discarded: nothing of it is kept.
        window.type_keys("r").await?;
        window.find("start-answer").await?;
        window.press_space().await?;
        window.find("stop").await?;
        window.tab_to("discard").await?;
        window.press(Key::Enter).await?;
        window.find("confirm-discard").await?;
        window.tab_to("confirm-discard").await?;
        window.press(Key::Enter).await?;
        window.find("start-answer").await?;
        let kept = std::fs::read_dir(stage.desktop.data_dir().join("recordings"))?.count();
        ensure!(kept == 2, "{kept} files, not one recording and its sidecar, after one was kept and one discarded");

        window.type_keys("?").await?;
        window.find("keys-overlay").await?;
        window.press(Key::Escape).await?;
        window.gone("keys-overlay").await
    })
}
