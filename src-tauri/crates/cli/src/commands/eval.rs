//! `debrief eval`: accuracy on labelled data.

use std::path::Path;

use rehearsal::{RehearsalError, eval::hearing};
use serde_json::json;

use super::Place;
use crate::{
    args::{ListFormat, Listing},
    exit::Failure,
    output,
};

pub fn run(place: &Place, dir: &Path, model: Option<&str>, listing: Listing) -> Result<(), Failure> {
    let loaded = place.engine()?.hearing(model)?;
    let name = |path: &Path| eprintln!("{}", path.display());
    let report = hearing::hearing(dir, &loaded.hearing, name).map_err(RehearsalError::from)?;
    if listing.format == ListFormat::Table {
        output::line(&report.table())?;
    }
    output::line(&format!("{:#}", json!(report)))
}
