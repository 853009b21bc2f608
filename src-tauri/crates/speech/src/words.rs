//! Pieces to words, with times that never run backwards and stay where the voice is.

use interview::time::{Millis, Span};
use interview::transcript::Word;

use crate::whisper::Token;

/// Shortest time a word is given.
const SHORTEST_MS: Millis = 20;

/// Joins the tokens of a segment to words on the timeline of the take.
///
/// `offset` is where the segment's sound starts; `voice` are its voiced spans. Words lie inside `sound`, in order, each
/// starting no earlier than the one before ended.
pub fn from_tokens(tokens: &[Token], sound: Span, voice: &[Span]) -> Vec<Word> {
    let mut words: Vec<(Vec<u8>, Millis, f32, u32)> = Vec::new();
    for token in tokens {
        let begins = token.bytes.first() == Some(&b' ') || words.is_empty();
        match words.last_mut() {
            Some((bytes, _, sum, count)) if !begins => {
                bytes.extend_from_slice(&token.bytes);
                *sum += token.probability;
                *count += 1;
            }
            _ => words.push((token.bytes.clone(), sound.start_ms + token.start_ms, token.probability, 1)),
        }
    }
    let written: Vec<(String, Millis, u8)> = words
        .into_iter()
        .map(|(bytes, start, sum, count)| {
            let text = String::from_utf8_lossy(&bytes).trim().to_owned();
            (text, start, (sum / count as f32 * 100.0).round().clamp(0.0, 100.0) as u8)
        })
        .filter(|(text, ..)| !text.is_empty())
        .collect();
    let starts: Vec<Millis> = written.iter().map(|(_, start, _)| *start).collect();
    let times = settle(&starts, sound, voice);
    let pairs = written.into_iter().zip(times);
    pairs
        .map(|((text, _, probability), time)| Word {
            text,
            start_ms: time.start_ms,
            end_ms: time.end_ms,
            probability,
            corrected: false,
        })
        .collect()
}

/// Turns rough starts into spans: monotone, inside `sound`, off the pauses between the voiced spans.
pub fn settle(starts: &[Millis], sound: Span, voice: &[Span]) -> Vec<Span> {
    let mut spans: Vec<Span> = Vec::with_capacity(starts.len());
    let last = voice.last().map_or(sound.end_ms, |span| span.end_ms).min(sound.end_ms);
    for (index, &start) in starts.iter().enumerate() {
        let floor = spans.last().map_or(sound.start_ms, |span| span.end_ms);
        let next = starts.get(index + 1).copied().unwrap_or(last).clamp(sound.start_ms, sound.end_ms);
        let start = start.clamp(floor, sound.end_ms.max(floor));
        let mut span = Span::new(start, next.max(start));
        // In which stretch of voice does most of it lie?
        let home = voice.iter().max_by_key(|v| (v.overlap_ms(span), std::cmp::Reverse(v.start_ms)));
        if let Some(home) = home.filter(|v| v.overlap_ms(span) > 0) {
            span = Span::new(span.start_ms.max(home.start_ms), span.end_ms.min(home.end_ms));
        }
        let end = span.end_ms.max(span.start_ms + SHORTEST_MS).min(sound.end_ms.max(span.start_ms));
        spans.push(Span::new(span.start_ms, end));
    }
    spans
}
