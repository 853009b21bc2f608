//! What is kept: the database and the recordings beside it.

use std::{
    fs::{File, TryLockError},
    path::{Path, PathBuf},
    sync::{Mutex, MutexGuard, PoisonError},
};

use interview::{Debrief, amendments::Amendments, rubric::SentenceMark};
use store::{
    CriterionPoints, Labels, NewTake, Opened, Origin, SearchHit, SoundState, Store, TakeFilter, TakeRow, TakeStatus,
    TakeSummary,
};

use crate::{
    DataFolder, Engine, RehearsalError, backup, names,
    sidecar::{self, Sidecar},
    take::{SoundFacts, TakePlan, new_take_id, now, recorded_at},
};

/// The takes of one person.
pub struct Library {
    folder: DataFolder,
    store: Store,
    set_aside: Option<PathBuf>,
    /// Held as long as the library is open: a restore waits for nobody to hold it.
    open: File,
    /// Held while what was heard in a take is read, changed and kept.
    changing: Mutex<()>,
}

/// A take, opened.
#[derive(Debug, Clone, serde::Serialize)]
#[cfg_attr(feature = "specta", derive(specta::Type))]
pub struct TakeView {
    /// What a list shows of it.
    pub summary: TakeSummary,
    /// Its debrief, once there is one.
    pub debrief: Option<Debrief>,
    /// Why it could not be analysed.
    pub failure: Option<String>,
    /// Whether its rubric, the scorer or the examples have changed since it was scored.
    pub outdated: bool,
    /// What the user said of its sentences.
    pub marks: Vec<SentenceMark>,
    /// What was put right in it, and what stood there.
    pub amendments: Amendments,
}

impl Library {
    /// Opens the library in a data folder, making it when there is none.
    pub fn open(folder: DataFolder) -> Result<Self, RehearsalError> {
        backup::finish(&folder)?;
        let open = folder.lock_file().map_err(|source| RehearsalError::Write { path: folder.root().into(), source })?;
        if let Err(TryLockError::WouldBlock) = open.try_lock_shared() {
            return Err(RehearsalError::BeingRestored);
        }
        let Opened { store, set_aside } = Store::open_or_set_aside(&folder.library(), &now())?;
        let library = Self { folder, store, set_aside, open, changing: Mutex::default() };
        if library.set_aside.is_some() {
            // The sound is still there: every recording becomes a take again, with what its sidecar knows.
            library.recover()?;
        }
        Ok(library)
    }

    /// The database.
    pub fn store(&self) -> &Store {
        &self.store
    }

    /// Where a damaged library was put when this one took its place.
    pub fn set_aside(&self) -> Option<&Path> {
        self.set_aside.as_deref()
    }

    /// What is held as long as the library is open.
    pub(crate) fn lock(&self) -> &File {
        &self.open
    }

    /// The data folder.
    pub fn folder(&self) -> &DataFolder {
        &self.folder
    }

    /// The takes that pass a filter, newest first.
    pub fn takes(&self, filter: &TakeFilter) -> Result<Vec<TakeSummary>, RehearsalError> {
        check_days(filter)?;
        Ok(self.store.takes(filter)?)
    }

    /// Where words were said, in the takes that pass a filter.
    pub fn search(&self, text: &str, filter: &TakeFilter, limit: u32) -> Result<Vec<SearchHit>, RehearsalError> {
        check_days(filter)?;
        Ok(self.store.search(text, filter, limit)?)
    }

    /// The row of a take.
    pub fn take(&self, id: &str) -> Result<TakeRow, RehearsalError> {
        self.store.take(id)?.ok_or_else(|| RehearsalError::NoSuchTake(id.to_owned()))
    }

    /// The debrief of a take; an error when it has none yet.
    pub fn debrief(&self, id: &str) -> Result<Debrief, RehearsalError> {
        self.take(id)?;
        self.store.debrief(id)?.ok_or_else(|| RehearsalError::NotAnalysed(id.to_owned()))
    }

    /// A take with all that is known of it.
    pub fn view(&self, engine: &Engine, id: &str) -> Result<TakeView, RehearsalError> {
        let row = self.take(id)?;
        let debrief = self.store.debrief(id)?;
        let outdated = debrief.as_ref().is_some_and(|debrief| !engine.is_current(&row.rubric, &debrief.versions));
        let marks = debrief.as_ref().map(|debrief| engine.marks_in(&row.rubric, &debrief.transcript));
        let card = debrief.as_ref().map(|debrief| &debrief.scorecard);
        let points = card.into_iter().flat_map(|card| &card.criteria);
        let summary = TakeSummary {
            id: row.id,
            recorded_at: row.recorded_at,
            duration_ms: row.duration_ms,
            status: row.status,
            origin: row.origin,
            question_id: row.question_id,
            round: row.question.as_ref().and_then(|question| question.round),
            question: row.question.map(|question| question.text),
            overall: card.and_then(|card| card.overall),
            verdict: card.and_then(|card| card.verdict),
            criteria: points.map(|score| CriterionPoints { id: score.id.clone(), points: score.points }).collect(),
            labels: self.store.labels(id)?,
            sound: row.sound,
        };
        let amendments = self.store.amendments(id)?;
        Ok(TakeView { summary, debrief, failure: row.failure, outdated, marks: marks.unwrap_or_default(), amendments })
    }

    /// The recording of a take, as it is kept: WAV or FLAC. An error where its sound is in the bin or gone.
    pub fn sound(&self, id: &str) -> Result<PathBuf, RehearsalError> {
        let row = self.take(id)?;
        if row.sound != SoundState::Kept {
            return Err(RehearsalError::SoundGone(row.id));
        }
        self.recording(&row.file)
    }

    /// Where the recording of a take is, or was: its sidecar is there in any case.
    pub(crate) fn place(&self, id: &str) -> Result<PathBuf, RehearsalError> {
        self.recording(&self.take(id)?.file)
    }

    /// The path of a recording, by the name its row holds: a row may come from a stranger's backup.
    pub(crate) fn recording(&self, file: &str) -> Result<PathBuf, RehearsalError> {
        let inside = names::is_plain(file)
            && Path::new(file).extension().is_some_and(|ending| ending == "wav" || ending == "flac");
        if !inside {
            return Err(RehearsalError::OutsideName { file: file.to_owned() });
        }
        Ok(self.folder.recordings().join(file))
    }

    /// The id of a take that begins now, and where its recording goes: a name that nothing has yet.
    pub(crate) fn new_take(&self) -> Result<(String, PathBuf), RehearsalError> {
        self.folder.make()?;
        loop {
            let id = new_take_id();
            let path = self.folder.recordings().join(format!("{id}.wav"));
            if !path.exists() && !path.with_extension("part.wav").exists() {
                return Ok((id, path));
            }
        }
    }

    /// Puts a finished recording into the library.
    pub(crate) fn keep_take(
        &self,
        id: &str,
        plan: &TakePlan,
        sound: &SoundFacts,
        origin: Origin,
    ) -> Result<(), RehearsalError> {
        let take = plan.row(id, recorded_at(id), sound, origin);
        self.store.insert_take(&take)?;
        Sidecar::of(take).write(&self.recording(&sound.file)?);
        Ok(())
    }

    /// Notes what a recording that begins now answers, so that this too survives a crash.
    pub(crate) fn note_start(&self, id: &str, plan: &TakePlan, origin: Origin) {
        let path = self.folder.recordings().join(format!("{id}.wav"));
        Sidecar::of(plan.row(id, recorded_at(id), &SoundFacts::none_yet(&path), origin)).write(&path);
    }

    /// Forgets a recording that was thrown away or never began.
    pub(crate) fn note_discarded(&self, id: &str) {
        if let Err(error) = Sidecar::remove(&self.folder.recordings().join(format!("{id}.wav"))) {
            tracing::warn!(%error, id, "the sidecar of a discarded take is left");
        }
    }

    /// To be held while what was heard in a take is read, changed and kept: a correction and a new hearing never meet.
    pub(crate) fn changing(&self) -> MutexGuard<'_, ()> {
        self.changing.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Keeps the debrief of a take and what was put right in it, in the database and beside its recording.
    pub fn keep_debrief(&self, id: &str, debrief: &Debrief, amendments: &Amendments) -> Result<(), RehearsalError> {
        self.store.keep_amended(id, debrief, amendments, Some(&now()))?;
        self.note_debrief(id, debrief, amendments)
    }

    /// Writes the debrief of a take beside its recording, as the database has it.
    pub(crate) fn note_debrief(
        &self,
        id: &str,
        debrief: &Debrief,
        amendments: &Amendments,
    ) -> Result<(), RehearsalError> {
        let change = |sidecar: &mut Sidecar| {
            sidecar.debrief = Some(debrief.clone());
            sidecar.amendments = amendments.clone();
        };
        Sidecar::change(&self.place(id)?, || self.row(id), change);
        Ok(())
    }

    /// Keeps what a take is called and kept under, in the database and beside its recording; as it is kept.
    pub fn set_labels(&self, id: &str, labels: &Labels) -> Result<Labels, RehearsalError> {
        let kept = self.store.set_labels(id, labels)?;
        Sidecar::change(&self.place(id)?, || self.row(id), |sidecar| sidecar.labels = kept.clone());
        Ok(kept)
    }

    pub(crate) fn row(&self, id: &str) -> Option<NewTake> {
        self.store.take(id).ok().flatten().map(sidecar::as_new)
    }

    /// Takes that are safe and have no debrief yet, the oldest first.
    pub fn unanalysed(&self) -> Result<Vec<String>, RehearsalError> {
        let takes = self.store.takes(&TakeFilter::default())?;
        let waiting = takes.into_iter().rev().filter(|take| take.status == TakeStatus::Recorded);
        Ok(waiting.map(|take| take.id).collect())
    }

    /// The take of the sample answer, if it was heard before.
    pub fn sample_take(&self) -> Result<Option<String>, RehearsalError> {
        let takes = self.store.takes(&TakeFilter::default())?;
        Ok(takes.into_iter().find(|take| take.origin == Origin::Sample).map(|take| take.id))
    }
}

/// Days are compared as they are written: what is none would silently find nothing.
fn check_days(filter: &TakeFilter) -> Result<(), RehearsalError> {
    let bad = |day: &&String| day.len() != 10 || day.parse::<jiff::civil::Date>().is_err();
    let mut days = [&filter.since, &filter.until].into_iter().flatten();
    days.find(bad).map_or(Ok(()), |day| Err(RehearsalError::BadDay(day.clone())))
}

#[cfg(test)]
pub(crate) mod tests {
    use super::*;
    use crate::wav;

    pub(crate) fn library() -> (tempfile::TempDir, Library) {
        let parent = tempfile::tempdir().expect("a temporary folder");
        let folder = DataFolder::open(Some(parent.path())).expect("a folder that can be made");
        (parent, Library::open(folder).expect("a new library"))
    }

    pub(crate) fn second_of_sound(library: &Library, id: &str) -> PathBuf {
        let path = library.folder().recordings().join(format!("{id}.wav"));
        wav::write(&path, 16_000, 1, [Ok(vec![0.1; 16_000])]).expect("a writable folder");
        path
    }

    #[test]
    fn a_filter_by_what_is_no_day_is_refused() {
        let (_parent, library) = library();
        for day in ["yesterday", "2026-2-1", "2026-13-01", "2026-11-23T08:00"] {
            let filter = TakeFilter { since: Some(day.into()), ..TakeFilter::default() };
            let error = library.takes(&filter).expect_err("no day");
            assert!(error.to_string().contains(day), "the message shows it: {error}");
            assert!(library.search("x", &filter, 1).is_err(), "{day}");
        }
        let filter = TakeFilter { until: Some("2026-11-23".into()), ..TakeFilter::default() };
        assert_eq!(library.takes(&filter).expect("a day"), []);
    }

    #[test]
    fn an_unknown_take_is_named() {
        let (_parent, library) = library();
        let error = library.delete("nothing").expect_err("there is no such take");
        assert!(error.to_string().contains("nothing"), "the message names it: {error}");
    }
}
