//! Long work that is done one at a time, and can be ended.

use std::sync::{
    Arc, Mutex, MutexGuard, PoisonError,
    atomic::{AtomicBool, Ordering},
};

use crate::error::CommandError;

/// One kind of work: whether it goes on, and what ends it.
pub struct OneAtATime {
    running: Mutex<Option<Arc<AtomicBool>>>,
    code: &'static str,
    refusal: &'static str,
}

impl OneAtATime {
    /// Work that does not go on yet. `code` and `refusal` are what a second one is refused with.
    pub fn new(code: &'static str, refusal: &'static str) -> Self {
        Self { running: Mutex::default(), code, refusal }
    }

    /// Begins it, unless it goes on already; what is set when it should end.
    pub fn begin(&self) -> Result<Arc<AtomicBool>, CommandError> {
        let mut running = self.running();
        if running.is_some() {
            return Err(CommandError::out_of_turn(self.code, self.refusal));
        }
        Ok(Arc::clone(running.insert(Arc::default())))
    }

    /// Asks it to end, if it goes on.
    pub fn cancel(&self) {
        if let Some(cancelled) = self.running().as_ref() {
            cancelled.store(true, Ordering::Relaxed);
        }
    }

    /// It has ended.
    pub fn end(&self) {
        drop(self.running().take());
    }

    fn running(&self) -> MutexGuard<'_, Option<Arc<AtomicBool>>> {
        self.running.lock().unwrap_or_else(PoisonError::into_inner)
    }
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
        work.end();
        assert!(!work.begin().expect("it has ended").load(Ordering::Relaxed), "the next is not");
    }
}
