//! Models in the user's own folder: downloaded, brought in from a file, thrown away.

use std::{
    fs,
    path::{Path, PathBuf},
    sync::atomic::AtomicBool,
};

use super::{Kind, ModelFile, ModelInfo, Models, sha256};
use crate::{
    download::{self, Fetched},
    error::SpeechError,
    ggml,
};

impl Models {
    /// Lets models be added to `folder`, which is the last to be searched; speech models of any origin there are listed
    /// beside those of the catalog.
    #[must_use]
    pub fn owning(mut self, folder: &Path) -> Self {
        self.dirs.push(folder.into());
        self.own = Some(folder.into());
        self
    }

    /// Downloads a model of the catalog into the user's folder, unless it is here already. `told` hears how far it has
    /// come; setting `cancelled` ends it, and the next try goes on from there.
    pub fn download(
        &self,
        id: &str,
        told: &mut dyn FnMut(Fetched),
        cancelled: &AtomicBool,
    ) -> Result<ModelFile, SpeechError> {
        let offered = || self.entries.iter().filter(|entry| entry.url.is_some());
        let entry = offered().find(|entry| entry.id == id).ok_or_else(|| SpeechError::NotOffered {
            id: id.into(),
            offered: offered().map(|entry| entry.id.clone()).collect(),
        })?;
        if let Ok(here) = self.checked(entry) {
            return Ok(here);
        }
        download::download(entry, self.own_folder()?, told, cancelled)?;
        self.checked(entry)
    }

    /// Copies a Whisper model into the user's folder: under its name in the catalog when it is one of those, else under
    /// its own.
    pub fn import(&self, path: &Path) -> Result<ModelFile, SpeechError> {
        if !path.is_file() {
            return Err(SpeechError::NotFound { path: path.into() });
        }
        ggml::check_speech(path)?;
        let hash = sha256(path)?;
        let known = self.entries.iter().find(|entry| entry.main.sha256 == hash);
        let file = known.map_or_else(|| own_name(path), |entry| entry.main.file.clone());
        let target = self.own_folder()?.join(file);
        let part = download::part_of(&target);
        let unwritable = |source| SpeechError::ModelWrite { path: target.clone(), source };
        fs::create_dir_all(target.parent().unwrap_or(Path::new(""))).map_err(unwritable)?;
        if target.is_file() && sha256(&target)? != hash {
            let taken = std::io::Error::new(std::io::ErrorKind::AlreadyExists, "another model of that name is there");
            return Err(unwritable(taken));
        }
        let copied = fs::copy(path, &part).and_then(|_| fs::rename(&part, &target));
        copied.inspect_err(|_| drop(fs::remove_file(&part))).map_err(unwritable)?;
        Ok(ModelFile { id: known.map_or_else(|| id_of(&target), |entry| entry.id.clone()), path: target, sha256: hash })
    }

    /// Throws a model of the user's folder away, or what a download of it left; returns what was removed.
    pub fn remove(&self, id: &str) -> Result<PathBuf, SpeechError> {
        let folder = self.own_folder()?;
        let unknown = || {
            let here = |model: &ModelInfo| folder.join(&model.file).is_file();
            let own = self.list().into_iter().filter(here).map(|model| model.id).collect();
            SpeechError::NotRemovable { id: id.into(), own }
        };
        let catalogued = self.entries.iter().find(|entry| entry.id == id).map(|entry| folder.join(&entry.main.file));
        let path = catalogued.or_else(|| self.own_file(id)).ok_or_else(unknown)?;
        let there = [path.clone(), download::part_of(&path)].into_iter().filter(|path| path.is_file());
        let mut removed = None;
        for file in there {
            fs::remove_file(&file).map_err(|source| SpeechError::ModelWrite { path: file.clone(), source })?;
            removed.get_or_insert(file);
        }
        removed.ok_or_else(unknown)
    }

    /// Speech models of the user's folder that the catalog does not know.
    pub(super) fn own(&self) -> impl Iterator<Item = ModelInfo> {
        self.own_files().into_iter().map(|path| ModelInfo {
            id: id_of(&path),
            kind: Kind::Speech,
            description: "Your own".into(),
            licence: "as you got it".into(),
            languages: match ggml::speech_shape(&path) {
                Ok(shape) if shape.english_only => vec!["en".into()],
                _ => vec!["*".into()],
            },
            bytes: path.metadata().map_or(0, |file| file.len()),
            sha256: self.fingerprints.of(&path).unwrap_or_default(),
            file: path.file_name().map(PathBuf::from).unwrap_or_default(),
            installed: true,
            embedded: false,
            url: None,
        })
    }

    /// The file of the user's own model of that id.
    pub(super) fn own_file(&self, id: &str) -> Option<PathBuf> {
        self.own_files().into_iter().find(|path| id_of(path) == id)
    }

    /// In order of their names.
    fn own_files(&self) -> Vec<PathBuf> {
        let Some(entries) = self.own.as_ref().and_then(|folder| fs::read_dir(folder).ok()) else { return Vec::new() };
        let catalogued =
            |path: &Path| self.entries.iter().any(|entry| Some(entry.main.file.as_os_str()) == path.file_name());
        let mut files: Vec<_> = entries
            .filter_map(|entry| Some(entry.ok()?.path()))
            .filter(|path| path.extension().is_some_and(|end| end == "bin") && path.is_file() && !catalogued(path))
            .filter(|path| ggml::check_speech(path).is_ok())
            .collect();
        files.sort_unstable();
        files
    }

    fn own_folder(&self) -> Result<&Path, SpeechError> {
        self.own.as_deref().ok_or_else(|| SpeechError::ModelWrite {
            path: PathBuf::from("models"),
            source: std::io::Error::new(std::io::ErrorKind::NotFound, "there is no data folder to put it in"),
        })
    }
}

/// What a model that is known by its file alone is called: `ggml-NAME.bin` is NAME.
pub(super) fn id_of(path: &Path) -> String {
    let stem = path.file_stem().unwrap_or_default().to_string_lossy().into_owned();
    stem.strip_prefix("ggml-").map_or(stem.clone(), Into::into)
}

/// The file name under which a model of the user's is kept.
fn own_name(path: &Path) -> PathBuf {
    format!("ggml-{}.bin", id_of(path)).into()
}
