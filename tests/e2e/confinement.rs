//! What the window must not be able to do, whatever text it is made to show.

use anyhow::{Result, ensure};
use serde_json::json;

use crate::{desktop::Sound, stage::journey};

/// Tries each way in from inside the page and answers with those that were not barred.
const ATTEMPTS: &str = "const done = arguments[0];
    const open = [];
    const element = document.createElement('div');
    element.innerHTML = '<img src=\"x\" onerror=\"window.brokenIn = true\">';
    document.body.append(element);
    const script = document.createElement('script');
    script.textContent = 'window.brokenIn = true';
    document.body.append(script);
    const invoke = (command, args) => window.__TAURI_INTERNALS__.invoke(command, args);
    const barred = (name, attempt) => Promise.resolve().then(attempt).then(() => open.push(name), () => {});
    Promise.all([
        // The same way that must stay open: it tells that the others are barred and not merely misspelt.
        invoke('app_info').catch(error => open.push(`app_info is barred: ${JSON.stringify(error)}`)),
        barred('eval', () => (0, eval)('1')),
        barred('another host', () => fetch('https://example.org/')),
        barred('another host without an answer', () => fetch('https://example.org/', { mode: 'no-cors' })),
        barred('a file dialog', () => invoke('plugin:dialog|open', { options: {} })),
        barred('another window', () => invoke('plugin:webview|create_webview_window', { options: { label: 'x' } })),
        barred('a path of the system', () => invoke('plugin:path|resolve_directory', { directory: 1 })),
    ]).then(() => setTimeout(() => {
        if (window.brokenIn) open.push('inline script');
        element.remove();
        script.remove();
        done(open);
    }, 200));";

#[test]
fn the_window_runs_no_foreign_script_reaches_no_host_and_asks_tauri_for_nothing_else() -> Result<()> {
    journey("confinement", Sound::SpeakerOnly, async |stage| {
        let window = stage.window()?;
        window.find("welcome").await?;
        let open = window.run_async(ATTEMPTS, Vec::new()).await?;
        ensure!(open == json!([]), "these ways in are open: {open}");
        Ok(())
    })
}
