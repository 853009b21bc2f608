//! The journey of one answer: heard, divided into sentences, measured, understood, scored.
//!
//! [`of_sound`] and [`of_text`] are the whole of it. Everything else in this crate brings a sound here or takes a
//! debrief away.

use std::{sync::atomic::AtomicBool, time::Instant};

use interview::{
    Debrief,
    amendments::{Amendments, JudgedFiller},
    debrief::{SCHEMA, TakeFacts, Timing, Versions},
    delivery::{self, Delivery},
    question::QuestionAsked,
    rubric::Rubric,
    score::{SCORER, ScoreInput, score},
    time::{Millis, Span},
    transcript::Transcript,
};
use speech::{Heard, catalog::ModelFile, samples::SoundReader};

use crate::{Engine, RehearsalError, engine::Loaded};

/// A step of the journey a person waits for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[cfg_attr(feature = "specta", derive(specta::Type))]
#[serde(rename_all = "snake_case")]
pub enum Stage {
    /// Sound to words.
    Transcribing,
    /// Examples to what they have in common.
    Learning,
    /// Words to measures, roles, signals and points.
    Scoring,
    /// Into the library.
    Keeping,
}

/// How far a step has come.
#[derive(Debug, Clone, Copy, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[cfg_attr(feature = "specta", derive(specta::Type))]
pub struct Progress {
    /// The step.
    pub stage: Stage,
    /// 0–100.
    pub percent: u8,
}

/// Where progress goes.
pub type OnProgress<'a> = &'a mut dyn FnMut(Progress);

/// What was asked, and by what it is judged.
#[derive(Clone, Copy)]
pub struct Judged<'a> {
    /// The question, when there was one.
    pub question: Option<&'a QuestionAsked>,
    /// The rubric.
    pub rubric: &'a Rubric,
}

/// A sound that was heard: from the live path or from a file.
pub struct HeardSound {
    /// The recording.
    pub take: TakeFacts,
    /// Words, speech and possible fillers.
    pub heard: Heard,
    /// The model that heard them.
    pub model: ModelFile,
    /// How long hearing took.
    pub transcribe_ms: Millis,
}

/// The debrief of a sound that was heard, and the words of it that the user's vocabulary mended.
pub fn of_sound(
    engine: &Engine,
    sound: HeardSound,
    judged: Judged<'_>,
) -> Result<(Debrief, Amendments), RehearsalError> {
    let HeardSound { take, heard, model, transcribe_ms } = sound;
    let others = heard.other_voices();
    let mut transcript = Transcript::from_voices(heard.words, heard.language, &others);
    let mut amendments = Amendments::of(&transcript.mend(&engine.vocabulary().unwrap_or_else(|error| {
        tracing::warn!(%error, "the vocabulary is left out");
        Vec::new()
    })));
    amendments.set_aside(&heard.probable_fillers, &transcript.other_voices());
    let fillers = Fillers { sounds: &heard.probable_fillers, judged: &[] };
    let delivery = measure(&transcript, take.duration_ms, &heard.speech, fillers);
    let mut debrief = of_transcript(engine, transcript, Some((&delivery, take.duration_ms)), judged)?;
    debrief.versions.speech_model = Some(model.id);
    debrief.versions.speech_model_sha256 = Some(model.sha256);
    debrief.timing.transcribe_ms = Some(transcribe_ms);
    Ok((Debrief { take: Some(take), speech: Some(heard.speech), delivery: Some(delivery), ..debrief }, amendments))
}

/// The debrief of a text: no sound, so no delivery and no times beyond those it brings.
pub fn of_text(engine: &Engine, transcript: Transcript, judged: Judged<'_>) -> Result<Debrief, RehearsalError> {
    of_transcript(engine, transcript, None, judged)
}

/// The sounds of a take that may be fillers, and what the user said of them.
#[derive(Clone, Copy)]
pub struct Fillers<'a> {
    /// Sounds that may be one, judged or not.
    pub sounds: &'a [Span],
    /// Those that were judged.
    pub judged: &'a [JudgedFiller],
}

/// The debrief of words that were heard before, measured and scored by what is known now.
pub fn again(
    engine: &Engine,
    before: Debrief,
    fillers: Fillers<'_>,
    judged: Judged<'_>,
) -> Result<Debrief, RehearsalError> {
    let Debrief { take, transcript, speech, delivery, versions, timing, .. } = before;
    let measured = delivery.map(|before| match take.as_ref().filter(|_| transcript.words.is_some()) {
        Some(take) => {
            let speech = speech.as_deref().unwrap_or_default();
            measure(&transcript, take.duration_ms, speech, fillers)
        }
        None => before,
    });
    let duration_ms = take.as_ref().map_or(0, |take| take.duration_ms);
    let debrief = of_transcript(engine, transcript, measured.as_ref().map(|delivery| (delivery, duration_ms)), judged)?;
    let versions = Versions {
        speech_model: versions.speech_model,
        speech_model_sha256: versions.speech_model_sha256,
        ..debrief.versions
    };
    let timing = Timing { score_ms: debrief.timing.score_ms, ..timing };
    Ok(Debrief { take, speech, delivery: measured, versions, timing, ..debrief })
}

/// The delivery of what the candidate said.
fn measure(transcript: &Transcript, duration_ms: Millis, speech: &[Span], fillers: Fillers<'_>) -> Delivery {
    let others = transcript.other_voices();
    let heard = delivery::Heard { speech, probable_fillers: fillers.sounds, judged: fillers.judged, others: &others };
    delivery::measure(&transcript.own().transcript, duration_ms, heard)
}

fn of_transcript(
    engine: &Engine,
    transcript: Transcript,
    measured: Option<(&Delivery, Millis)>,
    judged: Judged<'_>,
) -> Result<Debrief, RehearsalError> {
    let started = Instant::now();
    let own = transcript.own();
    let others_ms: Millis = transcript.other_voices().into_iter().map(Span::len_ms).sum();
    let vectors = engine.vectors(&own.transcript)?;
    let scored = score(&ScoreInput {
        transcript: &own.transcript,
        question: judged.question,
        rubric: judged.rubric,
        vectors: &vectors,
        delivery: measured.map(|(delivery, _)| delivery),
        duration_ms: measured.map(|(_, duration_ms)| duration_ms.saturating_sub(others_ms)),
    });
    let scored = scored.placed(&own.sentences, transcript.sentences.len());
    Ok(Debrief {
        schema: SCHEMA,
        take: None,
        question: judged.question.cloned(),
        versions: Versions {
            debrief: env!("CARGO_PKG_VERSION").to_owned(),
            speech_model: None,
            speech_model_sha256: None,
            sentence_model: Some(semantics::MODEL.to_owned()),
            rubric: judged.rubric.label(),
            scorer: SCORER,
        },
        transcript,
        speech: None,
        delivery: None,
        structure: scored.structure,
        signals: scored.signals,
        scorecard: scored.scorecard,
        timing: Timing { stop_to_scorecard_ms: None, transcribe_ms: None, score_ms: Some(elapsed_ms(started)) },
    })
}

/// Hears a sound file from start to end.
pub fn hear(
    engine: &Engine,
    sound: &mut SoundReader,
    model: Option<&str>,
    progress: OnProgress<'_>,
    cancelled: &AtomicBool,
) -> Result<(Heard, ModelFile, Millis), RehearsalError> {
    engine.with_hearing(model, |loaded| {
        let (heard, transcribe_ms) = hear_with(&loaded, sound, progress, cancelled)?;
        Ok((heard, loaded.file, transcribe_ms))
    })?
}

/// The same with a model that is in memory.
pub(crate) fn hear_with(
    loaded: &Loaded,
    sound: &mut SoundReader,
    progress: OnProgress<'_>,
    cancelled: &AtomicBool,
) -> Result<(Heard, Millis), RehearsalError> {
    let started = Instant::now();
    let mut on_percent = |percent| progress(Progress { stage: Stage::Transcribing, percent });
    let length_ms = sound.length_ms()?;
    let heard = loaded.hearing.transcribe(sound.mono()?, length_ms, &mut on_percent, cancelled)?;
    Ok((heard, elapsed_ms(started)))
}

/// Milliseconds since `started`.
pub(crate) fn elapsed_ms(started: Instant) -> Millis {
    started.elapsed().as_millis().min(u128::from(Millis::MAX)) as Millis
}
