//! The app itself: what it is, its questions and rubrics, its settings.

use interview::{question::Question, signals::Polarity};
use rehearsal::{RehearsalError, Settings};
use serde::Serialize;
use specta::Type;
use tauri::State;

use super::Answer;
use crate::state::Shell;

/// What the window shows of the app.
#[derive(Serialize, Type)]
pub struct AppInfo {
    version: &'static str,
    data_dir: String,
    welcomed: bool,
    /// Id of the speech model in use.
    speech_model: String,
    /// Recordings that were cut off and can be recovered.
    unfinished: u32,
    sample_available: bool,
    /// Where a damaged library was put when a new one took its place.
    set_aside: Option<String>,
    /// Question files and rubrics of the user's that were left out, each with its reason.
    left_out: Vec<String>,
}

#[tauri::command(async)]
#[specta::specta]
pub fn app_info(shell: State<'_, Shell>) -> Answer<AppInfo> {
    let open = shell.get()?;
    let settings = open.library.store().settings().map_err(RehearsalError::from)?;
    let speech_model = match settings.speech_model {
        Some(id) => id,
        None => open.engine.models().default_speech().map_err(RehearsalError::from)?.id,
    };
    Ok(AppInfo {
        version: env!("CARGO_PKG_VERSION"),
        data_dir: open.library.folder().root().display().to_string(),
        welcomed: settings.welcomed,
        speech_model,
        unfinished: open.library.unfinished()?,
        sample_available: rehearsal::sample().is_ok(),
        set_aside: open.library.set_aside().map(|path| path.display().to_string()),
        left_out: open.engine.broken().map(ToString::to_string).collect(),
    })
}

#[tauri::command(async)]
#[specta::specta]
pub fn questions(shell: State<'_, Shell>) -> Answer<Vec<Question>> {
    Ok(shell.get()?.engine.questions().all().to_vec())
}

/// A rubric as the window shows it.
#[derive(Serialize, Type)]
pub struct RubricView {
    id: String,
    name: String,
    criteria: Vec<CriterionView>,
    signals: Vec<SignalView>,
}

#[derive(Serialize, Type)]
pub struct CriterionView {
    id: String,
    name: String,
    /// What a 5 looks like.
    description: String,
}

#[derive(Serialize, Type)]
pub struct SignalView {
    id: String,
    name: String,
    polarity: Polarity,
}

#[tauri::command(async)]
#[specta::specta]
pub fn rubric(shell: State<'_, Shell>, id: String) -> Answer<RubricView> {
    let rubric = shell.get()?.engine.untaught(Some(&id))?;
    let criterion = |criterion: &interview::rubric::Criterion| CriterionView {
        id: criterion.id.clone(),
        name: criterion.title.clone(),
        description: criterion.anchors.five.clone(),
    };
    let signal = |signal: &interview::rubric::SignalRule| SignalView {
        id: signal.id.clone(),
        name: signal.title.clone(),
        polarity: signal.polarity,
    };
    Ok(RubricView {
        id: rubric.id.clone(),
        name: rubric.title.clone(),
        criteria: rubric.criteria.iter().map(criterion).collect(),
        signals: rubric.signals.iter().map(signal).collect(),
    })
}

#[tauri::command(async)]
#[specta::specta]
pub fn settings(shell: State<'_, Shell>) -> Answer<Settings> {
    Ok(shell.get()?.library.store().settings().map_err(RehearsalError::from)?)
}

#[tauri::command(async)]
#[specta::specta]
pub fn save_settings(shell: State<'_, Shell>, settings: Settings) -> Answer<Settings> {
    let store = shell.get()?.library.store();
    store.save_settings(&settings).map_err(RehearsalError::from)?;
    Ok(store.settings().map_err(RehearsalError::from)?)
}
