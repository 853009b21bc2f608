use interview::Debrief;
use report::{CsvRows, csv};

use crate::fixtures::{spoken, text};

fn read(debrief: &Debrief, rows: CsvRows) -> Vec<Vec<String>> {
    let table = csv(debrief, rows).unwrap();
    let mut reader = ::csv::ReaderBuilder::new().has_headers(false).from_reader(table.as_bytes());
    reader.records().map(|row| row.unwrap().iter().map(str::to_owned).collect()).collect()
}

#[test]
fn a_row_is_a_sentence_with_its_role_and_signals() {
    let rows = read(&spoken(), CsvRows::Sentences);
    assert_eq!(rows.len(), 10, "a header and nine sentences");
    assert_eq!(rows[0], ["sentence", "start_ms", "end_ms", "role", "role_confidence", "signals", "text"]);
    assert_eq!(rows[7][5], "escalation (against)");
    assert_eq!((rows[8][0].as_str(), rows[8][3].as_str(), rows[8][5].as_str()), ("7", "R", "impact; evidence"));
    assert_eq!(rows[8][6], "We shipped on the 12th of June, and incidents fell from nine a week to 3.");
}

#[test]
fn a_text_has_empty_times_and_no_words() {
    let rows = read(&text(), CsvRows::Sentences);
    assert_eq!((rows[1][1].as_str(), rows[1][2].as_str()), ("", ""));
    assert_eq!(read(&text(), CsvRows::Words).len(), 1, "only the header");
}

#[test]
fn a_row_can_be_a_word_of_its_sentence() {
    let debrief = spoken();
    let rows = read(&debrief, CsvRows::Words);
    let words = debrief.transcript.words.unwrap();
    assert_eq!(rows.len(), words.len() + 1);
    let last = rows.last().unwrap();
    assert_eq!((last[1].as_str(), last[5].as_str()), ("8", "day."));
    assert_eq!(last[2], words.last().unwrap().start_ms.to_string());
}

#[test]
fn no_cell_starts_a_formula() {
    let mut debrief = spoken();
    debrief.signals[0].id = "@cmd".to_owned();
    let evil = ["=HYPERLINK(\"x\")", "+1", "-1", "@SUM(A1)", "\t=1", "a\n=1", "plain, \"quoted\""];
    for (sentence, text) in debrief.transcript.sentences.iter_mut().zip(evil) {
        text.clone_into(&mut sentence.text);
    }
    let rows = read(&debrief, CsvRows::Sentences);
    for cell in rows.iter().skip(1).flatten() {
        assert!(!cell.starts_with(['=', '+', '-', '@', '\t', '\r']), "{cell}");
    }
    assert_eq!(rows[1][6], "'=HYPERLINK(\"x\")");
    assert_eq!(rows[7][6], "plain, \"quoted\"");
}
