//! What is kept: the database and the recordings beside it.

use std::{
    fs, io,
    path::{Path, PathBuf},
};

use capture::salvage;
use interview::Debrief;
use store::{Opened, Origin, Store, TakeRow};

use crate::{
    DataFolder, RehearsalError,
    take::{SoundFacts, TakePlan, now},
    wav,
};

/// The takes of one person.
pub struct Library {
    folder: DataFolder,
    store: Store,
    set_aside: Option<PathBuf>,
}

/// What [`Library::recover`] found.
#[derive(Debug, Default)]
pub struct Recovered {
    /// Ids of the takes that are whole again and in the library.
    pub takes: Vec<String>,
    /// Recordings that hold nothing that can be played, each with its reason.
    pub lost: Vec<(PathBuf, RehearsalError)>,
}

impl Library {
    /// Opens the library in a data folder, making it when there is none.
    pub fn open(folder: DataFolder) -> Result<Self, RehearsalError> {
        let Opened { store, set_aside } = Store::open_or_set_aside(&folder.library(), &now())?;
        let library = Self { folder, store, set_aside };
        if library.set_aside.is_some() {
            // The sound is still there: every recording becomes a take again, to be analysed anew.
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

    /// The data folder.
    pub fn folder(&self) -> &DataFolder {
        &self.folder
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

    /// The recording of a take.
    pub fn sound(&self, id: &str) -> Result<PathBuf, RehearsalError> {
        Ok(self.folder.recordings().join(self.take(id)?.file))
    }

    /// Where the recording of a new take goes.
    pub(crate) fn new_sound(&self, id: &str) -> PathBuf {
        self.folder.recordings().join(format!("{id}.wav"))
    }

    /// Puts a finished recording into the library.
    pub(crate) fn keep_take(
        &self,
        id: &str,
        plan: &TakePlan,
        sound: &SoundFacts,
        origin: Origin,
    ) -> Result<(), RehearsalError> {
        Ok(self.store.insert_take(&plan.row(id, now(), sound, origin))?)
    }

    /// Moves a take to the bin; [`Library::undo_delete`] brings it back.
    pub fn delete(&self, id: &str) -> Result<(), RehearsalError> {
        self.take(id)?;
        Ok(self.store.delete(id, &now())?)
    }

    /// Brings a take back from the bin.
    pub fn undo_delete(&self, id: &str) -> Result<(), RehearsalError> {
        Ok(self.store.undo_delete(id)?)
    }

    /// Removes everything in the bin for good: sound, transcript, search entries and cards.
    pub fn empty_bin(&self) -> Result<usize, RehearsalError> {
        let deleted = self.store.deleted()?;
        for take in &deleted {
            let path = self.folder.recordings().join(&take.file);
            match fs::remove_file(&path) {
                Err(source) if source.kind() != io::ErrorKind::NotFound => {
                    return Err(RehearsalError::Write { path, source });
                }
                _ => self.store.purge(&take.id)?,
            };
        }
        Ok(deleted.len())
    }

    /// Finds recordings that were cut off (a crash, a power cut) or never reached the database, repairs them and puts
    /// them into the library, unanalysed.
    pub fn recover(&self) -> Result<Recovered, RehearsalError> {
        let mut recovered = Recovered::default();
        for part in salvage::unfinished(&self.folder.recordings()) {
            match salvage::repair(&part) {
                Ok(_) => {}
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

    /// Recordings that no row knows.
    fn orphans(&self) -> Result<Vec<PathBuf>, RehearsalError> {
        let folder = self.folder.recordings();
        let entries = fs::read_dir(&folder).map_err(|source| RehearsalError::Read { path: folder, source })?;
        let mut orphans = Vec::new();
        for path in entries.filter_map(|entry| Some(entry.ok()?.path())) {
            let name = path.file_name().and_then(|name| name.to_str()).unwrap_or_default();
            let Some(id) = name.strip_suffix(".wav").filter(|id| !id.ends_with(".part")) else { continue };
            if self.store.take(id)?.is_none() && !self.store.deleted()?.iter().any(|take| take.id == id) {
                orphans.push(path);
            }
        }
        orphans.sort();
        Ok(orphans)
    }

    fn adopt(&self, path: &Path) -> Result<String, RehearsalError> {
        let sound = wav::facts(path)?;
        let id = path.file_stem().and_then(|stem| stem.to_str()).unwrap_or_default().to_owned();
        self.keep_take(&id, &TakePlan::default(), &sound, Origin::Microphone)?;
        Ok(id)
    }
}
