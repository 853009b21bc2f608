//! What the speaker calls a take and finds it by: a title of its own, a star, tags.

use interview::question::Round;
use rusqlite::{Connection, OptionalExtension, Row, params};
use serde::{Deserialize, Serialize};

use crate::{
    Store, StoreError,
    columns::{from_json, word_opt},
    written,
};

/// Longest title, in characters.
const LONGEST_TITLE: usize = 120;
/// Longest tag, in characters.
const LONGEST_TAG: usize = 40;
/// Most tags of one take.
const MOST_TAGS: usize = 20;

/// What a take is called and kept under. The default is nothing.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[cfg_attr(feature = "specta", derive(specta::Type))]
pub struct Labels {
    /// A title of its own; absent where its question names it.
    pub title: Option<String>,
    /// Whether it has a star.
    pub favourite: bool,
    /// Its tags, by name. Case does not tell two tags apart.
    pub tags: Vec<String>,
}

/// A tag, and how many takes have it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "specta", derive(specta::Type))]
pub struct TagCount {
    /// The tag.
    pub tag: String,
    /// Takes outside the bin that have it.
    pub takes: u32,
}

/// A question that was answered, and how often.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "specta", derive(specta::Type))]
pub struct AnsweredQuestion {
    /// Its id in the bank; absent for a question of the speaker's own.
    pub id: Option<String>,
    /// The question as it was asked last.
    pub text: String,
    /// Its round.
    pub round: Option<Round>,
    /// Takes outside the bin that answer it.
    pub takes: u32,
}

impl Labels {
    /// Whether they say nothing.
    pub fn is_empty(&self) -> bool {
        *self == Self::default()
    }

    /// The same as it is kept: one line each, without what is empty or there twice; refused where something is too long.
    fn tidied(&self) -> Result<Self, StoreError> {
        let title = self.title.as_deref().map(one_line).filter(|title| !title.is_empty());
        if title.as_ref().is_some_and(|title| title.chars().count() > LONGEST_TITLE) {
            return Err(StoreError::BadLabel { rule: "a title has at most 120 characters" });
        }
        let mut tags: Vec<String> = Vec::new();
        for tag in self.tags.iter().map(|tag| one_line(tag.trim_start().trim_start_matches('#'))) {
            let lower = tag.to_lowercase();
            if !tag.is_empty() && tags.iter().all(|other| other.to_lowercase() != lower) {
                tags.push(tag);
            }
        }
        if tags.iter().any(|tag| tag.chars().count() > LONGEST_TAG) {
            return Err(StoreError::BadLabel { rule: "a tag has at most 40 characters" });
        }
        if tags.len() > MOST_TAGS {
            return Err(StoreError::BadLabel { rule: "a take has at most 20 tags" });
        }
        Ok(Self { title, favourite: self.favourite, tags })
    }
}

impl Store {
    /// What a take is called and kept under; nothing for an unknown id or one in the bin.
    pub fn labels(&self, id: &str) -> Result<Labels, StoreError> {
        self.read(|db| of(db, id))
    }

    /// Keeps the labels of a take in the place of those before, as one change; answers them as they are kept. A tag that
    /// other takes have is written as there.
    pub fn set_labels(&self, id: &str, labels: &Labels) -> Result<Labels, StoreError> {
        let labels = labels.tidied()?;
        self.write(|db| {
            let take = written::seq(db, id)?;
            db.prepare_cached("UPDATE takes SET title = ?2, favourite = ?3 WHERE seq = ?1")?.execute(params![
                take,
                labels.title,
                labels.favourite
            ])?;
            db.prepare_cached("DELETE FROM tags WHERE take = ?1")?.execute([take])?;
            let mut insert = db.prepare_cached(
                "INSERT OR IGNORE INTO tags (take, tag)
                 VALUES (?1, coalesce((SELECT tag FROM tags WHERE tag = ?2 LIMIT 1), ?2))",
            )?;
            for tag in &labels.tags {
                insert.execute(params![take, tag])?;
            }
            of(db, id)
        })
    }

    /// Every tag of the takes outside the bin, by name.
    pub fn tags(&self) -> Result<Vec<TagCount>, StoreError> {
        self.read(|db| {
            let mut statement = db.prepare_cached(
                "SELECT tag, count(*) FROM tags JOIN takes ON takes.seq = tags.take
                 WHERE deleted_at IS NULL GROUP BY tag ORDER BY tag",
            )?;
            let rows = statement.query_map([], |row| Ok(TagCount { tag: row.get(0)?, takes: row.get(1)? }))?;
            Ok(rows.collect::<Result<_, _>>()?)
        })
    }

    /// Every question that was answered by a take outside the bin, the one answered last first.
    pub fn answered_questions(&self) -> Result<Vec<AnsweredQuestion>, StoreError> {
        self.read(|db| {
            // The bare columns are those of the row with the greatest date: SQLite promises that beside one max().
            let mut statement = db.prepare_cached(
                "SELECT question_id, question, round, count(*), max(recorded_ms) FROM takes
                 WHERE deleted_at IS NULL AND question IS NOT NULL
                 GROUP BY coalesce(question_id, question), question_id IS NULL ORDER BY 5 DESC",
            )?;
            let rows = statement.query_map([], answered)?;
            Ok(rows.collect::<Result<_, _>>()?)
        })
    }
}

fn answered(row: &Row<'_>) -> rusqlite::Result<AnsweredQuestion> {
    Ok(AnsweredQuestion { id: row.get(0)?, text: row.get(1)?, round: word_opt(row, 2)?, takes: row.get(3)? })
}

/// The tags of a row of `takes`, as a JSON list by name.
pub(crate) const TAGS: &str = "(SELECT json_group_array(tag ORDER BY tag) FROM tags WHERE tags.take = takes.seq)";

fn of(db: &Connection, id: &str) -> Result<Labels, StoreError> {
    let sql = format!("SELECT title, favourite, {TAGS} FROM takes WHERE id = ?1 AND deleted_at IS NULL");
    let row: Option<(Option<String>, bool, String)> =
        db.prepare_cached(&sql)?.query_row([id], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?))).optional()?;
    let Some((title, favourite, tags)) = row else { return Ok(Labels::default()) };
    Ok(Labels { title, favourite, tags: from_json("the tags of a take", &tags)? })
}

fn one_line(text: &str) -> String {
    let words = text.split(|c: char| c.is_whitespace() || c.is_control()).filter(|word| !word.is_empty());
    words.collect::<Vec<_>>().join(" ")
}
