//! What the speaker writes beside a take: notes, and points of their own.

use rusqlite::{Connection, OptionalExtension, params};
use serde::{Deserialize, Serialize};

use crate::{Store, StoreError};

/// A note.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "specta", derive(specta::Type))]
pub struct Note {
    /// The moment it is about; absent for what was written before the answer.
    pub at_ms: Option<u32>,
    /// The speaker's words.
    pub text: String,
}

/// Points the speaker gave themselves.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "specta", derive(specta::Type))]
pub struct OwnPoints {
    /// The criterion.
    pub id: String,
    /// 1–5.
    pub points: u8,
}

impl Store {
    /// The notes on a take, those from before the answer first, then by time.
    pub fn notes(&self, id: &str) -> Result<Vec<Note>, StoreError> {
        self.read(|db| {
            let mut statement = db.prepare_cached(
                "SELECT at_ms, text FROM notes JOIN takes ON takes.seq = notes.take
                 WHERE takes.id = ?1 AND deleted_at IS NULL ORDER BY at_ms, notes.seq",
            )?;
            let rows = statement.query_map([id], |row| Ok(Note { at_ms: row.get(0)?, text: row.get(1)? }))?;
            Ok(rows.collect::<Result<_, _>>()?)
        })
    }

    /// Keeps the notes on a take in the place of those before. Empty ones are left out.
    pub fn set_notes(&self, id: &str, notes: &[Note]) -> Result<(), StoreError> {
        self.write(|db| {
            let take = seq(db, id)?;
            db.execute("DELETE FROM notes WHERE take = ?1", [take])?;
            let mut insert = db.prepare_cached("INSERT INTO notes (take, at_ms, text) VALUES (?1, ?2, ?3)")?;
            for note in notes.iter().filter(|note| !note.text.trim().is_empty()) {
                insert.execute(params![take, note.at_ms, note.text.trim()])?;
            }
            Ok(())
        })
    }

    /// The points the speaker gave themselves; empty when none were given.
    pub fn own_points(&self, id: &str) -> Result<Vec<OwnPoints>, StoreError> {
        self.read(|db| {
            let mut statement = db.prepare_cached(
                "SELECT criterion, points FROM own_ratings JOIN takes ON takes.seq = own_ratings.take
                 WHERE takes.id = ?1 AND deleted_at IS NULL ORDER BY criterion",
            )?;
            let rows = statement.query_map([id], |row| Ok(OwnPoints { id: row.get(0)?, points: row.get(1)? }))?;
            Ok(rows.collect::<Result<_, _>>()?)
        })
    }

    /// Keeps the speaker's own points in the place of those before.
    pub fn set_own_points(&self, id: &str, own: &[OwnPoints]) -> Result<(), StoreError> {
        self.write(|db| {
            let take = seq(db, id)?;
            db.execute("DELETE FROM own_ratings WHERE take = ?1", [take])?;
            let mut insert = db.prepare_cached(
                "INSERT INTO own_ratings (take, criterion, points) VALUES (?1, ?2, ?3)
                 ON CONFLICT (take, criterion) DO UPDATE SET points = excluded.points",
            )?;
            for given in own {
                insert.execute(params![take, given.id, given.points])?;
            }
            Ok(())
        })
    }
}

/// The row of a take that is not in the bin.
pub(crate) fn seq(db: &Connection, id: &str) -> Result<i64, StoreError> {
    db.prepare_cached("SELECT seq FROM takes WHERE id = ?1 AND deleted_at IS NULL")?
        .query_row([id], |row| row.get(0))
        .optional()?
        .ok_or_else(|| StoreError::NoSuchTake { id: id.to_owned() })
}
