//! What is kept: list, open, hear, search, delete, recover, analyse again.

use rehearsal::{Origin, SearchHit, TakeFilter, TakePlan, TakeSummary, TakeView};
use serde::Serialize;
use specta::Type;
use tauri::{AppHandle, State, ipc::Response};
use tauri_plugin_dialog::DialogExt;

use super::{Answer, practice::TakeStarted};
use crate::state::Shell;

/// How many bars a waveform has.
const PEAKS: u32 = 1_000;
/// How many hits a search shows.
const HITS: u32 = 50;

#[tauri::command(async)]
#[specta::specta]
pub fn takes(shell: State<'_, Shell>, filter: TakeFilter) -> Answer<Vec<TakeSummary>> {
    Ok(shell.get()?.library.takes(&filter)?)
}

#[tauri::command(async)]
#[specta::specta]
pub fn take(shell: State<'_, Shell>, take_id: String) -> Answer<TakeView> {
    let open = shell.get()?;
    Ok(open.library.view(&open.engine, &take_id)?)
}

#[tauri::command(async)]
#[specta::specta]
pub fn peaks(shell: State<'_, Shell>, take_id: String) -> Answer<Vec<u8>> {
    Ok(rehearsal::peaks(&shell.get()?.library.sound(&take_id)?, PEAKS)?)
}

/// A piece of the recording of a take, as a WAV of its own.
#[tauri::command(async)]
pub fn audio(shell: State<'_, Shell>, take_id: String, from_ms: u32, length_ms: u32) -> Answer<Response> {
    let path = shell.get()?.library.wave(&take_id)?;
    Ok(Response::new(rehearsal::sound_piece(&path, from_ms, length_ms)?))
}

/// The debrief of the sample answer, made on this machine; the one made before when there is one.
#[tauri::command(async)]
#[specta::specta]
pub fn analyse_sample(shell: State<'_, Shell>) -> Answer<TakeStarted> {
    let open = shell.get()?;
    if let Some(take_id) = open.library.sample_take()? {
        return Ok(TakeStarted { take_id });
    }
    let sample = rehearsal::sample()?;
    let known = open.engine.questions().matching(&sample.asked).map(TakePlan::answering);
    let plan = known.unwrap_or_else(|| TakePlan { asked: Some(sample.asked), ..TakePlan::default() });
    let take_id = rehearsal::import(&open.library, &sample.path, &plan, Origin::Sample)?;
    open.queue.analyse(&take_id, None);
    Ok(TakeStarted { take_id })
}

/// Asks for a sound file and takes it into the library; nothing when the user thinks better of it.
#[tauri::command(async)]
#[specta::specta]
pub fn import_take(app: AppHandle, shell: State<'_, Shell>) -> Answer<Option<TakeStarted>> {
    let open = shell.get()?;
    let picked = app.dialog().file().add_filter("Recordings", &rehearsal::SOUND_NAMES).blocking_pick_file();
    let Some(path) = picked.and_then(|file| file.into_path().ok()) else { return Ok(None) };
    Ok(Some(TakeStarted { take_id: open.bring_in(&path)? }))
}

#[tauri::command(async)]
#[specta::specta]
pub fn retry_analysis(shell: State<'_, Shell>, take_id: String) -> Answer<()> {
    let open = shell.get()?;
    open.library.take(&take_id)?;
    open.queue.analyse(&take_id, open.chosen_model()?);
    Ok(())
}

#[tauri::command(async)]
#[specta::specta]
pub fn delete_take(shell: State<'_, Shell>, take_id: String) -> Answer<()> {
    Ok(shell.get()?.library.delete(&take_id)?)
}

#[tauri::command(async)]
#[specta::specta]
pub fn undo_delete(shell: State<'_, Shell>, take_id: String) -> Answer<()> {
    Ok(shell.get()?.library.undo_delete(&take_id)?)
}

#[tauri::command(async)]
#[specta::specta]
pub fn search(shell: State<'_, Shell>, text: String, filter: TakeFilter) -> Answer<Vec<SearchHit>> {
    Ok(shell.get()?.library.search(&text, &filter, HITS)?)
}

/// What was found of recordings that had been cut off.
#[derive(Serialize, Type)]
pub struct Recovered {
    /// Takes that are whole again; their analysis has begun.
    take_ids: Vec<String>,
    /// Files with nothing to recover, each with its reason.
    lost: Vec<String>,
}

#[tauri::command(async)]
#[specta::specta]
pub fn recover_takes(shell: State<'_, Shell>) -> Answer<Recovered> {
    let open = shell.get()?;
    let recovered = open.library.recover()?;
    for take_id in &recovered.takes {
        open.queue.analyse(take_id, open.chosen_model()?);
    }
    let lost = recovered.lost.iter().map(|(path, error)| format!("{}: {error}", path.display())).collect();
    Ok(Recovered { take_ids: recovered.takes, lost })
}
