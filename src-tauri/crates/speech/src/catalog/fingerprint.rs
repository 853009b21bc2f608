//! SHA-256 of files, remembered by path, size and time of change.

use std::collections::BTreeMap;
use std::fs::File;
use std::io::Read;
use std::path::{Path, PathBuf};
use std::time::UNIX_EPOCH;

use serde::{Deserialize, Serialize};
use sha2::{Digest as _, Sha256};

use crate::error::SpeechError;

/// A hash and what the file looked like when it was computed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
struct Known {
    bytes: u64,
    changed_ns: u64,
    sha256: String,
}

/// Hashes of files, kept in a small JSON file, or nowhere.
#[derive(Debug, Clone, Default)]
pub struct Fingerprints {
    kept_in: Option<PathBuf>,
}

impl Fingerprints {
    /// Remembers hashes in `file`. A file that cannot be read or written only costs the time to hash again.
    pub fn kept_in(file: &Path) -> Self {
        Self { kept_in: Some(file.into()) }
    }

    /// The SHA-256 of `path` in small hexadecimal: remembered when size and time of change are the same, else computed.
    pub fn of(&self, path: &Path) -> Result<String, SpeechError> {
        let unreadable = |source| SpeechError::Unreadable { path: path.into(), source };
        let metadata = path.metadata().map_err(unreadable)?;
        let changed = metadata.modified().ok().and_then(|t| t.duration_since(UNIX_EPOCH).ok());
        let changed_ns = changed.map_or(0, |t| u64::try_from(t.as_nanos()).unwrap_or(0));
        let key = path.canonicalize().unwrap_or_else(|_| path.into()).to_string_lossy().into_owned();
        let mut known = self.load();
        if let Some(entry) = known.get(&key)
            && entry.bytes == metadata.len()
            && entry.changed_ns == changed_ns
            && changed_ns != 0
        {
            return Ok(entry.sha256.clone());
        }
        let sha256 = sha256(path)?;
        known.insert(key, Known { bytes: metadata.len(), changed_ns, sha256: sha256.clone() });
        self.save(&known);
        Ok(sha256)
    }

    fn load(&self) -> BTreeMap<String, Known> {
        let text = self.kept_in.as_ref().and_then(|file| std::fs::read_to_string(file).ok());
        text.and_then(|text| serde_json::from_str(&text).ok()).unwrap_or_default()
    }

    fn save(&self, known: &BTreeMap<String, Known>) {
        let Some(file) = &self.kept_in else { return };
        if let Some(folder) = file.parent() {
            let _ = std::fs::create_dir_all(folder);
        }
        // Written beside and renamed: two processes may check at the same time.
        let beside = file.with_extension(format!("{}.part", std::process::id()));
        let written = serde_json::to_string_pretty(known)
            .map_err(std::io::Error::from)
            .and_then(|text| std::fs::write(&beside, text))
            .and_then(|()| std::fs::rename(&beside, file));
        if let Err(error) = written {
            tracing::debug!(%error, file = %file.display(), "hashes of models could not be remembered");
        }
    }
}

/// The SHA-256 of a file, in small hexadecimal.
pub fn sha256(path: &Path) -> Result<String, SpeechError> {
    let unreadable = |source| SpeechError::Unreadable { path: path.into(), source };
    let mut file = File::open(path).map_err(unreadable)?;
    let mut hasher = Sha256::new();
    let mut block = vec![0; 1 << 16];
    loop {
        match file.read(&mut block).map_err(unreadable)? {
            0 => return Ok(hex(&hasher.finalize())),
            read => hasher.update(&block[..read]),
        }
    }
}

/// Bytes in small hexadecimal.
fn hex(bytes: &[u8]) -> String {
    bytes.iter().fold(String::with_capacity(bytes.len() * 2), |mut text, byte| {
        for digit in [byte >> 4, byte & 15] {
            text.push(char::from_digit(u32::from(digit), 16).unwrap_or('0'));
        }
        text
    })
}
