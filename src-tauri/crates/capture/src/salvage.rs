//! Recordings whose recorder did not live to finish them: found, repaired, named as if nothing had happened.
//!
//! A part holds every sample that reached the operating system; only its header may be up to a second old. Repair writes
//! the real length into the header, drops a frame cut in half, and renames `<stem>.part.wav` to `<stem>.wav`. Nothing is
//! ever overwritten or deleted here.

use std::fs::{File, OpenOptions};
use std::io::{BufReader, Seek};
use std::path::{Path, PathBuf};

use hound::WavReader;

use crate::recorder::Recorded;
use crate::source::Format;
use crate::{CaptureError, wav};

/// The unfinished recordings in a folder, sorted by name. Those being recorded at this moment, here or in another process,
/// are left out; a folder that is not there holds none.
pub fn unfinished(folder: &Path) -> Vec<PathBuf> {
    let Ok(entries) = folder.read_dir() else { return Vec::new() };
    let mut parts: Vec<PathBuf> = entries
        .filter_map(Result::ok)
        .map(|entry| entry.path())
        .filter(|path| is_part(path) && path.is_file() && !is_being_recorded(path))
        .collect();
    parts.sort();
    parts
}

/// Whether a recorder, here or in another process, is writing this file at this moment.
pub fn is_being_recorded(path: &Path) -> bool {
    is_part(path) && matches!(File::open(path).map(|file| wav::lock(&file, path)), Ok(Err(_)))
}

fn is_part(path: &Path) -> bool {
    path.file_name().is_some_and(|name| name.to_string_lossy().ends_with(wav::PART))
}

/// Repairs one unfinished recording and renames it to `<stem>.wav`. One that holds no sound is reported as
/// [`CaptureError::Empty`] and left where it is.
pub fn repair(part: &Path) -> Result<Recorded, CaptureError> {
    let failed = || CaptureError::file(part);
    let mut file = OpenOptions::new().read(true).write(true).open(part).map_err(failed())?;
    wav::lock(&file, part)?;
    let length = file.metadata().map_err(failed())?.len();
    if length == 0 {
        return Err(CaptureError::Empty(part.to_owned()));
    }
    let reader = WavReader::new(BufReader::new(&mut file))
        .map_err(|reason| CaptureError::NotWav { path: part.to_owned(), reason })?;
    let spec = reader.spec();
    let start = reader.into_inner().stream_position().map_err(failed())?;
    let format = Format { sample_rate: spec.sample_rate, channels: spec.channels };
    let frame = u64::from(spec.channels) * u64::from(spec.bits_per_sample.div_ceil(8));
    let frames = length.saturating_sub(start).min(wav::MOST_BYTES) / frame.max(1);
    if frames == 0 {
        return Err(CaptureError::Empty(part.to_owned()));
    }
    let kept = |reason| CaptureError::Kept { kept: part.to_owned(), reason };
    wav::seal(&mut file, start, frames * frame).map_err(kept)?;
    let path = wav::whole_of(part);
    wav::promote(part, &path).map_err(kept)?;
    Ok(Recorded::new(path, frames, format, 0))
}
