//! How a model judges labelled answers it was not fitted to:
//! `cargo run --release -p rehearsal --example judge -- FITTED LABELLED_DIR`.
//!
//! With whole files left out of the fit (`--example fit`), this tells more than the cross-validation of `debrief eval`,
//! where each writer's other answers are known.

use std::path::Path;

use interview::{rubric, score::fitted::Fitted};
use rehearsal::eval::answers::judged_by;
use semantics::Embedder;

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let [fitted, labelled] = arguments.as_slice() else {
        return Err("usage: judge FITTED LABELLED_DIR".into());
    };
    let models = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../models").join(semantics::MODEL);
    let fitted = Fitted::from_bytes(&std::fs::read(fitted)?)?;
    let report = judged_by(&fitted, Path::new(labelled), &Embedder::load(&models)?, rubric::default_rubric())?;
    println!("{}", report.table());
    Ok(())
}
