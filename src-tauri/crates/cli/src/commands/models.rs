//! Speech models: listed, fetched, brought in, thrown away, checked.

use rehearsal::{Engine, ErrorKind, ModelFile, RehearsalError, Verified};
use serde_json::json;

use super::{Place, lists::print};
use crate::{
    args::{Listing, ModelAction},
    exit::Failure,
    interrupt, output,
    progress::Bytes,
};

pub fn run(place: &Place, action: Option<ModelAction>, listing: Listing) -> Result<(), Failure> {
    let engine = place.engine()?;
    match action {
        Some(ModelAction::Download { id }) => download(&engine, &id),
        Some(ModelAction::Import { file }) => here(&engine.models().import(&file).map_err(RehearsalError::from)?),
        Some(ModelAction::Delete { id }) => {
            let removed = engine.models().remove(&id).map_err(RehearsalError::from)?;
            output::line(&format!("{id}: {} is gone", removed.display()))
        }
        Some(ModelAction::Verify) => verify(&engine),
        Some(ModelAction::List) | None => list(&engine, listing),
    }
}

fn list(engine: &Engine, listing: Listing) -> Result<(), Failure> {
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

/// Downloads with a bar on a terminal; Ctrl-C ends it and keeps what is here.
fn download(engine: &Engine, id: &str) -> Result<(), Failure> {
    let cancelled = interrupt::watch()?;
    let bar = Bytes::new(id);
    let fetched = engine.models().download(id, &mut |fetched| bar.show(fetched.bytes, fetched.of), &cancelled);
    drop(bar);
    match fetched.map_err(RehearsalError::from) {
        Err(error) if error.kind() == ErrorKind::Interrupted => {
            Err(Failure::Interrupted(format!("what came of {id} is kept; the same command goes on from there")))
        }
        other => here(&other?),
    }
}

fn here(model: &ModelFile) -> Result<(), Failure> {
    output::line(&format!("{}: {}", model.id, model.path.display()))
}

fn verify(engine: &Engine) -> Result<(), Failure> {
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
