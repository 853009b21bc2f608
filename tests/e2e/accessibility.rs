//! Every screen, light, dark and with more contrast, under axe: names, roles, contrast, focus order. And in the smallest
//! window.

use std::{fs, time::Duration};

use anyhow::{Context, Result, ensure};
use debrief_tests::{fixture::Spoken, paths};
use serde_json::{Value, json};

use crate::{desktop::Sound, stage::journey, window::Window};

#[test]
fn axe_finds_nothing_on_any_screen_in_any_theme() -> Result<()> {
    journey("accessibility", Sound::Microphone, async |stage| {
        let mut findings = Vec::new();
        let window = stage.window()?;
        window.find("welcome").await?;
        look(window, "welcome", &mut findings).await?;
        window.click("welcome-start").await?;

        for theme in ["light", "dark", "high_contrast"] {
            window.click("nav-settings").await?;
            window.find("theme-select").await?;
            window.choose_theme(theme).await?;
            look(window, &format!("settings, {theme}"), &mut findings).await?;
            window.click("nav-practice").await?;
            window.find("start-answer").await?;
            look(window, &format!("practice, {theme}"), &mut findings).await?;
            window.choose("mode-loop").await?;
            window.find("begin-loop").await?;
            look(window, &format!("loop, {theme}"), &mut findings).await?;
            window.choose("mode-single").await?;
            window.find("start-answer").await?;
            window.click("keys").await?;
            window.find("keys-overlay").await?;
            look(window, &format!("keys, {theme}"), &mut findings).await?;
            window.click("close-keys").await?;
            window.click("start-answer").await?;
            window.find("stop").await?;
            let speech = stage.desktop.speak(&Spoken::reorganised()?.path())?;
            look(window, &format!("recording, {theme}"), &mut findings).await?;
            if theme == "light" {
                speech.end()?;
            } else {
                drop(speech);
            }
            window.click("stop").await?;
            window.find("review").await?;
            if theme == "light" {
                window.find_within("scorecard", Duration::from_mins(2)).await?;
            } else {
                window.click("nav-library").await?;
                look(window, &format!("library, {theme}"), &mut findings).await?;
                window.open_last_take().await?;
                window.find("scorecard").await?;
            }
            look(window, &format!("review, {theme}"), &mut findings).await?;
            window.click("nav-library").await?;
            look(window, &format!("library, {theme}"), &mut findings).await?;
        }
        ensure!(findings.is_empty(), "{}", findings.join("\n"));
        Ok(())
    })
}

/// The window's least size, and the one it opens with (src-tauri/tauri.conf.json).
const SMALLEST: (u32, u32) = (900, 600);
const USUAL: (u32, u32) = (1180, 800);

/// Answers with what can be scrolled sideways.
const TOO_WIDE: &str = "return [...document.querySelectorAll('*')]
    .filter(element => element.clientWidth > 0 && element.scrollWidth > element.clientWidth + 1)
    .filter(element => element === document.documentElement
        || ['auto', 'scroll'].includes(getComputedStyle(element).overflowX))
    .map(element => `${element.tagName} ${element.scrollWidth} > ${element.clientWidth}`)";

/// Keeps a picture of the screen and adds what axe finds on it, and whether all of it fits into the smallest window.
async fn look(window: &Window, screen: &str, findings: &mut Vec<String>) -> Result<()> {
    window.settled().await.with_context(|| format!("waiting for {screen} to come to rest"))?;
    window.keep_picture(&screen.replace(", ", "-")).await?;
    let frame = window.run("return [scrollY, document.documentElement.scrollHeight - innerHeight]", Vec::new()).await?;
    if frame != json!([0, 0]) {
        findings.push(format!("{screen}: the frame scrolls, not only what is in it: {frame}"));
    }
    window.resize(SMALLEST).await?;
    let wide = window.run(TOO_WIDE, Vec::new()).await?;
    if wide != json!([]) {
        findings.push(format!("{screen}: the smallest window must be scrolled sideways: {wide}"));
    }
    window.resize(USUAL).await?;
    let axe = paths::checkout().join("ui/node_modules/axe-core/axe.min.js");
    let axe = fs::read_to_string(&axe).with_context(|| format!("{}: run ./x test once", axe.display()))?;
    window.run(&axe, Vec::new()).await?;
    let levels = json!(["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]);
    let found = window.run_async(ASK_AXE, vec![levels]).await.with_context(|| format!("axe on {screen}"))?;
    let found = found.as_array().with_context(|| format!("axe failed on {screen}: {found}"))?.clone();
    findings.extend(found.iter().map(|violation| describe(screen, violation)));
    Ok(())
}

/// Answers with the violations, each with the elements it was found on.
const ASK_AXE: &str = "const [tags, done] = arguments;
    axe.run(document, { runOnly: { type: 'tag', values: tags }, preload: false }).then(
        found => done(found.violations.map(({ id, help, nodes }) => ({
            id, help, nodes: nodes.map(({ html, failureSummary }) => `${html}: ${failureSummary}`),
        }))),
        error => done(String(error)));";

fn describe(screen: &str, violation: &Value) -> String {
    let nodes = violation["nodes"].as_array().map(|nodes| nodes.iter().filter_map(Value::as_str).collect::<Vec<_>>());
    format!("{screen}: {} {}\n  {}", violation["id"], violation["help"], nodes.unwrap_or_default().join("\n  "))
}
