use std::{
    collections::BTreeMap,
    fs,
    io::{Cursor, Write},
    path::{Path, PathBuf},
    sync::atomic::AtomicBool,
};

use sha2::{Digest, Sha256};
use tempfile::TempDir;
use zip::{CompressionMethod, ZipWriter, write::SimpleFileOptions};

use super::{BackupError, archive::hexadecimal, backup, restore, stage_restore};
use crate::{DataFolder, Library, RehearsalError};

fn never() -> AtomicBool {
    AtomicBool::new(false)
}

fn library(home: &TempDir) -> Library {
    Library::open(DataFolder::open(Some(home.path())).expect("a folder")).expect("a library")
}

/// A library of one take, found again from its recording.
fn kept(home: &TempDir) -> Library {
    let library = library(home);
    crate::wav::write(&library.folder().recordings().join("one.wav"), 16_000, 1, [Ok(vec![0.1; 16_000])])
        .expect("a recording");
    library.recover().expect("it is found");
    fs::create_dir_all(library.folder().rubrics()).expect("a folder");
    fs::write(library.folder().rubrics().join("mine.toml"), "id = 1").expect("a rubric");
    library
}

fn backed_up(library: &Library, folder: &Path) -> PathBuf {
    let out = folder.join("all.zip");
    backup(library, &out, &mut |_| {}, &never()).expect("a backup");
    out
}

fn into_empty(archive: &Path) -> (TempDir, Result<super::Restored, RehearsalError>) {
    let home = tempfile::tempdir().expect("a folder");
    let folder = DataFolder::open(Some(home.path())).expect("a folder");
    let restored = restore(&folder, archive, false, &mut |_| {}, &never());
    (home, restored)
}

/// Names of all files below a folder, the lock apart.
fn files(folder: &Path) -> Vec<String> {
    let mut names = Vec::new();
    for entry in fs::read_dir(folder).expect("a folder").map(|entry| entry.expect("an entry").path()) {
        if entry.is_dir() { names.extend(files(&entry)) } else { names.push(entry.display().to_string()) }
    }
    names.retain(|name| !name.ends_with("library.lock"));
    names
}

#[test]
fn a_backup_gives_everything_back_in_an_empty_place() {
    let (home, out) = (tempfile::tempdir().expect("a folder"), tempfile::tempdir().expect("a folder"));
    let library = kept(&home);
    let archive = backed_up(&library, out.path());
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        let mode = fs::metadata(&archive).expect("a file").permissions().mode() & 0o777;
        assert_eq!(mode, 0o600, "nobody else may read it");
    }
    let again = backup(&library, &archive, &mut |_| {}, &never());
    assert!(matches!(again, Err(RehearsalError::Exists { .. })), "a backup never overwrites");
    assert_eq!(files(out.path()).len(), 1, "nothing half is left beside it");

    let (new, restored) = into_empty(&archive);
    let restored = restored.expect("it is restored");
    assert_eq!((restored.recordings, restored.aside), (1, None));
    let read = |home: &TempDir, name: &str| fs::read(home.path().join(name)).expect("a file");
    for name in ["recordings/one.wav", "recordings/one.json", "rubrics/mine.toml"] {
        assert_eq!(read(&home, name), read(&new, name), "{name} is the same to the byte");
    }
    let restored = self::library(&new);
    assert_eq!(restored.take("one").expect("a row").duration_ms, 1000);
    assert!(files(new.path()).iter().all(|name| !name.contains("restore-")), "nothing is left of the unpacking");
}

#[test]
fn a_library_that_is_not_empty_is_only_replaced_on_request_and_then_kept_aside() {
    let (home, out) = (tempfile::tempdir().expect("a folder"), tempfile::tempdir().expect("a folder"));
    let library = kept(&home);
    let archive = backed_up(&library, out.path());
    let folder = library.folder().clone();
    let asked = |replace| restore(&folder, &archive, replace, &mut |_| {}, &never());
    assert!(matches!(asked(true), Err(RehearsalError::InUse { .. })), "it is open");
    library.delete("one").expect("a take");
    library.empty_bin().expect("it is emptied");
    fs::write(folder.recordings().join("other.txt"), "kept").expect("writable");
    drop(library);
    assert!(matches!(asked(false), Err(RehearsalError::Backup(BackupError::NotEmpty { .. }))));
    let aside = asked(true).expect("it is replaced").aside.expect("the old is aside");
    assert_eq!(fs::read_to_string(aside.join("recordings/other.txt")).expect("kept"), "kept");
    assert!(self::library(&home).take("one").is_ok(), "the backup is in place");
}

#[test]
fn one_changed_byte_anywhere_is_noticed_and_nothing_is_restored() {
    let (home, out) = (tempfile::tempdir().expect("a folder"), tempfile::tempdir().expect("a folder"));
    let archive = backed_up(&kept(&home), out.path());
    let whole = fs::read(&archive).expect("the backup");
    for at in (0..whole.len()).step_by(whole.len() / 60 + 1) {
        let mut bytes = whole.clone();
        bytes[at] ^= 0x10;
        let path = out.path().join("changed.zip");
        fs::write(&path, &bytes).expect("writable");
        let (new, restored) = into_empty(&path);
        // A flip in a date or a flag that says nothing changes nothing; every other is refused.
        if restored.is_err() {
            assert_eq!(files(new.path()), [] as [String; 0], "something half is left of a flip at {at}");
        } else {
            assert!(self::library(&new).take("one").is_ok(), "a flip at {at} lost the take");
        }
    }
    for length in [0, 1, whole.len() / 2, whole.len() - 1] {
        let path = out.path().join("short.zip");
        fs::write(&path, &whole[..length]).expect("writable");
        let (new, restored) = into_empty(&path);
        assert!(restored.is_err(), "{length} bytes of it are no backup");
        assert_eq!(files(new.path()), [] as [String; 0]);
    }
}

/// An archive of these files under a manifest that agrees with them.
fn forged(path: &Path, files: &[(&str, &[u8])], method: CompressionMethod) {
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    let options = SimpleFileOptions::default().compression_method(method);
    let mut entries = Vec::new();
    for (name, content) in files {
        zip.start_file(*name, options).expect("a name");
        zip.write_all(content).expect("memory");
        let sha256 = hexadecimal(&Sha256::digest(content));
        entries.push(serde_json::json!({"name": name, "bytes": content.len(), "sha256": sha256}));
    }
    zip.start_file("manifest.json", options).expect("a name");
    let manifest = serde_json::json!({"format": 1, "debrief": "0", "made_at": "", "files": entries});
    zip.write_all(manifest.to_string().as_bytes()).expect("memory");
    fs::write(path, zip.finish().expect("memory").into_inner()).expect("writable");
}

#[test]
fn a_name_that_leads_out_of_the_library_is_refused_before_anything_is_written() {
    let out = tempfile::tempdir().expect("a folder");
    let path = out.path().join("evil.zip");
    for name in [
        "../evil.wav",
        "/tmp/evil.wav",
        "recordings/../../evil.wav",
        "recordings/a/b.wav",
        "recordings\\..\\evil.wav",
        "C:/evil.wav",
        "recordings/nul.wav",
        "recordings/.hidden.wav",
        "models/evil.bin",
        "recordings/evil.sh",
        "library.db-wal",
    ] {
        forged(&path, &[("library.db", b""), (name, b"x")], CompressionMethod::Stored);
        let (new, restored) = into_empty(&path);
        assert!(
            matches!(restored, Err(RehearsalError::Backup(BackupError::NotABackup { .. }))),
            "{name}: {restored:?}"
        );
        assert_eq!(files(new.path()), [] as [String; 0], "{name}");
    }
}

#[test]
fn sizes_that_lie_are_refused_without_being_believed() {
    let out = tempfile::tempdir().expect("a folder");
    let path = out.path().join("bomb.zip");
    let nested = "[".repeat(200_000);
    let manifests = BTreeMap::from([
        (
            "a petabyte",
            r#"{"format":1,"debrief":"0","made_at":"","files":[{"name":"library.db","bytes":1125899906842624,"sha256":""}]}"#,
        ),
        ("no list", "{}"),
        ("nested", nested.as_str()),
        ("newer", r#"{"format":9,"debrief":"9","made_at":"","files":[]}"#),
    ]);
    for (what, manifest) in manifests {
        let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
        let options = SimpleFileOptions::default().compression_method(CompressionMethod::Stored);
        for (name, content) in [("library.db", "x"), ("manifest.json", manifest)] {
            zip.start_file(name, options).expect("a name");
            zip.write_all(content.as_bytes()).expect("memory");
        }
        fs::write(&path, zip.finish().expect("memory").into_inner()).expect("writable");
        let (new, restored) = into_empty(&path);
        assert!(restored.is_err(), "{what}");
        assert_eq!(files(new.path()), [] as [String; 0], "{what}");
    }
}

#[test]
fn a_stranger_in_the_place_of_the_database_is_refused_and_the_library_stays_as_it_was() {
    let out = tempfile::tempdir().expect("a folder");
    let path = out.path().join("stranger.zip");
    forged(&path, &[("library.db", &[7; 9000])], CompressionMethod::Stored);
    let (new, restored) = into_empty(&path);
    assert!(restored.is_err(), "it is no database");
    assert_eq!(files(new.path()), [] as [String; 0]);
}

#[test]
fn an_interrupted_backup_or_restore_leaves_nothing() {
    let (home, out) = (tempfile::tempdir().expect("a folder"), tempfile::tempdir().expect("a folder"));
    let library = kept(&home);
    let stopped = AtomicBool::new(true);
    let path = out.path().join("half.zip");
    let interrupted = |error| matches!(error, RehearsalError::Backup(BackupError::Interrupted));
    assert!(interrupted(backup(&library, &path, &mut |_| {}, &stopped).expect_err("it was stopped")));
    assert_eq!(files(out.path()), [] as [String; 0]);
    let archive = backed_up(&library, out.path());
    let new = tempfile::tempdir().expect("a folder");
    let folder = DataFolder::open(Some(new.path())).expect("a folder");
    assert!(interrupted(restore(&folder, &archive, false, &mut |_| {}, &stopped).expect_err("it was stopped")));
    assert_eq!(files(new.path()), [] as [String; 0]);
}

#[test]
fn a_restore_cut_off_while_it_was_put_in_place_is_finished_at_the_next_start() {
    let (home, out) = (tempfile::tempdir().expect("a folder"), tempfile::tempdir().expect("a folder"));
    let archive = backed_up(&kept(&home), out.path());
    let (restored, result) = into_empty(&archive);
    result.expect("it is restored");
    // As if the program had been killed after the first of the moves.
    let (cut, old) = (tempfile::tempdir().expect("a folder"), kept(&home));
    drop(old);
    let ready = cut.path().join("restore-ready");
    fs::create_dir_all(ready.join("rubrics")).expect("a folder");
    fs::rename(restored.path().join("library.db"), ready.join("library.db")).expect("a file");
    fs::rename(restored.path().join("recordings"), cut.path().join("recordings")).expect("a folder");
    fs::write(ready.join("replaced"), "replaced-then").expect("writable");
    fs::create_dir_all(cut.path().join("replaced-then/recordings")).expect("a folder");
    let library = self::library(&cut);
    assert!(library.take("one").is_ok(), "the start finished it");
    assert!(!ready.exists());
    assert!(cut.path().join("replaced-then").is_dir(), "what was there before is still aside");
}

#[test]
fn a_backup_chosen_while_the_library_is_open_is_in_place_at_the_next_start() {
    let (home, out) = (tempfile::tempdir().expect("a folder"), tempfile::tempdir().expect("a folder"));
    let archive = backed_up(&kept(&home), out.path());
    let other = tempfile::tempdir().expect("a folder");
    let open = kept(&other);
    open.delete("one").expect("a take that is there");
    for _ in 0..2 {
        // Chosen twice, the second takes the place of the first.
        stage_restore(open.folder(), &archive, &mut |_| {}, &never()).expect("it is checked and unpacked");
    }
    assert!(open.take("one").is_err(), "it is in the bin still: nothing has changed yet");
    drop(open);
    let restored = library(&other);
    assert!(restored.take("one").is_ok(), "the start put it in place");
    let aside = |entry: std::io::Result<fs::DirEntry>| {
        entry.is_ok_and(|entry| entry.file_name().to_string_lossy().starts_with("replaced-"))
    };
    assert_eq!(fs::read_dir(other.path()).expect("a folder").filter_map(|entry| aside(entry).then_some(())).count(), 1);
}
