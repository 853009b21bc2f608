//! Whether a second voice speaks in a take, and where.
//!
//! A take is one person's answer; an interviewer may ask a question in it. This finds turns of another voice where that
//! is sure, and else says nothing: telling a person that they are two costs more than a question counted as theirs.
//! Two things must speak for it, since each alone can come from one person: the shape of the spectrum, which a move away
//! from the microphone or a noise can change, and the pitch, which excitement can. Both are weighed against how much one
//! person's stretches differ among themselves, in general ([`APART`]) and in this very take.
//!
//! A turn begins and ends in a pause. The one that differs most from all the rest is looked for first, then others that
//! are like it; together they must differ far more than anything that is left. How often that succeeds, and that it
//! never did on one speaker, stands in the crate's `README.md`.

use std::ops::Range;

use interview::time::Span;

use crate::timbre::{SHAPE, Sum, Timbre};

/// How one person's shape scatters between stretches of four seconds, at several distances, with noise and while excited:
/// an upper triangle that makes every direction scatter by 1, all together.
const APART: [[f32; SHAPE]; SHAPE] = [
    [0.419, -0.147, -0.014, -0.057, -0.264, 0.019, -0.050, -0.064, -0.125, -0.214, 0.040, -0.053],
    [0.0, 0.356, -0.035, -0.054, 0.024, 0.013, 0.295, 0.101, -0.128, -0.154, -0.096, 0.084],
    [0.0, 0.0, 0.503, -0.026, -0.142, 0.100, -0.213, -0.107, 0.150, -0.006, -0.216, 0.017],
    [0.0, 0.0, 0.0, 0.647, -0.158, 0.204, -0.044, -0.096, 0.378, -0.160, -0.241, 0.082],
    [0.0, 0.0, 0.0, 0.0, 0.757, 0.084, -0.124, 0.052, -0.054, -0.127, -0.159, 0.034],
    [0.0, 0.0, 0.0, 0.0, 0.0, 0.730, 0.034, -0.013, -0.161, -0.402, 0.426, -0.190],
    [0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.888, 0.001, -0.119, -0.127, 0.120, -0.124],
    [0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.925, -0.031, -0.134, -0.427, 0.133],
    [0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.959, 0.068, -0.087, -0.516],
    [0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.991, -0.113, -0.424],
    [0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.628, 0.075],
    [0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.736],
];
/// A turn begins and ends in a pause this long.
const PAUSE_MS: u32 = 200;
/// Shortest and longest turn (voice), and its least frames with a pitch.
const TURN_MS: Range<u64> = 2_500..30_000;
const TURN_FRAMES: u64 = 40;
/// Most of the voice that one turn, and all turns together, may be: more is not the minority.
const TURN_SHARE: f32 = 0.35;
const TURNS_SHARE: f32 = 0.4;
/// Least voice left to know the candidate by.
const REST_MS: u64 = 12_000;
/// The scatter of [`APART`] is that of this length; it shrinks with the root of the length, up to a limit.
const MEASURED_MS: f32 = 4_000.0;
const STEADY_MS: f32 = 10_000.0;
/// Shapes less apart than this are one person's; then pitch adds nothing.
const LEAST: f32 = 2.0;
/// Pitches less apart than this (semitones) are one person's, whatever the shapes, which then count for less …
const PITCH_APART: f32 = 3.5;
const SAME_PITCH: f32 = 1.2;
/// … those more apart than this add so much a semitone, up to as many.
const PITCH_FAR: f32 = 4.0;
const A_SEMITONE: f32 = 0.25;
const MOST_SEMITONES: f32 = 8.0;
/// How far apart the first turn must be, the further ones, and all together.
const SEED: f32 = 2.6;
const MORE: f32 = 2.4;
const SURE: f32 = 4.2;
/// … and how many times as far as anything left.
const BEYOND: f32 = 1.5;
/// A further turn is nearer to the second voice than to the rest by this factor.
const NEARER: f32 = 0.75;
/// Turns looked for at most.
const MOST_TURNS: usize = 60;

/// Where another voice than the candidate's speaks, in order; nothing unless that is sure.
pub fn others(voiced: &[Timbre]) -> Vec<Span> {
    let take = Take::new(voiced);
    let turns = take.second_voice().unwrap_or_default();
    let mut spans: Vec<Span> = Vec::new();
    let mut before = None;
    for turn in turns {
        let span = Span::new(voiced[turn.start].span.start_ms, voiced[turn.end - 1].span.end_ms);
        match spans.last_mut() {
            Some(last) if before == Some(turn.start) => last.end_ms = span.end_ms,
            _ => spans.push(span),
        }
        before = Some(turn.end);
    }
    spans
}

/// A run of voiced stretches and how sure it is another's.
struct Turn {
    stretches: Range<usize>,
    sum: Sum,
    apart: f32,
    pitch_apart: bool,
}

struct Take<'a> {
    voiced: &'a [Timbre],
    /// Sums of the stretches before each, and of all.
    before: Vec<Sum>,
}

impl<'a> Take<'a> {
    fn new(voiced: &'a [Timbre]) -> Self {
        let mut sum = Sum::default();
        let mut before = vec![sum.clone()];
        for one in voiced {
            sum.add(one);
            before.push(sum.clone());
        }
        Self { voiced, before }
    }

    fn sum(&self, stretches: &Range<usize>) -> Sum {
        self.before[stretches.end].without(&self.before[stretches.start])
    }

    fn sum_of(&self, turns: &[Range<usize>]) -> Sum {
        turns.iter().fold(Sum::default(), |mut all, turn| {
            all.join(&self.sum(turn));
            all
        })
    }

    /// The stretches of the second voice, in order.
    fn second_voice(&self) -> Option<Vec<Range<usize>>> {
        let all = self.sum(&(0..self.voiced.len()));
        let most_ms = (all.voiced_ms as f32 * TURNS_SHARE) as u64;
        let pitched = self.turns(&[]).filter(|turn| turn.pitch_apart);
        let first = pitched.max_by(|a, b| a.apart.total_cmp(&b.apart)).filter(|turn| turn.apart >= SEED)?;
        let mut found = vec![first.stretches];
        while found.len() < MOST_TURNS {
            let voice = self.sum_of(&found);
            let left = all.without(&voice);
            let alike =
                self.turns(&found).filter(|turn| turn.pitch_apart && turn.apart >= MORE && nearer(turn, &voice, &left));
            let Some(next) = alike.max_by(|a, b| a.apart.total_cmp(&b.apart)) else { break };
            let at = found.partition_point(|turn| turn.start < next.stretches.start);
            found.insert(at, next.stretches);
        }
        let voice = self.sum_of(&found);
        let left = all.without(&voice);
        if voice.voiced_ms > most_ms || left.voiced_ms < REST_MS {
            return None;
        }
        let sure = apart(&voice, &left);
        let else_apart = self.turns(&found).map(|turn| turn.apart).fold(0.0, f32::max);
        (pitches_apart(&voice, &left) >= PITCH_APART && sure >= SURE && sure >= BEYOND * else_apart).then_some(found)
    }

    /// Every run of stretches outside `found` that could be a turn, with how far it is apart from all else outside.
    fn turns(&self, found: &[Range<usize>]) -> impl Iterator<Item = Turn> {
        let mut ends: Vec<usize> = found.iter().map(|turn| turn.start).collect();
        ends.push(self.voiced.len());
        let starts = [0].into_iter().chain(found.iter().map(|turn| turn.end));
        let open: Vec<Range<usize>> = starts.zip(ends).map(|(start, end)| start..end).collect();
        let left = self.sum_of(&open);
        let runs: Vec<Range<usize>> = open.iter().flat_map(|open| self.runs(open)).collect();
        runs.into_iter().filter_map(move |stretches| {
            let sum = self.sum(&stretches);
            let rest = left.without(&sum);
            let fits = sum.voiced_ms >= TURN_MS.start
                && sum.voiced_ms as f32 <= left.voiced_ms as f32 * TURN_SHARE
                && sum.frames >= TURN_FRAMES
                && rest.voiced_ms >= REST_MS;
            fits.then(|| Turn {
                apart: apart(&sum, &rest),
                pitch_apart: pitches_apart(&sum, &rest) >= PITCH_APART,
                sum,
                stretches,
            })
        })
    }

    /// Runs between two pauses, not much longer than the longest turn.
    fn runs(&self, open: &Range<usize>) -> Vec<Range<usize>> {
        let paused =
            |at: &usize| self.voiced[*at].span.start_ms.saturating_sub(self.voiced[*at - 1].span.end_ms) >= PAUSE_MS;
        let mut edges = vec![open.start];
        edges.extend((open.start + 1..open.end).filter(paused));
        edges.push(open.end);
        let mut runs = Vec::new();
        for (at, &start) in edges.iter().enumerate() {
            let ends = edges[at + 1..].iter().copied().filter(|end| *end > start);
            runs.extend(ends.map(|end| start..end).enumerate().map_while(|(further, run)| {
                let voiced_ms = self.before[run.end].voiced_ms - self.before[run.start].voiced_ms;
                (further == 0 || voiced_ms <= TURN_MS.end).then_some(run)
            }));
        }
        runs
    }
}

/// Whether a turn is the second voice's rather than the candidate's, of whom `left` also holds the turn itself.
fn nearer(turn: &Turn, voice: &Sum, left: &Sum) -> bool {
    let rest = left.without(&turn.sum);
    let pitch_near = pitches_apart(&turn.sum, voice) < (0.6 * pitches_apart(&turn.sum, &rest)).max(3.0);
    pitch_near && shapes_apart(&turn.sum, voice) < NEARER * shapes_apart(&turn.sum, &rest)
}

/// How far apart two sums are, in units of one person's scatter.
fn apart(turn: &Sum, rest: &Sum) -> f32 {
    let shapes = shapes_apart(turn, rest) * ((turn.voiced_ms as f32).min(STEADY_MS) / MEASURED_MS).sqrt();
    let pitches = pitches_apart(turn, rest);
    let far = A_SEMITONE * (pitches - PITCH_FAR).clamp(0.0, MOST_SEMITONES);
    let near = if pitches < PITCH_APART { SAME_PITCH } else { 0.0 };
    if shapes >= LEAST { shapes + far - near } else { shapes * 0.9 - near }
}

/// In semitones.
fn pitches_apart(one: &Sum, other: &Sum) -> f32 {
    (one.semitones() - other.semitones()).abs()
}

fn shapes_apart(one: &Sum, other: &Sum) -> f32 {
    let (one, other) = (one.shape(), other.shape());
    let apart: [f32; SHAPE] = std::array::from_fn(|at| one[at] - other[at]);
    let scaled = APART.iter().map(|row| row.iter().zip(&apart).map(|(weight, apart)| weight * apart).sum::<f32>());
    scaled.map(|value| value * value).sum::<f32>().sqrt()
}

#[cfg(test)]
mod tests {
    use std::f32::consts::TAU;

    use super::*;
    use crate::{samples::RATE, timbre};

    /// Sounds of vowels: their resonances in hertz, for a long vocal tract.
    const VOWELS: [[f32; 3]; 6] = [
        [700.0, 1_150.0, 2_500.0],
        [300.0, 2_100.0, 2_800.0],
        [320.0, 850.0, 2_300.0],
        [500.0, 1_700.0, 2_450.0],
        [450.0, 900.0, 2_400.0],
        [600.0, 1_450.0, 2_450.0],
    ];

    /// A made-up speaker.
    #[derive(Clone, Copy)]
    struct Speaker {
        hz: f32,
        /// How much shorter the vocal tract is.
        tract: f32,
        level: f32,
        noise: f32,
    }

    const CANDIDATE: Speaker = Speaker { hz: 115.0, tract: 1.0, level: 0.2, noise: 0.0 };
    const INTERVIEWER: Speaker = Speaker { hz: 215.0, tract: 1.2, level: 0.1, noise: 0.0 };

    /// A take that is being made up: sound, and where there is voice.
    #[derive(Default)]
    struct Made {
        samples: Vec<f32>,
        voice: Vec<Span>,
        said: usize,
    }

    impl Made {
        /// Phrases of about two seconds, each followed by a pause.
        fn say(mut self, speaker: Speaker, phrases: usize) -> Self {
            for _ in 0..phrases {
                let start = self.samples.len();
                for _ in 0..10 {
                    self.syllable(speaker);
                }
                let ms = |at: usize| (at * 1_000 / RATE as usize) as u32;
                self.voice.push(Span::new(ms(start), ms(self.samples.len())));
                self.samples.resize(self.samples.len() + RATE as usize * 2 / 5, 0.0);
            }
            self
        }

        /// Pulses through three resonances, the pitch falling over a phrase and moving from one to the next.
        fn syllable(&mut self, speaker: Speaker) {
            let at = self.said;
            self.said += 1;
            let vowel = VOWELS[at * 7 % 5 + usize::from(at.is_multiple_of(3))];
            let hz = speaker.hz * (1.0 + 0.08 * (at as f32 * 0.9).sin()) * (1.06 - 0.012 * (at % 10) as f32);
            let mut pulses = vec![0.0_f32; RATE as usize / 5];
            let mut phase = 0.0;
            for (sample, value) in pulses.iter_mut().enumerate() {
                phase += hz / RATE as f32;
                if phase >= 1.0 {
                    phase -= 1.0;
                    *value = 1.0;
                }
                let unrest = ((sample * 7_919 + at * 104_729) % 2_003) as f32 / 1_001.5 - 1.0;
                *value += 0.004 * unrest;
            }
            for (resonance, width) in vowel.iter().zip([80.0, 110.0, 160.0]) {
                resonate(&mut pulses, resonance * speaker.tract, width);
            }
            let loudest = pulses.iter().fold(f32::MIN_POSITIVE, |most, value| most.max(value.abs()));
            let hiss = |sample: usize| ((sample * 6_151 + at * 12_289) % 4_001) as f32 / 2_000.5 - 1.0;
            let said = pulses
                .iter()
                .enumerate()
                .map(|(sample, value)| value / loudest * speaker.level + speaker.noise * hiss(sample));
            self.samples.extend(said);
        }

        fn others(&self) -> Vec<Span> {
            others(&timbre::of(&self.samples, 0, &self.voice))
        }
    }

    fn resonate(samples: &mut [f32], hz: f32, width: f32) {
        let radius = (-std::f32::consts::PI * width / RATE as f32).exp();
        let (one, two) = (2.0 * radius * (TAU * hz / RATE as f32).cos(), -radius * radius);
        let (mut last, mut before) = (0.0, 0.0);
        for value in samples {
            let now = *value + one * last + two * before;
            (before, last) = (last, now);
            *value = now;
        }
    }

    fn near(found: Span, said: Span) -> bool {
        found.start_ms.abs_diff(said.start_ms) <= 100 && found.end_ms.abs_diff(said.end_ms) <= 100
    }

    #[test]
    fn a_question_before_the_answer_and_one_inside_are_another_voices() {
        let made = Made::default().say(INTERVIEWER, 3).say(CANDIDATE, 12).say(INTERVIEWER, 2).say(CANDIDATE, 10);
        let found = made.others();
        let turn = |first: usize, last: usize| Span::new(made.voice[first].start_ms, made.voice[last].end_ms);
        assert_eq!(found.len(), 2, "{found:?}");
        assert!(near(found[0], turn(0, 2)) && near(found[1], turn(15, 16)), "{found:?}");
    }

    #[test]
    fn one_voice_is_one_voice_however_it_is_heard() {
        let higher = Speaker { hz: CANDIDATE.hz * 1.2, level: 0.4, ..CANDIDATE };
        let far = Speaker { level: 0.02, noise: 0.002, ..CANDIDATE };
        let noisy = Speaker { noise: 0.03, ..CANDIDATE };
        for (how, other) in [("alone", CANDIDATE), ("higher", higher), ("far", far), ("noisy", noisy)] {
            let made = Made::default().say(CANDIDATE, 10).say(other, 4).say(CANDIDATE, 10);
            assert_eq!(made.others(), [], "the same person, {how}");
        }
    }

    #[test]
    fn another_voice_at_the_same_pitch_is_not_sure() {
        let alike = Speaker { tract: 1.08, ..CANDIDATE };
        let made = Made::default().say(alike, 3).say(CANDIDATE, 20);
        assert_eq!(made.others(), []);
    }

    #[test]
    fn a_word_from_elsewhere_a_short_take_and_two_who_share_it_are_left_alone() {
        let half = Made::default().say(CANDIDATE, 12).say(INTERVIEWER, 12);
        assert_eq!(half.others(), [], "nobody is the minority");
        let word = Made::default().say(CANDIDATE, 12).say(INTERVIEWER, 1);
        assert_eq!(word.others(), [], "too little to know a voice by");
        let short = Made::default().say(INTERVIEWER, 2).say(CANDIDATE, 5);
        assert_eq!(short.others(), [], "too little of the candidate");
        assert_eq!(others(&[]), []);
    }

    #[test]
    fn stretches_sound_the_same_in_whatever_segment_they_are_heard() {
        let made = Made::default().say(CANDIDATE, 3);
        let whole = timbre::of(&made.samples, 0, &made.voice);
        let from = made.voice[1].start_ms - 220;
        let part = timbre::of(&made.samples[crate::samples::from_ms(from)..], from, &made.voice[1..]);
        assert_eq!(part, whole[1..]);
        assert_eq!(timbre::of(&[], 0, &made.voice).len(), 3, "sound that is not there is silence");
    }
}
