//! What a [`Recorder`](crate::Recorder) asks of its writer, and when it takes effect.

use std::collections::VecDeque;
use std::sync::mpsc;
use std::time::{Duration, Instant};

use crate::event::CaptureEvent;

/// From the recorder to its writer.
pub(crate) enum Order {
    Subscribe(mpsc::Sender<CaptureEvent>),
    Turn(Turn),
    Discard,
}

/// A change in what becomes of the sound.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Turn {
    Pause,
    Resume,
    Stop,
}

/// Sound takes a while from the air to the ring. A turn asked for now is about the sound in the air now, so it takes effect
/// when that sound has arrived: the last word before stop is recorded, the first after pause is not.
#[derive(Default)]
pub(crate) struct Agenda(VecDeque<(Instant, Turn)>);

/// Sound comes in parcels: the newest in the air may wait for its parcel to fill.
const PARCEL: Duration = Duration::from_millis(30);
/// No stop waits longer than this, whatever latency the sound system claims.
const LONGEST: Duration = Duration::from_millis(500);

impl Agenda {
    /// Notes a turn asked for `now`, with sound `latency` old when it arrives.
    pub(crate) fn note(&mut self, turn: Turn, now: Instant, latency: Duration) {
        let wait = if latency.is_zero() { latency } else { (latency + PARCEL).min(LONGEST) };
        // A turn never overtakes one asked for before it.
        let due = self.0.back().map_or(now + wait, |&(before, _)| before.max(now + wait));
        self.0.push_back((due, turn));
    }

    /// The next turn that is due.
    pub(crate) fn due(&mut self, now: Instant) -> Option<Turn> {
        self.0.pop_front_if(|(due, _)| *due <= now).map(|(_, turn)| turn)
    }

    /// Every turn is due at once: there is no more sound to wait for.
    pub(crate) fn hasten(&mut self, now: Instant) {
        for (due, _) in &mut self.0 {
            *due = now;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_turn_waits_for_the_sound_in_the_air_and_no_longer_than_half_a_second() {
        let now = Instant::now();
        let mut agenda = Agenda::default();
        agenda.note(Turn::Pause, now, Duration::from_millis(50));
        assert_eq!(agenda.due(now + Duration::from_millis(70)), None);
        assert_eq!(agenda.due(now + Duration::from_millis(80)), Some(Turn::Pause));
        agenda.note(Turn::Stop, now, Duration::from_secs(9));
        assert_eq!(agenda.due(now + LONGEST), Some(Turn::Stop));
    }

    #[test]
    fn turns_keep_their_order_when_the_latency_falls() {
        let now = Instant::now();
        let mut agenda = Agenda::default();
        agenda.note(Turn::Pause, now, Duration::from_millis(200));
        agenda.note(Turn::Resume, now, Duration::from_millis(20));
        assert_eq!(agenda.due(now + Duration::from_millis(100)), None);
        let later = now + Duration::from_millis(230);
        assert_eq!((agenda.due(later), agenda.due(later)), (Some(Turn::Pause), Some(Turn::Resume)));
    }
}
