//! A debrief as a file: named by its question and date, with the names its rubric gives.

use std::{fs, fs::File, io::Write, path::Path};

use interview::Debrief;
use report::{Format, ReportNames};

use crate::{Engine, RehearsalError};

/// The bytes of a debrief in a format, with criteria and signals called as the rubric calls them.
pub fn render(engine: &Engine, debrief: &Debrief, format: Format) -> Result<Vec<u8>, RehearsalError> {
    let id = debrief.versions.rubric.split('@').next();
    let names = engine.rubric(id).map(|rubric| ReportNames {
        criteria: rubric.criteria.iter().map(|criterion| (criterion.id.clone(), criterion.title.clone())).collect(),
        signals: rubric.signals.iter().map(|signal| (signal.id.clone(), signal.title.clone())).collect(),
        ..ReportNames::default()
    });
    Ok(report::render(debrief, format, &names.unwrap_or_default())?.into_bytes())
}

/// A debrief as one line of JSON.
pub fn json_line(debrief: &Debrief) -> Vec<u8> {
    let mut line = serde_json::to_vec(debrief).unwrap_or_default();
    line.push(b'\n');
    line
}

/// A file name for an export, safe on every system: question, date, extension.
pub fn export_name(debrief: &Debrief, format: Format) -> String {
    let title = debrief.question.as_ref().map_or("Debrief", |question| question.text.as_str());
    let date = debrief.take.as_ref().and_then(|take| take.id.as_deref()).and_then(|id| id.get(..8)).unwrap_or_default();
    report::file_name(title, date, format.extension())
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
