//! Several recognisers at work on one take: segments in, phrases out, in the order of the sound.
//!
//! A file and a live take share this: a queue of segments, one worker for each recogniser, and a place where phrases
//! wait until all before them are there. Each worker computes on one thread only; two of them on two cores are faster
//! than one on two threads, which spend their time waiting for each other. While a speaker pauses, an idle worker hears
//! what was said since the last pause: when the person stops there, the words are there already. When the person goes
//! on, the segment is heard as a whole once it closes, and the pieces are forgotten.

use std::collections::BTreeMap;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::sync::mpsc::Receiver;
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::thread::ScopedJoinHandle;

use crate::error::SpeechError;
use crate::hearing::{Heard, Hearing, Phrase, Track};
use crate::samples::from_ms;
use crate::segments::Segment;
use crate::whisper::{Care, Hurry};

/// A segment with its sound.
#[derive(Debug)]
pub struct Job {
    /// The same in pieces, some of them heard ahead: what there is of it when somebody waits.
    parts: Vec<Segment>,
    /// Its place in the take; none for one that is still open and heard ahead of time.
    index: Option<u64>,
    segment: Segment,
    samples: Vec<f32>,
    care: Care,
}

impl Job {
    fn new(index: Option<u64>, segment: Segment, track: &Track, care: Care) -> Self {
        let samples = track.sound(segment.sound).to_vec();
        Self { index, segment, samples, care, parts: Vec::new() }
    }

    /// The same job, with the pieces its segment consists of.
    pub fn in_parts(self, parts: Vec<Segment>) -> Self {
        Self { parts, ..self }
    }

    /// The sound of one of its pieces.
    fn sound_of(&self, part: &Segment) -> &[f32] {
        let at = |ms: u32| from_ms(ms.saturating_sub(self.segment.sound.start_ms)).min(self.samples.len());
        let end = at(part.sound.end_ms);
        &self.samples[at(part.sound.start_ms).min(end)..end]
    }
}

/// What the workers and those who wait for them all see.
#[derive(Debug, Default)]
pub struct Progress {
    /// Set to make the workers let the rest go.
    pub cancelled: AtomicBool,
    /// Set when somebody waits for what is left.
    pub hurried: Arc<AtomicBool>,
    /// Samples listened to, live.
    pub listened: AtomicU64,
    handed_over: AtomicU64,
    /// Milliseconds of sound in segments handed over, and in those done.
    found_ms: AtomicU64,
    done_ms: AtomicU64,
    joined: Mutex<Joined>,
    ahead: Mutex<Vec<Ahead>>,
    ahead_done: Condvar,
}

/// A piece of an open segment.
#[derive(Debug)]
struct Ahead {
    segment: Segment,
    /// Absent while a worker is at it.
    phrase: Option<Phrase>,
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
    /// Makes a job of a segment.
    pub fn job(&self, segment: Segment, track: &Track, care: Care) -> Job {
        self.found_ms.fetch_add(u64::from(segment.sound.len_ms()), Ordering::Relaxed);
        let index = Some(self.handed_over.fetch_add(1, Ordering::Relaxed));
        Job::new(index, segment, track, care)
    }

    /// Makes a job of a piece of a segment that is still open, to be heard ahead of time.
    pub fn job_ahead(&self, segment: Segment, track: &Track) -> Job {
        lock(&self.ahead).push(Ahead { segment: segment.clone(), phrase: None });
        Job::new(None, segment, track, Care::Soon)
    }

    /// One worker: takes jobs until there are no more. `on_phrase` is told phrases with words, in order,
    /// and before each those of its pieces that were heard ahead.
    pub fn work(&self, hearing: &Hearing, jobs: &Mutex<Receiver<Job>>, on_phrase: &Mutex<impl FnMut(Phrase)>) {
        loop {
            let job = lock(jobs).recv();
            let Ok(job) = job else { return };
            let Some(index) = job.index else {
                if let Some(phrase) = self.hear_ahead(hearing, &job).filter(|phrase| !phrase.words.is_empty()) {
                    lock(on_phrase)(Phrase { ahead: true, ..phrase });
                }
                continue;
            };
            if !self.stopped() {
                let (ready, parts) = self.heard_ahead(&job);
                let ready = ready.filter(|ready| ready.sure || job.care == Care::Soon);
                let phrase = ready.map_or_else(|| self.hear(hearing, &job, parts), Ok);
                self.join(index, phrase, on_phrase);
            }
            self.done_ms.fetch_add(u64::from(job.segment.sound.len_ms()), Ordering::Relaxed);
        }
    }

    /// Hears a closed segment. When somebody waits meanwhile, and most of it was heard ahead in pieces, those are used and
    /// only the rest is heard.
    fn hear(&self, hearing: &Hearing, job: &Job, parts: Vec<Option<Phrase>>) -> Result<Phrase, SpeechError> {
        let (heard, unheard): (Vec<_>, Vec<_>) = job.parts.iter().zip(&parts).partition(|(_, phrase)| phrase.is_some());
        let length =
            |parts: &[(&Segment, &Option<Phrase>)]| -> u32 { parts.iter().map(|(part, _)| part.sound.len_ms()).sum() };
        let hurry = Hurry { flag: &self.hurried, at_once: length(&heard) > length(&unheard) };
        match hearing.hear(&job.samples, &job.segment, job.care, Some(hurry)) {
            Err(SpeechError::Cancelled) => Self::hear_in_parts(hearing, job, parts),
            heard => heard,
        }
    }

    /// Hears what of a segment was not heard ahead, shared between the recognisers.
    fn hear_in_parts(hearing: &Hearing, job: &Job, parts: Vec<Option<Phrase>>) -> Result<Phrase, SpeechError> {
        let phrases = std::thread::scope(|scope| {
            let unheard = |part| scope.spawn(move || hearing.hear(job.sound_of(part), part, Care::Soon, None));
            let parts = job.parts.iter().zip(parts).map(|(part, phrase)| phrase.ok_or_else(|| unheard(part)));
            // All begin before the first is waited for.
            let parts: Vec<_> = parts.collect();
            let heard = |part: Result<Phrase, ScopedJoinHandle<'_, Result<Phrase, SpeechError>>>| {
                part.or_else(|hearing| hearing.join().unwrap_or(Err(SpeechError::LiveEnded)))
            };
            parts.into_iter().map(heard).collect::<Result<_, _>>()
        })?;
        Ok(Phrase::joined(&job.segment, phrases))
    }

    /// Hears a piece; nothing when its segment has closed meanwhile. A failure is left to the time when that is heard.
    fn hear_ahead(&self, hearing: &Hearing, job: &Job) -> Option<Phrase> {
        let wanted = lock(&self.ahead).iter().any(|ahead| ahead.segment == job.segment);
        let mut attempt = Attempt { crew: self, segment: &job.segment, phrase: None };
        if wanted && !self.stopped() {
            attempt.phrase = hearing.hear(&job.samples, &job.segment, job.care, None).ok();
        }
        let heard = attempt.phrase.clone();
        drop(attempt);
        heard.filter(|_| lock(&self.ahead).iter().any(|ahead| ahead.segment == job.segment))
    }

    /// What was heard of this very segment before it closed, and of its pieces; waits for the worker that is at all of
    /// it. Here they are forgotten.
    fn heard_ahead(&self, job: &Job) -> (Option<Phrase>, Vec<Option<Phrase>>) {
        let segment = &job.segment;
        let mut ahead = lock(&self.ahead);
        while ahead.iter().any(|ahead| ahead.segment == *segment && ahead.phrase.is_none()) {
            ahead = self.ahead_done.wait(ahead).unwrap_or_else(PoisonError::into_inner);
        }
        let mut take = |wanted: &Segment| {
            ahead.iter_mut().find(|ahead| ahead.segment == *wanted).and_then(|ahead| ahead.phrase.take())
        };
        let ready = take(segment);
        let parts = job.parts.iter().map(take).collect();
        ahead.retain(|ahead| {
            let sound = ahead.segment.sound;
            sound.start_ms >= segment.sound.end_ms || sound.end_ms <= segment.sound.start_ms
        });
        (ready, parts)
    }

    /// Whether there is nothing to do but to hear ahead.
    pub fn idle(&self) -> bool {
        self.behind_ms() == 0 && lock(&self.ahead).iter().all(|ahead| ahead.phrase.is_some())
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
        self.cancelled.load(Ordering::Relaxed) || lock(&self.joined).failed.is_some()
    }

    /// All that was heard, or why not.
    pub fn result(&self) -> Result<Heard, SpeechError> {
        if self.cancelled.load(Ordering::Relaxed) {
            return Err(SpeechError::Cancelled);
        }
        let mut joined = lock(&self.joined);
        joined.failed.take().map_or_else(|| Ok(std::mem::take(&mut joined.heard)), Err)
    }

    fn join(&self, index: u64, phrase: Result<Phrase, SpeechError>, on_phrase: &Mutex<impl FnMut(Phrase)>) {
        // Held while phrases are told, so that they are told in order.
        let mut tell = lock(on_phrase);
        let mut ready = Vec::new();
        {
            let mut joined = lock(&self.joined);
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
}

/// A piece being heard. Whoever waits for it is let go in any case, even should the worker die.
struct Attempt<'a> {
    crew: &'a Progress,
    segment: &'a Segment,
    phrase: Option<Phrase>,
}

impl Drop for Attempt<'_> {
    fn drop(&mut self) {
        let mut ahead = lock(&self.crew.ahead);
        let at = ahead.iter().position(|ahead| ahead.segment == *self.segment);
        match (at, self.phrase.take()) {
            (Some(at), Some(phrase)) => ahead[at].phrase = Some(phrase),
            (Some(at), None) => drop(ahead.remove(at)),
            (None, _) => {}
        }
        self.crew.ahead_done.notify_all();
    }
}

/// A poisoned lock only says that a thread ended; what it guards is whole after each step.
fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
