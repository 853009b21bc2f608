//! Listing takes, newest first.

use rusqlite::{Row, params_from_iter, types::Value};

use crate::{
    Store, StoreError, TakeFilter, TakeSummary,
    columns::{from_json, to_word, word, word_opt},
    query,
};

impl Store {
    /// The takes that pass the filter, newest recording first; takes in the bin are left out.
    pub fn takes(&self, filter: &TakeFilter) -> Result<Vec<TakeSummary>, StoreError> {
        let Some((wanted, values)) = conditions(filter) else { return Ok(Vec::new()) };
        let sql = format!(
            "SELECT id, recorded_at, duration_ms, status, origin, question_id, question, round, overall, verdict,
                    (SELECT json_group_array(json_object('id', criterion, 'points', points) ORDER BY position)
                     FROM points WHERE points.take = takes.seq)
             FROM takes WHERE {wanted} ORDER BY recorded_ms DESC, seq DESC LIMIT ? OFFSET ?"
        );
        self.read(|db| {
            let mut statement = db.prepare_cached(&sql)?;
            let rows = statement.query_map(params_from_iter(values), summary)?;
            rows.map(|row| {
                let (mut take, criteria) = row?;
                take.criteria = from_json("the points of a take", &criteria)?;
                Ok(take)
            })
            .collect()
        })
    }
}

/// The filter as SQL and its values; nothing where the text holds no word, so no take can match.
fn conditions(filter: &TakeFilter) -> Option<(String, Vec<Value>)> {
    let mut wanted = vec!["deleted_at IS NULL"];
    let mut values: Vec<Value> = Vec::new();
    if let Some(id) = &filter.question_id {
        wanted.push("question_id = ?");
        values.push(id.clone().into());
    }
    if let Some(round) = filter.round.and_then(to_word) {
        wanted.push("round = ?");
        values.push(round.into());
    }
    if let Some(verdict) = filter.verdict.and_then(to_word) {
        wanted.push("verdict = ?");
        values.push(verdict.into());
    }
    if let Some(text) = filter.text.as_deref().filter(|text| !text.trim().is_empty()) {
        let matching = query::from_text(text)?;
        wanted.push(
            "seq IN (SELECT take FROM sentences
                     WHERE seq IN (SELECT rowid FROM sentence_index WHERE sentence_index MATCH ?)
                     UNION SELECT rowid FROM question_index WHERE question_index MATCH ?)",
        );
        values.extend([matching.clone().into(), matching.into()]);
    }
    values.extend([filter.limit.into(), filter.offset.into()]);
    Some((wanted.join(" AND "), values))
}

/// A line of the list and its points, still as JSON.
fn summary(row: &Row<'_>) -> rusqlite::Result<(TakeSummary, String)> {
    let take = TakeSummary {
        id: row.get(0)?,
        recorded_at: row.get(1)?,
        duration_ms: row.get(2)?,
        status: word(row, 3)?,
        origin: word(row, 4)?,
        question_id: row.get(5)?,
        question: row.get(6)?,
        round: word_opt(row, 7)?,
        overall: row.get(8)?,
        verdict: word_opt(row, 9)?,
        criteria: Vec::new(),
    };
    Ok((take, row.get(10)?))
}
