//! What is charted over weeks: points, measures, days of practice, and the answers that may tell stories.

use std::collections::BTreeMap;

use interview::{
    Debrief,
    delivery::bands::{self, Measure},
    question::Round,
    signals::Polarity,
    stories::Telling,
    trend::Sample,
};
use rusqlite::{Connection, params};
use serde::{Deserialize, Serialize};

use crate::{
    Store, StoreError,
    columns::{to_word, word, word_opt},
};

/// The day of a take where it was recorded, as days since 1970-01-01.
const DAY: &str = "CAST(julianday(substr(recorded_at, 1, 10)) - 2440587.5 AS INTEGER)";

/// The latest takes with a card.
const LATEST: &str = "SELECT seq, recorded_at, recorded_ms FROM takes
                      WHERE deleted_at IS NULL AND status = 'scored' AND origin <> 'sample'
                      ORDER BY recorded_ms DESC, takes.seq DESC LIMIT ?1";

/// One day on which answers were recorded.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "specta", derive(specta::Type))]
pub struct PracticeDay {
    /// Days since 1970-01-01, in the speaker's time.
    pub day: i32,
    /// Answers recorded.
    pub takes: u32,
    /// Their length together, in seconds.
    pub seconds: u32,
}

/// One answer as the preparation plan counts it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Rehearsed {
    /// The day.
    pub day: i32,
    /// Id of the question in the bank.
    pub question_id: Option<String>,
    /// Its round.
    pub round: Option<Round>,
    /// Id of the mock loop it belongs to.
    pub loop_id: Option<String>,
}

impl Store {
    /// Points of the latest `takes` takes of the speaker's own by criterion, each in the order they were recorded.
    pub fn point_samples(&self, takes: u32) -> Result<BTreeMap<String, Vec<Sample>>, StoreError> {
        self.samples(
            &format!(
                "SELECT criterion, {DAY}, points FROM ({LATEST}) AS latest JOIN points ON points.take = latest.seq
                 WHERE points IS NOT NULL ORDER BY recorded_ms, latest.seq"
            ),
            takes,
        )
    }

    /// Measures of delivery of the latest `takes` takes, in the same way. Measures this program does not know are left
    /// out.
    pub fn measure_samples(&self, takes: u32) -> Result<BTreeMap<Measure, Vec<Sample>>, StoreError> {
        let by_word = self.samples(
            &format!(
                "SELECT measure, {DAY}, value FROM ({LATEST}) AS latest JOIN measures ON measures.take = latest.seq
                 ORDER BY recorded_ms, latest.seq"
            ),
            takes,
        )?;
        let known = by_word.into_iter().filter_map(|(word, samples)| {
            Some((serde_json::from_value(serde_json::Value::String(word)).ok()?, samples))
        });
        Ok(known.collect())
    }

    /// By criterion, the points the speakers gave themselves beside those of the card, latest `takes` takes.
    pub fn own_samples(&self, takes: u32) -> Result<BTreeMap<String, Vec<(u32, u32)>>, StoreError> {
        self.read(|db| {
            let mut statement = db.prepare_cached(&format!(
                "SELECT own_ratings.criterion, own_ratings.points, points.points FROM ({LATEST}) AS latest
                 JOIN own_ratings ON own_ratings.take = latest.seq
                 JOIN points ON points.take = latest.seq AND points.criterion = own_ratings.criterion
                 WHERE points.points IS NOT NULL ORDER BY recorded_ms, latest.seq"
            ))?;
            let rows = statement.query_map([takes], |row| Ok((row.get::<_, String>(0)?, row.get(1)?, row.get(2)?)))?;
            let mut samples: BTreeMap<String, Vec<(u32, u32)>> = BTreeMap::new();
            for row in rows {
                let (id, own, card) = row?;
                samples.entry(id).or_default().push((own, card));
            }
            Ok(samples)
        })
    }

    fn samples(&self, sql: &str, takes: u32) -> Result<BTreeMap<String, Vec<Sample>>, StoreError> {
        self.read(|db| {
            let mut statement = db.prepare_cached(sql)?;
            let rows = statement.query_map([takes], |row| {
                Ok((row.get::<_, String>(0)?, Sample { day: row.get(1)?, value: row.get(2)? }))
            })?;
            let mut samples: BTreeMap<String, Vec<Sample>> = BTreeMap::new();
            for row in rows {
                let (id, sample) = row?;
                samples.entry(id).or_default().push(sample);
            }
            Ok(samples)
        })
    }

    /// The days on which answers were recorded, oldest first.
    pub fn practice_days(&self) -> Result<Vec<PracticeDay>, StoreError> {
        self.read(|db| {
            let mut statement = db.prepare_cached(&format!(
                "SELECT {DAY} AS day, count(*), sum(duration_ms) / 1000 FROM takes
                 WHERE deleted_at IS NULL AND origin <> 'sample' GROUP BY substr(recorded_at, 1, 10) ORDER BY day"
            ))?;
            let rows = statement
                .query_map([], |row| Ok(PracticeDay { day: row.get(0)?, takes: row.get(1)?, seconds: row.get(2)? }))?;
            Ok(rows.collect::<Result<_, _>>()?)
        })
    }

    /// The answers recorded from a day on, oldest first.
    pub fn rehearsed_since(&self, day: i32) -> Result<Vec<Rehearsed>, StoreError> {
        self.read(|db| {
            let mut statement = db.prepare_cached(&format!(
                "SELECT {DAY}, question_id, round,
                        (SELECT loops.id FROM loop_takes JOIN loops ON loops.seq = loop_takes.loop
                         WHERE loop_takes.take = takes.seq AND loops.ended LIMIT 1)
                 FROM takes
                 WHERE deleted_at IS NULL AND origin <> 'sample' AND recorded_ms >= (?1 - 1) * 86400000 AND {DAY} >= ?1
                 ORDER BY recorded_ms"
            ))?;
            let rows = statement.query_map([i64::from(day)], |row| {
                Ok(Rehearsed {
                    day: row.get(0)?,
                    question_id: row.get(1)?,
                    round: word_opt(row, 2)?,
                    loop_id: row.get(3)?,
                })
            })?;
            Ok(rows.collect::<Result<_, _>>()?)
        })
    }

    /// The best scored take of every question of the latest `takes` takes: the one that was kept as the best, else the
    /// one with most points, else the newest.
    pub fn tellings(&self, takes: u32) -> Result<Vec<Telling>, StoreError> {
        self.read(|db| {
            let mut statement = db.prepare_cached(
                "WITH latest AS (
                    SELECT * FROM takes WHERE deleted_at IS NULL AND status = 'scored' AND origin <> 'sample'
                    ORDER BY recorded_ms DESC, seq DESC LIMIT ?1),
                 ranked AS (
                    SELECT latest.*, best_takes.take IS NOT NULL AS best,
                           row_number() OVER (
                               PARTITION BY coalesce(question_id, question, id)
                               ORDER BY best_takes.take IS NULL, overall DESC, recorded_ms DESC) AS place
                    FROM latest LEFT JOIN best_takes ON best_takes.take = latest.seq)
                 SELECT seq, id, question_id, question, round, overall, best FROM ranked WHERE place = 1
                 ORDER BY recorded_ms",
            )?;
            let rows = statement.query_map([takes], |row| {
                let telling = Telling {
                    take_id: row.get(1)?,
                    question_id: row.get(2)?,
                    question: row.get(3)?,
                    round: word_opt(row, 4)?,
                    text: String::new(),
                    signals: BTreeMap::new(),
                    overall: row.get(5)?,
                    kept: row.get(6)?,
                };
                Ok((row.get::<_, i64>(0)?, telling))
            })?;
            rows.map(|row| {
                let (seq, mut telling) = row?;
                telling.text = said(db, seq)?;
                telling.signals = positive_signals(db, seq)?;
                Ok(telling)
            })
            .collect()
        })
    }
}

fn said(db: &Connection, take: i64) -> Result<String, StoreError> {
    let mut statement = db.prepare_cached("SELECT text FROM sentences WHERE take = ?1 ORDER BY number")?;
    let sentences: Vec<String> = statement.query_map([take], |row| row.get(0))?.collect::<Result<_, _>>()?;
    Ok(sentences.join(" "))
}

/// The signals of a take that speak for the speaker, each with the number of its sentences.
pub(crate) fn positive_signals(db: &Connection, take: i64) -> Result<BTreeMap<String, u32>, StoreError> {
    let mut statement = db.prepare_cached("SELECT signal, polarity, sentences FROM heard_signals WHERE take = ?1")?;
    let rows = statement.query_map([take], |row| Ok((row.get(0)?, word::<Polarity>(row, 1)?, row.get(2)?)))?;
    let mut signals = BTreeMap::new();
    for row in rows {
        let (id, polarity, sentences): (String, Polarity, u32) = row?;
        if polarity == Polarity::Positive {
            signals.insert(id, sentences);
        }
    }
    Ok(signals)
}

/// Keeps what is charted of a debrief, in the place of what was charted of the one before.
pub(crate) fn keep_charted(db: &Connection, take: i64, debrief: &Debrief) -> Result<(), StoreError> {
    for table in ["measures", "heard_signals"] {
        db.prepare_cached(&format!("DELETE FROM {table} WHERE take = ?1"))?.execute([take])?;
    }
    let length_ms: u32 =
        db.prepare_cached("SELECT duration_ms FROM takes WHERE seq = ?1")?.query_row([take], |row| row.get(0))?;
    let judged = debrief.delivery.as_ref().map(|delivery| bands::judge(delivery, length_ms, &bands::defaults()));
    let mut insert = db.prepare_cached("INSERT INTO measures (take, measure, value) VALUES (?1, ?2, ?3)")?;
    for measured in judged.unwrap_or_default() {
        insert.execute(params![take, to_word(measured.band.measure), measured.value])?;
    }
    let mut heard: BTreeMap<(&str, Polarity), u32> = BTreeMap::new();
    for signal in &debrief.signals {
        *heard.entry((&signal.id, signal.polarity)).or_default() += 1;
    }
    let mut insert =
        db.prepare_cached("INSERT INTO heard_signals (take, signal, polarity, sentences) VALUES (?1, ?2, ?3, ?4)")?;
    for ((id, polarity), sentences) in heard {
        insert.execute(params![take, id, to_word(polarity), sentences])?;
    }
    Ok(())
}
