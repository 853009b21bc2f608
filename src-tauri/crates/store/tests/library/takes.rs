use store::{StoreError, TakeStatus};

use crate::support::{Library, take};

#[test]
fn a_take_comes_back_as_it_was_given() {
    let library = Library::new();
    let given = take("a", 5);
    library.store.insert_take(&given).unwrap();
    let kept = library.store.take("a").unwrap().unwrap();
    assert_eq!(kept.status, TakeStatus::Recorded);
    assert_eq!(
        (kept.id, kept.recorded_at, kept.file, kept.question_id, kept.question, kept.rubric, kept.origin),
        (given.id, given.recorded_at, given.file, given.question_id, given.question, given.rubric, given.origin)
    );
    assert_eq!(
        (kept.duration_ms, kept.sample_rate, kept.channels, kept.lost_ms, kept.failure),
        (given.duration_ms, given.sample_rate, given.channels, given.lost_ms, None)
    );
    assert_eq!(library.store.take("b").unwrap(), None);
}

#[test]
fn a_take_without_a_question_is_kept_too() {
    let library = Library::new();
    let mut given = take("a", 5);
    (given.question_id, given.question) = (None, None);
    library.store.insert_take(&given).unwrap();
    assert_eq!(library.store.take("a").unwrap().unwrap().question, None);
}

#[test]
fn an_id_is_given_once() {
    let library = Library::new();
    library.store.insert_take(&take("a", 1)).unwrap();
    let error = library.store.insert_take(&take("a", 2)).unwrap_err();
    assert!(matches!(error, StoreError::TakeExists { id } if id == "a"));
    library.store.delete("a", "2026-11-23T12:00:00Z").unwrap();
    assert!(library.store.insert_take(&take("a", 2)).is_err(), "not even while the other is in the bin");
}

#[test]
fn a_date_without_an_offset_is_refused() {
    let library = Library::new();
    for date in ["", "yesterday", "2026-11-23", "2026-11-23T08:00:00", "now"] {
        let mut given = take("a", 1);
        given.recorded_at = date.to_owned();
        let error = library.store.insert_take(&given).unwrap_err();
        assert!(matches!(error, StoreError::BadDate { value } if value == date));
    }
}

#[test]
fn a_failed_analysis_keeps_its_reason_and_the_debrief_of_before() {
    let library = Library::new();
    let debrief = library.keep("a", 1, &["It worked."]);
    library.store.set_failed("a", "the model is damaged").unwrap();
    let row = library.store.take("a").unwrap().unwrap();
    assert_eq!((row.status, row.failure.as_deref()), (TakeStatus::Failed, Some("the model is damaged")));
    assert_eq!(library.store.debrief("a").unwrap(), Some(debrief.clone()));

    library.store.keep_debrief("a", &debrief).unwrap();
    let row = library.store.take("a").unwrap().unwrap();
    assert_eq!((row.status, row.failure), (TakeStatus::Scored, None), "the next analysis clears it");
    assert!(matches!(library.store.set_failed("b", "x"), Err(StoreError::NoSuchTake { .. })));
}

#[test]
fn the_sound_of_a_take_can_be_kept_under_another_name() {
    let library = Library::new();
    library.store.insert_take(&take("a", 1)).unwrap();
    library.store.set_file("a", "a.flac").unwrap();
    assert_eq!(library.store.take("a").unwrap().unwrap().file, "a.flac");
    assert!(matches!(library.store.set_file("x", "x.flac"), Err(StoreError::NoSuchTake { .. })));
}
