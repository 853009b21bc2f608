//! Hearing a take again with another model, and what that changed.

use interview::amendments::LostCorrection;
use rehearsal::{HearingChange, TakeView};
use serde::Serialize;
use specta::Type;
use tauri::{AppHandle, State};

use super::{Answer, teaching::teller};
use crate::state::Shell;

/// A take after it was heard again.
#[derive(Serialize, Type)]
pub struct HeardAnew {
    /// Corrections that would be lost: until the user says that they may, nothing is kept.
    lost: Vec<LostCorrection>,
    view: TakeView,
}

/// Hears a take again. When corrections would be lost it is not kept until [`keep_hearing`] says so.
#[tauri::command(async)]
#[specta::specta]
pub fn hear_again(app: AppHandle, shell: State<'_, Shell>, take_id: String, model: String) -> Answer<HeardAnew> {
    let open = shell.get()?;
    open.queue.forget(&take_id);
    let again = open.alone(&open.hearing, |cancelled| {
        open.library.hear_again(&open.engine, &take_id, Some(&model), &mut teller(&app, &take_id), cancelled)
    })?;
    let lost = open.library.keep_heard_again(&open.engine, &again, false, &mut teller(&app, &take_id))?;
    *open.asked() = (!lost.is_empty()).then_some(again);
    Ok(HeardAnew { lost, view: open.library.view(&open.engine, &take_id)? })
}

/// Keeps what was heard last although corrections are lost.
#[tauri::command(async)]
#[specta::specta]
pub fn keep_hearing(app: AppHandle, shell: State<'_, Shell>, take_id: String) -> Answer<TakeView> {
    let open = shell.get()?;
    if let Some(again) = open.asked().take().filter(|again| again.take_id() == take_id) {
        open.library.keep_heard_again(&open.engine, &again, true, &mut teller(&app, &take_id))?;
    }
    Ok(open.library.view(&open.engine, &take_id)?)
}

/// Ends hearing a take again, whoever began it; what was heard and not kept is let go.
#[tauri::command(async)]
#[specta::specta]
pub fn cancel_hearing(shell: State<'_, Shell>, take_id: String) -> Answer<()> {
    let open = shell.get()?;
    open.queue.forget(&take_id);
    open.hearing.cancel();
    drop(open.asked().take());
    Ok(())
}

/// What hearing a take again has changed; nothing where it was heard once.
#[tauri::command(async)]
#[specta::specta]
pub fn hearing_change(shell: State<'_, Shell>, take_id: String) -> Answer<Option<HearingChange>> {
    Ok(shell.get()?.library.hearing_change(&take_id)?)
}

/// Puts back what was heard before.
#[tauri::command(async)]
#[specta::specta]
pub fn put_back_hearing(shell: State<'_, Shell>, take_id: String) -> Answer<TakeView> {
    let open = shell.get()?;
    open.library.put_back_hearing(&take_id)?;
    Ok(open.library.view(&open.engine, &take_id)?)
}
