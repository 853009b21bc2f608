//! One field of a JSON document with the path to it, so that what is wrong with it can be said by name.

use serde_json::Value;

use super::read::TranscriptError;
use crate::time::Millis;

/// A value and where it stands, for example `transcript.words[3].start_ms`.
#[derive(Debug, Clone)]
pub(super) struct Field<'a> {
    /// The path from the top; empty for the document itself.
    pub path: String,
    /// What stands there.
    pub value: &'a Value,
}

impl<'a> Field<'a> {
    /// The document.
    pub fn top(value: &'a Value) -> Self {
        Self { path: String::new(), value }
    }

    /// The member of that name; absent and null are the same.
    pub fn get(&self, name: &str) -> Option<Self> {
        let value = self.value.get(name).filter(|value| !value.is_null())?;
        Some(Self { path: self.path_to(name), value })
    }

    /// The member of that name, which must be there.
    pub fn need(&self, name: &str) -> Result<Self, TranscriptError> {
        self.get(name).ok_or_else(|| TranscriptError::Field { path: self.path_to(name), reason: "is missing".into() })
    }

    /// The items, if this is an array.
    pub fn items(&self) -> Result<impl Iterator<Item = Field<'a>>, TranscriptError> {
        let items = self.value.as_array().ok_or_else(|| self.expected("an array"))?;
        let path = self.path.clone();
        Ok(items.iter().enumerate().map(move |(at, value)| Field { path: format!("{path}[{at}]"), value }))
    }

    /// An object; nothing else.
    pub fn object(&self) -> Result<(), TranscriptError> {
        if self.value.is_object() { Ok(()) } else { Err(self.expected("an object")) }
    }

    /// A string.
    pub fn text(&self) -> Result<&'a str, TranscriptError> {
        self.value.as_str().ok_or_else(|| self.expected("a string"))
    }

    /// A time: a whole number of milliseconds from 0.
    pub fn millis(&self) -> Result<Millis, TranscriptError> {
        self.whole(Millis::MAX)
    }

    /// A whole number from 0 to `most`.
    pub fn whole(&self, most: u32) -> Result<u32, TranscriptError> {
        let number = self.value.as_u64().and_then(|number| u32::try_from(number).ok()).filter(|&number| number <= most);
        number.ok_or_else(|| self.expected(&format!("a whole number from 0 to {most}")))
    }

    /// The error that this field is wrong in some way.
    pub fn wrong(&self, reason: impl Into<String>) -> TranscriptError {
        let path = if self.path.is_empty() { "the document" } else { &self.path };
        TranscriptError::Field { path: path.into(), reason: reason.into() }
    }

    fn path_to(&self, name: &str) -> String {
        if self.path.is_empty() { name.into() } else { format!("{}.{name}", self.path) }
    }

    fn expected(&self, what: &str) -> TranscriptError {
        let found = match self.value {
            Value::Null => "null".into(),
            Value::Bool(_) => "true or false".into(),
            Value::Number(number) => number.to_string(),
            Value::String(text) => format!("the string {:?}", text.chars().take(24).collect::<String>()),
            Value::Array(_) => "an array".into(),
            Value::Object(_) => "an object".into(),
        };
        self.wrong(format!("should be {what}, not {found}"))
    }
}
