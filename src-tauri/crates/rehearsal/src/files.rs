//! Small files of the data folder: read within bounds, written whole or not at all, for the owner's eyes only.

use std::{
    fs::{self, File},
    io::{self, BufWriter, Read, Write},
    path::Path,
};

use crate::{RehearsalError, folders::make_private};

/// More than any rubric, question file or list of words (bytes).
const MOST_BYTES: u64 = 8 << 20;

/// Reads a text file. One that is too large to be what it claims, or no text, is refused by name.
pub(crate) fn read_text(path: &Path) -> Result<String, RehearsalError> {
    let read = || -> io::Result<String> {
        let mut text = String::new();
        File::open(path)?.take(MOST_BYTES + 1).read_to_string(&mut text)?;
        if text.len() as u64 > MOST_BYTES {
            let most = MOST_BYTES >> 20;
            return Err(io::Error::new(io::ErrorKind::FileTooLarge, format!("it is larger than {most} MB")));
        }
        Ok(text)
    };
    read().map_err(|source| RehearsalError::Read { path: path.to_path_buf(), source })
}

/// Writes a file: it is on the disk before it has its name, and what was there before is there until then. Its folder is
/// made when missing.
pub(crate) fn write_whole(path: &Path, write: impl FnOnce(&mut BufWriter<&File>) -> io::Result<()>) -> io::Result<()> {
    let folder = path.parent().unwrap_or(Path::new("."));
    make_private(folder)?;
    let file = tempfile::Builder::new().prefix(".part-").tempfile_in(folder)?;
    let mut out = BufWriter::new(file.as_file());
    write(&mut out)?;
    out.flush()?;
    drop(out);
    file.as_file().sync_all()?;
    file.persist(path)?;
    Ok(())
}

/// Removes a file. One that is not there is as good as removed.
pub(crate) fn remove_if_there(path: &Path) -> io::Result<()> {
    match fs::remove_file(path) {
        Err(error) if error.kind() != io::ErrorKind::NotFound => Err(error),
        _ => Ok(()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_too_large_to_be_a_text_is_refused_by_name_before_it_fills_the_memory() {
        let folder = tempfile::tempdir().expect("a temporary folder");
        let path = folder.path().join("boast.toml");
        File::create(&path).and_then(|file| file.set_len(1 << 40)).expect("a file with a hole");
        let error = read_text(&path).expect_err("it is a terabyte long");
        assert!(error.to_string().contains("boast.toml") && error.to_string().contains("8 MB"), "{error}");
    }
}
