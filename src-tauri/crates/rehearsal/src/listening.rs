//! The live ear: takes what the writer taps off, and hears it while the person still speaks.
//!
//! It runs on a thread of its own. Should it fail or fall behind, the recording does not notice: the take is then heard
//! from its file.

use std::{
    sync::{
        Arc,
        mpsc::{self, Receiver, Sender},
    },
    thread::{self, JoinHandle},
};

use interview::transcript::{Transcript, Word};
use speech::{Heard, Live, samples::Resampler};

use crate::{Engine, RehearsalError, engine::Loaded};

/// What is told while listening.
pub(crate) enum Listened {
    /// A phrase was understood.
    Phrase(speech::Phrase),
    /// The recording has ended; so many percent of what was left are heard.
    LastWords(u8),
    /// Live transcription is not possible; the take will be heard from its file.
    Failed(RehearsalError),
}

/// Mono samples at the device's rate, as tapped.
pub(crate) struct Chunk {
    pub sample_rate: u32,
    pub samples: Vec<f32>,
}

/// A running live ear.
pub(crate) struct Listening {
    chunks: Sender<Chunk>,
    thread: JoinHandle<Result<(Heard, Loaded), RehearsalError>>,
}

impl Listening {
    /// Starts listening; `told` hears of phrases and failure.
    pub fn start(engine: Arc<Engine>, model: Option<String>, told: Arc<dyn Fn(Listened) + Send + Sync>) -> Self {
        let (chunks, tapped) = mpsc::channel();
        let thread = thread::spawn(move || {
            let heard = listen(&engine, model.as_deref(), &tapped, &told);
            if let Err(RehearsalError::Speech(error)) = heard {
                tracing::warn!(%error, "live transcription ended");
                told(Listened::Failed(error.into()));
                return Err(RehearsalError::AnalysisStopped);
            }
            heard
        });
        Self { chunks, thread }
    }

    /// Where the tap sends its chunks. Sending never blocks; it fails once nobody listens.
    pub fn ear(&self) -> Sender<Chunk> {
        self.chunks.clone()
    }

    /// Lets go: what was tapped is not heard to its end.
    pub fn abandon(self) {
        drop(self.chunks);
    }

    /// Waits for the last words. Every clone of [`Listening::ear`] must be gone.
    pub fn finish(self) -> Result<(Heard, Loaded), RehearsalError> {
        drop(self.chunks);
        self.thread.join().unwrap_or(Err(RehearsalError::AnalysisStopped))
    }
}

fn listen(
    engine: &Arc<Engine>,
    model: Option<&str>,
    tapped: &Receiver<Chunk>,
    told: &Arc<dyn Fn(Listened) + Send + Sync>,
) -> Result<(Heard, Loaded), RehearsalError> {
    let loaded = engine.hearing(model)?;
    let sentences = SentenceFeed::start(Arc::clone(engine));
    let told_end = Arc::clone(told);
    let told = Arc::clone(told);
    let live = Live::start(Arc::clone(&loaded.hearing), move |phrase: speech::Phrase| {
        if !phrase.ahead {
            sentences.add(&phrase.words);
        }
        told(Listened::Phrase(phrase));
    });
    let mut resampler: Option<Resampler> = None;
    let mut samples = Vec::new();
    for chunk in tapped {
        let resampler = match &mut resampler {
            Some(resampler) => resampler,
            none => none.insert(Resampler::new(chunk.sample_rate)?),
        };
        resampler.push(&chunk.samples, &mut samples);
        live.push(&samples);
        samples.clear();
    }
    if let Some(resampler) = resampler {
        resampler.finish(&mut samples);
        live.push(&samples);
    }
    let heard = live.finish(|percent| told_end(Listened::LastWords(percent)))?;
    Ok((heard, loaded))
}

/// Embeds sentences as soon as they are closed, so that at the stop only the last is left.
struct SentenceFeed {
    words: Sender<Vec<Word>>,
}

impl SentenceFeed {
    fn start(engine: Arc<Engine>) -> Self {
        let (words, heard) = mpsc::channel::<Vec<Word>>();
        thread::spawn(move || {
            // Words since the last closed sentence: what was embedded is not looked at again.
            let mut open = Vec::new();
            while let Ok(more) = heard.recv() {
                open.extend(more);
                open.extend(heard.try_iter().flatten());
                let mut closed = Transcript::from_words(open, None);
                let mut words = closed.words.take().unwrap_or_default();
                let last = closed.sentences.pop().and_then(|sentence| sentence.first_word);
                open = words.split_off(last.map_or(0, |first| first as usize).min(words.len()));
                if let Err(error) = engine.vectors(&closed) {
                    tracing::warn!(%error, "sentences wait until the stop");
                    return;
                }
            }
        });
        Self { words }
    }

    fn add(&self, words: &[Word]) {
        // A feed that ended leaves its work to the stop.
        let _ = self.words.send(words.to_vec());
    }
}
