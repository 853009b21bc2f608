//! What is kept for good and what goes: the bin, backups.

use std::{path::PathBuf, sync::atomic::AtomicBool};

use rehearsal::{BinnedTake, RehearsalError, backup, stage_restore};
use serde::Serialize;
use specta::Type;
use tauri::{AppHandle, State};
use tauri_plugin_dialog::DialogExt;

use super::Answer;
use crate::{
    events::{self, BackingUp},
    state::{Open, Shell},
};

/// What is in the bin, last deleted first.
#[tauri::command(async)]
#[specta::specta]
pub fn binned_takes(shell: State<'_, Shell>) -> Answer<Vec<BinnedTake>> {
    Ok(shell.get()?.library.binned()?)
}

/// Removes everything in the bin for good; how many takes that were.
#[tauri::command(async)]
#[specta::specta]
pub fn empty_bin(shell: State<'_, Shell>) -> Answer<u32> {
    Ok(shell.get()?.library.empty_bin()? as u32)
}

/// A backup that was written or read.
#[derive(Serialize, Type)]
pub struct BackupView {
    path: String,
    recordings: u32,
}

/// Asks for a file and writes everything but the models to it; nothing when the user thinks better of it. Events tell how
/// far it has come.
#[tauri::command(async)]
#[specta::specta]
pub fn back_up(app: AppHandle, shell: State<'_, Shell>) -> Answer<Option<BackupView>> {
    let open = shell.get()?;
    let name = rehearsal::backup_name();
    let picked = app.dialog().file().add_filter("Debrief backup", &["zip"]).set_file_name(name).blocking_save_file();
    let Some(path) = picked.and_then(|file| file.into_path().ok()) else { return Ok(None) };
    let written = alone(open, |cancelled| backup(&open.library, &path, &mut telling(app), cancelled))?;
    Ok(Some(view(path, written.recordings)))
}

/// Asks for a backup, checks and unpacks it; the next start puts it in place, and what is here now aside.
#[tauri::command(async)]
#[specta::specta]
pub fn restore_backup(app: AppHandle, shell: State<'_, Shell>) -> Answer<Option<BackupView>> {
    let open = shell.get()?;
    let picked = app.dialog().file().add_filter("Debrief backup", &["zip"]).blocking_pick_file();
    let Some(path) = picked.and_then(|file| file.into_path().ok()) else { return Ok(None) };
    let recordings =
        alone(open, |cancelled| stage_restore(open.library.folder(), &path, &mut telling(app), cancelled))?;
    Ok(Some(view(path, recordings)))
}

/// Ends the backup, or the reading of one, that is running.
#[tauri::command(async)]
#[specta::specta]
pub fn cancel_backup(shell: State<'_, Shell>) -> Answer<()> {
    shell.get()?.backup.cancel();
    Ok(())
}

/// Closes Debrief: a backup that waits is put in place when it is opened again.
#[tauri::command(async)]
#[specta::specta]
pub fn quit(app: AppHandle) {
    app.exit(0);
}

fn view(path: PathBuf, recordings: usize) -> BackupView {
    BackupView { path: path.display().to_string(), recordings: recordings as u32 }
}

fn telling(app: AppHandle) -> impl FnMut(u8) {
    let mut shown = None;
    move |percent| {
        if shown.replace(percent) != Some(percent) {
            events::tell(&app, &BackingUp { percent });
        }
    }
}

/// One backup at a time, and a way to end it.
fn alone<T>(open: &Open, run: impl FnOnce(&AtomicBool) -> Result<T, RehearsalError>) -> Answer<T> {
    let turn = open.backup.begin()?;
    Ok(run(&turn)?)
}
