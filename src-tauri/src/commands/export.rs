//! Takes as files.

use std::path::{Path, PathBuf};

use rehearsal::{ExportFile, ExportOptions, Format, RehearsalError, TakeFilter};
use serde::{Deserialize, Serialize};
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
    options: ExportOptions,
    choose_folder: bool,
) -> Answer<Option<Exported>> {
    let open = shell.get()?;
    let file = open.library.export(&open.engine, &take_id, format, options)?;
    write_one(&app, open, &file, choose_folder)
}

/// What many takes become.
#[derive(Deserialize, Type)]
#[serde(rename_all = "snake_case")]
pub enum Together {
    /// One table, a row a take.
    Table,
    /// One file of cards.
    Cards,
    /// A file each, in a folder of their own.
    Each(Format),
}

/// Writes the takes that pass a filter, likewise.
#[tauri::command(async)]
#[specta::specta]
pub fn export_takes(
    app: AppHandle,
    shell: State<'_, Shell>,
    filter: TakeFilter,
    together: Together,
    options: ExportOptions,
    choose_folder: bool,
) -> Answer<Option<Exported>> {
    let open = shell.get()?;
    let takes = open.library.takes(&filter)?;
    let file = match together {
        Together::Table => open.library.export_table(&open.engine, &takes, options)?,
        Together::Cards => open.library.export_cards(&open.engine, &takes, options)?,
        Together::Each(format) => {
            let parent = if choose_folder {
                let picked = app.dialog().file().blocking_pick_folder();
                let Some(path) = picked.and_then(|file| file.into_path().ok()) else { return Ok(None) };
                path
            } else {
                export_folder(&app, open)?
            };
            let folder = rehearsal::export_each(&open.engine, &open.library, &takes, format, options, &parent)?;
            return Ok(Some(Exported::at(&folder)));
        }
    };
    write_one(&app, open, &file, choose_folder)
}

fn write_one(app: &AppHandle, open: &Open, file: &ExportFile, choose_folder: bool) -> Answer<Option<Exported>> {
    let path = if choose_folder {
        let picked = app.dialog().file().set_file_name(&file.name).blocking_save_file();
        let Some(path) = picked.and_then(|file| file.into_path().ok()) else { return Ok(None) };
        // The dialog has asked about a file that is there.
        rehearsal::write_new(&path, &file.bytes, true)?;
        path
    } else {
        rehearsal::write_beside(&export_folder(app, open)?, &file.name, &file.bytes)?
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
