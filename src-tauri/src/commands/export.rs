//! A debrief as a file.

use std::path::{Path, PathBuf};

use rehearsal::{Format, RehearsalError};
use serde::Serialize;
use specta::Type;
use tauri::{AppHandle, Manager, State};
use tauri_plugin_dialog::DialogExt;

use super::Answer;
use crate::state::{Open, Shell};

/// Where an export went.
#[derive(Serialize, Type)]
pub struct Exported {
    path: String,
}

impl Exported {
    pub(super) fn at(path: &Path) -> Self {
        Self { path: path.display().to_string() }
    }
}

/// Writes the debrief of a take: where the user chooses, or into the export folder under a free name. Nothing when the
/// user thinks better of it.
#[tauri::command(async)]
#[specta::specta]
pub fn export_take(
    app: AppHandle,
    shell: State<'_, Shell>,
    take_id: String,
    format: Format,
    choose_folder: bool,
) -> Answer<Option<Exported>> {
    let open = shell.get()?;
    let debrief = open.library.debrief(&take_id)?;
    let name = rehearsal::export_name(&debrief, format);
    let bytes = rehearsal::render(&open.engine, &debrief, format)?;
    let path = if choose_folder {
        let picked = app.dialog().file().set_file_name(name).blocking_save_file();
        let Some(path) = picked.and_then(|file| file.into_path().ok()) else { return Ok(None) };
        // The dialog has asked about a file that is there.
        rehearsal::write_new(&path, &bytes, true)?;
        path
    } else {
        rehearsal::write_beside(&export_folder(&app, open)?, &name, &bytes)?
    };
    Ok(Some(Exported::at(&path)))
}

fn export_folder(app: &AppHandle, open: &Open) -> Answer<PathBuf> {
    let chosen = open.library.store().settings().map_err(RehearsalError::from)?.export_folder.map(PathBuf::from);
    let places = app.path();
    let known = chosen
        .or_else(|| places.document_dir().or_else(|_| places.download_dir()).ok().filter(|folder| folder.is_dir()));
    Ok(known.unwrap_or_else(|| open.library.folder().root().join("exports")))
}
