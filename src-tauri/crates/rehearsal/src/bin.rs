//! The bin: what was deleted stays for thirty days and is then gone for good, sound and all.

use std::{io, path::Path};

use store::{BinnedTake, SoundState, TakeFilter};

use crate::{
    Library, RehearsalError,
    files::remove_if_there,
    sidecar::{self, Sidecar},
    take::{days_since, now},
};

/// How many days a take stays in the bin.
const BIN_DAYS: i64 = 30;

/// What [`Library::tidy`] did.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Tidied {
    /// Takes that had been in the bin for 30 days and are gone for good.
    pub expired: usize,
}

impl Library {
    /// Moves a take to the bin; [`Library::undo_delete`] brings it back.
    pub fn delete(&self, id: &str) -> Result<(), RehearsalError> {
        let row = sidecar::as_new(self.take(id)?);
        let at = now();
        self.store().delete(id, &at)?;
        if let Ok(path) = self.recording(&row.file) {
            Sidecar::change(&path, || Some(row), |sidecar| sidecar.deleted_at = Some(at));
        }
        Ok(())
    }

    /// Brings a take back from the bin, or its sound where that alone is there.
    pub fn undo_delete(&self, id: &str) -> Result<(), RehearsalError> {
        if self.store().take(id)?.is_some_and(|row| row.sound == SoundState::Binned) {
            return self.note_sound(id, SoundState::Kept);
        }
        self.store().undo_delete(id)?;
        Sidecar::change(&self.place(id)?, || self.row(id), |sidecar| sidecar.deleted_at = None);
        Ok(())
    }

    /// What is in the bin: takes, then takes of which only the sound is there; the last deleted first.
    pub fn binned(&self) -> Result<Vec<BinnedTake>, RehearsalError> {
        let mut binned = self.store().deleted()?;
        binned.extend(self.store().binned_sounds()?);
        Ok(binned)
    }

    /// Notes what has become of the sound of a take, in the database and beside where it is or was.
    pub(crate) fn note_sound(&self, id: &str, sound: SoundState) -> Result<(), RehearsalError> {
        let at = now();
        self.store().set_sound(id, sound, &at)?;
        let change = |sidecar: &mut Sidecar| {
            sidecar.sound = sound;
            sidecar.sound_since = (sound != SoundState::Kept).then_some(at);
        };
        if let Ok(place) = self.place(id) {
            Sidecar::change(&place, || self.row(id), change);
        }
        Ok(())
    }

    /// Removes everything in the bin for good: sound, sidecar, transcript, search entries and cards, and mock loops; of
    /// takes whose sound alone is there only that. How many whole takes that were.
    pub fn empty_bin(&self) -> Result<usize, RehearsalError> {
        self.purge(|_| true)
    }

    /// What is due at a start: takes that were in the bin for 30 days go, and takes from before there were sidecars get
    /// theirs.
    pub fn tidy(&self) -> Result<Tidied, RehearsalError> {
        let expired = self.purge(|deleted_at| days_since(deleted_at) >= BIN_DAYS)?;
        for take in self.store().takes(&TakeFilter::default())? {
            let Ok(path) = self.sound(&take.id) else { continue };
            if !sidecar::beside(&path).exists() && path.exists() {
                let (debrief, amendments) = (self.store().debrief(&take.id)?, self.store().amendments(&take.id)?);
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
        for (id, _) in self.store().deleted_loops()?.iter().filter(|(_, deleted_at)| due(deleted_at)) {
            self.store().purge_loop(id)?;
        }
        for take in self.store().binned_sounds()?.iter().filter(|take| due(&take.deleted_at)) {
            // A row that names a file elsewhere: that file is none of ours.
            if let Ok(path) = self.recording(&take.file) {
                self.remove_sound(&path).map_err(|source| RehearsalError::Write { path, source })?;
            }
            self.note_sound(&take.id, SoundState::Gone)?;
        }
        let mut purged = 0;
        for take in self.store().deleted()?.iter().filter(|take| due(&take.deleted_at)) {
            // A row that names a file elsewhere loses its row; the file is none of ours.
            if let Ok(path) = self.recording(&take.file) {
                let removed = self.remove_sound(&path).and_then(|()| Sidecar::remove(&path));
                removed.map_err(|source| RehearsalError::Write { path, source })?;
            }
            self.store().purge(&take.id)?;
            purged += 1;
        }
        Ok(purged)
    }

    /// Removes a recording in all its forms: a compression may have been cut off between them.
    fn remove_sound(&self, path: &Path) -> io::Result<()> {
        for form in [path.with_extension("wav"), path.with_extension("flac"), self.unpacked(path)] {
            remove_if_there(&form)?;
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use std::fs;

    use store::Origin;

    use super::*;
    use crate::{
        library::tests::{library, second_of_sound},
        take::{SoundFacts, TakePlan},
    };

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
        let facts =
            SoundFacts { file: "../outside.wav".into(), duration_ms: 1, sample_rate: 1, channels: 1, lost_ms: 0 };
        let row = TakePlan::default().row("silent", now(), &facts, Origin::Microphone);
        library.store().insert_take(&row).expect("another");
        library.store().set_sound("silent", SoundState::Binned, &now()).expect("a row");
        assert!(library.tidy().is_ok() && library.would_thin(0).is_ok(), "it stops nothing");
        assert_eq!(library.empty_bin().expect("the rows go"), 2);
        assert_eq!(library.take("silent").expect("a row").sound, SoundState::Gone);
        assert!(outside.exists(), "the file elsewhere is untouched");
    }
}
