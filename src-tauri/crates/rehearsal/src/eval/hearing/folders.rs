//! Which labelled recordings a folder holds.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use super::HearingError;

/// The clip of `no_speech` that does hold speech, and what it says.
const SPOKEN_CLIP: (&str, &str) = ("speech_then_silence_padding", "how old is the Brooklyn Bridge");

/// Recordings by what they are labelled with.
#[derive(Debug, Default)]
pub struct Layout {
    /// Read speech and its text.
    pub read: Vec<(PathBuf, String)>,
    /// Clips without speech; where one does hold speech, its text.
    pub no_speech: Vec<(PathBuf, Option<&'static str>)>,
    /// Clips of one speaker and how many fillers they hold.
    pub fillers: Vec<(PathBuf, u32)>,
    /// Meetings and how many fillers they hold.
    pub meetings: Vec<(PathBuf, u32)>,
    /// Spoken answers and the JSON beside them.
    pub spoken: Vec<(PathBuf, PathBuf)>,
}

impl Layout {
    /// Looks at a folder.
    pub fn find(dir: &Path) -> Result<Self, HearingError> {
        let mut layout = Self::default();
        for row in rows(&dir.join("librispeech/refs.tsv"))? {
            if let (Some(id), Some(text)) = (row.get("utt_id"), row.get("reference")) {
                layout.read.push((dir.join("librispeech").join(format!("{id}.flac")), text.clone()));
            }
        }
        for path in sounds(&dir.join("no_speech")) {
            let spoken = path.file_stem().is_some_and(|stem| stem == SPOKEN_CLIP.0);
            layout.no_speech.push((path, spoken.then_some(SPOKEN_CLIP.1)));
        }
        for row in rows(&dir.join("fillers/refs.tsv"))? {
            if let (Some(clip), Some(count)) = (row.get("clip"), row.get("fillers_um_uh_hm")) {
                let path = dir.join("fillers").join(format!("{clip}.flac"));
                layout.fillers.push((path, count.parse().unwrap_or(0)));
            }
        }
        let mut meetings = BTreeMap::new();
        for row in rows(&dir.join("meetings/words.tsv"))? {
            if let (Some(clip), Some(kind)) = (row.get("clip"), row.get("kind")) {
                *meetings.entry(clip.clone()).or_insert(0) += u32::from(kind == "filler");
            }
        }
        let meeting = |(clip, count)| (dir.join("meetings").join(format!("{clip}.flac")), count);
        layout.meetings = meetings.into_iter().map(meeting).filter(|(path, _)| path.is_file()).collect();
        for path in sounds(dir) {
            let labels = path.with_extension("json");
            if labels.is_file() {
                layout.spoken.push((path, labels));
            }
        }
        layout.read.retain(|(path, _)| path.is_file());
        layout.fillers.retain(|(path, _)| path.is_file());
        let any = layout.read.len() + layout.no_speech.len() + layout.fillers.len() + layout.spoken.len();
        if any == 0 { Err(HearingError::Layout { path: dir.into() }) } else { Ok(layout) }
    }
}

/// WAV and FLAC files of a folder, by name; none where there is no folder.
fn sounds(dir: &Path) -> Vec<PathBuf> {
    let entries = fs::read_dir(dir).into_iter().flatten().flatten().map(|entry| entry.path());
    let mut paths: Vec<PathBuf> =
        entries.filter(|path| path.extension().is_some_and(|e| e == "flac" || e == "wav")).collect();
    paths.sort();
    paths
}

/// The rows of a table with a header line, by column; none where there is no file.
fn rows(path: &Path) -> Result<Vec<BTreeMap<String, String>>, HearingError> {
    if !path.is_file() {
        return Ok(Vec::new());
    }
    let broken = |error: csv::Error| HearingError::Labels { path: path.into(), reason: error.to_string() };
    let mut tabbed = csv::ReaderBuilder::new();
    let mut table = tabbed.delimiter(b'\t').quoting(false).flexible(true).from_path(path).map_err(broken)?;
    table.deserialize().collect::<Result<_, _>>().map_err(broken)
}
