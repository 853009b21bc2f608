//! Hearing while the person speaks, behind a queue that never makes the writer wait.
//!
//! A *listener* finds segments (the same state machine a file goes through) and keeps only the sound it may still
//! need; workers turn closed segments to phrases, and at leisure pieces of the open one, so that at the end only the
//! words since the last short pause are left. A machine too slow to keep up lets the queue of segments grow:
//! captions lag, nothing is lost, and [`Live::finish`] takes longer and says how far it is.

use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::mpsc::{Receiver, Sender, channel};
use std::sync::{Arc, Mutex};
use std::thread::JoinHandle;

use crate::crew::{Job, OnPhrase, Progress};
use crate::error::SpeechError;
use crate::hearing::{Heard, Hearing, Phrase, Track};
use crate::whisper::Care;

/// Closed segments that wait, in milliseconds of sound, beyond which a machine cannot keep up with one recogniser.
const FAR_BEHIND_MS: u64 = 40_000;

/// A take being heard.
pub struct Live {
    hearing: Arc<Hearing>,
    /// Dropped to say that the sound has ended.
    sound: Option<Sender<Vec<f32>>>,
    /// Samples pushed.
    pushed: AtomicU64,
    listener: Option<JoinHandle<()>>,
    crew: Arc<Progress>,
    on_phrase: Arc<Mutex<OnPhrase<'static>>>,
}

impl Live {
    /// Starts hearing. `on_phrase` is called on a worker's thread for each phrase that has words, in order, and
    /// before each for what was [heard of it ahead](Phrase::ahead).
    pub fn start(hearing: Arc<Hearing>, on_phrase: impl FnMut(Phrase) + Send + 'static) -> Self {
        let crew = Arc::new(Progress::default());
        let (sound, sound_in) = channel::<Vec<f32>>();
        let (jobs, jobs_in) = channel::<Job>();
        let jobs_in = Arc::new(Mutex::new(jobs_in));
        let on_phrase: Arc<Mutex<OnPhrase<'static>>> = Arc::new(Mutex::new(on_phrase));
        for _ in 0..hearing.recognisers() {
            let (hearing, crew) = (Arc::clone(&hearing), Arc::clone(&crew));
            let (jobs_in, on_phrase) = (Arc::clone(&jobs_in), Arc::clone(&on_phrase));
            std::thread::spawn(move || crew.work(&hearing, &jobs_in, &*on_phrase));
        }
        // In the first second or two, when nothing is there to be heard yet.
        hearing.warm_up();
        let listener = std::thread::spawn({
            let (hearing, crew) = (Arc::clone(&hearing), Arc::clone(&crew));
            move || listen(&hearing, &crew, &sound_in, &jobs)
        });
        Self { hearing, sound: Some(sound), pushed: AtomicU64::new(0), listener: Some(listener), crew, on_phrase }
    }

    /// Takes the next samples (16 kHz mono). Copies them into a queue and returns: never waits for the recogniser.
    pub fn push(&self, samples: &[f32]) {
        if let Some(sound) = &self.sound {
            self.pushed.fetch_add(samples.len() as u64, Ordering::Relaxed);
            // The listener ends early only when cancelled; then nobody wants the sound.
            let _ = sound.send(samples.to_vec());
        }
    }

    /// Milliseconds of closed segments that wait for the recogniser.
    pub fn behind_ms(&self) -> u32 {
        u32::try_from(self.crew.behind_ms()).unwrap_or(u32::MAX)
    }

    /// Whether all that was pushed has been heard, as far as it can be while the speaker may go on.
    pub fn keeps_up(&self) -> bool {
        self.crew.listened.load(Ordering::Acquire) == self.pushed.load(Ordering::Relaxed) && self.crew.idle()
    }

    /// Stops hearing at once; [`Live::finish`] then returns [`SpeechError::Cancelled`].
    pub fn cancel(&self) {
        self.crew.cancelled.store(true, Ordering::Relaxed);
    }

    /// Ends the sound, transcribes what is left of it, and returns all that was heard. `progress` is told percents of
    /// what was left, never falling. A recogniser may be at work a little longer, at what was not waited for: see
    /// [`Hearing::settle`].
    pub fn finish(mut self, mut progress: impl FnMut(u8)) -> Result<Heard, SpeechError> {
        let done_before = self.crew.done_ms();
        self.sound = None;
        if self.listener.take().is_none_or(|listener| listener.join().is_err()) {
            return Err(SpeechError::LiveEnded);
        }
        let due = self.crew.behind_ms().max(1);
        self.crew.hurry(&self.hearing, &self.on_phrase);
        self.crew.wait(|| progress(((self.crew.done_ms() - done_before) * 100 / due).min(99) as u8));
        let heard = self.crew.result()?;
        progress(100);
        Ok(heard)
    }
}

impl Drop for Live {
    fn drop(&mut self) {
        // The threads end by themselves as soon as they look.
        self.cancel();
    }
}

/// The listener's thread: sound in, segments out, until the sound ends.
fn listen(hearing: &Hearing, crew: &Progress, sound: &Receiver<Vec<f32>>, jobs: &Sender<Job>) {
    let mut track = Track::default();
    // The workers outlive the listener: they end when this sender does.
    let hand_over = |job: Job| drop(jobs.send(job));
    for block in sound {
        if crew.cancelled.load(Ordering::Relaxed) {
            return;
        }
        for (segment, parts) in hearing.listen(&mut track, &block) {
            // What is left to hear of its pieces goes first: this pause, too, may be the end.
            let rest = if crew.behind_ms() == 0 { crew.rest(&parts) } else { Vec::new() };
            for piece in rest {
                hand_over(crew.job_ahead(piece, &track));
            }
            // Far behind, all recognisers are there for what waits.
            let care = if crew.behind_ms() > FAR_BEHIND_MS { Care::Whole } else { Care::Beside };
            hand_over(crew.job(segment, &track, care).in_parts(parts));
        }
        if crew.idle()
            && let Some(piece) = track.segmenter.piece()
        {
            hand_over(crew.job_ahead(piece, &track));
        }
        track.forget();
        crew.listened.fetch_add(block.len() as u64, Ordering::Release);
    }
    let left = track.segmenter.finish_soon();
    let left: Vec<Job> = left.into_iter().map(|segment| crew.job(segment, &track, Care::Soon)).collect();
    // Pieces may be in the works already: whoever takes one only waits, so the rest goes first.
    left.into_iter().rev().for_each(hand_over);
}
