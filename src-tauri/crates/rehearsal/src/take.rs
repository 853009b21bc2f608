//! One take on its way: what it answers, and what it is called.

use std::{
    path::Path,
    time::{SystemTime, UNIX_EPOCH},
};

use capture::Recorded;
use interview::{
    debrief::TakeFacts,
    question::{Question, QuestionAsked},
    rubric::{self, Rubric},
};
use jiff::{Timestamp, Zoned, civil::DateTime, tz::TimeZone};
use store::{NewTake, Origin, TakeRow};

use crate::journey::Judged;

/// What is known of an answer before it is given.
#[derive(Debug, Clone, Default)]
pub struct TakePlan {
    /// Id of the question in the bank.
    pub question_id: Option<String>,
    /// The question as asked.
    pub asked: Option<QuestionAsked>,
    /// Rubric id or file; the question's or the default when absent.
    pub rubric: Option<String>,
    /// Speech model id or file; the embedded one when absent.
    pub model: Option<String>,
}

impl TakePlan {
    /// A plan to answer a question of the bank.
    pub fn answering(question: &Question) -> Self {
        Self {
            question_id: Some(question.id.clone()),
            asked: Some(question.asked()),
            rubric: Some(question.rubric.clone()),
            model: None,
        }
    }

    /// The plan a kept take was recorded under.
    pub(crate) fn of(row: &TakeRow) -> Self {
        Self {
            question_id: row.question_id.clone(),
            asked: row.question.clone(),
            rubric: Some(row.rubric.clone()),
            model: None,
        }
    }

    /// The recording of a kept take, as a debrief tells it.
    pub(crate) fn facts(row: &TakeRow) -> TakeFacts {
        TakeFacts {
            id: Some(row.id.clone()),
            file: row.file.clone(),
            duration_ms: row.duration_ms,
            sample_rate: row.sample_rate,
            channels: row.channels,
            lost_ms: row.lost_ms,
        }
    }

    /// What the answer is judged by.
    pub fn judged<'a>(&'a self, rubric: &'a Rubric) -> Judged<'a> {
        Judged { question: self.asked.as_ref(), rubric }
    }

    /// The row of a take that was recorded under this plan.
    pub(crate) fn row(&self, id: &str, recorded_at: String, sound: &SoundFacts, origin: Origin) -> NewTake {
        NewTake {
            id: id.to_owned(),
            recorded_at,
            file: sound.file.clone(),
            duration_ms: sound.duration_ms,
            sample_rate: sound.sample_rate,
            channels: sound.channels,
            lost_ms: sound.lost_ms,
            question_id: self.question_id.clone(),
            question: self.asked.clone(),
            rubric: self.rubric.clone().unwrap_or_else(|| rubric::DEFAULT.to_owned()),
            origin,
        }
    }
}

/// The sound file of a take.
#[derive(Debug, Clone)]
pub(crate) struct SoundFacts {
    pub file: String,
    pub duration_ms: u32,
    pub sample_rate: u32,
    pub channels: u16,
    pub lost_ms: u32,
}

impl SoundFacts {
    /// The facts of a finished recording.
    pub fn of(recorded: &Recorded) -> Self {
        let file = recorded.path.file_name().map(|name| name.to_string_lossy().into_owned());
        Self {
            file: file.unwrap_or_default(),
            duration_ms: recorded.duration_ms,
            sample_rate: recorded.sample_rate,
            channels: recorded.channels,
            lost_ms: recorded.lost_ms,
        }
    }

    /// Of a recording that has only begun.
    pub fn none_yet(path: &Path) -> Self {
        let file = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
        Self { file, duration_ms: 0, sample_rate: 0, channels: 0, lost_ms: 0 }
    }

    /// The same, as a debrief tells them.
    pub fn take(&self, id: Option<&str>) -> TakeFacts {
        TakeFacts {
            id: id.map(str::to_owned),
            file: self.file.clone(),
            duration_ms: self.duration_ms,
            sample_rate: self.sample_rate,
            channels: self.channels,
            lost_ms: self.lost_ms,
        }
    }
}

/// An id for a take that begins now: the local date and time, and a tail that keeps two takes of one second apart
/// (`20260321-142501-07c1f`). Sorts by age and is a safe file name everywhere.
pub(crate) fn new_take_id() -> String {
    let micros = SystemTime::now().duration_since(UNIX_EPOCH).map_or(0, |since| since.subsec_micros());
    format!("{}-{micros:05x}", Zoned::now().strftime("%Y%m%d-%H%M%S"))
}

/// When a take was begun, in local time: its id says so.
pub(crate) fn began(id: &str) -> Option<DateTime> {
    DateTime::strptime("%Y%m%d-%H%M%S", id.get(..15)?).ok()
}

/// When a take was begun, as it is written down: RFC 3339 with the local offset. Now, for an id that does not say.
pub(crate) fn recorded_at(id: &str) -> String {
    let zoned = began(id).and_then(|at| at.to_zoned(TimeZone::system()).ok()).unwrap_or_else(Zoned::now);
    written(&zoned)
}

/// Now, as it is written down.
pub(crate) fn now() -> String {
    written(&Zoned::now())
}

/// Whole days since a date that was written down; 0 for what is no date, or one to come.
pub(crate) fn days_since(date: &str) -> i64 {
    let then = date.parse::<Timestamp>().ok();
    then.map_or(0, |then| Timestamp::now().duration_since(then).as_hours() / 24).max(0)
}

fn written(at: &Zoned) -> String {
    at.strftime("%Y-%m-%dT%H:%M:%S%:z").to_string()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_take_found_again_keeps_the_date_it_was_recorded_on() {
        assert!(recorded_at("20260321-142501-07c1f").starts_with("2026-03-21T14:25:01"), "the id holds it");
        assert_eq!(began("a recording from elsewhere"), None, "other names hold no date");
        assert_eq!(began(&new_take_id()).map(DateTime::date), Some(Zoned::now().date()), "a new id is of today");
    }
}
