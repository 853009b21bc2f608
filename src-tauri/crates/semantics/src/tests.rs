use std::path::PathBuf;

use super::*;

fn model() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../models").join(MODEL)
}

fn loaded() -> Embedder {
    Embedder::load(&model()).expect("the model of the checkout")
}

const SENTENCES: [&str; 5] = [
    "I took each of them to lunch and asked what they were afraid of.",
    "Over a coffee I found out what the two of them feared.",
    "Revenue grew by twelve percent within a year.",
    "Yes.",
    "",
];

#[test]
fn sentences_said_alike_lie_closer() {
    let vectors = loaded().embed(&SENTENCES).expect("vectors");
    assert!(cosine(&vectors[0], &vectors[1]) > 0.8);
    assert!(cosine(&vectors[0], &vectors[2]) < 0.6);
    for vector in &vectors {
        assert_eq!(vector.len(), DIMENSIONS);
        assert!((vector.iter().map(|x| x * x).sum::<f32>() - 1.0).abs() < 1e-2, "unit length");
    }
}

#[test]
fn a_vector_is_the_same_to_the_bit_alone_in_a_batch_and_on_any_number_of_threads() {
    let embedder = loaded();
    let many: Vec<&str> = SENTENCES.iter().copied().cycle().take(120).collect();
    let together = embedder.embed(&many).expect("vectors");
    for (sentence, expected) in SENTENCES.iter().zip(&together) {
        assert_eq!(&embedder.embed(&[sentence]).expect("vector")[0], expected, "alone: {sentence}");
    }
    for threads in [1, 3] {
        assert_eq!(loaded().with_threads(threads).embed(&many).expect("vectors"), together, "{threads} threads");
    }
}

#[test]
fn the_vectors_are_those_of_the_published_model() {
    // First numbers of the first sentence after four layers, from a separate implementation in single precision on the same weights.
    let vector = &loaded().embed(&SENTENCES).expect("vectors")[0];
    for (have, expected) in vector.iter().zip(REFERENCE) {
        assert!((have - expected).abs() < 1e-3, "{have} is not {expected}");
    }
}

const REFERENCE: [f32; 6] = [0.040_130_4, -0.002_543_8, 0.009_308_1, -0.000_827_1, 0.024_148_9, 0.007_960_8];

#[test]
fn nothing_gives_nothing() {
    assert!(loaded().embed(&[]).expect("no vectors").is_empty());
}

#[test]
fn a_missing_a_short_and_a_foreign_file_are_named() {
    let dir = tempfile::tempdir().expect("folder");
    let fault = || Embedder::load(dir.path()).expect_err("must be refused").to_string();
    assert!(fault().contains("config.json"));
    std::fs::copy(model().join("config.json"), dir.path().join("config.json")).expect("copy");
    assert!(fault().contains("tokenizer.json"));
    std::fs::copy(model().join("tokenizer.json"), dir.path().join("tokenizer.json")).expect("copy");
    assert!(fault().contains("model.safetensors"));
    let weights = std::fs::read(model().join("model.safetensors")).expect("weights");
    std::fs::write(dir.path().join("model.safetensors"), &weights[..weights.len() / 2]).expect("write");
    assert!(matches!(Embedder::load(dir.path()), Err(SemanticsError::Damaged { .. })));
    std::fs::write(dir.path().join("model.safetensors"), [255; 100]).expect("write");
    assert!(matches!(Embedder::load(dir.path()), Err(SemanticsError::Damaged { .. })), "no table of contents");
    std::fs::write(dir.path().join("config.json"), r#"{"hidden_size":768}"#).expect("write");
    assert!(fault().contains("config.json"));
}

#[test]
fn a_file_cut_short_while_it_is_used_is_an_error() {
    let dir = tempfile::tempdir().expect("folder");
    for file in ["config.json", "tokenizer.json", "model.safetensors"] {
        std::fs::copy(model().join(file), dir.path().join(file)).expect("copy");
    }
    let embedder = Embedder::load(dir.path()).expect("a copy of the model");
    let open = std::fs::OpenOptions::new().write(true).open(dir.path().join("model.safetensors")).expect("ours");
    open.set_len(1_000).expect("cut short");
    let error = embedder.embed(&SENTENCES).expect_err("its words are gone").to_string();
    assert!(error.contains("model.safetensors"), "{error}");
}
