//! Mock loops: a round of questions in a row, ending in the debrief of a panel.

use interview::{panel::Card, question::Round};
use rehearsal::{LoopLine, LoopView, MockLoop, RehearsalError};
use tauri::State;

use super::Answer;
use crate::state::Shell;

#[tauri::command(async)]
#[specta::specta]
pub fn begin_loop(shell: State<'_, Shell>, round: Option<Round>, length: u32) -> Answer<MockLoop> {
    let open = shell.get()?;
    Ok(open.library.begin_loop(open.engine.questions(), round, length)?)
}

#[tauri::command(async)]
#[specta::specta]
pub fn add_to_loop(shell: State<'_, Shell>, loop_id: String, take_id: String) -> Answer<()> {
    Ok(shell.get()?.library.store().add_to_loop(&loop_id, &take_id).map_err(RehearsalError::from)?)
}

/// What the interviewer asks after a take, if anything; what was asked before is not asked again.
#[tauri::command(async)]
#[specta::specta]
pub fn next_card(shell: State<'_, Shell>, take_id: String, asked: Vec<String>) -> Answer<Option<Card>> {
    let open = shell.get()?;
    Ok(open.library.next_card(open.engine.questions(), &take_id, &asked)?)
}

#[tauri::command(async)]
#[specta::specta]
pub fn end_loop(shell: State<'_, Shell>, loop_id: String) -> Answer<()> {
    Ok(shell.get()?.library.store().end_loop(&loop_id).map_err(RehearsalError::from)?)
}

#[tauri::command(async)]
#[specta::specta]
pub fn loop_view(shell: State<'_, Shell>, loop_id: String) -> Answer<LoopView> {
    let open = shell.get()?;
    Ok(open.library.loop_view(open.engine.questions(), &loop_id)?)
}

/// The loops of before in which something was answered, newest first.
#[tauri::command(async)]
#[specta::specta]
pub fn past_loops(shell: State<'_, Shell>) -> Answer<Vec<LoopLine>> {
    let open = shell.get()?;
    Ok(open.library.past_loops(open.engine.questions())?)
}

#[tauri::command(async)]
#[specta::specta]
pub fn delete_loop(shell: State<'_, Shell>, loop_id: String) -> Answer<()> {
    Ok(shell.get()?.library.delete_loop(&loop_id)?)
}

#[tauri::command(async)]
#[specta::specta]
pub fn undo_delete_loop(shell: State<'_, Shell>, loop_id: String) -> Answer<()> {
    Ok(shell.get()?.library.undo_delete_loop(&loop_id)?)
}
