//! Finding the moment something was said.

use interview::time::Millis;
use rusqlite::{Row, params_from_iter, types::Value};
use serde::{Deserialize, Serialize};

use crate::{Store, StoreError, TakeFilter, list::Conditions, query};

/// Marks around a hit, as the index writes them. Sentences are indexed without control characters.
const OPEN: char = '\u{2}';
const CLOSE: char = '\u{3}';

/// Words kept around a hit.
const SNIPPET_WORDS: u32 = 24;

/// A piece of a snippet.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "specta", derive(specta::Type))]
pub struct SnippetPart {
    /// The words.
    pub text: String,
    /// Whether these words were searched for.
    pub hit: bool,
}

/// A sentence that holds what was searched for.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "specta", derive(specta::Type))]
pub struct SearchHit {
    /// The take it was said in.
    pub take_id: String,
    /// Index into the transcript's sentences.
    pub sentence: u32,
    /// Where it can be heard; absent without sound.
    pub start_ms: Option<Millis>,
    /// The sentence, shortened around the hit, in pieces.
    pub snippet: Vec<SnippetPart>,
    /// The question that was answered.
    pub question: Option<String>,
    /// The take's own title.
    pub title: Option<String>,
    /// When it was recorded, RFC 3339 with offset.
    pub recorded_at: String,
}

impl Store {
    /// Sentences that hold all the words of `text`, best match first, in takes that pass the filter (whose own text, limit
    /// and offset do not count here); takes in the bin are left out.
    ///
    /// Any text is safe. Words between quotes must follow each other; the last word may be unfinished; endings do not
    /// matter ("align" finds "aligned"). A text without a word finds nothing.
    pub fn search(&self, text: &str, filter: &TakeFilter, limit: u32) -> Result<Vec<SearchHit>, StoreError> {
        let Some(matching) = query::from_text(text) else { return Ok(Vec::new()) };
        let Conditions { sql: wanted, values } = Conditions::of(filter);
        // The best are chosen first: shortening every sentence that holds "the" would take most of the time.
        let sql = format!(
            "WITH best AS MATERIALIZED (
                SELECT sentence_index.rowid AS seq, rank, takes.id, number, start_ms, question, title,
                       recorded_at, recorded_ms
                FROM sentence_index
                JOIN sentences ON sentences.seq = sentence_index.rowid
                JOIN takes ON takes.seq = sentences.take
                WHERE sentence_index MATCH ? AND {wanted}
                ORDER BY rank, recorded_ms DESC, sentences.seq LIMIT ?)
             SELECT id, number, start_ms, snippet(sentence_index, 0, char(2), char(3), '…', {SNIPPET_WORDS}), best.question,
                    best.title, recorded_at
             FROM best JOIN sentence_index ON sentence_index.rowid = best.seq
             WHERE sentence_index MATCH ?
             ORDER BY best.rank, recorded_ms DESC, best.seq"
        );
        let mut given: Vec<Value> = vec![matching.clone().into()];
        given.extend(values);
        given.extend([limit.into(), matching.into()]);
        self.read(|db| {
            let mut statement = db.prepare_cached(&sql)?;
            let hits = statement.query_map(params_from_iter(given), hit)?;
            Ok(hits.collect::<Result<_, _>>()?)
        })
    }
}

fn hit(row: &Row<'_>) -> rusqlite::Result<SearchHit> {
    let snippet: String = row.get(3)?;
    Ok(SearchHit {
        take_id: row.get(0)?,
        sentence: row.get(1)?,
        start_ms: row.get(2)?,
        snippet: parts(&snippet),
        question: row.get(4)?,
        title: row.get(5)?,
        recorded_at: row.get(6)?,
    })
}

/// Splits a marked snippet into its pieces.
fn parts(marked: &str) -> Vec<SnippetPart> {
    let mut parts = Vec::new();
    for (number, piece) in marked.split(OPEN).enumerate() {
        let (found, rest) = match piece.split_once(CLOSE) {
            Some((found, rest)) if number > 0 => (found, rest),
            _ => ("", piece),
        };
        for (text, hit) in [(found, true), (rest, false)] {
            if !text.is_empty() {
                parts.push(SnippetPart { text: text.to_owned(), hit });
            }
        }
    }
    parts
}
