//! What takes are called and kept under.

use rehearsal::{AnsweredQuestion, Labels, RehearsalError, TagCount};
use serde::Serialize;
use specta::Type;
use tauri::State;

use super::Answer;
use crate::state::Shell;

/// Keeps the labels of a take; answers them as they are kept.
#[tauri::command(async)]
#[specta::specta]
pub fn set_labels(shell: State<'_, Shell>, take_id: String, labels: Labels) -> Answer<Labels> {
    Ok(shell.get()?.library.set_labels(&take_id, &labels)?)
}

/// What there is to filter by that only the library knows.
#[derive(Serialize, Type)]
pub struct FilterChoices {
    /// Every tag, by name.
    tags: Vec<TagCount>,
    /// Every question that was answered, the one answered last first.
    questions: Vec<AnsweredQuestion>,
}

#[tauri::command(async)]
#[specta::specta]
pub fn filter_choices(shell: State<'_, Shell>) -> Answer<FilterChoices> {
    let store = shell.get()?.library.store();
    let tags = store.tags().map_err(RehearsalError::from)?;
    Ok(FilterChoices { tags, questions: store.answered_questions().map_err(RehearsalError::from)? })
}
