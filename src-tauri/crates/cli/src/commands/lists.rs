//! What there is to choose from: devices, questions, rubrics, models.

use rehearsal::{RehearsalError, Verified};
use serde_json::{Value, json};

use super::Place;
use crate::{
    args::{ListFormat, Listing, ModelAction},
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

pub fn models(place: &Place, action: Option<ModelAction>, listing: Listing) -> Result<(), Failure> {
    let engine = place.engine()?;
    if let Some(ModelAction::Verify) = action {
        return verify(&engine);
    }
    let models = engine.models().list();
    let rows: Vec<_> = models
        .iter()
        .map(|model| {
            let state = if model.installed { "installed" } else { "not installed" };
            vec![
                model.id.clone(),
                format!("{} MB", model.bytes / 1_000_000),
                state.to_owned(),
                model.description.clone(),
            ]
        })
        .collect();
    let json: Vec<_> = models
        .iter()
        .map(|model| {
            json!({"id": model.id, "kind": format!("{:?}", model.kind).to_lowercase(), "description": model.description, "licence": model.licence,
                "languages": model.languages, "bytes": model.bytes, "sha256": model.sha256,
                "installed": model.installed, "embedded": model.embedded})
        })
        .collect();
    print(listing, "models", &rows, &json, "There are no models.")
}

fn verify(engine: &rehearsal::Engine) -> Result<(), Failure> {
    let mut first_error = None;
    for Verified { id, result } in engine.models().verify() {
        match result {
            Ok(_) => output::line(&format!("{id}: as published"))?,
            Err(error) => {
                output::line(&format!("{id}: {error}"))?;
                first_error.get_or_insert(error);
            }
        }
    }
    first_error.map_or(Ok(()), |error| Err(RehearsalError::from(error).into()))
}
