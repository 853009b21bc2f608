//! The file being recorded: a WAV that is whole on disk every second.

use std::fs::{self, File, OpenOptions, TryLockError};
use std::io::{self, BufWriter, Seek, SeekFrom, Write};
use std::path::{Path, PathBuf};
use std::sync::mpsc;
use std::thread;

use hound::{SampleFormat, WavSpec, WavWriter};

use crate::CaptureError;
use crate::source::Format;

/// What an unfinished recording's name ends with.
pub(crate) const PART: &str = ".part.wav";
/// The most bytes of sound a WAV can count, with room for the longest header.
pub(crate) const MOST_BYTES: u64 = u32::MAX as u64 - 128;
/// Bytes of one sample on disk.
const SAMPLE_BYTES: u64 = 2;

/// One sample as it goes to disk.
#[expect(clippy::cast_possible_truncation, reason = "the value is clamped; NaN becomes 0")]
pub(crate) fn to_i16(sample: f32) -> i16 {
    (sample * 32_768.0).round().clamp(-32_768.0, 32_767.0) as i16
}

/// Where a recording that will be `path` lives until it is whole: `<stem>.part.wav` beside it.
pub(crate) fn part_of(path: &Path) -> PathBuf {
    path.with_extension(&PART[1..])
}

/// What the recording `part` will be called: `<stem>.wav` beside it.
pub(crate) fn whole_of(part: &Path) -> PathBuf {
    let name = part.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
    part.with_file_name(format!("{}.wav", name.strip_suffix(PART).unwrap_or(&name)))
}

/// Locks the file against a second recorder and against repair while it is being recorded. The lock ends with the process.
pub(crate) fn lock(file: &File, path: &Path) -> Result<(), CaptureError> {
    match file.try_lock() {
        Ok(()) => Ok(()),
        Err(TryLockError::WouldBlock) => Err(CaptureError::InUse(path.to_owned())),
        // Some network file systems know no locks; a recording matters more than the guard.
        Err(TryLockError::Error(error)) => {
            tracing::debug!(%error, path = %path.display(), "the recording cannot be locked");
            Ok(())
        }
    }
}

/// Renames a finished part to its whole name, never over another file, and makes the rename last.
pub(crate) fn promote(part: &Path, whole: &Path) -> io::Result<()> {
    if whole.try_exists()? {
        return Err(io::Error::new(io::ErrorKind::AlreadyExists, format!("{} is already there", whole.display())));
    }
    fs::rename(part, whole)?;
    #[cfg(unix)]
    if let Some(folder) = whole.parent() {
        File::open(if folder.as_os_str().is_empty() { Path::new(".") } else { folder })?.sync_all()?;
    }
    Ok(())
}

/// Writes the real length into the header: `sound` bytes of samples starting at `start`. Anything after is cut off.
pub(crate) fn seal(file: &mut File, start: u64, sound: u64) -> io::Result<()> {
    let length = |bytes: u64| u32::try_from(bytes).unwrap_or(u32::MAX).to_le_bytes();
    file.set_len(start + sound)?;
    file.seek(SeekFrom::Start(4))?;
    file.write_all(&length(start - 8 + sound))?;
    file.seek(SeekFrom::Start(start - 4))?;
    file.write_all(&length(sound))?;
    file.sync_all()
}

/// A recording being written. Dropping it leaves a playable part behind.
pub(crate) struct TakeFile {
    /// Empty only once writing has failed.
    writer: Option<WavWriter<BufWriter<File>>>,
    file: File,
    syncer: mpsc::SyncSender<()>,
    format: Format,
    sound_start: u64,
    frames: u64,
    part: PathBuf,
}

impl TakeFile {
    /// Creates `part`, readable by its owner only, with a header already on disk.
    pub(crate) fn create(part: &Path, format: Format) -> Result<Self, CaptureError> {
        let file = create_private(part).map_err(|error| match error.kind() {
            io::ErrorKind::AlreadyExists => CaptureError::Exists(part.to_owned()),
            _ => CaptureError::file(part)(error),
        })?;
        lock(&file, part)?;
        let spec = WavSpec {
            channels: format.channels,
            sample_rate: format.sample_rate,
            bits_per_sample: 16,
            sample_format: SampleFormat::Int,
        };
        let clone = || file.try_clone().map_err(CaptureError::file(part));
        let syncer = sync_behind(clone()?)?;
        let writer = WavWriter::new(BufWriter::new(clone()?), spec).and_then(|mut writer| {
            writer.flush()?;
            Ok(writer)
        });
        let writer = writer.map_err(|error| CaptureError::file(part)(io_error(error)))?;
        let sound_start = file.metadata().map_err(CaptureError::file(part))?.len();
        Ok(Self { writer: Some(writer), file, syncer, format, sound_start, frames: 0, part: part.to_owned() })
    }

    /// Where it is written.
    pub(crate) fn part(&self) -> &Path {
        &self.part
    }

    /// Frames written.
    pub(crate) fn frames(&self) -> u64 {
        self.frames
    }

    /// True if so many more frames would be more than a WAV can hold.
    pub(crate) fn would_overflow(&self, frames: u64) -> bool {
        (self.frames + frames) * self.frame_bytes() > MOST_BYTES
    }

    /// Appends whole interleaved frames. After an error nothing more is written; [`finish`](Self::finish) keeps the rest.
    pub(crate) fn append(&mut self, samples: &[f32]) -> io::Result<()> {
        let Some(writer) = &mut self.writer else { return Ok(()) };
        let mut block = writer.get_i16_writer(u32::try_from(samples.len()).map_err(io::Error::other)?);
        for &sample in samples {
            block.write_sample(to_i16(sample));
        }
        let written = block.flush().map_err(io_error);
        if written.is_ok() {
            self.frames += samples.len() as u64 / u64::from(self.format.channels);
        } else {
            self.give_up();
        }
        written
    }

    /// Hands everything, the header included, to the operating system, and has it put on the disk without waiting.
    pub(crate) fn flush(&mut self) -> io::Result<()> {
        let Some(writer) = &mut self.writer else { return Ok(()) };
        let flushed = writer.flush().map_err(io_error);
        if flushed.is_err() {
            self.give_up();
        }
        // Full means a sync is waiting already; it will cover this second too.
        let _: Result<(), _> = self.syncer.try_send(());
        flushed
    }

    /// Whether its name still leads to the file being written: a folder may be removed, moved or unmounted meanwhile, and
    /// the operating system goes on writing to a file that nobody can find any more.
    pub(crate) fn is_in_place(&self) -> bool {
        let (Ok(open), Ok(named)) = (self.file.metadata(), fs::metadata(&self.part)) else { return false };
        same_file(&open, &named)
    }

    /// Makes its folder again, writes all that the lost file holds to the same name, and goes on there.
    pub(crate) fn put_back(&mut self) -> io::Result<()> {
        if let Some(writer) = &mut self.writer {
            writer.flush().map_err(io_error)?;
        }
        if let Some(folder) = self.part.parent() {
            create_private_folder(folder)?;
        }
        let file = copy_out(&mut self.file, &self.part)?;
        drop(lock(&file, &self.part));
        self.syncer = sync_behind(file.try_clone()?).map_err(io::Error::other)?;
        if self.writer.is_some() {
            self.writer = Some(WavWriter::append(&self.part).map_err(io_error)?);
        }
        self.file = file;
        Ok(())
    }

    /// Writes no more; what counts from now on is what has really reached the file.
    fn give_up(&mut self) {
        self.writer = None;
        self.frames = self.frames_on_disk().unwrap_or(self.frames);
    }

    /// Whole frames the file holds, whatever its header says.
    fn frames_on_disk(&self) -> io::Result<u64> {
        let bytes = self.file.metadata()?.len().saturating_sub(self.sound_start).min(MOST_BYTES);
        Ok(bytes / self.frame_bytes())
    }

    fn frame_bytes(&self) -> u64 {
        u64::from(self.format.channels) * SAMPLE_BYTES
    }

    /// Finalises the header from what is really there, puts it on the disk and renames part to `whole`. Returns the frames
    /// the file holds.
    pub(crate) fn finish(mut self, whole: &Path) -> Result<u64, CaptureError> {
        let finalized = self.writer.take().map_or(Ok(()), |writer| writer.finalize().map_err(io_error));
        if let Err(error) = finalized {
            tracing::warn!(%error, part = %self.part.display(), "the header could not be finalised; it is written anew");
        }
        let part = self.part.clone();
        let kept = |reason| CaptureError::Kept { kept: part.clone(), reason };
        let frames = self.frames_on_disk().map_err(kept)?;
        let sound = frames * self.frame_bytes();
        seal(&mut self.file, self.sound_start, sound).map_err(kept)?;
        if !self.is_in_place()
            && let Err(reason) = self.put_back()
        {
            return Err(self.rescue(reason));
        }
        promote(&part, whole).map_err(kept)?;
        Ok(frames)
    }

    /// Where nothing can be written any more: keeps the recording among the system's temporary files and says so.
    fn rescue(&mut self, reason: io::Error) -> CaptureError {
        let name = self.part.file_name().unwrap_or_default();
        let kept = std::env::temp_dir().join(name);
        match copy_out(&mut self.file, &kept) {
            Ok(_) => CaptureError::Kept { kept, reason },
            Err(_) => CaptureError::Kept { kept: self.part.clone(), reason },
        }
    }

    /// From now on every write fails, as on a disk that was pulled.
    #[cfg(test)]
    pub(crate) fn pull_disk(&mut self) {
        let spec = self.writer.as_ref().map(WavWriter::spec);
        let read_only = File::open(&self.part).map(BufWriter::new);
        self.writer = read_only.ok().zip(spec).and_then(|(file, spec)| WavWriter::new(file, spec).ok());
    }

    /// Deletes the recording.
    pub(crate) fn discard(self) -> Result<(), CaptureError> {
        let part = self.part.clone();
        drop(self);
        fs::remove_file(&part).map_err(CaptureError::file(part))
    }
}

/// A new file that only its owner can read.
fn create_private(path: &Path) -> io::Result<File> {
    let mut options = OpenOptions::new();
    options.read(true).write(true).create_new(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    options.open(path)
}

/// The folder and those above it that are missing, for their owner only.
fn create_private_folder(path: &Path) -> io::Result<()> {
    let mut folder = fs::DirBuilder::new();
    folder.recursive(true);
    #[cfg(unix)]
    std::os::unix::fs::DirBuilderExt::mode(&mut folder, 0o700);
    folder.create(path)
}

/// Copies all of an open file to a new one. A copy that did not come whole is removed.
fn copy_out(from: &mut File, to: &Path) -> io::Result<File> {
    let mut file = create_private(to)?;
    let copied = from
        .seek(SeekFrom::Start(0))
        .and_then(|_| io::copy(from, &mut file))
        .and_then(|_| from.seek(SeekFrom::End(0)))
        .and_then(|_| file.sync_all());
    if copied.is_err() {
        drop(fs::remove_file(to));
    }
    copied.map(|()| file)
}

#[cfg(unix)]
fn same_file(a: &fs::Metadata, b: &fs::Metadata) -> bool {
    use std::os::unix::fs::MetadataExt;
    (a.dev(), a.ino()) == (b.dev(), b.ino())
}

/// Elsewhere an open file cannot be removed or moved.
#[cfg(not(unix))]
fn same_file(_: &fs::Metadata, _: &fs::Metadata) -> bool {
    true
}

/// A thread that puts the file on the disk whenever asked, so that the writer never waits for a slow disk. It ends with the
/// returned sender.
fn sync_behind(file: File) -> Result<mpsc::SyncSender<()>, CaptureError> {
    let (ask, asked) = mpsc::sync_channel::<()>(1);
    let sync = move || {
        for () in asked {
            if let Err(error) = file.sync_data() {
                tracing::warn!(%error, "the recording could not be synced to the disk");
                return;
            }
        }
    };
    thread::Builder::new().name("take-sync".into()).spawn(sync).map_err(CaptureError::Thread)?;
    Ok(ask)
}

/// hound's errors, of which only I/O can happen to a writer of whole 16-bit frames.
fn io_error(error: hound::Error) -> io::Error {
    match error {
        hound::Error::IoError(error) => error,
        other => io::Error::other(other),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_part_and_its_whole_know_each_other() {
        for name in ["take.wav", "a.b.wav", "answer one.wav"] {
            assert_eq!(whole_of(&part_of(Path::new(name))), Path::new(name));
        }
        assert_eq!(part_of(Path::new("folder/take.wav")), Path::new("folder/take.part.wav"));
    }

    #[test]
    fn a_file_ends_before_its_header_can_no_longer_count_it() {
        let folder = tempfile::tempdir().expect("a temporary folder");
        let part = folder.path().join("take.part.wav");
        let mut file = TakeFile::create(&part, Format { sample_rate: 192_000, channels: 8 }).expect("a part");
        file.frames = MOST_BYTES / 16 - 10;
        assert!(!file.would_overflow(10));
        assert!(file.would_overflow(11));
    }

    #[test]
    fn what_is_no_number_is_silence_and_what_is_too_loud_is_full_scale() {
        assert_eq!([f32::NAN, 7.0, -7.0].map(to_i16), [0, i16::MAX, i16::MIN]);
    }
}
