//! Trying a speech model on this machine: how fast it hears, and how well, on a piece of the sample answer whose words are
//! known.
//!
//! Everything told is measured here and now: nothing is looked up.

use std::{fs, sync::atomic::AtomicBool, time::Instant};

use interview::time::Millis;
use serde::Serialize;
use speech::samples;

use crate::{
    Engine, RehearsalError,
    engine::{Loaded, OnPercent},
    eval::hearing::{WordErrors, word_errors},
    import,
    journey::elapsed_ms,
};

/// So many times faster than one speaks, in tenths, a model keeps up while one speaks: what is said is heard ahead at each
/// pause and once more as a whole, and the sentence model works beside it.
const KEEPS_UP_X10: u32 = 30;
/// From so many on it only comes late.
const LATE_X10: u32 = 13;

/// Whether a model is fast enough to hear an answer while it is given.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "specta", derive(specta::Type))]
#[serde(rename_all = "snake_case")]
pub enum LiveFit {
    /// With room to spare: captions while one speaks, the debrief within seconds of the stop.
    KeepsUp,
    /// Nearly: captions come late, and the debrief is waited for.
    Late,
    /// No: it is for hearing answers again afterwards.
    TooSlow,
}

/// How a speech model did.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "specta", derive(specta::Type))]
pub struct ModelTrial {
    /// The model.
    pub model: String,
    /// Size of its file, in kilobytes of 1000 bytes, rounded up.
    pub file_kb: u32,
    /// Sound it heard.
    pub sound_ms: Millis,
    /// Time to load it.
    pub load_ms: Millis,
    /// Time to hear the sound.
    pub heard_ms: Millis,
    /// Time it takes for a minute of speech.
    pub minute_ms: Millis,
    /// How many times faster than the sound is long, in tenths.
    pub speed_x10: u32,
    /// Words heard otherwise than they were said; fillers are not counted.
    pub errors: WordErrors,
    /// Memory this program held more with the model at work than before, in kilobytes of 1024 bytes; absent where the
    /// system does not tell.
    pub memory_kb: Option<u32>,
    /// Whether it is fast enough for answers while they are given.
    pub live: LiveFit,
}

impl Engine {
    /// Tries a speech model by id or file, the embedded one when none is named: loads it anew and lets it hear the
    /// beginning of the sample answer. `told` hears percents; setting `cancelled` ends it.
    pub fn try_model(
        &self,
        named: Option<&str>,
        told: OnPercent<'_>,
        cancelled: &AtomicBool,
    ) -> Result<ModelTrial, RehearsalError> {
        let file = self.speech_file(named)?;
        let sample = import::sample()?;
        let mut sound = samples::read(&sample.path)?.samples;
        sound.truncate(samples::from_ms(sample.spoken.until_ms));
        told(0);
        let file_bytes = fs::metadata(&file.path).map_or(0, |file| file.len());
        let (memory_before, loading) = (resident_kb(), Instant::now());
        let Loaded { hearing, file } = self.load(file)?;
        let load_ms = elapsed_ms(loading);
        let listening = Instant::now();
        let sound_ms = samples::to_ms(sound.len());
        let heard = hearing.transcribe(samples::blocks(&sound), sound_ms, told, cancelled)?;
        let heard_ms = elapsed_ms(listening).max(1);
        let memory_kb = resident_kb().zip(memory_before).and_then(|(now, before)| grown(now, before, file_bytes));
        let speed_x10 = speed_x10(sound_ms, heard_ms);
        Ok(ModelTrial {
            model: file.id,
            file_kb: file_bytes.div_ceil(1000).min(u32::MAX.into()) as u32,
            sound_ms,
            load_ms,
            heard_ms,
            minute_ms: (u64::from(heard_ms) * 60_000 / u64::from(sound_ms.max(1))) as Millis,
            speed_x10,
            errors: word_errors(&sample.spoken.text, &heard),
            memory_kb,
            live: LiveFit::at(speed_x10),
        })
    }
}

impl LiveFit {
    fn at(speed_x10: u32) -> Self {
        match speed_x10 {
            KEEPS_UP_X10.. => Self::KeepsUp,
            LATE_X10.. => Self::Late,
            _ => Self::TooSlow,
        }
    }
}

fn speed_x10(sound_ms: Millis, heard_ms: Millis) -> u32 {
    (u64::from(sound_ms) * 10 / u64::from(heard_ms.max(1))).min(u32::MAX.into()) as u32
}

/// What was needed more. The weights alone are as large as the file: less than that means that memory let go before was
/// used again, and how much is not known.
fn grown(now_kb: u64, before_kb: u64, file_bytes: u64) -> Option<u32> {
    let grown = now_kb.checked_sub(before_kb)?;
    (grown * 1024 >= file_bytes).then_some(grown.min(u32::MAX.into()) as u32)
}

/// Memory this program holds, where the system tells it in a file.
fn resident_kb() -> Option<u64> {
    let status = fs::read_to_string("/proc/self/status").ok()?;
    let line = status.lines().find_map(|line| line.strip_prefix("VmRSS:"))?;
    line.split_whitespace().next()?.parse().ok()
}

#[cfg(test)]
mod tests {
    use std::sync::atomic::Ordering;

    use super::*;

    #[test]
    fn the_embedded_model_is_measured_on_words_that_are_known() {
        let engine = Engine::open(None).expect("the shipped models");
        let mut told = Vec::new();
        let trial =
            engine.try_model(None, &mut |percent| told.push(percent), &AtomicBool::new(false)).expect("a trial");
        assert_eq!(trial.model, engine.models().default_speech().expect("it ships").id);
        assert!(trial.sound_ms > 45_000 && trial.heard_ms > 1 && trial.file_kb > 40_000, "{trial:?}");
        assert!((100..160).contains(&trial.errors.words), "the words of the piece: {trial:?}");
        assert!(trial.errors.rate_x100 < 2_500, "more than three of four words are right: {trial:?}");
        assert_eq!(trial.speed_x10, speed_x10(trial.sound_ms, trial.heard_ms));
        assert_eq!(told.last(), Some(&100), "{told:?}");
    }

    #[test]
    fn a_cancelled_trial_ends_and_an_unknown_model_is_named() {
        let engine = Engine::open(None).expect("the shipped models");
        let stop = AtomicBool::new(false);
        let ended = engine.try_model(None, &mut |_| stop.store(true, Ordering::Relaxed), &stop);
        assert_eq!(ended.expect_err("cancelled").code(), "interrupted");
        let unknown = engine.try_model(Some("no-such-model"), &mut |_| {}, &AtomicBool::new(false));
        assert!(unknown.expect_err("unknown").to_string().contains("no-such-model"));
    }

    #[test]
    fn only_a_clear_margin_keeps_up() {
        let fit = |sound_ms, heard_ms| LiveFit::at(speed_x10(sound_ms, heard_ms));
        assert_eq!(fit(60_000, 4_000), LiveFit::KeepsUp);
        assert_eq!(fit(60_000, 20_001), LiveFit::Late, "just under three times");
        assert_eq!(fit(60_000, 59_000), LiveFit::TooSlow, "as fast as one speaks is too slow");
        assert_eq!(fit(60_000, 0), LiveFit::KeepsUp, "a clock that did not move is no division by nothing");
    }

    #[test]
    fn memory_that_was_used_again_is_not_told_as_little() {
        assert_eq!(grown(500_000, 100_000, 40_000_000), Some(400_000));
        assert_eq!(grown(110_000, 100_000, 40_000_000), None);
        assert_eq!(grown(90_000, 100_000, 40_000_000), None);
    }
}
