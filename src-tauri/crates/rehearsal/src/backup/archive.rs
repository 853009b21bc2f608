//! What a backup holds, and the check that it holds exactly that.

use std::{
    collections::BTreeSet,
    fs::File,
    io::{self, BufReader, Read, Write},
    path::{Path, PathBuf},
    sync::atomic::{AtomicBool, Ordering},
};

use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};
use zip::{CompressionMethod, ZipArchive, result::ZipError};

use super::{BackupError, OnPercent};
use crate::names::is_plain;

/// The form of backups this program writes and reads.
pub(super) const FORMAT: u32 = 2;
/// The form of a backup without compressed recordings, which older programs read too.
pub(super) const FIRST_FORMAT: u32 = 1;
/// The list of what is in it.
pub(super) const MANIFEST: &str = "manifest.json";
/// The snapshot of the database.
pub(super) const LIBRARY: &str = "library.db";
/// Folders a backup may hold, each with the endings of the files in it.
pub(super) const FOLDERS: [(&str, &[&str]); 5] = [
    ("recordings", &["wav", "flac", "json"]),
    ("questions", &["toml"]),
    ("rubrics", &["toml"]),
    ("examples", &["toml"]),
    ("words", &["txt"]),
];
/// More than the manifest of a hundred thousand takes.
const MOST_MANIFEST: u64 = 64 << 20;

/// Everything in a backup but itself.
#[derive(Debug, Serialize, Deserialize)]
pub(super) struct Manifest {
    pub format: u32,
    /// Version of the Debrief that made it.
    pub debrief: String,
    /// RFC 3339.
    pub made_at: String,
    pub files: Vec<Entry>,
}

/// One file of a backup.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Entry {
    pub name: String,
    pub bytes: u64,
    pub sha256: String,
}

/// A backup whose list was read and agrees with what is in it, contents not yet read.
pub(super) struct Archive {
    path: PathBuf,
    zip: ZipArchive<BufReader<File>>,
    pub manifest: Manifest,
}

impl Archive {
    /// Opens a backup and checks its list: every name, size and form, before any content is believed.
    pub fn open(path: &Path) -> Result<Self, BackupError> {
        let no_backup = |reason: &str| no_backup(path, reason);
        let file = File::open(path).map_err(BackupError::file(path))?;
        let length = file.metadata().map_err(BackupError::file(path))?.len();
        let mut zip = ZipArchive::new(BufReader::new(file)).map_err(|error| match error {
            ZipError::Io(source) if source.kind() != io::ErrorKind::UnexpectedEof => BackupError::file(path)(source),
            error => no_backup(&format!("it is no whole zip archive ({error})")),
        })?;
        let mut text = Vec::new();
        {
            let entry = zip.by_name(MANIFEST).map_err(|_| no_backup("it has no list of contents"))?;
            if entry.compression() != CompressionMethod::Stored || entry.size() > MOST_MANIFEST.min(length) {
                return Err(no_backup("its list of contents has an impossible size"));
            }
            entry.take(MOST_MANIFEST).read_to_end(&mut text).map_err(|error| no_backup(&error.to_string()))?;
        }
        let manifest: Manifest = serde_json::from_slice(&text)
            .map_err(|error| no_backup(&format!("its list of contents cannot be read ({error})")))?;
        if manifest.format > FORMAT {
            return Err(BackupError::Newer { path: path.into(), version: manifest.debrief });
        }
        let mut archive = Self { path: path.into(), zip, manifest };
        archive.agree(length)?;
        Ok(archive)
    }

    /// Whether list and contents name the same, and nothing that must not be there.
    fn agree(&mut self, length: u64) -> Result<(), BackupError> {
        let no_backup = |reason: &str| no_backup(&self.path, reason);
        let mut names = BTreeSet::new();
        let mut total = 0_u64;
        for entry in &self.manifest.files {
            if !belongs(&entry.name) {
                return Err(no_backup(&format!("it holds {:?}, which has no place in a library", entry.name)));
            }
            // Two names that differ in case alone are one file on some systems.
            if !names.insert(entry.name.to_lowercase()) {
                return Err(no_backup(&format!("it holds {:?} twice", entry.name)));
            }
            total = total.saturating_add(entry.bytes);
            let inside = self
                .zip
                .by_name(&entry.name)
                .map_err(|_| no_backup(&format!("{:?} is missing from it", entry.name)))?;
            if inside.compression() != CompressionMethod::Stored || inside.encrypted() || !inside.is_file() {
                return Err(no_backup(&format!("{:?} is compressed, encrypted or no file", entry.name)));
            }
            if inside.size() != entry.bytes || inside.compressed_size() != entry.bytes {
                return Err(no_backup(&format!("{:?} has another size than its list says", entry.name)));
            }
        }
        if !names.contains(LIBRARY) {
            return Err(no_backup("it holds no library"));
        }
        if self.zip.len() != self.manifest.files.len() + 1 {
            return Err(no_backup("it holds files that its list does not name"));
        }
        // Files laid over each other would unpack to more than is there.
        if total > length { Err(no_backup("it claims to hold more than it can")) } else { Ok(()) }
    }

    /// Bytes of all files.
    pub fn total(&self) -> u64 {
        self.manifest.files.iter().map(|entry| entry.bytes).sum()
    }

    /// Reads every file, checks it against its hash, and writes it where `sink` says.
    pub fn read_all<W: Write>(
        &mut self,
        mut sink: impl FnMut(&Entry) -> Result<W, BackupError>,
        percent: OnPercent<'_>,
        cancelled: &AtomicBool,
    ) -> Result<(), BackupError> {
        let mut meter = Meter { done: 0, total: self.total(), percent, cancelled };
        for entry in &self.manifest.files {
            let damaged = || BackupError::Damaged { path: self.path.clone(), name: entry.name.clone() };
            let mut out = sink(entry)?;
            let mut inside = self.zip.by_name(&entry.name).map_err(|_| damaged())?;
            let copied = meter.copy(&mut inside, &mut out, entry.bytes);
            match copied {
                Ok((bytes, sha256)) if bytes == entry.bytes && sha256 == entry.sha256 => {}
                Ok(_) => return Err(damaged()),
                Err(Copying::Read(error)) if error.kind() != io::ErrorKind::Interrupted => return Err(damaged()),
                Err(Copying::Read(error) | Copying::Write(error)) => {
                    return Err(BackupError::file(&self.path)(error));
                }
            }
        }
        Ok(())
    }
}

fn no_backup(path: &Path, reason: &str) -> BackupError {
    BackupError::NotABackup { path: path.into(), reason: reason.into() }
}

/// Which end of a copy failed.
pub(crate) enum Copying {
    Read(io::Error),
    Write(io::Error),
}

/// Copies, hashes, tells how far, and stops when asked.
pub(crate) struct Meter<'a> {
    pub done: u64,
    pub total: u64,
    pub percent: OnPercent<'a>,
    pub cancelled: &'a AtomicBool,
}

impl Meter<'_> {
    /// At most `most` bytes, and one more should there be more. Returns what was copied and its SHA-256.
    pub fn copy(&mut self, from: &mut dyn Read, to: &mut dyn Write, most: u64) -> Result<(u64, String), Copying> {
        let mut hash = Sha256::new();
        let mut bytes = 0;
        let mut from = from.take(most.saturating_add(1));
        let mut block = vec![0; 256 << 10];
        loop {
            if self.cancelled.load(Ordering::Relaxed) {
                return Err(Copying::Read(io::ErrorKind::Interrupted.into()));
            }
            let read = match from.read(&mut block) {
                Ok(0) => break,
                Ok(read) => read,
                Err(error) => return Err(Copying::Read(error)),
            };
            hash.update(&block[..read]);
            to.write_all(&block[..read]).map_err(Copying::Write)?;
            bytes += read as u64;
            self.done += read as u64;
            (self.percent)((self.done.saturating_mul(100) / self.total.max(1)).min(100) as u8);
        }
        to.flush().map_err(Copying::Write)?;
        Ok((bytes, hexadecimal(&hash.finalize())))
    }
}

pub(super) fn hexadecimal(bytes: &[u8]) -> String {
    bytes.iter().fold(String::new(), |mut text, byte| {
        text.extend([byte >> 4, byte & 15].map(|half| char::from_digit(half.into(), 16).unwrap_or_default()));
        text
    })
}

/// Whether a file of this name has a place in a library: the database, or a plainly named file of one of its folders.
pub(super) fn belongs(name: &str) -> bool {
    if name == LIBRARY {
        return true;
    }
    let Some((folder, file)) = name.split_once('/') else { return false };
    let ending = Path::new(file).extension().and_then(|ending| ending.to_str()).unwrap_or_default();
    is_plain(file) && FOLDERS.iter().any(|(known, endings)| *known == folder && endings.contains(&ending))
}
