//! The whole report of one take: the document the command line prints, the library keeps and the window shows.

use serde::{Deserialize, Serialize};

use crate::{
    delivery::Delivery,
    question::QuestionAsked,
    scorecard::Scorecard,
    signals::Signal,
    structure::Structure,
    time::{Millis, Span},
    transcript::Transcript,
};

/// Version of the document's layout.
pub const SCHEMA: u32 = 1;

/// The recording a debrief is about.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "specta", derive(specta::Type))]
pub struct TakeFacts {
    /// Id in the library; absent for a file that was not kept.
    pub id: Option<String>,
    /// Name of the sound file.
    pub file: String,
    /// Length of the sound.
    pub duration_ms: Millis,
    /// Samples a second.
    pub sample_rate: u32,
    /// Channels as recorded.
    pub channels: u16,
    /// Sound that the machine had to drop while recording.
    pub lost_ms: Millis,
}

/// What made the results.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "specta", derive(specta::Type))]
pub struct Versions {
    /// Version of Debrief.
    pub debrief: String,
    /// Id of the speech model; absent where no speech was recognised.
    pub speech_model: Option<String>,
    /// Its SHA-256.
    pub speech_model_sha256: Option<String>,
    /// Id of the sentence model.
    pub sentence_model: Option<String>,
    /// Rubric id and version, `director-pm@1`.
    pub rubric: String,
    /// Version of the scorer.
    pub scorer: u32,
}

/// How long the steps took.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[cfg_attr(feature = "specta", derive(specta::Type))]
pub struct Timing {
    /// From the stop to the finished scorecard; only known for a live take.
    pub stop_to_scorecard_ms: Option<Millis>,
    /// Transcribing; absent where there was no sound.
    pub transcribe_ms: Option<Millis>,
    /// Vectors and scoring.
    pub score_ms: Option<Millis>,
}

/// The whole report of one take. Field order is the order of the printed JSON.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "specta", derive(specta::Type))]
pub struct Debrief {
    /// [`SCHEMA`].
    pub schema: u32,
    /// The recording; absent for text.
    pub take: Option<TakeFacts>,
    /// The question, when one was given.
    pub question: Option<QuestionAsked>,
    /// What made these results.
    pub versions: Versions,
    /// What was said.
    pub transcript: Transcript,
    /// Voiced stretches; absent for text.
    pub speech: Option<Vec<Span>>,
    /// How it was said; absent for text.
    pub delivery: Option<Delivery>,
    /// How it was built.
    pub structure: Structure,
    /// What an interviewer would write down.
    pub signals: Vec<Signal>,
    /// The card.
    pub scorecard: Scorecard,
    /// How long the steps took.
    pub timing: Timing,
}
