//! The fitted model that ships.

use std::sync::LazyLock;

use super::fitted::Fitted;
use crate::rubric::{self, SignalRule};

/// Fitted to the labelled answers in `resources/rubrics/labelled` by `cargo run --release -p rehearsal --example fit`.
const BYTES: &[u8] = include_bytes!("../../../../resources/rubrics/fitted.bin");

static BASE: LazyLock<Fitted> = LazyLock::new(|| Fitted::from_bytes(BYTES).expect("the shipped model is whole"));

/// The model that ships; read once.
pub fn base() -> &'static Fitted {
    &BASE
}

/// Whether this signal is taught exactly so by a shipped rubric, and therefore needs no lessons.
pub fn ships(signal: &SignalRule) -> bool {
    rubric::shipped().iter().flat_map(|rubric| &rubric.signals).any(|shipped| {
        shipped.id == signal.id
            && shipped.examples == signal.examples
            && shipped.counter_examples == signal.counter_examples
    })
}
