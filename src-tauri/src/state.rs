//! What lives as long as the window: the engine, the library, the analysis queue, the take being recorded.

use std::{
    path::Path,
    sync::{Arc, Mutex, MutexGuard, PoisonError, atomic::AtomicBool},
    thread,
};

use rehearsal::{
    AnalysisQueue, DataFolder, Engine, HeardAgain, Library, LiveTake, Origin, RehearsalError, RunningCheck, TakePlan,
};
use tauri::AppHandle;

use crate::{error::CommandError, events, turn::OneAtATime};

/// The open app, or why it could not be opened: the window says so on its first question.
pub struct Shell(Result<Open, RehearsalError>);

/// Everything the commands work on.
pub struct Open {
    pub engine: Arc<Engine>,
    pub library: Arc<Library>,
    pub queue: AnalysisQueue,
    live: Mutex<Option<LiveTake>>,
    check: Mutex<Option<RunningCheck>>,
    /// The download of a model.
    pub download: OneAtATime,
    /// The scoring of all takes.
    pub scoring: OneAtATime,
    /// The writing or reading of a backup.
    pub backup: OneAtATime,
    /// The trial of a model.
    pub trial: OneAtATime,
    /// The hearing again of a take, asked for by hand.
    pub hearing: OneAtATime,
    asked: Mutex<Option<HeardAgain>>,
    storing: Arc<Mutex<()>>,
}

/// What is refused while a take is recorded or analysed.
pub fn busy() -> CommandError {
    CommandError::out_of_turn("busy", "a take is being recorded or analysed")
}

impl Shell {
    /// Opens the library and starts what works behind the window.
    pub fn open(app: &AppHandle) -> Self {
        let opened = Open::new(app);
        if let Err(error) = &opened {
            eprintln!("debrief: {error}");
        }
        Self(opened)
    }

    /// What the commands work on; the reason when the app could not be opened.
    pub fn get(&self) -> Result<&Open, CommandError> {
        self.0.as_ref().map_err(CommandError::from)
    }
}

impl Open {
    fn new(app: &AppHandle) -> Result<Self, RehearsalError> {
        let folder = DataFolder::open(None)?;
        let engine = Arc::new(Engine::open(Some(&folder))?);
        let library = Arc::new(Library::open(folder)?);
        // The window says it too, once it is open.
        for error in engine.broken() {
            eprintln!("debrief: left out: {error}");
        }
        if let Some(aside) = library.set_aside() {
            eprintln!("debrief: the library was damaged, is kept as {}, and was made anew", aside.display());
        }
        library.tidy()?;
        let settings = library.store().settings()?;
        engine.warm_up(settings.speech_model);
        let teller = app.clone();
        let queue = AnalysisQueue::start(Arc::clone(&engine), Arc::clone(&library), move |event| {
            events::tell_analysis(&teller, event);
        });
        for take_id in library.unanalysed()? {
            queue.analyse(&take_id, None);
        }
        let open = Self {
            engine,
            library,
            queue,
            live: Mutex::default(),
            check: Mutex::default(),
            download: OneAtATime::new("already_downloading", "another model is being downloaded"),
            scoring: OneAtATime::new("already_scoring", "takes are being scored again already"),
            backup: OneAtATime::new("already_backing_up", "another backup is being written or read"),
            trial: OneAtATime::new("already_trying", "another model is being tried"),
            hearing: OneAtATime::new("already_hearing", "another take is being heard again"),
            asked: Mutex::default(),
            storing: Arc::default(),
        };
        if let Some(days) = settings.compress_after_days {
            open.compress_behind(days);
        }
        Ok(open)
    }

    /// The take being recorded, if any.
    pub fn live(&self) -> MutexGuard<'_, Option<LiveTake>> {
        self.live.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// What was heard again and waits for the user to say whether corrections may be lost for it.
    pub fn asked(&self) -> MutexGuard<'_, Option<HeardAgain>> {
        self.asked.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Work that wants the machine for itself, one of its kind at a time, with a way to end it; not while a take is recorded
    /// or analysed.
    pub fn alone<T>(
        &self,
        work: &OneAtATime,
        run: impl FnOnce(&AtomicBool) -> Result<T, RehearsalError>,
    ) -> Result<T, CommandError> {
        let turn = work.begin()?;
        let _held = self.queue.hold_alone().ok_or_else(busy)?;
        Ok(run(&turn)?)
    }

    /// Held while recordings are compressed or the data folder is moved: one thing at a time, and neither while a take is
    /// being recorded.
    pub fn storing(&self) -> Result<MutexGuard<'_, ()>, CommandError> {
        self.storing.try_lock().map_err(|_| {
            CommandError::out_of_turn("already_storing", "recordings are being compressed, or the data folder is moved")
        })
    }

    /// Compresses recordings that have become old enough since the last start, behind the window.
    fn compress_behind(&self, days: u32) {
        let (library, storing) = (Arc::clone(&self.library), Arc::clone(&self.storing));
        thread::spawn(move || {
            let _one_at_a_time = storing.lock().unwrap_or_else(PoisonError::into_inner);
            if let Err(error) = library.compress(days, &mut |_| {}, &AtomicBool::new(false)) {
                tracing::warn!(%error, "older recordings are left as they are");
            }
        });
    }

    /// The microphone check that is running, if any.
    pub fn check(&self) -> MutexGuard<'_, Option<RunningCheck>> {
        self.check.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Takes a sound file into the library and begins to analyse it; the take's id.
    pub fn bring_in(&self, path: &Path) -> Result<String, CommandError> {
        let plan = TakePlan { model: self.chosen_model()?, ..TakePlan::default() };
        let take_id = rehearsal::import(&self.library, path, &plan, Origin::File)?;
        self.queue.analyse(&take_id, plan.model);
        Ok(take_id)
    }

    /// The speech model the user chose.
    pub fn chosen_model(&self) -> Result<Option<String>, CommandError> {
        Ok(self.library.store().settings().map_err(RehearsalError::from)?.speech_model)
    }
}
