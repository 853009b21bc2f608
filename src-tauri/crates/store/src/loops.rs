//! Mock loops: the questions of a round in a row, and the answers given to them.

use rusqlite::{OptionalExtension, params};
use serde::{Deserialize, Serialize};

use crate::{
    Store, StoreError,
    columns::{from_json, to_json},
    written::seq,
};

/// A mock loop.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "specta", derive(specta::Type))]
pub struct MockLoop {
    /// Made by the caller, unique for ever.
    pub id: String,
    /// When it began: RFC 3339 with the offset of the place.
    pub started_at: String,
    /// Ids of its questions, in order.
    pub questions: Vec<String>,
    /// Ids of the takes given in it, follow-ups included, in order; those in the bin are left out.
    pub takes: Vec<String>,
    /// Whether it was brought to its end.
    pub ended: bool,
}

impl Store {
    /// Keeps a loop that begins.
    pub fn insert_loop(&self, id: &str, started_at: &str, questions: &[String]) -> Result<(), StoreError> {
        self.write(|db| {
            db.execute(
                "INSERT INTO loops (id, started_at, questions) VALUES (?1, ?2, ?3)",
                params![id, started_at, to_json("the questions of a loop", &questions)?],
            )?;
            Ok(())
        })
    }

    /// Adds a take to a loop, after those given before.
    pub fn add_to_loop(&self, id: &str, take: &str) -> Result<(), StoreError> {
        self.write(|db| {
            let take = seq(db, take)?;
            let added = db.execute(
                "INSERT INTO loop_takes (loop, position, take)
                 SELECT seq, (SELECT count(*) FROM loop_takes WHERE loop = loops.seq), ?2 FROM loops WHERE id = ?1",
                params![id, take],
            )?;
            if added == 0 { Err(StoreError::NoSuchLoop { id: id.to_owned() }) } else { Ok(()) }
        })
    }

    /// Notes that a loop was brought to its end.
    pub fn end_loop(&self, id: &str) -> Result<(), StoreError> {
        self.write(|db| {
            let ended = db.execute("UPDATE loops SET ended = 1 WHERE id = ?1", [id])?;
            if ended == 0 { Err(StoreError::NoSuchLoop { id: id.to_owned() }) } else { Ok(()) }
        })
    }

    /// A loop; nothing for an unknown id.
    pub fn mock_loop(&self, id: &str) -> Result<Option<MockLoop>, StoreError> {
        self.read(|db| {
            let row = db
                .prepare_cached("SELECT seq, started_at, questions, ended FROM loops WHERE id = ?1")?
                .query_row([id], |row| Ok((row.get::<_, i64>(0)?, row.get(1)?, row.get::<_, String>(2)?, row.get(3)?)))
                .optional()?;
            let Some((seq, started_at, questions, ended)) = row else { return Ok(None) };
            let mut statement = db.prepare_cached(
                "SELECT takes.id FROM loop_takes JOIN takes ON takes.seq = loop_takes.take
                 WHERE loop_takes.loop = ?1 AND deleted_at IS NULL ORDER BY position",
            )?;
            let takes = statement.query_map([seq], |row| row.get(0))?.collect::<Result<_, _>>()?;
            let questions = from_json("the questions of a loop", &questions)?;
            Ok(Some(MockLoop { id: id.to_owned(), started_at, questions, takes, ended }))
        })
    }
}
