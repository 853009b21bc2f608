use std::sync::LazyLock;

use proptest::prelude::*;
use store::{SearchHit, SnippetPart, TakeFilter};

use crate::support::{Library, debrief, take, text_only};

fn marked(hit: &SearchHit) -> String {
    let part = |part: &SnippetPart| if part.hit { format!("<{}>", part.text) } else { part.text.clone() };
    hit.snippet.iter().map(part).collect()
}

#[test]
fn a_hit_names_the_sentence_and_its_moment() {
    let library = Library::new();
    library.keep("a", 1, &["They sat apart.", "We dropped the portal for a quarter.", "It held."]);
    let hits = library.store.search("portal", &TakeFilter::default(), 10).unwrap();
    assert_eq!(hits.len(), 1);
    assert_eq!((hits[0].take_id.as_str(), hits[0].sentence, hits[0].start_ms), ("a", 1, Some(3000)));
    assert_eq!(hits[0].question.as_deref(), Some("Tell me about two teams."));
    assert_eq!(hits[0].recorded_at, "2026-11-23T00:01:00+01:00");
    assert_eq!(marked(&hits[0]), "We dropped the <portal> for a quarter.");
}

#[test]
fn endings_and_unfinished_words_are_found() {
    let library = Library::new();
    library.keep("a", 1, &["She aligned the café owners."]);
    for text in ["align", "aligning", "owner", "caf", "CAFE", "\"aligned the\"", "she own"] {
        assert_eq!(library.store.search(text, &TakeFilter::default(), 10).unwrap().len(), 1, "{text}");
    }
    for text in ["\"the aligned\"", "she portal", "owners aligned portal"] {
        assert_eq!(library.store.search(text, &TakeFilter::default(), 10).unwrap(), [], "{text}");
    }
}

#[test]
fn a_long_sentence_is_shortened_around_the_hit() {
    let library = Library::new();
    let sentence = format!("{} portal {}", "before ".repeat(40).trim(), "after ".repeat(40).trim());
    library.keep("a", 1, &[&sentence]);
    let text = marked(&library.store.search("portal", &TakeFilter::default(), 1).unwrap()[0]);
    assert!(text.starts_with('…') && text.ends_with('…') && text.contains("<portal>"), "{text}");
}

#[test]
fn words_that_were_heard_anew_replace_the_old_ones() {
    let library = Library::new();
    library.keep("a", 1, &["We dropped the portable."]);
    library.store.keep_debrief("a", &debrief(&["We dropped the portal.", "It held."], 4)).unwrap();
    assert_eq!(library.store.search("portable ", &TakeFilter::default(), 10).unwrap(), []);
    assert_eq!(library.store.search("portal", &TakeFilter::default(), 10).unwrap().len(), 1);
    library.store.keep_debrief("a", &debrief(&["We dropped the portal.", "It held."], 2)).unwrap();
    assert_eq!(
        library.store.search("portal", &TakeFilter::default(), 10).unwrap().len(),
        1,
        "a new card does not index the words twice"
    );
}

#[test]
fn a_text_without_times_is_found_too() {
    let library = Library::new();
    library.store.insert_take(&take("a", 1)).unwrap();
    library.store.keep_debrief("a", &text_only(&["We dropped the portal."])).unwrap();
    assert_eq!(library.store.search("portal", &TakeFilter::default(), 10).unwrap()[0].start_ms, None);
}

#[test]
fn the_number_of_hits_is_limited_and_the_bin_is_left_out() {
    let library = Library::new();
    for minute in 0..5 {
        library.keep(&format!("take-{minute}"), minute, &["The portal."]);
    }
    assert_eq!(library.store.search("portal", &TakeFilter::default(), 3).unwrap().len(), 3);
    library.store.delete("take-4", "2026-11-23T12:00:00Z").unwrap();
    let hits = library.store.search("portal", &TakeFilter::default(), 10).unwrap();
    assert_eq!(
        hits.iter().map(|hit| hit.take_id.as_str()).collect::<Vec<_>>(),
        ["take-3", "take-2", "take-1", "take-0"]
    );
}

#[test]
fn marks_of_the_index_inside_a_sentence_are_only_spaces() {
    let library = Library::new();
    library.keep("a", 1, &["The\u{2}old\u{3} portal\0 here."]);
    assert_eq!(
        marked(&library.store.search("portal", &TakeFilter::default(), 1).unwrap()[0]),
        "The old  <portal>  here."
    );
}

/// One library for every case: making one is slow, asking it is not.
static ASKED: LazyLock<Library> = LazyLock::new(|| {
    let library = Library::new();
    library.keep("a", 1, &["We dropped the portal and or not near the column."]);
    library
});

proptest! {
    #[test]
    fn any_text_is_safe(text in any::<String>()) {
        prop_assert!(ASKED.store.search(&text, &TakeFilter::default(), 5).is_ok());
        let filter = TakeFilter { text: Some(text), ..TakeFilter::default() };
        prop_assert!(ASKED.store.takes(&filter).is_ok());
    }

    #[test]
    fn operators_are_only_text(text in r#"[a-z"*()^:+\-{} ANDORTE]{0,24}"#) {
        prop_assert!(ASKED.store.search(&text, &TakeFilter::default(), 5).is_ok());
    }
}
