//! Trying a microphone before an answer: a few seconds recorded, levels shown, and heard back.

use std::{fs, path::PathBuf, sync::atomic::AtomicBool, thread};

use capture::{CaptureEvent, Microphone, Recorder};
use interview::time::Millis;
use serde::Serialize;
use speech::samples::{self, Sound};

use crate::{Engine, Library, RehearsalError};

/// A check under way. Dropping it ends it.
pub struct RunningCheck {
    recorder: Recorder,
    path: PathBuf,
}

/// What a check heard.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "specta", derive(specta::Type))]
pub struct MicrophoneCheck {
    /// Highest sample, tenths of a decibel below full scale.
    pub peak_db_x10: i32,
    /// Whether speech was found in it.
    pub heard_voice: bool,
    /// How long it was.
    pub duration_ms: Millis,
}

impl RunningCheck {
    /// Opens a microphone and records it into the cache, over the check before.
    pub fn start(
        library: &Library,
        device: Option<&str>,
        told: impl Fn(&CaptureEvent) + Send + 'static,
    ) -> Result<Self, RehearsalError> {
        let path = check_sound(library);
        for old in [path.clone(), path.with_extension("part.wav")] {
            if old.exists() {
                fs::remove_file(&old).map_err(|source| RehearsalError::Write { path: old, source })?;
            }
        }
        let recorder = Recorder::start(Box::new(Microphone::open(device)?), &path, |_| {})?;
        let events = recorder.events();
        thread::spawn(move || events.into_iter().for_each(|event| told(&event)));
        Ok(Self { recorder, path })
    }

    /// Ends the check and listens to what it recorded.
    pub fn stop(self, engine: &Engine) -> Result<MicrophoneCheck, RehearsalError> {
        let recorded = self.recorder.stop()?;
        let Sound { samples, duration_ms, .. } = samples::read(&self.path)?;
        let peak = samples.iter().fold(0.0_f32, |peak, sample| peak.max(sample.abs()));
        let hearing = engine.hearing(None)?.hearing;
        let heard = hearing.transcribe(samples::blocks(&samples), duration_ms, &mut |_| {}, &AtomicBool::new(false))?;
        let peak_db_x10 = (200.0 * peak.max(1e-5).log10()).round() as i32;
        Ok(MicrophoneCheck { peak_db_x10, heard_voice: !heard.speech.is_empty(), duration_ms: recorded.duration_ms })
    }
}

/// Where the sound of the last check is.
pub fn check_sound(library: &Library) -> PathBuf {
    library.folder().cache().join("microphone-check.wav")
}
