//! Models that are whole, missing, short, altered, or no models at all.

use std::fs;
use std::path::{Path, PathBuf};

use speech::SpeechError;
use speech::catalog::{Kind, Models, sha256};
use tempfile::TempDir;

/// A models folder with one speech model of a few bytes.
fn folder(with_file: Option<&[u8]>) -> TempDir {
    let dir = tempfile::tempdir().expect("a folder");
    let file = dir.path().join("ggml-small.bin");
    fs::write(&file, b"model").expect("a model");
    let hash = sha256(&file).expect("its hash");
    fs::remove_file(&file).expect("gone");
    if let Some(bytes) = with_file {
        fs::write(&file, bytes).expect("a model");
    }
    let entry = |id: &str, embedded: bool| {
        format!(
            "[[model]]\nid = {id:?}\nkind = \"speech\"\nfile = \"ggml-small.bin\"\nbytes = 5\nsha256 = {hash:?}\n\
             embedded = {embedded}\ndescription = \"a model\"\nlicence = \"MIT\"\n"
        )
    };
    fs::write(dir.path().join("catalog.toml"), entry("small", true) + &entry("other", false)).expect("a catalog");
    dir
}

fn open(dir: &Path) -> Models {
    Models::open(&[dir.to_path_buf()]).expect("a catalog")
}

fn shipped() -> Models {
    let models = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../models");
    Models::open(&[models]).expect("the models of the checkout")
}

#[test]
fn the_models_shipped_are_whole() {
    let models = shipped();
    for verified in models.verify() {
        assert!(verified.result.is_ok(), "{}: {:?}", verified.id, verified.result);
    }
    let list = models.list();
    assert!(list.iter().filter(|m| m.embedded).all(|m| m.installed));
    assert_eq!(models.default_speech().expect("a model").id, "tiny.en-q8_0");
    assert!(models.vad().expect("voice activity").path.is_file());
    assert!(models.sentence_dir().expect("sentences").join("tokenizer.json").is_file());
    assert!(list.iter().any(|m| m.kind == Kind::Speech && !m.installed && m.url.is_some()), "some are offered");
}

#[test]
fn a_whole_model_resolves_by_id() {
    let dir = folder(Some(b"model"));
    let model = open(dir.path()).resolve("small").expect("the model");
    assert_eq!((model.id.as_str(), model.path), ("small", dir.path().join("ggml-small.bin")));
}

/// Whether an error is the one expected.
type Expected = fn(&SpeechError) -> bool;

#[test]
fn a_missing_short_or_altered_model_is_named_with_the_way_out() {
    let cases: [(Option<&[u8]>, Expected); 3] = [
        (None, |e| matches!(e, SpeechError::ModelMissing { .. })),
        (Some(b"mod"), |e| matches!(e, SpeechError::ModelSize { expected: 5, found: 3, .. })),
        (Some(b"medal"), |e| matches!(e, SpeechError::ModelAltered { .. })),
    ];
    for (file, expected) in cases {
        let dir = folder(file);
        let models = open(dir.path());
        let error = models.resolve("small").expect_err("not whole");
        assert!(expected(&error), "{error:?}");
        let text = error.to_string();
        assert!(text.contains("ggml-small.bin") && text.contains("reinstall"), "{text}");
        let offered = models.resolve("other").expect_err("not whole").to_string();
        assert!(offered.contains("models download other"), "{offered}");
    }
}

#[test]
fn unknown_names_and_files_that_are_no_models_are_refused() {
    let dir = folder(Some(b"model"));
    let models = open(dir.path());
    let unknown = models.resolve("huge").expect_err("no such model");
    assert!(matches!(&unknown, SpeechError::UnknownModel { known, .. } if known == &["small", "other"]), "{unknown:?}");
    let file = dir.path().join("ggml-small.bin");
    let nonsense = models.resolve(&file.display().to_string()).expect_err("five bytes are no model");
    assert!(matches!(nonsense, SpeechError::NotAModel { .. }), "{nonsense:?}");
    // The right mark, and numbers no model has: whisper.cpp would end the process on these.
    let mut bytes = 0x6767_6d6c_u32.to_le_bytes().to_vec();
    bytes.extend([0xff; 4096]);
    fs::write(&file, bytes).expect("nonsense");
    let nonsense = models.resolve(&file.display().to_string()).expect_err("nonsense");
    assert!(matches!(nonsense, SpeechError::NotAModel { .. }), "{nonsense:?}");
}

#[test]
fn a_model_cut_short_is_refused_wherever_it_ends() {
    let whole = fs::read(shipped().default_speech().expect("a model").path).expect("its bytes");
    let dir = tempfile::tempdir().expect("a folder");
    let file = dir.path().join("ggml-mine.bin");
    // In the filters, in the vocabulary, in a tensor, one byte before the end.
    for bytes in [1_000, 200_000, 20_000_000, whole.len() - 1] {
        fs::write(&file, &whole[..bytes]).expect("a part of a model");
        let cut = shipped().resolve(&file.display().to_string()).expect_err("not all of it is there");
        assert!(matches!(cut, SpeechError::NotAModel { .. }), "{bytes} bytes: {cut:?}");
        let text = cut.to_string();
        assert!(text.contains("ggml-mine.bin") && text.contains("cut off"), "{text}");
    }
    fs::write(&file, &whole).expect("a model");
    shipped().resolve(&file.display().to_string()).expect("whole again");
}

#[test]
fn a_model_given_as_a_file_is_taken_by_its_name() {
    let models = shipped();
    let path = models.default_speech().expect("a model").path;
    let model = models.resolve(&path.display().to_string()).expect("a model");
    assert_eq!(model.id, "tiny.en-q8_0", "the file's name without its decoration");
}

#[test]
fn no_catalog_or_a_broken_one_is_said() {
    let dir = tempfile::tempdir().expect("a folder");
    let none = Models::open(&[dir.path().to_path_buf()]).expect_err("none there");
    assert!(matches!(none, SpeechError::NoCatalog { .. }));
    fs::write(dir.path().join("catalog.toml"), "[[model]]\nid = 3").expect("a catalog");
    let broken = Models::open(&[dir.path().to_path_buf()]).expect_err("broken");
    assert!(matches!(broken, SpeechError::Catalog { .. }));
}

#[test]
fn folders_are_searched_in_order() {
    let (first, second) = (folder(None), folder(Some(b"model")));
    let models = Models::open(&[first.path().into(), second.path().into()]).expect("a catalog");
    assert_eq!(models.resolve("small").expect("found").path, second.path().join("ggml-small.bin"));
}

#[test]
fn a_hash_is_remembered_until_the_file_changes() {
    let dir = folder(Some(b"model"));
    let memory: PathBuf = dir.path().join("cache/models.json");
    let models = open(dir.path()).remembering(&memory);
    models.resolve("small").expect("whole");
    let remembered = fs::read_to_string(&memory).expect("a memory");
    // A remembered hash is believed: the file is not read again while size and time are the same.
    let model = models.resolve("small").expect("whole");
    fs::write(&memory, remembered.replace(&model.sha256, &"0".repeat(64))).expect("a false memory");
    assert!(matches!(models.resolve("small"), Err(SpeechError::ModelAltered { .. })), "the memory was asked");
    // A changed file is hashed afresh, and a memory that cannot be read costs nothing but time.
    fs::write(&memory, "not json").expect("a broken memory");
    models.resolve("small").expect("hashed again");
    assert!(fs::read_to_string(&memory).expect("a memory").contains(&model.sha256));
}
