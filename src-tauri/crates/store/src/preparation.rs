//! The interview a person prepares for, and the takes they keep as their best.

use rusqlite::{OptionalExtension, params};
use serde::{Deserialize, Serialize};

use crate::{Store, StoreError};

/// What a preparation plan is made for. Dates are `YYYY-MM-DD`, in the speaker's time.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "specta", derive(specta::Type))]
pub struct Preparation {
    /// The day of the interview.
    pub interview_on: String,
    /// The day the plan was made.
    pub since: String,
    /// Whether the speaker has prepared for such interviews before.
    pub experienced: bool,
}

impl Store {
    /// What the plan is made for; nothing before a date was given.
    pub fn preparation(&self) -> Result<Option<Preparation>, StoreError> {
        self.read(|db| {
            let row = db
                .prepare_cached("SELECT interview_on, since, experienced FROM preparation")?
                .query_row([], |row| {
                    Ok(Preparation { interview_on: row.get(0)?, since: row.get(1)?, experienced: row.get(2)? })
                })
                .optional()?;
            Ok(row)
        })
    }

    /// Keeps what the plan is made for; nothing takes the plan away.
    pub fn set_preparation(&self, preparation: Option<&Preparation>) -> Result<(), StoreError> {
        self.write(|db| {
            db.execute("DELETE FROM preparation", [])?;
            if let Some(given) = preparation {
                db.execute(
                    "INSERT INTO preparation (one, interview_on, since, experienced) VALUES (1, ?1, ?2, ?3)",
                    params![given.interview_on, given.since, given.experienced],
                )?;
            }
            Ok(())
        })
    }

    /// Marks a take as the best telling of its story, in the place of others of the same question, or takes the mark
    /// away.
    pub fn set_best(&self, id: &str, best: bool) -> Result<(), StoreError> {
        self.write(|db| {
            let take: Option<i64> = db
                .prepare_cached("SELECT seq FROM takes WHERE id = ?1 AND deleted_at IS NULL")?
                .query_row([id], |row| row.get(0))
                .optional()?;
            let take = take.ok_or_else(|| StoreError::NoSuchTake { id: id.to_owned() })?;
            db.execute(
                "DELETE FROM best_takes WHERE take = ?1 OR take IN (
                    SELECT other.seq FROM takes AS other JOIN takes AS this ON this.seq = ?1
                    WHERE coalesce(other.question_id, other.question) = coalesce(this.question_id, this.question))",
                [take],
            )?;
            if best {
                db.execute("INSERT INTO best_takes (take) VALUES (?1)", [take])?;
            }
            Ok(())
        })
    }

    /// Whether a take is marked as the best telling of its story.
    pub fn is_best(&self, id: &str) -> Result<bool, StoreError> {
        self.read(|db| {
            let mut statement = db.prepare_cached(
                "SELECT EXISTS (SELECT 1 FROM best_takes JOIN takes ON takes.seq = best_takes.take WHERE takes.id = ?1)",
            )?;
            Ok(statement.query_row([id], |row| row.get(0))?)
        })
    }
}
