//! Mock loops: the questions of a round in a row, and the answers given to them.

use rusqlite::{OptionalExtension, params};
use serde::{Deserialize, Serialize};

use crate::{
    Store, StoreError, TakeStatus,
    charted::positive_signals,
    columns::{from_json, to_json, word},
    takes::instant_ms,
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

/// A loop of before, with what decides the vote on it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PastLoop {
    /// The loop.
    pub held: MockLoop,
    /// What came of each of its takes, in their order.
    pub answers: Vec<PastAnswer>,
}

/// What came of one answer of a loop.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PastAnswer {
    /// Id of the question in the bank; absent for a follow-up.
    pub question_id: Option<String>,
    /// How far its analysis has come.
    pub status: TakeStatus,
    /// Points of the newest card.
    pub overall: Option<u8>,
    /// Ids of the signals heard in it that speak for the speaker.
    pub heard: Vec<String>,
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
                 SELECT seq, (SELECT coalesce(max(position) + 1, 0) FROM loop_takes WHERE loop = loops.seq), ?2
                 FROM loops WHERE id = ?1",
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

    /// Every loop in which something was answered, newest first; those in the bin are left out.
    pub fn past_loops(&self) -> Result<Vec<PastLoop>, StoreError> {
        self.read(|db| {
            let mut statement = db.prepare_cached(
                "SELECT loops.id, started_at, questions, ended, takes.seq, takes.id, question_id, status, overall
                 FROM loops JOIN loop_takes ON loop_takes.loop = loops.seq JOIN takes ON takes.seq = loop_takes.take
                 WHERE loops.deleted_at IS NULL AND takes.deleted_at IS NULL ORDER BY loops.seq DESC, position",
            )?;
            let mut past: Vec<PastLoop> = Vec::new();
            let mut rows = statement.query([])?;
            while let Some(row) = rows.next()? {
                let id: String = row.get(0)?;
                if past.last().is_none_or(|last| last.held.id != id) {
                    let questions = from_json("the questions of a loop", &row.get::<_, String>(2)?)?;
                    let held = MockLoop { id, started_at: row.get(1)?, questions, takes: vec![], ended: row.get(3)? };
                    past.push(PastLoop { held, answers: Vec::new() });
                }
                let Some(last) = past.last_mut() else { continue };
                last.held.takes.push(row.get(5)?);
                last.answers.push(PastAnswer {
                    question_id: row.get(6)?,
                    status: word(row, 7)?,
                    overall: row.get(8)?,
                    heard: positive_signals(db, row.get(4)?)?.into_keys().collect(),
                });
            }
            Ok(past)
        })
    }

    /// Puts a loop into the bin; its takes stay where they are. `at` is RFC 3339. One that is there already stays there
    /// with its first date.
    pub fn delete_loop(&self, id: &str, at: &str) -> Result<(), StoreError> {
        instant_ms(at)?;
        self.mark_loop(id, "UPDATE loops SET deleted_at = coalesce(deleted_at, ?2) WHERE id = ?1", Some(at))
    }

    /// Takes a loop out of the bin again.
    pub fn undo_delete_loop(&self, id: &str) -> Result<(), StoreError> {
        self.mark_loop(id, "UPDATE loops SET deleted_at = ?2 WHERE id = ?1", None)
    }

    /// The loops in the bin: each one's id and when it was deleted.
    pub fn deleted_loops(&self) -> Result<Vec<(String, String)>, StoreError> {
        self.read(|db| {
            let mut statement =
                db.prepare_cached("SELECT id, deleted_at FROM loops WHERE deleted_at IS NOT NULL ORDER BY seq")?;
            let loops = statement.query_map([], |row| Ok((row.get(0)?, row.get(1)?)))?;
            Ok(loops.collect::<Result<_, _>>()?)
        })
    }

    /// Removes a loop in the bin for good.
    pub fn purge_loop(&self, id: &str) -> Result<(), StoreError> {
        self.write(|db| {
            let purged = db.execute("DELETE FROM loops WHERE id = ?1 AND deleted_at IS NOT NULL", [id])?;
            if purged == 0 { Err(StoreError::NoSuchLoop { id: id.to_owned() }) } else { Ok(()) }
        })
    }

    fn mark_loop(&self, id: &str, sql: &str, at: Option<&str>) -> Result<(), StoreError> {
        self.write(|db| match db.prepare_cached(sql)?.execute(params![id, at])? {
            0 => Err(StoreError::NoSuchLoop { id: id.to_owned() }),
            _ => Ok(()),
        })
    }

    /// A loop; nothing for an unknown id or one in the bin.
    pub fn mock_loop(&self, id: &str) -> Result<Option<MockLoop>, StoreError> {
        self.read(|db| {
            let row = db
                .prepare_cached(
                    "SELECT seq, started_at, questions, ended FROM loops WHERE id = ?1 AND deleted_at IS NULL",
                )?
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
