//! Several recognisers at work on one take: segments in, phrases out, in the order of the sound.
//!
//! A file and a live take share this: a queue of segments, one worker for each recogniser, and a place where phrases
//! wait until all before them are there. Each worker computes on one thread only; two of them on two cores are faster
//! than one on two threads, which spend their time waiting for each other.

use std::collections::BTreeMap;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::sync::mpsc::Receiver;
use std::sync::{Mutex, PoisonError};

use crate::error::SpeechError;
use crate::hearing::{Heard, Hearing, Phrase};
use crate::samples::from_ms;
use crate::segments::Segment;

/// A closed segment with its sound.
#[derive(Debug)]
pub struct Job {
    index: u64,
    segment: Segment,
    samples: Vec<f32>,
}

/// What the workers and those who wait for them all see.
#[derive(Debug, Default)]
pub struct Progress {
    /// Set to make the workers let the rest go.
    pub cancelled: AtomicBool,
    handed_over: AtomicU64,
    /// Milliseconds of sound in segments handed over, and in those done.
    found_ms: AtomicU64,
    done_ms: AtomicU64,
    joined: Mutex<Joined>,
}

/// Phrases in order, as far as they are complete.
#[derive(Debug, Default)]
struct Joined {
    next: u64,
    waiting: BTreeMap<u64, Phrase>,
    heard: Heard,
    failed: Option<SpeechError>,
}

impl Progress {
    /// Makes a job of a segment; `from` is the position in the take of the first of `samples`.
    pub fn job(&self, segment: Segment, samples: &[f32], from: usize) -> Job {
        let start = from_ms(segment.sound.start_ms).saturating_sub(from).min(samples.len());
        let end = from_ms(segment.sound.end_ms).saturating_sub(from).clamp(start, samples.len());
        self.found_ms.fetch_add(u64::from(segment.sound.len_ms()), Ordering::Relaxed);
        let index = self.handed_over.fetch_add(1, Ordering::Relaxed);
        Job { index, segment, samples: samples[start..end].to_vec() }
    }

    /// One worker: takes jobs until there are no more. `on_phrase` is told phrases with words, in order.
    pub fn work(&self, hearing: &Hearing, jobs: &Mutex<Receiver<Job>>, on_phrase: &Mutex<impl FnMut(Phrase)>) {
        loop {
            let job = jobs.lock().unwrap_or_else(PoisonError::into_inner).recv();
            let Ok(job) = job else { return };
            if !self.stopped() {
                let phrase = hearing.hear(&job.samples, &job.segment);
                self.join(job.index, phrase, on_phrase);
            }
            self.done_ms.fetch_add(u64::from(job.segment.sound.len_ms()), Ordering::Relaxed);
        }
    }

    /// Milliseconds of sound in closed segments that wait for a recogniser.
    pub fn behind_ms(&self) -> u64 {
        self.found_ms.load(Ordering::Relaxed).saturating_sub(self.done_ms())
    }

    /// Milliseconds of sound in segments that are done.
    pub fn done_ms(&self) -> u64 {
        self.done_ms.load(Ordering::Relaxed)
    }

    /// Whether the rest may be let go: cancelled, or failed already.
    pub fn stopped(&self) -> bool {
        self.cancelled.load(Ordering::Relaxed) || self.lock().failed.is_some()
    }

    /// All that was heard, or why not.
    pub fn result(&self) -> Result<Heard, SpeechError> {
        if self.cancelled.load(Ordering::Relaxed) {
            return Err(SpeechError::Cancelled);
        }
        let mut joined = self.lock();
        joined.failed.take().map_or_else(|| Ok(std::mem::take(&mut joined.heard)), Err)
    }

    fn join(&self, index: u64, phrase: Result<Phrase, SpeechError>, on_phrase: &Mutex<impl FnMut(Phrase)>) {
        // Held while phrases are told, so that they are told in order.
        let mut tell = on_phrase.lock().unwrap_or_else(PoisonError::into_inner);
        let mut ready = Vec::new();
        {
            let mut joined = self.lock();
            match phrase {
                Ok(phrase) => drop(joined.waiting.insert(index, phrase)),
                Err(error) => joined.failed = Some(error),
            }
            while let Some(phrase) = {
                let next = joined.next;
                joined.waiting.remove(&next)
            } {
                joined.next += 1;
                joined.heard.add(&phrase);
                ready.push(phrase);
            }
        }
        ready.into_iter().filter(|phrase| !phrase.words.is_empty()).for_each(&mut *tell);
    }

    fn lock(&self) -> std::sync::MutexGuard<'_, Joined> {
        self.joined.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
