use insta::assert_snapshot;
use interview::Debrief;
use report::{Contents, Format, ReportError, ReportNames};

use crate::fixtures::{names, not_scored, render, spoken, text};

fn rendered(debrief: &Debrief, format: Format) -> String {
    render(debrief, format, &names()).unwrap()
}

/// The page without its style.
fn body(debrief: &Debrief) -> String {
    let page = rendered(debrief, Format::Html);
    page[page.find("<main>").unwrap()..].to_owned()
}

#[test]
fn a_spoken_answer_in_every_format() {
    let debrief = spoken();
    assert_snapshot!("spoken.md", rendered(&debrief, Format::Markdown));
    assert_snapshot!("spoken.html", body(&debrief));
    assert_snapshot!("spoken.csv", rendered(&debrief, Format::Csv));
    assert_snapshot!("spoken.srt", rendered(&debrief, Format::Srt));
    assert_snapshot!("spoken.vtt", rendered(&debrief, Format::Vtt));
}

#[test]
fn an_answer_that_was_not_scored_says_why() {
    let debrief = not_scored();
    assert_snapshot!("not-scored.md", rendered(&debrief, Format::Markdown));
    assert_snapshot!("not-scored.html", body(&debrief));
}

#[test]
fn a_text_has_a_report_without_times() {
    let debrief = text();
    assert_snapshot!("text.md", rendered(&debrief, Format::Markdown));
    assert_snapshot!("text.html", body(&debrief));
    assert_snapshot!("text.csv", rendered(&debrief, Format::Csv));
}

#[test]
fn a_text_has_no_subtitles() {
    for format in [Format::Srt, Format::Vtt] {
        let error = render(&text(), format, &names()).unwrap_err();
        assert!(matches!(error, ReportError::NoTimes { format: named } if named == format));
    }
}

#[test]
fn json_is_the_debrief_itself() {
    for debrief in [spoken(), text(), not_scored()] {
        let json = rendered(&debrief, Format::Json);
        assert_eq!(serde_json::from_str::<Debrief>(&json).unwrap(), debrief);
    }
}

#[test]
fn every_text_ends_with_a_line_feed_and_every_format_says_the_same_twice() {
    for format in Format::ALL {
        let first = report::render(&spoken(), format, &names(), &Contents::default()).unwrap();
        assert!(first.ends_with(b"\n") || !format.is_text(), "{format}");
        assert!(first == report::render(&spoken(), format, &names(), &Contents::default()).unwrap(), "{format}");
    }
}

#[test]
fn another_voice_is_told_with_its_times_and_shown_as_such() {
    let mut debrief = spoken();
    debrief.transcript.sentences[0].another_voice = true;
    for format in [Format::Markdown, Format::Html] {
        let page = rendered(&debrief, format);
        assert!(page.contains("(another voice)"), "{page}");
        assert!(page.contains("another voice at 0:0") && page.contains("shown, not scored or measured"), "{page}");
        assert!(!rendered(&spoken(), format).contains("another voice"));
    }
}

#[test]
fn a_title_of_its_own_leaves_the_question_under_it() {
    let names = ReportNames { title: Some("Take 3".to_owned()), ..ReportNames::default() };
    let markdown = render(&spoken(), Format::Markdown, &names).unwrap();
    assert!(markdown.starts_with("# Take 3\n\nTell me about two teams"), "{markdown}");
}

#[test]
fn the_page_loads_nothing_and_runs_nothing() {
    let page = rendered(&spoken(), Format::Html);
    for word in ["<script", "http://", "https://", "url(", "@import", "src="] {
        let found = page.find(word).map(|at| page[at..].chars().take(40).collect::<String>());
        assert!(found.is_none(), "{word}: {found:?}");
    }
    assert!(page.contains("default-src 'none'"));
}

#[test]
fn a_verdict_is_explained_by_the_criteria_that_pulled_it_there() {
    let because = |overall: u8| -> Vec<String> {
        let mut debrief = spoken();
        debrief.scorecard.overall = Some(overall);
        let markdown = rendered(&debrief, Format::Markdown);
        let moments = markdown.lines().filter_map(|line| line.strip_prefix("- **")?.split_once("**"));
        moments.map(|(criterion, _)| criterion.to_owned()).collect()
    };
    assert_eq!(because(4), ["Structure: 4 of 5", "Influence: 4 of 5", "Impact: 4 of 5"]);
    assert_eq!(because(2), ["Executive: 1 of 5"], "points in the middle or above do not speak against a hire");
    assert_eq!(because(3)[0], "Executive: 1 of 5", "the farthest from the middle first");
}
