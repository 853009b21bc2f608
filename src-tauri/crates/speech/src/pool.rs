//! The recognisers of one model, shared by all who hear with it.
//!
//! The working memory of each grows with the longest sound it was given, threefold with the encoder's whole context. So
//! what needs much of it is given to the first alone, and the others stay small.

use std::ops::{Deref, DerefMut};
use std::sync::{Condvar, Mutex, MutexGuard, PoisonError};

use crate::whisper::Recogniser;

/// Recognisers, free and at work.
#[derive(Debug)]
pub struct Pool {
    recognisers: Vec<Mutex<Recogniser>>,
    state: Mutex<State>,
    returned: Condvar,
}

#[derive(Debug)]
struct State {
    /// Whether each is at work.
    busy: Vec<bool>,
    /// How many want to be alone, or are.
    alone: usize,
}

/// Which recogniser is wanted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Place {
    /// Whichever is free; rather not the first.
    Any,
    /// Whichever is free; rather the first.
    RatherFirst,
    /// This one.
    Numbered(usize),
    /// The first, with no other at work: it may use all threads.
    Alone,
}

impl Place {
    /// The one whose memory may grow.
    pub const FIRST: Self = Self::Numbered(0);
}

impl Pool {
    /// All of them are free.
    pub fn new(recognisers: Vec<Recogniser>) -> Self {
        let state = State { busy: vec![false; recognisers.len()], alone: 0 };
        let recognisers = recognisers.into_iter().map(Mutex::new).collect();
        Self { recognisers, state: Mutex::new(state), returned: Condvar::new() }
    }

    /// How many there are.
    pub fn count(&self) -> usize {
        self.recognisers.len()
    }

    /// Waits for a recogniser. Whoever has one must not wait for another.
    pub fn take(&self, place: Place) -> Taken<'_> {
        let alone = place == Place::Alone;
        let mut state = self.state();
        state.alone += usize::from(alone);
        let free = |state: &State| match place {
            Place::Alone => (!state.busy.contains(&true)).then_some(0),
            _ if state.alone > 0 => None,
            Place::Numbered(number) => (!state.busy[number]).then_some(number),
            Place::Any => state.busy.iter().rposition(|busy| !busy),
            Place::RatherFirst => state.busy.iter().position(|busy| !busy),
        };
        let number = loop {
            match free(&state) {
                Some(number) => break number,
                None => state = self.wait(state),
            }
        };
        state.busy[number] = true;
        let recogniser = self.recognisers[number].lock().unwrap_or_else(PoisonError::into_inner);
        Taken { pool: self, number, recogniser, alone }
    }

    /// Waits until none is at work.
    pub fn settle(&self) {
        let mut state = self.state();
        while state.busy.contains(&true) {
            state = self.wait(state);
        }
    }

    /// What it guards is whole after each step.
    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn wait<'a>(&self, state: MutexGuard<'a, State>) -> MutexGuard<'a, State> {
        self.returned.wait(state).unwrap_or_else(PoisonError::into_inner)
    }
}

/// A recogniser at work; given back when dropped.
pub struct Taken<'a> {
    pool: &'a Pool,
    number: usize,
    recogniser: MutexGuard<'a, Recogniser>,
    alone: bool,
}

impl Taken<'_> {
    /// How many threads it may use.
    pub fn threads(&self) -> usize {
        if self.alone { self.pool.count() } else { 1 }
    }

    /// Lets others work beside it again.
    pub fn no_longer_alone(&mut self) {
        if std::mem::take(&mut self.alone) {
            self.pool.state().alone -= 1;
            self.pool.returned.notify_all();
        }
    }
}

impl Deref for Taken<'_> {
    type Target = Recogniser;

    fn deref(&self) -> &Recogniser {
        &self.recogniser
    }
}

impl DerefMut for Taken<'_> {
    fn deref_mut(&mut self) -> &mut Recogniser {
        &mut self.recogniser
    }
}

impl Drop for Taken<'_> {
    fn drop(&mut self) {
        self.no_longer_alone();
        self.pool.state().busy[self.number] = false;
        self.pool.returned.notify_all();
    }
}
