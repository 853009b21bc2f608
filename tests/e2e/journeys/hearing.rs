//! A second speech model: tried on this machine, used afterwards behind the window, and by hand; and sound that is let go.

use std::{fs, time::Duration};

use anyhow::{Result, ensure};
use debrief_tests::{fixture::Spoken, paths};
use serde_json::json;

use crate::{desktop::Sound, stage::journey, window::Window};

/// Patience with hearing: a debug build on two busy cores.
const HEARING: Duration = Duration::from_mins(4);

#[test]
fn a_second_model_is_tried_hears_takes_again_and_what_it_heard_is_put_back() -> Result<()> {
    journey("hearing", Sound::Microphone, async |stage| {
        // The shipped model with a byte behind its end is another file that hears the same.
        let mut model = fs::read(paths::checkout().join("models/ggml-tiny.en-q8_0.bin"))?;
        model.push(0);
        let folder = stage.desktop.data_dir().join("models");
        fs::create_dir_all(&folder)?;
        fs::write(folder.join("ggml-other.bin"), model)?;

        let window = stage.window()?;
        window.click("welcome-start").await?;
        window.click("nav-settings").await?;
        window.click("try-tiny.en-q8_0").await?;
        window.find_within("trial-tiny.en-q8_0", HEARING).await?;
        let told = window.text_of("trial-tiny.en-q8_0").await?;
        ensure!(
            told.contains("for a minute of speech") && told.contains("words wrong"),
            "nothing was measured: {told}"
        );
        window.keep_picture("hearing-trial").await?;
        choose(window, "afterwards-select", "other").await?;

        // It hears the take again behind the window once the debrief is there.
        window.click("nav-practice").await?;
        window.click("start-answer").await?;
        window.find("stop").await?;
        let spoken = Spoken::reorganised()?;
        stage.desktop.say(&spoken, 0..=1)?;
        window.click("stop").await?;
        window.find_within("scorecard", HEARING).await?;
        window.find_within("heard-again", HEARING).await?;
        ensure!(window.text_of("heard-again").await?.contains("other"), "another model heard it again");
        ensure!(
            spoken.share_heard(&window.text_of("transcript").await?) >= 20,
            "the words are not those that were said"
        );

        window.click("see-change").await?;
        window.find("hearing-change").await?;
        window.keep_picture("hearing-change").await?;
        window.click("put-back-hearing").await?;
        window.gone("heard-again").await?;
        window.click("hear-again-menu").await?;
        window.click("hear-again-other").await?;
        window.find_within("heard-again", HEARING).await?;

        // The only take of its question is its best: nothing of it goes.
        window.click("nav-settings").await?;
        choose(window, "thin-days", "7").await?;
        window.click("thin-look").await?;
        window.wait_for_text("notice", Duration::from_secs(20), |text| text.contains("No sound would go")).await?;
        Ok(())
    })
}

/// Chooses an option of a select, as a person does.
async fn choose(window: &Window, testid: &str, value: &str) -> Result<()> {
    window.css(&format!("[data-testid='{testid}'] option[value='{value}']")).await?;
    let script = "const select = document.querySelector(`[data-testid='${arguments[0]}']`);
        select.value = arguments[1];
        select.dispatchEvent(new Event('change', { bubbles: true }))";
    window.run(script, vec![json!(testid), json!(value)]).await.map(drop)
}
