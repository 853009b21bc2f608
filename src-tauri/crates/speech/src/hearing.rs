//! A warm recogniser and a warm voice detector: what a take is heard with, live or from a file.

use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Mutex, PoisonError};

use interview::time::Span;
use interview::transcript::Word;

use crate::catalog::ModelFile;
use crate::error::SpeechError;
use crate::samples::{RATE, from_ms};
use crate::segments::{Segment, Segmenter};
use crate::silero::{Listener, Silero, WINDOW};
use crate::whisper::Recogniser;
use crate::words;

/// What was heard in one take.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Heard {
    /// The words, in order; times never run backwards and stay inside the take.
    pub words: Vec<Word>,
    /// Voiced stretches of the take.
    pub speech: Vec<Span>,
    /// Voiced stretches inside speech that carry no word.
    pub probable_fillers: Vec<Span>,
    /// Language spoken (ISO 639-1), when there were words.
    pub language: Option<String>,
}

/// One loaded speech model and voice detector. Shared by reference: a take at a time uses the recogniser, and a second
/// one waits for its next segment.
#[derive(Debug)]
pub struct Hearing {
    silero: Silero,
    recogniser: Mutex<Recogniser>,
    model: ModelFile,
}

impl Hearing {
    /// Loads both models. `threads` is what the recogniser may use; two serve the embedded model well.
    pub fn load(model: &ModelFile, vad: &ModelFile, threads: usize) -> Result<Self, SpeechError> {
        let silero = Silero::load(&vad.path)?;
        let recogniser = Mutex::new(Recogniser::load(model, threads)?);
        Ok(Self { silero, recogniser, model: model.clone() })
    }

    /// The speech model in use.
    pub fn model(&self) -> &ModelFile {
        &self.model
    }

    /// Hears a whole take (16 kHz mono). `progress` is told percents, never falling; `cancelled` is looked at between
    /// segments.
    pub fn transcribe(
        &self,
        samples: &[f32],
        progress: &mut dyn FnMut(u8),
        cancelled: &AtomicBool,
    ) -> Result<Heard, SpeechError> {
        let mut track = Track::default();
        let mut parts = Parts::default();
        // A second at a time, so that a cancelled take stops listening too.
        for (index, block) in samples.chunks(RATE as usize).enumerate() {
            if cancelled.load(Ordering::Relaxed) {
                return Err(SpeechError::Cancelled);
            }
            for segment in self.listen(&mut track, block) {
                parts.add(self.hear(samples, 0, &segment)?);
                progress(((index as u64 + 1) * u64::from(RATE) * 100 / samples.len().max(1) as u64).min(99) as u8);
            }
        }
        if cancelled.load(Ordering::Relaxed) {
            return Err(SpeechError::Cancelled);
        }
        if let Some(segment) = track.segmenter.finish() {
            parts.add(self.hear(samples, 0, &segment)?);
        }
        progress(100);
        Ok(parts.heard)
    }

    /// Listens on: the segments that closed in these samples.
    pub(crate) fn listen(&self, track: &mut Track, samples: &[f32]) -> Vec<Segment> {
        let mut probabilities = Vec::new();
        self.silero.listen(&mut track.listener, samples, &mut probabilities);
        track.loudness(samples);
        let windows = probabilities.len();
        let loudness: Vec<f32> = track.loudness.drain(..windows.min(track.loudness.len())).collect();
        probabilities.iter().zip(loudness).filter_map(|(p, loud)| track.segmenter.push(*p, loud)).collect()
    }

    /// Recognises one segment; `from` is the position in the take of the first of `samples`.
    pub(crate) fn hear(&self, samples: &[f32], from: usize, segment: &Segment) -> Result<Phrase, SpeechError> {
        let start = from_ms(segment.sound.start_ms).saturating_sub(from).min(samples.len());
        let end = from_ms(segment.sound.end_ms).saturating_sub(from).clamp(start, samples.len());
        let said = {
            let mut recogniser = self.recogniser.lock().unwrap_or_else(PoisonError::into_inner);
            recogniser.recognise(&samples[start..end], None)?
        };
        let words = words::from_tokens(&said.tokens, segment.sound, &segment.voice);
        Ok(Phrase {
            start_ms: segment.voice.first().map_or(segment.sound.start_ms, |v| v.start_ms),
            end_ms: segment.voice.last().map_or(segment.sound.end_ms, |v| v.end_ms),
            words,
            speech: segment.voice.clone(),
            probable_fillers: Vec::new(),
            language: said.language,
        })
    }
}

/// One segment as it was heard.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Phrase {
    /// Its words; none where the sound was no speech.
    pub words: Vec<Word>,
    /// Where its voice starts.
    pub start_ms: u32,
    /// Where its voice ends.
    pub end_ms: u32,
    /// Its voiced stretches.
    pub speech: Vec<Span>,
    /// Its voiced stretches that carry no word.
    pub probable_fillers: Vec<Span>,
    /// Language spoken (ISO 639-1).
    pub language: Option<String>,
}

/// How far the listening to one take has come.
#[derive(Debug, Default)]
pub(crate) struct Track {
    pub(crate) listener: Listener,
    pub(crate) segmenter: Segmenter,
    loudness: Vec<f32>,
    square_sum: f32,
    squares: usize,
}

impl Track {
    /// Root mean square of each window, in step with the probabilities.
    fn loudness(&mut self, samples: &[f32]) {
        for sample in samples {
            self.square_sum += sample * sample;
            self.squares += 1;
            if self.squares == WINDOW {
                self.loudness.push((self.square_sum / WINDOW as f32).sqrt());
                (self.square_sum, self.squares) = (0.0, 0);
            }
        }
    }
}

/// The phrases of a take, joined.
#[derive(Debug, Default)]
pub(crate) struct Parts {
    pub(crate) heard: Heard,
}

impl Parts {
    /// Adds the next phrase.
    pub(crate) fn add(&mut self, phrase: Phrase) {
        if phrase.words.is_empty() {
            return;
        }
        let heard = &mut self.heard;
        heard.words.extend(phrase.words);
        heard.speech.extend(phrase.speech);
        heard.probable_fillers.extend(phrase.probable_fillers);
        if heard.language.is_none() {
            heard.language = phrase.language;
        }
    }
}
