//! `debrief batch`: a folder of recordings in, one JSON line a file out, in file order.

use std::{
    collections::BTreeSet,
    fs::{File, OpenOptions},
    io::{BufRead, BufReader, Write},
    num::NonZero,
    ops::ControlFlow,
    path::{Path, PathBuf},
    sync::Arc,
};

use rehearsal::{Batch, BatchFile, RehearsalError, batch_line, read_batch_line};

use super::{Place, plan};
use crate::{args::Batch as Arguments, exit::Failure, interrupt, output, progress::Count};

pub fn run(place: &Place, args: &Arguments) -> Result<(), Failure> {
    let found = rehearsal::sound_files(&args.dir)?;
    if found.files.is_empty() {
        return Err(RehearsalError::NoSound { path: args.dir.clone() }.into());
    }
    if found.left_out > 0 {
        eprintln!("debrief: {} other files are no recordings by their names and were left out", found.left_out);
    }
    let engine = place.engine()?;
    let plan = plan(&engine, &args.judging, args.model.as_ref())?;
    // What is wrong with a model is wrong with every file: it is said once, before the first.
    engine.hearing(plan.model.as_deref())?;
    engine.embedder()?;
    let library = if args.save { Some(place.library()?) } else { None };
    let mut lines = Lines::open(args)?;
    let all = found.files.len();
    let files: Vec<BatchFile> = found.files.into_iter().filter(|file| !lines.done.contains(&file.name)).collect();
    if files.len() < all {
        eprintln!("debrief: {} of {all} files were done before", all - files.len());
    }
    let interrupted = interrupt::watch()?;
    let bar = Count::new(all, all - files.len());
    let mut written = Ok(());
    let ended = Batch {
        engine: &engine,
        library: library.as_ref().map(Arc::as_ref),
        plan: &plan,
        jobs: args.jobs.unwrap_or_else(cores).get(),
        cancelled: &interrupted,
    }
    .run(&files, |file, outcome| {
        if let Err(error) = &outcome {
            bar.above(|| eprintln!("debrief: {}", named(&file.name, &error.to_string())));
            lines.failed += 1;
        }
        bar.next();
        written = lines.write(&batch_line(file, &outcome));
        if written.is_ok() { ControlFlow::Continue(()) } else { ControlFlow::Break(()) }
    });
    let done = bar.done();
    drop(bar);
    written?;
    match ended {
        Err(RehearsalError::Interrupted) => Err(Failure::Interrupted(kept(done, all, args))),
        Err(error) => Err(error.into()),
        Ok(()) if lines.failed > 0 => Err(Failure::SomeFailed { failed: lines.failed, all }),
        Ok(()) => Ok(()),
    }
}

/// The error with its file; most name it themselves.
fn named(file: &str, error: &str) -> String {
    if error.contains(file) { error.to_owned() } else { format!("{file}: {error}") }
}

fn cores() -> NonZero<usize> {
    std::thread::available_parallelism().unwrap_or(NonZero::<usize>::MIN)
}

fn kept(done: usize, all: usize, args: &Arguments) -> String {
    let done = format!("{done} of {all} files are done");
    match &args.output {
        Some(path) => format!("{done} and in {}; the same command with --resume goes on", path.display()),
        None => format!("{done}, their lines are printed"),
    }
}

/// Where the lines go, and what was there before.
struct Lines {
    file: Option<(PathBuf, File)>,
    done: BTreeSet<String>,
    failed: usize,
}

impl Lines {
    fn open(args: &Arguments) -> Result<Self, Failure> {
        let mut lines = Self { file: None, done: BTreeSet::new(), failed: 0 };
        let Some(path) = &args.output else { return Ok(lines) };
        let unwritable = |source| RehearsalError::Write { path: path.clone(), source };
        let mut options = OpenOptions::new();
        options.append(true).create(true);
        if args.resume && path.exists() {
            let whole = lines.read(path)?;
            let file = options.open(path).map_err(unwritable)?;
            file.set_len(whole).map_err(unwritable)?;
            lines.file = Some((path.clone(), file));
        } else if path.exists() && !args.force {
            return Err(Failure::Usage(format!(
                "{} exists already; --resume goes on where it ends, --force starts it anew",
                path.display()
            )));
        } else {
            lines.file = Some((path.clone(), File::create(path).map_err(unwritable)?));
        }
        Ok(lines)
    }

    /// Reads the lines of an earlier run; returns the length of those that are whole.
    fn read(&mut self, path: &Path) -> Result<u64, Failure> {
        let unreadable = |source| RehearsalError::Read { path: path.to_path_buf(), source };
        let mut reader = BufReader::new(File::open(path).map_err(unreadable)?);
        let (mut line, mut whole, mut number) = (Vec::new(), 0, 0);
        loop {
            line.clear();
            let read = reader.read_until(b'\n', &mut line).map_err(unreadable)?;
            // The last line of a run that was killed may be cut off: its file is done again.
            if read == 0 || line.last() != Some(&b'\n') {
                return Ok(whole);
            }
            number += 1;
            let Some((file, failed)) = std::str::from_utf8(&line).ok().and_then(read_batch_line) else {
                return Err(RehearsalError::NoBatch { path: path.to_path_buf(), line: number }.into());
            };
            self.done.insert(file);
            self.failed += usize::from(failed);
            whole += read as u64;
        }
    }

    fn write(&mut self, line: &[u8]) -> Result<(), Failure> {
        match &mut self.file {
            Some((path, file)) => {
                file.write_all(line).map_err(|source| RehearsalError::Write { path: path.clone(), source }.into())
            }
            None => output::print(line),
        }
    }
}
