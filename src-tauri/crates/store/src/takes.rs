//! Keeping and finding one take.

use interview::question::QuestionAsked;
use jiff::Timestamp;
use rusqlite::{ErrorCode, OptionalExtension, Row, params};

use crate::{
    NewTake, Store, StoreError, TakeRow, TakeStatus,
    columns::{to_word, word, word_opt},
};

/// Columns of [`TakeRow`], in the order [`take_row`] reads them.
const TAKE_COLUMNS: &str = "id, recorded_at, file, duration_ms, sample_rate, channels, lost_ms, question_id, question, \
                            round, rubric, origin, status, failure, sound";

impl Store {
    /// Keeps a take whose sound is safe on disk, as [`TakeStatus::Recorded`].
    pub fn insert_take(&self, take: &NewTake) -> Result<(), StoreError> {
        let recorded_ms = instant_ms(&take.recorded_at)?;
        let question = take.question.as_ref();
        self.write(|db| {
            db.prepare_cached(
                "INSERT INTO takes (id, recorded_at, recorded_ms, file, duration_ms, sample_rate, channels, lost_ms,
                                    question_id, question, round, rubric, origin, status)
                 VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14)",
            )?
            .execute(params![
                take.id,
                take.recorded_at,
                recorded_ms,
                take.file,
                take.duration_ms,
                take.sample_rate,
                take.channels,
                take.lost_ms,
                take.question_id,
                question.map(|question| &question.text),
                question.and_then(|question| question.round).and_then(to_word),
                take.rubric,
                to_word(take.origin),
                to_word(TakeStatus::Recorded),
            ])
            .map_err(|error| match error.sqlite_error_code() {
                Some(ErrorCode::ConstraintViolation) => StoreError::TakeExists { id: take.id.clone() },
                _ => error.into(),
            })?;
            Ok(())
        })
    }

    /// One take; nothing for an unknown id or one in the bin.
    pub fn take(&self, id: &str) -> Result<Option<TakeRow>, StoreError> {
        self.read(|db| {
            let sql = format!("SELECT {TAKE_COLUMNS} FROM takes WHERE id = ?1 AND deleted_at IS NULL");
            Ok(db.prepare_cached(&sql)?.query_row([id], take_row).optional()?)
        })
    }

    /// Notes under which name the sound of a take is kept from now on; of one in the bin too.
    pub fn set_file(&self, id: &str, file: &str) -> Result<(), StoreError> {
        self.write(|db| {
            let changed = db.prepare_cached("UPDATE takes SET file = ?2 WHERE id = ?1")?.execute(params![id, file])?;
            if changed == 0 { Err(StoreError::NoSuchTake { id: id.to_owned() }) } else { Ok(()) }
        })
    }

    /// Notes that the analysis of a take failed, and why. A debrief kept earlier stays.
    pub fn set_failed(&self, id: &str, reason: &str) -> Result<(), StoreError> {
        self.write(|db| {
            let changed = db
                .prepare_cached("UPDATE takes SET status = ?2, failure = ?3 WHERE id = ?1")?
                .execute(params![id, to_word(TakeStatus::Failed), reason])?;
            if changed == 0 { Err(StoreError::NoSuchTake { id: id.to_owned() }) } else { Ok(()) }
        })
    }
}

/// The instant of an RFC 3339 date, in UTC milliseconds: the dates the library keeps.
pub fn instant_ms(date: &str) -> Result<i64, StoreError> {
    date.parse::<Timestamp>().map(Timestamp::as_millisecond).map_err(|_| StoreError::BadDate { value: date.to_owned() })
}

/// The question of a row: its text, with its round when known.
pub(crate) fn question(
    row: &Row<'_>,
    text_column: usize,
    round_column: usize,
) -> rusqlite::Result<Option<QuestionAsked>> {
    let text: Option<String> = row.get(text_column)?;
    let round = word_opt(row, round_column)?;
    Ok(text.map(|text| QuestionAsked { text, round }))
}

fn take_row(row: &Row<'_>) -> rusqlite::Result<TakeRow> {
    Ok(TakeRow {
        id: row.get(0)?,
        recorded_at: row.get(1)?,
        file: row.get(2)?,
        duration_ms: row.get(3)?,
        sample_rate: row.get(4)?,
        channels: row.get(5)?,
        lost_ms: row.get(6)?,
        question_id: row.get(7)?,
        question: question(row, 8, 9)?,
        rubric: row.get(10)?,
        origin: word(row, 11)?,
        status: word(row, 12)?,
        failure: row.get(13)?,
        sound: word(row, 14)?,
    })
}
