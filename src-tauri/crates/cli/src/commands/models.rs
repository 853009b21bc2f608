//! Speech models: listed, fetched, brought in, thrown away, tried, checked.

use rehearsal::{Engine, ErrorKind, LiveFit, ModelFile, ModelTrial, RehearsalError, Verified};
use serde_json::json;

use super::{Place, lists::print};
use crate::{
    args::{Listing, ModelAction},
    exit::Failure,
    interrupt, output,
    progress::{Bar, Bytes},
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
        Some(ModelAction::Test { model }) => test(&engine, model, listing),
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

/// Lets one model, or every one that is here, hear the sample.
fn test(engine: &Engine, model: Option<String>, listing: Listing) -> Result<(), Failure> {
    let cancelled = interrupt::watch()?;
    let named = model.map_or_else(
        || engine.speech_models().into_iter().filter(|model| model.installed).map(|model| model.id).collect(),
        |model| vec![model],
    );
    let mut trials = Vec::new();
    for id in &named {
        let bar = Bar::new(id);
        let tried = engine.try_model(Some(id), &mut |percent| bar.at(percent, "hearing the sample"), &cancelled);
        drop(bar);
        match tried {
            Err(error) if error.kind() == ErrorKind::Interrupted => {
                return Err(Failure::Interrupted(format!("{id} was not tried to its end")));
            }
            tried => trials.push(tried?),
        }
    }
    let rows: Vec<_> = trials.iter().map(tried).collect();
    let json: Vec<_> = trials.iter().map(|trial| json!(trial)).collect();
    print(listing, "tests", &rows, &json, "There are no models.")
}

fn tried(trial: &ModelTrial) -> Vec<String> {
    let tenths = |x10: u32| format!("{}.{}", x10 / 10, x10 % 10);
    let wrong = trial.errors.substituted + trial.errors.deleted + trial.errors.inserted;
    vec![
        trial.model.clone(),
        format!("{} s for a minute of speech", tenths(trial.minute_ms / 100)),
        format!("{} times faster than speech", tenths(trial.speed_x10)),
        format!("{wrong} of {} words wrong", trial.errors.words),
        trial.memory_kb.map_or_else(String::new, |kb| format!("{} MB of memory", kb / 1024)),
        match trial.live {
            LiveFit::KeepsUp => "keeps up while you speak",
            LiveFit::Late => "comes late while you speak",
            LiveFit::TooSlow => "too slow while you speak",
        }
        .to_owned(),
    ]
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
