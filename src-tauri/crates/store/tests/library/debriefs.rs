use interview::{
    amendments::{Amendments, JudgedFiller},
    scorecard::Status,
};
use store::{StoreError, TakeStatus};

use crate::support::{Library, debrief, take, text_only};

#[test]
fn a_debrief_comes_back_to_the_byte() {
    let library = Library::new();
    for (id, given) in [("spoken", debrief(&["We agreed.", "It held."], 4)), ("text", text_only(&["We agreed."]))] {
        library.store.insert_take(&take(id, 1)).unwrap();
        assert_eq!(library.store.debrief(id).unwrap(), None, "before the analysis there is none");
        library.store.keep_debrief(id, &given).unwrap();
        let kept = library.store.debrief(id).unwrap().unwrap();
        assert_eq!(serde_json::to_string(&kept).unwrap(), serde_json::to_string(&given).unwrap());
    }
}

#[test]
fn an_older_scorecard_is_followed_and_never_overwritten() {
    let library = Library::new();
    let first = library.keep("a", 1, &["We agreed."]);
    let mut second = debrief(&["We agreed."], 2);
    second.versions.scorer = 2;
    library.store.keep_debrief("a", &second).unwrap();

    let versions = library.store.scorecard_versions("a").unwrap();
    assert_eq!(versions.iter().map(|version| version.version).collect::<Vec<_>>(), [2, 1]);
    assert_eq!(versions[0].scorecard, second.scorecard);
    assert_eq!(versions[1].scorecard, first.scorecard);
    assert_eq!((versions[0].made_by.scorer, versions[1].made_by.scorer), (2, 1));
    assert_eq!(library.store.debrief("a").unwrap(), Some(second));
}

#[test]
fn the_same_card_again_is_kept_once() {
    let library = Library::new();
    let mut again = library.keep("a", 1, &["We agreed."]);
    again.timing.score_ms = Some(7);
    library.store.keep_debrief("a", &again).unwrap();
    assert_eq!(library.store.scorecard_versions("a").unwrap().len(), 1);
    assert_eq!(library.store.debrief("a").unwrap(), Some(again));
}

#[test]
fn a_card_keeps_the_date_it_was_first_made_on() {
    let library = Library::new();
    let unknown = library.keep("a", 1, &["We agreed."]);
    let nothing = Amendments::default();
    let mut newer = unknown.clone();
    newer.versions.scorer = 2;
    for at in ["2026-11-24T08:00:00+01:00", "2026-11-25T08:00:00+01:00"] {
        library.store.keep_amended("a", &newer, &nothing, Some(at)).unwrap();
    }
    let dates: Vec<_> =
        library.store.scorecard_versions("a").unwrap().into_iter().map(|version| version.scored_at).collect();
    assert_eq!(dates, [Some("2026-11-24T08:00:00+01:00".to_owned()), None], "the same card again is no new one");
    let error = library.store.keep_amended("a", &newer, &nothing, Some("soon")).unwrap_err();
    assert!(matches!(error, StoreError::BadDate { .. }));
}

#[test]
fn what_made_the_newest_card_of_each_take_is_known() {
    let library = Library::new();
    library.keep("a", 1, &["We agreed."]);
    library.keep("binned", 2, &["We agreed."]);
    library.store.delete("binned", "2026-11-23T12:00:00Z").unwrap();
    let mut newer = debrief(&["We agreed."], 2);
    newer.versions.scorer = 2;
    library.store.keep_debrief("a", &newer).unwrap();
    let made = library.store.newest_versions().unwrap();
    assert_eq!(made.iter().map(|made| (made.take_id.as_str(), made.by.scorer)).collect::<Vec<_>>(), [("a", 2)]);
}

#[test]
fn what_was_put_right_is_kept_with_the_debrief_and_replaced_with_it() {
    let library = Library::new();
    let debrief = library.keep("a", 1, &["We agreed."]);
    assert_eq!(library.store.amendments("a").unwrap(), Amendments::default());
    let judged = JudgedFiller { start_ms: 900, end_ms: 1_200, was_one: false };
    let made = Amendments { fillers: vec![judged], ..Amendments::default() };
    library.store.keep_amended("a", &debrief, &made, None).unwrap();
    assert_eq!(library.store.amendments("a").unwrap(), made);
    library.store.keep_amended("a", &debrief, &Amendments::default(), None).unwrap();
    assert_eq!(library.store.amendments("a").unwrap(), Amendments::default());
}

#[test]
fn the_card_decides_the_status() {
    let library = Library::new();
    library.keep("a", 1, &["We agreed."]);
    assert_eq!(library.store.take("a").unwrap().unwrap().status, TakeStatus::Scored);
    let mut silent = debrief(&["Fine."], 1);
    silent.scorecard.status = Status::NotScored;
    silent.scorecard.reason = Some("Too short.".to_owned());
    (silent.scorecard.overall, silent.scorecard.verdict) = (None, None);
    silent.scorecard.criteria.clear();
    library.store.keep_debrief("a", &silent).unwrap();
    assert_eq!(library.store.take("a").unwrap().unwrap().status, TakeStatus::NotScored);
}

#[test]
fn a_debrief_needs_its_take() {
    let library = Library::new();
    let error = library.store.keep_debrief("nobody", &debrief(&["We agreed."], 4)).unwrap_err();
    assert!(matches!(error, StoreError::NoSuchTake { id } if id == "nobody"));
    assert_eq!(library.store.scorecard_versions("nobody").unwrap(), []);
}

#[test]
fn an_analysis_that_ends_after_the_take_was_deleted_is_there_after_the_undo() {
    let library = Library::new();
    library.store.insert_take(&take("a", 1)).unwrap();
    library.store.delete("a", "2026-11-23T12:00:00Z").unwrap();
    let late = debrief(&["We agreed."], 4);
    library.store.keep_debrief("a", &late).unwrap();
    assert_eq!(library.store.debrief("a").unwrap(), None);
    library.store.undo_delete("a").unwrap();
    assert_eq!(library.store.debrief("a").unwrap(), Some(late));
}
