//! Reading a question file, with every fault named by file, line and field.

use std::{collections::BTreeMap, ops::Range};

use serde::Deserialize;
use thiserror::Error;
use toml::Spanned;

use super::{Question, Round};

/// Lengths an answer may be suggested to have, in seconds.
const SUGGESTED_S: Range<u32> = 30..601;
/// The suggested length where a file gives none.
const DEFAULT_S: u32 = 120;
/// The rubric where a file names none.
const DEFAULT_RUBRIC: &str = "director-pm";
/// The longest text of a field, in characters.
const LONGEST: usize = 600;
/// The longest id.
const LONGEST_ID: usize = 64;

/// What is wrong in a question file, and where.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
#[error("{file}, line {line}{}: {fault}", .field.as_ref().map(|field| format!(", {field}")).unwrap_or_default())]
pub struct QuestionError {
    /// Name of the file.
    pub file: String,
    /// Line, from 1.
    pub line: u32,
    /// The field, where one is at fault.
    pub field: Option<String>,
    /// What is wrong with it.
    pub fault: QuestionFault,
}

/// The ways a question can be wrong.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum QuestionFault {
    /// Not TOML, or a field is missing, unknown or of the wrong type.
    #[error("{0}")]
    Format(String),
    /// The id has other characters than lower-case letters, digits and hyphens (underscores for signals).
    #[error("{0:?} is no id: use lower-case letters, digits and hyphens, at most {LONGEST_ID}")]
    Id(String),
    /// Two questions of the file share an id.
    #[error("{id:?} is taken by the question in line {first}")]
    Duplicate {
        /// The id.
        id: String,
        /// Line of the first question with it.
        first: u32,
    },
    /// No such round.
    #[error("{0:?} is no round; rounds are {rounds}", rounds = Round::ids())]
    Round(String),
    /// Nothing but white space.
    #[error("is empty")]
    Empty,
    /// Longer than a text may be.
    #[error("has {0} characters; at most {LONGEST} are read")]
    TooLong(usize),
    /// A length nobody could answer in.
    #[error("{0} seconds; an answer takes {least} to {most}", least = SUGGESTED_S.start, most = SUGGESTED_S.end - 1)]
    Length(u32),
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    #[serde(default)]
    question: Vec<Entry>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Entry {
    id: Spanned<String>,
    round: Spanned<String>,
    text: Spanned<String>,
    #[serde(default)]
    listens_for: Vec<Spanned<String>>,
    suggested_s: Option<Spanned<u32>>,
    rubric: Option<Spanned<String>>,
    #[serde(default)]
    follow_ups: Vec<Spanned<String>>,
    pushback: Option<Spanned<String>>,
    hint: Option<Spanned<String>>,
}

/// A file being read.
struct Source<'a> {
    name: &'a str,
    toml: &'a str,
}

/// Reads one file; the format is described at [`super::QuestionBank::parse`].
pub(super) fn parse(name: &str, toml: &str) -> Result<Vec<Question>, QuestionError> {
    let source = Source { name, toml };
    let file: File = toml::from_str(toml).map_err(|error| source.malformed(&error))?;
    let mut taken: BTreeMap<String, u32> = BTreeMap::new();
    let mut questions = Vec::with_capacity(file.question.len());
    for entry in file.question {
        let line = source.line(entry.id.span().start);
        let id = source.id("id", &entry.id)?;
        if let Some(&first) = taken.get(&id) {
            return Err(source.wrong("id", &entry.id, QuestionFault::Duplicate { id, first }));
        }
        taken.insert(id.clone(), line);
        questions.push(source.question(id, &entry)?);
    }
    Ok(questions)
}

impl Source<'_> {
    fn question(&self, id: String, entry: &Entry) -> Result<Question, QuestionError> {
        let round = Round::from_id(entry.round.get_ref())
            .ok_or_else(|| self.wrong("round", &entry.round, QuestionFault::Round(entry.round.get_ref().clone())))?;
        let suggested_s = match &entry.suggested_s {
            Some(length) if !SUGGESTED_S.contains(length.get_ref()) => {
                return Err(self.wrong("suggested_s", length, QuestionFault::Length(*length.get_ref())));
            }
            Some(length) => *length.get_ref(),
            None => DEFAULT_S,
        };
        let optional =
            |field, text: &Option<Spanned<String>>| text.as_ref().map(|text| self.text(field, text)).transpose();
        Ok(Question {
            id,
            round,
            text: self.text("text", &entry.text)?,
            listens_for: entry.listens_for.iter().map(|id| self.id("listens_for", id)).collect::<Result<_, _>>()?,
            suggested_s,
            rubric: match &entry.rubric {
                Some(rubric) => self.id("rubric", rubric)?,
                None => DEFAULT_RUBRIC.into(),
            },
            follow_ups: entry.follow_ups.iter().map(|text| self.text("follow_ups", text)).collect::<Result<_, _>>()?,
            pushback: optional("pushback", &entry.pushback)?,
            hint: optional("hint", &entry.hint)?,
        })
    }

    fn text(&self, field: &str, value: &Spanned<String>) -> Result<String, QuestionError> {
        let text = value.get_ref().split_whitespace().collect::<Vec<_>>().join(" ");
        let length = text.chars().count();
        if length == 0 {
            return Err(self.wrong(field, value, QuestionFault::Empty));
        }
        if length > LONGEST {
            return Err(self.wrong(field, value, QuestionFault::TooLong(length)));
        }
        Ok(text)
    }

    fn id(&self, field: &str, value: &Spanned<String>) -> Result<String, QuestionError> {
        let id = value.get_ref();
        let allowed = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-' || c == '_';
        if id.is_empty() || id.len() > LONGEST_ID || !id.chars().all(allowed) {
            return Err(self.wrong(field, value, QuestionFault::Id(id.clone())));
        }
        Ok(id.clone())
    }

    fn wrong<T>(&self, field: &str, value: &Spanned<T>, fault: QuestionFault) -> QuestionError {
        QuestionError { file: self.name.into(), line: self.line(value.span().start), field: Some(field.into()), fault }
    }

    /// What the TOML parser objects to; the field is the key of the line it points at.
    fn malformed(&self, error: &toml::de::Error) -> QuestionError {
        let line = self.line(error.span().map_or(0, |span| span.start));
        let text = self.toml.lines().nth(line as usize - 1).unwrap_or_default();
        let key = text.split_once('=').map(|(key, _)| key.trim());
        let field = key.filter(|key| !key.is_empty() && key.chars().all(|c| c.is_ascii_alphanumeric() || c == '_'));
        QuestionError {
            file: self.name.into(),
            line,
            field: field.map(Into::into),
            fault: QuestionFault::Format(error.message().trim().replace('\n', ", ")),
        }
    }

    fn line(&self, offset: usize) -> u32 {
        let before = self.toml.as_bytes().get(..offset).unwrap_or(self.toml.as_bytes());
        before.split(|&byte| byte == b'\n').count() as u32
    }
}
