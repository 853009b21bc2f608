//! Telling those who listen: every event to everyone, every kind of fault once.

use std::mem;
use std::sync::mpsc::Sender;

use crate::event::{CaptureEvent, Fault};

/// Who is told, and what has been told.
#[derive(Default)]
pub(crate) struct Told {
    events: Vec<Sender<CaptureEvent>>,
    faults: Vec<Fault>,
    ended: bool,
}

impl Told {
    /// Someone new, who is first told what has been told before.
    pub(crate) fn subscribe(&mut self, events: Sender<CaptureEvent>) {
        let before = self.faults.iter().cloned().map(CaptureEvent::Fault);
        let ended = self.ended.then_some(CaptureEvent::Ended);
        if before.chain(ended).all(|event| events.send(event).is_ok()) {
            self.events.push(events);
        }
    }

    /// Tells everyone; who has stopped listening is forgotten.
    pub(crate) fn tell(&mut self, event: &CaptureEvent) {
        self.events.retain(|events| events.send(event.clone()).is_ok());
    }

    /// Tells the first fault of each kind.
    pub(crate) fn fault(&mut self, fault: Fault) {
        let kind = mem::discriminant(&fault);
        if self.faults.iter().all(|told| mem::discriminant(told) != kind) {
            tracing::warn!(%fault, "while recording");
            self.faults.push(fault.clone());
            self.tell(&CaptureEvent::Fault(fault));
        }
    }

    /// Tells, once, that no more will be written.
    pub(crate) fn ended(&mut self) {
        if !mem::replace(&mut self.ended, true) {
            self.tell(&CaptureEvent::Ended);
        }
    }
}
