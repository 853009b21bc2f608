//! Pieces to words, with times that never run backwards and stay where the voice is.

use interview::time::{Millis, Span};
use interview::transcript::Word;

use crate::whisper::Token;

/// Shortest time a word is given.
const SHORTEST_MS: Millis = 20;
/// What may follow the last word's end, as the alignment has it, and still be that word.
const TAIL_MS: Millis = 400;
/// So much voice before its end is the word's own, wherever the alignment has it begin.
const OWN_MS: Millis = 80;

/// Where a word ends, as the alignment has it.
#[derive(Debug, Clone, Copy)]
pub struct End {
    /// With its letters.
    said_ms: Millis,
    /// With its marks. They are given the pause behind the word, and often the start of the next.
    marked_ms: Millis,
}

/// A word under construction.
struct Piece {
    bytes: Vec<u8>,
    end: End,
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
                piece.end.marked_ms = end_ms;
                if token.letters() > 0 {
                    piece.end.said_ms = end_ms;
                }
                piece.probability += token.probability;
                piece.tokens += 1;
            }
            _ => {
                let end = End { said_ms: end_ms, marked_ms: end_ms };
                pieces.push(Piece { bytes: token.bytes.clone(), end, probability: token.probability, tokens: 1 });
            }
        }
    }
    let written: Vec<(String, Piece)> = pieces
        .into_iter()
        .map(|piece| (String::from_utf8_lossy(&piece.bytes).trim().to_owned(), piece))
        .filter(|(text, _)| text.chars().any(char::is_alphanumeric))
        .collect();
    let ends: Vec<End> = written.iter().map(|(_, piece)| piece.end).collect();
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
pub fn settle(ends: &[End], sound: Span, voice: &[Span]) -> Vec<Span> {
    let mut spans: Vec<Span> = Vec::with_capacity(ends.len());
    let mut floor = voice.first().map_or(sound.start_ms, |first| first.start_ms).clamp(sound.start_ms, sound.end_ms);
    for (index, end) in ends.iter().enumerate() {
        let last = index + 1 == ends.len();
        let rough = Span::new(floor, end.said_ms.clamp(floor, sound.end_ms));
        // A word that seems to hold a pause lies on one side of it: where it ends if enough voice is there for a word (what
        // is before the pause then is a hesitation, or the word before), else on the side with more of its sound.
        let heard = || voice.iter().filter(|v| v.overlap_ms(rough) > 0);
        let behind = heard().next_back().filter(|v| v.overlap_ms(rough) >= OWN_MS);
        let home = behind.or_else(|| heard().max_by_key(|v| (v.overlap_ms(rough), v.start_ms)));
        let mut span = home.map_or(rough, |v| Span::new(rough.start_ms.max(v.start_ms), rough.end_ms.min(v.end_ms)));
        // A word before a pause lasts as long as the voice it ends in, unless that goes on for long.
        if let Some(home) = home
            && (last || end.marked_ms >= home.end_ms)
            && home.end_ms - span.end_ms <= TAIL_MS
        {
            span.end_ms = home.end_ms;
        }
        span.end_ms = span.end_ms.max(span.start_ms + SHORTEST_MS).min(sound.end_ms.max(span.start_ms));
        floor = span.end_ms;
        spans.push(span);
    }
    spans
}

#[cfg(test)]
mod tests {
    use proptest::collection::vec;
    use proptest::prelude::*;

    use super::*;

    fn token(text: &str, end_ms: Millis) -> Token {
        Token { bytes: text.as_bytes().to_vec(), id: 0, probability: 0.9, end_ms }
    }

    fn end(said_ms: Millis) -> End {
        End { said_ms, marked_ms: said_ms }
    }

    fn spans(words: &[Word]) -> Vec<(&str, Millis, Millis)> {
        words.iter().map(|w| (w.text.as_str(), w.start_ms, w.end_ms)).collect()
    }

    #[test]
    fn pieces_become_words_with_their_marks() {
        let tokens = [token(" We", 300), token(" re", 500), token("built", 800), token(" it", 900), token(".", 950)];
        let words = from_tokens(&tokens, Span::new(0, 1_000), &[Span::new(100, 960)]);
        assert_eq!(spans(&words), [("We", 100, 300), ("rebuilt", 300, 800), ("it.", 800, 960)]);
        assert!(words.iter().all(|w| w.probability == 90));
    }

    #[test]
    fn a_letter_split_over_two_tokens_is_whole_again() {
        let bytes = " é".as_bytes();
        let half = |range: std::ops::Range<usize>| Token { bytes: bytes[range].to_vec(), ..token("", 400) };
        let words = from_tokens(&[half(0..2), half(2..3)], Span::new(0, 500), &[Span::new(0, 500)]);
        assert_eq!(words[0].text, "é");
    }

    #[test]
    fn marks_alone_are_no_words() {
        assert!(from_tokens(&[token(" ...", 300), token(" -", 400)], Span::new(0, 500), &[]).is_empty());
    }

    #[test]
    fn a_word_across_a_pause_goes_where_its_sound_is() {
        // The alignment ends "two" well after the pause: it was spoken there.
        let voice = [Span::new(0, 1_000), Span::new(2_000, 3_000)];
        let settled = settle(&[950, 2_400, 3_000].map(end), Span::new(0, 3_200), &voice);
        assert_eq!(settled, [Span::new(0, 950), Span::new(2_000, 2_400), Span::new(2_400, 3_000)]);
    }

    #[test]
    fn what_is_before_the_pause_is_not_the_word_behind_it() {
        // A hum, a pause, and "I": the alignment has nothing but the word for both.
        let voice = [Span::new(0, 1_100), Span::new(1_700, 3_000)];
        assert_eq!(settle(&[end(1_800)], Span::new(0, 3_200), &voice), [Span::new(1_700, 1_800)]);
        // Too little for a word: the alignment is late.
        assert_eq!(settle(&[end(1_750), end(2_500)], Span::new(0, 3_200), &voice)[0], Span::new(0, 1_100));
    }

    #[test]
    fn a_full_stop_reaches_to_the_end_of_the_voice_and_no_further() {
        let voice = [Span::new(0, 1_000), Span::new(1_400, 3_000)];
        let stop = End { said_ms: 800, marked_ms: 1_600 };
        assert_eq!(settle(&[stop, end(2_000)], Span::new(0, 3_200), &voice)[0], Span::new(0, 1_000));
        let comma = End { said_ms: 800, marked_ms: 900 };
        assert_eq!(settle(&[comma, end(2_000)], Span::new(0, 3_200), &voice)[0], Span::new(0, 800));
    }

    proptest! {
        #[test]
        fn times_run_forward_inside_the_sound(
            ends in vec((0_u32..40_000, 0_u32..2_000), 0..80),
            start in 0_u32..5_000,
            length in 0_u32..30_000,
            cuts in vec(0_u32..35_000, 0..12),
        ) {
            let sound = Span::new(start, start + length);
            let mut edges: Vec<u32> = cuts.iter().map(|cut| (start + cut).min(sound.end_ms)).collect();
            edges.sort_unstable();
            let voice: Vec<Span> = edges.chunks_exact(2).map(|pair| Span::new(pair[0], pair[1])).collect();
            let ends = ends.iter().map(|(said_ms, marks_ms)| End { said_ms: *said_ms, marked_ms: said_ms + marks_ms });
            let ends: Vec<End> = ends.collect();
            let spans = settle(&ends, sound, &voice);
            prop_assert_eq!(spans.len(), ends.len());
            let mut before = sound.start_ms;
            for span in spans {
                prop_assert!(span.start_ms >= before && span.end_ms >= span.start_ms && span.end_ms <= sound.end_ms);
                before = span.end_ms;
            }
        }
    }
}
