//! A take as the library knows it: what is given, what is kept, what a list shows.

use interview::{
    question::{QuestionAsked, Round},
    scorecard::Verdict,
    time::Millis,
};
use serde::{Deserialize, Serialize};

use crate::Labels;

/// Where the sound of a take came from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "specta", derive(specta::Type))]
#[serde(rename_all = "snake_case")]
pub enum Origin {
    /// Recorded here.
    Microphone,
    /// Imported from a sound file.
    File,
    /// The bundled sample answer.
    Sample,
}

/// How far a take has come.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "specta", derive(specta::Type))]
#[serde(rename_all = "snake_case")]
pub enum TakeStatus {
    /// The sound is safe; it has not been analysed, or not to the end.
    Recorded,
    /// It has a debrief with points.
    Scored,
    /// It has a debrief that says why there are no points.
    NotScored,
    /// The analysis failed; the reason is kept and it can be tried again.
    Failed,
}

/// What has become of the sound of a take.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[cfg_attr(feature = "specta", derive(specta::Type))]
#[serde(rename_all = "snake_case")]
pub enum SoundState {
    /// It is there.
    #[default]
    Kept,
    /// It is in the bin and can be brought back.
    Binned,
    /// It is gone; words and card are kept.
    Gone,
}

/// A take to be kept. Its sound is on disk already.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "specta", derive(specta::Type))]
pub struct NewTake {
    /// Made by the caller, unique for ever.
    pub id: String,
    /// When it was recorded: RFC 3339 with the offset of the place.
    pub recorded_at: String,
    /// Name of the sound file inside the recordings folder.
    pub file: String,
    /// Length of the sound.
    pub duration_ms: Millis,
    /// Samples a second.
    pub sample_rate: u32,
    /// Channels as recorded.
    pub channels: u16,
    /// Sound the machine had to drop while recording.
    pub lost_ms: Millis,
    /// Id of the question in the bank; absent for the speaker's own question or none.
    pub question_id: Option<String>,
    /// The question, when one was asked.
    pub question: Option<QuestionAsked>,
    /// Id of the rubric it is to be scored by.
    pub rubric: String,
    /// Where the sound came from.
    pub origin: Origin,
}

/// Everything the library knows of one take, its debrief apart.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "specta", derive(specta::Type))]
pub struct TakeRow {
    /// Its id.
    pub id: String,
    /// When it was recorded, RFC 3339 with offset.
    pub recorded_at: String,
    /// Name of the sound file inside the recordings folder.
    pub file: String,
    /// Length of the sound.
    pub duration_ms: Millis,
    /// Samples a second.
    pub sample_rate: u32,
    /// Channels as recorded.
    pub channels: u16,
    /// Sound the machine had to drop while recording.
    pub lost_ms: Millis,
    /// Id of the question in the bank.
    pub question_id: Option<String>,
    /// The question, when one was asked.
    pub question: Option<QuestionAsked>,
    /// Id of the rubric.
    pub rubric: String,
    /// Where the sound came from.
    pub origin: Origin,
    /// How far it has come.
    pub status: TakeStatus,
    /// Why the analysis failed; only with [`TakeStatus::Failed`].
    pub failure: Option<String>,
    /// What has become of its sound.
    pub sound: SoundState,
}

/// Points on one criterion of the newest card.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "specta", derive(specta::Type))]
pub struct CriterionPoints {
    /// The criterion's id in the rubric.
    pub id: String,
    /// 1–5, or absent.
    pub points: Option<u8>,
}

/// One line of the library.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "specta", derive(specta::Type))]
pub struct TakeSummary {
    /// Its id.
    pub id: String,
    /// When it was recorded, RFC 3339 with offset.
    pub recorded_at: String,
    /// Length of the sound.
    pub duration_ms: Millis,
    /// How far it has come.
    pub status: TakeStatus,
    /// Where the sound came from.
    pub origin: Origin,
    /// Id of the question in the bank.
    pub question_id: Option<String>,
    /// The question as asked.
    pub question: Option<String>,
    /// Its round.
    pub round: Option<Round>,
    /// 1–5 of the newest card.
    pub overall: Option<u8>,
    /// The vote of the newest card.
    pub verdict: Option<Verdict>,
    /// Points of the newest card, in the rubric's order; empty without a card.
    pub criteria: Vec<CriterionPoints>,
    /// What the speaker calls it and keeps it under.
    pub labels: Labels,
    /// What has become of its sound.
    pub sound: SoundState,
}

/// A signal that must have been heard, or must be missing.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "specta", derive(specta::Type))]
pub struct SignalWanted {
    /// Id of the signal.
    pub id: String,
    /// Whether the newest card must hold it. Where it must not, takes without points are left out too: nobody listened.
    pub heard: bool,
}

/// Which takes to list. The default is all of them.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "specta", derive(specta::Type))]
#[serde(default)]
pub struct TakeFilter {
    /// Words that must all occur in the question, in the take's title or in one sentence of the answer. Any text is safe.
    pub text: Option<String>,
    /// Only answers to this question of the bank.
    pub question_id: Option<String>,
    /// Only answers to a question of exactly these words.
    pub question: Option<String>,
    /// Only this round.
    pub round: Option<Round>,
    /// Only takes whose newest card says this.
    pub verdict: Option<Verdict>,
    /// Only takes recorded on this day or later (`YYYY-MM-DD`, where they were recorded).
    pub since: Option<String>,
    /// Only takes recorded on this day or earlier.
    pub until: Option<String>,
    /// Only takes whose newest card holds this signal, or lacks it.
    pub signal: Option<SignalWanted>,
    /// Only takes with this tag.
    pub tag: Option<String>,
    /// Only takes with a star.
    pub favourite: bool,
    /// At most so many.
    pub limit: u32,
    /// Leave out so many of the newest.
    pub offset: u32,
}

impl Default for TakeFilter {
    fn default() -> Self {
        Self {
            text: None,
            question_id: None,
            question: None,
            round: None,
            verdict: None,
            since: None,
            until: None,
            signal: None,
            tag: None,
            favourite: false,
            limit: u32::MAX,
            offset: 0,
        }
    }
}
