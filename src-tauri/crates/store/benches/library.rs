//! How fast the library answers with ten thousand takes in it: `cargo bench -p store`.

#[expect(dead_code, reason = "the tests use more of it")]
#[path = "../tests/library/support.rs"]
mod support;

use std::sync::LazyLock;

use divan::{Bencher, black_box};
use interview::{scorecard::Verdict, stories, trend};
use store::{Labels, SignalWanted, Store, TakeFilter};
use support::{Library, debrief, take};

/// Takes in the library.
const TAKES: u32 = 10_000;

/// Words the answers are made of: common ones in every sentence, rare ones in few.
const WORDS: [&str; 16] = [
    "the",
    "team",
    "we",
    "and",
    "decided",
    "to",
    "portal",
    "customers",
    "a",
    "quarter",
    "because",
    "cost",
    "of",
    "they",
    "agreed",
    "on",
];

static LIBRARY: LazyLock<Library> = LazyLock::new(|| {
    let library = Library::new();
    for number in 0..TAKES {
        let id = format!("take-{number}");
        let mut given = take(&id, number % 1440);
        given.recorded_at = format!("2026-{:02}-{:02}T{:02}:00:00Z", 1 + number % 12, 1 + number % 28, number % 24);
        given.question_id = Some(format!("question-{}", number % 74));
        library.store.insert_take(&given).unwrap();
        let sentences = answer(number);
        let sentences: Vec<&str> = sentences.iter().map(String::as_str).collect();
        let mut debrief = debrief(&sentences, 1 + (number % 5) as u8);
        if number % 3 == 0 {
            debrief.signals.clear();
        }
        library.store.keep_debrief(&id, &debrief).unwrap();
        if number % 4 == 0 {
            let tags = vec![format!("tag {}", number % 50), "practised".to_owned()];
            let labels = Labels { title: Some(format!("Story {number}")), favourite: number % 40 == 0, tags };
            library.store.set_labels(&id, &labels).unwrap();
        }
    }
    library
});

/// Twenty sentences of seventeen words, one of them rare.
fn answer(take: u32) -> Vec<String> {
    let sentence = |number: u32| {
        let word = |at: u32| WORDS[(take.wrapping_mul(31) + number * 7 + at * at) as usize % WORDS.len()];
        let words: Vec<&str> = (0..16).map(word).collect();
        format!("{} rare{}.", words.join(" "), (take * 20 + number) % 5000)
    };
    (0..20).map(sentence).collect()
}

fn main() {
    LazyLock::force(&LIBRARY);
    divan::main();
}

#[divan::bench]
fn open_it(bencher: Bencher) {
    bencher.bench(|| Store::open(&LIBRARY.file()).unwrap());
}

#[divan::bench]
fn first_page_of_the_list(bencher: Bencher) {
    bencher.bench(|| LIBRARY.store.takes(&TakeFilter { limit: 100, ..TakeFilter::default() }).unwrap());
}

#[divan::bench]
fn last_page_of_one_question_and_verdict(bencher: Bencher) {
    let filter = TakeFilter {
        question_id: Some("question-7".to_owned()),
        verdict: Some(Verdict::Hire),
        limit: 100,
        ..TakeFilter::default()
    };
    bencher.bench(|| LIBRARY.store.takes(&filter).unwrap());
}

#[divan::bench]
fn the_whole_list(bencher: Bencher) {
    bencher.bench(|| LIBRARY.store.takes(&TakeFilter::default()).unwrap());
}

/// One filter after another, each with the newest hundred takes that pass.
#[divan::bench(args = ["tag", "common tag", "favourite", "signal heard", "signal missing", "dates", "all at once"])]
fn first_page_by(bencher: Bencher, by: &str) {
    let mut filter = TakeFilter { limit: 100, ..TakeFilter::default() };
    let signal = |heard| Some(SignalWanted { id: "influence".to_owned(), heard });
    match by {
        "tag" => filter.tag = Some("tag 12".to_owned()),
        "common tag" => filter.tag = Some("practised".to_owned()),
        "favourite" => filter.favourite = true,
        "signal heard" => filter.signal = signal(true),
        "signal missing" => filter.signal = signal(false),
        "dates" => (filter.since, filter.until) = (Some("2026-03-01".to_owned()), Some("2026-03-31".to_owned())),
        _ => {
            filter.text = Some("portal".to_owned());
            filter.tag = Some("practised".to_owned());
            filter.signal = signal(true);
            filter.verdict = Some(Verdict::Hire);
            filter.since = Some("2026-02-01".to_owned());
        }
    }
    assert!(!LIBRARY.store.takes(&filter).unwrap().is_empty(), "{by} finds nothing to measure");
    bencher.bench(|| LIBRARY.store.takes(&filter).unwrap());
}

#[divan::bench]
fn what_filters_offer(bencher: Bencher) {
    bencher.bench(|| (LIBRARY.store.tags().unwrap(), LIBRARY.store.answered_questions().unwrap()));
}

#[divan::bench]
fn search_for_the_within_a_tag_and_a_signal(bencher: Bencher) {
    let filter = TakeFilter {
        tag: Some("practised".to_owned()),
        signal: Some(SignalWanted { id: "influence".to_owned(), heard: true }),
        ..TakeFilter::default()
    };
    bencher.bench(|| LIBRARY.store.search("the", &filter, 50).unwrap());
}

#[divan::bench(args = ["rare77", "portal cost", "the", "t", "\"the team\"", "nowhere"])]
fn search_for(bencher: Bencher, text: &str) {
    bencher.bench(|| LIBRARY.store.search(black_box(text), &TakeFilter::default(), 50).unwrap());
}

#[divan::bench(args = ["rare77", "the"])]
fn list_filtered_by(bencher: Bencher, text: &str) {
    let filter = TakeFilter { text: Some(text.to_owned()), limit: 100, ..TakeFilter::default() };
    bencher.bench(|| LIBRARY.store.takes(&filter).unwrap());
}

#[divan::bench]
fn one_debrief(bencher: Bencher) {
    bencher.bench(|| LIBRARY.store.debrief("take-5000").unwrap());
}

#[divan::bench(sample_count = 20)]
fn keep_a_debrief(bencher: Bencher) {
    let sentences = answer(77);
    let sentences: Vec<&str> = sentences.iter().map(String::as_str).collect();
    let debrief = debrief(&sentences, 4);
    bencher.bench(|| LIBRARY.store.keep_debrief("take-77", &debrief).unwrap());
}

#[divan::bench(sample_count = 20, sample_size = 1)]
fn purge_a_take(bencher: Bencher) {
    let mut next = 0;
    bencher
        .with_inputs(|| {
            next += 1;
            let id = format!("take-{next}");
            LIBRARY.store.delete(&id, "2026-11-23T12:00:00Z").unwrap();
            id
        })
        .bench_local_values(|id| LIBRARY.store.purge(&id).unwrap());
}

/// What the trends of every criterion and measure are drawn from.
#[divan::bench]
fn trends(bencher: Bencher) {
    bencher.bench(|| {
        let store = &LIBRARY.store;
        let points: Vec<_> =
            store.point_samples(500).unwrap().values().map(|samples| trend::of_points(samples)).collect();
        (points, store.measure_samples(500).unwrap(), store.practice_days().unwrap())
    });
}

/// The story bank: what takes tell the same story, and which signals each carries.
#[divan::bench(sample_count = 10)]
fn story_bank(bencher: Bencher) {
    let signals = ["influence".to_owned(), "tradeoffs".to_owned()];
    bencher.bench(|| stories::bank(&LIBRARY.store.tellings(2_000).unwrap(), &signals));
}
