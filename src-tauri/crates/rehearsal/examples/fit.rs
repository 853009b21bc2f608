//! Fits the model that ships: `cargo run --release -p rehearsal --example fit -- LABELLED_DIR OUT`.

use std::path::Path;

use interview::rubric;
use rehearsal::eval::answers::fitted;
use semantics::Embedder;

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let [labelled, out] = arguments.as_slice() else {
        return Err("usage: fit LABELLED_DIR OUT".into());
    };
    let models = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../models").join(semantics::MODEL);
    let fitted = fitted(Path::new(labelled), &Embedder::load(&models)?, rubric::default_rubric())?;
    std::fs::write(out, fitted.to_bytes())?;
    Ok(())
}
