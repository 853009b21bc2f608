//! What is kept: list, show, search, export, delete, bin, recover.

use std::{path::PathBuf, sync::atomic::AtomicBool};

use rehearsal::{RehearsalError, TakeFilter, TakeSummary};
use serde_json::{Value, json};

use super::{Place, deliver, lists::print};
use crate::{
    args::{BinAction, Export, Listing, Rendering, Show},
    exit::Failure,
    output,
    progress::Bar,
};

pub fn list(place: &Place, listing: Listing) -> Result<(), Failure> {
    let library = place.library()?;
    let takes = library.store().takes(&TakeFilter::default()).map_err(RehearsalError::from)?;
    let rows: Vec<_> = takes.iter().map(row).collect();
    let json: Vec<_> = takes.iter().map(entry).collect();
    print(
        listing,
        "takes",
        &rows,
        &json,
        "No takes yet. `debrief rehearse` records one, `debrief analyze FILE --save` keeps a recording.",
    )
}

fn row(take: &TakeSummary) -> Vec<String> {
    let seconds = take.duration_ms / 1000;
    vec![
        take.id.clone(),
        take.recorded_at.chars().take(16).collect::<String>().replace('T', " "),
        format!("{}:{:02}", seconds / 60, seconds % 60),
        take.overall.map_or_else(|| words(&json!(take.status)), |overall| format!("{overall} of 5")),
        take.question.clone().unwrap_or_else(|| "(no question)".to_owned()),
    ]
}

/// An entry of `list --format json`.
fn entry(take: &TakeSummary) -> Value {
    json!({"id": take.id, "recorded_at": take.recorded_at, "duration_ms": take.duration_ms, "status": take.status,
        "question": take.question, "round": take.round, "overall": take.overall, "verdict": take.verdict})
}

fn words(value: &Value) -> String {
    value.as_str().unwrap_or_default().replace('_', " ")
}

pub fn show(place: &Place, args: &Show) -> Result<(), Failure> {
    let debrief = place.library()?.debrief(&args.id)?;
    deliver(&rehearsal::render(place.engine()?.as_ref(), &debrief, args.rendering.format)?, &args.rendering)
}

pub fn export(place: &Place, args: &Export) -> Result<(), Failure> {
    let debrief = place.library()?.debrief(&args.id)?;
    let bytes = rehearsal::render(place.engine()?.as_ref(), &debrief, args.rendering.format)?;
    let path = match &args.rendering.output {
        Some(path) if path.is_dir() => path.join(rehearsal::export_name(&debrief, args.rendering.format)),
        Some(path) => path.clone(),
        None => PathBuf::from(rehearsal::export_name(&debrief, args.rendering.format)),
    };
    deliver(&bytes, &Rendering { output: Some(path.clone()), ..args.rendering.clone() })?;
    eprintln!("Written to {}", path.display());
    Ok(())
}

pub fn search(place: &Place, text: &str, listing: Listing) -> Result<(), Failure> {
    let hits = place.library()?.store().search(text, 50).map_err(RehearsalError::from)?;
    let rows: Vec<_> = hits
        .iter()
        .map(|hit| {
            let snippet: String = hit.snippet.iter().map(|part| part.text.as_str()).collect();
            let at = hit.start_ms.map_or_else(String::new, |ms| format!("{}:{:02}", ms / 60_000, ms / 1000 % 60));
            vec![hit.take_id.clone(), at, snippet]
        })
        .collect();
    let json: Vec<_> = hits.iter().map(|hit| json!(hit)).collect();
    print(listing, "hits", &rows, &json, "Nothing found.")
}

pub fn delete(place: &Place, id: &str) -> Result<(), Failure> {
    place.library()?.delete(id)?;
    eprintln!("Take {id} is in the bin for 30 days; `debrief bin undo {id}` brings it back.");
    Ok(())
}

/// What was deleted: listed, brought back, or gone for good.
pub fn bin(place: &Place, action: Option<BinAction>, listing: Listing) -> Result<(), Failure> {
    let library = place.library()?;
    match action {
        Some(BinAction::Undo { id }) => {
            library.undo_delete(&id)?;
            eprintln!("Take {id} is back.");
        }
        Some(BinAction::Empty) => {
            let gone = library.empty_bin()?;
            eprintln!("The bin is empty; {gone} takes are gone for good.");
        }
        Some(BinAction::List) | None => {
            library.tidy()?;
            let takes = library.store().deleted().map_err(RehearsalError::from)?;
            let no_question = || "(no question)".to_owned();
            let rows: Vec<_> = takes
                .iter()
                .map(|take| vec![take.id.clone(), take.question.clone().unwrap_or_else(no_question)])
                .collect();
            let json: Vec<_> = takes.iter().map(|take| json!(take)).collect();
            print(listing, "takes", &rows, &json, "The bin is empty.")?;
        }
    }
    Ok(())
}

/// Repairs what was cut off, and makes the debriefs that are missing.
pub fn recover(place: &Place) -> Result<(), Failure> {
    let library = place.library()?;
    library.tidy()?;
    let recovered = library.recover()?;
    for (path, error) in &recovered.lost {
        eprintln!("debrief: {}: {error}", path.display());
    }
    eprintln!("{} recovered, {} with nothing to recover.", recovered.takes.len(), recovered.lost.len());
    let engine = place.engine()?;
    for id in library.unanalysed()? {
        let bar = Bar::new(&id);
        let made = rehearsal::analyze_take(
            &engine,
            &library,
            &id,
            None,
            &mut |progress| bar.show(progress),
            &AtomicBool::new(false),
        );
        drop(bar);
        match made {
            Ok(_) => output::line(&id)?,
            Err(error) => eprintln!("debrief: take {id} is kept, without a debrief: {error}"),
        }
    }
    Ok(())
}
