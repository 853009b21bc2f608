//! Values to columns and back: enums as plain words, structures as JSON.

use rusqlite::{
    Row,
    types::{FromSqlError, Type},
};
use serde::{Serialize, de::DeserializeOwned};

use crate::StoreError;

/// A structure as JSON.
pub(crate) fn to_json<T: Serialize>(what: &'static str, value: &T) -> Result<String, StoreError> {
    serde_json::to_string(value).map_err(|source| StoreError::Unreadable { what, source })
}

/// A structure as JSON, or NULL.
pub(crate) fn to_json_opt<T: Serialize>(what: &'static str, value: Option<&T>) -> Result<Option<String>, StoreError> {
    value.map(|value| to_json(what, value)).transpose()
}

/// A structure from JSON.
pub(crate) fn from_json<T: DeserializeOwned>(what: &'static str, json: &str) -> Result<T, StoreError> {
    serde_json::from_str(json).map_err(|source| StoreError::Unreadable { what, source })
}

/// A structure from JSON, or NULL.
pub(crate) fn from_json_opt<T: DeserializeOwned>(
    what: &'static str,
    json: Option<&str>,
) -> Result<Option<T>, StoreError> {
    json.map(|json| from_json(what, json)).transpose()
}

/// The word an enum without fields is written as.
pub(crate) fn to_word<T: Serialize>(value: T) -> Option<String> {
    match serde_json::to_value(value) {
        Ok(serde_json::Value::String(word)) => Some(word),
        _ => None,
    }
}

/// The enum a word stands for.
pub(crate) fn word<T: DeserializeOwned>(row: &Row<'_>, column: usize) -> rusqlite::Result<T> {
    let word: String = row.get(column)?;
    parse_word(column, word)
}

/// The enum a word stands for, or nothing for NULL.
pub(crate) fn word_opt<T: DeserializeOwned>(row: &Row<'_>, column: usize) -> rusqlite::Result<Option<T>> {
    let word: Option<String> = row.get(column)?;
    word.map(|word| parse_word(column, word)).transpose()
}

fn parse_word<T: DeserializeOwned>(column: usize, word: String) -> rusqlite::Result<T> {
    serde_json::from_value(serde_json::Value::String(word)).map_err(|error| {
        rusqlite::Error::FromSqlConversionFailure(column, Type::Text, Box::new(FromSqlError::Other(Box::new(error))))
    })
}
