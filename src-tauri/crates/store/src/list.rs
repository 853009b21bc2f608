//! Listing takes, newest first.

use rusqlite::{Row, params_from_iter, types::Value};

use crate::{
    Labels, Store, StoreError, TakeFilter, TakeSummary,
    columns::{from_json, to_word, word, word_opt},
    labels::TAGS,
    query,
};

impl Store {
    /// The takes that pass the filter, newest recording first; takes in the bin are left out.
    pub fn takes(&self, filter: &TakeFilter) -> Result<Vec<TakeSummary>, StoreError> {
        let mut wanted = Conditions::of(filter);
        if let Some(text) = filter.text.as_deref().filter(|text| !text.trim().is_empty()) {
            let Some(matching) = query::from_text(text) else { return Ok(Vec::new()) };
            wanted.matching(&matching);
        }
        let Conditions { sql: wanted, mut values } = wanted;
        values.extend([filter.limit.into(), filter.offset.into()]);
        let sql = format!(
            "SELECT id, recorded_at, duration_ms, status, origin, question_id, question, round, overall, verdict,
                    (SELECT json_group_array(json_object('id', criterion, 'points', points) ORDER BY position)
                     FROM points WHERE points.take = takes.seq), title, favourite, {TAGS}, sound
             FROM takes WHERE {wanted} ORDER BY recorded_ms DESC, seq DESC LIMIT ? OFFSET ?"
        );
        self.read(|db| {
            let mut statement = db.prepare_cached(&sql)?;
            let rows = statement.query_map(params_from_iter(values), summary)?;
            rows.map(|row| {
                let (mut take, [criteria, tags]) = row?;
                take.criteria = from_json("the points of a take", &criteria)?;
                take.labels.tags = from_json("the tags of a take", &tags)?;
                Ok(take)
            })
            .collect()
        })
    }
}

/// What a filter asks of a row of `takes`, as SQL and its values; its text apart.
pub(crate) struct Conditions {
    pub sql: String,
    pub values: Vec<Value>,
}

impl Conditions {
    pub fn of(filter: &TakeFilter) -> Self {
        let mut wanted = Self { sql: "deleted_at IS NULL".to_owned(), values: Vec::new() };
        let text = |text: &Option<String>| text.clone().map(Value::from);
        wanted.also("question_id = ?", text(&filter.question_id));
        wanted.also("question = ?", text(&filter.question));
        wanted.also("round = ?", filter.round.and_then(to_word).map(Value::from));
        wanted.also("verdict = ?", filter.verdict.and_then(to_word).map(Value::from));
        wanted.also("substr(recorded_at, 1, 10) >= ?", text(&filter.since));
        wanted.also("substr(recorded_at, 1, 10) <= ?", text(&filter.until));
        wanted.also("takes.seq IN (SELECT take FROM tags WHERE tag = ?)", text(&filter.tag));
        if let Some(signal) = &filter.signal {
            const HEARD: &str = "takes.seq IN (SELECT take FROM heard_signals WHERE signal = ?)";
            let missing = format!("status = 'scored' AND NOT {HEARD}");
            wanted.also(if signal.heard { HEARD } else { &missing }, Some(signal.id.clone().into()));
        }
        if filter.favourite {
            wanted.sql.push_str(" AND favourite = 1");
        }
        wanted
    }

    /// Asks as well for words in the answer, the question or the title.
    fn matching(&mut self, words: &str) {
        self.sql.push_str(
            " AND takes.seq IN (SELECT take FROM sentences
                     WHERE seq IN (SELECT rowid FROM sentence_index WHERE sentence_index MATCH ?)
                     UNION SELECT rowid FROM question_index WHERE question_index MATCH ?
                     UNION SELECT rowid FROM title_index WHERE title_index MATCH ?)",
        );
        self.values.extend([words, words, words].map(|words| words.to_owned().into()));
    }

    /// Asks for one thing more, where a value is given.
    fn also(&mut self, sql: &str, value: Option<Value>) {
        if let Some(value) = value {
            self.sql.push_str(" AND ");
            self.sql.push_str(sql);
            self.values.push(value);
        }
    }
}

/// A line of the list; its points and its tags still as JSON.
fn summary(row: &Row<'_>) -> rusqlite::Result<(TakeSummary, [String; 2])> {
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
        labels: Labels { title: row.get(11)?, favourite: row.get(12)?, tags: Vec::new() },
        sound: word(row, 14)?,
    };
    Ok((take, [row.get(10)?, row.get(13)?]))
}
