//! Which labelled recordings a folder holds.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use serde::Deserialize;
use serde::de::DeserializeOwned;

use super::HearingError;

/// The clip of `no_speech` that does hold speech, and what it says.
const SPOKEN_CLIP: (&str, &str) = ("speech_then_silence_padding", "how old is the Brooklyn Bridge");

/// A row of `librispeech/refs.tsv`. Here and below a row that leaves a label out is passed over.
#[derive(Debug, Deserialize)]
struct ReadClip {
    utt_id: Option<String>,
    reference: Option<String>,
}

/// A row of `fillers/refs.tsv`.
#[derive(Debug, Deserialize)]
struct FillersClip {
    clip: Option<String>,
    fillers_um_uh_hm: Option<u32>,
}

/// A row of `meetings/words.tsv`: one word.
#[derive(Debug, Deserialize)]
struct MeetingWord {
    clip: Option<String>,
    kind: Option<String>,
}

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
        for row in rows::<ReadClip>(&dir.join("librispeech/refs.tsv"))? {
            if let (Some(id), Some(text)) = (row.utt_id, row.reference) {
                layout.read.push((dir.join("librispeech").join(format!("{id}.flac")), text));
            }
        }
        for path in sounds(&dir.join("no_speech")) {
            let spoken = path.file_stem().is_some_and(|stem| stem == SPOKEN_CLIP.0);
            layout.no_speech.push((path, spoken.then_some(SPOKEN_CLIP.1)));
        }
        for row in rows::<FillersClip>(&dir.join("fillers/refs.tsv"))? {
            if let (Some(clip), Some(count)) = (row.clip, row.fillers_um_uh_hm) {
                let path = dir.join("fillers").join(format!("{clip}.flac"));
                layout.fillers.push((path, count));
            }
        }
        let mut meetings = BTreeMap::new();
        for row in rows::<MeetingWord>(&dir.join("meetings/words.tsv"))? {
            if let (Some(clip), Some(kind)) = (row.clip, row.kind) {
                *meetings.entry(clip).or_insert(0) += u32::from(kind == "filler");
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

/// The rows of a table with a header line; none where there is no file.
fn rows<T: DeserializeOwned>(path: &Path) -> Result<Vec<T>, HearingError> {
    if !path.is_file() {
        return Ok(Vec::new());
    }
    let broken = |error: csv::Error| HearingError::Labels { path: path.into(), reason: error.to_string() };
    let mut tabbed = csv::ReaderBuilder::new();
    let mut table = tabbed.delimiter(b'\t').quoting(false).flexible(true).from_path(path).map_err(broken)?;
    table.deserialize().collect::<Result<_, _>>().map_err(broken)
}
