//! One model as `catalog.toml` describes it.

use std::path::PathBuf;

use serde::Deserialize;

/// What a model is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Kind {
    /// Sound to words (whisper.cpp).
    Speech,
    /// Speech or not (Silero).
    Vad,
    /// Sentence to vector.
    Sentence,
}

/// A file of a model.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct Piece {
    /// Path below a models folder.
    pub file: PathBuf,
    /// Its size.
    pub bytes: u64,
    /// Its SHA-256, in small hexadecimal.
    pub sha256: String,
}

/// A model of the catalog.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct Entry {
    /// What settings and `--model` call it.
    pub id: String,
    /// What it is for.
    pub kind: Kind,
    /// Its main file.
    #[serde(flatten)]
    pub main: Piece,
    /// Further files it needs.
    #[serde(default)]
    pub beside: Vec<Piece>,
    /// Whether it comes with Debrief.
    pub embedded: bool,
    /// Languages it was trained for; "*" is many.
    #[serde(default)]
    pub languages: Vec<String>,
    /// One line for a person choosing.
    pub description: String,
    /// Licence (SPDX).
    pub licence: String,
    /// Where to download it from.
    #[serde(default)]
    pub url: Option<String>,
}

impl Entry {
    /// All files of the model.
    pub fn pieces(&self) -> impl Iterator<Item = &Piece> {
        std::iter::once(&self.main).chain(&self.beside)
    }
}

/// The file as a whole.
#[derive(Deserialize)]
struct Catalog {
    model: Vec<Entry>,
}

/// Reads a catalog.
pub(super) fn parse(text: &str) -> Result<Vec<Entry>, toml::de::Error> {
    Ok(toml::from_str::<Catalog>(text)?.model)
}
