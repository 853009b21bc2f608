//! Fillers the recogniser left out: hesitations between the words, and voice that carries no word.
//!
//! The recogniser was trained on text without "um". A [second listening](crate::second) tells how likely a hesitation is
//! at each place between words. Where it is sure, the hesitation becomes a word of the transcript; where it only thinks
//! so, and there is voice that the words around do not account for, the place is offered as *probable*, and the person
//! decides. So is a stretch of voice without a word that sounds like one: long for a syllable and steady in pitch where
//! the recogniser would not rule it out, or a hum, whatever it thinks.

mod hum;
mod sound;

use interview::time::{Millis, Span};
use interview::transcript::Word;

use crate::second::Hesitation;
use crate::segments::Segment;
use crate::whisper::Token;
use sound::Sound;

/// From this probability on a hesitation is written down …
const SURE: f32 = 0.5;
/// … from this one on it is probable …
const LIKELY: f32 = 0.35;
/// … and from this one on where there is voice to spare, or no word at all.
const MAYBE: f32 = 0.25;
/// A steady sound is not one where the recogniser hardly believes in it.
const HARDLY: f32 = 0.1;
/// Voice that belongs to no word, so long that a hesitation may be heard in it.
const SPARE_MS: Millis = 200;
/// No hesitation without as much voice.
const VOICED_MS: Millis = 100;
/// Where one is sure, each voiced span between the two words is a hesitation of its own from this length on.
const ALONE_MS: Millis = 150;
/// How long a word's first piece takes to say: this, and as much for each letter.
const WORD_MS: Millis = 120;
const LETTER_MS: Millis = 75;
/// Shortest time a word is given.
const SHORTEST_WORD_MS: Millis = 20;

/// Shorter sounds are breaths and the ends of words.
const SHORTEST_MS: u32 = 240;
/// Longer ones are laughter, singing or another speaker.
const LONGEST_MS: u32 = 1_600;
/// Quietest filler, against the loudness of the words around.
const QUIETEST: f32 = 0.08;

/// Hesitations as the recogniser writes them.
const WRITTEN: [&str; 10] = ["um", "uh", "uhm", "umm", "uhh", "er", "erm", "hm", "hmm", "mm"];
/// Two findings this near each other are one.
const NEAR_MS: u32 = 250;

/// A place between two words, or at either end of a segment.
#[derive(Debug, Clone, PartialEq)]
struct Gap {
    /// Which word follows; as many as there are words at the end.
    before: usize,
    /// What may stand there.
    hesitation: Hesitation,
    /// From the end of the word before to the end of the first piece of the word behind.
    span: Span,
    /// Time the piece behind needs.
    needed_ms: Millis,
}

/// Finds the fillers of a segment: adds those that are sure to `words`, and returns where others are probable, in order.
/// `samples` is the segment's sound; `hesitations` has one entry for each of `tokens` and one for the end.
pub fn find(
    samples: &[f32],
    segment: &Segment,
    tokens: &[Token],
    hesitations: &[Hesitation],
    words: &mut Vec<Word>,
) -> Vec<Span> {
    let gaps = gaps(tokens, hesitations, segment.sound);
    // Letters that only several tokens together make are counted differently; then there is nothing to go by.
    if gaps.last().is_none_or(|end| end.before != words.len()) {
        return Vec::new();
    }
    let sound = Sound { samples, start_ms: segment.sound.start_ms };
    let by_sound = if words.is_empty() { Vec::new() } else { by_sound(sound, &segment.voice, words) };
    let mut taken: Vec<Span> = words.iter().filter(|word| is_written(&word.text)).map(span_of).collect();
    let mut probable = Vec::new();
    // From the end, so that places stay where they are.
    for gap in gaps.iter().rev() {
        let mut spans = gap.fillers(&segment.voice, words.is_empty());
        if words.get(gap.before).is_some_and(|next| is_written(&next.text)) {
            // The last of them is the one that was written down already.
            spans.pop();
        }
        if gap.hesitation.probability < LIKELY {
            spans.retain(|span| sound.is_voiced(*span));
        }
        taken.extend_from_slice(&spans);
        if gap.hesitation.probability >= SURE && !words.is_empty() {
            spans.iter().rev().for_each(|span| write(words, gap, *span));
        } else {
            probable.extend(spans);
        }
    }
    for (span, hums) in by_sound {
        let around = Span::new(span.start_ms.saturating_sub(NEAR_MS), span.end_ms + NEAR_MS);
        let seen = |gap: &Gap| gap.span.overlap_ms(span) > 0 && gap.hesitation.probability >= HARDLY;
        if (hums || gaps.iter().any(seen)) && taken.iter().all(|other| other.overlap_ms(around) == 0) {
            taken.push(span);
            probable.push(span);
        }
    }
    probable.sort_unstable();
    probable
}

/// Puts a hesitation among the words. The word behind starts where it ends; the one before ends where it starts, for the
/// alignment gives its full stop all that follows.
fn write(words: &mut Vec<Word>, gap: &Gap, span: Span) {
    let (before, behind) = words.split_at_mut(gap.before);
    let (before, behind) = (before.last_mut(), behind.first_mut());
    let begins = before.as_ref().is_none_or(|word| word.text.ends_with(['.', '?', '!']))
        && behind.as_ref().is_none_or(|word| word.text.starts_with(char::is_uppercase));
    let floor_ms = before.map_or(0, |word| {
        word.end_ms = word.end_ms.min(gap.span.start_ms.max(word.start_ms + SHORTEST_WORD_MS));
        word.end_ms
    });
    let latest_ms = behind.as_ref().map_or(Millis::MAX, |word| word.end_ms.saturating_sub(SHORTEST_WORD_MS));
    let start_ms = span.start_ms.min(latest_ms).max(floor_ms);
    let end_ms = span.end_ms.max(start_ms + SHORTEST_WORD_MS).min(latest_ms.max(start_ms));
    if let Some(behind) = behind {
        behind.start_ms = behind.start_ms.max(end_ms);
    }
    let text = gap.hesitation.text;
    let text = if begins { text[..1].to_uppercase() + &text[1..] + "," } else { format!("{text},") };
    let probability = (gap.hesitation.probability * 100.0).round().clamp(0.0, 100.0) as u8;
    words.insert(gap.before, Word { text, start_ms, end_ms, probability, corrected: false });
}

impl Gap {
    /// Where in this place hesitations are heard.
    fn fillers(&self, voice: &[Span], wordless: bool) -> Vec<Span> {
        let probability = self.hesitation.probability;
        let voiced: Millis = voice.iter().map(|v| v.overlap_ms(self.span)).sum();
        if wordless {
            let one = (VOICED_MS..=LONGEST_MS).contains(&voiced) && probability >= MAYBE;
            return voice.iter().copied().max_by_key(|v| v.len_ms()).filter(|_| one).into_iter().collect();
        }
        let likely = probability >= LIKELY && voiced >= VOICED_MS;
        let maybe = probability >= MAYBE && voiced >= self.needed_ms + SPARE_MS;
        if !likely && !maybe {
            return Vec::new();
        }
        let end_ms = self.span.end_ms.saturating_sub(self.needed_ms).max(self.span.start_ms);
        let inside = |v: &Span| Span::new(v.start_ms.max(self.span.start_ms), v.end_ms.min(end_ms));
        let pieces = voice.iter().filter(|v| v.start_ms < end_ms && v.end_ms > self.span.start_ms);
        // Voice that goes on from the word before is the end of that word, unless there is no other.
        let own = |v: &&Span| v.start_ms + VOICED_MS >= self.span.start_ms && inside(v).len_ms() >= ALONE_MS;
        let alone: Vec<Span> = pieces.clone().filter(own).map(inside).collect();
        if probability >= SURE && !alone.is_empty() {
            return alone;
        }
        vec![pieces.map(inside).max_by_key(|v| v.len_ms()).unwrap_or(self.span)]
    }
}

/// The places between words, with the likeliest hesitation of each, in order; the last is the end.
fn gaps(tokens: &[Token], hesitations: &[Hesitation], sound: Span) -> Vec<Gap> {
    let mut gaps = Vec::new();
    let (mut open, mut start_ms, mut in_word) = (None::<Hesitation>, sound.start_ms, false);
    let end_of = |token: &Token| sound.start_ms.saturating_add(token.end_ms).min(sound.end_ms);
    for (index, hesitation) in hesitations.iter().enumerate() {
        open = Some(open.filter(|open| open.probability >= hesitation.probability).unwrap_or(*hesitation));
        let Some(token) = tokens.get(index) else { break };
        let letters = token.letters();
        in_word &= token.bytes.first() != Some(&b' ');
        if letters == 0 {
            continue;
        }
        if let Some(hesitation) = open.take().filter(|_| !in_word) {
            let needed_ms = needed_ms(letters);
            let span = Span::new(start_ms, end_of(token).max(start_ms));
            gaps.push(Gap { before: gaps.len(), hesitation, span, needed_ms });
        }
        in_word = true;
        start_ms = end_of(token).max(start_ms);
    }
    let end = |hesitation| Gap {
        before: gaps.len(),
        hesitation,
        span: Span::new(start_ms, sound.end_ms.max(start_ms)),
        needed_ms: 0,
    };
    let last = open.map(end);
    gaps.extend(last);
    gaps
}

fn span_of(word: &Word) -> Span {
    Span::new(word.start_ms, word.end_ms)
}

/// Whether a word, as written, is a hesitation.
fn is_written(word: &str) -> bool {
    let bare: String = word.chars().filter(|c| c.is_alphabetic()).flat_map(char::to_lowercase).collect();
    WRITTEN.contains(&bare.as_str())
}

/// What of `voice` no span of `words` covers.
fn uncovered(voice: &[Span], words: &[Span]) -> Vec<Span> {
    let mut left = Vec::new();
    for span in voice {
        let mut from = span.start_ms;
        for word in words.iter().filter(|word| word.overlap_ms(*span) > 0) {
            if word.start_ms > from {
                left.push(Span::new(from, word.start_ms));
            }
            from = from.max(word.end_ms);
        }
        if from < span.end_ms {
            left.push(Span::new(from, span.end_ms));
        }
    }
    left
}

/// How long so many letters take to say.
fn needed_ms(letters: usize) -> Millis {
    WORD_MS + LETTER_MS * letters as Millis
}

/// Voice no word needs that sounds like a filler, and whether it hums.
fn by_sound(sound: Sound<'_>, voice: &[Span], words: &[Word]) -> Vec<(Span, bool)> {
    let quietest = QUIETEST * sound.loudness_of(words.iter().map(span_of));
    let heard = |span: &Span| span.len_ms() <= LONGEST_MS && sound.loudness_of([*span]) >= quietest;
    // The alignment knows where a word ends, and gives it all since the word before; what follows a pause may be more than
    // the word.
    let needed = |word: &Word| {
        let letters = word.text.chars().filter(|c| c.is_alphanumeric()).count();
        let after_pause = voice.iter().any(|v| v.start_ms == word.start_ms);
        let latest_ms = word.end_ms.saturating_sub(needed_ms(letters));
        Span::new(if after_pause { latest_ms.max(word.start_ms) } else { word.start_ms }, word.end_ms)
    };
    let spare = uncovered(voice, &words.iter().map(needed).collect::<Vec<_>>());
    let hums = spare.into_iter().filter(|span| heard(span) && sound.hums(*span)).map(|span| (span, true));
    let spare = uncovered(voice, &words.iter().map(span_of).collect::<Vec<_>>());
    let steady = |span: &Span| span.len_ms() >= SHORTEST_MS && heard(span) && sound.is_steady(*span);
    hums.chain(spare.into_iter().filter(steady).map(|span| (span, false))).collect()
}

#[cfg(test)]
mod tests {
    use super::hum::tests::harmonics;
    use super::*;
    use crate::samples::from_ms;

    fn token(text: &str, end_ms: Millis) -> Token {
        Token { bytes: text.as_bytes().to_vec(), id: 0, probability: 0.9, end_ms }
    }

    fn segment(voice: &[Span]) -> Segment {
        Segment { sound: Span::new(1_000, 5_000), voice: voice.to_vec(), cut_in_speech: false }
    }

    /// What is found in "We cut. This" when hesitations are that probable before each token and at the end.
    fn found(probabilities: [f32; 5], voice: &[Span]) -> (Vec<(String, Millis, Millis)>, Vec<Span>) {
        let tokens = [token(" We", 400), token(" cut", 800), token(".", 1_700), token(" This", 2_000)];
        let hesitations = probabilities.map(|probability| Hesitation { probability, text: "um" });
        let segment = segment(voice);
        let mut words = crate::words::from_tokens(&tokens, segment.sound, voice);
        let silence = vec![0.0; from_ms(segment.sound.len_ms())];
        let probable = find(&silence, &segment, &tokens, &hesitations, &mut words);
        (words.into_iter().map(|word| (word.text, word.start_ms, word.end_ms)).collect(), probable)
    }

    fn texts(words: &[(String, Millis, Millis)]) -> Vec<&str> {
        words.iter().map(|(text, ..)| text.as_str()).collect()
    }

    const VOICE: [Span; 2] = [Span { start_ms: 1_050, end_ms: 1_850 }, Span { start_ms: 2_100, end_ms: 3_050 }];

    #[test]
    fn a_sure_hesitation_becomes_a_word_in_its_own_time() {
        let (words, probable) = found([0.0, 0.0, 0.1, 0.9, 0.0], &VOICE);
        assert_eq!(texts(&words), ["We", "cut.", "Um,", "This"]);
        assert!(words.windows(2).all(|pair| pair[0].2 <= pair[1].1), "in order: {words:?}");
        assert_eq!((words[1].1, words[1].2), (1_400, 1_800), "up to its letters' end");
        assert_eq!((words[2].1, words[2].2), (2_100, 2_580), "the voice that no word needs");
        assert!(probable.is_empty());
    }

    #[test]
    fn a_likely_one_is_offered_and_an_unlikely_one_is_not() {
        let (words, probable) = found([0.0, 0.0, 0.0, 0.4, 0.0], &VOICE);
        assert_eq!((texts(&words), probable), (vec!["We", "cut.", "This"], vec![Span::new(2_100, 2_580)]));
        assert!(found([0.1; 5], &VOICE).1.is_empty());
    }

    #[test]
    fn a_hesitation_needs_voice() {
        // Nothing is voiced between the words but the words.
        let voice = [Span::new(1_050, 1_750), Span::new(2_950, 3_010)];
        assert!(found([0.0, 0.0, 0.4, 0.4, 0.0], &voice).1.is_empty());
    }

    #[test]
    fn voice_without_a_word_may_be_one() {
        let segment = segment(&[Span::new(1_200, 1_700)]);
        let sound = vec![0.0; from_ms(segment.sound.len_ms())];
        let hear =
            |probability| find(&sound, &segment, &[], &[Hesitation { probability, text: "um" }], &mut Vec::new());
        assert_eq!(hear(0.5), [Span::new(1_200, 1_700)]);
        assert!(hear(0.1).is_empty());
    }

    /// A voice in `span` of the sound of a segment, its harmonics each so loud; `quieter` is a moment when it is a quarter as
    /// loud.
    fn voice(span: Span, loud: &[f32], quieter: Span) -> Vec<f32> {
        let at = |at: usize| {
            let ms = 1_000 + crate::samples::to_ms(at);
            let inside = |span: Span| (span.start_ms..span.end_ms).contains(&ms);
            let level = if inside(quieter) { 0.05 } else { 0.2 };
            if inside(span) { level * harmonics(loud, at) } else { 0.0 }
        };
        (0..from_ms(4_000)).map(at).collect()
    }

    const NEVER: Span = Span { start_ms: 0, end_ms: 0 };
    const CLOSED: [f32; 3] = [1.0, 0.6, 0.1];
    const OPEN: [f32; 8] = [1.0, 0.6, 0.5, 0.5, 0.6, 0.6, 0.4, 0.3];

    /// What is found where "We cut" is said after a pause, behind that sound, and `before` stands before it.
    fn found_before(words_from: Millis, sound: &[f32], before: f32) -> Vec<Span> {
        let segment = segment(&[Span::new(1_200, 1_600), Span::new(words_from, 3_000)]);
        let tokens = [token(" We", 1_600), token(" cut", 2_000)];
        let hesitations = [before, 0.0, 0.0].map(|probability| Hesitation { probability, text: "um" });
        let mut words = crate::words::from_tokens(&tokens, segment.sound, &segment.voice);
        find(sound, &segment, &tokens, &hesitations, &mut words)
    }

    #[test]
    fn a_hum_is_offered_even_where_the_recogniser_has_none() {
        let hum = Span::new(1_200, 1_600);
        assert_eq!(found_before(2_200, &voice(hum, &CLOSED, NEVER), 0.0), [hum]);
        assert!(found_before(2_200, &voice(hum, &OPEN, NEVER), 0.0).is_empty(), "a vowel may be a word");
    }

    #[test]
    fn a_steady_sound_of_one_syllable_is_offered_where_the_recogniser_may_have_one() {
        let sound = Span::new(1_200, 1_600);
        assert_eq!(found_before(2_200, &voice(sound, &OPEN, NEVER), 0.15), [sound]);
        assert!(found_before(2_200, &voice(sound, &OPEN, NEVER), 0.05).is_empty());
        assert!(found_before(2_200, &voice(sound, &OPEN, Span::new(1_350, 1_440)), 0.15).is_empty(), "two syllables");
    }

    #[test]
    fn what_hums_after_a_pause_before_its_word_is_none_of_it() {
        let hum = Span::new(1_900, 2_200);
        // "We" ends at 2.6 s and needs 270 ms; the voice begins at 1.9.
        assert_eq!(found_before(1_900, &voice(hum, &CLOSED, NEVER), 0.0), [Span::new(1_900, 2_330)]);
    }

    #[test]
    fn what_another_language_says_is_left_alone() {
        let segment = segment(&VOICE);
        let sound = vec![0.0; from_ms(segment.sound.len_ms())];
        let tokens = [token(" Wir", 400)];
        let mut words = crate::words::from_tokens(&tokens, segment.sound, &segment.voice);
        assert!(find(&sound, &segment, &tokens, &[], &mut words).is_empty());
        assert_eq!(words.len(), 1);
    }
}
