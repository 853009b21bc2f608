//! Hearing takes again with the model chosen for afterwards, when nothing else goes on.
//!
//! It is a wish, not a duty: it gives way to every recording and every analysis at once and begins anew when they are done,
//! it is not remembered when the program ends, and when it fails the take is as it was.

use std::{
    collections::VecDeque,
    panic::{self, AssertUnwindSafe},
    sync::{
        Arc, Condvar, Mutex, MutexGuard, PoisonError,
        atomic::{AtomicBool, Ordering},
    },
    thread,
};

use crate::{AgainEnd, AnalysisEvent, Engine, ErrorKind, Library, Progress, RehearsalError, Stage};

/// A take to be heard again.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Wish {
    take_id: String,
    model: String,
}

/// The one under way.
struct Running {
    take_id: String,
    cancelled: Arc<AtomicBool>,
    /// The user wants no more of it.
    forgotten: bool,
}

#[derive(Default)]
struct State {
    waiting: VecDeque<Wish>,
    running: Option<Running>,
    holds: usize,
    ended: bool,
}

/// What is waited for and what is held, seen by all.
#[derive(Default)]
pub(crate) struct Wishes {
    state: Mutex<State>,
    changed: Condvar,
}

/// The worker that hears takes again. Dropping it ends it.
pub(crate) struct Afterwards(Arc<Wishes>);

/// Keeps the worker still as long as it lives.
pub struct Held(Arc<Wishes>);

impl Drop for Held {
    fn drop(&mut self) {
        let mut state = self.0.state();
        state.holds -= 1;
        drop(state);
        self.0.changed.notify_all();
    }
}

impl Drop for Afterwards {
    fn drop(&mut self) {
        let mut state = self.0.state();
        state.ended = true;
        state.interrupt();
        drop(state);
        self.0.changed.notify_all();
    }
}

impl State {
    fn interrupt(&self) {
        if let Some(running) = &self.running {
            running.cancelled.store(true, Ordering::Relaxed);
        }
    }
}

impl Wishes {
    fn state(&self) -> MutexGuard<'_, State> {
        // What it guards is whole after each step.
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Wishes a take that was just analysed heard again, if the user wants that and another model than the chosen one
    /// heard it.
    pub fn hear_later(&self, library: &Library, take_id: &str) {
        let wanted = library.store().settings().ok().and_then(|settings| settings.afterwards_model);
        let Some(model) = wanted else { return };
        let heard_with = library.debrief(take_id).ok().and_then(|debrief| debrief.versions.speech_model);
        if heard_with.as_ref() != Some(&model) {
            self.wish(Wish { take_id: take_id.to_owned(), model });
        }
    }

    fn wish(&self, wish: Wish) {
        let mut state = self.state();
        if !state.waiting.contains(&wish) {
            state.waiting.push_back(wish);
        }
        drop(state);
        self.changed.notify_all();
    }

    /// Waits for a wish and for quiet; nothing when all is over.
    fn next(&self) -> Option<(Wish, Arc<AtomicBool>)> {
        let mut state = self.state();
        loop {
            if state.ended {
                return None;
            }
            if state.holds == 0
                && let Some(wish) = state.waiting.pop_front()
            {
                let cancelled = Arc::new(AtomicBool::new(false));
                state.running = Some(Running {
                    take_id: wish.take_id.clone(),
                    cancelled: Arc::clone(&cancelled),
                    forgotten: false,
                });
                return Some((wish, cancelled));
            }
            state = self.changed.wait(state).unwrap_or_else(PoisonError::into_inner);
        }
    }

    /// The one under way has ended. Interrupted by anything but the user, it waits to begin anew.
    fn done(&self, wish: Wish, end: Result<AgainEnd, RehearsalError>) -> AgainEnd {
        let mut state = self.state();
        let forgotten = state.running.take().is_some_and(|running| running.forgotten);
        let end = match end {
            Ok(end) => end,
            Err(error) if error.kind() == ErrorKind::Interrupted && !forgotten => {
                state.waiting.push_front(wish);
                AgainEnd::Waits
            }
            Err(error) if matches!(error.kind(), ErrorKind::Interrupted) => AgainEnd::Stopped,
            Err(RehearsalError::NoSuchTake(_)) => AgainEnd::Stopped,
            Err(error) => AgainEnd::Failed(error),
        };
        drop(state);
        self.changed.notify_all();
        end
    }
}

impl Afterwards {
    /// Starts the worker; `told` is called on its thread.
    pub fn start(
        engine: Arc<Engine>,
        library: Arc<Library>,
        told: Arc<impl Fn(AnalysisEvent) + Send + Sync + 'static>,
    ) -> Self {
        let tell = Arc::clone(&told);
        let hear = move |wish: &Wish, cancelled: &AtomicBool| hear(&engine, &library, wish, cancelled, &*told);
        Self::working(hear, move |take_id, end| tell(AnalysisEvent::HeardAgain { take_id, end }))
    }

    fn working(
        hear: impl Fn(&Wish, &AtomicBool) -> Result<AgainEnd, RehearsalError> + Send + 'static,
        tell: impl Fn(String, AgainEnd) + Send + 'static,
    ) -> Self {
        let wishes = Arc::new(Wishes::default());
        let worker = Arc::clone(&wishes);
        thread::spawn(move || {
            while let Some((wish, cancelled)) = worker.next() {
                // A panic must cost neither the take nor those that wait.
                let heard = panic::catch_unwind(AssertUnwindSafe(|| hear(&wish, &cancelled)));
                let take_id = wish.take_id.clone();
                let end = worker.done(wish, heard.unwrap_or(Err(RehearsalError::AnalysisStopped)));
                tell(take_id, end);
            }
        });
        Self(wishes)
    }

    /// Where wishes go.
    pub fn wishes(&self) -> Arc<Wishes> {
        Arc::clone(&self.0)
    }

    /// Keeps the worker still for as long as the answer lives. What is under way ends soon and begins anew.
    pub fn hold(&self) -> Held {
        let mut state = self.0.state();
        state.holds += 1;
        state.interrupt();
        drop(state);
        Held(Arc::clone(&self.0))
    }

    /// The same where nobody else holds; waits until what was under way has ended.
    pub fn hold_alone(&self) -> Option<Held> {
        let mut state = self.0.state();
        if state.holds > 0 {
            return None;
        }
        state.holds += 1;
        state.interrupt();
        while state.running.is_some() {
            state = self.0.changed.wait(state).unwrap_or_else(PoisonError::into_inner);
        }
        drop(state);
        Some(Held(Arc::clone(&self.0)))
    }

    /// Ends hearing a take again, or does not begin it.
    pub fn forget(&self, take_id: &str) {
        let mut state = self.0.state();
        state.waiting.retain(|wish| wish.take_id != take_id);
        if let Some(running) = state.running.as_mut().filter(|running| running.take_id == take_id) {
            running.forgotten = true;
            running.cancelled.store(true, Ordering::Relaxed);
        }
    }
}

/// Hears one take again and keeps it, unless something the user put right would be lost.
fn hear(
    engine: &Engine,
    library: &Library,
    wish: &Wish,
    cancelled: &AtomicBool,
    told: &impl Fn(AnalysisEvent),
) -> Result<AgainEnd, RehearsalError> {
    let Wish { take_id, model } = wish;
    if library.store().settings()?.afterwards_model.as_ref() != Some(model) {
        return Ok(AgainEnd::Stopped);
    }
    let tell = |percent| {
        let (take_id, model) = (take_id.clone(), model.clone());
        told(AnalysisEvent::HearingAgain { take_id, model, percent });
    };
    tell(0);
    let mut on_progress = |progress: Progress| {
        if progress.stage == Stage::Transcribing {
            tell(progress.percent);
        }
    };
    let again = library.hear_again(engine, take_id, Some(model), &mut on_progress, cancelled)?;
    if cancelled.load(Ordering::Relaxed) {
        return Err(RehearsalError::Interrupted);
    }
    let lost = library.keep_heard_again(engine, &again, false, &mut |_| {})?;
    if !lost.is_empty() {
        return Ok(AgainEnd::WouldLose { corrections: lost.len() as u32 });
    }
    let changed = library.hearing_change(take_id)?.map_or(0, |change| change.words.len());
    Ok(AgainEnd::Kept { changed: changed as u32 })
}

#[cfg(test)]
mod tests {
    use std::sync::mpsc::{self, Receiver, Sender};

    use super::*;

    fn wish(take_id: &str) -> Wish {
        Wish { take_id: take_id.to_owned(), model: "better".to_owned() }
    }

    /// A worker that tells when it begins, and hears until it is cancelled or allowed to end.
    fn worker() -> (Afterwards, Receiver<String>, Sender<()>) {
        let (tell, told) = mpsc::channel();
        let (allow, allowed) = mpsc::channel::<()>();
        let began = tell.clone();
        let hear = move |wish: &Wish, cancelled: &AtomicBool| {
            began.send(format!("{} begins", wish.take_id)).expect("the test listens");
            loop {
                if cancelled.load(Ordering::Relaxed) {
                    return Err(RehearsalError::Interrupted);
                }
                if allowed.try_recv().is_ok() {
                    return Ok(AgainEnd::Kept { changed: 3 });
                }
                thread::yield_now();
            }
        };
        let worker = Afterwards::working(hear, move |take_id, end| {
            tell.send(format!("{take_id} {end:?}")).expect("the test listens");
        });
        (worker, told, allow)
    }

    fn next(told: &Receiver<String>) -> String {
        told.recv_timeout(std::time::Duration::from_secs(30)).expect("something happens")
    }

    #[test]
    fn it_gives_way_to_everything_else_and_begins_anew() {
        let (worker, told, allow) = worker();
        worker.wishes().wish(wish("a"));
        assert_eq!(next(&told), "a begins");
        let recording = worker.hold();
        assert_eq!(next(&told), "a Waits");
        assert!(worker.hold_alone().is_none(), "somebody holds already");
        let analysis = worker.hold();
        drop(recording);
        assert!(told.try_recv().is_err(), "the analysis goes on");
        drop(analysis);
        assert_eq!(next(&told), "a begins");
        allow.send(()).expect("it waits");
        assert_eq!(next(&told), "a Kept { changed: 3 }");
        assert!(worker.hold_alone().is_some(), "nothing goes on");
    }

    #[test]
    fn what_the_user_ends_does_not_come_back() {
        let (worker, told, allow) = worker();
        for take in ["a", "b", "c"] {
            worker.wishes().wish(wish(take));
        }
        assert_eq!(next(&told), "a begins");
        worker.forget("b");
        worker.forget("a");
        assert_eq!(next(&told), "a Stopped");
        assert_eq!(next(&told), "c begins");
        allow.send(()).expect("it waits");
        assert_eq!(next(&told), "c Kept { changed: 3 }");
    }

    #[test]
    fn it_ends_with_the_program() {
        let (worker, told, _allow) = worker();
        worker.wishes().wish(wish("a"));
        assert_eq!(next(&told), "a begins");
        drop(worker);
        assert_eq!(next(&told), "a Waits");
        assert!(told.recv().is_err(), "nobody is left to begin anew");
    }
}
