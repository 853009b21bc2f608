//! Several recognisers at work on one take: segments in, phrases out, in the order of the sound.
//!
//! A file and a live take share this: a queue of segments, one worker for each recogniser, and a place where phrases
//! wait until all before them are there. Each worker computes on one thread, unless it is [alone](crate::pool::Place);
//! two of them on two cores are faster than one on two threads, which spend their time waiting for each other. While a
//! speaker pauses, an idle worker hears what was said since the last pause: when the person stops there, the words are
//! there already. When the person goes on, the segment is heard as a whole once it closes, and the pieces are
//! forgotten. Should the person stop before that is done, nobody waits for it: it is put together from its pieces.

use std::collections::BTreeMap;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::sync::mpsc::Receiver;
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};

use crate::error::SpeechError;
use crate::hearing::{Heard, Hearing, Phrase, Track};
use crate::samples::from_ms;
use crate::segments::Segment;
use crate::whisper::{Care, Hurry};

/// A segment with its sound.
#[derive(Debug)]
pub struct Job {
    /// The same in pieces, most of them heard ahead: what there is of it when somebody waits.
    parts: Vec<Segment>,
    /// Its place in the take; none for one that is heard ahead of time.
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

/// Who is told phrases.
pub type OnPhrase<'a> = dyn FnMut(Phrase) + Send + 'a;

/// What the workers and those who wait for them all see.
#[derive(Debug, Default)]
pub struct Progress {
    /// Set to make the workers let the rest go.
    pub cancelled: AtomicBool,
    /// Set when somebody waits for what is left.
    hurried: Arc<AtomicBool>,
    /// Samples listened to, live.
    pub listened: AtomicU64,
    handed_over: AtomicU64,
    /// Milliseconds of sound in segments handed over, and in those done.
    found_ms: AtomicU64,
    done_ms: AtomicU64,
    joined: Mutex<Joined>,
    joined_more: Condvar,
    /// Closed segments that are being heard. Whoever takes one out joins it.
    under_way: Mutex<Vec<Arc<Job>>>,
    ahead: Mutex<Vec<Ahead>>,
    ahead_done: Condvar,
}

/// A piece that is heard ahead of its segment.
#[derive(Debug)]
struct Ahead {
    segment: Segment,
    /// Absent until it was heard.
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

    /// Makes a job of a piece of a segment, to be heard ahead of it.
    pub fn job_ahead(&self, piece: Segment, track: &Track) -> Job {
        lock(&self.ahead).push(Ahead { segment: piece.clone(), phrase: None });
        Job::new(None, piece, track, Care::Soon)
    }

    /// One worker: takes jobs until there are no more. `on_phrase` is told phrases with words, in order,
    /// and before each those of its pieces that were heard ahead.
    pub fn work(&self, hearing: &Hearing, jobs: &Mutex<Receiver<Job>>, on_phrase: &Mutex<OnPhrase<'_>>) {
        let _at_work = AtWork(self);
        loop {
            let job = lock(jobs).recv();
            let Ok(job) = job else { return };
            if let Some(index) = job.index {
                if !self.stopped() {
                    self.hear_closed(hearing, index, &Arc::new(job), on_phrase);
                }
            } else if let Some(phrase) = self.hear_ahead(hearing, &job).filter(|phrase| !phrase.words.is_empty()) {
                lock(on_phrase)(Phrase { ahead: true, ..phrase });
            }
        }
    }

    /// Somebody waits from now on. Segments under way that were mostly heard in pieces are put together from these: the
    /// encoder cannot be interrupted, and what it is at is needed no more.
    pub fn hurry(&self, hearing: &Hearing, on_phrase: &Mutex<OnPhrase<'_>>) {
        self.hurried.store(true, Ordering::SeqCst);
        let under_way = lock(&self.under_way).clone();
        for job in under_way {
            if let Some(index) = job.index.filter(|_| self.is_mostly_told(&job.parts) && self.claim(&job)) {
                self.join(index, &job.segment, self.put_together(hearing, &job), on_phrase);
            }
        }
    }

    /// Waits until all that was handed over is heard, or will never be; `told` learns that there is more.
    pub fn wait(&self, mut told: impl FnMut()) {
        let is_over = |joined: &Joined| {
            let all = joined.next == self.handed_over.load(Ordering::Relaxed);
            all || joined.failed.is_some() || self.cancelled.load(Ordering::Relaxed)
        };
        let mut joined = lock(&self.joined);
        while !is_over(&joined) {
            drop(self.joined_more.wait(joined).unwrap_or_else(PoisonError::into_inner));
            told();
            joined = lock(&self.joined);
        }
    }

    /// Hears a closed segment and joins it to what was heard before.
    fn hear_closed(&self, hearing: &Hearing, index: u64, job: &Arc<Job>, on_phrase: &Mutex<OnPhrase<'_>>) {
        lock(&self.under_way).push(Arc::clone(job));
        let ready = self.told(&job.segment).filter(|ready| ready.sure || job.care == Care::Soon);
        let has_pieces = self.is_mostly_told(&job.parts);
        let phrase = match ready {
            Some(ready) => Ok(ready),
            None if has_pieces && self.hurried.load(Ordering::SeqCst) => Err(SpeechError::Cancelled),
            None => {
                let hurry = Hurry { flag: &self.hurried, at_once: has_pieces };
                hearing.hear(&job.samples, &job.segment, job.care, Some(hurry))
            }
        };
        if self.claim(job) {
            let phrase = match phrase {
                Err(SpeechError::Cancelled) => self.put_together(hearing, job),
                phrase => phrase,
            };
            self.join(index, &job.segment, phrase, on_phrase);
        }
    }

    /// Takes a segment that is under way; false where somebody else did.
    fn claim(&self, job: &Arc<Job>) -> bool {
        let mut under_way = lock(&self.under_way);
        let at = under_way.iter().position(|other| Arc::ptr_eq(other, job));
        at.map(|at| under_way.swap_remove(at)).is_some()
    }

    /// Of a segment in these pieces, those that nobody hears ahead, where that is the smaller part of it.
    pub fn rest(&self, parts: &[Segment]) -> Vec<Segment> {
        if !self.is_mostly_told(parts) {
            return Vec::new();
        }
        let ahead = lock(&self.ahead);
        parts.iter().filter(|part| ahead.iter().all(|ahead| ahead.segment != **part)).cloned().collect()
    }

    /// Whether most of a segment in these pieces is heard ahead.
    fn is_mostly_told(&self, parts: &[Segment]) -> bool {
        let ahead = lock(&self.ahead);
        let length = |part: &Segment| part.sound.len_ms();
        let told =
            parts.iter().filter(|part| ahead.iter().any(|ahead| ahead.segment == **part)).map(length).sum::<u32>();
        2 * told > parts.iter().map(length).sum()
    }

    /// What was heard ahead of this very segment; waits for the worker that is at it.
    fn told(&self, segment: &Segment) -> Option<Phrase> {
        let mut ahead = lock(&self.ahead);
        loop {
            let told = ahead.iter().find(|ahead| ahead.segment == *segment)?;
            if told.phrase.is_some() {
                return told.phrase.clone();
            }
            ahead = self.ahead_done.wait(ahead).unwrap_or_else(PoisonError::into_inner);
        }
    }

    /// A segment in its pieces: those heard ahead, and the others heard now, shared between the recognisers.
    fn put_together(&self, hearing: &Hearing, job: &Job) -> Result<Phrase, SpeechError> {
        let phrases = std::thread::scope(|scope| {
            let hear = |part| {
                let now = || hearing.hear(job.sound_of(part), part, Care::Soon, None);
                self.told(part).map_or_else(now, Ok)
            };
            // All begin before the first is waited for.
            let begun: Vec<_> = job.parts.iter().map(|part| scope.spawn(move || hear(part))).collect();
            begun.into_iter().map(|begun| begun.join().unwrap_or(Err(SpeechError::LiveEnded))).collect::<Result<_, _>>()
        })?;
        Ok(Phrase::joined(&job.segment, phrases))
    }

    /// Hears a piece; nothing when its segment is done meanwhile. A failure is left to the time when that is heard.
    fn hear_ahead(&self, hearing: &Hearing, job: &Job) -> Option<Phrase> {
        let wanted = || lock(&self.ahead).iter().any(|ahead| ahead.segment == job.segment);
        let mut attempt = Attempt { crew: self, segment: &job.segment, phrase: None };
        if wanted() && !self.stopped() {
            attempt.phrase = hearing.hear(&job.samples, &job.segment, job.care, None).ok();
        }
        let heard = attempt.phrase.clone();
        drop(attempt);
        heard.filter(|_| wanted())
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

    fn join(
        &self,
        index: u64,
        segment: &Segment,
        phrase: Result<Phrase, SpeechError>,
        on_phrase: &Mutex<OnPhrase<'_>>,
    ) {
        // Held while phrases are told, so that they are told in order.
        let mut tell = lock(on_phrase);
        // Its pieces are needed no more.
        lock(&self.ahead).retain(|ahead| {
            let sound = ahead.segment.sound;
            sound.start_ms >= segment.sound.end_ms || sound.end_ms <= segment.sound.start_ms
        });
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
        self.done_ms.fetch_add(u64::from(segment.sound.len_ms()), Ordering::Relaxed);
        self.joined_more.notify_all();
    }
}

/// A worker. Whoever waits for its work is let go should it die.
struct AtWork<'a>(&'a Progress);

impl Drop for AtWork<'_> {
    fn drop(&mut self) {
        if std::thread::panicking() {
            lock(&self.0.joined).failed.get_or_insert(SpeechError::LiveEnded);
            self.0.joined_more.notify_all();
        }
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
fn lock<T: ?Sized>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
