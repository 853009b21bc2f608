//! The answer being given: start, pause, stop.

use std::{sync::Arc, thread};

use interview::question::{QuestionAsked, Round};
use rehearsal::{LiveTake, Microphone, Origin, RehearsalError, TakeEvent, TakePlan};
use serde::{Deserialize, Serialize};
use specta::Type;
use tauri::{AppHandle, Manager, State};

use super::Answer;
use crate::{
    error::CommandError,
    events::{self, Caption, Ended, Fault, FaultCode},
    state::{Open, Shell},
};

/// What the answer is to be given to, and through which microphone.
#[derive(Deserialize, Type)]
pub struct TakeRequest {
    question_id: Option<String>,
    question_text: Option<String>,
    round: Option<Round>,
    device: Option<String>,
    rubric: Option<String>,
}

/// A take that has begun, or is safe.
#[derive(Serialize, Type)]
pub struct TakeStarted {
    pub take_id: String,
}

fn plan(open: &Open, request: &TakeRequest) -> Answer<TakePlan> {
    let mut plan = match &request.question_id {
        Some(id) => TakePlan::answering(open.engine.questions().find(id)?),
        None => TakePlan {
            asked: request.question_text.clone().map(|text| QuestionAsked { text, round: request.round }),
            ..TakePlan::default()
        },
    };
    plan.rubric = request.rubric.clone().or(plan.rubric);
    plan.model = open.chosen_model()?;
    Ok(plan)
}

#[tauri::command(async)]
#[specta::specta]
pub fn start_take(app: AppHandle, shell: State<'_, Shell>, request: TakeRequest) -> Answer<TakeStarted> {
    let open = shell.get()?;
    drop(open.check().take());
    let mut live = open.live();
    if live.is_some() {
        return Err(CommandError::out_of_turn("already_recording", "an answer is being recorded"));
    }
    let plan = plan(open, &request)?;
    // What works behind the window gives way.
    open.trial.cancel();
    open.hearing.cancel();
    let held = open.queue.hold();
    let microphone = Microphone::open(request.device.as_deref()).map_err(RehearsalError::from)?;
    let told = Arc::new(move |event| on_event(&app, event));
    let take = LiveTake::start(&open.engine, &open.library, Box::new(microphone), Origin::Microphone, plan, told)?;
    let take_id = live.insert(take.holding(held)).id().to_owned();
    Ok(TakeStarted { take_id })
}

fn on_event(app: &AppHandle, event: TakeEvent) {
    match event {
        TakeEvent::Capture(event) => {
            if events::tell_capture(app, &event) {
                let app = app.clone();
                thread::spawn(move || stop_ended(&app));
            }
        }
        TakeEvent::Caption(phrase) => {
            let text = phrase.words.iter().map(|word| word.text.as_str()).collect::<Vec<_>>().join(" ");
            events::tell(app, &Caption { text, start_ms: phrase.start_ms, end_ms: phrase.end_ms, ahead: phrase.ahead });
        }
        // The analysis queue tells of the same wait.
        TakeEvent::LastWords(_) => {}
        TakeEvent::NotHeardLive(error) => {
            events::tell(app, &Fault { code: FaultCode::TranscriberFailed, message: error.to_string() });
        }
    }
}

/// A recording that ended by itself is stopped for the user, and kept.
fn stop_ended(app: &AppHandle) {
    match app.state::<Shell>().get().and_then(stop) {
        Ok(TakeStarted { take_id }) => events::tell(app, &Ended { take_id }),
        Err(error) => tracing::debug!(?error, "stopped already"),
    }
}

fn stop(open: &Open) -> Answer<TakeStarted> {
    let stopped = taken(open)?.stop()?;
    let take_id = stopped.id().to_owned();
    open.queue.finish(stopped);
    Ok(TakeStarted { take_id })
}

fn taken(open: &Open) -> Answer<LiveTake> {
    open.live().take().ok_or_else(not_recording)
}

fn not_recording() -> CommandError {
    CommandError::out_of_turn("not_recording", "no answer is being recorded")
}

#[tauri::command(async)]
#[specta::specta]
pub fn pause_take(shell: State<'_, Shell>) -> Answer<()> {
    shell.get()?.live().as_ref().map(LiveTake::pause).ok_or_else(not_recording)
}

#[tauri::command(async)]
#[specta::specta]
pub fn resume_take(shell: State<'_, Shell>) -> Answer<()> {
    shell.get()?.live().as_ref().map(LiveTake::resume).ok_or_else(not_recording)
}

#[tauri::command(async)]
#[specta::specta]
pub fn discard_take(shell: State<'_, Shell>) -> Answer<()> {
    Ok(taken(shell.get()?)?.discard()?)
}

/// Returns when the sound is on disk and the take in the library; the debrief follows by event.
#[tauri::command(async)]
#[specta::specta]
pub fn stop_take(shell: State<'_, Shell>) -> Answer<TakeStarted> {
    stop(shell.get()?)
}
