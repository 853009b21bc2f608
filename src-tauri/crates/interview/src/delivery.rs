//! How it was said: pace, pauses, fillers, hedges, repeats.
//!
//! [`measure`] counts, [`bands`] says what a count usually means and who says so. Everything is integer and read from
//! the words and the voiced stretches alone, so measuring cannot fail and the same take always measures the same. What
//! a word list cannot decide is left out rather than counted: a filler shown in error costs the speaker's trust.

pub mod bands;
mod fillers;
mod hedges;
mod judged;
mod repeats;
mod said;
mod voice;

use serde::{Deserialize, Serialize};

use crate::{
    amendments::JudgedFiller,
    time::{Millis, Span},
    transcript::Transcript,
};
use said::{Said, said};
use voice::Voice;
pub(crate) use voice::without;

/// A silence between words is listed from here on: typical pauses of fluent speakers last 0.25 to 0.5 s.
pub const LISTED_PAUSE_MS: Millis = 1_000;
/// … is long from here on.
pub const LONG_PAUSE_MS: Millis = 2_500;
/// … and loses the listener from here on (Lundholm Fors: pauses of 4 s disrupt a conversation).
pub const LOST_PAUSE_MS: Millis = 4_000;
/// Rates over less speech than this say nothing.
pub const LEAST_SPEECH_MS: Millis = 5_000;

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

impl PauseKind {
    /// The kind of a silence of that length; absent below [`LISTED_PAUSE_MS`].
    pub fn of(length_ms: Millis) -> Option<Self> {
        match length_ms {
            LOST_PAUSE_MS.. => Some(Self::Lost),
            LONG_PAUSE_MS.. => Some(Self::Long),
            LISTED_PAUSE_MS.. => Some(Self::Listed),
            _ => None,
        }
    }
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
    /// In lower case, "um", "you know"; "(um)" for a probable one.
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
    /// From the first sound of speech to the last, pauses of 1 s and more left out.
    pub speaking_ms: Millis,
    /// Words over speaking time; absent under 5 s of speech.
    pub words_per_minute: Option<u32>,
    /// Words over voiced time (every silence left out); absent under 5 s of speech.
    pub articulation_wpm: Option<u32>,
    /// From the start of the take, or the end of another voice before it, to the first sound of speech; absent where
    /// nothing was said. This is thinking time, never a pause.
    pub latency_ms: Option<Millis>,
    /// Silences of at least 1 s between words, by time.
    pub pauses: Vec<Pause>,
    /// Fillers, heard and probable, by time.
    pub fillers: Vec<Filler>,
    /// Fillers per minute of speaking time, times ten; absent under 5 s of speech.
    pub fillers_per_minute_x10: Option<u32>,
    /// "kind of", "I think", "maybe".
    pub hedges: Vec<Phrase>,
    /// Words or short phrases said twice in a row.
    pub repeats: Vec<Phrase>,
    /// Longest stretch of speech without a listed pause or a filler.
    pub longest_run_ms: Millis,
    /// I, me, my, mine, myself, contractions included.
    pub i_words: u32,
    /// We, us, our, ours, ourselves, contractions included.
    pub we_words: u32,
}

/// What [`measure`] is given besides the words.
#[derive(Debug, Clone, Copy, Default)]
pub struct Heard<'a> {
    /// Voiced stretches of the take. Empty means unknown: silences are then read from the words alone.
    pub speech: &'a [Span],
    /// Voiced stretches inside speech that carry no word.
    pub probable_fillers: &'a [Span],
    /// Those of them a person has judged: a filler, which is counted as heard, or none, which is not counted.
    pub judged: &'a [JudgedFiller],
    /// Where another voice speaks, by time: nothing there is measured, and waiting for it is no pause.
    pub others: &'a [Span],
}

/// Measures the delivery of a take of that length. Spans that reach over its end are cut to it. A transcript without
/// words measures as nothing said.
pub fn measure(transcript: &Transcript, duration_ms: Millis, heard: Heard<'_>) -> Delivery {
    let words = said(transcript.words.as_deref().unwrap_or_default(), duration_ms);
    let found = fillers::find(&words);
    let counted: Vec<&Said> =
        words.iter().zip(&found.is_filler).filter(|(_, filler)| !**filler).map(|(word, _)| word).collect();
    let mut fillers = judged::in_with(found.fillers, heard.judged, duration_ms);
    let own_sounds: Vec<Span> = without(heard.probable_fillers, heard.others);
    let open = judged::left_open(&own_sounds, heard.judged);
    let probable = voice::probable(&open, &fillers, duration_ms);
    let mut sounds: Vec<Span> = probable.iter().copied().chain(judged::confirmed(heard.judged, duration_ms)).collect();
    sounds.sort();
    let speech = without(heard.speech, heard.others);
    let voice = Voice::new(&words, &speech, &sounds, heard.others, duration_ms);

    fillers.extend(probable.iter().map(|span| Filler {
        text: "(um)".into(),
        start_ms: span.start_ms,
        end_ms: span.end_ms,
        certainty: Certainty::Probable,
    }));
    fillers.sort_by_key(|filler| (filler.start_ms, filler.end_ms));

    let pauses = voice.pauses();
    let speaking_ms = voice.speaking_ms(&pauses);
    let rate = |count: u64, over_ms: Millis| {
        let per_minute = (count * 60_000 + u64::from(over_ms) / 2).checked_div(u64::from(over_ms))?;
        (speaking_ms >= LEAST_SPEECH_MS).then(|| u32::try_from(per_minute).unwrap_or(u32::MAX))
    };
    let longest_run_ms = voice.longest_run_ms(&pauses, &fillers);
    Delivery {
        words: counted.len() as u32,
        speaking_ms,
        words_per_minute: rate(counted.len() as u64, speaking_ms),
        articulation_wpm: rate(counted.len() as u64, voice.voiced_ms()),
        latency_ms: voice.latency_ms(),
        fillers_per_minute_x10: rate(fillers.len() as u64 * 10, speaking_ms),
        hedges: hedges::find(&counted),
        repeats: repeats::find(&counted),
        longest_run_ms,
        i_words: counted.iter().filter(|word| word.is_i()).count() as u32,
        we_words: counted.iter().filter(|word| word.is_we()).count() as u32,
        pauses,
        fillers,
    }
}

#[cfg(test)]
mod tests;
