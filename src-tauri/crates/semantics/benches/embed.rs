//! Speed of sentence vectors: `cargo bench -p semantics`.

use std::path::Path;

use semantics::Embedder;

const SENTENCE: &str = "I took each of them to lunch and asked what they would be blamed for if it went wrong.";

fn main() {
    divan::main();
}

#[divan::bench(args = [1, 26, 190])]
fn sentences(bencher: divan::Bencher<'_, '_>, count: usize) {
    let dir = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../models").join(semantics::MODEL);
    let embedder = Embedder::load(&dir).expect("the model of the checkout");
    let sentences = vec![SENTENCE; count];
    bencher.bench_local(|| embedder.embed(&sentences));
}
