use interview::{question::Round, scorecard::Verdict};
use store::{CriterionPoints, TakeFilter, TakeStatus};

use crate::support::{Library, debrief, take};

fn ids(library: &Library, filter: &TakeFilter) -> Vec<String> {
    library.store.takes(filter).unwrap().into_iter().map(|take| take.id).collect()
}

#[test]
fn takes_are_listed_newest_first_whatever_their_offset() {
    let library = Library::new();
    for (id, date) in [
        ("second", "2026-11-23T08:30:00+01:00"),
        ("third", "2026-11-23T08:00:00Z"),
        ("first", "2026-11-23T09:00:00+02:00"),
    ] {
        let mut given = take(id, 0);
        given.recorded_at = date.to_owned();
        library.store.insert_take(&given).unwrap();
    }
    assert_eq!(ids(&library, &TakeFilter::default()), ["third", "second", "first"]);
    let page = TakeFilter { limit: 1, offset: 1, ..TakeFilter::default() };
    assert_eq!(ids(&library, &page), ["second"]);
}

#[test]
fn a_line_of_the_list_shows_the_newest_card() {
    let library = Library::new();
    library.keep("a", 1, &["We agreed."]);
    library.store.keep_debrief("a", &debrief(&["We agreed."], 2)).unwrap();
    library.store.insert_take(&take("b", 2)).unwrap();
    let takes = library.store.takes(&TakeFilter::default()).unwrap();
    assert_eq!((takes[0].status, takes[0].overall, takes[0].verdict), (TakeStatus::Recorded, None, None));
    assert_eq!(takes[0].criteria, []);
    assert_eq!((takes[1].overall, takes[1].verdict), (Some(2), Some(Verdict::NoHire)));
    let points = |id: &str, points| CriterionPoints { id: id.to_owned(), points };
    assert_eq!(takes[1].criteria, [points("influence", Some(2)), points("impact", None)]);
    assert_eq!(takes[1].question.as_deref(), Some("Tell me about two teams."));
}

#[test]
fn filters_narrow_the_list_and_combine() {
    let library = Library::new();
    library.keep("good", 1, &["We dropped the portal."]);
    library.store.insert_take(&take("poor", 2)).unwrap();
    library.store.keep_debrief("poor", &debrief(&["It was hard."], 2)).unwrap();
    let mut other = take("other", 3);
    other.question_id = Some("strategy-bet".to_owned());
    other.question = Some(interview::question::QuestionAsked {
        text: "Which bet did you not take?".to_owned(),
        round: Some(Round::Strategy),
    });
    library.store.insert_take(&other).unwrap();

    let by = |change: fn(&mut TakeFilter)| {
        let mut filter = TakeFilter::default();
        change(&mut filter);
        ids(&library, &filter)
    };
    assert_eq!(by(|f| f.verdict = Some(Verdict::Hire)), ["good"]);
    assert_eq!(by(|f| f.round = Some(Round::Strategy)), ["other"]);
    assert_eq!(by(|f| f.question_id = Some("leadership-two-teams".to_owned())), ["poor", "good"]);
    assert_eq!(by(|f| f.text = Some("portal".to_owned())), ["good"], "words of the answer");
    assert_eq!(
        by(|f| f.text = Some("bet taking".to_owned())),
        ["other"],
        "words of the question, whatever their ending"
    );
    assert_eq!(by(|f| f.text = Some("team".to_owned())), ["poor", "good"]);
    assert_eq!(by(|f| f.text = Some("🙂".to_owned())), Vec::<String>::new(), "no word, no match");
    assert_eq!(by(|f| f.text = Some("  ".to_owned())).len(), 3, "an empty box filters nothing");
    let both = by(|f| (f.text, f.verdict) = (Some("two".to_owned()), Some(Verdict::NoHire)));
    assert_eq!(both, ["poor"]);
}

#[test]
fn a_filter_is_read_from_any_part_of_it() {
    let filter: TakeFilter = serde_json::from_str(r#"{"round":"strategy"}"#).unwrap();
    assert_eq!(filter, TakeFilter { round: Some(Round::Strategy), ..TakeFilter::default() });
}
