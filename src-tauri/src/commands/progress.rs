//! Weeks of practice: comparison, trends, stories, the plan, what the speaker wrote.

use interview::comparison::Comparison;
use rehearsal::{Note, OwnPoints, PlanView, PracticeView, RehearsalError, StoriesView, Written};
use tauri::State;

use super::Answer;
use crate::state::Shell;

#[tauri::command(async)]
#[specta::specta]
pub fn compare(shell: State<'_, Shell>, before: String, after: String) -> Answer<Comparison> {
    Ok(shell.get()?.library.compare(&before, &after)?)
}

#[tauri::command(async)]
#[specta::specta]
pub fn practice(shell: State<'_, Shell>) -> Answer<PracticeView> {
    let open = shell.get()?;
    let rubric = open.engine.untaught(None)?;
    Ok(open.library.practice(&rubric)?)
}

#[tauri::command(async)]
#[specta::specta]
pub fn stories(shell: State<'_, Shell>) -> Answer<StoriesView> {
    let open = shell.get()?;
    let rubric = open.engine.untaught(None)?;
    Ok(open.library.stories(&rubric)?)
}

#[tauri::command(async)]
#[specta::specta]
pub fn plan(shell: State<'_, Shell>) -> Answer<Option<PlanView>> {
    let open = shell.get()?;
    let rubric = open.engine.untaught(None)?;
    Ok(open.library.plan(&rubric, open.engine.questions().all())?)
}

/// Makes the plan for an interview on that date; answers it.
#[tauri::command(async)]
#[specta::specta]
pub fn prepare(shell: State<'_, Shell>, interview_on: String, experienced: bool) -> Answer<Option<PlanView>> {
    shell.get()?.library.prepare(&interview_on, experienced)?;
    plan(shell)
}

/// Takes the plan away; what was practised stays.
#[tauri::command(async)]
#[specta::specta]
pub fn drop_plan(shell: State<'_, Shell>) -> Answer<()> {
    Ok(shell.get()?.library.store().set_preparation(None).map_err(RehearsalError::from)?)
}

/// Ids of the questions, those first that listen for what is weakest.
#[tauri::command(async)]
#[specta::specta]
pub fn weakest_questions(shell: State<'_, Shell>) -> Answer<Vec<String>> {
    let open = shell.get()?;
    Ok(open.library.weakest_questions(open.engine.questions().all())?)
}

#[tauri::command(async)]
#[specta::specta]
pub fn written(shell: State<'_, Shell>, take_id: String) -> Answer<Written> {
    Ok(shell.get()?.library.written(&take_id)?)
}

#[tauri::command(async)]
#[specta::specta]
pub fn set_notes(shell: State<'_, Shell>, take_id: String, notes: Vec<Note>) -> Answer<()> {
    Ok(shell.get()?.library.store().set_notes(&take_id, &notes).map_err(RehearsalError::from)?)
}

#[tauri::command(async)]
#[specta::specta]
pub fn set_own_points(shell: State<'_, Shell>, take_id: String, points: Vec<OwnPoints>) -> Answer<()> {
    Ok(shell.get()?.library.store().set_own_points(&take_id, &points).map_err(RehearsalError::from)?)
}

#[tauri::command(async)]
#[specta::specta]
pub fn set_best(shell: State<'_, Shell>, take_id: String, best: bool) -> Answer<()> {
    Ok(shell.get()?.library.store().set_best(&take_id, best).map_err(RehearsalError::from)?)
}
