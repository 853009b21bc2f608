//! `debrief storage`, `debrief compress`, `debrief thin` and `debrief move`: the room the library takes, and where.

use std::path::Path;

use serde_json::json;

use super::Place;
use crate::{
    args::{ListFormat, Listing},
    exit::Failure,
    interrupt, output,
    progress::Bar,
    table::aligned,
};

pub fn show(place: &Place, listing: Listing) -> Result<(), Failure> {
    let library = place.library()?;
    let storage = library.storage()?;
    let folder = library.folder().root().display().to_string();
    if listing.format == ListFormat::Json {
        return output::line(&format!("{:#}", json!({"folder": folder, "storage": storage})));
    }
    let rows = [
        (
            "recordings",
            size(storage.recordings_kb),
            format!("{} files, {} of them compressed", storage.files, storage.compressed),
        ),
        ("library", size(storage.library_kb), "transcripts, scorecards, settings".to_owned()),
        ("models", size(storage.models_kb), "that were added".to_owned()),
        ("other", size(storage.other_kb), "own questions and rubrics, what can be made again".to_owned()),
        ("folder", String::new(), folder),
    ];
    output::print(aligned(&rows.map(|(name, size, what)| vec![name.to_owned(), size, what])).as_bytes())
}

fn size(kilobytes: u32) -> String {
    if kilobytes < 1_000 { format!("{kilobytes} kB") } else { format!("{} MB", kilobytes.div_ceil(1_000)) }
}

pub fn compress(place: &Place, older_than: u32) -> Result<(), Failure> {
    let library = place.library()?;
    let stopped = interrupt::watch()?;
    let bar = Bar::new("compress");
    let done = library.compress(older_than, &mut |percent| bar.at(percent, "compressing and comparing"), &stopped);
    drop(bar);
    let done = done?;
    eprintln!("{} recordings are compressed; {} less are taken.", done.takes, size(done.saved_kb));
    if done.failed > 0 {
        eprintln!("debrief: {} could not be compressed and are as they were.", done.failed);
    }
    Ok(())
}

/// Shows whose sound would go, or sees it off.
pub fn thin(place: &Place, newer_than: u32, yes: bool, listing: Listing) -> Result<(), Failure> {
    let library = place.library()?;
    let thinning = if yes { library.thin(newer_than)? } else { library.would_thin(newer_than)? };
    if listing.format == ListFormat::Json {
        return output::line(&format!("{:#}", json!({"done": yes, "thinning": thinning})));
    }
    let rows: Vec<_> = thinning
        .takes
        .iter()
        .map(|take| {
            let overall = take.overall.map_or_else(|| "not scored".to_owned(), |overall| format!("{overall} of 5"));
            vec![take.id.clone(), overall, size(take.kb), take.name.clone()]
        })
        .collect();
    output::print(aligned(&rows).as_bytes())?;
    let (takes, room, stay) = (thinning.takes.len(), size(thinning.kb), thinning.stay);
    if yes {
        eprintln!(
            "The sound of {takes} takes is in the bin ({room}); `debrief bin undo ID` brings one back for 30 days."
        );
    } else {
        eprintln!(
            "The sound of {takes} takes would go ({room}), that of {stay} would stay. Nothing was changed; --yes does it."
        );
    }
    Ok(())
}

pub fn move_to(place: &Place, to: &Path, remove_old: bool) -> Result<(), Failure> {
    let library = place.library()?;
    let stopped = interrupt::watch()?;
    let bar = Bar::new("move");
    let moved =
        rehearsal::move_to(&library, to, remove_old, &mut |percent| bar.at(percent, "copying and comparing"), &stopped);
    drop(bar);
    let moved = moved?;
    eprintln!("The library is in {} now: {} files, each compared.", moved.to.display(), moved.files);
    if let Some(left) = moved.left {
        eprintln!("The old files are left in {}; remove them when you like, but for moved-to.txt.", left.display());
    }
    Ok(())
}
