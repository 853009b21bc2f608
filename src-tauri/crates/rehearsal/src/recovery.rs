//! Recordings that were cut off, or that no row of the database knows: found, repaired, in the library again.

use std::{
    fs,
    path::{Path, PathBuf},
};

use capture::{CaptureError, salvage};
use store::{NewTake, Origin, SoundState};

use crate::{
    Library, RehearsalError, flac,
    sidecar::Sidecar,
    take::{SoundFacts, TakePlan},
    wav,
};

/// What [`Library::recover`] found.
#[derive(Debug, Default)]
pub struct Recovered {
    /// Ids of the takes that are whole again and in the library.
    pub takes: Vec<String>,
    /// Recordings that hold nothing that can be played, each with its reason.
    pub lost: Vec<(PathBuf, RehearsalError)>,
}

impl Library {
    /// Finds recordings that were cut off (a crash, a power cut) or never reached the database, repairs them and puts
    /// them into the library, unanalysed.
    pub fn recover(&self) -> Result<Recovered, RehearsalError> {
        let mut recovered = Recovered::default();
        for part in salvage::unfinished(&self.folder().recordings()) {
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
        for path in self.silent_orphans()? {
            match self.adopt_silent(&path) {
                Ok(id) => recovered.takes.push(id),
                Err(error) => recovered.lost.push((path, error)),
            }
        }
        Ok(recovered)
    }

    /// How many recordings wait for [`Library::recover`].
    pub fn unfinished(&self) -> Result<u32, RehearsalError> {
        Ok((salvage::unfinished(&self.folder().recordings()).len()
            + self.orphans()?.len()
            + self.silent_orphans()?.len()) as u32)
    }

    /// Recordings that no row knows.
    fn orphans(&self) -> Result<Vec<PathBuf>, RehearsalError> {
        let folder = self.folder().recordings();
        let entries = fs::read_dir(&folder).map_err(|source| RehearsalError::Read { path: folder, source })?;
        let binned = self.store().deleted()?;
        let mut orphans = Vec::new();
        for path in entries.filter_map(|entry| Some(entry.ok()?.path())) {
            let name = path.file_name().and_then(|name| name.to_str()).unwrap_or_default();
            let bare = name.strip_suffix(".wav").or_else(|| name.strip_suffix(".flac"));
            let Some(id) = bare.filter(|id| !id.contains('.')) else { continue };
            if self.store().take(id)?.is_none() && !binned.iter().any(|take| take.id == id) {
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

    /// Where the recordings were of takes that no row knows and whose sound had gone before: a sidecar and a debrief in it are
    /// all there is.
    fn silent_orphans(&self) -> Result<Vec<PathBuf>, RehearsalError> {
        let folder = self.folder().recordings();
        let entries = fs::read_dir(&folder).map_err(|source| RehearsalError::Read { path: folder, source })?;
        let binned = self.store().deleted()?;
        let mut silent = Vec::new();
        for path in entries.filter_map(|entry| Some(entry.ok()?.path())) {
            if path.extension().is_none_or(|ending| ending != "json") {
                continue;
            }
            let (wav, flac) = (path.with_extension("wav"), path.with_extension("flac"));
            let id = path.file_stem().and_then(|stem| stem.to_str()).unwrap_or_default();
            let known = self.store().take(id)?.is_some() || binned.iter().any(|take| take.id == id);
            let gone = |sidecar: Sidecar| sidecar.sound == SoundState::Gone && sidecar.debrief.is_some();
            if !known && !wav.exists() && !flac.exists() && Sidecar::read(&wav).is_some_and(gone) {
                silent.push(wav);
            }
        }
        silent.sort();
        Ok(silent)
    }

    fn adopt_silent(&self, path: &Path) -> Result<String, RehearsalError> {
        let known = Sidecar::read(path).ok_or_else(|| RehearsalError::NoSuchTake(path.display().to_string()))?;
        self.recording(&known.take.file)?;
        let id = known.take.id.clone();
        self.store().insert_take(&known.take)?;
        self.restore_known(&id, &known)?;
        Ok(id)
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
        self.store().insert_take(&take)?;
        self.restore_known(&id, &known)?;
        known.with(take).write(path);
        Ok(id)
    }

    /// Gives a take found again what its sidecar knows of it.
    fn restore_known(&self, id: &str, known: &Sidecar) -> Result<(), RehearsalError> {
        if let Some(debrief) = &known.debrief {
            self.store().keep_amended(id, debrief, &known.amendments, None)?;
        }
        if !known.labels.is_empty()
            && let Err(error) = self.store().set_labels(id, &known.labels)
        {
            tracing::warn!(%error, id, "the labels of a take found again are left out");
        }
        if let Some(at) = &known.deleted_at {
            self.store().delete(id, at)?;
        }
        if let Some(since) = &known.sound_since {
            self.store().set_sound(id, known.sound, since)?;
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use interview::question::QuestionAsked;
    use store::Labels;

    use super::*;
    use crate::{
        DataFolder, backup,
        library::tests::{library, second_of_sound},
    };

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
    fn a_sidecar_whose_dates_are_none_still_tells_the_rest() {
        let (parent, first) = library();
        let kept = second_of_sound(&first, "20260321-142501-07c1f");
        let binned = second_of_sound(&first, "binned");
        first.recover().expect("a readable folder");
        let named = Labels { title: Some("The merger".into()), ..Labels::default() };
        first.set_labels("20260321-142501-07c1f", &named).expect("a take that is there");
        first.delete("binned").expect("a take that is there");
        drop(first);
        for (sound, field) in [(kept, "/take/recorded_at"), (binned, "/deleted_at")] {
            let path = sound.with_extension("json");
            let mut sidecar: serde_json::Value =
                serde_json::from_slice(&fs::read(&path).expect("a sidecar")).expect("written by this program");
            *sidecar.pointer_mut(field).expect("it has the field") = "no date".into();
            fs::write(&path, sidecar.to_string()).expect("writable");
        }
        fs::write(parent.path().join("library.db"), [7; 5000]).expect("writable");
        let rebuilt = Library::open(DataFolder::open(Some(parent.path())).expect("a folder")).expect("rebuilt");
        let take = rebuilt.take("20260321-142501-07c1f").expect("the recording is in the library");
        assert!(take.recorded_at.starts_with("2026-03-21T14:25:01"), "its name tells when: {}", take.recorded_at);
        assert_eq!(rebuilt.store().labels(&take.id).expect("readable"), named, "the rest was good");
        rebuilt.undo_delete("binned").expect("it is still in the bin");
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
}
