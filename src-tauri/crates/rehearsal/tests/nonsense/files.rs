//! Files of Debrief's own that something else has written in: speech models, settings, sidecars.

use std::{
    fs::{self, File},
    io::Read,
    path::Path,
    sync::LazyLock,
};

use proptest::prelude::*;
use rehearsal::{DataFolder, Library};
use rusqlite::Connection;
use speech::catalog::Models;

use crate::edits::{edits, edits_of_head};

/// Where the weights of a speech model begin, about.
const MODEL_HEAD: usize = 2048;
/// So much of a model is used: its header, its filters and some of its words.
const MODEL_BYTES: u64 = 128 << 10;

fn models() -> std::path::PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../models")
}

static MODEL: LazyLock<Vec<u8>> = LazyLock::new(|| {
    let mut bytes = Vec::new();
    let file = File::open(models().join("ggml-tiny.en-q8_0.bin")).expect("the embedded model");
    file.take(MODEL_BYTES).read_to_end(&mut bytes).expect("it can be read");
    bytes
});

proptest! {
    #[test]
    fn a_file_that_is_no_whole_speech_model_never_reaches_the_recogniser(edits in edits_of_head(MODEL_HEAD)) {
        let folder = tempfile::tempdir().expect("a temporary folder");
        let path = folder.path().join("own.bin");
        fs::write(&path, edits.of(&MODEL)).expect("a writable folder");
        let known = Models::open(&[models()]).expect("the catalog of this checkout");
        let refused = known.resolve(&path.display().to_string());
        prop_assert!(refused.is_err_and(|error| error.to_string().contains("own.bin")), "it holds no weights");
    }
}

proptest! {
    // Each opens a library.
    #![proptest_config(ProptestConfig { cases: ProptestConfig::default().cases / 16, ..ProptestConfig::default() })]

    #[test]
    fn settings_broken_by_hand_have_their_defaults(name in "theme|captions|think_s|microphone|new", value in ".{0,40}") {
        let folder = tempfile::tempdir().expect("a temporary folder");
        let open = || Library::open(DataFolder::open(Some(folder.path())).expect("a folder")).expect("a library");
        drop(open());
        let by_hand = Connection::open(folder.path().join("library.db")).expect("the library");
        by_hand
            .execute("INSERT OR REPLACE INTO settings (name, value) VALUES (?1, ?2)", [&name, &value])
            .expect("a row");
        drop(by_hand);
        let settings = open().store().settings().expect("settings never keep the library shut");
        let kept: Option<serde_json::Value> = serde_json::from_str(&value).ok();
        if kept.is_none() {
            prop_assert_eq!(settings, rehearsal::Settings::default());
        }
    }

    #[test]
    fn a_sidecar_of_nonsense_costs_nothing_but_what_it_said(edits in edits()) {
        let folder = tempfile::tempdir().expect("a temporary folder");
        let data = || DataFolder::open(Some(folder.path())).expect("a folder");
        let library = Library::open(data()).expect("a library");
        let sound = folder.path().join("recordings/kept.wav");
        let spec =
            hound::WavSpec { channels: 1, sample_rate: 8000, bits_per_sample: 16, sample_format: hound::SampleFormat::Int };
        let mut writer = hound::WavWriter::create(&sound, spec).expect("a writable folder");
        (0..8000_i16).for_each(|n| writer.write_sample(n).expect("it is written"));
        writer.finalize().expect("it is finished");
        library.recover().expect("a readable folder");
        let sidecar = sound.with_extension("json");
        let good = fs::read(&sidecar).expect("a take has a sidecar");
        drop(library);

        fs::write(&sidecar, edits.of(&good)).expect("writable");
        fs::write(folder.path().join("library.db"), b"no database at all, whatever it was").expect("writable");
        let rebuilt = Library::open(data()).expect("rebuilt from the recordings");
        prop_assert!(rebuilt.take("kept").is_ok(), "the recording is in the library");
    }
}
