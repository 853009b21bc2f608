//! Bringing a sound file into the library, and the sample answer that ships with Debrief.

use std::path::{Path, PathBuf};

use capture::SoundFile;
use interview::{
    question::{QuestionAsked, Round},
    time::Millis,
};
use serde::Deserialize;
use speech::{SpeechError, samples::SoundReader};
use store::Origin;

use crate::{Library, RehearsalError, TakePlan, files::read_text, find_resource, wav};

/// Copies the sound of a file into the library as a take; it is not analysed yet. Returns its id.
pub fn import(library: &Library, path: &Path, plan: &TakePlan, origin: Origin) -> Result<String, RehearsalError> {
    let (id, target) = library.new_take()?;
    let sound = SoundReader::open(path)?;
    let facts = wav::write(&target, sound.sample_rate(), sound.channels(), sound)?;
    library.keep_take(&id, plan, &facts, origin)?;
    Ok(id)
}

/// The sound of a file, to stand in for a microphone at real speed. It is read while it is played; where it cannot be read
/// further it ends.
pub fn sound_file(path: &Path) -> Result<SoundFile, RehearsalError> {
    let mut sound = SoundReader::open(path)?;
    let (sample_rate, channels) = (sound.sample_rate(), sound.channels());
    // What is no sound is refused before anything is recorded.
    let first = sound.next().transpose()?;
    let ends = |error: &SpeechError| tracing::warn!(%error, "the sound ends here; what came before is used");
    let rest = sound.map_while(move |block| block.inspect_err(ends).ok());
    Ok(SoundFile::at_real_speed(first.into_iter().chain(rest), sample_rate, channels))
}

/// The spoken answer that ships with Debrief, for people without a microphone.
#[derive(Debug, Clone)]
pub struct Sample {
    /// The sound file.
    pub path: PathBuf,
    /// The question it answers.
    pub asked: QuestionAsked,
    /// The beginning of it whose words are known.
    pub spoken: Spoken,
}

/// The beginning of a recording, and what is said there.
#[derive(Debug, Clone, Deserialize)]
pub struct Spoken {
    /// How far it goes.
    pub until_ms: Millis,
    /// The words, to the last "um".
    pub text: String,
}

/// Finds the sample answer: `sample/answer.toml` and the sound it names.
pub fn sample() -> Result<Sample, RehearsalError> {
    let facts = find_resource(&["sample/answer.toml", "src-tauri/resources/sample/answer.toml"])
        .ok_or(RehearsalError::NoSample)?;
    let text = read_text(&facts)?;
    let Described { file, question, round, spoken } = toml::from_str(&text).map_err(|_| RehearsalError::NoSample)?;
    let path = facts.with_file_name(file);
    if !path.is_file() {
        return Err(RehearsalError::NoSample);
    }
    Ok(Sample { path, asked: QuestionAsked { text: question, round }, spoken })
}

#[derive(Deserialize)]
struct Described {
    file: String,
    question: String,
    round: Option<Round>,
    spoken: Spoken,
}
