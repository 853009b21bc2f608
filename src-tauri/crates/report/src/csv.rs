//! The transcript as a table for spreadsheets.

use std::collections::BTreeMap;

use csv::{Terminator, Writer, WriterBuilder};
use interview::{Debrief, signals::Signal};

use crate::{
    ReportError,
    escape::{cell, one_line},
    wording::letter,
};

/// What one row of the table stands for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum CsvRows {
    /// A sentence: `sentence, start_ms, end_ms, role, role_confidence, signals, text`.
    Sentences,
    /// A word: `word, sentence, start_ms, end_ms, probability, text`. A debrief of a text has no words, so no rows.
    Words,
}

/// The table (RFC 4180, a header, UTF-8). Times are empty where there are none; signals are ids, the surest first,
/// separated by semicolons, "(against)" behind those that speak against. A cell that could be taken for a formula starts with an
/// apostrophe.
pub fn csv(debrief: &Debrief, rows: CsvRows) -> Result<String, ReportError> {
    let mut bytes = Vec::new();
    let mut table = WriterBuilder::new().terminator(Terminator::CRLF).from_writer(&mut bytes);
    match rows {
        CsvRows::Sentences => sentences(debrief, &mut table)?,
        CsvRows::Words => words(debrief, &mut table)?,
    }
    table.flush().map_err(csv::Error::from)?;
    drop(table);
    Ok(String::from_utf8_lossy(&bytes).into_owned())
}

fn sentences(debrief: &Debrief, table: &mut Writer<&mut Vec<u8>>) -> Result<(), csv::Error> {
    let roles: BTreeMap<u32, _> = debrief.structure.roles.iter().map(|role| (role.sentence, role)).collect();
    table.write_record(["sentence", "start_ms", "end_ms", "role", "role_confidence", "signals", "text"])?;
    for (number, sentence) in (0_u32..).zip(&debrief.transcript.sentences) {
        let role = roles.get(&number).filter(|_| !sentence.another_voice);
        table.write_record([
            number.to_string().as_str(),
            &or_empty(sentence.start_ms),
            &or_empty(sentence.end_ms),
            role.map_or("", |role| letter(role.role)),
            &or_empty(role.map(|role| role.confidence)),
            &cell(&signals(&debrief.signals, number)),
            &cell(&one_line(&sentence.text)),
        ])?;
    }
    Ok(())
}

fn words(debrief: &Debrief, table: &mut Writer<&mut Vec<u8>>) -> Result<(), csv::Error> {
    table.write_record(["word", "sentence", "start_ms", "end_ms", "probability", "text"])?;
    let sentence_of = |word: u32| {
        let holds = |sentence: &interview::transcript::Sentence| {
            sentence.first_word.is_some_and(|first| first <= word)
                && sentence.last_word.is_some_and(|last| word <= last)
        };
        debrief.transcript.sentences.iter().position(holds)
    };
    for (number, word) in (0_u32..).zip(debrief.transcript.words.iter().flatten()) {
        table.write_record([
            number.to_string().as_str(),
            &or_empty(sentence_of(number)),
            &word.start_ms.to_string(),
            &word.end_ms.to_string(),
            &word.probability.to_string(),
            &cell(&one_line(&word.text)),
        ])?;
    }
    Ok(())
}

/// Ids of the signals of a sentence, the surest first.
fn signals(all: &[Signal], sentence: u32) -> String {
    let mut of_sentence: Vec<_> = all.iter().filter(|signal| signal.sentence == sentence).collect();
    of_sentence.sort_by_key(|signal| std::cmp::Reverse(signal.confidence));
    let ids = of_sentence.iter().map(|signal| match signal.polarity {
        interview::signals::Polarity::Positive => signal.id.clone(),
        interview::signals::Polarity::Negative => format!("{} (against)", signal.id),
    });
    ids.collect::<Vec<_>>().join("; ")
}

fn or_empty<T: ToString>(value: Option<T>) -> String {
    value.map(|value| value.to_string()).unwrap_or_default()
}
