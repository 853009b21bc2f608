//! Hearing while the person speaks: two threads behind a queue that never makes the writer wait.
//!
//! The *listener* finds segments (the same state machine a file goes through) and keeps only the sound it may still
//! need; the *transcriber* turns closed segments to phrases. A machine too slow to keep up lets the queue of segments
//! grow: captions lag, nothing is lost, and [`Live::finish`] takes longer and says how far it is.

use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::sync::mpsc::{Receiver, Sender, channel};
use std::sync::{Arc, Mutex, PoisonError};
use std::thread::JoinHandle;

use crate::error::SpeechError;
use crate::hearing::{Heard, Hearing, Parts, Phrase, Track};
use crate::samples::from_ms;
use crate::segments::Segment;

/// A take being heard.
#[derive(Debug)]
pub struct Live {
    /// Dropped to say that the sound has ended.
    sound: Option<Sender<Vec<f32>>>,
    listener: Option<JoinHandle<()>>,
    transcriber: Option<JoinHandle<()>>,
    shared: Arc<Shared>,
    /// One message for each segment done, so that waiting needs no polling.
    done: Receiver<()>,
}

/// What the threads and the owner all see.
#[derive(Debug, Default)]
struct Shared {
    cancelled: AtomicBool,
    /// Milliseconds of segments found, and of those transcribed.
    found_ms: AtomicU64,
    heard_ms: AtomicU64,
    parts: Mutex<Parts>,
    failed: Mutex<Option<SpeechError>>,
}

/// A closed segment with its sound.
struct Job {
    segment: Segment,
    samples: Vec<f32>,
    from: usize,
}

impl Live {
    /// Starts hearing. `on_phrase` is called on the transcriber's thread for each phrase that has words.
    pub fn start(hearing: Arc<Hearing>, mut on_phrase: impl FnMut(Phrase) + Send + 'static) -> Self {
        let shared = Arc::new(Shared::default());
        let (sound, sound_in) = channel::<Vec<f32>>();
        let (jobs, jobs_in) = channel::<Job>();
        let (tell, done) = channel();
        let listener = std::thread::spawn({
            let (hearing, shared) = (Arc::clone(&hearing), Arc::clone(&shared));
            move || listen(&hearing, &shared, &sound_in, &jobs)
        });
        let transcriber = std::thread::spawn({
            let shared = Arc::clone(&shared);
            move || {
                for job in jobs_in {
                    if !shared.cancelled.load(Ordering::Relaxed) {
                        shared.hear(&hearing, &job, &mut on_phrase);
                    }
                    shared.heard_ms.fetch_add(u64::from(job.segment.sound.len_ms()), Ordering::Relaxed);
                    // The owner may have gone without waiting.
                    let _ = tell.send(());
                }
            }
        });
        Self { sound: Some(sound), listener: Some(listener), transcriber: Some(transcriber), shared, done }
    }

    /// Takes the next samples (16 kHz mono). Copies them into a queue and returns: never waits for the recogniser.
    pub fn push(&self, samples: &[f32]) {
        if let Some(sound) = &self.sound {
            // The listener ends early only when cancelled; then nobody wants the sound.
            let _ = sound.send(samples.to_vec());
        }
    }

    /// Milliseconds of closed segments that wait for the recogniser.
    pub fn behind_ms(&self) -> u32 {
        let found = self.shared.found_ms.load(Ordering::Relaxed);
        u32::try_from(found.saturating_sub(self.shared.heard_ms.load(Ordering::Relaxed))).unwrap_or(u32::MAX)
    }

    /// Stops hearing at once; [`Live::finish`] then returns [`SpeechError::Cancelled`].
    pub fn cancel(&self) {
        self.shared.cancelled.store(true, Ordering::Relaxed);
    }

    /// Ends the sound, transcribes what is left of it, and returns all that was heard. `progress` is told percents of
    /// what was left, never falling.
    pub fn finish(mut self, mut progress: impl FnMut(u8)) -> Result<Heard, SpeechError> {
        let heard_before = self.shared.heard_ms.load(Ordering::Relaxed);
        self.sound = None;
        let listened = self.listener.take().map(JoinHandle::join);
        let due = self.shared.found_ms.load(Ordering::Relaxed).saturating_sub(heard_before).max(1);
        while self.done.recv().is_ok() {
            let heard = self.shared.heard_ms.load(Ordering::Relaxed).saturating_sub(heard_before);
            progress((heard * 100 / due).min(99) as u8);
        }
        let transcribed = self.transcriber.take().map(JoinHandle::join);
        if !matches!((listened, transcribed), (Some(Ok(())), Some(Ok(())))) {
            return Err(SpeechError::LiveEnded);
        }
        if self.shared.cancelled.load(Ordering::Relaxed) {
            return Err(SpeechError::Cancelled);
        }
        if let Some(error) = self.shared.failed.lock().unwrap_or_else(PoisonError::into_inner).take() {
            return Err(error);
        }
        progress(100);
        let mut parts = self.shared.parts.lock().unwrap_or_else(PoisonError::into_inner);
        Ok(std::mem::take(&mut parts.heard))
    }
}

impl Drop for Live {
    fn drop(&mut self) {
        // Not finished: the threads end by themselves as soon as they look.
        if self.transcriber.is_some() {
            self.cancel();
        }
    }
}

impl Shared {
    fn hear(&self, hearing: &Hearing, job: &Job, on_phrase: &mut impl FnMut(Phrase)) {
        let mut failed = self.failed.lock().unwrap_or_else(PoisonError::into_inner);
        if failed.is_some() {
            return;
        }
        match hearing.hear(&job.samples, job.from, &job.segment) {
            Ok(phrase) => {
                drop(failed);
                self.parts.lock().unwrap_or_else(PoisonError::into_inner).add(phrase.clone());
                if !phrase.words.is_empty() {
                    on_phrase(phrase);
                }
            }
            Err(error) => *failed = Some(error),
        }
    }
}

/// The listener's thread: sound in, segments out, until the sound ends.
fn listen(hearing: &Hearing, shared: &Shared, sound: &Receiver<Vec<f32>>, jobs: &Sender<Job>) {
    let mut track = Track::default();
    // The sound from `from` on; what lies before can belong to no segment any more.
    let (mut kept, mut from) = (Vec::<f32>::new(), 0_usize);
    let hand_over = |segment: Segment, kept: &[f32], from: usize| {
        let start = from_ms(segment.sound.start_ms).saturating_sub(from).min(kept.len());
        let end = from_ms(segment.sound.end_ms).saturating_sub(from).clamp(start, kept.len());
        shared.found_ms.fetch_add(u64::from(segment.sound.len_ms()), Ordering::Relaxed);
        let _ = jobs.send(Job { samples: kept[start..end].to_vec(), from: from + start, segment });
    };
    for block in sound {
        if shared.cancelled.load(Ordering::Relaxed) {
            return;
        }
        kept.extend_from_slice(&block);
        for segment in hearing.listen(&mut track, &block) {
            hand_over(segment, &kept, from);
        }
        let unneeded = from_ms(track.segmenter.floor_ms()).saturating_sub(from).min(kept.len());
        // Moving the rest down is worth it only for a good piece.
        if unneeded > kept.len() / 2 {
            kept.drain(..unneeded);
            from += unneeded;
        }
    }
    if let Some(segment) = track.segmenter.finish() {
        hand_over(segment, &kept, from);
    }
}
