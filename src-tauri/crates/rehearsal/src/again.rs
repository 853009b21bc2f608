//! Scoring kept takes again: after a person's word on a sentence, or because what they are scored by has changed.
//!
//! The words stay as they were heard. The card before is kept and can be looked at.

use std::{
    collections::BTreeMap,
    sync::atomic::{AtomicBool, Ordering},
};

use interview::{Debrief, amendments::Amendments, debrief::Versions, rubric::Mark, score::SCORER};

use crate::{
    Engine, Library, Progress, RehearsalError, Stage, TakePlan,
    journey::{self, Fillers, OnProgress},
};

/// How far scoring many takes again has come.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ScoredAgain {
    /// Takes scored.
    pub done: u32,
    /// Takes there are to score.
    pub of: u32,
}

impl Engine {
    /// Whether a card was made by the rubric, the scorer and the sentence model of today. One whose rubric is gone
    /// cannot be made anew, and counts as current.
    pub fn is_current(&self, rubric: &str, made_by: &Versions) -> bool {
        is_current(made_by, self.untaught(Some(rubric)).ok().map(|rubric| rubric.label()).as_deref())
    }
}

fn is_current(made_by: &Versions, label: Option<&str>) -> bool {
    label.is_none_or(|label| {
        made_by.rubric == label
            && made_by.scorer == SCORER
            && made_by.sentence_model.as_deref() == Some(semantics::MODEL)
    })
}

impl Library {
    /// Says of a sentence of a take whether it counts as a signal, or takes that back, and scores the take again; what
    /// was said of it before.
    pub fn mark(
        &self,
        engine: &Engine,
        id: &str,
        sentence: u32,
        signal: &str,
        mark: Option<Mark>,
        progress: OnProgress<'_>,
    ) -> Result<Option<Mark>, RehearsalError> {
        let row = self.take(id)?;
        let debrief = self.debrief(id)?;
        let said = debrief
            .transcript
            .sentences
            .get(sentence as usize)
            .ok_or_else(|| RehearsalError::NoSuchSentence { take: id.to_owned(), sentence })?;
        let before = engine.mark(&row.rubric, signal, &said.text, mark)?;
        self.score_again(engine, id, progress)?;
        Ok(before)
    }

    /// Scores a take again by the rubric, the scorer and the examples of today.
    pub fn score_again(&self, engine: &Engine, id: &str, progress: OnProgress<'_>) -> Result<Debrief, RehearsalError> {
        self.amend(engine, id, progress, |_, _| Ok(()))
    }

    /// Puts something right in a take, measures and scores it again, and keeps it with what stood there before.
    pub(crate) fn amend(
        &self,
        engine: &Engine,
        id: &str,
        progress: OnProgress<'_>,
        change: impl FnOnce(&mut Debrief, &mut Amendments) -> Result<(), RehearsalError>,
    ) -> Result<Debrief, RehearsalError> {
        let _alone = self.changing();
        let plan = TakePlan::of(&self.take(id)?);
        let mut before = self.debrief(id)?;
        let mut amendments = self.store().amendments(id)?;
        let sounds = amendments.sounds(before.delivery.as_ref());
        change(&mut before, &mut amendments)?;
        let mut learning = |percent| progress(Progress { stage: Stage::Learning, percent });
        let rubric = engine.rubric_learnt(plan.rubric.as_deref(), &mut learning)?;
        progress(Progress { stage: Stage::Scoring, percent: 0 });
        let fillers = Fillers { sounds: &sounds, judged: &amendments.fillers };
        let debrief = journey::again(engine, before, fillers, plan.judged(&rubric))?;
        amendments.set_aside(&sounds, &debrief.transcript.other_voices());
        self.keep_debrief(id, &debrief, &amendments)?;
        Ok(debrief)
    }

    /// Takes whose newest card is not of today's making, newest first.
    pub fn outdated(&self, engine: &Engine) -> Result<Vec<String>, RehearsalError> {
        let mut labels: BTreeMap<String, Option<String>> = BTreeMap::new();
        let mut outdated = Vec::new();
        for made in self.store().newest_versions()? {
            let label = labels
                .entry(made.rubric)
                .or_insert_with_key(|rubric| engine.untaught(Some(rubric.as_str())).ok().map(|rubric| rubric.label()));
            if !is_current(&made.by, label.as_deref()) {
                outdated.push(made.take_id);
            }
        }
        Ok(outdated)
    }

    /// Scores every outdated take again, one after another; told before each and at the end. Cancelled, it stops between
    /// two takes: those done stay done.
    pub fn score_all_again(
        &self,
        engine: &Engine,
        told: &mut dyn FnMut(ScoredAgain),
        cancelled: &AtomicBool,
    ) -> Result<ScoredAgain, RehearsalError> {
        let outdated = self.outdated(engine)?;
        let mut scored = ScoredAgain { done: 0, of: outdated.len() as u32 };
        for id in &outdated {
            if cancelled.load(Ordering::Relaxed) {
                return Err(RehearsalError::Interrupted);
            }
            told(scored);
            match self.score_again(engine, id, &mut |_| {}) {
                // One deleted meanwhile needs no card.
                Ok(_) | Err(RehearsalError::NoSuchTake(_)) => scored.done += 1,
                Err(error) => return Err(error),
            }
        }
        told(scored);
        Ok(scored)
    }
}
