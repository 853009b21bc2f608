//! How much room the library takes, and taking less: recordings that have been practised from long enough are kept as
//! FLAC, to the last sample the same.

use std::{
    fs,
    io::{self, Write},
    path::{Path, PathBuf},
    sync::atomic::{AtomicBool, Ordering},
    time::SystemTime,
};

use serde::Serialize;
use store::{SoundState, TakeFilter, TakeStatus, TakeSummary};

use crate::{Library, RehearsalError, engine::OnPercent, files::write_whole, flac, sidecar::Sidecar, take::days_since};

/// Unpacked recordings that are kept for hearing them again.
const UNPACKED: usize = 8;

/// The room the library takes, in kilobytes (of 1000 bytes, rounded up).
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize)]
#[cfg_attr(feature = "specta", derive(specta::Type))]
pub struct Storage {
    /// Recordings and what stands beside them, of takes in the bin too.
    pub recordings_kb: u32,
    /// Recordings there are.
    pub files: u32,
    /// Recordings among them that are compressed.
    pub compressed: u32,
    /// The database.
    pub library_kb: u32,
    /// Speech models that were added.
    pub models_kb: u32,
    /// Everything else: own questions and rubrics, what can be made again, what was set aside.
    pub other_kb: u32,
}

/// What [`Library::compress`] did.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize)]
#[cfg_attr(feature = "specta", derive(specta::Type))]
pub struct Compressed {
    /// Recordings that are compressed now.
    pub takes: u32,
    /// Kilobytes won, rounded down.
    pub saved_kb: u32,
    /// Recordings that could not be; they were left as they are.
    pub failed: u32,
}

impl Library {
    /// The room the library takes.
    pub fn storage(&self) -> Result<Storage, RehearsalError> {
        let root = self.folder().root();
        let unreadable = |source| RehearsalError::Read { path: root.to_path_buf(), source };
        let mut storage = Storage::default();
        let (mut recordings, mut library, mut models, mut other) = (0, 0, 0, 0);
        for (path, bytes) in files(root).map_err(unreadable)? {
            let inside = path.strip_prefix(root).unwrap_or(&path);
            let is = |ending: &str| inside.extension().is_some_and(|found| found == ending);
            if inside.starts_with("recordings") {
                recordings += bytes;
                storage.files += u32::from(is("wav") || is("flac"));
                storage.compressed += u32::from(is("flac"));
            } else if inside.starts_with("models") {
                models += bytes;
            } else if inside.to_string_lossy().starts_with("library.db") {
                library += bytes;
            } else {
                other += bytes;
            }
        }
        let kilobytes = |bytes: u64| bytes.div_ceil(1000).min(u32::MAX.into()) as u32;
        storage.recordings_kb = kilobytes(recordings);
        storage.library_kb = kilobytes(library);
        storage.models_kb = kilobytes(models);
        storage.other_kb = kilobytes(other);
        Ok(storage)
    }

    /// Compresses the recordings of takes that are at least so many days old, without loss: what was written is decoded and
    /// compared, read back from the disk and compared again, and only then the WAV goes. A take that waits for its
    /// debrief is left alone. Each take is done or not touched, whenever it is stopped.
    pub fn compress(
        &self,
        days: u32,
        percent: OnPercent<'_>,
        cancelled: &AtomicBool,
    ) -> Result<Compressed, RehearsalError> {
        let takes = self.store().takes(&TakeFilter::default())?;
        let due: Vec<&TakeSummary> = takes
            .iter()
            .filter(|take| take.status != TakeStatus::Recorded && take.sound == SoundState::Kept)
            .filter(|take| days_since(&take.recorded_at) >= i64::from(days))
            .collect();
        let (mut done, mut saved) = (Compressed::default(), 0);
        for (at, take) in due.iter().enumerate() {
            if cancelled.load(Ordering::Relaxed) {
                return Err(RehearsalError::Interrupted);
            }
            match self.compress_one(&take.id) {
                Ok(None) => {}
                Ok(Some(bytes)) => {
                    done.takes += 1;
                    saved += bytes;
                }
                Err(error) => {
                    tracing::warn!(%error, id = take.id, "a recording is left as it is");
                    done.failed += 1;
                }
            }
            percent(((at + 1) * 100 / due.len()) as u8);
        }
        Ok(Compressed { saved_kb: (saved / 1000).min(u32::MAX.into()) as u32, ..done })
    }

    /// Bytes won by compressing one recording; nothing where there was nothing to do.
    fn compress_one(&self, id: &str) -> Result<Option<u64>, RehearsalError> {
        let sound = self.sound(id)?;
        let (wav, flac) = (sound.with_extension("wav"), sound.with_extension("flac"));
        if !wav.exists() {
            return Ok(None);
        }
        let bytes = flac::encode(&wav)?;
        let before = write_whole(&flac, |file| file.write_all(&bytes))
            .and_then(|()| Ok(fs::metadata(&wav)?.len()))
            .map_err(|source| RehearsalError::Write { path: flac.clone(), source })?;
        let kept = fs::read(&flac).map_err(|source| RehearsalError::Read { path: flac.clone(), source })?;
        if kept != bytes {
            let what = "what is read back from the disk is not what was written".to_owned();
            return Err(RehearsalError::Compression { path: wav, what });
        }
        let name = flac.file_name().unwrap_or_default().to_string_lossy().into_owned();
        self.store().set_file(id, &name)?;
        Sidecar::change(&wav, || self.row(id), |sidecar| sidecar.take.file = name);
        fs::remove_file(&wav).map_err(|source| RehearsalError::Write { path: wav, source })?;
        Ok(Some(before.saturating_sub(bytes.len() as u64)))
    }

    /// The recording of a take as WAV, for hearing pieces of it: itself, or unpacked into what can be made again.
    pub fn wave(&self, id: &str) -> Result<PathBuf, RehearsalError> {
        let sound = self.sound(id)?;
        if !flac::is_flac(&sound) {
            return Ok(sound);
        }
        let unpacked = self.unpacked(&sound);
        if !unpacked.exists() {
            self.folder().make()?;
            flac::unpack(&sound, &unpacked)?;
            self.forget_unpacked();
        }
        Ok(unpacked)
    }

    /// Where a recording is unpacked to.
    pub(crate) fn unpacked(&self, sound: &Path) -> PathBuf {
        let name = sound.with_extension("wav").file_name().unwrap_or_default().to_os_string();
        self.folder().cache().join(name)
    }

    /// Removes the recordings that were unpacked longest ago.
    fn forget_unpacked(&self) {
        let Ok(found) = files(&self.folder().cache()) else { return };
        let waves = found
            .into_iter()
            .map(|(path, _)| path)
            .filter(|path| path.extension().is_some_and(|ending| ending == "wav"));
        let age = |path: PathBuf| Some((fs::metadata(&path).ok()?.modified().ok()?, path));
        let mut waves: Vec<(SystemTime, PathBuf)> = waves.filter_map(age).collect();
        waves.sort();
        for (_, path) in waves.iter().rev().skip(UNPACKED) {
            // What cannot be removed now is removed another time.
            let _ = fs::remove_file(path);
        }
    }
}

/// Every file in a folder and those inside it, with its size; links are not followed.
pub(crate) fn files(folder: &Path) -> io::Result<Vec<(PathBuf, u64)>> {
    let mut found = Vec::new();
    let mut folders = vec![folder.to_path_buf()];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(folder)? {
            let entry = entry?;
            // A file may go while one looks.
            let Ok(metadata) = entry.metadata() else { continue };
            if metadata.is_dir() {
                folders.push(entry.path());
            } else if metadata.is_file() {
                found.push((entry.path(), metadata.len()));
            }
        }
    }
    found.sort();
    Ok(found)
}

#[cfg(test)]
mod tests {
    use interview::Debrief;
    use store::Labels;

    use super::*;
    use crate::{DataFolder, wav};

    /// A library with one take of a second that was heard, and the bytes of its recording.
    fn library() -> (tempfile::TempDir, Library, Vec<u8>) {
        let parent = tempfile::tempdir().expect("a temporary folder");
        let folder = DataFolder::open(Some(parent.path())).expect("a folder that can be made");
        let library = Library::open(folder).expect("a new library");
        let path = library.folder().recordings().join("20200102-030405-00001.wav");
        let samples = (0..2 * 16_000).map(|at| (at as f32 / 7.0).sin() * 0.3).collect();
        wav::write(&path, 16_000, 2, [Ok(samples)]).expect("a writable folder");
        library.recover().expect("a readable folder");
        let debrief: Debrief =
            serde_json::from_str(include_str!("../../report/tests/report/fixtures/spoken.json")).expect("a debrief");
        library.store().keep_debrief(ID, &debrief).expect("a take");
        (parent, library, fs::read(path).expect("the recording"))
    }

    const ID: &str = "20200102-030405-00001";

    fn compress(library: &Library, days: u32) -> Compressed {
        library.compress(days, &mut |_| {}, &AtomicBool::new(false)).expect("a readable library")
    }

    #[test]
    fn a_compressed_recording_is_heard_as_before_and_takes_less_room() {
        let (_parent, library, before) = library();
        let plain = library.storage().expect("a readable folder");
        assert_eq!((plain.files, plain.compressed), (1, 0));
        let piece = crate::sound_piece(&library.wave(ID).expect("a take"), 200, 300).expect("a piece");
        let peaks = crate::peaks(&library.sound(ID).expect("a take"), 20).expect("peaks");

        assert_eq!(compress(&library, 100_000), Compressed::default(), "too young");
        let done = compress(&library, 30);
        assert_eq!((done.takes, done.failed), (1, 0));
        let sound = library.sound(ID).expect("a take");
        assert!(sound.ends_with(format!("{ID}.flac")) && sound.exists());
        assert!(!sound.with_extension("wav").exists(), "one form is kept");
        let room = library.storage().expect("a readable folder");
        assert_eq!((room.files, room.compressed), (1, 1));
        let won = plain.recordings_kb - room.recordings_kb;
        assert!(won > 0 && won.abs_diff(done.saved_kb) <= 1, "{done:?}: {room:?} after {plain:?}");

        let wave = library.wave(ID).expect("a take");
        assert_eq!(fs::read(&wave).expect("unpacked"), before, "to the last byte the same");
        assert_eq!(crate::sound_piece(&wave, 200, 300).expect("a piece"), piece);
        assert_eq!(crate::peaks(&sound, 20).expect("peaks"), peaks);
        assert_eq!(compress(&library, 30), Compressed::default(), "nothing is done twice");
        #[cfg(unix)]
        for path in [&sound, &wave] {
            use std::os::unix::fs::PermissionsExt;
            assert_eq!(fs::metadata(path).expect("a file").permissions().mode() & 0o777, 0o600, "for the owner alone");
        }
    }

    #[test]
    fn a_compressed_take_survives_a_lost_database_a_backup_and_the_bin() {
        let (parent, library, before) = library();
        library.set_labels(ID, &Labels { favourite: true, ..Labels::default() }).expect("a take");
        compress(&library, 0);
        let out = tempfile::tempdir().expect("a temporary folder");
        let zip = out.path().join("all.zip");
        crate::backup(&library, &zip, &mut |_| {}, &AtomicBool::new(false)).expect("a backup");
        drop(library);
        fs::write(parent.path().join("library.db"), [7; 5000]).expect("writable");
        let folder = || DataFolder::open(Some(parent.path())).expect("the same folder");
        let rebuilt = Library::open(folder()).expect("rebuilt");
        let row = rebuilt.take(ID).expect("a row");
        assert_eq!((row.duration_ms, row.channels, row.sample_rate), (1000, 2, 16_000));
        assert!(rebuilt.store().labels(ID).expect("readable").favourite, "its sidecar was found");
        let wave = rebuilt.wave(ID).expect("a take");
        rebuilt.delete(ID).expect("a take");
        assert_eq!(rebuilt.empty_bin().expect("writable"), 1);
        assert!(!wave.exists() && !rebuilt.folder().recordings().join(format!("{ID}.flac")).exists(), "all forms go");
        drop(rebuilt);
        let elsewhere = tempfile::tempdir().expect("a temporary folder");
        let folder = DataFolder::open(Some(elsewhere.path())).expect("a folder");
        let restored = crate::restore(&folder, &zip, false, &mut |_| {}, &AtomicBool::new(false)).expect("restored");
        assert_eq!(restored.recordings, 1);
        let wave = Library::open(folder).expect("a library").wave(ID).expect("a take");
        assert_eq!(fs::read(wave).expect("unpacked"), before);
    }

    #[test]
    fn a_compression_that_was_cut_off_is_finished_and_loses_nothing() {
        let (_parent, library, before) = library();
        let wav = library.sound(ID).expect("a take");
        // Cut off while the FLAC was being put in place: what is there is not whole.
        fs::write(wav.with_extension("flac"), b"fLaC").expect("writable");
        assert!(library.recover().expect("a readable folder").takes.is_empty());
        assert_eq!(compress(&library, 0).takes, 1);
        assert_eq!(fs::read(library.wave(ID).expect("a take")).expect("unpacked"), before);
        // Cut off before the WAV was removed.
        fs::write(&wav, &before).expect("writable");
        assert_eq!(compress(&library, 0).takes, 1);
        assert!(!wav.exists());
    }

    #[test]
    fn what_cannot_be_compressed_is_left_as_it_is() {
        let (_parent, library, _) = library();
        let wav = library.sound(ID).expect("a take");
        fs::write(&wav, b"RIFF, but not much more").expect("writable");
        assert_eq!(compress(&library, 0).failed, 1);
        assert_eq!(fs::read(wav).expect("still there"), b"RIFF, but not much more");
        let stopped = library.compress(0, &mut |_| {}, &AtomicBool::new(true));
        assert!(matches!(stopped, Err(RehearsalError::Interrupted)));
    }
}
