//! What a take was before it was heard again.

use interview::{amendments::Amendments, debrief::Debrief};
use rusqlite::{Connection, OptionalExtension, params};

use crate::{
    Store, StoreError,
    columns::{from_json, to_json},
    debriefs,
    takes::instant_ms,
    written,
};

/// A take as it was before it was heard again.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct HeardBefore {
    /// When it was heard again: RFC 3339 with offset.
    pub heard_again_at: String,
    /// Its debrief until then.
    pub debrief: Debrief,
    /// What had been put right in it.
    pub amendments: Amendments,
}

impl Store {
    /// Keeps a debrief made of a new hearing, as [`Store::keep_amended`] does, and beside it the take as it was before, in
    /// the place of an earlier one.
    pub fn keep_heard_again(
        &self,
        id: &str,
        debrief: &Debrief,
        amendments: &Amendments,
        before: &HeardBefore,
    ) -> Result<(), StoreError> {
        instant_ms(&before.heard_again_at)?;
        self.write(|db| {
            let take = debriefs::keep_amended(db, id, debrief, amendments, Some(&before.heard_again_at))?;
            db.prepare_cached(
                "INSERT INTO heard_before (take, heard_again_at, debrief, made) VALUES (?1, ?2, ?3, ?4)
                 ON CONFLICT (take) DO UPDATE SET heard_again_at = excluded.heard_again_at,
                    debrief = excluded.debrief, made = excluded.made",
            )?
            .execute(params![
                take,
                before.heard_again_at,
                to_json("a debrief", &before.debrief)?,
                to_json("amendments", &before.amendments)?
            ])?;
            Ok(())
        })
    }

    /// Keeps a debrief as [`Store::keep_amended`] does, and forgets what the take was before it was heard again.
    pub fn keep_put_back(
        &self,
        id: &str,
        debrief: &Debrief,
        amendments: &Amendments,
        scored_at: &str,
    ) -> Result<(), StoreError> {
        instant_ms(scored_at)?;
        self.write(|db| {
            let take = debriefs::keep_amended(db, id, debrief, amendments, Some(scored_at))?;
            db.prepare_cached("DELETE FROM heard_before WHERE take = ?1")?.execute([take])?;
            Ok(())
        })
    }

    /// What a take was before it was heard again; nothing where it never was, for an unknown id or one in the bin.
    pub fn heard_before(&self, id: &str) -> Result<Option<HeardBefore>, StoreError> {
        let Some((heard_again_at, debrief, made)) = self.read(|db| row(db, id))? else { return Ok(None) };
        Ok(Some(HeardBefore {
            heard_again_at,
            debrief: from_json("a debrief", &debrief)?,
            amendments: from_json("amendments", &made)?,
        }))
    }
}

fn row(db: &Connection, id: &str) -> Result<Option<(String, String, String)>, StoreError> {
    let Ok(take) = written::seq(db, id) else { return Ok(None) };
    let mut statement = db.prepare_cached("SELECT heard_again_at, debrief, made FROM heard_before WHERE take = ?1")?;
    Ok(statement.query_row([take], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?))).optional()?)
}
