//! The whole library in one file, and back.
//!
//! A backup is a zip without compression, which any archiver opens: a snapshot of the database, the recordings with their
//! sidecars, the user's own questions, rubrics, examples and words, and `manifest.json`, which names every file with its size and
//! SHA-256. Models are left out: they can be had again. Nothing in it is compressed, so it can never unpack to more than
//! itself; anything compressed, unnamed, doubly named or named outside the folders below is refused before a byte is
//! unpacked.
//!
//! [`backup`] reads its own work back before it gives it its name. [`restore`] checks everything, unpacks beside the
//! library, opens the database there, and only then puts it in place, in steps that the next start finishes should they
//! be cut off.

mod archive;
mod restore;
mod write;

use std::{io, path::PathBuf};

pub(crate) use archive::{Copying, Meter};
pub(crate) use restore::finish;
pub use restore::{Restored, restore, stage_restore};
pub use write::{BackedUp, backup, backup_name};

pub use crate::engine::OnPercent;

/// Why a backup could not be made or restored. The library is as it was.
#[derive(Debug, thiserror::Error)]
pub enum BackupError {
    /// The file is no backup of Debrief. Remedy: choose the file `debrief backup` wrote.
    #[error("{} is no backup of Debrief: {reason}", path.display())]
    NotABackup {
        /// The file.
        path: PathBuf,
        /// What is wrong with it.
        reason: String,
    },
    /// A file in the backup is not what was put in. Remedy: another copy of the backup.
    #[error("the backup {} is damaged: {name} is not as it was backed up; nothing was restored", path.display())]
    Damaged {
        /// The backup.
        path: PathBuf,
        /// The file in it.
        name: String,
    },
    /// The backup was made by a newer Debrief. Remedy: update.
    #[error("the backup {} was made by a newer Debrief ({version}): please update", path.display())]
    Newer {
        /// The backup.
        path: PathBuf,
        /// Who made it.
        version: String,
    },
    /// There are takes already. Remedy: ask for them to be replaced; they are kept aside.
    #[error(
        "the library in {} is not empty and was not touched; `debrief restore --replace` puts it aside first, whole",
        folder.display()
    )]
    NotEmpty {
        /// The data folder.
        folder: PathBuf,
    },
    /// Too little room to unpack.
    #[error("the disk of {} has {} MB free and the backup needs {} MB", folder.display(), free / 1_000_000, needed / 1_000_000)]
    NoRoom {
        /// The data folder.
        folder: PathBuf,
        /// Bytes free.
        free: u64,
        /// Bytes needed.
        needed: u64,
    },
    /// A file could not be read or written.
    #[error("{}: {source}", path.display())]
    File {
        /// The file.
        path: PathBuf,
        /// What the system said.
        source: io::Error,
    },
    /// The user stopped it; nothing half is left.
    #[error("interrupted; nothing was changed")]
    Interrupted,
}

impl BackupError {
    fn file(path: impl Into<PathBuf>) -> impl FnOnce(io::Error) -> Self {
        let path = path.into();
        move |source| match source.kind() {
            io::ErrorKind::Interrupted => Self::Interrupted,
            _ => Self::File { path, source },
        }
    }
}

#[cfg(test)]
mod tests;
