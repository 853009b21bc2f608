use std::fs;

use store::{StoreError, TakeFilter};

use crate::support::{Library, debrief, take};

const AT: &str = "2026-11-23T12:00:00+01:00";

#[test]
fn a_deleted_take_is_nowhere_but_in_the_bin_until_it_is_undone() {
    let library = Library::new();
    let debrief = library.keep("a", 1, &["We dropped the portal."]);
    library.store.delete("a", AT).unwrap();
    assert_eq!(library.store.take("a").unwrap(), None);
    assert_eq!(library.store.debrief("a").unwrap(), None);
    assert_eq!(library.store.scorecard_versions("a").unwrap(), []);
    assert_eq!(library.store.takes(&TakeFilter::default()).unwrap(), []);
    assert_eq!(library.store.search("portal", &TakeFilter::default(), 10).unwrap(), []);
    let bin = library.store.deleted().unwrap();
    assert_eq!((bin[0].id.as_str(), bin[0].deleted_at.as_str(), bin[0].file.as_str()), ("a", AT, "a.wav"));

    library.store.undo_delete("a").unwrap();
    assert_eq!(library.store.debrief("a").unwrap(), Some(debrief));
    assert_eq!(library.store.search("portal", &TakeFilter::default(), 10).unwrap().len(), 1);
    assert_eq!(library.store.deleted().unwrap(), []);
}

#[test]
fn deleting_twice_keeps_the_first_date_and_the_bin_shows_the_last_deleted_first() {
    let library = Library::new();
    for (id, date) in [("a", AT), ("b", "2026-11-23T11:30:00Z"), ("a", "2026-11-24T00:00:00Z")] {
        if library.store.deleted().unwrap().iter().all(|take| take.id != id) {
            library.store.insert_take(&take(id, 1)).unwrap();
        }
        library.store.delete(id, date).unwrap();
    }
    let bin: Vec<_> = library.store.deleted().unwrap().into_iter().map(|take| (take.id, take.deleted_at)).collect();
    assert_eq!(bin, [("b".to_owned(), "2026-11-23T11:30:00Z".to_owned()), ("a".to_owned(), AT.to_owned())]);
}

#[test]
fn unknown_takes_are_named() {
    let library = Library::new();
    let no_such = |result: Result<(), StoreError>| matches!(result, Err(StoreError::NoSuchTake { id }) if id == "x");
    assert!(no_such(library.store.delete("x", AT)));
    assert!(no_such(library.store.undo_delete("x")));
    assert!(no_such(library.store.purge("x").map(drop)));
    library.store.insert_take(&take("a", 1)).unwrap();
    assert!(library.store.purge("a").is_err(), "only what is in the bin can be purged");
    assert!(matches!(library.store.delete("a", "soon"), Err(StoreError::BadDate { .. })));
}

/// Every file of the library, as bytes.
fn on_disk(library: &Library) -> Vec<u8> {
    let files = fs::read_dir(library.folder.path()).unwrap();
    files.flat_map(|file| fs::read(file.unwrap().path()).unwrap()).collect()
}

fn holds(bytes: &[u8], text: &str) -> bool {
    bytes.windows(text.len()).any(|window| window.eq_ignore_ascii_case(text.as_bytes()))
}

#[test]
fn purging_leaves_no_text_of_the_take_behind() {
    let library = Library::new();
    let words = |take: u32| -> Vec<String> {
        (0..40).map(|number| format!("word{take}x{number} and{take}y{number} the zeppelin flew.")).collect()
    };
    for number in 0..60 {
        let id = format!("take-{number}");
        let mut given = take(&id, number);
        given.question = given
            .question
            .map(|question| interview::question::QuestionAsked { text: format!("Why question{number}z?"), ..question });
        library.store.insert_take(&given).unwrap();
        let sentences = words(number);
        let sentences: Vec<&str> = sentences.iter().map(String::as_str).collect();
        library.store.keep_debrief(&id, &debrief(&sentences, 4)).unwrap();
    }
    // Heard anew with other words, and failed once: those words must go as well.
    library.store.keep_debrief("take-7", &debrief(&["The hindenburg landed."], 2)).unwrap();
    library.store.keep_debrief("take-7", &debrief(&["The graf landed."], 2)).unwrap();
    library.store.set_failed("take-7", "disk lakehurst is gone").unwrap();
    for text in ["question7z", "graf", "lakehurst", "word8x39"] {
        assert!(holds(&on_disk(&library), text), "{text} is there before");
    }

    library.store.delete("take-7", AT).unwrap();
    assert_eq!(library.store.purge("take-7").unwrap(), "take-7.wav");

    let disk = on_disk(&library);
    let gone = words(7);
    let gone = gone.iter().flat_map(|sentence| sentence.split(' ').take(2));
    for text in gone.chain(["question7z", "hindenburg", "graf", "lakehurst", "take-7"]) {
        assert!(!holds(&disk, text), "{text} is still on the disk");
    }
    assert!(holds(&disk, "word8x39"), "the others stay");
    assert_eq!(library.store.search("word8x39", &TakeFilter::default(), 5).unwrap().len(), 1);
    assert_eq!(library.store.takes(&TakeFilter::default()).unwrap().len(), 59);
}
