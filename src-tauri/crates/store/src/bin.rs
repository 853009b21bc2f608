//! The bin: a take is deleted with a way back, and purged without one.

use rusqlite::{OptionalExtension, Row, params};
use serde::{Deserialize, Serialize};

use crate::{Store, StoreError, takes::instant_ms};

/// A take in the bin.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "specta", derive(specta::Type))]
pub struct BinnedTake {
    /// Its id.
    pub id: String,
    /// When it was deleted, as the caller said.
    pub deleted_at: String,
    /// When it was recorded, RFC 3339 with offset.
    pub recorded_at: String,
    /// The question as asked.
    pub question: Option<String>,
    /// Name of its sound file.
    pub file: String,
    /// Whether only its sound is in the bin; words and card are where they were.
    pub sound_only: bool,
}

impl Store {
    /// Puts a take into the bin: lists and search leave it out, nothing is lost yet. `at` is RFC 3339. A take that is
    /// there already stays there with its first date.
    pub fn delete(&self, id: &str, at: &str) -> Result<(), StoreError> {
        instant_ms(at)?;
        self.mark(id, "UPDATE takes SET deleted_at = coalesce(deleted_at, ?2) WHERE id = ?1", Some(at))
    }

    /// Takes a take out of the bin again.
    pub fn undo_delete(&self, id: &str) -> Result<(), StoreError> {
        self.mark(id, "UPDATE takes SET deleted_at = ?2 WHERE id = ?1", None)
    }

    /// What is in the bin, last deleted first.
    pub fn deleted(&self) -> Result<Vec<BinnedTake>, StoreError> {
        self.read(|db| {
            let mut statement = db.prepare_cached(
                "SELECT id, deleted_at, recorded_at, question, file FROM takes
                 WHERE deleted_at IS NOT NULL ORDER BY julianday(deleted_at) DESC, seq DESC",
            )?;
            let takes = statement.query_map([], |row| binned(row, false))?;
            Ok(takes.collect::<Result<_, _>>()?)
        })
    }

    /// Removes a take in the bin for good and returns the name of its sound file, for the caller to remove.
    ///
    /// No text of it is left in the library's files: freed space is overwritten, the search index included, and the
    /// write-ahead log is emptied (as soon as no other program is reading it).
    pub fn purge(&self, id: &str) -> Result<String, StoreError> {
        let file = self.write(|db| {
            let file: Option<String> = db
                .prepare_cached("DELETE FROM takes WHERE id = ?1 AND deleted_at IS NOT NULL RETURNING file")?
                .query_row([id], |row| row.get(0))
                .optional()?;
            file.ok_or_else(|| StoreError::NoSuchTake { id: id.to_owned() })
        })?;
        self.empty_log()?;
        Ok(file)
    }

    fn mark(&self, id: &str, sql: &str, at: Option<&str>) -> Result<(), StoreError> {
        self.write(|db| match db.prepare_cached(sql)?.execute(params![id, at])? {
            0 => Err(StoreError::NoSuchTake { id: id.to_owned() }),
            _ => Ok(()),
        })
    }
}

/// A row of what is in the bin: id, since when, recorded when, question, file.
pub(crate) fn binned(row: &Row<'_>, sound_only: bool) -> rusqlite::Result<BinnedTake> {
    Ok(BinnedTake {
        id: row.get(0)?,
        deleted_at: row.get(1)?,
        recorded_at: row.get(2)?,
        question: row.get(3)?,
        file: row.get(4)?,
        sound_only,
    })
}
