//! Speech models: listed, fetched, brought in, thrown away, tried.

use std::{sync::Arc, thread};

use rehearsal::{Fetched, ModelTrial, RehearsalError};
use serde::Serialize;
use specta::Type;
use tauri::{AppHandle, State};
use tauri_plugin_dialog::DialogExt;

use super::Answer;
use crate::{
    error::CommandError,
    events::{self, ModelArrived, ModelFetched, ModelTrying},
    state::Shell,
};

/// A speech model as the window shows it.
#[derive(Serialize, Type)]
pub struct ModelView {
    id: String,
    description: String,
    bytes: u32,
    installed: bool,
    embedded: bool,
    in_use: bool,
}

#[tauri::command(async)]
#[specta::specta]
pub fn models(shell: State<'_, Shell>) -> Answer<Vec<ModelView>> {
    let open = shell.get()?;
    let chosen = open.chosen_model()?;
    let view = |model: rehearsal::ModelInfo| ModelView {
        in_use: chosen.as_ref().map_or(model.embedded, |chosen| *chosen == model.id),
        id: model.id,
        description: model.description,
        bytes: u32::try_from(model.bytes).unwrap_or(u32::MAX),
        installed: model.installed,
        embedded: model.embedded,
    };
    Ok(open.engine.speech_models().into_iter().map(view).collect())
}

/// Begins to download a model; events tell how far it has come and how it ended. One at a time.
#[tauri::command(async)]
#[specta::specta]
pub fn download_model(app: AppHandle, shell: State<'_, Shell>, id: String) -> Answer<()> {
    let open = shell.get()?;
    let turn = open.download.begin()?;
    let engine = Arc::clone(&open.engine);
    thread::spawn(move || {
        let mut shown = None;
        let mut told = |Fetched { bytes, of }| {
            let percent = (bytes * 100 / of.max(1)).min(100) as u8;
            if shown.replace(percent) != Some(percent) {
                events::tell(&app, &ModelFetched { id: id.clone(), percent });
            }
        };
        let ended = engine.models().download(&id, &mut told, &turn).map_err(RehearsalError::from);
        drop(turn);
        events::tell(&app, &ModelArrived { id, error: ended.err().map(CommandError::from) });
    });
    Ok(())
}

/// Ends the download that is running; what is here stays for the next try.
#[tauri::command(async)]
#[specta::specta]
pub fn cancel_download(shell: State<'_, Shell>) -> Answer<()> {
    shell.get()?.download.cancel();
    Ok(())
}

/// Asks for a Whisper model and copies it into the models folder; its id, or nothing when the user thinks better of it.
#[tauri::command(async)]
#[specta::specta]
pub fn import_model(app: AppHandle, shell: State<'_, Shell>) -> Answer<Option<String>> {
    let open = shell.get()?;
    let picked = app.dialog().file().add_filter("Whisper model (ggml)", &["bin"]).blocking_pick_file();
    let Some(path) = picked.and_then(|file| file.into_path().ok()) else { return Ok(None) };
    Ok(Some(open.engine.models().import(&path).map_err(RehearsalError::from)?.id))
}

/// Throws away a model that was downloaded or imported.
#[tauri::command(async)]
#[specta::specta]
pub fn delete_model(shell: State<'_, Shell>, id: String) -> Answer<()> {
    shell.get()?.engine.models().remove(&id).map_err(RehearsalError::from)?;
    Ok(())
}

/// Lets a model hear a piece of the sample answer and measures it; events tell how far it has come. Not while a take is
/// recorded or analysed: both would suffer.
#[tauri::command(async)]
#[specta::specta]
pub fn try_model(app: AppHandle, shell: State<'_, Shell>, id: String) -> Answer<ModelTrial> {
    let open = shell.get()?;
    let mut told = |percent| events::tell(&app, &ModelTrying { id: id.clone(), percent });
    open.alone(&open.trial, |cancelled| open.engine.try_model(Some(&id), &mut told, cancelled))
}

/// Ends the trial that is running.
#[tauri::command(async)]
#[specta::specta]
pub fn cancel_trial(shell: State<'_, Shell>) -> Answer<()> {
    shell.get()?.trial.cancel();
    Ok(())
}
