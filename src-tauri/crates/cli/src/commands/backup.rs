//! `debrief backup` and `debrief restore`: the whole library in one file, and back.

use std::{
    path::Path,
    sync::{
        Arc,
        atomic::{AtomicBool, Ordering},
    },
};

use super::Place;
use crate::{exit::Failure, progress::Bar};

pub fn backup(place: &Place, out: &Path) -> Result<(), Failure> {
    let library = place.library()?;
    let stopped = by_control_c()?;
    let bar = Bar::new("backup");
    let made = rehearsal::backup(&library, out, &mut |percent| bar.at(percent, "writing and checking"), &stopped);
    drop(bar);
    let made = made?;
    for path in &made.left_out {
        eprintln!("debrief: left out: {} (a link, or a name other systems cannot take)", path.display());
    }
    let (recordings, megabytes) = (made.recordings, made.bytes.div_ceil(1_000_000));
    eprintln!("{} holds {recordings} recordings, {megabytes} MB, checked.", out.display());
    Ok(())
}

pub fn restore(place: &Place, file: &Path, replace: bool) -> Result<(), Failure> {
    let stopped = by_control_c()?;
    let bar = Bar::new("restore");
    let show = &mut |percent| bar.at(percent, "checking and unpacking");
    let restored = rehearsal::restore(&place.folder()?, file, replace, show, &stopped);
    drop(bar);
    let restored = restored?;
    eprintln!("{} recordings are restored.", restored.recordings);
    if let Some(aside) = restored.aside {
        eprintln!("The library that was there before is in {}.", aside.display());
    }
    Ok(())
}

fn by_control_c() -> Result<Arc<AtomicBool>, Failure> {
    let stopped = Arc::new(AtomicBool::new(false));
    let flag = Arc::clone(&stopped);
    ctrlc::set_handler(move || flag.store(true, Ordering::Relaxed))
        .map_err(|error| Failure::Usage(format!("Control-C cannot be watched: {error}")))?;
    Ok(stopped)
}
