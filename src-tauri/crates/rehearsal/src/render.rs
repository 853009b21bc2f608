//! A debrief as a file: named by its question and date, with the names its rubric gives.

use std::{
    fs::{self, File},
    io::Write,
    path::{Path, PathBuf},
};

use interview::Debrief;
use jiff::civil::DateTime;
use report::{Contents, Format, ReportNames};

use crate::{Engine, RehearsalError, take::began};

/// The bytes of a debrief in a format, with criteria and signals called as the rubric calls them.
pub fn render(engine: &Engine, debrief: &Debrief, format: Format) -> Result<Vec<u8>, RehearsalError> {
    Ok(report::render(debrief, format, &names_of(engine, debrief), &Contents::default())?)
}

/// What the rubric of a debrief calls things, and when it was recorded.
pub(crate) fn names_of(engine: &Engine, debrief: &Debrief) -> ReportNames {
    let id = debrief.versions.rubric.split('@').next();
    let names = engine.untaught(id).map(|rubric| ReportNames {
        criteria: rubric.criteria.iter().map(|criterion| (criterion.id.clone(), criterion.title.clone())).collect(),
        signals: rubric.signals.iter().map(|signal| (signal.id.clone(), signal.title.clone())).collect(),
        recorded: recorded(debrief).map(|at| at.strftime("%-d %B %Y, %H:%M").to_string()),
        ..ReportNames::default()
    });
    names.unwrap_or_default()
}

/// A debrief as one line of JSON.
pub fn json_line(debrief: &Debrief) -> Vec<u8> {
    let mut line = serde_json::to_vec(debrief).unwrap_or_default();
    line.push(b'\n');
    line
}

/// A file name for an export, safe on every system: the take's title or its question, date, extension.
pub(crate) fn export_name(debrief: &Debrief, title: Option<&str>, format: Format) -> String {
    let title = title.or(debrief.question.as_ref().map(|question| question.text.as_str())).unwrap_or("Debrief");
    let date = recorded(debrief).map(|at| at.date().to_string()).unwrap_or_default();
    report::file_name(title, &date, format.extension())
}

fn recorded(debrief: &Debrief) -> Option<DateTime> {
    began(debrief.take.as_ref()?.id.as_deref()?)
}

/// Writes a file whole, through a part file beside it, so that a full disk leaves no half document; refuses to overwrite
/// unless told to.
pub fn write_new(path: &Path, bytes: &[u8], overwrite: bool) -> Result<(), RehearsalError> {
    if path.exists() && !overwrite {
        return Err(RehearsalError::Exists { path: path.to_path_buf() });
    }
    let mut name = path.file_name().unwrap_or_default().to_os_string();
    name.push(".part");
    let part = path.with_file_name(name);
    let written = File::create(&part).and_then(|mut file| file.write_all(bytes).and_then(|()| file.sync_all()));
    written.and_then(|()| fs::rename(&part, path)).map_err(|source| {
        let _ = fs::remove_file(&part);
        RehearsalError::Write { path: path.to_path_buf(), source }
    })
}

/// Writes a file into a folder, which is made when missing, under the first free name: `name.md`, `name (2).md` ….
pub fn write_beside(folder: &Path, name: &str, bytes: &[u8]) -> Result<PathBuf, RehearsalError> {
    fs::create_dir_all(folder).map_err(|source| RehearsalError::Write { path: folder.to_path_buf(), source })?;
    let wanted = folder.join(name);
    let stem = wanted.file_stem().unwrap_or_default().to_string_lossy().into_owned();
    let extension = wanted.extension().unwrap_or_default().to_string_lossy().into_owned();
    let mut path = wanted.clone();
    for number in 2.. {
        if !path.exists() {
            break;
        }
        path = folder.join(format!("{stem} ({number}).{extension}"));
    }
    write_new(&path, bytes, false)?;
    Ok(path)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_export_never_overwrites_another() {
        let folder = tempfile::tempdir().expect("a temporary folder");
        let first = write_beside(folder.path(), "a.md", b"one").expect("a writable folder");
        let second = write_beside(folder.path(), "a.md", b"two").expect("a writable folder");
        assert_eq!(fs::read(first).expect("the first"), b"one", "the first export is as it was");
        assert!(second.ends_with("a (2).md"), "the second has a name of its own: {}", second.display());
        assert!(write_new(&second, b"three", false).is_err(), "a name that is taken is refused");
    }
}
