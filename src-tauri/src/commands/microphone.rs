//! Microphones, and trying one before an answer.

use rehearsal::{MicrophoneCheck, RehearsalError, RunningCheck};
use serde::Serialize;
use specta::Type;
use tauri::{AppHandle, State, ipc::Response};

use super::Answer;
use crate::{error::CommandError, events, state::Shell};

/// A microphone.
#[derive(Serialize, Type)]
pub struct InputDevice {
    id: String,
    name: String,
    is_default: bool,
}

#[tauri::command(async)]
#[specta::specta]
pub fn devices() -> Answer<Vec<InputDevice>> {
    let devices = rehearsal::input_devices().map_err(RehearsalError::from)?;
    Ok(devices
        .into_iter()
        .map(|device| InputDevice { id: device.id, name: device.name, is_default: device.is_default })
        .collect())
}

#[tauri::command(async)]
#[specta::specta]
pub fn start_microphone_check(app: AppHandle, shell: State<'_, Shell>, device: Option<String>) -> Answer<()> {
    let open = shell.get()?;
    let mut check = open.check();
    drop(check.take());
    let told = move |event: &rehearsal::CaptureEvent| {
        events::tell_capture(&app, event);
    };
    *check = Some(RunningCheck::start(&open.library, device.as_deref(), told)?);
    Ok(())
}

#[tauri::command(async)]
#[specta::specta]
pub fn stop_microphone_check(shell: State<'_, Shell>) -> Answer<MicrophoneCheck> {
    let open = shell.get()?;
    let check = open.check().take();
    let check = check.ok_or_else(|| CommandError::out_of_turn("no_check", "no microphone check is running"))?;
    Ok(check.stop(&open.engine)?)
}

/// A piece of what the last check heard, as a WAV of its own.
#[tauri::command(async)]
pub fn microphone_check_sound(shell: State<'_, Shell>, from_ms: u32, length_ms: u32) -> Answer<Response> {
    let path = rehearsal::check_sound(&shell.get()?.library);
    Ok(Response::new(rehearsal::sound_piece(&path, from_ms, length_ms)?))
}
