//! Making a debrief of a take that is already safe, and the queue of such work behind the window.

use std::{
    panic::{self, AssertUnwindSafe},
    path::Path,
    sync::{
        Arc,
        atomic::{AtomicBool, Ordering},
        mpsc::{self, Sender},
    },
    thread,
};

use interview::{Debrief, amendments::Amendments, debrief::TakeFacts, scorecard::Status};
use speech::samples::SoundReader;
use store::{Origin, TakeStatus};

use crate::{
    Engine, ErrorKind, Held, Library, Progress, RehearsalError, Stage, StoppedTake, TakePlan,
    afterwards::Afterwards,
    attempts::Attempt,
    import,
    journey::{self, HeardSound, OnProgress},
};

/// The debrief of a sound file, which is left as it is; nothing is kept.
pub fn analyze(
    engine: &Engine,
    path: &Path,
    plan: &TakePlan,
    progress: OnProgress<'_>,
    cancelled: &AtomicBool,
) -> Result<Debrief, RehearsalError> {
    let mut sound = SoundReader::open(path)?;
    let facts = |sound: &SoundReader| TakeFacts {
        id: None,
        file: path.file_name().unwrap_or_default().to_string_lossy().into_owned(),
        duration_ms: sound.read_ms(),
        sample_rate: sound.sample_rate(),
        channels: sound.channels(),
        lost_ms: 0,
    };
    let (debrief, _) = debrief(engine, &mut sound, facts, plan, progress, cancelled)?;
    if sound.cut_short() {
        tracing::warn!(file = %path.display(), "the file ends before its header says it would; what is there was used");
    }
    Ok(debrief)
}

/// The debrief of a sound file, kept in the library with a copy of the sound.
pub fn analyze_into(
    engine: &Engine,
    library: &Library,
    path: &Path,
    plan: &TakePlan,
    progress: OnProgress<'_>,
    cancelled: &AtomicBool,
) -> Result<Debrief, RehearsalError> {
    let id = import(library, path, plan, Origin::File)?;
    analyse(engine, library, &id, plan, progress, cancelled)
}

/// The debrief of a take that is kept, made anew from its recording and kept with it.
pub fn analyze_take(
    engine: &Engine,
    library: &Library,
    id: &str,
    model: Option<String>,
    progress: OnProgress<'_>,
    cancelled: &AtomicBool,
) -> Result<Debrief, RehearsalError> {
    let plan = TakePlan { model, ..TakePlan::of(&library.take(id)?) };
    analyse(engine, library, id, &plan, progress, cancelled)
}

/// Hears the recording of a kept take from start to end, makes its debrief and keeps it.
pub(crate) fn analyse(
    engine: &Engine,
    library: &Library,
    id: &str,
    plan: &TakePlan,
    progress: OnProgress<'_>,
    cancelled: &AtomicBool,
) -> Result<Debrief, RehearsalError> {
    let row = library.take(id)?;
    let _attempt = Attempt::begin(library.folder(), id)?;
    let mut sound = SoundReader::open(&library.sound(id)?)?;
    let facts = |_: &SoundReader| TakePlan::facts(&row);
    let (debrief, mended) = debrief(engine, &mut sound, facts, plan, progress, cancelled)?;
    progress(Progress { stage: Stage::Keeping, percent: 0 });
    library.keep_debrief(id, &debrief, &mended)?;
    Ok(debrief)
}

/// Hears a sound to its end, and only then asks what is known of it.
fn debrief(
    engine: &Engine,
    sound: &mut SoundReader,
    facts: impl FnOnce(&SoundReader) -> TakeFacts,
    plan: &TakePlan,
    progress: OnProgress<'_>,
    cancelled: &AtomicBool,
) -> Result<(Debrief, Amendments), RehearsalError> {
    let rubric = engine.rubric(plan.rubric.as_deref())?;
    let (heard, model, transcribe_ms) = journey::hear(engine, sound, plan.model.as_deref(), progress, cancelled)?;
    let take = facts(sound);
    progress(Progress { stage: Stage::Scoring, percent: 0 });
    journey::of_sound(engine, HeardSound { take, heard, model, transcribe_ms }, plan.judged(&rubric))
}

/// What the queue tells.
#[derive(Debug)]
pub enum AnalysisEvent {
    /// A step of a take's analysis.
    Progress {
        /// The take.
        take_id: String,
        /// How far.
        progress: Progress,
    },
    /// The debrief is kept.
    Done {
        /// The take.
        take_id: String,
        /// Scored or not scored.
        status: TakeStatus,
    },
    /// No debrief could be made; the take says why and can be analysed again.
    Failed {
        /// The take.
        take_id: String,
        /// Why.
        error: RehearsalError,
    },
    /// A take is being heard again with the model chosen for afterwards.
    HearingAgain {
        /// The take.
        take_id: String,
        /// The model.
        model: String,
        /// 0–100.
        percent: u8,
    },
    /// It is no longer.
    HeardAgain {
        /// The take.
        take_id: String,
        /// What came of it.
        end: AgainEnd,
    },
}

/// How hearing a take again behind the window ended.
#[derive(Debug)]
pub enum AgainEnd {
    /// It is kept; so many places are heard otherwise.
    Kept {
        /// Places whose words changed.
        changed: u32,
    },
    /// So many corrections of the user would have been lost: everything is as it was.
    WouldLose {
        /// Corrections.
        corrections: u32,
    },
    /// Something else has begun; it starts anew when that is done.
    Waits,
    /// The user ended it, or the take is gone: everything is as it was.
    Stopped,
    /// It failed: everything is as it was.
    Failed(RehearsalError),
}

enum Job {
    Stopped(Box<StoppedTake>),
    Saved { take_id: String, model: Option<String> },
}

/// Analyses one take after another on a thread of its own; when nothing else goes on, hears takes again on another.
pub struct AnalysisQueue {
    jobs: Sender<(Job, Held)>,
    cancelled: Arc<AtomicBool>,
    afterwards: Afterwards,
}

impl AnalysisQueue {
    /// Starts the workers; `told` is called on their threads.
    pub fn start(
        engine: Arc<Engine>,
        library: Arc<Library>,
        told: impl Fn(AnalysisEvent) + Send + Sync + 'static,
    ) -> Self {
        let (jobs, waiting) = mpsc::channel::<(Job, Held)>();
        let cancelled = Arc::new(AtomicBool::new(false));
        let stop = Arc::clone(&cancelled);
        let told = Arc::new(told);
        let afterwards = Afterwards::start(Arc::clone(&engine), Arc::clone(&library), Arc::clone(&told));
        let later = afterwards.wishes();
        thread::spawn(move || {
            for (job, _held) in waiting {
                if stop.load(Ordering::Relaxed) {
                    return;
                }
                let just_recorded = matches!(job, Job::Stopped(_));
                let ended = run(&engine, &library, job, &stop, &*told);
                if let AnalysisEvent::Done { take_id, .. } = &ended
                    && just_recorded
                {
                    later.hear_later(&library, take_id);
                }
                told(ended);
            }
        });
        Self { jobs, cancelled, afterwards }
    }

    /// Keeps what is heard again behind the window still for as long as the answer lives; what is under way ends soon and
    /// begins anew.
    pub fn hold(&self) -> Held {
        self.afterwards.hold()
    }

    /// The same for work that wants the machine for itself: nothing while a take is being recorded or analysed.
    pub fn hold_alone(&self) -> Option<Held> {
        self.afterwards.hold_alone()
    }

    /// Ends hearing a take again, or does not begin it.
    pub fn forget(&self, take_id: &str) {
        self.afterwards.forget(take_id);
    }

    /// Makes the debrief of a take that was just stopped.
    pub fn finish(&self, stopped: StoppedTake) {
        self.push(Job::Stopped(Box::new(stopped)));
    }

    /// Makes the debrief of a kept take, from its recording.
    pub fn analyse(&self, take_id: &str, model: Option<String>) {
        self.push(Job::Saved { take_id: take_id.to_owned(), model });
    }

    fn push(&self, job: Job) {
        if self.jobs.send((job, self.afterwards.hold())).is_err() {
            tracing::error!("the analysis worker is gone; the take stays unanalysed until the next start");
        }
    }
}

impl Drop for AnalysisQueue {
    fn drop(&mut self) {
        self.cancelled.store(true, Ordering::Relaxed);
    }
}

fn run(
    engine: &Engine,
    library: &Library,
    job: Job,
    cancelled: &AtomicBool,
    told: &impl Fn(AnalysisEvent),
) -> AnalysisEvent {
    let take_id = match &job {
        Job::Stopped(stopped) => stopped.id().to_owned(),
        Job::Saved { take_id, .. } => take_id.clone(),
    };
    let mut on_progress = |progress| told(AnalysisEvent::Progress { take_id: take_id.clone(), progress });
    // A panic in analysis must cost neither the take nor the analyses after it.
    let made = panic::catch_unwind(AssertUnwindSafe(|| match job {
        Job::Stopped(stopped) => stopped.debrief(&mut on_progress, cancelled),
        Job::Saved { take_id, model } => analyze_take(engine, library, &take_id, model, &mut on_progress, cancelled),
    }))
    .unwrap_or(Err(RehearsalError::AnalysisStopped));
    match made {
        Ok(debrief) => AnalysisEvent::Done { take_id, status: status(&debrief) },
        Err(error) => {
            // One that was only interrupted is made at the next start.
            if error.kind() != ErrorKind::Interrupted
                && let Err(kept) = library.store().set_failed(&take_id, &error.to_string())
            {
                tracing::error!(%kept, "the failure of an analysis could not be kept");
            }
            AnalysisEvent::Failed { take_id, error }
        }
    }
}

fn status(debrief: &Debrief) -> TakeStatus {
    match debrief.scorecard.status {
        Status::Scored => TakeStatus::Scored,
        Status::NotScored => TakeStatus::NotScored,
    }
}
