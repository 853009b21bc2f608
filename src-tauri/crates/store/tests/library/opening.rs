use std::{fs, path::Path, thread};

use store::{Opened, Store, StoreError, TakeFilter};

use crate::support::{Library, take};

fn close(library: Library) -> tempfile::TempDir {
    let Library { store, folder } = library;
    drop(store);
    folder
}

#[test]
fn a_library_opens_again_with_everything_in_it() {
    let library = Library::new();
    library.keep("a", 1, &["We dropped the portal."]);
    let folder = close(library);
    let store = Store::open(&folder.path().join("library.db")).unwrap();
    assert_eq!(store.search("portal", &TakeFilter::default(), 5).unwrap().len(), 1);
    assert_eq!(store.path(), folder.path().join("library.db"));
}

#[test]
fn two_programs_share_one_library() {
    let library = Library::new();
    let other = Store::open(&library.file()).unwrap();
    other.insert_take(&take("a", 1)).unwrap();
    library.store.insert_take(&take("b", 2)).unwrap();
    assert_eq!(other.takes(&TakeFilter::default()).unwrap(), library.store.takes(&TakeFilter::default()).unwrap());
}

#[test]
fn many_threads_may_open_and_write_a_new_library_at_once() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("library.db");
    thread::scope(|scope| {
        for number in 0..8 {
            let file = &file;
            scope.spawn(move || Store::open(file).unwrap().insert_take(&take(&number.to_string(), number)).unwrap());
        }
    });
    assert_eq!(Store::open(&file).unwrap().takes(&TakeFilter::default()).unwrap().len(), 8);
}

#[cfg(unix)]
#[test]
fn the_library_is_private() {
    use std::os::unix::fs::PermissionsExt;
    let mode = |path: &Path| fs::metadata(path).unwrap().permissions().mode() & 0o777;
    let folder = tempfile::tempdir().unwrap();
    let inner = folder.path().join("data/debrief");
    let store = Store::open(&inner.join("library.db")).unwrap();
    store.insert_take(&take("a", 1)).unwrap();
    assert_eq!((mode(&inner), mode(&folder.path().join("data"))), (0o700, 0o700));
    for file in fs::read_dir(&inner).unwrap() {
        let path = file.unwrap().path();
        assert_eq!(mode(&path), 0o600, "{}", path.display());
    }
    drop(store);
    let file = inner.join("library.db");
    fs::set_permissions(&file, fs::Permissions::from_mode(0o644)).unwrap();
    drop(Store::open(&file).unwrap());
    assert_eq!(mode(&file), 0o600, "a file that others could read is closed to them");
}

#[test]
fn a_newer_library_is_refused_untouched() {
    let folder = close(Library::new());
    let file = folder.path().join("library.db");
    rusqlite::Connection::open(&file).unwrap().pragma_update(None, "user_version", 99).unwrap();
    let before = fs::read(&file).unwrap();
    let error = Store::open_or_set_aside(&file, "2026-11-23").unwrap_err();
    assert!(matches!(error, StoreError::Newer { found: 99, .. }));
    assert!(error.to_string().ends_with("please update"), "{error}");
    assert_eq!(fs::read(&file).unwrap(), before);
}

#[test]
fn a_database_of_another_program_is_refused_untouched() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("library.db");
    rusqlite::Connection::open(&file).unwrap().execute_batch("CREATE TABLE bookmarks (url)").unwrap();
    let before = fs::read(&file).unwrap();
    assert!(matches!(Store::open_or_set_aside(&file, "2026-11-23"), Err(StoreError::Foreign { .. })));
    assert_eq!(fs::read(&file).unwrap(), before);
}

#[test]
fn a_damaged_library_is_refused_and_can_be_set_aside() {
    let library = Library::new();
    for number in 0..200 {
        library.keep(&format!("take-{number}"), number, &["We dropped the portal for the whole quarter."]);
    }
    let folder = close(library);
    let file = folder.path().join("library.db");
    let whole = fs::read(&file).unwrap();
    let mut torn = whole.clone();
    torn[4096..whole.len() - 4096].fill(0xA5);
    for damaged in [b"this is no database at all".repeat(40), whole[..whole.len() / 2].to_vec(), torn] {
        fs::write(&file, &damaged).unwrap();
        let error = Store::open(&file).unwrap_err();
        assert!(matches!(error, StoreError::Corrupt { .. }), "{error}");
        assert_eq!(error.to_string(), format!("the library {} is damaged", file.display()));

        let Opened { store, set_aside } = Store::open_or_set_aside(&file, "2026-11-23T08:15:00+01:00").unwrap();
        assert_eq!(store.takes(&TakeFilter::default()).unwrap(), [], "a new library took its place");
        let aside = set_aside.unwrap();
        let name = aside.file_name().unwrap().to_str().unwrap();
        assert!(name.starts_with("library.damaged-2026-11-23T08-15-00-01-00"), "{name}");
        assert_eq!(aside.extension().unwrap(), "db");
        assert_eq!(fs::read(&aside).unwrap(), damaged, "nothing of the old one is lost");
    }
    let kept = fs::read_dir(folder.path())
        .unwrap()
        .filter(|file| file.as_ref().unwrap().file_name().to_string_lossy().starts_with("library.damaged-"));
    assert_eq!(kept.count(), 3, "three set aside on one day have three names");
}

#[test]
fn a_library_killed_while_writing_opens_as_it_was() {
    let library = Library::new();
    library.keep("a", 1, &["We dropped the portal."]);
    // As a kill leaves it: the log beside the file, not yet moved into it.
    let copy = tempfile::tempdir().unwrap();
    for name in ["library.db", "library.db-wal"] {
        fs::copy(library.folder.path().join(name), copy.path().join(name)).unwrap();
    }
    let log = copy.path().join("library.db-wal");
    let torn = fs::read(&log).unwrap();
    let store = Store::open(&copy.path().join("library.db")).unwrap();
    assert_eq!(store.search("portal", &TakeFilter::default(), 5).unwrap().len(), 1);
    drop(store);

    fs::copy(library.file(), copy.path().join("library.db")).unwrap();
    fs::write(&log, &torn[..torn.len() - 100]).unwrap();
    let store = Store::open(&copy.path().join("library.db")).unwrap();
    assert_eq!(store.debrief("a").unwrap(), None, "the transaction that was cut off never happened");
    assert!(store.take("a").unwrap().is_some(), "the take before it is safe");
}

#[test]
fn what_cannot_be_a_library_is_an_error_that_names_it() {
    let folder = tempfile::tempdir().unwrap();
    let error = Store::open(folder.path()).unwrap_err();
    assert!(matches!(error, StoreError::Unopenable { .. }), "{error}");
    assert!(error.to_string().contains(&folder.path().display().to_string()));
    fs::write(folder.path().join("file"), b"").unwrap();
    assert!(matches!(Store::open(&folder.path().join("file/library.db")), Err(StoreError::Unopenable { .. })));
}

#[test]
fn an_empty_file_becomes_a_library() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("library.db");
    fs::write(&file, b"").unwrap();
    assert_eq!(Store::open(&file).unwrap().takes(&TakeFilter::default()).unwrap(), []);
}

#[cfg(unix)]
#[test]
fn a_library_that_vanishes_is_begun_anew_and_what_comes_then_is_kept() {
    let parent = tempfile::tempdir().unwrap();
    let folder = parent.path().join("data");
    let store = Store::open(&folder.join("library.db")).unwrap();
    store.insert_take(&take("before", 1)).unwrap();
    fs::rename(&folder, parent.path().join("moved")).unwrap();
    store.insert_take(&take("after", 2)).unwrap();
    drop(store);
    let ids = |folder: &Path| -> Vec<String> {
        let takes = Store::open(&folder.join("library.db")).unwrap().takes(&TakeFilter::default()).unwrap();
        takes.into_iter().map(|take| take.id).collect()
    };
    assert_eq!(ids(&folder), ["after"]);
    assert_eq!(ids(&parent.path().join("moved")), ["before"], "what was kept before went with the folder");
}
