//! Making a backup.

use std::{
    collections::BTreeMap,
    fs::{self, File},
    io::{self, Seek, Write},
    path::{Path, PathBuf},
    sync::atomic::AtomicBool,
};

use tempfile::NamedTempFile;
use zip::{CompressionMethod, ZipWriter, write::SimpleFileOptions};

use super::{
    BackupError, OnPercent,
    archive::{Archive, Copying, Entry, FIRST_FORMAT, FOLDERS, FORMAT, LIBRARY, MANIFEST, Manifest, Meter, belongs},
};
use crate::{Library, RehearsalError, take::now};

/// What a backup holds.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BackedUp {
    /// Recordings.
    pub recordings: usize,
    /// Bytes of all files.
    pub bytes: u64,
    /// Files with names no other system could take, and links: not in it.
    pub left_out: Vec<PathBuf>,
}

/// What a backup made today is called, unless the user says otherwise.
pub fn backup_name() -> String {
    format!("debrief-backup-{}.zip", now().chars().take_while(|&c| c != 'T').collect::<String>())
}

/// Writes the library to one new file, readable by its owner alone, and reads it back to make sure. Takes may be recorded
/// meanwhile; those begun later are not in it. Until all of it is there and checked, nothing has its name.
pub fn backup(
    library: &Library,
    out: &Path,
    percent: OnPercent<'_>,
    cancelled: &AtomicBool,
) -> Result<BackedUp, RehearsalError> {
    if out.try_exists().map_err(BackupError::file(out))? {
        return Err(RehearsalError::Exists { path: out.to_path_buf() });
    }
    let folder = out.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    let beside = || tempfile::Builder::new().prefix(".debrief-backup-").tempfile_in(folder);
    let mut file = beside().map_err(BackupError::file(out))?;
    let snapshots = tempfile::Builder::new()
        .prefix("backup-")
        .tempdir_in(library.folder().cache())
        .map_err(BackupError::file(library.folder().cache()))?;
    let snapshot = snapshots.path().join(LIBRARY);
    library.store().snapshot(&snapshot)?;
    let (files, left_out) = gather(library, &snapshot)?;
    let mut halves = |half: u8| percent(half / 2);
    let entries = write(&mut file, &files, &mut halves, cancelled).map_err(full_disk_named(out))?;
    let mut halves = |half: u8| percent(50 + half / 2);
    Archive::open(file.path())?.read_all(|_| Ok(io::sink()), &mut halves, cancelled)?;
    file.persist_noclobber(out).map_err(|error| match error.error.kind() {
        io::ErrorKind::AlreadyExists => RehearsalError::Exists { path: out.to_path_buf() },
        _ => BackupError::file(out)(error.error).into(),
    })?;
    let recordings = entries.iter().filter(|entry| is_recording(&entry.name)).count();
    Ok(BackedUp { recordings, bytes: entries.iter().map(|entry| entry.bytes).sum(), left_out })
}

/// Whether a file of this name is a recording, and not what stands beside one.
pub(super) fn is_recording(name: &str) -> bool {
    has_ending(name, "wav") || has_ending(name, "flac")
}

fn has_ending(name: &str, ending: &str) -> bool {
    Path::new(name).extension().is_some_and(|found| found == ending)
}

/// A temporary name helps nobody: what failed is the backup.
fn full_disk_named(out: &Path) -> impl Fn(BackupError) -> BackupError {
    move |error| match error {
        BackupError::File { path, source } if path.as_os_str().is_empty() => {
            BackupError::File { path: out.to_path_buf(), source }
        }
        other => other,
    }
}

/// Files by their names in the backup, and those that cannot be in it.
type Gathered = (BTreeMap<String, PathBuf>, Vec<PathBuf>);

fn gather(library: &Library, snapshot: &Path) -> Result<Gathered, BackupError> {
    let mut files = BTreeMap::from([(LIBRARY.to_owned(), snapshot.to_path_buf())]);
    let mut left_out = Vec::new();
    for (folder, endings) in FOLDERS {
        let place = library.folder().root().join(folder);
        let entries = match fs::read_dir(&place) {
            Err(error) if error.kind() == io::ErrorKind::NotFound => continue,
            entries => entries.map_err(BackupError::file(&place))?,
        };
        for entry in entries {
            let path = entry.map_err(BackupError::file(&place))?.path();
            let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
            if !endings.iter().any(|ending| has_ending(&name, ending)) || capture::salvage::is_being_recorded(&path) {
                continue;
            }
            let inside = format!("{folder}/{name}");
            let is_file = path.symlink_metadata().is_ok_and(|metadata| metadata.is_file());
            if is_file && belongs(&inside) { drop(files.insert(inside, path)) } else { left_out.push(path) }
        }
    }
    Ok((files, left_out))
}

fn write(
    file: &mut NamedTempFile,
    files: &BTreeMap<String, PathBuf>,
    percent: OnPercent<'_>,
    cancelled: &AtomicBool,
) -> Result<Vec<Entry>, BackupError> {
    let sizes = files.values().map(|path| path.metadata().map(|metadata| metadata.len()));
    let total = sizes.sum::<io::Result<u64>>().map_err(BackupError::file(""))?;
    let mut zip = ZipWriter::new(file.as_file_mut());
    let mut meter = Meter { done: 0, total, percent, cancelled };
    let mut entries = Vec::new();
    for (name, path) in files {
        let mut source = File::open(path).map_err(BackupError::file(path))?;
        start(&mut zip, name)?;
        let (bytes, sha256) = meter.copy(&mut source, &mut zip, u64::MAX - 1).map_err(|failed| match failed {
            Copying::Read(error) => BackupError::file(path)(error),
            Copying::Write(error) => BackupError::file("")(error),
        })?;
        entries.push(Entry { name: name.clone(), bytes, sha256 });
    }
    let compressed = entries.iter().any(|entry: &Entry| has_ending(&entry.name, "flac"));
    let format = if compressed { FORMAT } else { FIRST_FORMAT };
    let manifest = Manifest { format, debrief: env!("CARGO_PKG_VERSION").into(), made_at: now(), files: entries };
    start(&mut zip, MANIFEST)?;
    serde_json::to_writer_pretty(&mut zip, &manifest).map_err(|error| BackupError::file("")(error.into()))?;
    zip.finish().map_err(|error| BackupError::file("")(error.into()))?.sync_all().map_err(BackupError::file(""))?;
    Ok(manifest.files)
}

fn start<W: Write + Seek>(zip: &mut ZipWriter<W>, name: &str) -> Result<(), BackupError> {
    let plain = SimpleFileOptions::default()
        .compression_method(CompressionMethod::Stored)
        .unix_permissions(0o600)
        .large_file(true);
    zip.start_file(name, plain).map_err(|error| BackupError::file("")(error.into()))
}
