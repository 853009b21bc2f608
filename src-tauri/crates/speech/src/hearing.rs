//! Warm recognisers and a warm voice detector: what a take is heard with, live or from a file.

use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::{SyncSender, channel, sync_channel};
use std::sync::{Arc, Mutex};

use interview::time::Span;
use interview::transcript::Word;

use crate::catalog::ModelFile;
use crate::crew::{Job, Progress};
use crate::error::SpeechError;
use crate::fillers;
use crate::pool::Pool;
use crate::samples::from_ms;
use crate::segments::{Segment, Segmenter};
use crate::silero::{Listener, Silero, WINDOW};
use crate::timbre::{self, Timbre};
use crate::voices;
use crate::whisper::{self, Care, Hurry, load};
use crate::words;

/// The most recognisers one model is given; each has its working memory.
const MOST_RECOGNISERS: usize = 4;

/// What was heard in one take.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Heard {
    /// The words, in order; times never run backwards and stay inside the take.
    pub words: Vec<Word>,
    /// Voiced stretches of the take.
    pub speech: Vec<Span>,
    /// Where a filler is probable that is no word of the transcript.
    pub probable_fillers: Vec<Span>,
    /// Language spoken (ISO 639-1), when there were words.
    pub language: Option<String>,
    /// How the voiced stretches sound.
    timbres: Vec<Timbre>,
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
    /// Where a filler is probable that is none of its words.
    pub probable_fillers: Vec<Span>,
    /// Language spoken (ISO 639-1).
    pub language: Option<String>,
    /// Whether it was heard ahead of time, in a segment still open: the phrase of the whole segment follows and takes its
    /// place. Told while listening live, never part of what was heard in the end.
    pub ahead: bool,
    /// How its voiced stretches sound.
    pub(crate) timbres: Vec<Timbre>,
    /// Whether hearing it with more care would have changed nothing.
    pub(crate) sure: bool,
}

/// One loaded speech model and voice detector. Shared by reference: takes heard at the same time take turns, segment
/// by segment.
#[derive(Debug)]
pub struct Hearing {
    silero: Silero,
    recognisers: Pool,
    warmed: AtomicBool,
    model: ModelFile,
}

impl Hearing {
    /// Loads both models. `threads` is how many segments are worked on at the same time, each on one thread.
    pub fn load(model: &ModelFile, vad: &ModelFile, threads: usize) -> Result<Self, SpeechError> {
        let silero = Silero::load(&vad.path)?;
        let recognisers = Pool::new(load(model, threads.clamp(1, MOST_RECOGNISERS))?);
        Ok(Self { silero, recognisers, warmed: AtomicBool::new(false), model: model.clone() })
    }

    /// The speech model in use.
    pub fn model(&self) -> &ModelFile {
        &self.model
    }

    /// How many segments are worked on at the same time.
    pub(crate) fn recognisers(&self) -> usize {
        self.recognisers.count()
    }

    /// Hears a whole take: its sound block by block (16 kHz mono; [`samples::blocks`], [`samples::SoundReader::mono`]), of which
    /// no more is read than can be heard. `progress` is told percents of `length_ms`, never falling; `cancelled` is
    /// looked at between segments.
    ///
    /// [`samples::blocks`]: crate::samples::blocks
    /// [`samples::SoundReader::mono`]: crate::samples::SoundReader::mono
    pub fn transcribe(
        &self,
        sound: impl Iterator<Item = Result<Vec<f32>, SpeechError>> + Send,
        length_ms: u32,
        progress: &mut dyn FnMut(u8),
        cancelled: &AtomicBool,
    ) -> Result<Heard, SpeechError> {
        let crew = Progress::default();
        // Room for a segment for each recogniser: what is found waits there, and the file is read no further.
        let (jobs, waiting) = sync_channel(self.recognisers());
        let (told, phrases) = channel();
        let waiting = Mutex::new(waiting);
        let on_phrase = Mutex::new(move |phrase: Phrase| {
            // Nobody listens any more once the take is cancelled.
            let _ = told.send(phrase.end_ms);
        });
        let mut percent = 0;
        let read = std::thread::scope(|scope| {
            let crew = &crew;
            let workers: Vec<_> =
                (0..self.recognisers()).map(|_| scope.spawn(|| crew.work(self, &waiting, &on_phrase))).collect();
            let reader = scope.spawn(move || self.listen_to_all(crew, sound, &jobs));
            while workers.iter().any(|worker| !worker.is_finished()) {
                if cancelled.load(Ordering::Relaxed) {
                    crew.cancelled.store(true, Ordering::Relaxed);
                }
                // Woken by each phrase, and now and then to look at `cancelled`.
                if let Ok(end_ms) = phrases.recv_timeout(std::time::Duration::from_millis(20)) {
                    percent = percent.max((u64::from(end_ms) * 100 / u64::from(length_ms.max(1))).min(99) as u8);
                    progress(percent);
                }
            }
            reader.join().unwrap_or(Err(SpeechError::LiveEnded))
        });
        if cancelled.load(Ordering::Relaxed) {
            return Err(SpeechError::Cancelled);
        }
        read?;
        let heard = crew.result()?;
        progress(100);
        Ok(heard)
    }

    /// Finds the segments of a whole take and hands them over.
    fn listen_to_all(
        &self,
        crew: &Progress,
        sound: impl Iterator<Item = Result<Vec<f32>, SpeechError>>,
        jobs: &SyncSender<Job>,
    ) -> Result<(), SpeechError> {
        let mut track = Track::default();
        // The workers take what they are handed as long as this sender lives.
        let hand_over = |segment, track: &Track| drop(jobs.send(crew.job(segment, track, Care::Whole)));
        for block in sound {
            if crew.stopped() {
                return Ok(());
            }
            for (segment, _) in self.listen(&mut track, &block?) {
                hand_over(segment, &track);
            }
            track.forget();
        }
        if let Some(segment) = track.segmenter.finish() {
            hand_over(segment, &track);
        }
        Ok(())
    }

    /// Where another voice than the one that speaks most is heard in a sound (16 kHz mono), without turning it to words.
    pub fn other_voices(&self, samples: &[f32]) -> Vec<Span> {
        let mut track = Track::default();
        let mut voice = Vec::new();
        for block in samples.chunks(WINDOW) {
            voice.extend(self.listen(&mut track, block).into_iter().flat_map(|(segment, _)| segment.voice));
            track.forget();
        }
        voice.extend(track.segmenter.finish().into_iter().flat_map(|segment| segment.voice));
        voices::others(&timbre::of(samples, 0, &voice))
    }

    /// Listens on: the segments that closed in these samples, each with its pieces.
    pub(crate) fn listen(&self, track: &mut Track, samples: &[f32]) -> Vec<(Segment, Vec<Segment>)> {
        track.kept.extend_from_slice(samples);
        let mut probabilities = Vec::new();
        self.silero.listen(&mut track.listener, samples, &mut probabilities);
        track.add_loudness(samples);
        let loudness: Vec<f32> = track.loudness.drain(..probabilities.len().min(track.loudness.len())).collect();
        let segmenter = &mut track.segmenter;
        let push = |(p, loud): (&f32, f32)| segmenter.push(*p, loud).map(|closed| (closed, segmenter.parts()));
        probabilities.iter().zip(loudness).filter_map(push).collect()
    }

    /// Makes the recognisers take the memory a live take may need, once and on a thread of its own.
    pub(crate) fn warm_up(self: &Arc<Self>) {
        if self.warmed.swap(true, Ordering::Relaxed) {
            return;
        }
        let hearing = Arc::clone(self);
        std::thread::spawn(move || {
            if let Err(error) = whisper::warm_up(&hearing.recognisers) {
                tracing::warn!(%error, "the recognisers are not warm");
            }
        });
    }

    /// Waits until no recogniser is at work any more.
    ///
    /// What was under way when a take ended early is let go as soon as that can be done safely, a second later perhaps:
    /// a program must not end before.
    pub fn settle(&self) {
        self.recognisers.settle();
    }

    /// Recognises one segment. In a hurry it ends as soon as it can:
    /// with what was recognised so far, or with [`SpeechError::Cancelled`] where that is nothing.
    pub(crate) fn hear(
        &self,
        samples: &[f32],
        segment: &Segment,
        care: Care,
        hurry: Option<Hurry<'_>>,
    ) -> Result<Phrase, SpeechError> {
        let voice_end = segment.voice.last().map_or(segment.sound.end_ms, |v| v.end_ms);
        let voice_end_ms = voice_end.saturating_sub(segment.sound.start_ms);
        let said = whisper::recognise(&self.recognisers, samples, voice_end_ms, None, care, hurry)?;
        let mut words = words::from_tokens(&said.tokens, segment.sound, &segment.voice);
        let probable_fillers = fillers::find(samples, segment, &said.tokens, &said.hesitations, &mut words);
        Ok(Phrase {
            start_ms: segment.voice.first().map_or(segment.sound.start_ms, |v| v.start_ms),
            end_ms: voice_end,
            words,
            speech: segment.voice.clone(),
            probable_fillers,
            language: said.language,
            timbres: timbre::of(samples, segment.sound.start_ms, &segment.voice),
            ahead: false,
            sure: said.sure,
        })
    }
}

impl Phrase {
    /// One phrase of the pieces of a segment.
    pub(crate) fn joined(segment: &Segment, parts: Vec<Self>) -> Self {
        let mut joined = Self {
            start_ms: segment.voice.first().map_or(segment.sound.start_ms, |v| v.start_ms),
            end_ms: segment.voice.last().map_or(segment.sound.end_ms, |v| v.end_ms),
            speech: segment.voice.clone(),
            ..Self::default()
        };
        for part in parts {
            joined.words.extend(part.words);
            joined.probable_fillers.extend(part.probable_fillers);
            joined.timbres.extend(part.timbres);
            joined.language = joined.language.or(part.language);
        }
        joined
    }
}

impl Heard {
    /// Where another voice than the candidate's speaks, in order; nothing unless that is sure.
    pub fn other_voices(&self) -> Vec<Span> {
        voices::others(&self.timbres)
    }

    /// Adds the next phrase; a sound in which neither word nor filler was heard is no speech.
    pub(crate) fn add(&mut self, phrase: &Phrase) {
        if phrase.words.is_empty() && phrase.probable_fillers.is_empty() {
            return;
        }
        self.words.extend_from_slice(&phrase.words);
        self.speech.extend_from_slice(&phrase.speech);
        self.probable_fillers.extend_from_slice(&phrase.probable_fillers);
        self.timbres.extend_from_slice(&phrase.timbres);
        if self.language.is_none() {
            self.language.clone_from(&phrase.language);
        }
    }
}

/// How far the listening to one take has come.
#[derive(Debug, Default)]
pub(crate) struct Track {
    listener: Listener,
    pub(crate) segmenter: Segmenter,
    loudness: Vec<f32>,
    square_sum: f32,
    squares: usize,
    /// The sound that may still be needed, and how many samples of the take lie before it.
    kept: Vec<f32>,
    forgotten: usize,
}

impl Track {
    /// The sound of a span, as far as it is kept.
    pub(crate) fn sound(&self, span: Span) -> &[f32] {
        let at = |ms| from_ms(ms).saturating_sub(self.forgotten).min(self.kept.len());
        let end = at(span.end_ms);
        &self.kept[at(span.start_ms).min(end)..end]
    }

    /// Lets go of the sound that can belong to no segment any more.
    pub(crate) fn forget(&mut self) {
        let unneeded = from_ms(self.segmenter.floor_ms()).saturating_sub(self.forgotten).min(self.kept.len());
        // Moving the rest down is worth it only for a good piece.
        if unneeded > self.kept.len() / 2 {
            self.kept.drain(..unneeded);
            self.forgotten += unneeded;
        }
    }

    /// Root mean square of each window, in step with the probabilities.
    fn add_loudness(&mut self, samples: &[f32]) {
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
