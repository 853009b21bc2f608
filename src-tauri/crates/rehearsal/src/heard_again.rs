//! Hearing a kept take again with another speech model: what the user put right goes with it, what it was before is kept,
//! and what changed can be told.

use std::sync::atomic::AtomicBool;

use interview::{
    Debrief,
    amendments::{Amendments, LostCorrection},
    comparison::{self, ChangedWords, Comparison},
    transcript::Sentence,
};
use serde::Serialize;
use speech::samples::SoundReader;
use store::HeardBefore;

use crate::{
    Engine, Library, Progress, RehearsalError, Stage, TakePlan,
    attempts::Attempt,
    journey::{self, Fillers, HeardSound, OnProgress},
    take::now,
};

/// A take that was heard again and is not kept yet.
#[derive(Debug, Clone)]
pub struct HeardAgain {
    take_id: String,
    debrief: Debrief,
    mended: Amendments,
}

/// What hearing a take again has changed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "specta", derive(specta::Type))]
pub struct HearingChange {
    /// When it was heard again: RFC 3339 with offset.
    pub heard_again_at: String,
    /// The model it was heard with before; absent where that is not known.
    pub model_before: Option<String>,
    /// The model it is heard with now.
    pub model: Option<String>,
    /// Words that are heard otherwise, by time.
    pub words: Vec<ChangedWords>,
    /// What moved on the card.
    pub comparison: Comparison,
    /// The sentences as they were, so that each can still be heard.
    pub sentences_before: Vec<Sentence>,
}

impl HeardAgain {
    /// The take.
    pub fn take_id(&self) -> &str {
        &self.take_id
    }
}

impl Library {
    /// Hears the recording of a kept take again and makes its debrief; nothing is kept yet. The take must have a debrief.
    pub fn hear_again(
        &self,
        engine: &Engine,
        id: &str,
        model: Option<&str>,
        progress: OnProgress<'_>,
        cancelled: &AtomicBool,
    ) -> Result<HeardAgain, RehearsalError> {
        let row = self.take(id)?;
        self.debrief(id)?;
        let mut sound = SoundReader::open(&self.sound(id)?)?;
        let loaded = engine.hearing_aside(model)?;
        let _attempt = Attempt::begin(self.folder(), id)?;
        let plan = TakePlan::of(&row);
        let rubric = engine.rubric(plan.rubric.as_deref())?;
        let (heard, transcribe_ms) = journey::hear_with(&loaded, &mut sound, progress, cancelled)?;
        progress(Progress { stage: Stage::Scoring, percent: 0 });
        let heard = HeardSound { take: TakePlan::facts(&row), heard, model: loaded.file, transcribe_ms };
        let (debrief, mended) = journey::of_sound(engine, heard, plan.judged(&rubric))?;
        Ok(HeardAgain { take_id: id.to_owned(), debrief, mended })
    }

    /// Keeps what was heard again in the place of what was heard before, with what the user had put right where the words
    /// are still the same. Corrections that would be lost are answered, and nothing is kept; `anyway` keeps it all the same.
    pub fn keep_heard_again(
        &self,
        engine: &Engine,
        again: &HeardAgain,
        anyway: bool,
        progress: OnProgress<'_>,
    ) -> Result<Vec<LostCorrection>, RehearsalError> {
        let _alone = self.changing();
        let id = &again.take_id;
        let plan = TakePlan::of(&self.take(id)?);
        let before =
            HeardBefore { heard_again_at: now(), debrief: self.debrief(id)?, amendments: self.store().amendments(id)? };
        let HeardAgain { mut debrief, mended: mut amendments, .. } = again.clone();
        let sounds = amendments.sounds(debrief.delivery.as_ref());
        let was = &before.debrief.transcript;
        let lost = amendments.carry(&mut debrief.transcript, &sounds, &before.amendments, was);
        if !lost.is_empty() && !anyway {
            return Ok(lost);
        }
        if amendments != again.mended {
            progress(Progress { stage: Stage::Scoring, percent: 0 });
            let rubric = engine.rubric(plan.rubric.as_deref())?;
            let fillers =
                Fillers { sounds: &amendments.sounds(debrief.delivery.as_ref()), judged: &amendments.fillers };
            debrief = journey::again(engine, debrief, fillers, plan.judged(&rubric))?;
        }
        progress(Progress { stage: Stage::Keeping, percent: 0 });
        self.store().keep_heard_again(id, &debrief, &amendments, &before)?;
        self.note_debrief(id, &debrief, &amendments)?;
        Ok(Vec::new())
    }

    /// What hearing a take again has changed; nothing where it was heard once, or put back.
    pub fn hearing_change(&self, id: &str) -> Result<Option<HearingChange>, RehearsalError> {
        let now = self.debrief(id)?;
        let Some(HeardBefore { heard_again_at, debrief: before, .. }) = self.store().heard_before(id)? else {
            return Ok(None);
        };
        Ok(Some(HearingChange {
            heard_again_at,
            words: comparison::changed_words(&before.transcript, &now.transcript),
            comparison: comparison::compare(&before, &now),
            model_before: before.versions.speech_model,
            model: now.versions.speech_model,
            sentences_before: before.transcript.sentences,
        }))
    }

    /// Puts back what was heard before, with what had been put right in it; what was put right since is let go.
    pub fn put_back_hearing(&self, id: &str) -> Result<Debrief, RehearsalError> {
        let _alone = self.changing();
        self.take(id)?;
        let before = self.store().heard_before(id)?.ok_or_else(|| RehearsalError::HeardOnce(id.to_owned()))?;
        self.store().keep_put_back(id, &before.debrief, &before.amendments, &now())?;
        self.note_debrief(id, &before.debrief, &before.amendments)?;
        Ok(before.debrief)
    }
}
