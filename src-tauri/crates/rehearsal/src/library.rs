//! What is kept: the database and the recordings beside it.

use std::{
    fs::{self, File, TryLockError},
    io,
    path::{Path, PathBuf},
};

use capture::{CaptureError, salvage};
use interview::{Debrief, amendments::Amendments, rubric::SentenceMark};
use store::{
    CriterionPoints, Labels, NewTake, Opened, Origin, SearchHit, Store, TakeFilter, TakeRow, TakeStatus, TakeSummary,
};

use crate::{
    DataFolder, Engine, RehearsalError, backup, flac, names,
    sidecar::{self, Sidecar},
    take::{SoundFacts, TakePlan, days_since, new_take_id, now, recorded_at},
    wav,
};

/// How many days a take stays in the bin.
const BIN_DAYS: i64 = 30;

/// The takes of one person.
pub struct Library {
    folder: DataFolder,
    store: Store,
    set_aside: Option<PathBuf>,
    /// Held as long as the library is open: a restore waits for nobody to hold it.
    open: File,
}

/// What [`Library::tidy`] did.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Tidied {
    /// Takes that had been in the bin for 30 days and are gone for good.
    pub expired: usize,
}

/// What [`Library::recover`] found.
#[derive(Debug, Default)]
pub struct Recovered {
    /// Ids of the takes that are whole again and in the library.
    pub takes: Vec<String>,
    /// Recordings that hold nothing that can be played, each with its reason.
    pub lost: Vec<(PathBuf, RehearsalError)>,
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
        let library = Self { folder, store, set_aside, open };
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
        };
        let amendments = self.store.amendments(id)?;
        Ok(TakeView { summary, debrief, failure: row.failure, outdated, marks: marks.unwrap_or_default(), amendments })
    }

    /// The recording of a take, as it is kept: WAV or FLAC.
    pub fn sound(&self, id: &str) -> Result<PathBuf, RehearsalError> {
        self.recording(&self.take(id)?.file)
    }

    /// The path of a recording, by the name its row holds: a row may come from a stranger's backup.
    fn recording(&self, file: &str) -> Result<PathBuf, RehearsalError> {
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

    /// Keeps the debrief of a take and what was put right in it, in the database and beside its recording.
    pub fn keep_debrief(&self, id: &str, debrief: &Debrief, amendments: &Amendments) -> Result<(), RehearsalError> {
        self.store.keep_amended(id, debrief, amendments, Some(&now()))?;
        let change = |sidecar: &mut Sidecar| {
            sidecar.debrief = Some(debrief.clone());
            sidecar.amendments = amendments.clone();
        };
        Sidecar::change(&self.sound(id)?, || self.row(id), change);
        Ok(())
    }

    /// Keeps what a take is called and kept under, in the database and beside its recording; as it is kept.
    pub fn set_labels(&self, id: &str, labels: &Labels) -> Result<Labels, RehearsalError> {
        let kept = self.store.set_labels(id, labels)?;
        Sidecar::change(&self.sound(id)?, || self.row(id), |sidecar| sidecar.labels = kept.clone());
        Ok(kept)
    }

    pub(crate) fn row(&self, id: &str) -> Option<NewTake> {
        self.store.take(id).ok().flatten().map(sidecar::as_new)
    }

    /// Moves a take to the bin; [`Library::undo_delete`] brings it back.
    pub fn delete(&self, id: &str) -> Result<(), RehearsalError> {
        let row = sidecar::as_new(self.take(id)?);
        let at = now();
        self.store.delete(id, &at)?;
        if let Ok(path) = self.recording(&row.file) {
            Sidecar::change(&path, || Some(row), |sidecar| sidecar.deleted_at = Some(at));
        }
        Ok(())
    }

    /// Brings a take back from the bin.
    pub fn undo_delete(&self, id: &str) -> Result<(), RehearsalError> {
        self.store.undo_delete(id)?;
        Sidecar::change(&self.sound(id)?, || self.row(id), |sidecar| sidecar.deleted_at = None);
        Ok(())
    }

    /// Removes everything in the bin for good: sound, sidecar, transcript, search entries and cards, and mock loops. How
    /// many takes that were.
    pub fn empty_bin(&self) -> Result<usize, RehearsalError> {
        self.purge(|_| true)
    }

    /// What is due at a start: takes that were in the bin for 30 days go, and takes from before there were sidecars get
    /// theirs.
    pub fn tidy(&self) -> Result<Tidied, RehearsalError> {
        let expired = self.purge(|deleted_at| days_since(deleted_at) >= BIN_DAYS)?;
        for take in self.store.takes(&TakeFilter::default())? {
            let Ok(path) = self.sound(&take.id) else { continue };
            if !sidecar::beside(&path).exists() && path.exists() {
                let (debrief, amendments) = (self.store.debrief(&take.id)?, self.store.amendments(&take.id)?);
                let change = |sidecar: &mut Sidecar| {
                    (sidecar.debrief, sidecar.amendments, sidecar.labels) = (debrief, amendments, take.labels.clone());
                };
                Sidecar::change(&path, || self.row(&take.id), change);
            }
        }
        Ok(Tidied { expired })
    }

    /// Removes what went into the bin at a date that is `due`; how many takes that were.
    fn purge(&self, due: impl Fn(&str) -> bool) -> Result<usize, RehearsalError> {
        for (id, _) in self.store.deleted_loops()?.iter().filter(|(_, deleted_at)| due(deleted_at)) {
            self.store.purge_loop(id)?;
        }
        let mut purged = 0;
        for take in self.store.deleted()?.iter().filter(|take| due(&take.deleted_at)) {
            // A row that names a file elsewhere loses its row; the file is none of ours.
            if let Ok(path) = self.recording(&take.file) {
                let removed = || -> io::Result<()> {
                    // Both forms: a compression may have been cut off between them.
                    for path in [path.with_extension("wav"), path.with_extension("flac"), self.unpacked(&path)] {
                        match fs::remove_file(path) {
                            Err(error) if error.kind() != io::ErrorKind::NotFound => return Err(error),
                            _ => {}
                        }
                    }
                    Sidecar::remove(&path)
                };
                removed().map_err(|source| RehearsalError::Write { path, source })?;
            }
            self.store.purge(&take.id)?;
            purged += 1;
        }
        Ok(purged)
    }

    /// Finds recordings that were cut off (a crash, a power cut) or never reached the database, repairs them and puts
    /// them into the library, unanalysed.
    pub fn recover(&self) -> Result<Recovered, RehearsalError> {
        let mut recovered = Recovered::default();
        for part in salvage::unfinished(&self.folder.recordings()) {
            match salvage::repair(&part) {
                Ok(_) => {}
                Err(CaptureError::Empty(path)) => {
                    // It would be found at every start, and there is nothing in it to lose.
                    fs::remove_file(&path).map_err(|source| RehearsalError::Write { path, source })?;
                }
                Err(error) => recovered.lost.push((part, error.into())),
            }
        }
        for path in self.orphans()? {
            match self.adopt(&path) {
                Ok(id) => recovered.takes.push(id),
                Err(error) => recovered.lost.push((path, error)),
            }
        }
        Ok(recovered)
    }

    /// Takes that are safe and have no debrief yet, the oldest first.
    pub fn unanalysed(&self) -> Result<Vec<String>, RehearsalError> {
        let takes = self.store.takes(&TakeFilter::default())?;
        let waiting = takes.into_iter().rev().filter(|take| take.status == TakeStatus::Recorded);
        Ok(waiting.map(|take| take.id).collect())
    }

    /// How many recordings wait for [`Library::recover`].
    pub fn unfinished(&self) -> Result<u32, RehearsalError> {
        Ok((salvage::unfinished(&self.folder.recordings()).len() + self.orphans()?.len()) as u32)
    }

    /// The take of the sample answer, if it was heard before.
    pub fn sample_take(&self) -> Result<Option<String>, RehearsalError> {
        let takes = self.store.takes(&TakeFilter::default())?;
        Ok(takes.into_iter().find(|take| take.origin == Origin::Sample).map(|take| take.id))
    }

    /// Recordings that no row knows.
    fn orphans(&self) -> Result<Vec<PathBuf>, RehearsalError> {
        let folder = self.folder.recordings();
        let entries = fs::read_dir(&folder).map_err(|source| RehearsalError::Read { path: folder, source })?;
        let binned = self.store.deleted()?;
        let mut orphans = Vec::new();
        for path in entries.filter_map(|entry| Some(entry.ok()?.path())) {
            let name = path.file_name().and_then(|name| name.to_str()).unwrap_or_default();
            let bare = name.strip_suffix(".wav").or_else(|| name.strip_suffix(".flac"));
            let Some(id) = bare.filter(|id| !id.contains('.')) else { continue };
            if self.store.take(id)?.is_none() && !binned.iter().any(|take| take.id == id) {
                orphans.push(path);
            }
        }
        orphans.sort();
        // Of one that is there in both forms, the FLAC may not be whole.
        orphans.reverse();
        orphans.dedup_by(|one, other| one.file_stem() == other.file_stem());
        orphans.reverse();
        Ok(orphans)
    }

    fn adopt(&self, path: &Path) -> Result<String, RehearsalError> {
        let sound = if flac::is_flac(path) { flac::facts(path)? } else { wav::facts(path)? };
        let id = path.file_stem().and_then(|stem| stem.to_str()).unwrap_or_default().to_owned();
        let Some(known) = Sidecar::read(path) else {
            self.keep_take(&id, &TakePlan::default(), &sound, Origin::Microphone)?;
            return Ok(id);
        };
        let SoundFacts { file, duration_ms, sample_rate, channels, .. } = sound;
        let take = NewTake { id: id.clone(), file, duration_ms, sample_rate, channels, ..known.take.clone() };
        self.store.insert_take(&take)?;
        if let Some(debrief) = &known.debrief {
            self.store.keep_amended(&id, debrief, &known.amendments, None)?;
        }
        if !known.labels.is_empty()
            && let Err(error) = self.store.set_labels(&id, &known.labels)
        {
            tracing::warn!(%error, id, "the labels of a take found again are left out");
        }
        if let Some(at) = &known.deleted_at {
            self.store.delete(&id, at)?;
        }
        known.with(take).write(path);
        Ok(id)
    }
}

/// Days are compared as they are written: what is none would silently find nothing.
fn check_days(filter: &TakeFilter) -> Result<(), RehearsalError> {
    let bad = |day: &&String| day.len() != 10 || day.parse::<jiff::civil::Date>().is_err();
    let mut days = [&filter.since, &filter.until].into_iter().flatten();
    days.find(bad).map_or(Ok(()), |day| Err(RehearsalError::BadDay(day.clone())))
}

#[cfg(test)]
mod tests {
    use interview::question::QuestionAsked;
    use speech::samples::Interleaved;

    use super::*;

    fn library() -> (tempfile::TempDir, Library) {
        let parent = tempfile::tempdir().expect("a temporary folder");
        let folder = DataFolder::open(Some(parent.path())).expect("a folder that can be made");
        (parent, Library::open(folder).expect("a new library"))
    }

    fn second_of_sound(library: &Library, id: &str) -> PathBuf {
        let path = library.folder().recordings().join(format!("{id}.wav"));
        let sound = Interleaved { samples: vec![0.1; 16_000], sample_rate: 16_000, channels: 1 };
        wav::write(&path, &sound).expect("a writable folder");
        path
    }

    #[test]
    fn a_recording_that_was_cut_off_becomes_a_take() {
        let (_parent, library) = library();
        let whole = second_of_sound(&library, "cut");
        fs::rename(&whole, whole.with_extension("part.wav")).expect("a name in the same folder");
        assert_eq!(library.unfinished().expect("a readable folder"), 1, "the start screen can offer it");
        let recovered = library.recover().expect("a readable folder");
        assert_eq!(recovered.takes, ["cut"], "it is in the library under its own id");
        assert_eq!(library.take("cut").expect("a row").duration_ms, 1000, "all of its sound is there");
        assert!(library.recover().expect("again").takes.is_empty(), "nothing is recovered twice");
    }

    #[test]
    fn a_take_in_the_bin_is_not_recovered() {
        let (_parent, library) = library();
        second_of_sound(&library, "binned");
        library.recover().expect("a readable folder");
        library.delete("binned").expect("a take that is there");
        assert!(library.recover().expect("a readable folder").takes.is_empty(), "the user put it there");
        library.undo_delete("binned").expect("a take in the bin");
        assert!(library.sound("binned").expect("a row").is_file(), "its sound was never touched");
    }

    #[test]
    fn an_emptied_bin_keeps_no_sound() {
        let (_parent, library) = library();
        let sound = second_of_sound(&library, "gone");
        library.recover().expect("a readable folder");
        library.delete("gone").expect("a take that is there");
        assert_eq!(library.empty_bin().expect("a writable folder"), 1);
        assert!(!sound.exists(), "the recording is removed");
        assert!(library.take("gone").is_err(), "and so is its row");
    }

    #[test]
    fn a_damaged_database_is_set_aside_and_the_recordings_are_takes_again() {
        let (parent, first) = library();
        second_of_sound(&first, "kept");
        drop(first);
        fs::write(parent.path().join("library.db"), b"this is no database, whatever it was before").expect("writable");
        let folder = DataFolder::open(Some(parent.path())).expect("the same folder");
        let library = Library::open(folder).expect("a new library in place of the damaged one");
        assert!(library.set_aside().is_some_and(Path::exists), "the damaged file is kept");
        assert!(library.take("kept").is_ok(), "the recording is in the library");
    }

    #[test]
    fn a_take_cut_off_still_knows_its_question_and_one_in_the_bin_that_it_is_there() {
        let (parent, first) = library();
        let asked = QuestionAsked { text: "Why here?".into(), round: None };
        let plan = TakePlan { asked: Some(asked.clone()), ..TakePlan::default() };
        first.note_start("cut", &plan, Origin::Microphone);
        let whole = second_of_sound(&first, "cut");
        fs::rename(&whole, whole.with_extension("part.wav")).expect("a name in the same folder");
        first.recover().expect("a readable folder");
        assert_eq!(first.take("cut").expect("a row").question, Some(asked), "the sidecar told it");
        second_of_sound(&first, "binned");
        first.recover().expect("a readable folder");
        first.delete("binned").expect("a take that is there");
        drop(first);
        fs::write(parent.path().join("library.db"), [7; 5000]).expect("writable");
        let rebuilt = Library::open(DataFolder::open(Some(parent.path())).expect("a folder")).expect("rebuilt");
        assert_eq!(rebuilt.take("cut").expect("a row").question.map(|asked| asked.text).as_deref(), Some("Why here?"));
        assert!(rebuilt.take("binned").is_err(), "what was deleted does not come back by itself");
        rebuilt.undo_delete("binned").expect("it is in the bin");
    }

    #[test]
    fn labels_survive_a_lost_database_and_a_backup() {
        let (parent, first) = library();
        second_of_sound(&first, "starred");
        first.recover().expect("a readable folder");
        let given = Labels { title: Some("The merger".into()), favourite: true, tags: vec!["panel".into()] };
        assert_eq!(first.set_labels("starred", &given).expect("a take that is there"), given);
        let out = tempfile::tempdir().expect("a temporary folder");
        let zip = out.path().join("all.zip");
        backup::backup(&first, &zip, &mut |_| {}, &false.into()).expect("a backup");
        drop(first);
        fs::write(parent.path().join("library.db"), [7; 5000]).expect("writable");
        let rebuilt = Library::open(DataFolder::open(Some(parent.path())).expect("a folder")).expect("rebuilt");
        assert_eq!(rebuilt.store().labels("starred").expect("readable"), given, "the sidecar told them");
        rebuilt.set_labels("starred", &Labels::default()).expect("a take that is there");
        drop(rebuilt);
        let elsewhere = tempfile::tempdir().expect("a temporary folder");
        let folder = DataFolder::open(Some(elsewhere.path())).expect("a folder");
        backup::restore(&folder, &zip, false, &mut |_| {}, &false.into()).expect("restored");
        let restored = Library::open(folder).expect("the restored library");
        assert_eq!(restored.store().labels("starred").expect("readable"), given, "the backup kept them");
    }

    #[test]
    fn the_bin_forgets_after_thirty_days_and_not_before() {
        let (_parent, library) = library();
        for (id, days) in [("old", 31), ("young", 29)] {
            second_of_sound(&library, id);
            library.recover().expect("a readable folder");
            let at = jiff::Timestamp::now() - jiff::SignedDuration::from_hours(24 * days);
            library.store().delete(id, &at.to_string()).expect("a take that is there");
        }
        assert_eq!(library.tidy().expect("a writable folder").expired, 1);
        assert!(library.undo_delete("young").is_ok(), "it had a day left");
        assert!(!library.folder().recordings().join("old.wav").exists(), "its sound is gone");
        assert!(!library.folder().recordings().join("old.json").exists(), "and so is its sidecar");
    }

    #[test]
    fn a_row_that_names_a_file_elsewhere_reaches_nothing() {
        let (parent, library) = library();
        let outside = parent.path().join("outside.wav");
        fs::write(&outside, b"not ours").expect("writable");
        for (id, file) in [("up", "../outside.wav"), ("root", outside.to_str().expect("a path in UTF-8"))] {
            let facts = SoundFacts { file: file.into(), duration_ms: 1, sample_rate: 1, channels: 1, lost_ms: 0 };
            let row = TakePlan::default().row(id, now(), &facts, Origin::Microphone);
            library.store().insert_take(&row).expect("a row like in a stranger's backup");
            assert!(matches!(library.sound(id), Err(RehearsalError::OutsideName { .. })), "{file}");
            library.delete(id).expect("a row can go");
        }
        assert_eq!(library.empty_bin().expect("the rows go"), 2);
        assert!(outside.exists(), "the file elsewhere is untouched");
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
