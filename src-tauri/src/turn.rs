//! Long work that is done one at a time, and can be ended.

use std::{
    ops::Deref,
    sync::{
        Arc, Mutex, MutexGuard, PoisonError,
        atomic::{AtomicBool, Ordering},
    },
};

use crate::error::CommandError;

/// One kind of work: whether it goes on, and what ends it.
pub struct OneAtATime {
    running: Running,
    code: &'static str,
    refusal: &'static str,
}

type Running = Arc<Mutex<Option<Arc<AtomicBool>>>>;

/// Work that goes on, until this is dropped. As an `AtomicBool` it says whether it was asked to end.
#[derive(Debug)]
pub struct Turn {
    running: Running,
    cancelled: Arc<AtomicBool>,
}

impl OneAtATime {
    /// Work that does not go on yet. `code` and `refusal` are what a second one is refused with.
    pub fn new(code: &'static str, refusal: &'static str) -> Self {
        Self { running: Arc::default(), code, refusal }
    }

    /// Begins it, unless it goes on already.
    pub fn begin(&self) -> Result<Turn, CommandError> {
        let mut running = lock(&self.running);
        if running.is_some() {
            return Err(CommandError::out_of_turn(self.code, self.refusal));
        }
        let cancelled = Arc::clone(running.insert(Arc::default()));
        Ok(Turn { running: Arc::clone(&self.running), cancelled })
    }

    /// Asks it to end, if it goes on.
    pub fn cancel(&self) {
        if let Some(cancelled) = lock(&self.running).as_ref() {
            cancelled.store(true, Ordering::Relaxed);
        }
    }
}

impl Deref for Turn {
    type Target = AtomicBool;

    fn deref(&self) -> &AtomicBool {
        &self.cancelled
    }
}

impl Drop for Turn {
    fn drop(&mut self) {
        lock(&self.running).take();
    }
}

fn lock(running: &Running) -> MutexGuard<'_, Option<Arc<AtomicBool>>> {
    running.lock().unwrap_or_else(PoisonError::into_inner)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_second_one_is_refused_until_the_first_has_ended_and_only_the_first_is_cancelled() {
        let work = OneAtATime::new("busy", "it goes on");
        work.cancel();
        let first = work.begin().expect("nothing goes on");
        assert_eq!(work.begin().expect_err("one goes on").code, "busy");
        work.cancel();
        assert!(first.load(Ordering::Relaxed), "it is asked to end");
        drop(first);
        assert!(!work.begin().expect("it has ended").load(Ordering::Relaxed), "the next is not");
    }
}
