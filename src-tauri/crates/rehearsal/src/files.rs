//! Text files of the user's own: read within bounds, written whole or not at all, for the owner's eyes only.

use std::{
    fs::File,
    io::{self, Read, Write},
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

/// Writes a text file.
pub(crate) fn write_text(path: &Path, text: &str) -> io::Result<()> {
    let folder = path.parent().unwrap_or(Path::new("."));
    make_private(folder)?;
    let mut file = tempfile::Builder::new().prefix(".own-").tempfile_in(folder)?;
    file.write_all(text.as_bytes())?;
    file.as_file().sync_data()?;
    file.persist(path)?;
    Ok(())
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
