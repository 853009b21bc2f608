//! What may be shared: without scores, without names, with the sound.

use base64::{Engine as _, engine::general_purpose::STANDARD};
use interview::{Debrief, question::Round};
use report::{Contents, Format, Redaction, ReportError, ReportNames, Sound, TakeLine, cards, render, takes_csv};
use serde_json::Value;

use crate::fixtures::{names, not_scored, spoken, text};

fn shown(debrief: &Debrief, format: Format, contents: &Contents<'_>) -> String {
    String::from_utf8(render(debrief, format, &names(), contents).unwrap()).unwrap()
}

fn line(id: &str, debrief: Option<Debrief>) -> TakeLine {
    TakeLine {
        id: id.to_owned(),
        recorded_at: "2026-11-23T08:15:00+01:00".to_owned(),
        title: Some("=HYPERLINK(\"x\")".to_owned()),
        question: Some("Two teams?".to_owned()),
        round: Some(Round::Leadership),
        duration_ms: 90_000,
        favourite: true,
        tags: vec!["@panel".to_owned(), "b".to_owned()],
        debrief,
    }
}

fn rows(table: &str) -> Vec<Vec<String>> {
    let mut reader = ::csv::ReaderBuilder::new().has_headers(false).from_reader(table.as_bytes());
    reader.records().map(|row| row.unwrap().iter().map(str::to_owned).collect()).collect()
}

#[test]
fn without_scores_nothing_of_the_card_is_left_and_all_that_was_said_is() {
    let debrief = spoken();
    let bare = Contents { scores: false, ..Contents::default() };
    let said = &debrief.transcript.sentences[0].text;
    for format in [Format::Markdown, Format::Html] {
        let with = shown(&debrief, format, &Contents::default());
        let without = shown(&debrief, format, &bare);
        for word in ["of 5", "Scorecard", "Name what the dropped portal cost", "Hire", "Not scored"] {
            assert!(!without.contains(word), "{word} is left in {format}");
        }
        assert!(with.contains("of 5") && without.contains("Delivery") && without.contains("Structure"));
        assert!(without.contains(said.split(' ').next().unwrap()));
        assert!(!without.contains("class=\"tag"), "signals are what an interviewer would write down");
    }
    let json: Value = serde_json::from_str(&shown(&debrief, Format::Json, &bare)).unwrap();
    assert_eq!((json.get("scorecard"), json.get("signals")), (None, None), "absent, not made up as empty");
    assert_eq!(json["transcript"]["text"], debrief.transcript.text.as_str());
    assert!(!rows(&shown(&debrief, Format::Csv, &bare)).iter().skip(1).any(|row| !row[5].is_empty()));
    for format in [Format::Pdf, Format::Docx] {
        let without = render(&debrief, format, &names(), &bare).unwrap();
        assert!(without.len() < render(&debrief, format, &names(), &Contents::default()).unwrap().len(), "{format}");
    }
}

#[test]
fn a_page_with_sound_plays_it_and_still_loads_nothing_from_elsewhere() {
    let bytes: Vec<u8> = (0..=255).collect();
    let sound = Sound { media_type: "audio/flac", bytes: &bytes };
    let page = shown(&spoken(), Format::Html, &Contents { sound: Some(sound), ..Contents::default() });
    let (_, rest) = page.split_once("<audio controls preload=\"metadata\" src=\"data:audio/flac;base64,").unwrap();
    let (inside, _) = rest.split_once('"').unwrap();
    assert_eq!(STANDARD.decode(inside).unwrap(), bytes, "the sound is whole");
    assert!(page.contains("media-src data:") && page.contains("default-src 'none'"));
    for word in ["<script", "http://", "https://", "url("] {
        assert!(!page.contains(word), "{word}");
    }
    assert!(!shown(&spoken(), Format::Html, &Contents::default()).contains("media-src"), "nothing without sound");
}

#[test]
fn names_are_left_out_of_every_format() {
    let mut debrief = spoken();
    let name = "Wobblefern";
    let sentence = debrief.transcript.sentences[1].clone();
    let at = sentence.first_word.unwrap() as usize;
    let words = debrief.transcript.words.as_mut().unwrap();
    words[at].text = format!("{name},");
    let last = sentence.last_word.unwrap() as usize;
    let text: Vec<&str> = words[at..=last].iter().map(|word| word.text.as_str()).collect();
    debrief.transcript.sentences[1].text = text.join(" ");
    let all: Vec<String> = debrief.transcript.sentences.iter().map(|sentence| sentence.text.clone()).collect();
    debrief.transcript.text = all.join(" ");
    debrief.question.as_mut().unwrap().text = format!("Why {name}?");
    debrief.take.as_mut().unwrap().file = format!("{name}.wav");
    debrief.scorecard.criteria[0].advice = format!("Say what {name}'s people did.");
    debrief.scorecard.next.push(format!("Leave {} out.", name.to_uppercase()));
    debrief.signals[0].because = format!("like {name}");
    let redacted = Redaction::new(&[name]).debrief(&debrief);
    assert_eq!(redacted.transcript.words.as_ref().unwrap()[at].text, "[name],");
    assert_eq!(redacted.transcript.words.as_ref().unwrap().len(), debrief.transcript.words.as_ref().unwrap().len());
    for format in Format::ALL.into_iter().filter(|format| format.is_text()) {
        let out = shown(&redacted, format, &Contents::default()).to_lowercase();
        assert!(!out.contains("wobblefern"), "{format} still names it");
        assert!(shown(&debrief, format, &Contents::default()).to_lowercase().contains("wobblefern"), "{format}");
    }
    let untouched = Redaction::new(&["Quibbledash"]).debrief(&debrief);
    assert!(untouched == debrief, "what is no name is as it was");
    assert!(redacted.signals.iter().zip(&debrief.signals).all(|(one, other)| one.id == other.id));
}

#[test]
fn a_row_is_a_take_whatever_is_known_of_it() {
    let takes = [line("a", Some(spoken())), line("b", Some(not_scored())), line("c", Some(text())), line("d", None)];
    let table = rows(&takes_csv(&takes, &Contents::default()).unwrap());
    assert_eq!(table.len(), 5);
    let column = |name: &str| table[0].iter().position(|head| head == name).unwrap_or_else(|| panic!("no {name}"));
    let cell = |row: usize, name: &str| table[row][column(name)].as_str();
    assert_eq!((cell(1, "take"), cell(1, "round"), cell(1, "favourite")), ("a", "leadership", "yes"));
    let card = spoken().scorecard;
    assert_eq!(cell(1, "overall"), card.overall.unwrap().to_string());
    let first = &card.criteria[0];
    assert_eq!(cell(1, &format!("points_{}", first.id)), first.points.unwrap().to_string());
    assert_eq!((cell(2, "status"), cell(2, "overall")), ("not_scored", ""));
    assert_eq!((cell(4, "status"), cell(4, "words"), cell(4, "duration_ms")), ("", "", "90000"));
    assert_eq!(cell(3, "words_per_minute"), "", "a text has no pace");
    for row in table.iter().skip(1) {
        assert_eq!(row.len(), table[0].len());
        assert!(row.iter().all(|cell| !cell.starts_with(['=', '+', '-', '@', '\t', '\r'])), "{row:?}");
    }
    assert_eq!((cell(1, "title"), cell(1, "tags")), ("'=HYPERLINK(\"x\")", "'@panel; b"));
    let bare = Contents { scores: false, ..Contents::default() };
    let head = &rows(&takes_csv(&takes, &bare).unwrap())[0];
    assert!(head.iter().all(|name| !name.starts_with("points_") && name != "overall"), "{head:?}");
}

#[test]
fn cards_ask_for_what_was_weak_and_anki_reads_them() {
    let mut debrief = spoken();
    debrief.scorecard.criteria[0].points = Some(2);
    debrief.scorecard.criteria[0].advice = "\"Say\tthe result\nfirst.\"".to_owned();
    let weak: Vec<&str> = debrief
        .scorecard
        .criteria
        .iter()
        .filter(|criterion| criterion.points.is_some_and(|points| points < 4) && !criterion.advice.is_empty())
        .map(|criterion| criterion.id.as_str())
        .collect();
    let file = String::from_utf8(cards([(&debrief, &names()), (&debrief, &names())]).unwrap()).unwrap();
    let (header, body): (Vec<&str>, Vec<&str>) = file.lines().partition(|line| line.starts_with('#'));
    assert_eq!(header[..2], ["#separator:tab", "#html:false"]);
    let body = body.join("\n");
    let mut reader = ::csv::ReaderBuilder::new().has_headers(false).delimiter(b'\t').from_reader(body.as_bytes());
    let read: Vec<Vec<String>> = reader.records().map(|row| row.unwrap().iter().map(str::to_owned).collect()).collect();
    assert_eq!(read.len(), 2 * weak.len(), "one card a weak criterion, under one header");
    assert!(read.iter().all(|card| card.len() == 3));
    assert!(read[0][1].starts_with("\"Say the result first.\""), "{}", read[0][1]);
    assert!(read.iter().zip(weak.iter().cycle()).all(|(card, id)| card[2] == format!("debrief {id}")));
    debrief.scorecard.criteria.iter_mut().for_each(|criterion| criterion.points = Some(5));
    let none = render(&debrief, Format::Cards, &ReportNames::default(), &Contents::default());
    assert!(matches!(none, Err(ReportError::NoCards)), "an empty file would say nothing");
}
