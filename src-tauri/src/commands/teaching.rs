//! What the user says of their own sentences, and scoring takes again.

use std::{sync::Arc, thread};

use interview::rubric::{Mark, OwnExamples};
use rehearsal::{Progress, RehearsalError, ScorecardVersion, ScoredAgain, TakeView};
use serde::Serialize;
use specta::Type;
use tauri::{AppHandle, State};
use tauri_plugin_dialog::DialogExt;

use super::{Answer, export::Exported};
use crate::{
    error::CommandError,
    events::{self, Analysis, ScoredAll, ScoringAll},
    state::Shell,
};

/// A take after something was said of one of its sentences.
#[derive(Serialize, Type)]
pub struct Marked {
    /// What was said of the sentence before; to be given back for an undo.
    before: Option<Mark>,
    view: TakeView,
}

/// Says that a sentence of a take counts as a signal or does not, or takes that back, and scores the take again.
#[tauri::command(async)]
#[specta::specta]
pub fn mark_sentence(
    app: AppHandle,
    shell: State<'_, Shell>,
    take_id: String,
    sentence: u32,
    signal: String,
    mark: Option<Mark>,
) -> Answer<Marked> {
    let open = shell.get()?;
    let before = open.library.mark(&open.engine, &take_id, sentence, &signal, mark, &mut teller(&app, &take_id))?;
    Ok(Marked { before, view: open.library.view(&open.engine, &take_id)? })
}

/// The sentences the user marked, by rubric.
#[tauri::command(async)]
#[specta::specta]
pub fn own_examples(shell: State<'_, Shell>) -> Answer<Vec<OwnExamples>> {
    Ok(shell.get()?.engine.own_examples())
}

/// Marks a sentence wherever it was said, or takes its mark away; what it had before.
#[tauri::command(async)]
#[specta::specta]
pub fn set_example(
    shell: State<'_, Shell>,
    rubric: String,
    signal: String,
    sentence: String,
    mark: Option<Mark>,
) -> Answer<Option<Mark>> {
    Ok(shell.get()?.engine.mark(&rubric, &signal, &sentence, mark)?)
}

/// Writes the sentences marked for a rubric where the user chooses; nothing when the user thinks better of it.
#[tauri::command(async)]
#[specta::specta]
pub fn export_examples(app: AppHandle, shell: State<'_, Shell>, rubric: String) -> Answer<Option<Exported>> {
    let file = shell.get()?.engine.export_examples(&rubric)?;
    let picked = app.dialog().file().set_file_name(format!("{rubric}-examples.toml")).blocking_save_file();
    let Some(path) = picked.and_then(|file| file.into_path().ok()) else { return Ok(None) };
    // The dialog has asked about a file that is there.
    rehearsal::write_new(&path, file.as_bytes(), true)?;
    Ok(Some(Exported::at(&path)))
}

/// Asks for a file of marked sentences, or a rubric, and takes its examples in; how many were new.
#[tauri::command(async)]
#[specta::specta]
pub fn import_examples(app: AppHandle, shell: State<'_, Shell>) -> Answer<Option<u32>> {
    let open = shell.get()?;
    let picked = app.dialog().file().add_filter("Examples", &["toml"]).blocking_pick_file();
    let Some(path) = picked.and_then(|file| file.into_path().ok()) else { return Ok(None) };
    Ok(Some(open.engine.import_examples(&path)?))
}

/// Scores a take again by what is known today.
#[tauri::command(async)]
#[specta::specta]
pub fn score_again(app: AppHandle, shell: State<'_, Shell>, take_id: String) -> Answer<TakeView> {
    let open = shell.get()?;
    open.library.score_again(&open.engine, &take_id, &mut teller(&app, &take_id))?;
    Ok(open.library.view(&open.engine, &take_id)?)
}

/// Every card a take had, newest first.
#[tauri::command(async)]
#[specta::specta]
pub fn scorecards(shell: State<'_, Shell>, take_id: String) -> Answer<Vec<ScorecardVersion>> {
    Ok(shell.get()?.library.store().scorecard_versions(&take_id).map_err(RehearsalError::from)?)
}

/// How many takes were scored by something that has changed since.
#[tauri::command(async)]
#[specta::specta]
pub fn outdated_takes(shell: State<'_, Shell>) -> Answer<u32> {
    let open = shell.get()?;
    Ok(open.library.outdated(&open.engine)?.len() as u32)
}

/// Begins to score all outdated takes again; events tell how far it has come and how it ended. One run at a time.
#[tauri::command(async)]
#[specta::specta]
pub fn score_all_again(app: AppHandle, shell: State<'_, Shell>) -> Answer<()> {
    let open = shell.get()?;
    let turn = open.scoring.begin()?;
    let (engine, library) = (Arc::clone(&open.engine), Arc::clone(&open.library));
    thread::spawn(move || {
        let mut last = 0;
        let mut told = |ScoredAgain { done, of }| {
            last = done;
            events::tell(&app, &ScoringAll { done, of });
        };
        let ended = library.score_all_again(&engine, &mut told, &turn);
        drop(turn);
        events::tell(&app, &ScoredAll { scored: last, error: ended.err().map(CommandError::from) });
    });
    Ok(())
}

/// Ends that run between two takes.
#[tauri::command(async)]
#[specta::specta]
pub fn cancel_scoring(shell: State<'_, Shell>) -> Answer<()> {
    shell.get()?.scoring.cancel();
    Ok(())
}

/// Tells the window how far work on a take has come.
pub(super) fn teller<'a>(app: &'a AppHandle, take_id: &'a str) -> impl FnMut(Progress) + 'a {
    move |Progress { stage, percent }| events::tell(app, &Analysis { take_id: take_id.to_owned(), stage, percent })
}
