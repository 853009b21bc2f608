use interview::question::QuestionAsked;
use store::{Labels, SignalWanted, Store, StoreError, TakeFilter};

use crate::support::{Library, debrief, take};

fn labels(title: &str, favourite: bool, tags: &[&str]) -> Labels {
    let title = Some(title.to_owned()).filter(|title| !title.is_empty());
    Labels { title, favourite, tags: tags.iter().map(|tag| (*tag).to_owned()).collect() }
}

fn by(library: &Library, change: impl FnOnce(&mut TakeFilter)) -> Vec<String> {
    let mut filter = TakeFilter::default();
    change(&mut filter);
    library.store.takes(&filter).unwrap().into_iter().map(|take| take.id).collect()
}

#[test]
fn a_take_has_the_labels_it_was_given_and_no_others() {
    let library = Library::new();
    library.keep("a", 1, &["We agreed."]);
    library.keep("b", 2, &["We agreed."]);
    assert!(library.store.labels("a").unwrap().is_empty());
    let given = labels("  The   portal\nstory ", true, &["zebra", " #Google ", "google", "", "zebra"]);
    let kept = labels("The portal story", true, &["Google", "zebra"]);
    assert_eq!(library.store.set_labels("a", &given).unwrap(), kept);
    assert_eq!(library.store.labels("a").unwrap(), kept);
    let takes = library.store.takes(&TakeFilter::default()).unwrap();
    assert_eq!((&takes[1].labels, &takes[0].labels), (&kept, &Labels::default()));
    library.store.set_labels("a", &Labels::default()).unwrap();
    assert!(library.store.labels("a").unwrap().is_empty(), "labels are replaced as a whole");
}

#[test]
fn a_tag_is_written_as_it_was_first() {
    let library = Library::new();
    library.keep("a", 1, &["We agreed."]);
    library.keep("b", 2, &["We agreed."]);
    library.store.set_labels("a", &labels("", false, &["Panel"])).unwrap();
    assert_eq!(library.store.set_labels("b", &labels("", false, &["PANEL"])).unwrap().tags, ["Panel"]);
    let tags: Vec<_> = library.store.tags().unwrap().into_iter().map(|tag| (tag.tag, tag.takes)).collect();
    assert_eq!(tags, [("Panel".to_owned(), 2)]);
    assert_eq!(by(&library, |filter| filter.tag = Some("panel".to_owned())), ["b", "a"]);
    library.store.delete("b", "2026-11-23T12:00:00Z").unwrap();
    assert_eq!(library.store.tags().unwrap()[0].takes, 1, "the bin does not count");
}

#[test]
fn labels_that_are_too_long_or_too_many_are_refused_whole() {
    let library = Library::new();
    library.keep("a", 1, &["We agreed."]);
    let many: Vec<String> = (0..21).map(|number| format!("tag {number}")).collect();
    for bad in [
        labels(&"x".repeat(121), false, &[]),
        labels("", false, &[&"y".repeat(41)]),
        Labels { tags: many, ..Labels::default() },
    ] {
        let error = library.store.set_labels("a", &bad).unwrap_err();
        assert!(matches!(error, StoreError::BadLabel { .. }), "{error}");
        assert!(error.to_string().contains("at most"), "it says the rule: {error}");
    }
    assert!(library.store.labels("a").unwrap().is_empty());
    assert!(matches!(library.store.set_labels("x", &Labels::default()), Err(StoreError::NoSuchTake { .. })));
}

#[test]
fn a_title_is_found_by_its_words_until_it_is_changed() {
    let library = Library::new();
    library.keep("a", 1, &["We agreed."]);
    library.store.set_labels("a", &labels("Merging the portals", false, &[])).unwrap();
    assert_eq!(by(&library, |filter| filter.text = Some("portal".to_owned())), ["a"]);
    library.store.set_labels("a", &labels("Hiring", false, &[])).unwrap();
    assert_eq!(by(&library, |filter| filter.text = Some("portal".to_owned())), [] as [&str; 0]);
    assert_eq!(by(&library, |filter| filter.text = Some("hiring".to_owned())), ["a"]);
    let hit = &library.store.search("agreed", &TakeFilter::default(), 5).unwrap()[0];
    assert_eq!(hit.title.as_deref(), Some("Hiring"));
}

#[test]
fn filters_for_signals_days_stars_and_questions_combine_with_each_other_and_with_words() {
    let library = Library::new();
    library.keep("heard", 1, &["We dropped the portal."]);
    let mut without = debrief(&["It held the portal."], 2);
    without.signals.clear();
    let mut own = take("missing", 2);
    own.recorded_at = "2026-11-25T00:30:00+01:00".to_owned();
    own.question_id = None;
    own.question = Some(QuestionAsked { text: "Why us?".to_owned(), round: None });
    library.store.insert_take(&own).unwrap();
    library.store.keep_debrief("missing", &without).unwrap();
    library.store.insert_take(&take("waiting", 3)).unwrap();
    library.store.set_labels("heard", &labels("", true, &["x"])).unwrap();

    let signal = |heard| Some(SignalWanted { id: "influence".to_owned(), heard });
    assert_eq!(by(&library, |filter| filter.signal = signal(true)), ["heard"]);
    assert_eq!(by(&library, |filter| filter.signal = signal(false)), ["missing"], "nobody listened to the other yet");
    assert_eq!(by(&library, |filter| filter.favourite = true), ["heard"]);
    assert_eq!(by(&library, |filter| filter.since = Some("2026-11-25".to_owned())), ["missing"], "the speaker's day");
    assert_eq!(by(&library, |filter| filter.until = Some("2026-11-24".to_owned())), ["waiting", "heard"]);
    assert_eq!(by(&library, |filter| filter.question = Some("Why us?".to_owned())), ["missing"]);
    let both = |filter: &mut TakeFilter| {
        filter.text = Some("portal".to_owned());
        filter.signal = signal(true);
        filter.tag = Some("x".to_owned());
    };
    assert_eq!(by(&library, both), ["heard"]);

    let within = |heard| {
        let filter = TakeFilter { signal: signal(heard), ..TakeFilter::default() };
        let hits = library.store.search("portal", &filter, 9).unwrap();
        hits.into_iter().map(|hit| hit.take_id).collect::<Vec<_>>()
    };
    assert_eq!((within(true), within(false)), (vec!["heard".to_owned()], vec!["missing".to_owned()]));
}

#[test]
fn the_questions_that_were_answered_are_offered_last_first() {
    let library = Library::new();
    library.keep("a", 1, &["We agreed."]);
    library.keep("b", 5, &["We agreed."]);
    let mut own = take("c", 3);
    own.question_id = None;
    own.question = Some(QuestionAsked { text: "Why us?".to_owned(), round: None });
    library.store.insert_take(&own).unwrap();
    let mut none = take("d", 9);
    (none.question_id, none.question) = (None, None);
    library.store.insert_take(&none).unwrap();
    let asked = library.store.answered_questions().unwrap();
    let asked: Vec<_> = asked.iter().map(|asked| (asked.id.as_deref(), asked.text.as_str(), asked.takes)).collect();
    assert_eq!(asked, [(Some("leadership-two-teams"), "Tell me about two teams.", 2), (None, "Why us?", 1)]);
}

#[test]
fn a_purged_take_leaves_no_label() {
    let library = Library::new();
    library.keep("a", 1, &["We agreed."]);
    library.store.set_labels("a", &labels("Quibbledash", false, &["Wobblefern"])).unwrap();
    library.store.delete("a", "2026-11-23T12:00:00Z").unwrap();
    library.store.purge("a").unwrap();
    assert_eq!(library.store.tags().unwrap(), []);
    for file in std::fs::read_dir(library.folder.path()).unwrap() {
        let bytes = std::fs::read(file.unwrap().path()).unwrap().to_ascii_lowercase();
        for word in [&b"quibbledash"[..], b"wobblefern"] {
            assert!(!bytes.windows(word.len()).any(|at| at == word), "{word:?} is left in the library's files");
        }
    }
}

#[test]
fn a_library_from_before_there_were_labels_opens_and_takes_them() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("library.db");
    let db = rusqlite::Connection::open(&file).unwrap();
    for layout in [
        include_str!("../../migrations/0001_library.sql"),
        include_str!("../../migrations/0002_practice.sql"),
        include_str!("../../migrations/0003_amendments.sql"),
    ] {
        db.execute_batch(layout).unwrap();
    }
    db.execute_batch(
        "PRAGMA application_id = 1145197126; PRAGMA user_version = 3;
        INSERT INTO takes (seq, id, recorded_at, recorded_ms, file, duration_ms, sample_rate, channels, lost_ms, question,
                           rubric, origin, status)
        VALUES (1, 'a', '2026-11-23T08:00:00Z', 1, 'a.wav', 90000, 48000, 1, 0, 'Two teams?', 'director-pm', 'microphone',
                'scored'),
               (2, 'b', '2026-11-24T08:00:00Z', 2, 'b.wav', 90000, 48000, 1, 0, NULL, 'director-pm', 'file', 'recorded');
        INSERT INTO heard_signals (take, signal, polarity, sentences) VALUES (1, 'impact', 'positive', 2);",
    )
    .unwrap();
    drop(db);
    let store = Store::open(&file).unwrap();
    let takes = store.takes(&TakeFilter::default()).unwrap();
    assert_eq!(takes.iter().map(|take| take.id.as_str()).collect::<Vec<_>>(), ["b", "a"], "nothing is lost");
    assert!(takes.iter().all(|take| take.labels.is_empty()));
    let kept = store.set_labels("a", &labels("The merger", true, &["panel"])).unwrap();
    assert_eq!(
        store.takes(&TakeFilter { text: Some("merger".into()), ..TakeFilter::default() }).unwrap()[0].labels,
        kept
    );
    let heard = SignalWanted { id: "impact".into(), heard: true };
    let filter = TakeFilter { signal: Some(heard), favourite: true, ..TakeFilter::default() };
    assert_eq!(store.takes(&filter).unwrap().len(), 1);
    store.delete("b", "2026-11-25T08:00:00Z").unwrap();
    store.purge("b").unwrap();
    drop(store);
    let store = Store::open(&file).unwrap();
    assert_eq!(store.labels("a").unwrap(), kept, "a second start finds it whole");
}
