//! Probable fillers: voice inside speech that carries no word.
//!
//! The recogniser was trained on text without "um" and leaves most of them out. What it leaves out is still there as
//! sound: a stretch of voice, long for a syllable, steady in pitch and loudness, between words that do not account for
//! it. Such stretches are offered as *probable*; the person decides.

use interview::time::Span;
use interview::transcript::Word;

use crate::samples::{RATE, from_ms};
use crate::segments::Segment;

/// Shorter sounds are breaths and the ends of words.
const SHORTEST_MS: u32 = 240;
/// Longer ones are laughter, singing or another speaker.
const LONGEST_MS: u32 = 1_600;
/// Frames in which voice and pitch are judged.
const FRAME_MS: u32 = 32;
const STEP_MS: u32 = 16;
/// Pitch of human voices, in hertz.
const LOWEST_HZ: f32 = 70.0;
const HIGHEST_HZ: f32 = 350.0;
/// How like itself one period later a voiced frame is.
const PERIODIC: f32 = 0.55;
/// Share of voiced frames, and how far pitch may wander from its median in most of them.
const VOICED_SHARE: f32 = 0.6;
const FLAT: f32 = 0.12;
const FLAT_SHARE: f32 = 0.7;
/// Quietest filler, against the loudness of the words around.
const QUIETEST: f32 = 0.12;

/// Hesitations as the recogniser writes them.
const WRITTEN: [&str; 10] = ["um", "uh", "uhm", "umm", "uhh", "er", "erm", "hm", "hmm", "mm"];
/// A second listening is believed from this probability on.
const BELIEVED: u8 = 40;
/// Two findings this near each other are one.
const NEAR_MS: u32 = 250;

/// Probable fillers of a segment, in order: voiced spans no word lies on that sound like one, and hesitations that only
/// a second listening (`hesitant`) wrote down. `samples` is the segment's sound.
pub fn probable(samples: &[f32], segment: &Segment, words: &[Word], hesitant: &[Word]) -> Vec<Span> {
    if words.is_empty() {
        return Vec::new();
    }
    let span_of = |word: &Word| Span::new(word.start_ms, word.end_ms);
    let mut taken: Vec<Span> = words.iter().filter(|w| is_written(&w.text)).map(span_of).collect();
    let by_sound = by_sound(samples, segment, words);
    let second = hesitant.iter().filter(|w| is_written(&w.text) && w.probability >= BELIEVED).map(span_of);
    let mut found: Vec<Span> = Vec::new();
    for span in second.chain(by_sound) {
        let around = Span::new(span.start_ms.saturating_sub(NEAR_MS), span.end_ms + NEAR_MS);
        if taken.iter().all(|other| other.overlap_ms(around) == 0) {
            taken.push(span);
            found.push(span);
        }
    }
    found.sort_unstable();
    found
}

/// Whether a word, as written, is a hesitation.
fn is_written(word: &str) -> bool {
    let bare: String = word.chars().filter(|c| c.is_alphabetic()).flat_map(char::to_lowercase).collect();
    WRITTEN.contains(&bare.as_str())
}

/// Voiced spans no word lies on that sound like a filler.
fn by_sound(samples: &[f32], segment: &Segment, words: &[Word]) -> Vec<Span> {
    let at = |span: Span| {
        let start = from_ms(span.start_ms.saturating_sub(segment.sound.start_ms)).min(samples.len());
        let end = from_ms(span.end_ms.saturating_sub(segment.sound.start_ms)).clamp(start, samples.len());
        &samples[start..end]
    };
    let spoken: Vec<Span> = words.iter().map(|word| Span::new(word.start_ms, word.end_ms)).collect();
    let loud = root_mean_square_of(spoken.iter().flat_map(|span| at(*span)));
    uncovered(&segment.voice, &spoken)
        .into_iter()
        .filter(|span| (SHORTEST_MS..=LONGEST_MS).contains(&span.len_ms()) && sounds_like_one(at(*span), loud))
        .collect()
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

/// Steady, voiced and loud enough.
fn sounds_like_one(sound: &[f32], loudness_of_words: f32) -> bool {
    if root_mean_square_of(sound) < QUIETEST * loudness_of_words {
        return false;
    }
    let (frame, step) = (from_ms(FRAME_MS), from_ms(STEP_MS));
    let frames = sound.windows(frame).step_by(step);
    let total = frames.len();
    let mut pitches: Vec<f32> = frames.filter_map(pitch).collect();
    if total == 0 || (pitches.len() as f32) < VOICED_SHARE * total as f32 {
        return false;
    }
    pitches.sort_by(f32::total_cmp);
    let median = pitches[pitches.len() / 2];
    let flat = pitches.iter().filter(|hz| (*hz / median - 1.0).abs() <= FLAT).count();
    flat as f32 >= FLAT_SHARE * pitches.len() as f32
}

/// The pitch of a frame in hertz, where it is voiced (normalised autocorrelation).
fn pitch(frame: &[f32]) -> Option<f32> {
    let shortest = (RATE as f32 / HIGHEST_HZ) as usize;
    let longest = ((RATE as f32 / LOWEST_HZ) as usize).min(frame.len() / 2);
    let length = frame.len() - longest;
    let energy = |from: usize| frame[from..from + length].iter().map(|s| s * s).sum::<f32>();
    let here = energy(0);
    let likeness = |lag: usize| {
        let product: f32 = frame[..length].iter().zip(&frame[lag..lag + length]).map(|(a, b)| a * b).sum();
        product / (here * energy(lag)).sqrt().max(1e-9)
    };
    let (lag, best) = (shortest..=longest).map(|lag| (lag, likeness(lag))).max_by(|a, b| a.1.total_cmp(&b.1))?;
    (best >= PERIODIC).then(|| RATE as f32 / lag as f32)
}

fn root_mean_square_of<'a>(samples: impl IntoIterator<Item = &'a f32>) -> f32 {
    let (sum, count) = samples.into_iter().fold((0.0_f32, 0_u32), |(sum, count), s| (sum + s * s, count + 1));
    (sum / count.max(1) as f32).sqrt()
}
