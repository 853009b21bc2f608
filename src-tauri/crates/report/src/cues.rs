//! Subtitles: the transcript cut into cues a viewer can read.
//!
//! A cue holds at most two lines of 42 characters (the usual limit of broadcasters), never more than one sentence, and
//! no silence of a second inside. It stays for at least a second where the next one leaves it the room.

use std::fmt::Write as _;

use interview::{
    time::Millis,
    transcript::{Sentence, Transcript, Word},
};

use crate::escape::{self, one_line};

/// Characters a line.
const LINE: usize = 42;
/// Lines a cue.
const LINES: usize = 2;
/// A silence of this length ends a cue.
const GAP_MS: Millis = 1000;
/// How long a cue stays at least, if there is room.
const SHORTEST_MS: Millis = 1000;

/// A piece of text with its time on screen.
#[derive(Debug, PartialEq, Eq)]
struct Cue {
    start_ms: Millis,
    end_ms: Millis,
    lines: Vec<String>,
}

/// A word, at most a line long, with its time.
struct Timed {
    text: String,
    start_ms: Millis,
    end_ms: Millis,
}

/// The transcript as `SubRip`; nothing where no sentence has a time.
pub(crate) fn srt(transcript: &Transcript) -> Option<String> {
    let mut out = String::new();
    for (number, cue) in (1..).zip(cues(transcript)?) {
        let (start, end) = (stamp(cue.start_ms, ','), stamp(cue.end_ms, ','));
        let _ = writeln!(out, "{number}\n{start} --> {end}\n{}\n", escape::srt(&cue.lines.join("\n")));
    }
    Some(out)
}

/// The transcript as `WebVTT`; nothing where no sentence has a time.
pub(crate) fn vtt(transcript: &Transcript) -> Option<String> {
    let mut out = String::from("WEBVTT\n\n");
    for (number, cue) in (1..).zip(cues(transcript)?) {
        let (start, end) = (stamp(cue.start_ms, '.'), stamp(cue.end_ms, '.'));
        let _ = writeln!(out, "{number}\n{start} --> {end}\n{}\n", escape::vtt(&cue.lines.join("\n")));
    }
    Some(out)
}

/// "00:01:07,250"; the mark before the milliseconds differs between the formats.
fn stamp(ms: Millis, mark: char) -> String {
    let (seconds, rest) = (ms / 1000, ms % 1000);
    format!("{:02}:{:02}:{:02}{mark}{rest:03}", seconds / 3600, seconds / 60 % 60, seconds % 60)
}

/// All cues by time, none overlapping the next; nothing where no sentence has a time.
fn cues(transcript: &Transcript) -> Option<Vec<Cue>> {
    let words = transcript.words.as_deref().unwrap_or_default();
    let mut cues: Vec<Cue> =
        transcript.sentences.iter().flat_map(|sentence| wrap(&timed_words(sentence, words))).collect();
    let mut earliest = 0;
    for at in 0..cues.len() {
        let next = cues.get(at + 1).map_or(Millis::MAX, |next| next.start_ms);
        let cue = &mut cues[at];
        cue.start_ms = cue.start_ms.max(earliest);
        cue.end_ms =
            cue.end_ms.max(cue.start_ms.saturating_add(SHORTEST_MS)).min(next).max(cue.start_ms.saturating_add(1));
        earliest = cue.end_ms;
    }
    (!cues.is_empty()).then_some(cues)
}

/// The words of a sentence with their times: as recognised, or shared out over the sentence by length.
fn timed_words(sentence: &Sentence, words: &[Word]) -> Vec<Timed> {
    let own =
        sentence.first_word.zip(sentence.last_word).and_then(|(first, last)| words.get(first as usize..=last as usize));
    if let Some(own) = own.filter(|own| !own.is_empty()) {
        return own.iter().flat_map(|word| shared_out(&word.text, word.start_ms, word.end_ms)).collect();
    }
    match sentence.start_ms.zip(sentence.end_ms) {
        Some((start_ms, end_ms)) => shared_out(&sentence.text, start_ms, end_ms),
        None => Vec::new(),
    }
}

/// Splits a text into words of at most a line each, and its time by their length.
fn shared_out(text: &str, start_ms: Millis, end_ms: Millis) -> Vec<Timed> {
    let line = one_line(text);
    let mut pieces: Vec<String> = Vec::new();
    for word in line.split(' ').filter(|word| !word.is_empty()) {
        let letters: Vec<char> = word.chars().collect();
        pieces.extend(letters.chunks(LINE).map(|piece| piece.iter().collect::<String>()));
    }
    let length = |piece: &String| piece.chars().count() as u64;
    let total = pieces.iter().map(length).sum::<u64>().max(1);
    let span = u64::from(end_ms.saturating_sub(start_ms));
    let mut before = 0;
    let mut at = |length: u64| {
        let start = start_ms + (span * before / total) as Millis;
        before += length;
        (start, start_ms + (span * before / total) as Millis)
    };
    let timed = pieces.into_iter().map(|text| {
        let (start_ms, end_ms) = at(length(&text));
        Timed { text, start_ms, end_ms }
    });
    timed.collect()
}

/// Cuts the words of one sentence into as few cues as they need, all of about the same length: a last word does not
/// stand alone.
fn wrap(words: &[Timed]) -> Vec<Cue> {
    let fewest = filled(words, LINE * LINES);
    let even = (LINE / 2..LINE * LINES).map(|most| filled(words, most)).find(|cues| cues.len() == fewest.len());
    even.unwrap_or(fewest)
}

/// Fills one cue after the other with at most so many characters.
fn filled(words: &[Timed], most: usize) -> Vec<Cue> {
    let mut cues: Vec<Cue> = Vec::new();
    for word in words {
        if let Some(cue) = cues.last_mut()
            && word.start_ms.saturating_sub(cue.end_ms) < GAP_MS
            && cue.lines.iter().map(|line| line.chars().count() + 1).sum::<usize>() + word.text.chars().count() <= most
            && fits(&mut cue.lines, &word.text)
        {
            cue.end_ms = word.end_ms.max(cue.end_ms);
        } else {
            cues.push(Cue { start_ms: word.start_ms, end_ms: word.end_ms, lines: vec![word.text.clone()] });
        }
    }
    cues
}

/// Adds a word to the last line or a new one; false where the cue is full.
fn fits(lines: &mut Vec<String>, word: &str) -> bool {
    if let Some(line) = lines.last_mut()
        && line.chars().count() + 1 + word.chars().count() <= LINE
    {
        line.push(' ');
        line.push_str(word);
        return true;
    }
    let room = lines.len() < LINES;
    if room {
        lines.push(word.to_owned());
    }
    room
}
