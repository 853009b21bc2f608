//! `debrief analyze`: recorded answers in, debriefs out.

use std::{
    path::{Path, PathBuf},
    sync::atomic::AtomicBool,
};

use rehearsal::{Engine, ErrorKind, Format, Library, TakePlan};

use super::{Place, deliver, plan, say_voices};
use crate::{
    args::{Analyze, Rendering},
    exit::Failure,
    interrupt,
    progress::Bar,
};

pub fn run(place: &Place, args: &Analyze) -> Result<(), Failure> {
    let several = args.files.len() > 1;
    if several && args.rendering.output.as_ref().is_some_and(|out| !out.is_dir()) {
        return Err(Failure::Usage("-o must be an existing folder when several files are given".to_owned()));
    }
    let engine = place.open_engine()?;
    let engine = if several { engine } else { engine.for_one_answer() };
    let plan = plan(&engine, &args.judging, args.model.as_ref())?;
    let library = if args.save { Some(place.library()?) } else { None };
    let interrupted = interrupt::watch()?;
    let mut failed = 0;
    for (done, path) in args.files.iter().enumerate() {
        let rendering = Rendering { output: output(&args.rendering, path, several), ..args.rendering.clone() };
        match one(&engine, library.as_deref(), path, &plan, &rendering, several, &interrupted) {
            Err(Failure::Rehearsal(error)) if error.kind() == ErrorKind::Interrupted => {
                let kept = if args.save { "; what was read is in the library, `debrief list` shows it" } else { "" };
                return Err(Failure::Interrupted(format!("{done} of {} files are done{kept}", args.files.len())));
            }
            Err(Failure::Rehearsal(error)) if several => {
                eprintln!("debrief: {}: {error}", path.display());
                failed += 1;
            }
            other => other?,
        }
    }
    if failed > 0 { Err(Failure::SomeFailed { failed, all: args.files.len() }) } else { Ok(()) }
}

fn one(
    engine: &Engine,
    library: Option<&Library>,
    path: &Path,
    plan: &TakePlan,
    rendering: &Rendering,
    several: bool,
    interrupted: &AtomicBool,
) -> Result<(), Failure> {
    let bar = Bar::new(&path.file_name().unwrap_or_default().to_string_lossy());
    let mut on_progress = |progress| bar.show(progress);
    let debrief = match library {
        Some(library) => rehearsal::analyze_into(engine, library, path, plan, &mut on_progress, interrupted)?,
        None => rehearsal::analyze(engine, path, plan, &mut on_progress, interrupted)?,
    };
    drop(bar);
    say_voices(&debrief);
    let bytes = if several && rendering.format == Format::Json && rendering.output.is_none() {
        rehearsal::json_line(&debrief)
    } else {
        rehearsal::render(engine, &debrief, rendering.format)?
    };
    deliver(&bytes, rendering)
}

fn output(rendering: &Rendering, path: &Path, several: bool) -> Option<PathBuf> {
    let out = rendering.output.clone()?;
    if !several && !out.is_dir() {
        return Some(out);
    }
    let stem = path.file_stem().unwrap_or_default();
    Some(out.join(stem).with_extension(rendering.format.extension()))
}
