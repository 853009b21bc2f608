//! How it was said: pace, pauses, fillers, hedges, repeats.

use serde::{Deserialize, Serialize};

use crate::time::{Millis, Span};

/// How a pause is read: listed from 1 s, long from 2.5 s, lost from 4 s.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "specta", derive(specta::Type))]
#[serde(rename_all = "snake_case")]
pub enum PauseKind {
    /// From 1 s: worth seeing.
    Listed,
    /// From 2.5 s: the listener notices.
    Long,
    /// From 4 s: the listener is lost.
    Lost,
}

/// A silence inside the answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "specta", derive(specta::Type))]
pub struct Pause {
    /// End of the speech before.
    pub start_ms: Millis,
    /// Start of the speech after.
    pub end_ms: Millis,
    /// How long it felt.
    pub kind: PauseKind,
}

/// How sure we are that a filler was spoken.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "specta", derive(specta::Type))]
#[serde(rename_all = "snake_case")]
pub enum Certainty {
    /// The recogniser wrote it.
    Heard,
    /// A voiced sound with no word on it.
    Probable,
}

/// "um", "uh", an isolated "you know": sound that carries no content.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "specta", derive(specta::Type))]
pub struct Filler {
    /// As written; "(um)" for a probable one.
    pub text: String,
    /// Where it starts.
    pub start_ms: Millis,
    /// Where it ends.
    pub end_ms: Millis,
    /// Heard or probable.
    pub certainty: Certainty,
}

/// A stretch of words with a name: a hedge ("kind of"), a repeat ("the the").
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "specta", derive(specta::Type))]
pub struct Phrase {
    /// The words.
    pub text: String,
    /// Where they start.
    pub start_ms: Millis,
    /// Where they end.
    pub end_ms: Millis,
}

/// The measures of delivery of one take. Definitions stand beside each field.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "specta", derive(specta::Type))]
pub struct Delivery {
    /// Words said, fillers left out.
    pub words: u32,
    /// From the first word to the last, pauses of 1 s and more left out.
    pub speaking_ms: Millis,
    /// Words over speaking time; absent under 5 s of speech.
    pub words_per_minute: Option<u32>,
    /// Words over voiced time (every silence left out); absent under 5 s of speech.
    pub articulation_wpm: Option<u32>,
    /// From the start of the take to the first word.
    pub latency_ms: Option<Millis>,
    /// Silences of at least 1 s between words.
    pub pauses: Vec<Pause>,
    /// Fillers, heard and probable, by time.
    pub fillers: Vec<Filler>,
    /// Fillers per minute of speaking time, times ten; absent under 5 s of speech.
    pub fillers_per_minute_x10: Option<u32>,
    /// "kind of", "I think", "maybe".
    pub hedges: Vec<Phrase>,
    /// Words or short phrases said twice in a row.
    pub repeats: Vec<Phrase>,
    /// Longest stretch without a listed pause or a filler.
    pub longest_run_ms: Millis,
    /// I, me, my, mine, myself.
    pub i_words: u32,
    /// We, us, our, ours, ourselves.
    pub we_words: u32,
}

/// What [`measure`] is given besides the words.
#[derive(Debug, Clone, Copy, Default)]
pub struct Heard<'a> {
    /// Voiced stretches of the take, by time.
    pub speech: &'a [Span],
    /// Voiced stretches inside speech that carry no word.
    pub probable_fillers: &'a [Span],
}
