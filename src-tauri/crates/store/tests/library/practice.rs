use interview::{
    delivery::bands::Measure,
    question::{QuestionAsked, Round},
    trend::Sample,
};
use store::{Note, OwnPoints, Preparation, StoreError, TakeStatus};

use crate::support::{Library, debrief, take};

/// A scored take on a day of November 2026.
fn scored(library: &Library, id: &str, day: u32, question: &str, overall: u8) {
    let mut given = take(id, 0);
    given.recorded_at = format!("2026-11-{day:02}T00:30:00+01:00");
    given.question_id = None;
    given.question = Some(QuestionAsked { text: question.to_owned(), round: Some(Round::Leadership) });
    library.store.insert_take(&given).unwrap();
    library.store.keep_debrief(id, &debrief(&["We agreed on one date.", "Costs fell."], overall)).unwrap();
}

#[test]
fn points_are_charted_by_criterion_on_the_day_where_they_were_recorded() {
    let library = Library::new();
    scored(&library, "b", 24, "Two teams?", 4);
    scored(&library, "a", 23, "Two teams?", 2);
    let points = library.store.point_samples(10).unwrap();
    let at = |day, value| Sample { day, value };
    assert_eq!(
        points["influence"],
        [at(20_780, 2), at(20_781, 4)],
        "half past midnight is that day, not the one in UTC"
    );
    assert!(!points.contains_key("impact"), "what had no points is no point");
    assert_eq!(library.store.point_samples(1).unwrap()["influence"], [at(20_781, 4)], "the latest only");
    library.store.keep_debrief("b", &debrief(&["We agreed."], 5)).unwrap();
    assert_eq!(library.store.point_samples(1).unwrap()["influence"], [at(20_781, 5)], "the newest card counts");
}

#[test]
fn measures_follow_the_newest_hearing_and_the_bin_hides_a_take() {
    let library = Library::new();
    scored(&library, "a", 23, "Two teams?", 2);
    let measured = library.store.measure_samples(10).unwrap();
    assert_eq!(measured.contains_key(&Measure::Pace), library.store.debrief("a").unwrap().unwrap().delivery.is_some());
    assert_eq!(library.store.practice_days().unwrap().len(), 1);
    library.store.delete("a", "2026-11-24T08:00:00Z").unwrap();
    assert!(library.store.point_samples(10).unwrap().is_empty());
    assert!(library.store.practice_days().unwrap().is_empty());
}

#[test]
fn a_day_of_practice_adds_up() {
    let library = Library::new();
    scored(&library, "a", 23, "Two teams?", 2);
    scored(&library, "b", 23, "A conflict?", 3);
    scored(&library, "c", 25, "Two teams?", 3);
    let days: Vec<_> =
        library.store.practice_days().unwrap().iter().map(|day| (day.day, day.takes, day.seconds)).collect();
    assert_eq!(days, [(20_780, 2, 184), (20_782, 1, 92)]);
    assert_eq!(library.store.rehearsed_since(20_781).unwrap().len(), 1);
}

#[test]
fn every_question_tells_its_best_take_unless_another_was_kept() {
    let library = Library::new();
    for (id, day, question, overall) in
        [("a", 23, "Two teams?", 4), ("b", 24, "Two teams?", 2), ("c", 25, "A conflict?", 3)]
    {
        scored(&library, id, day, question, overall);
    }
    let told =
        || -> Vec<String> { library.store.tellings(10).unwrap().into_iter().map(|telling| telling.take_id).collect() };
    assert_eq!(told(), ["a", "c"]);
    library.store.set_best("b", true).unwrap();
    assert_eq!(told(), ["b", "c"]);
    library.store.set_best("a", true).unwrap();
    assert!(!library.store.is_best("b").unwrap(), "a story has one best telling");
    library.store.set_best("a", false).unwrap();
    assert!(!library.store.is_best("a").unwrap());
    let telling = &library.store.tellings(10).unwrap()[0];
    assert_eq!(telling.text, "We agreed on one date. Costs fell.");
    assert_eq!(telling.signals.get("influence"), Some(&1));
}

#[test]
fn notes_and_own_points_are_replaced_as_a_whole() {
    let library = Library::new();
    scored(&library, "a", 23, "Two teams?", 4);
    let note = |at_ms, text: &str| Note { at_ms, text: text.to_owned() };
    library.store.set_notes("a", &[note(Some(900), " too long "), note(Some(1), "  "), note(None, "lunch")]).unwrap();
    assert_eq!(library.store.notes("a").unwrap(), [note(None, "lunch"), note(Some(900), "too long")]);
    let own = |points| vec![OwnPoints { id: "influence".to_owned(), points }];
    library.store.set_own_points("a", &own(2)).unwrap();
    library.store.set_own_points("a", &own(5)).unwrap();
    assert_eq!(library.store.own_points("a").unwrap(), own(5));
    assert_eq!(library.store.own_samples(10).unwrap()["influence"], [(5, 4)], "beside the card");
    assert!(matches!(library.store.set_notes("x", &[]), Err(StoreError::NoSuchTake { .. })));
}

#[test]
fn a_plan_is_kept_until_it_is_taken_away() {
    let library = Library::new();
    assert_eq!(library.store.preparation().unwrap(), None);
    let given =
        Preparation { interview_on: "2026-12-24".to_owned(), since: "2026-11-26".to_owned(), experienced: true };
    library.store.set_preparation(Some(&given)).unwrap();
    library.store.set_preparation(Some(&given)).unwrap();
    assert_eq!(library.store.preparation().unwrap(), Some(given));
    library.store.set_preparation(None).unwrap();
    assert_eq!(library.store.preparation().unwrap(), None);
}

#[test]
fn a_loop_holds_its_takes_in_order_and_forgets_those_in_the_bin() {
    let library = Library::new();
    for id in ["a", "b"] {
        scored(&library, id, 23, "Two teams?", 4);
    }
    library.store.insert_loop("loop", "2026-11-23T08:00:00Z", &["q1".to_owned(), "q2".to_owned()]).unwrap();
    library.store.add_to_loop("loop", "b").unwrap();
    library.store.add_to_loop("loop", "a").unwrap();
    library.store.end_loop("loop").unwrap();
    let held = library.store.mock_loop("loop").unwrap().unwrap();
    assert_eq!(
        (held.takes, held.questions, held.ended),
        (vec!["b".into(), "a".into()], vec!["q1".into(), "q2".into()], true)
    );
    let of_loop: Vec<_> = library.store.rehearsed_since(0).unwrap().into_iter().map(|done| done.loop_id).collect();
    assert_eq!(of_loop, [Some("loop".to_owned()), Some("loop".to_owned())]);
    library.store.delete("b", "2026-11-24T08:00:00Z").unwrap();
    assert_eq!(library.store.mock_loop("loop").unwrap().unwrap().takes, ["a"]);
    assert!(matches!(library.store.add_to_loop("none", "a"), Err(StoreError::NoSuchLoop { .. })));
}

#[test]
fn loops_of_before_are_listed_with_what_decides_their_vote() {
    let library = Library::new();
    for (id, overall) in [("a", 4), ("b", 2)] {
        scored(&library, id, 23, "Two teams?", overall);
    }
    library.store.insert_take(&take("c", 9)).unwrap();
    for (id, takes) in [("first", &["a"][..]), ("left at once", &[]), ("second", &["c", "b"])] {
        library.store.insert_loop(id, "2026-11-23T08:00:00Z", &["q1".to_owned()]).unwrap();
        for take in takes {
            library.store.add_to_loop(id, take).unwrap();
        }
    }
    let past = library.store.past_loops().unwrap();
    let ids: Vec<_> = past.iter().map(|past| past.held.id.as_str()).collect();
    assert_eq!(ids, ["second", "first"], "newest first; one without an answer is none to open again");
    assert_eq!(past[0].held, library.store.mock_loop("second").unwrap().unwrap());
    let came_of: Vec<_> = past[0].answers.iter().map(|answer| (answer.status, answer.overall)).collect();
    assert_eq!(came_of, [(TakeStatus::Recorded, None), (TakeStatus::Scored, Some(2))]);
    assert_eq!(past[0].answers[0].question_id.as_deref(), Some("leadership-two-teams"));
    assert_eq!(past[0].answers[1].heard, ["influence"]);

    library.store.delete("a", "2026-11-24T08:00:00Z").unwrap();
    assert_eq!(library.store.past_loops().unwrap().len(), 1, "its only answer is in the bin");
}

#[test]
fn a_loop_goes_to_the_bin_and_comes_back_and_its_takes_stay() {
    let library = Library::new();
    scored(&library, "a", 23, "Two teams?", 4);
    library.store.insert_loop("loop", "2026-11-23T08:00:00Z", &["q1".to_owned()]).unwrap();
    library.store.add_to_loop("loop", "a").unwrap();
    assert!(library.store.purge_loop("loop").is_err(), "only what is in the bin can be purged");
    assert!(matches!(library.store.delete_loop("loop", "soon"), Err(StoreError::BadDate { .. })));

    library.store.delete_loop("loop", "2026-11-24T08:00:00Z").unwrap();
    library.store.delete_loop("loop", "2026-11-25T08:00:00Z").unwrap();
    assert_eq!(library.store.mock_loop("loop").unwrap(), None);
    assert_eq!(library.store.past_loops().unwrap(), []);
    let binned = ("loop".to_owned(), "2026-11-24T08:00:00Z".to_owned());
    assert_eq!(library.store.deleted_loops().unwrap(), [binned], "the first date counts");
    library.store.undo_delete_loop("loop").unwrap();
    assert_eq!(library.store.past_loops().unwrap().len(), 1);

    library.store.delete_loop("loop", "2026-11-24T08:00:00Z").unwrap();
    library.store.purge_loop("loop").unwrap();
    assert!(matches!(library.store.undo_delete_loop("loop"), Err(StoreError::NoSuchLoop { .. })));
    assert!(library.store.take("a").unwrap().is_some());
}

#[test]
fn a_loop_takes_another_answer_after_one_of_its_first_was_purged() {
    let library = Library::new();
    library.store.insert_loop("loop", "2026-11-23T08:00:00Z", &["q1".to_owned()]).unwrap();
    for id in ["a", "b", "c"] {
        scored(&library, id, 23, "Two teams?", 4);
    }
    library.store.add_to_loop("loop", "a").unwrap();
    library.store.add_to_loop("loop", "b").unwrap();
    library.store.delete("a", "2026-11-24T08:00:00Z").unwrap();
    library.store.purge("a").unwrap();
    library.store.add_to_loop("loop", "c").unwrap();
    assert_eq!(library.store.mock_loop("loop").unwrap().unwrap().takes, ["b", "c"]);
}

#[test]
fn a_library_from_before_is_charted_when_it_is_opened() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("library.db");
    let db = rusqlite::Connection::open(&file).unwrap();
    db.execute_batch(include_str!("../../migrations/0001_library.sql")).unwrap();
    db.execute_batch(
        r#"PRAGMA application_id = 1145197126; PRAGMA user_version = 1;
        INSERT INTO takes (seq, id, recorded_at, recorded_ms, file, duration_ms, sample_rate, channels, lost_ms, rubric,
                           origin, status)
        VALUES (1, 'a', '2026-11-23T08:00:00Z', 1, 'a.wav', 90000, 48000, 1, 0, 'director-pm', 'microphone', 'scored');
        INSERT INTO hearings (take, transcript, delivery) VALUES (1, '{}', '{"speaking_ms": 60000, "words_per_minute": 150,
            "latency_ms": 400, "fillers_per_minute_x10": 30, "hedges": [1, 2],
            "pauses": [{"start_ms": 0, "end_ms": 1200}, {"start_ms": 5000, "end_ms": 8000}]}');
        INSERT INTO scorecards (take, version, layout, versions, structure, signals, card, timing) VALUES
            (1, 1, 1, '', '', '[{"id": "old", "polarity": "positive"}]', '', ''),
            (1, 2, 1, '', '', '[{"id": "impact", "polarity": "positive"}, {"id": "impact", "polarity": "positive"}]', '', '');"#,
    )
    .unwrap();
    drop(db);
    let store = store::Store::open(&file).unwrap();
    let measured: Vec<_> =
        store.measure_samples(10).unwrap().into_iter().map(|(measure, samples)| (measure, samples[0].value)).collect();
    assert_eq!(
        measured,
        [
            (Measure::Pace, 150),
            (Measure::Fillers, 30),
            (Measure::LongestPause, 3000),
            (Measure::Latency, 400),
            (Measure::Length, 89_600),
            (Measure::Hedges, 20),
        ]
    );
    let signals = &store.tellings(10).unwrap()[0].signals;
    assert_eq!(signals.iter().map(|(id, count)| (id.as_str(), *count)).collect::<Vec<_>>(), [("impact", 2)]);
}
