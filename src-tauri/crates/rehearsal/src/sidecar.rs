//! What is known of a take, in a small file beside its recording.
//!
//! `recordings/<id>.json` is written when a recording begins, and again whenever the database learns more of it. The
//! database is what is read; a sidecar is read only when a recording has no row: after a crash before the row was written,
//! and when a damaged database was set aside. It is a copy, so failing to write one is said in the log and stops nothing.

use std::{
    fs::File,
    io::{self, Read},
    path::{Path, PathBuf},
};

use interview::{Debrief, amendments::Amendments};
use serde::{Deserialize, Serialize};
use store::{Labels, NewTake, SoundState, TakeRow, instant_ms};

use crate::{
    files::{remove_if_there, write_whole},
    take::{now, recorded_at},
};

/// The form of sidecars this program writes and reads.
const SCHEMA: u32 = 1;
/// More than the debrief of a day of talking.
const MOST_BYTES: u64 = 64 << 20;

/// A take as its sidecar tells it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Sidecar {
    schema: u32,
    /// The take; its lengths are 0 while it is being recorded.
    pub take: NewTake,
    /// Set while it is in the bin.
    pub deleted_at: Option<String>,
    /// The newest debrief.
    pub debrief: Option<Debrief>,
    /// What was put right in it.
    #[serde(default)]
    pub amendments: Amendments,
    /// What the speaker calls it and keeps it under.
    #[serde(default)]
    pub labels: Labels,
    /// What has become of its sound …
    #[serde(default)]
    pub sound: SoundState,
    /// … and since when, where it is not kept.
    #[serde(default)]
    pub sound_since: Option<String>,
}

impl Sidecar {
    pub fn of(take: NewTake) -> Self {
        Self {
            schema: SCHEMA,
            take,
            deleted_at: None,
            debrief: None,
            amendments: Amendments::default(),
            labels: Labels::default(),
            sound: SoundState::Kept,
            sound_since: None,
        }
    }

    /// The same knowledge of the take as it turned out.
    pub fn with(self, take: NewTake) -> Self {
        Self { take, ..self }
    }

    /// Writes it beside the recording `sound`, whole or not at all.
    pub fn write(&self, sound: &Path) {
        let path = beside(sound);
        if let Err(error) = write_whole(&path, |file| Ok(serde_json::to_writer(file, self)?)) {
            tracing::warn!(%error, sidecar = %path.display(), "a sidecar could not be written");
        }
    }

    /// The sidecar of the recording `sound`; nothing where there is none, or none that fits it.
    pub fn read(sound: &Path) -> Option<Self> {
        let mut text = Vec::new();
        File::open(beside(sound)).ok()?.take(MOST_BYTES).read_to_end(&mut text).ok()?;
        let mut sidecar: Self = serde_json::from_slice(&text)
            .inspect_err(|error| {
                tracing::warn!(%error, sound = %sound.display(), "a sidecar cannot be read and was left alone");
            })
            .ok()?;
        // Whether it is kept as WAV or as FLAC may have changed since.
        let fits = sidecar.schema == SCHEMA && sound.file_stem() == Path::new(&sidecar.take.file).file_stem();
        sidecar.mend(sound.file_stem()?.to_str()?);
        fits.then_some(sidecar)
    }

    /// Gives it the id the recording goes by, and dates in the place of what is none: the library keeps no take without, and
    /// the rest of what is told is good.
    fn mend(&mut self, id: &str) {
        id.clone_into(&mut self.take.id);
        let mend = |date: &mut String, otherwise: String| {
            if instant_ms(date).is_err() {
                *date = otherwise;
            }
        };
        mend(&mut self.take.recorded_at, recorded_at(id));
        for date in [&mut self.deleted_at, &mut self.sound_since].into_iter().flatten() {
            mend(date, now());
        }
    }

    /// Changes what is there, or `otherwise` where nothing is.
    pub fn change(sound: &Path, otherwise: impl FnOnce() -> Option<NewTake>, change: impl FnOnce(&mut Self)) {
        if let Some(mut sidecar) = Self::read(sound).or_else(|| otherwise().map(Self::of)) {
            change(&mut sidecar);
            sidecar.write(sound);
        }
    }

    /// Removes the sidecar of a recording. One that is not there is as good as removed.
    pub fn remove(sound: &Path) -> io::Result<()> {
        remove_if_there(&beside(sound))
    }
}

/// Where the sidecar of a recording is.
pub(crate) fn beside(sound: &Path) -> PathBuf {
    sound.with_extension("json")
}

/// A row as it would be inserted.
pub(crate) fn as_new(row: TakeRow) -> NewTake {
    NewTake {
        id: row.id,
        recorded_at: row.recorded_at,
        file: row.file,
        duration_ms: row.duration_ms,
        sample_rate: row.sample_rate,
        channels: row.channels,
        lost_ms: row.lost_ms,
        question_id: row.question_id,
        question: row.question,
        rubric: row.rubric,
        origin: row.origin,
    }
}
