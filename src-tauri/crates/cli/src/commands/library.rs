//! What is kept: list, show, search, label, delete, bin, recover.

use std::sync::atomic::AtomicBool;

use rehearsal::{RehearsalError, SoundState, TakeFilter, TakeSummary};
use serde_json::{Value, json};

use super::{Place, deliver, lists::print};
use crate::{
    args::{BinAction, Label, ListFormat, Listing, Show},
    choosing::Choosing,
    exit::Failure,
    output,
    progress::Bar,
    table::{aligned, clock},
};

pub fn list(place: &Place, choosing: &Choosing, listing: Listing) -> Result<(), Failure> {
    let filter = filter(place, choosing)?;
    let takes = place.library()?.takes(&filter)?;
    let rows: Vec<_> = takes.iter().map(row).collect();
    let json: Vec<_> = takes.iter().map(entry).collect();
    let empty = if filter == TakeFilter::default() {
        "No takes yet. `debrief rehearse` records one, `debrief analyze FILE --save` keeps a recording."
    } else {
        "No take passes all of these filters."
    };
    print(listing, "takes", &rows, &json, empty)
}

/// What the options ask for. The bank is only asked where a question is named.
pub(super) fn filter(place: &Place, choosing: &Choosing) -> Result<TakeFilter, RehearsalError> {
    let engine = choosing.question.as_ref().map(|_| place.engine()).transpose()?;
    Ok(choosing.filter(|id| engine.is_some_and(|engine| engine.questions().all().iter().any(|known| known.id == id))))
}

fn row(take: &TakeSummary) -> Vec<String> {
    let seconds = take.duration_ms / 1000;
    vec![
        take.id.clone(),
        take.recorded_at.chars().take(16).collect::<String>().replace('T', " "),
        format!("{}:{:02}", seconds / 60, seconds % 60),
        take.overall.map_or_else(|| words(&json!(take.status)), |overall| format!("{overall} of 5")),
        called(take),
    ]
}

/// What a take is called, its star before it and its tags behind.
fn called(take: &TakeSummary) -> String {
    let star = if take.labels.favourite { "★ " } else { "" };
    let name = take.labels.title.as_ref().or(take.question.as_ref()).map_or("(no question)", String::as_str);
    let tags: String = take.labels.tags.iter().flat_map(|tag| ["  #", tag.as_str()]).collect();
    format!("{star}{name}{tags}")
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

pub fn search(place: &Place, text: &str, choosing: &Choosing, listing: Listing) -> Result<(), Failure> {
    let hits = place.library()?.search(text, &filter(place, choosing)?, 50)?;
    let rows: Vec<_> = hits
        .iter()
        .map(|hit| {
            let snippet: String = hit.snippet.iter().map(|part| part.text.as_str()).collect();
            let at = hit.start_ms.map_or_else(String::new, clock);
            vec![hit.take_id.clone(), at, snippet]
        })
        .collect();
    let json: Vec<_> = hits
        .iter()
        .map(|hit| {
            json!({"take_id": hit.take_id, "sentence": hit.sentence, "start_ms": hit.start_ms, "snippet": hit.snippet,
                "question": hit.question, "recorded_at": hit.recorded_at})
        })
        .collect();
    print(listing, "hits", &rows, &json, "Nothing found.")
}

/// Changes what a take is called and kept under, and shows it.
pub fn label(place: &Place, args: &Label) -> Result<(), Failure> {
    let library = place.library()?;
    library.take(&args.id)?;
    let before = library.store().labels(&args.id).map_err(RehearsalError::from)?;
    let mut labels = before.clone();
    if args.no_title || args.title.is_some() {
        labels.title.clone_from(&args.title);
    }
    labels.tags.extend(args.tag.iter().cloned());
    labels.tags.retain(|tag| !args.untag.iter().any(|gone| gone.to_lowercase() == tag.to_lowercase()));
    labels.favourite = (labels.favourite || args.favourite) && !args.no_favourite;
    if labels != before {
        labels = library.set_labels(&args.id, &labels)?;
    }
    if args.listing.format == ListFormat::Json {
        return output::line(&format!("{:#}", json!({"id": args.id, "labels": labels})));
    }
    let title = labels.title.unwrap_or_else(|| "(named by its question)".to_owned());
    let star = if labels.favourite { "yes" } else { "no" }.to_owned();
    let rows = [("title", title), ("favourite", star), ("tags", labels.tags.join(", "))];
    output::print(aligned(&rows.map(|(name, value)| vec![name.to_owned(), value])).as_bytes())
}

pub fn tags(place: &Place, listing: Listing) -> Result<(), Failure> {
    let tags = place.library()?.store().tags().map_err(RehearsalError::from)?;
    let rows: Vec<_> = tags.iter().map(|tag| vec![tag.tag.clone(), tag.takes.to_string()]).collect();
    let json: Vec<_> = tags.iter().map(|tag| json!(tag)).collect();
    print(listing, "tags", &rows, &json, "No take has a tag yet; `debrief label ID --tag TAG` gives it one.")
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
            match library.take(&id)?.sound {
                SoundState::Kept => eprintln!("Take {id} is back."),
                SoundState::Binned => {
                    eprintln!("Take {id} is back; its sound is in the bin: the same command brings it back.");
                }
                SoundState::Gone => eprintln!("Take {id} is in the library; its sound is gone."),
            }
        }
        Some(BinAction::Empty) => {
            let sounds = library.store().binned_sounds().map_err(RehearsalError::from)?.len();
            let gone = library.empty_bin()?;
            eprintln!("The bin is empty; {gone} takes are gone for good, and the sound of {sounds} others.");
        }
        Some(BinAction::List) | None => {
            library.tidy()?;
            let takes = library.binned()?;
            let no_question = || "(no question)".to_owned();
            let rows: Vec<_> = takes
                .iter()
                .map(|take| {
                    let what = if take.sound_only { "only its sound" } else { "" }.to_owned();
                    vec![take.id.clone(), take.question.clone().unwrap_or_else(no_question), what]
                })
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
