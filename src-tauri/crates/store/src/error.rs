//! What can go wrong with the library, said so that a person can act on it.

use std::path::{Path, PathBuf};

use rusqlite::ErrorCode;

/// Why the library could not do what was asked.
#[derive(Debug, thiserror::Error)]
pub enum StoreError {
    /// The folder or the file could not be made or opened: permissions, a missing disk, a folder in the file's place.
    #[error("the library {} cannot be opened: {source}", path.display())]
    Unopenable {
        /// The library's file.
        path: PathBuf,
        /// What the system said.
        source: std::io::Error,
    },
    /// The file was written by a newer Debrief. Remedy: update Debrief; the file was not touched.
    #[error(
        "the library {} was written by a newer Debrief (layout {found}, this one reads up to {known}): please update",
        path.display()
    )]
    Newer {
        /// The library's file.
        path: PathBuf,
        /// Its layout.
        found: u32,
        /// The newest layout this program reads.
        known: u32,
    },
    /// The file is a database of another program. Remedy: choose another data folder; the file was not touched.
    #[error("{} is a database of another program, not a library of Debrief", path.display())]
    Foreign {
        /// The file.
        path: PathBuf,
    },
    /// The file is damaged. Remedy: [`Store::open_or_set_aside`](crate::Store::open_or_set_aside); the recordings
    /// beside it are not affected.
    #[error("the library {} is damaged", path.display())]
    Corrupt {
        /// The library's file.
        path: PathBuf,
    },
    /// No take with this id, or it is in the bin.
    #[error("there is no take {id}")]
    NoSuchTake {
        /// The id asked for.
        id: String,
    },
    /// No mock loop with this id.
    #[error("there is no loop {id}")]
    NoSuchLoop {
        /// The id asked for.
        id: String,
    },
    /// A take with this id is there already, perhaps in the bin.
    #[error("there is already a take {id}")]
    TakeExists {
        /// The id given.
        id: String,
    },
    /// A title or a tag is too long, or there are too many. Remedy: shorter ones, fewer.
    #[error("this label cannot be kept: {rule}")]
    BadLabel {
        /// The rule it breaks.
        rule: &'static str,
    },
    /// The date is not RFC 3339 with an offset.
    #[error("{value:?} is not a date such as 2026-11-23T08:15:00+01:00")]
    BadDate {
        /// What was given.
        value: String,
    },
    /// A value in the library has a shape this program does not know.
    #[error("the library holds {what} that cannot be read: {source}")]
    Unreadable {
        /// Which value.
        what: &'static str,
        /// What was wrong with it.
        source: serde_json::Error,
    },
    /// No room is left on the disk; nothing was changed.
    #[error("the disk is full: the library could not be written")]
    DiskFull,
    /// Another program held the library for too long; nothing was changed.
    #[error("the library is in use by another program")]
    Busy,
    /// The library may not be written.
    #[error("the library may not be written: its file or folder is read-only")]
    ReadOnly,
    /// The layout of an older library could not be brought up to date; it was left as it was.
    #[error("the library could not be brought up to date: {0}")]
    Layout(#[source] rusqlite_migration::Error),
    /// Anything else the database said.
    #[error("the library's database failed: {0}")]
    Database(#[source] rusqlite::Error),
}

impl From<rusqlite::Error> for StoreError {
    fn from(error: rusqlite::Error) -> Self {
        match error.sqlite_error_code() {
            Some(ErrorCode::DiskFull) => Self::DiskFull,
            Some(ErrorCode::DatabaseBusy | ErrorCode::DatabaseLocked) => Self::Busy,
            Some(ErrorCode::ReadOnly) => Self::ReadOnly,
            _ => Self::Database(error),
        }
    }
}

impl StoreError {
    /// Names the file where the database only said that it is damaged.
    pub(crate) fn at(self, path: &Path) -> Self {
        match self {
            Self::Database(error) if is_damage(&error) => Self::Corrupt { path: path.to_owned() },
            other => other,
        }
    }
}

/// Whether the database says that its file is damaged or no database at all.
fn is_damage(error: &rusqlite::Error) -> bool {
    matches!(error.sqlite_error_code(), Some(ErrorCode::DatabaseCorrupt | ErrorCode::NotADatabase))
}
