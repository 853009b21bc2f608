//! Takes as files, to keep elsewhere or to share: one or many, with or without scores, names and sound.

use std::{
    fs, io,
    path::{Path, PathBuf},
};

use interview::Debrief;
use report::{Contents, CsvRows, Format, Redaction, ReportError, ReportNames, Sound, TakeLine};
use serde::{Deserialize, Serialize};
use store::{Labels, SoundState, TakeSummary};

use crate::{
    Engine, Library, RehearsalError, flac,
    render::{export_name, names_of, write_beside},
    take::now,
};

/// What goes into an export and what stays out.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "specta", derive(specta::Type))]
#[expect(clippy::struct_excessive_bools, reason = "four choices that go together in any way")]
pub struct ExportOptions {
    /// Verdict, points, advice and signals are in it.
    pub scores: bool,
    /// The names of the user's own words are left out.
    pub redact: bool,
    /// The recording is inside the page, where it is still kept; for HTML.
    pub sound: bool,
    /// A row of a table is a word in the place of a sentence; for CSV.
    pub words: bool,
}

impl Default for ExportOptions {
    fn default() -> Self {
        Self { scores: true, redact: false, sound: false, words: false }
    }
}

/// A file that is ready to be written.
#[derive(Debug)]
pub struct ExportFile {
    /// A name for it that is safe on every system.
    pub name: String,
    /// What is in it.
    pub bytes: Vec<u8>,
}

impl ExportOptions {
    /// Refuses what would not do what it says.
    fn check(self, format: Format) -> Result<(), RehearsalError> {
        let refused = |reason| Err(RehearsalError::ExportOptions { reason });
        if self.sound && format != Format::Html {
            return refused("only a web page (html) can hold the sound");
        }
        if self.sound && self.redact {
            return refused("names are still heard in the sound: leave one of them out");
        }
        if format == Format::Cards && !self.scores {
            return refused("cards are made of what the scorecard says: they cannot do without it");
        }
        Ok(())
    }

    fn contents(self) -> Contents<'static> {
        let rows = if self.words { CsvRows::Words } else { CsvRows::Sentences };
        Contents { scores: self.scores, rows, sound: None }
    }

    /// The names to leave out. To leave out none where some were asked for would be a promise not kept.
    fn redaction(self, engine: &Engine) -> Result<Redaction, RehearsalError> {
        if !self.redact {
            return Ok(Redaction::default());
        }
        let redaction = Redaction::new(&engine.vocabulary()?);
        if redaction.is_empty() { Err(RehearsalError::NoNames) } else { Ok(redaction) }
    }
}

/// A take made ready: names left out, and what things are called in it.
struct Ready {
    debrief: Debrief,
    names: ReportNames,
}

impl Ready {
    fn of(engine: &Engine, debrief: &Debrief, labels: &Labels, redaction: &Redaction) -> Self {
        let debrief = redaction.debrief(debrief);
        let title = labels.title.as_ref().map(|title| redaction.text(title));
        let names = ReportNames { title, ..names_of(engine, &debrief) };
        Self { debrief, names }
    }
}

impl Library {
    /// One take in a format, and a name for the file.
    pub fn export(
        &self,
        engine: &Engine,
        id: &str,
        format: Format,
        options: ExportOptions,
    ) -> Result<ExportFile, RehearsalError> {
        options.check(format)?;
        let redaction = options.redaction(engine)?;
        let ready = Ready::of(engine, &self.debrief(id)?, &self.store().labels(id)?, &redaction);
        let kept = options.sound && self.take(id)?.sound == SoundState::Kept;
        let bytes = kept.then(|| flac::encode(&self.sound(id)?)).transpose()?;
        let sound = bytes.as_ref().map(|bytes| Sound { media_type: flac::MEDIA_TYPE, bytes });
        let contents = Contents { sound, ..options.contents() };
        Ok(ExportFile {
            name: export_name(&ready.debrief, ready.names.title.as_deref(), format),
            bytes: report::render(&ready.debrief, format, &ready.names, &contents)?,
        })
    }

    /// Many takes as one table, one row a take; those without a debrief have their row too.
    pub fn export_table(
        &self,
        engine: &Engine,
        takes: &[TakeSummary],
        options: ExportOptions,
    ) -> Result<ExportFile, RehearsalError> {
        options.check(Format::Csv)?;
        let redaction = options.redaction(engine)?;
        let lines: Vec<TakeLine> =
            takes.iter().map(|take| self.line(take, &redaction)).collect::<Result<_, RehearsalError>>()?;
        if lines.is_empty() {
            return Err(RehearsalError::NothingToExport);
        }
        let bytes = report::takes_csv(&lines, &options.contents())?.into_bytes();
        Ok(ExportFile { name: report::file_name("takes", &now(), "csv"), bytes })
    }

    /// What to improve in many takes as cards in one file; takes without a debrief have none.
    pub fn export_cards(
        &self,
        engine: &Engine,
        takes: &[TakeSummary],
        options: ExportOptions,
    ) -> Result<ExportFile, RehearsalError> {
        options.check(Format::Cards)?;
        let redaction = options.redaction(engine)?;
        let mut ready = Vec::new();
        for take in takes {
            if let Some(debrief) = self.store().debrief(&take.id)? {
                ready.push(Ready::of(engine, &debrief, &take.labels, &redaction));
            }
        }
        let bytes = report::cards(ready.iter().map(|take| (&take.debrief, &take.names)))?;
        Ok(ExportFile { name: report::file_name("cards", &now(), Format::Cards.extension()), bytes })
    }

    fn line(&self, take: &TakeSummary, redaction: &Redaction) -> Result<TakeLine, RehearsalError> {
        let text = |text: &String| redaction.text(text);
        Ok(TakeLine {
            id: take.id.clone(),
            recorded_at: take.recorded_at.clone(),
            title: take.labels.title.as_ref().map(text),
            question: take.question.as_ref().map(text),
            round: take.round,
            duration_ms: take.duration_ms,
            favourite: take.labels.favourite,
            tags: take.labels.tags.iter().map(text).collect(),
            debrief: self.store().debrief(&take.id)?.map(|debrief| redaction.debrief(&debrief)),
        })
    }
}

/// A file for each take, in a new folder inside `parent`; the folder. Takes that can have no file in this format are left
/// out; when that is all of them, nothing is written and the first reason is given.
pub fn export_each(
    engine: &Engine,
    library: &Library,
    takes: &[TakeSummary],
    format: Format,
    options: ExportOptions,
    parent: &Path,
) -> Result<PathBuf, RehearsalError> {
    let mut folder = None;
    let mut reason = None;
    for take in takes {
        match library.export(engine, &take.id, format, options) {
            Ok(file) => {
                if folder.is_none() {
                    folder = Some(new_folder(parent)?);
                }
                if let Some(folder) = &folder {
                    write_beside(folder, &file.name, &file.bytes)?;
                }
            }
            Err(error) if is_passed_over(&error) => reason = reason.or(Some(error)),
            Err(error) => return Err(error),
        }
    }
    folder.ok_or_else(|| reason.unwrap_or(RehearsalError::NothingToExport))
}

/// A folder that was not there before: "2026-11-27 08-31 takes", with a number where that is taken.
fn new_folder(parent: &Path) -> Result<PathBuf, RehearsalError> {
    let unwritable = |source| RehearsalError::Write { path: parent.to_path_buf(), source };
    fs::create_dir_all(parent).map_err(unwritable)?;
    let name = report::file_name("takes", &now(), "");
    let mut folder = parent.join(&name);
    for number in 2.. {
        match fs::create_dir(&folder) {
            Err(error) if error.kind() == io::ErrorKind::AlreadyExists => {
                folder = parent.join(format!("{name} ({number})"));
            }
            made => {
                made.map_err(unwritable)?;
                break;
            }
        }
    }
    Ok(folder)
}

/// Whether a take can have no file in this format, for a reason that lies in the take: it is passed over among many.
pub fn is_passed_over(error: &RehearsalError) -> bool {
    matches!(
        error,
        RehearsalError::NotAnalysed(_) | RehearsalError::Report(ReportError::NoTimes { .. } | ReportError::NoCards)
    )
}
