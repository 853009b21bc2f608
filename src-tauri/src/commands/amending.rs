//! Putting a take right, and the words Debrief should know.

use rehearsal::TakeView;
use tauri::{AppHandle, State};

use super::{Answer, teaching::teller};
use crate::state::Shell;

/// Puts other letters in place of a word, which keeps its time; the take is measured and scored again.
#[tauri::command(async)]
#[specta::specta]
pub fn correct_word(
    app: AppHandle,
    shell: State<'_, Shell>,
    take_id: String,
    word: u32,
    text: String,
) -> Answer<TakeView> {
    let open = shell.get()?;
    open.library.correct_word(&open.engine, &take_id, word, &text, &mut teller(&app, &take_id))?;
    Ok(open.library.view(&open.engine, &take_id)?)
}

/// Puts back what was heard in place of a corrected or mended word.
#[tauri::command(async)]
#[specta::specta]
pub fn put_back_word(app: AppHandle, shell: State<'_, Shell>, take_id: String, word: u32) -> Answer<TakeView> {
    let open = shell.get()?;
    open.library.put_back_word(&open.engine, &take_id, word, &mut teller(&app, &take_id))?;
    Ok(open.library.view(&open.engine, &take_id)?)
}

/// Says of a probable filler, by its start, that it was one or was none, or takes that back.
#[tauri::command(async)]
#[specta::specta]
pub fn judge_filler(
    app: AppHandle,
    shell: State<'_, Shell>,
    take_id: String,
    start_ms: u32,
    was_one: Option<bool>,
) -> Answer<TakeView> {
    let open = shell.get()?;
    open.library.judge_filler(&open.engine, &take_id, start_ms, was_one, &mut teller(&app, &take_id))?;
    Ok(open.library.view(&open.engine, &take_id)?)
}

/// Says of the sentences from `first` to `last` that another voice said them, or that the candidate did.
#[tauri::command(async)]
#[specta::specta]
pub fn say_voice(
    app: AppHandle,
    shell: State<'_, Shell>,
    take_id: String,
    first: u32,
    last: u32,
    another: bool,
) -> Answer<TakeView> {
    let open = shell.get()?;
    open.library.say_voice(&open.engine, &take_id, [first, last], another, &mut teller(&app, &take_id))?;
    Ok(open.library.view(&open.engine, &take_id)?)
}

/// The names and terms the user keeps.
#[tauri::command(async)]
#[specta::specta]
pub fn own_words(shell: State<'_, Shell>) -> Answer<Vec<String>> {
    Ok(shell.get()?.engine.own_words()?)
}

/// Keeps the names and terms in the place of those before; what is kept.
#[tauri::command(async)]
#[specta::specta]
pub fn set_own_words(shell: State<'_, Shell>, words: Vec<String>) -> Answer<Vec<String>> {
    Ok(shell.get()?.engine.set_own_words(&words)?)
}
