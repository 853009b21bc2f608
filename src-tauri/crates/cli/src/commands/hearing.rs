//! `debrief hear-again`: a take heard with another model, what changed, and the way back.

use rehearsal::{ErrorKind, HearingChange, Library, RehearsalError};
use serde_json::{Value, json};

use super::Place;
use crate::{
    args::{HearAgain, ListFormat},
    exit::Failure,
    interrupt, output,
    progress::Bar,
    table::{aligned, clock},
};

pub fn again(place: &Place, args: &HearAgain) -> Result<(), Failure> {
    let library = place.library()?;
    if args.undo {
        library.put_back_hearing(&args.id)?;
        eprintln!("Take {} is as it was before it was heard again.", args.id);
        return Ok(());
    }
    if let Some(model) = &args.model {
        hear(place, &library, args, model)?;
    }
    show(args, library.hearing_change(&args.id)?.as_ref())
}

fn hear(place: &Place, library: &Library, args: &HearAgain, model: &str) -> Result<(), Failure> {
    let engine = place.engine()?;
    let interrupted = interrupt::watch()?;
    let bar = Bar::new(&args.id);
    let mut on_progress = |progress| bar.show(progress);
    let again = match library.hear_again(&engine, &args.id, Some(model), &mut on_progress, &interrupted) {
        Err(error) if error.kind() == ErrorKind::Interrupted => {
            return Err(Failure::Interrupted(format!("take {} is as it was", args.id)));
        }
        again => again?,
    };
    let lost = library.keep_heard_again(&engine, &again, args.lose_corrections, &mut on_progress)?;
    drop(bar);
    if lost.is_empty() {
        return Ok(());
    }
    for one in &lost {
        let now = if one.now.is_empty() { "nothing".to_owned() } else { format!("{:?}", one.now) };
        eprintln!(
            "{}: you corrected {:?} to {:?}; now {now} is heard there",
            clock(one.start_ms),
            one.heard,
            one.corrected
        );
    }
    Err(RehearsalError::WouldLose { take: args.id.clone(), corrections: lost.len() }.into())
}

fn show(args: &HearAgain, change: Option<&HearingChange>) -> Result<(), Failure> {
    if args.listing.format == ListFormat::Json {
        return output::line(&format!("{:#}", json!({"take_id": args.id, "change": change})));
    }
    let Some(change) = change else {
        eprintln!("Take {} was heard once.", args.id);
        return Ok(());
    };
    let name = |model: Option<&str>| model.unwrap_or("an unknown model").to_owned();
    eprintln!(
        "Heard with {} before, with {} now.",
        name(change.model_before.as_deref()),
        name(change.model.as_deref())
    );
    let quoted = |words: &str| if words.is_empty() { "-".to_owned() } else { format!("\u{201c}{words}\u{201d}") };
    let words = change
        .words
        .iter()
        .map(|one| vec![clock(one.start_ms), word(&json!(one.change)), quoted(&one.before), quoted(&one.after)]);
    let value = |value: Option<u32>| value.map_or_else(|| "-".to_owned(), |value| value.to_string());
    let moved = change.comparison.moved.iter().map(|moved| {
        let what =
            [Some(word(&json!(moved.aspect))), moved.id.clone()].into_iter().flatten().collect::<Vec<_>>().join(" ");
        vec![what, word(&json!(moved.direction)), value(moved.before), value(moved.after)]
    });
    let words: Vec<_> = words.collect();
    let moved: Vec<_> = moved.collect();
    if words.is_empty() {
        eprintln!("Every word is heard as before.");
    }
    output::print(aligned(&words).as_bytes())?;
    if !words.is_empty() && !moved.is_empty() {
        output::line("")?;
    }
    output::print(aligned(&moved).as_bytes())
}

fn word(value: &Value) -> String {
    value.as_str().unwrap_or_default().replace('_', " ")
}
