//! The room the library takes, and where it lies.

use std::sync::atomic::AtomicBool;

use rehearsal::{Compressed, Storage, Thinning};
use tauri::{AppHandle, State};
use tauri_plugin_dialog::DialogExt;

use super::Answer;
use crate::{
    events::{self, Moving},
    state::{Shell, busy},
};

#[tauri::command(async)]
#[specta::specta]
pub fn storage(shell: State<'_, Shell>) -> Answer<Storage> {
    Ok(shell.get()?.library.storage()?)
}

/// Compresses the recordings that are at least so many days old, without loss.
#[tauri::command(async)]
#[specta::specta]
pub fn compress_recordings(shell: State<'_, Shell>, days: u32) -> Answer<Compressed> {
    let open = shell.get()?;
    let _one_at_a_time = open.storing()?;
    Ok(open.library.compress(days, &mut |_| {}, &AtomicBool::new(false))?)
}

/// Whose sound would go if only that of the best takes, and of those of the last days, is kept. Nothing is changed.
#[tauri::command(async)]
#[specta::specta]
pub fn would_thin(shell: State<'_, Shell>, days: u32) -> Answer<Thinning> {
    Ok(shell.get()?.library.would_thin(days)?)
}

/// Puts the sound of those takes into the bin.
#[tauri::command(async)]
#[specta::specta]
pub fn thin_out(shell: State<'_, Shell>, days: u32) -> Answer<Thinning> {
    let open = shell.get()?;
    let _one_at_a_time = open.storing()?;
    Ok(open.library.thin(days)?)
}

/// Asks for a folder and moves the library there; then Debrief starts again. False when the user thinks better of it.
#[tauri::command(async)]
#[specta::specta]
pub fn move_data_folder(app: AppHandle, shell: State<'_, Shell>, remove_old: bool) -> Answer<bool> {
    let open = shell.get()?;
    let _one_at_a_time = open.storing()?;
    let picked = app.dialog().file().blocking_pick_folder();
    let Some(path) = picked.and_then(|folder| folder.into_path().ok()) else { return Ok(false) };
    // Held to the end: no take begins meanwhile.
    let live = open.live();
    if live.is_some() || !open.library.unanalysed()?.is_empty() {
        return Err(busy());
    }
    let _still = open.queue.hold_alone().ok_or_else(busy)?;
    let mut told = |percent| events::tell(&app, &Moving { percent });
    rehearsal::move_to(&open.library, &path, remove_old, &mut told, &AtomicBool::new(false))?;
    app.request_restart();
    Ok(true)
}
