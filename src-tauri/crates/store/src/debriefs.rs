//! Keeping a finished debrief and giving it back.

use interview::{
    amendments::Amendments,
    debrief::{Debrief, Versions},
    scorecard::{Scorecard, Status},
    transcript::Sentence,
};
use rusqlite::{Connection, OptionalExtension, params};
use serde::{Deserialize, Serialize};

use crate::{
    Store, StoreError, TakeStatus,
    charted::keep_charted,
    columns::{from_json, from_json_opt, to_json, to_json_opt, to_word},
    takes::instant_ms,
};

/// One scoring of a take.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "specta", derive(specta::Type))]
pub struct ScorecardVersion {
    /// 1 for the first scoring of the take, then 2, 3 …
    pub version: u32,
    /// When it was made: RFC 3339 with the offset of the place; absent where that is not known.
    pub scored_at: Option<String>,
    /// The models, rubric and scorer that made it.
    pub made_by: Versions,
    /// The card as it was. Its quotes are its own; its sentence indices count in the transcript of that time.
    pub scorecard: Scorecard,
}

/// What made the newest card of a take.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Made {
    /// The take.
    pub take_id: String,
    /// Id of the rubric it is to be scored by.
    pub rubric: String,
    /// What its newest card was made by.
    pub by: Versions,
}

impl Store {
    /// Keeps a debrief in one transaction: what was heard (replacing an earlier hearing), its sentences for search, and
    /// a new version of the scorecard, unless it is the newest one again. The take becomes scored or not scored, as the
    /// card says. When the card was made is not known.
    pub fn keep_debrief(&self, id: &str, debrief: &Debrief) -> Result<(), StoreError> {
        self.write(|db| keep(db, id, debrief, None).map(drop))
    }

    /// The same, with what was put right in it (that of before is replaced) and when it was scored: RFC 3339, absent
    /// where that is not known.
    pub fn keep_amended(
        &self,
        id: &str,
        debrief: &Debrief,
        amendments: &Amendments,
        scored_at: Option<&str>,
    ) -> Result<(), StoreError> {
        scored_at.map(instant_ms).transpose()?;
        self.write(|db| keep_amended(db, id, debrief, amendments, scored_at).map(drop))
    }

    /// What was put right in a take; nothing for an unknown id or one in the bin.
    pub fn amendments(&self, id: &str) -> Result<Amendments, StoreError> {
        let made: Option<String> = self.read(|db| {
            let mut statement = db.prepare_cached(
                "SELECT made FROM amendments JOIN takes ON takes.seq = amendments.take
                 WHERE takes.id = ?1 AND deleted_at IS NULL",
            )?;
            Ok(statement.query_row([id], |row| row.get(0)).optional()?)
        })?;
        Ok(from_json_opt("amendments", made.as_deref())?.unwrap_or_default())
    }

    /// The newest debrief of a take; nothing before it was analysed, for an unknown id or one in the bin.
    pub fn debrief(&self, id: &str) -> Result<Option<Debrief>, StoreError> {
        let row = self.read(|db| {
            let row = db
                .prepare_cached(
                    "SELECT layout, facts, hearings.question, versions, transcript, speech, delivery, structure,
                            signals, card, timing
                     FROM takes JOIN hearings ON hearings.take = takes.seq JOIN scorecards ON scorecards.take = takes.seq
                     WHERE takes.id = ?1 AND deleted_at IS NULL ORDER BY version DESC LIMIT 1",
                )?
                .query_row([id], |row| {
                    Ok((
                        row.get::<_, u32>(0)?,
                        [row.get::<_, Option<String>>(1)?, row.get(2)?, row.get(5)?, row.get(6)?],
                        [row.get::<_, String>(3)?, row.get(4)?, row.get(7)?, row.get(8)?, row.get(9)?, row.get(10)?],
                    ))
                })
                .optional()?;
            Ok(row)
        })?;
        let Some((schema, optional, required)) = row else { return Ok(None) };
        let [facts, question, speech, delivery] = optional.each_ref().map(Option::as_deref);
        let [versions, transcript, structure, signals, card, timing] = required.each_ref().map(String::as_str);
        Ok(Some(Debrief {
            schema,
            take: from_json_opt("the facts of a take", facts)?,
            question: from_json_opt("a question", question)?,
            versions: from_json("the versions of a card", versions)?,
            transcript: from_json("a transcript", transcript)?,
            speech: from_json_opt("the speech of a take", speech)?,
            delivery: from_json_opt("a delivery", delivery)?,
            structure: from_json("a structure", structure)?,
            signals: from_json("signals", signals)?,
            scorecard: from_json("a scorecard", card)?,
            timing: from_json("timings", timing)?,
        }))
    }

    /// What made the newest card of each take outside the bin, newest recording first.
    pub fn newest_versions(&self) -> Result<Vec<Made>, StoreError> {
        self.read(|db| {
            let mut statement = db.prepare_cached(
                "SELECT id, rubric, versions FROM takes JOIN scorecards AS card ON card.take = takes.seq
                 WHERE deleted_at IS NULL AND version = (SELECT max(version) FROM scorecards WHERE take = card.take)
                 ORDER BY recorded_ms DESC, takes.seq DESC",
            )?;
            let rows = statement.query_map([], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)))?;
            rows.map(|row| {
                let (take_id, rubric, by): (String, String, String) = row?;
                Ok(Made { take_id, rubric, by: from_json("the versions of a card", &by)? })
            })
            .collect()
        })
    }

    /// Every scorecard a take ever had, newest first; empty for an unknown id or one in the bin.
    pub fn scorecard_versions(&self, id: &str) -> Result<Vec<ScorecardVersion>, StoreError> {
        self.read(|db| {
            let mut statement = db.prepare_cached(
                "SELECT version, versions, card, scored_at FROM scorecards JOIN takes ON takes.seq = scorecards.take
                 WHERE takes.id = ?1 AND deleted_at IS NULL ORDER BY version DESC",
            )?;
            let rows = statement.query_map([id], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?, row.get(3)?)))?;
            rows.map(|row| {
                let (version, made_by, card, scored_at): (u32, String, String, Option<String>) = row?;
                Ok(ScorecardVersion {
                    version,
                    scored_at,
                    made_by: from_json("the versions of a card", &made_by)?,
                    scorecard: from_json("a scorecard", &card)?,
                })
            })
            .collect()
        })
    }
}

/// Keeps a debrief; the row of its take.
fn keep(db: &Connection, id: &str, debrief: &Debrief, scored_at: Option<&str>) -> Result<i64, StoreError> {
    let take = db
        .prepare_cached("SELECT seq FROM takes WHERE id = ?1")?
        .query_row([id], |row| row.get(0))
        .optional()?
        .ok_or_else(|| StoreError::NoSuchTake { id: id.to_owned() })?;
    keep_hearing(db, take, debrief)?;
    keep_charted(db, take, debrief)?;
    keep_card(db, take, debrief, scored_at)?;
    Ok(take)
}

/// Keeps a debrief and what was put right in it; the row of its take.
pub(crate) fn keep_amended(
    db: &Connection,
    id: &str,
    debrief: &Debrief,
    amendments: &Amendments,
    scored_at: Option<&str>,
) -> Result<i64, StoreError> {
    let take = keep(db, id, debrief, scored_at)?;
    if amendments.is_empty() {
        db.prepare_cached("DELETE FROM amendments WHERE take = ?1")?.execute([take])?;
        return Ok(take);
    }
    db.prepare_cached(
        "INSERT INTO amendments (take, made) VALUES (?1, ?2) ON CONFLICT (take) DO UPDATE SET made = excluded.made",
    )?
    .execute(params![take, to_json("amendments", amendments)?])?;
    Ok(take)
}

/// Whether a new card says what the newest one says.
fn is_newest_again(db: &Connection, take: i64, debrief: &Debrief) -> Result<bool, StoreError> {
    let newest: Option<[String; 4]> = db
        .prepare_cached(
            "SELECT versions, structure, signals, card FROM scorecards WHERE take = ?1 ORDER BY version DESC LIMIT 1",
        )?
        .query_row([take], |row| Ok([row.get(0)?, row.get(1)?, row.get(2)?, row.get(3)?]))
        .optional()?;
    let card = [
        to_json("the versions of a card", &debrief.versions)?,
        to_json("a structure", &debrief.structure)?,
        to_json("signals", &debrief.signals)?,
        to_json("a scorecard", &debrief.scorecard)?,
    ];
    Ok(newest.is_some_and(|newest| newest == card))
}

fn keep_hearing(db: &Connection, take: i64, debrief: &Debrief) -> Result<(), StoreError> {
    let transcript = to_json("a transcript", &debrief.transcript)?;
    let before: Option<String> = db
        .prepare_cached("SELECT transcript FROM hearings WHERE take = ?1")?
        .query_row([take], |row| row.get(0))
        .optional()?;
    db.prepare_cached(
        "INSERT INTO hearings (take, facts, question, transcript, speech, delivery) VALUES (?1, ?2, ?3, ?4, ?5, ?6)
         ON CONFLICT (take) DO UPDATE SET facts = excluded.facts, question = excluded.question,
            transcript = excluded.transcript, speech = excluded.speech, delivery = excluded.delivery",
    )?
    .execute(params![
        take,
        to_json_opt("the facts of a take", debrief.take.as_ref())?,
        to_json_opt("a question", debrief.question.as_ref())?,
        transcript,
        to_json_opt("the speech of a take", debrief.speech.as_ref())?,
        to_json_opt("a delivery", debrief.delivery.as_ref())?,
    ])?;
    if before.as_ref() == Some(&transcript) {
        return Ok(()); // scored anew, not heard anew
    }
    index_sentences(db, take, &debrief.transcript.sentences)
}

fn index_sentences(db: &Connection, take: i64, sentences: &[Sentence]) -> Result<(), StoreError> {
    db.prepare_cached("DELETE FROM sentences WHERE take = ?1")?.execute([take])?;
    let mut insert =
        db.prepare_cached("INSERT INTO sentences (take, number, start_ms, text) VALUES (?1, ?2, ?3, ?4)")?;
    for (number, sentence) in (0_u32..).zip(sentences) {
        // Search marks its hits with control characters: none may be in the text.
        let text = sentence.text.replace(char::is_control, " ");
        insert.execute(params![take, number, sentence.start_ms, text])?;
    }
    Ok(())
}

fn keep_card(db: &Connection, take: i64, debrief: &Debrief, scored_at: Option<&str>) -> Result<(), StoreError> {
    if is_newest_again(db, take, debrief)? {
        db.prepare_cached(
            "UPDATE scorecards SET timing = ?2
             WHERE take = ?1 AND version = (SELECT max(version) FROM scorecards WHERE take = ?1)",
        )?
        .execute(params![take, to_json("timings", &debrief.timing)?])?;
        return set_status(db, take, &debrief.scorecard);
    }
    let card = &debrief.scorecard;
    db.prepare_cached(
        "INSERT INTO scorecards (take, version, layout, versions, structure, signals, card, timing, scored_at)
         VALUES (?1, 1 + (SELECT coalesce(max(version), 0) FROM scorecards WHERE take = ?1), ?2, ?3, ?4, ?5, ?6, ?7, ?8)",
    )?
    .execute(params![
        take,
        debrief.schema,
        to_json("the versions of a card", &debrief.versions)?,
        to_json("a structure", &debrief.structure)?,
        to_json("signals", &debrief.signals)?,
        to_json("a scorecard", card)?,
        to_json("timings", &debrief.timing)?,
        scored_at,
    ])?;
    db.prepare_cached("DELETE FROM points WHERE take = ?1")?.execute([take])?;
    let mut insert =
        db.prepare_cached("INSERT INTO points (take, position, criterion, points) VALUES (?1, ?2, ?3, ?4)")?;
    for (position, criterion) in (0_u32..).zip(&card.criteria) {
        insert.execute(params![take, position, criterion.id, criterion.points])?;
    }
    set_status(db, take, card)
}

fn set_status(db: &Connection, take: i64, card: &Scorecard) -> Result<(), StoreError> {
    let status = match card.status {
        Status::Scored => TakeStatus::Scored,
        Status::NotScored => TakeStatus::NotScored,
    };
    db.prepare_cached("UPDATE takes SET status = ?2, failure = NULL, overall = ?3, verdict = ?4 WHERE seq = ?1")?
        .execute(params![take, to_word(status), card.overall, card.verdict.and_then(to_word)])?;
    Ok(())
}
