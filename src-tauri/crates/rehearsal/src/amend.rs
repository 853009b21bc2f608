//! Putting a take right: a word that was misheard, a filler that was one or was none, whose voice it was.

use interview::{Debrief, time::Millis};

use crate::{Engine, Library, RehearsalError, journey::OnProgress};

impl Library {
    /// Puts `text` in place of a word, which keeps its time, and measures and scores the take again.
    pub fn correct_word(
        &self,
        engine: &Engine,
        id: &str,
        word: u32,
        text: &str,
        progress: OnProgress<'_>,
    ) -> Result<Debrief, RehearsalError> {
        self.amend(engine, id, progress, |debrief, amendments| {
            Ok(amendments.correct(&mut debrief.transcript, word as usize, text)?)
        })
    }

    /// Puts back what was heard in place of a corrected or mended word, and measures and scores the take again.
    pub fn put_back_word(
        &self,
        engine: &Engine,
        id: &str,
        word: u32,
        progress: OnProgress<'_>,
    ) -> Result<Debrief, RehearsalError> {
        self.amend(engine, id, progress, |debrief, amendments| {
            Ok(amendments.put_back(&mut debrief.transcript, word as usize)?)
        })
    }

    /// Says of a probable filler, by its start, that it was one or was none, or takes that back; the count follows.
    pub fn judge_filler(
        &self,
        engine: &Engine,
        id: &str,
        start_ms: Millis,
        was_one: Option<bool>,
        progress: OnProgress<'_>,
    ) -> Result<Debrief, RehearsalError> {
        self.amend(engine, id, progress, |debrief, amendments| {
            let known = debrief.delivery.as_ref().is_some_and(|delivery| amendments.judge(delivery, start_ms, was_one));
            if known { Ok(()) } else { Err(RehearsalError::NoSuchFiller { take: id.to_owned(), start_ms }) }
        })
    }

    /// Says of the sentences from `first` to `last` that another voice said them, or that the candidate did, and measures
    /// and scores the take again.
    pub fn say_voice(
        &self,
        engine: &Engine,
        id: &str,
        [first, last]: [u32; 2],
        another: bool,
        progress: OnProgress<'_>,
    ) -> Result<Debrief, RehearsalError> {
        self.amend(engine, id, progress, |debrief, _| {
            let known = debrief.transcript.say_voice(first as usize, last as usize, another);
            if known { Ok(()) } else { Err(RehearsalError::NoSuchSentence { take: id.to_owned(), sentence: last }) }
        })
    }
}
