//! `debrief eval`: accuracy on labelled data.

use std::path::Path;

use rehearsal::eval;
use serde_json::json;

use super::Place;
use crate::{
    args::{Eval, ListFormat},
    exit::Failure,
    output,
};

pub fn run(place: &Place, args: &Eval) -> Result<(), Failure> {
    let name = |path: &Path| eprintln!("{}", path.display());
    let report =
        eval::measure(place.engine()?.as_ref(), &args.dir, args.model.as_deref(), args.rubric.as_deref(), name)?;
    if args.listing.format == ListFormat::Table {
        output::line(&report.table())?;
    }
    output::line(&format!("{:#}", json!(report)))
}
