//! PDF and DOCX, opened with readers that are not ours.

use std::io::{Cursor, Read};

use interview::Debrief;
use lopdf::{Document, Object};
use quick_xml::{Reader, events::Event};
use report::{Contents, Format, render};

use crate::fixtures::{names, not_scored, spoken, text};

/// Everything that must be found in a document: question, verdict, criteria, quotes, every sentence.
fn words_of(debrief: &Debrief) -> Vec<String> {
    let card = &debrief.scorecard;
    let question = debrief.question.iter().map(|question| question.text.clone());
    let quotes = card.criteria.iter().flat_map(|criterion| &criterion.evidence).map(|evidence| evidence.quote.clone());
    let steps = card.next.iter().cloned();
    question.chain(quotes).chain(steps).chain(card.reason.clone()).collect()
}

/// Letters only: lines and columns break words differently in every reader.
fn letters(text: &str) -> String {
    text.chars().filter(|c| c.is_alphanumeric()).collect()
}

fn pdf(debrief: &Debrief) -> (Document, String) {
    let bytes = render(debrief, Format::Pdf, &names(), &Contents::default()).unwrap();
    let document = Document::load_mem(&bytes).unwrap();
    let pages: Vec<u32> = document.get_pages().keys().copied().collect();
    let text = document.extract_text(&pages).unwrap();
    (document, text)
}

fn entry<'a>(document: &'a Document, of: &'a Object, key: &[u8]) -> Option<&'a Object> {
    let (_, of) = document.dereference(of).ok()?;
    let found = of.as_dict().ok()?.get(key).ok()?;
    document.dereference(found).ok().map(|(_, found)| found)
}

/// The kinds of all structure elements, in reading order.
fn kinds(document: &Document, element: &Object, found: &mut Vec<String>) {
    if let Some(kind) = entry(document, element, b"S").and_then(|kind| kind.as_name().ok()) {
        found.push(String::from_utf8_lossy(kind).into_owned());
    }
    match entry(document, element, b"K") {
        Some(Object::Array(inside)) => inside.iter().for_each(|inside| kinds(document, inside, found)),
        Some(inside) => kinds(document, inside, found),
        None => {}
    }
}

#[test]
fn a_pdf_holds_every_word_and_is_never_blank() {
    for debrief in [spoken(), text(), not_scored()] {
        let (document, found) = pdf(&debrief);
        assert!(!document.get_pages().is_empty());
        let found = letters(&found);
        for wanted in words_of(&debrief) {
            assert!(found.contains(&letters(&wanted)), "{wanted:?} is not in {found}");
        }
    }
}

#[test]
fn a_pdf_is_tagged_with_headings_lists_figures_and_a_table() {
    let (document, _) = pdf(&spoken());
    let figures = spoken().scorecard.criteria.len() + 1;
    let catalog = Object::Dictionary(document.catalog().unwrap().clone());
    let marked = entry(&document, &catalog, b"MarkInfo").and_then(|info| entry(&document, info, b"Marked"));
    assert_eq!(marked.and_then(|marked| marked.as_bool().ok()), Some(true), "it says that it is tagged");
    assert!(entry(&document, &catalog, b"Lang").is_some(), "and in which language it is");
    let mut found = Vec::new();
    kinds(&document, entry(&document, &catalog, b"StructTreeRoot").unwrap(), &mut found);
    for kind in ["H1", "H2", "H3", "P", "L", "LI", "LBody", "BlockQuote", "Figure", "Table", "TR", "TH", "TD"] {
        assert!(found.iter().any(|other| other == kind), "no {kind} in {found:?}");
    }
    assert_eq!(found.iter().filter(|kind| *kind == "Figure").count(), figures, "a bar each and the band");
}

#[test]
fn a_pdf_carries_its_typefaces_and_only_the_letters_it_uses() {
    let bytes = render(&spoken(), Format::Pdf, &names(), &Contents::default()).unwrap();
    assert!(bytes.len() < 150_000, "{} bytes", bytes.len());
    let document = Document::load_mem(&bytes).unwrap();
    let is_font = |object: &Object| {
        object.as_dict().is_ok_and(|dict| dict.get(b"FontDescriptor").is_ok() || dict.has_type(b"FontDescriptor"))
    };
    let descriptors = document.objects.values().filter(|object| is_font(object));
    let embedded = |object: &&Object| {
        object.as_dict().is_ok_and(|dict| dict.get(b"FontFile2").is_ok() || dict.get(b"FontFile3").is_ok())
    };
    assert_eq!(descriptors.filter(embedded).count(), 3, "three typefaces, all inside");
}

#[test]
fn a_long_answer_has_many_pages_and_nothing_is_lost_between_them() {
    let mut debrief = spoken();
    let sentence = debrief.transcript.sentences[0].clone();
    debrief.transcript.words = None;
    debrief.transcript.sentences = (0..400)
        .map(|number| interview::transcript::Sentence {
            text: format!("Sentence number {number} was said."),
            ..sentence.clone()
        })
        .collect();
    let (document, found) = pdf(&debrief);
    assert!(document.get_pages().len() > 8, "{} pages", document.get_pages().len());
    let found = letters(&found);
    for number in 0..400 {
        assert!(found.contains(&format!("Sentencenumber{number}wassaid")), "sentence {number} is lost");
    }
}

#[test]
fn a_word_without_an_end_and_letters_no_typeface_has_are_still_a_pdf() {
    for odd in ["a".repeat(5_000), "漢字 and שלום".to_owned(), "👩‍👩‍👧 \u{fffe}\u{200b}".to_owned(), String::new()]
    {
        let mut debrief = spoken();
        debrief.transcript.words = None;
        debrief.transcript.sentences[0].text.clone_from(&odd);
        debrief.scorecard.next = vec![odd.clone()];
        assert!(!pdf(&debrief).0.get_pages().is_empty(), "{odd:.20}");
    }
}

/// The parts of a DOCX: every one must be well-formed XML. Returns the text of the body.
fn docx(debrief: &Debrief) -> String {
    let bytes = render(debrief, Format::Docx, &names(), &Contents::default()).unwrap();
    let mut archive = zip::ZipArchive::new(Cursor::new(bytes)).unwrap();
    let mut body = String::new();
    for at in 0..archive.len() {
        let mut part = archive.by_index(at).unwrap();
        let mut xml = String::new();
        part.read_to_string(&mut xml).unwrap();
        let text = text_of(&xml, part.name());
        let mut styles: Vec<&str> =
            xml.split("w:styleId=\"").skip(1).filter_map(|rest| rest.split('"').next()).collect();
        let all = styles.len();
        styles.sort_unstable();
        styles.dedup();
        assert_eq!(styles.len(), all, "no two styles share an id: {styles:?}");
        if part.name() == "word/document.xml" {
            body = text;
        }
    }
    body
}

fn text_of(xml: &str, name: &str) -> String {
    let mut reader = Reader::from_str(xml);
    reader.config_mut().check_end_names = true;
    let (mut text, mut inside) = (String::new(), false);
    loop {
        match reader.read_event().unwrap_or_else(|error| panic!("{name}: {error}")) {
            Event::Start(tag) if tag.name().as_ref() == b"w:t" => inside = true,
            Event::End(tag) if tag.name().as_ref() == b"w:t" => inside = false,
            Event::Text(piece) if inside => text.push_str(&piece.decode().unwrap()),
            Event::GeneralRef(entity) if inside => text.push_str(&resolved(&entity.decode().unwrap())),
            Event::Eof => return text,
            _ => {}
        }
    }
}

fn resolved(entity: &str) -> String {
    let known = [("lt", "<"), ("gt", ">"), ("amp", "&"), ("quot", "\""), ("apos", "'")];
    known.iter().find(|(name, _)| *name == entity).map(|(_, c)| (*c).to_owned()).unwrap_or_default()
}

#[test]
fn a_docx_holds_every_word() {
    for debrief in [spoken(), text(), not_scored()] {
        let found = docx(&debrief);
        for wanted in words_of(&debrief) {
            assert!(found.contains(&wanted), "{wanted:?} is not in {found}");
        }
    }
}

#[test]
fn what_was_said_is_no_mark_up_in_a_docx() {
    let mut debrief = spoken();
    debrief.transcript.words = None;
    debrief.transcript.sentences[0].text = "</w:t><w:evil a=\"1\"> & \u{fffe}]]>".to_owned();
    let found = docx(&debrief);
    assert!(found.contains("</w:t><w:evil a=\"1\"> & ]]>"), "{found}");
}
