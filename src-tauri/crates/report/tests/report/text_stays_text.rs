use interview::{Debrief, structure::Role};
use proptest::prelude::*;
use pulldown_cmark::{Event, Options, Parser};
use report::{Contents, Format, ReportError, ReportNames};

use crate::fixtures::{names, not_scored, render, spoken, text};

/// Puts the same text wherever a person or a model may have written one.
fn filled(mut debrief: Debrief, with: &str) -> (Debrief, ReportNames) {
    let text = || with.to_owned();
    if let Some(question) = &mut debrief.question {
        question.text = text();
    }
    if let Some(take) = &mut debrief.take {
        take.file = text();
    }
    debrief.versions.rubric = text();
    debrief.versions.speech_model = Some(text());
    debrief.transcript.language = Some(text());
    debrief.transcript.text = text();
    for word in debrief.transcript.words.iter_mut().flatten() {
        word.text = text();
    }
    for sentence in &mut debrief.transcript.sentences {
        sentence.text = text();
    }
    for signal in &mut debrief.signals {
        (signal.id, signal.because) = (text(), text());
    }
    for filler in debrief.delivery.iter_mut().flat_map(|delivery| &mut delivery.fillers) {
        filler.text = text();
    }
    let card = &mut debrief.scorecard;
    card.reason = Some(text());
    card.next.fill(text());
    for criterion in &mut card.criteria {
        (criterion.id, criterion.advice) = (text(), text());
        criterion.evidence.iter_mut().for_each(|evidence| evidence.quote = text());
    }
    let names = ReportNames { recorded: Some(text()), ..ReportNames::default() };
    (debrief, names)
}

/// The page with every text put into it, against the page with a harmless one.
fn assert_harmless(page: &str, plain: &str) {
    for mark in ['<', '>', '"'] {
        assert_eq!(page.matches(mark).count(), plain.matches(mark).count(), "a text brought a {mark} of its own");
    }
}

#[test]
fn a_transcript_that_holds_a_page_stays_a_transcript() {
    let evil = "<img src=x onerror=alert(1)></style></main>\"'><script>alert(1)</script>&lt;b&gt;";
    for base in [spoken(), text(), not_scored()] {
        let (debrief, names) = filled(base.clone(), evil);
        let (plain, plain_names) = filled(base, "x");
        let page = render(&debrief, Format::Html, &names).unwrap();
        assert!(page.contains("&lt;img src=x onerror=alert(1)&gt;"));
        assert!(page.contains("&amp;lt;b&amp;gt;"), "what was escaped already is shown as it was said");
        assert_harmless(&page, &render(&plain, Format::Html, &plain_names).unwrap());
    }
}

/// What a Markdown reader sees: whether there is mark-up of the text's own, and the words.
fn read_markdown(markdown: &str) -> (Vec<String>, String) {
    let mut shape = Vec::new();
    let mut words = String::new();
    for event in
        Parser::new_ext(markdown, Options::ENABLE_TABLES | Options::ENABLE_STRIKETHROUGH | Options::ENABLE_MATH)
    {
        match event {
            Event::Text(text) => words.push_str(&text),
            Event::Start(tag) => shape.push(format!("{:?}", tag.to_end())),
            Event::End(_) | Event::SoftBreak => {}
            other => shape.push(format!("{other:?}")),
        }
    }
    (shape, words)
}

proptest! {
    #[test]
    fn no_text_adds_mark_up_to_a_page(text in any::<String>(), case in 0..3_usize) {
        let base = [spoken, self::text, not_scored][case]();
        let (debrief, names) = filled(base.clone(), &text);
        let empty = text.chars().all(|c| c.is_whitespace() || c.is_control());
        let (plain, plain_names) = filled(base, if empty { "" } else { "x" });
        let page = render(&debrief, Format::Html, &names).unwrap();
        assert_harmless(&page, &render(&plain, Format::Html, &plain_names).unwrap());
    }

    #[test]
    fn no_text_adds_mark_up_to_markdown(text in r"[ -~\n\té🙂]{0,30}", case in 0..3_usize) {
        let base = [spoken, self::text, not_scored][case]();
        let (debrief, names) = filled(base.clone(), &format!("a{text}"));
        let (plain, plain_names) = filled(base, "x");
        let (shape, _) = read_markdown(&render(&debrief, Format::Markdown, &names).unwrap());
        let (plain_shape, _) = read_markdown(&render(&plain, Format::Markdown, &plain_names).unwrap());
        prop_assert_eq!(shape, plain_shape);
    }

    #[test]
    fn a_text_at_the_start_of_a_line_is_read_back_as_it_was(text in r"[ -~]{1,30}") {
        let said = text.split_whitespace().collect::<Vec<_>>().join(" ");
        prop_assume!(!said.is_empty());
        let mut debrief = self::text();
        debrief.structure.roles.clear();
        debrief.signals.clear();
        debrief.scorecard.criteria.clear();
        for sentence in &mut debrief.transcript.sentences {
            sentence.text.clone_from(&text);
        }
        let (_, words) = read_markdown(&render(&debrief, Format::Markdown, &names()).unwrap());
        prop_assert!(words.contains(&said), "{said:?} is not in {words:?}");
    }

    #[test]
    fn no_debrief_is_too_odd_to_render(
        text in any::<String>(),
        indices in prop::collection::vec(any::<u32>(), 9),
        times in prop::collection::vec(any::<u32>(), 9),
        case in 0..3_usize,
    ) {
        let base = [spoken, self::text, not_scored][case]();
        let (mut debrief, names) = filled(base, &text);
        for (at, sentence) in debrief.transcript.sentences.iter_mut().enumerate() {
            (sentence.first_word, sentence.last_word) = (Some(indices[at]), Some(indices[8 - at]));
            (sentence.start_ms, sentence.end_ms) = (Some(times[at]), Some(times[8 - at]));
        }
        for (at, word) in debrief.transcript.words.iter_mut().flatten().enumerate() {
            (word.start_ms, word.end_ms) = (times[at % 9], times[(at + 4) % 9]);
        }
        for (at, role) in debrief.structure.roles.iter_mut().enumerate() {
            (role.sentence, role.role) = (indices[at], Role::ALL[at % 7]);
        }
        if let Some(delivery) = &mut debrief.delivery {
            for (at, filler) in delivery.fillers.iter_mut().enumerate() {
                (filler.start_ms, filler.end_ms) = (times[at], times[8 - at]);
            }
            for (at, pause) in delivery.pauses.iter_mut().enumerate() {
                pause.start_ms = times[at].min(pause.end_ms);
            }
        }
        for format in Format::ALL {
            match report::render(&debrief, format, &names, &Contents::default()) {
                Ok(report) => prop_assert!(!report.trim_ascii().is_empty()),
                Err(error) => prop_assert!(
                    matches!(error, ReportError::NoTimes { .. } | ReportError::NoCards),
                    "{format}: {error}"
                ),
            }
        }
    }
}
