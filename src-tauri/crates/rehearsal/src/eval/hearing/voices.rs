//! Second voices, on takes put together from speakers who are known: one alone, and one who is asked a question by another.

use speech::{Hearing, samples::RATE};

use super::report::{Asked, Voices};

/// Silence around a question, and between two recordings of a speaker.
const GAP: usize = RATE as usize / 2;
/// Lengths of questions, in seconds.
const QUESTIONS: [u32; 3] = [5, 8, 12];
/// A speaker who walks away from the microphone is so much quieter.
const FAR: f32 = 0.2;

/// The recordings of one speaker, one after another.
pub fn joined(clips: &[Vec<f32>]) -> Vec<f32> {
    let mut sound = Vec::new();
    for clip in clips {
        sound.extend_from_slice(clip);
        sound.resize(sound.len() + GAP, 0.0);
    }
    sound
}

/// Every speaker alone and with a third of the take far away; every speaker asked by every other, before the answer and
/// in its middle.
pub fn measure(hearing: &Hearing, speakers: &[Vec<f32>]) -> Voices {
    let mut voices = Voices::default();
    for sound in speakers {
        let mut away = sound.clone();
        let third = away.len() / 3;
        away[third..2 * third].iter_mut().for_each(|sample| *sample *= FAR);
        for take in [sound, &away] {
            voices.alone += 1;
            voices.false_alarms += u32::from(!hearing.other_voices(take).is_empty());
        }
    }
    for seconds in QUESTIONS {
        let mut asked = Asked { seconds, ..Asked::default() };
        for (candidate, answer) in speakers.iter().enumerate() {
            let others = speakers.iter().enumerate().filter(|(other, _)| *other != candidate);
            for (_, question) in others {
                for at in [0, answer.len() / 2] {
                    ask(hearing, answer, at, question, &mut asked);
                }
            }
        }
        voices.questions.push(asked);
    }
    voices
}

fn ask(hearing: &Hearing, answer: &[f32], at: usize, question: &[f32], asked: &mut Asked) {
    let length = (asked.seconds * RATE) as usize;
    let question = &question[..length.min(question.len())];
    let mut take = answer[..at].to_vec();
    take.resize(take.len() + GAP, 0.0);
    let from = ms(take.len());
    take.extend_from_slice(question);
    let to = ms(take.len());
    take.resize(take.len() + GAP, 0.0);
    take.extend_from_slice(&answer[at..]);
    let truth = interview::time::Span::new(from, to);
    let found = hearing.other_voices(&take);
    let right: u32 = found.iter().map(|span| span.overlap_ms(truth)).sum();
    let all: u32 = found.iter().map(|span| span.len_ms()).sum();
    asked.asked += 1;
    asked.found += u32::from(right > 0);
    asked.elsewhere += u32::from(right == 0 && all > 0);
    // A pause around the question is nobody's.
    asked.taken_from_candidate_ms += (all - right).saturating_sub(2 * ms(GAP));
}

fn ms(samples: usize) -> u32 {
    (samples as u64 * 1_000 / u64::from(RATE)) as u32
}
