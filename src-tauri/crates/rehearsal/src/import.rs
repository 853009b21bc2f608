//! Bringing a sound file into the library, and the sample answer that ships with Debrief.

use std::{
    ffi::OsStr,
    io::Write,
    path::{Path, PathBuf},
};

use capture::SoundFile;
use interview::question::{QuestionAsked, Round};
use serde::Deserialize;
use speech::samples;
use store::Origin;

use crate::{Library, RehearsalError, TakePlan, files::read_text, find_resource, wav};

/// Copies the sound of a file into the library as a take; it is not analysed yet. Returns its id.
pub fn import(library: &Library, path: &Path, plan: &TakePlan, origin: Origin) -> Result<String, RehearsalError> {
    let (id, target) = library.new_take()?;
    let sound = samples::read_interleaved(path)?;
    let facts = wav::write(&target, &sound)?;
    library.keep_take(&id, plan, &facts, origin)?;
    Ok(id)
}

/// The same for a file that is handed over as its bytes; the ending of its name tells what kind it may be.
pub fn import_bytes(library: &Library, name: &str, bytes: &[u8], plan: &TakePlan) -> Result<String, RehearsalError> {
    library.folder().make()?;
    let ending = Path::new(name).extension().and_then(OsStr::to_str).unwrap_or_default();
    let plain = ending.len() <= 5 && ending.bytes().all(|letter| letter.is_ascii_alphanumeric());
    let suffix = if plain && !ending.is_empty() { format!(".{ending}") } else { String::new() };
    let cache = library.folder().cache();
    let unwritable = |source| RehearsalError::Write { path: cache.clone(), source };
    let mut file =
        tempfile::Builder::new().prefix("dropped-").suffix(&suffix).tempfile_in(&cache).map_err(unwritable)?;
    file.write_all(bytes).and_then(|()| file.flush()).map_err(unwritable)?;
    import(library, file.path(), plan, Origin::File)
}

/// The sound of a file, to stand in for a microphone at real speed.
pub fn sound_file(path: &Path) -> Result<SoundFile, RehearsalError> {
    let sound = samples::read_interleaved(path)?;
    Ok(SoundFile::at_real_speed(sound.samples, sound.sample_rate, sound.channels))
}

/// The spoken answer that ships with Debrief, for people without a microphone.
#[derive(Debug, Clone)]
pub struct Sample {
    /// The sound file.
    pub path: PathBuf,
    /// The question it answers.
    pub asked: QuestionAsked,
}

/// Finds the sample answer: `sample/answer.toml` and the sound it names.
pub fn sample() -> Result<Sample, RehearsalError> {
    let facts = find_resource(&["sample/answer.toml", "src-tauri/resources/sample/answer.toml"])
        .ok_or(RehearsalError::NoSample)?;
    let text = read_text(&facts)?;
    let Described { file, question, round } = toml::from_str(&text).map_err(|_| RehearsalError::NoSample)?;
    let path = facts.with_file_name(file);
    if !path.is_file() {
        return Err(RehearsalError::NoSample);
    }
    Ok(Sample { path, asked: QuestionAsked { text: question, round } })
}

#[derive(Deserialize)]
struct Described {
    file: String,
    question: String,
    round: Option<Round>,
}

#[cfg(test)]
mod tests {
    use std::fs;

    use speech::samples::Interleaved;

    use super::*;
    use crate::DataFolder;

    #[test]
    fn a_file_that_is_handed_over_becomes_a_take_and_leaves_nothing_else() {
        let parent = tempfile::tempdir().expect("a temporary folder");
        let library = Library::open(DataFolder::open(Some(parent.path())).expect("a folder")).expect("a new library");
        let given = parent.path().join("given.wav");
        let sound = Interleaved { samples: vec![0.1; 8_000], sample_rate: 16_000, channels: 1 };
        wav::write(&given, &sound).expect("a writable folder");
        let bytes = fs::read(&given).expect("the file");
        let id = import_bytes(&library, "M%C3%BCller.WAV", &bytes, &TakePlan::default()).expect("a recording");
        assert_eq!(library.take(&id).expect("a row").duration_ms, 500);
        for name in ["letter.wav", "../../evil", "x.a/b", ""] {
            assert!(import_bytes(&library, name, b"Dear sirs", &TakePlan::default()).is_err(), "{name:?}");
        }
        let left = fs::read_dir(library.folder().cache()).expect("a folder").count();
        assert_eq!(left, 0, "what was handed over is not kept twice");
    }
}
