//! Speech models.

use serde::Serialize;
use specta::Type;
use tauri::State;

use super::Answer;
use crate::state::Shell;

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
