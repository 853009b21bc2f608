//! Pieces to words, with times that never run backwards and stay where the voice is.

use interview::time::{Millis, Span};
use interview::transcript::Word;

use crate::whisper::Token;

/// Shortest time a word is given.
const SHORTEST_MS: Millis = 20;
/// What may follow the last word's end, as the alignment has it, and still be that word.
const TAIL_MS: Millis = 400;

/// A word under construction.
struct Piece {
    bytes: Vec<u8>,
    end_ms: Millis,
    probability: f32,
    tokens: u32,
}

/// Joins the tokens of a segment to words on the timeline of the take.
///
/// Words lie inside `sound`, in order, each starting no earlier than the one before ended; `voice` are the voiced
/// spans of the segment, which words are kept to.
pub fn from_tokens(tokens: &[Token], sound: Span, voice: &[Span]) -> Vec<Word> {
    let mut pieces: Vec<Piece> = Vec::new();
    for token in tokens {
        let begins = token.bytes.first() == Some(&b' ') || pieces.is_empty();
        let end_ms = sound.start_ms.saturating_add(token.end_ms);
        match pieces.last_mut() {
            Some(piece) if !begins => {
                piece.bytes.extend_from_slice(&token.bytes);
                piece.end_ms = end_ms;
                piece.probability += token.probability;
                piece.tokens += 1;
            }
            _ => pieces.push(Piece { bytes: token.bytes.clone(), end_ms, probability: token.probability, tokens: 1 }),
        }
    }
    let written: Vec<(String, Piece)> = pieces
        .into_iter()
        .map(|piece| (String::from_utf8_lossy(&piece.bytes).trim().to_owned(), piece))
        .filter(|(text, _)| text.chars().any(char::is_alphanumeric))
        .collect();
    let ends: Vec<Millis> = written.iter().map(|(_, piece)| piece.end_ms).collect();
    let spans = settle(&ends, sound, voice);
    let word = |((text, piece), span): ((String, Piece), Span)| Word {
        text,
        start_ms: span.start_ms,
        end_ms: span.end_ms,
        probability: (piece.probability / piece.tokens as f32 * 100.0).round().clamp(0.0, 100.0) as u8,
        corrected: false,
    };
    written.into_iter().zip(spans).map(word).collect()
}

/// Turns the rough ends of words into spans: in order, inside `sound`, off the pauses between the voiced spans.
pub fn settle(ends: &[Millis], sound: Span, voice: &[Span]) -> Vec<Span> {
    let mut spans: Vec<Span> = Vec::with_capacity(ends.len());
    let mut floor = voice.first().map_or(sound.start_ms, |first| first.start_ms).clamp(sound.start_ms, sound.end_ms);
    for (index, &end) in ends.iter().enumerate() {
        let last = index + 1 == ends.len();
        let mut end = end.clamp(floor, sound.end_ms);
        // The last word lasts as long as the voice it ends in, unless that goes on for long.
        if let Some(home) = voice.iter().find(|v| v.start_ms < end && end <= v.end_ms)
            && last
            && home.end_ms - end <= TAIL_MS
        {
            end = home.end_ms;
        }
        let rough = Span::new(floor, end);
        // A word that seems to hold a pause lies on one side of it: the one with more of its sound.
        let home = voice.iter().max_by_key(|v| (v.overlap_ms(rough), v.start_ms)).filter(|v| v.overlap_ms(rough) > 0);
        let span = home.map_or(rough, |v| Span::new(rough.start_ms.max(v.start_ms), rough.end_ms.min(v.end_ms)));
        let end = span.end_ms.max(span.start_ms + SHORTEST_MS).min(sound.end_ms.max(span.start_ms));
        spans.push(Span::new(span.start_ms, end));
        floor = end;
    }
    spans
}
