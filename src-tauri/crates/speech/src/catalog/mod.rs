//! The models Debrief knows, where their files are, and whether they are whole.
//!
//! `catalog.toml` lies in the first models folder that has one; files are looked for in every folder given, in order:
//! a checkout's `models/`, an installed bundle's resources, beside the binary, the user's data folder.

mod entry;
mod fingerprint;
mod own;

use std::path::{Path, PathBuf};

pub use entry::{Entry, Kind, Piece};
pub use fingerprint::{Fingerprints, sha256};

use crate::error::SpeechError;
use crate::ggml;

/// The catalog with the folders its files are looked for in.
#[derive(Debug, Clone)]
pub struct Models {
    dirs: Vec<PathBuf>,
    entries: Vec<Entry>,
    /// Where the user's own models go.
    own: Option<PathBuf>,
    fingerprints: Fingerprints,
}

/// A model of the catalog and whether it is here.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ModelInfo {
    /// What settings and `--model` call it.
    pub id: String,
    /// What it is for.
    pub kind: Kind,
    /// One line for a person choosing.
    pub description: String,
    /// Licence (SPDX).
    pub licence: String,
    /// Languages it was trained for; "*" is many.
    pub languages: Vec<String>,
    /// Size of its file.
    pub bytes: u64,
    /// SHA-256 of its file.
    pub sha256: String,
    /// Its file name below a models folder.
    pub file: PathBuf,
    /// Whether all its files are in one of the folders.
    pub installed: bool,
    /// Whether it comes with Debrief.
    pub embedded: bool,
    /// Where to download it from.
    pub url: Option<String>,
}

/// A model's file, whole and checked.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ModelFile {
    /// Its id, or its file name where it was given as a path.
    pub id: String,
    /// Where it is.
    pub path: PathBuf,
    /// Its SHA-256, in small hexadecimal.
    pub sha256: String,
}

/// What [`Models::verify`] found about one model that should be whole.
#[derive(Debug)]
pub struct Verified {
    /// The model.
    pub id: String,
    /// Its file, or why it cannot be used.
    pub result: Result<PathBuf, SpeechError>,
}

impl Models {
    /// Reads the catalog from the first of `dirs` that has one.
    pub fn open(dirs: &[PathBuf]) -> Result<Self, SpeechError> {
        let path = dirs
            .iter()
            .map(|dir| dir.join("catalog.toml"))
            .find(|path| path.is_file())
            .ok_or_else(|| SpeechError::NoCatalog { searched: dirs.to_vec() })?;
        let text =
            std::fs::read_to_string(&path).map_err(|source| SpeechError::Unreadable { path: path.clone(), source })?;
        let entries =
            entry::parse(&text).map_err(|reason| SpeechError::Catalog { path, reason: reason.to_string() })?;
        Ok(Self { dirs: dirs.to_vec(), entries, own: None, fingerprints: Fingerprints::default() })
    }

    /// Remembers checked files in `file` (a small JSON), so that a hash is computed once per change of a file, not at
    /// each start.
    #[must_use]
    pub fn remembering(mut self, file: &Path) -> Self {
        self.fingerprints = Fingerprints::kept_in(file);
        self
    }

    /// Every model of the catalog, in its order, then the user's own.
    pub fn list(&self) -> Vec<ModelInfo> {
        self.entries.iter().map(|entry| self.describe(entry)).chain(self.own()).collect()
    }

    /// The model of that id, or the speech model at that path; whole, or the reason why not.
    pub fn resolve(&self, id_or_path: &str) -> Result<ModelFile, SpeechError> {
        if let Some(entry) = self.entries.iter().find(|entry| entry.id == id_or_path) {
            return self.checked(entry);
        }
        let path = self.own_file(id_or_path).unwrap_or_else(|| id_or_path.into());
        if !path.is_file() {
            let known =
                self.list().into_iter().filter(|model| model.kind == Kind::Speech).map(|model| model.id).collect();
            return Err(SpeechError::UnknownModel { id: id_or_path.into(), known });
        }
        ggml::check_speech(&path)?;
        Ok(ModelFile { id: own::id_of(&path), sha256: self.fingerprints.of(&path)?, path })
    }

    /// The voice activity model.
    pub fn vad(&self) -> Result<ModelFile, SpeechError> {
        self.first(Kind::Vad)
    }

    /// The folder of the sentence model (its files checked).
    pub fn sentence_dir(&self) -> Result<PathBuf, SpeechError> {
        let file = self.first(Kind::Sentence)?;
        Ok(file.path.parent().map_or_else(PathBuf::new, Into::into))
    }

    /// The embedded speech model: what is used when nothing else is chosen.
    pub fn default_speech(&self) -> Result<ModelFile, SpeechError> {
        self.first(Kind::Speech)
    }

    /// Hashes every installed model afresh, and every embedded one whether installed or not.
    pub fn verify(&self) -> Vec<Verified> {
        let afresh = Self { fingerprints: Fingerprints::default(), ..self.clone() };
        let due = self.entries.iter().filter(|entry| entry.embedded || self.describe(entry).installed);
        due.map(|entry| Verified { id: entry.id.clone(), result: afresh.checked(entry).map(|file| file.path) })
            .collect()
    }

    fn describe(&self, entry: &Entry) -> ModelInfo {
        ModelInfo {
            id: entry.id.clone(),
            kind: entry.kind,
            description: entry.description.clone(),
            licence: entry.licence.clone(),
            languages: entry.languages.clone(),
            bytes: entry.main.bytes,
            sha256: entry.main.sha256.clone(),
            file: entry.main.file.clone(),
            installed: entry.pieces().all(|piece| self.find(&piece.file).is_some()),
            embedded: entry.embedded,
            url: entry.url.clone(),
        }
    }

    /// The first embedded model of a kind; failing that, the first.
    fn first(&self, kind: Kind) -> Result<ModelFile, SpeechError> {
        let of_kind = || self.entries.iter().filter(|entry| entry.kind == kind);
        let entry = of_kind()
            .find(|entry| entry.embedded)
            .or_else(|| of_kind().next())
            .ok_or_else(|| SpeechError::UnknownModel { id: format!("{kind:?}").to_lowercase(), known: Vec::new() })?;
        self.checked(entry)
    }

    fn find(&self, file: &Path) -> Option<PathBuf> {
        self.dirs.iter().map(|dir| dir.join(file)).find(|path| path.is_file())
    }

    /// Size and hash of all files of a model against the catalog.
    fn checked(&self, entry: &Entry) -> Result<ModelFile, SpeechError> {
        let remedy = || {
            if entry.embedded {
                "reinstall Debrief".to_owned()
            } else {
                format!("download it with: debrief models download {}", entry.id)
            }
        };
        for piece in entry.pieces() {
            let (id, remedy) = (entry.id.clone(), remedy());
            let path = self.find(&piece.file).ok_or_else(|| SpeechError::ModelMissing {
                id: id.clone(),
                file: piece.file.clone(),
                searched: self.dirs.clone(),
                remedy: remedy.clone(),
            })?;
            let unreadable = |source| SpeechError::Unreadable { path: path.clone(), source };
            let found = path.metadata().map_err(unreadable)?.len();
            if found != piece.bytes {
                return Err(SpeechError::ModelSize { id, path, expected: piece.bytes, found, remedy });
            }
            let found = self.fingerprints.of(&path)?;
            if found != piece.sha256 {
                return Err(SpeechError::ModelAltered { id, path, found, remedy });
            }
        }
        let path = self.find(&entry.main.file).unwrap_or_default();
        Ok(ModelFile { id: entry.id.clone(), path, sha256: entry.main.sha256.clone() })
    }
}
