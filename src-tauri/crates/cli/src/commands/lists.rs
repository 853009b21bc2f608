//! What there is to choose from: devices, questions, rubrics.

use rehearsal::RehearsalError;
use serde_json::{Value, json};

use super::Place;
use crate::{
    args::{ListFormat, Listing},
    exit::Failure,
    output,
    table::aligned,
};

/// Prints a list: as a table, or as one JSON object with the list under `name`.
pub fn print(listing: Listing, name: &str, rows: &[Vec<String>], json: &[Value], empty: &str) -> Result<(), Failure> {
    match listing.format {
        ListFormat::Json => output::line(&format!("{:#}", json!({ name: json }))),
        ListFormat::Table if rows.is_empty() => {
            eprintln!("{empty}");
            Ok(())
        }
        ListFormat::Table => output::print(aligned(rows).as_bytes()),
    }
}

pub fn devices(listing: Listing) -> Result<(), Failure> {
    let devices = rehearsal::input_devices().map_err(RehearsalError::from)?;
    let rows: Vec<_> = devices
        .iter()
        .map(|device| vec![if device.is_default { "*" } else { " " }.to_owned(), device.name.clone()])
        .collect();
    let json: Vec<_> = devices
        .iter()
        .map(|device| json!({"id": device.id, "name": device.name, "default": device.is_default}))
        .collect();
    print(
        listing,
        "devices",
        &rows,
        &json,
        "No microphone was found. Plug one in, or check that the sound server runs.",
    )
}

pub fn questions(place: &Place, listing: Listing) -> Result<(), Failure> {
    let engine = place.engine()?;
    let all = engine.questions().all();
    let rows: Vec<_> = all
        .iter()
        .map(|question| vec![question.id.clone(), question.round.id().to_owned(), question.text.clone()])
        .collect();
    let json: Vec<_> = all.iter().map(|question| json!(question)).collect();
    print(listing, "questions", &rows, &json, "There are no questions.")
}

pub fn rubrics(place: &Place, listing: Listing) -> Result<(), Failure> {
    let engine = place.engine()?;
    let rows: Vec<_> =
        engine.rubrics().map(|rubric| vec![rubric.label(), rubric.title.clone(), rubric.description.clone()]).collect();
    let json: Vec<_> = engine
        .rubrics()
        .map(|rubric| {
            json!({"id": rubric.id, "version": rubric.version, "title": rubric.title, "description": rubric.description,
                "criteria": rubric.criteria.iter().map(|criterion| &criterion.id).collect::<Vec<_>>(),
                "signals": rubric.signals.iter().map(|signal| &signal.id).collect::<Vec<_>>()})
        })
        .collect();
    print(listing, "rubrics", &rows, &json, "There are no rubrics.")
}
