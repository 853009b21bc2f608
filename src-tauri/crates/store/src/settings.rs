//! What the user chose, one row a choice.

use rusqlite::params;
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

use crate::{Store, StoreError, columns::to_json};

/// Light or dark, with more contrast, or as the system says.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[cfg_attr(feature = "specta", derive(specta::Type))]
#[serde(rename_all = "snake_case")]
pub enum Theme {
    /// As the system says.
    #[default]
    System,
    /// Always light.
    Light,
    /// Always dark.
    Dark,
    /// Light or dark as the system says, with more contrast than usual.
    HighContrast,
}

/// What the user chose.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "specta", derive(specta::Type))]
pub struct Settings {
    /// Id of the microphone; absent for the system's default.
    pub microphone: Option<String>,
    /// Id of the speech model; absent for the one that comes with Debrief.
    pub speech_model: Option<String>,
    /// Id of the speech model a take is heard again with once it was recorded and analysed; absent for none.
    pub afterwards_model: Option<String>,
    /// Colours of the window.
    pub theme: Theme,
    /// Whether words are shown while one speaks.
    pub captions: bool,
    /// Think time before an answer, in seconds; 0 for none.
    pub think_s: u32,
    /// Where exports go; absent to be asked.
    pub export_folder: Option<String>,
    /// After how many days recordings are compressed without loss; absent to keep them as they are.
    pub compress_after_days: Option<u32>,
    /// Whether one rates oneself before a card is shown.
    pub rate_first: bool,
    /// Whether the first screen was left behind.
    pub welcomed: bool,
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            microphone: None,
            speech_model: None,
            afterwards_model: None,
            theme: Theme::System,
            captions: true,
            think_s: 30,
            export_folder: None,
            compress_after_days: None,
            rate_first: false,
            welcomed: false,
        }
    }
}

impl Store {
    /// The settings. What was never chosen, or cannot be read, has its default: settings never keep the library shut.
    pub fn settings(&self) -> Result<Settings, StoreError> {
        self.read(|db| {
            let mut statement = db.prepare_cached("SELECT name, value FROM settings")?;
            let rows = statement.query_map([], |row| Ok((row.get(0)?, row.get(1)?)))?;
            let kept: Vec<(String, String)> = rows.collect::<Result<_, _>>()?;
            Ok(kept.into_iter().fold(Settings::default(), |settings, (name, value)| with(settings, &name, &value)))
        })
    }

    /// Keeps the settings, all or none. Choices only a newer Debrief knows are left as they are.
    pub fn save_settings(&self, settings: &Settings) -> Result<(), StoreError> {
        let chosen = as_map(settings);
        self.write(|db| {
            let mut statement = db.prepare_cached(
                "INSERT INTO settings (name, value) VALUES (?1, ?2)
                 ON CONFLICT (name) DO UPDATE SET value = excluded.value WHERE value <> excluded.value",
            )?;
            for (name, value) in &chosen {
                statement.execute(params![name, to_json("a setting", value)?])?;
            }
            Ok(())
        })
    }
}

/// The settings with one choice replaced, or as they were where this choice cannot be read.
fn with(settings: Settings, name: &str, value: &str) -> Settings {
    let mut map = as_map(&settings);
    let changed = serde_json::from_str(value).and_then(|value: Value| {
        map.insert(name.to_owned(), value);
        serde_json::from_value(Value::Object(map))
    });
    changed.unwrap_or_else(|error| {
        tracing::warn!(name, %error, "a setting cannot be read and keeps its default");
        settings
    })
}

fn as_map(settings: &Settings) -> Map<String, Value> {
    match serde_json::to_value(settings) {
        Ok(Value::Object(map)) => map,
        _ => Map::new(),
    }
}
