//! `debrief export`: takes as files.

use std::{
    collections::BTreeSet,
    path::{Path, PathBuf},
};

use rehearsal::{Engine, ExportFile, ExportOptions, Format, Library, RehearsalError, TakeSummary};

use super::{Place, deliver, library::filter};
use crate::{
    args::{Export, Rendering, Rows},
    choosing::Choosing,
    exit::Failure,
};

pub fn run(place: &Place, args: &Export) -> Result<(), Failure> {
    if !args.all && args.choosing != Choosing::default() {
        return Err(Failure::Usage("filters choose among all takes: they need --all".to_owned()));
    }
    let (library, engine) = (place.library()?, place.engine()?);
    let job = Job { library: &library, engine: &engine, args, options: options(args)? };
    let one = args.ids.len() == 1;
    match (args.rendering.format, args.rows) {
        (Format::Csv, None | Some(Rows::Takes)) if !one || args.rows.is_some() => {
            job.together(job.library.export_table(job.engine, &job.takes(place)?, job.options)?)
        }
        (Format::Cards, _) if !one => {
            job.together(job.library.export_cards(job.engine, &job.takes(place)?, job.options)?)
        }
        _ if one => job.one(&args.ids[0]),
        _ => job.each(&job.takes(place)?),
    }
}

fn options(args: &Export) -> Result<ExportOptions, Failure> {
    if args.rows.is_some() && args.rendering.format != Format::Csv {
        return Err(Failure::Usage("--rows says what a row of a csv is; it needs --format csv".to_owned()));
    }
    Ok(ExportOptions {
        scores: !args.no_scores,
        redact: args.redact,
        sound: args.with_sound,
        words: args.rows == Some(Rows::Words),
    })
}

/// What is to be exported, and how.
struct Job<'a> {
    library: &'a Library,
    engine: &'a Engine,
    args: &'a Export,
    options: ExportOptions,
}

impl Job<'_> {
    /// The takes that are meant: those named, in their order, or all that pass.
    fn takes(&self, place: &Place) -> Result<Vec<TakeSummary>, RehearsalError> {
        let passing = self.library.takes(&filter(place, &self.args.choosing)?)?;
        if self.args.all {
            return if passing.is_empty() { Err(RehearsalError::NothingToExport) } else { Ok(passing) };
        }
        let find = |id: &String| passing.iter().find(|take| take.id == *id).cloned();
        self.args.ids.iter().map(|id| find(id).ok_or_else(|| RehearsalError::NoSuchTake(id.clone()))).collect()
    }

    /// One take into one file.
    fn one(&self, id: &str) -> Result<(), Failure> {
        self.together(self.library.export(self.engine, id, self.args.rendering.format, self.options)?)
    }

    /// A file into OUT, or under its own name into the folder that is named.
    fn together(&self, file: ExportFile) -> Result<(), Failure> {
        let path = match &self.args.rendering.output {
            Some(path) if path.is_dir() => path.join(file.name),
            Some(path) => path.clone(),
            None => PathBuf::from(file.name),
        };
        self.write(&path, &file.bytes)
    }

    /// Each take into a file of its own in the folder OUT. A take that has none is named and passed over.
    fn each(&self, takes: &[TakeSummary]) -> Result<(), Failure> {
        let folder = self.args.rendering.output.clone().unwrap_or_default();
        if !folder.as_os_str().is_empty() && !folder.is_dir() {
            return Err(Failure::Usage("-o must be an existing folder when several takes are exported".to_owned()));
        }
        let mut names = BTreeSet::new();
        let mut failed = 0;
        for take in takes {
            let written = self
                .library
                .export(self.engine, &take.id, self.args.rendering.format, self.options)
                .map_err(Failure::from)
                .and_then(|file| self.write(&folder.join(free(&mut names, &file.name)), &file.bytes));
            match written {
                Err(Failure::Rehearsal(error))
                    if rehearsal::is_passed_over(&error) || matches!(error, RehearsalError::Exists { .. }) =>
                {
                    eprintln!("debrief: take {}: {error}", take.id);
                    failed += 1;
                }
                other => other?,
            }
        }
        if failed > 0 { Err(Failure::SomeFailed { failed, all: takes.len() }) } else { Ok(()) }
    }

    fn write(&self, path: &Path, bytes: &[u8]) -> Result<(), Failure> {
        deliver(bytes, &Rendering { output: Some(path.to_path_buf()), ..self.args.rendering.clone() })?;
        eprintln!("Written to {}", path.display());
        Ok(())
    }
}

/// The name, or the first of `name (2).md`, `name (3).md` … that this export has not given yet: several takes of one day
/// answer one question.
fn free(given: &mut BTreeSet<String>, name: &str) -> String {
    let (stem, ending) = name.rsplit_once('.').unwrap_or((name, ""));
    let mut wanted = name.to_owned();
    for number in 2.. {
        // Names that differ in case alone are one file on some systems.
        if given.insert(wanted.to_lowercase()) {
            break;
        }
        wanted = format!("{stem} ({number}).{ending}");
    }
    wanted
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn takes_of_one_name_have_files_of_their_own() {
        let mut given = BTreeSet::new();
        let names: Vec<String> = ["a.md", "A.md", "a.md", "b.md"].iter().map(|name| free(&mut given, name)).collect();
        assert_eq!(names, ["a.md", "A (2).md", "a (3).md", "b.md"]);
    }
}
