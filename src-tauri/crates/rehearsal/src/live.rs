//! An answer while it is being given.
//!
//! [`LiveTake::start`] → speak → [`LiveTake::stop`] (the sound is on disk and in the database) →
//! [`StoppedTake::debrief`] (the rest may fail; the take is kept).

use std::{
    sync::{Arc, atomic::AtomicBool},
    thread,
    time::Instant,
};

use capture::{CaptureEvent, Recorder, Source, Tap};
use interview::{Debrief, time::Millis};
use store::Origin;

use crate::{
    Engine, Held, Library, RehearsalError, TakePlan, analysis,
    journey::{self, HeardSound, OnProgress, elapsed_ms},
    listening::{Chunk, Listened, Listening},
    take::SoundFacts,
};

/// What happens while a take is being recorded.
pub enum TakeEvent {
    /// Level, fault or end, from the recorder.
    Capture(CaptureEvent),
    /// A phrase was understood.
    Caption(speech::Phrase),
    /// The recording has ended; so many percent of what was left are heard.
    LastWords(u8),
    /// Live transcription is not possible; the recording goes on and is heard afterwards.
    NotHeardLive(RehearsalError),
}

/// Where events go. Called from several threads.
pub type TakeListener = Arc<dyn Fn(TakeEvent) + Send + Sync>;

/// A take that is being recorded.
pub struct LiveTake {
    id: String,
    plan: TakePlan,
    origin: Origin,
    recorder: Recorder,
    listening: Listening,
    engine: Arc<Engine>,
    library: Arc<Library>,
    held: Option<Held>,
}

impl LiveTake {
    /// Starts recording `source` into the library's folder and listening to it.
    pub fn start(
        engine: &Arc<Engine>,
        library: &Arc<Library>,
        source: Box<dyn Source>,
        origin: Origin,
        plan: TakePlan,
        told: TakeListener,
    ) -> Result<Self, RehearsalError> {
        let (id, path) = library.new_take()?;
        let on_listened = {
            let told = Arc::clone(&told);
            move |listened| match listened {
                Listened::LastWords(percent) => told(TakeEvent::LastWords(percent)),
                Listened::Phrase(phrase) => told(TakeEvent::Caption(phrase)),
                Listened::Failed(error) => told(TakeEvent::NotHeardLive(error)),
            }
        };
        let listening = Listening::start(Arc::clone(engine), plan.model.clone(), Arc::new(on_listened));
        let ear = listening.ear();
        let tap = move |tap: Tap<'_>| {
            // A deaf ear must not stop the recording: the take is heard from its file instead.
            let _ = ear.send(Chunk { sample_rate: tap.sample_rate, samples: tap.samples.to_vec() });
        };
        let recorder = Recorder::start(source, &path, tap)?;
        library.note_start(&id, &plan, origin);
        let events = recorder.events();
        thread::spawn(move || events.into_iter().for_each(|event| told(TakeEvent::Capture(event))));
        let (engine, library) = (Arc::clone(engine), Arc::clone(library));
        Ok(Self { id, plan, origin, recorder, listening, engine, library, held: None })
    }

    /// Keeps what works behind the window still, until the debrief of this take is made or it is thrown away.
    #[must_use]
    pub fn holding(self, held: Held) -> Self {
        Self { held: Some(held), ..self }
    }

    /// The id the take will have in the library.
    pub fn id(&self) -> &str {
        &self.id
    }

    /// Sound recorded so far.
    pub fn elapsed_ms(&self) -> Millis {
        self.recorder.elapsed_ms()
    }

    /// Stops writing until [`LiveTake::resume`]; the timeline has no hole.
    pub fn pause(&self) {
        self.recorder.pause();
    }

    /// Goes on after [`LiveTake::pause`].
    pub fn resume(&self) {
        self.recorder.resume();
    }

    /// Throws the recording away.
    pub fn discard(self) -> Result<(), RehearsalError> {
        self.listening.abandon();
        self.recorder.discard()?;
        self.library.note_discarded(&self.id);
        Ok(())
    }

    /// Ends the recording. When this returns the sound is on disk under its final name and the take in the database.
    pub fn stop(self) -> Result<StoppedTake, RehearsalError> {
        let stopped_at = Instant::now();
        let recorded = self.recorder.stop()?;
        let sound = SoundFacts::of(&recorded);
        self.library.keep_take(&self.id, &self.plan, &sound, self.origin)?;
        Ok(StoppedTake {
            id: self.id,
            plan: self.plan,
            sound,
            listening: self.listening,
            engine: self.engine,
            library: self.library,
            held: self.held,
            stopped_at,
        })
    }
}

/// A take that is safe, and whose last words are still being heard.
pub struct StoppedTake {
    id: String,
    plan: TakePlan,
    sound: SoundFacts,
    listening: Listening,
    engine: Arc<Engine>,
    library: Arc<Library>,
    held: Option<Held>,
    stopped_at: Instant,
}

impl StoppedTake {
    /// The take's id in the library.
    pub fn id(&self) -> &str {
        &self.id
    }

    /// Hears the last words, makes the debrief and keeps it. When the live ear failed, hears the file instead.
    pub fn debrief(self, progress: OnProgress<'_>, cancelled: &AtomicBool) -> Result<Debrief, RehearsalError> {
        let listened_from = Instant::now();
        let Ok((heard, loaded)) = self.listening.finish() else {
            return analysis::analyse(&self.engine, &self.library, &self.id, &self.plan, progress, cancelled);
        };
        let sound = HeardSound {
            take: self.sound.take(Some(&self.id)),
            heard,
            model: loaded.file,
            transcribe_ms: elapsed_ms(listened_from),
        };
        let rubric = self.engine.rubric(self.plan.rubric.as_deref())?;
        let (mut debrief, mended) = journey::of_sound(&self.engine, sound, self.plan.judged(&rubric))?;
        debrief.timing.stop_to_scorecard_ms = Some(elapsed_ms(self.stopped_at));
        self.library.keep_debrief(&self.id, &debrief, &mended)?;
        drop(self.held);
        Ok(debrief)
    }
}
