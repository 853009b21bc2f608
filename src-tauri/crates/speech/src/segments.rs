//! Where to cut: probabilities of speech to voiced spans and to segments short enough to transcribe at once.
//!
//! One state machine serves a file and a live take alike; it sees one probability at a time and never looks ahead, so
//! both cut at the same places. Cuts lie in pauses. The longer a segment has grown, the shorter a pause is enough;
//! only speech without any pause for [`LONGEST_MS`] is cut at its quietest window.

use interview::time::Span;

use crate::silero::WINDOW;

/// Speech begins at this probability …
const BEGIN: f32 = 0.5;
/// … and has ended when it stays under this one …
const END: f32 = 0.35;
/// … for this long; a shorter dip belongs to the speech around it.
const BRIDGED_MS: u32 = 100;
/// A segment with less voice than this is a click or a breath.
const SHORTEST_MS: u32 = 90;
/// No segment is longer.
pub const LONGEST_MS: u32 = 20_000;
/// Sound kept before and after the voice of a segment, where the pause is long enough.
const PAD_MS: u32 = 220;
/// A pause this long may be the end. Long enough for all of [`PAD_MS`], so that the preview is the segment to come.
const PREVIEW_MS: u32 = 400;
/// A segment without a pause is cut at the quietest window of its last stretch of this length.
const SEARCH_MS: u32 = 6_000;

/// A pause long enough to cut in, once the segment has reached a length.
const CUTS: [(u32, u32); 4] = [(17_000, 160), (14_000, 300), (10_000, 600), (0, 1_000)];

/// A stretch of sound to be transcribed at once.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Segment {
    /// The sound to give to the recogniser: the voice with a little silence around it.
    pub sound: Span,
    /// The voiced spans in it, in order.
    pub voice: Vec<Span>,
    /// Whether it had to be cut inside speech, so that the next one continues it.
    pub cut_in_speech: bool,
}

/// Finds segments in a stream of probabilities, each for [`WINDOW`] samples.
#[derive(Debug, Default)]
pub struct Segmenter {
    /// Windows seen.
    seen: u32,
    /// Voiced spans of the open segment, in windows; the last may still grow.
    voice: Vec<(u32, u32)>,
    /// Whether the last window belonged to speech (or to a dip not yet long enough).
    speaking: bool,
    /// How loud and how probable each window of the open segment was, from its first voiced window on.
    loudness: Vec<f32>,
    /// Where the sound of the next segment may begin, at the earliest.
    floor_ms: u32,
    /// The end of the voice the last preview was made for.
    previewed: u32,
}

impl Segmenter {
    /// Takes the next window: its probability of speech and its loudness (any monotone measure).
    pub fn push(&mut self, probability: f32, loudness: f32) -> Option<Segment> {
        let at = self.seen;
        self.seen += 1;
        let voiced = probability >= if self.speaking { END } else { BEGIN };
        if voiced {
            match self.voice.last_mut() {
                Some(last) if to_ms(at - last.1) < BRIDGED_MS || self.speaking => last.1 = at + 1,
                _ => self.voice.push((at, at + 1)),
            }
            self.speaking = true;
        }
        let &(first, _) = self.voice.first()?;
        self.loudness.push(loudness * probability.max(0.05));
        let last_end = self.voice.last().map_or(first, |last| last.1);
        let silence = to_ms(self.seen - last_end);
        if silence >= BRIDGED_MS {
            self.speaking = false;
        }
        let length = to_ms(last_end - first);
        let enough = CUTS.iter().find(|(from, _)| length >= *from).map_or(u32::MAX, |(_, pause)| *pause);
        if silence >= enough {
            return self.close();
        }
        if to_ms(self.seen - first) >= LONGEST_MS { self.cut(first) } else { None }
    }

    /// The end of the sound: closes what is open.
    pub fn finish(&mut self) -> Option<Segment> {
        self.close()
    }

    /// Where the sound of the next segment may begin at the earliest, in milliseconds.
    pub fn floor_ms(&self) -> u32 {
        self.voice
            .first()
            .map_or(to_ms(self.seen), |(first, _)| to_ms(*first))
            .saturating_sub(PAD_MS)
            .max(self.floor_ms)
    }

    /// The open segment as it will be if nothing more is said: told once for each pause that has lasted a moment.
    ///
    /// Whoever recognises it ahead of time has the words ready when the pause turns out to be the end.
    pub fn preview(&mut self) -> Option<Segment> {
        let last_end = self.voice.last()?.1;
        if to_ms(self.seen - last_end) < PREVIEW_MS || self.previewed == last_end {
            return None;
        }
        self.previewed = last_end;
        self.open_segment()
    }

    /// Closes the open segment in the pause after its last voice.
    fn close(&mut self) -> Option<Segment> {
        let segment = self.open_segment();
        if let Some(last) = self.voice.last() {
            self.floor_ms = self.sound_end(to_ms(last.1));
        }
        self.voice.clear();
        self.loudness.clear();
        self.speaking = false;
        segment
    }

    fn open_segment(&self) -> Option<Segment> {
        let voice: Vec<Span> = self.voice.iter().map(|(a, b)| Span::new(to_ms(*a), to_ms(*b))).collect();
        let (first, last) = (voice.first()?, voice.last()?);
        let start = first.start_ms.saturating_sub(PAD_MS).max(self.floor_ms);
        let sound = Span::new(start, self.sound_end(last.end_ms));
        let heard: u32 = voice.iter().map(|span| span.len_ms()).sum();
        (heard >= SHORTEST_MS).then_some(Segment { sound, voice, cut_in_speech: false })
    }

    /// Where the sound of a segment ends whose voice ends there: a part of the pause so far at most, so that the next
    /// segment has its lead-in too.
    fn sound_end(&self, voice_end_ms: u32) -> u32 {
        voice_end_ms + PAD_MS.min(to_ms(self.seen).saturating_sub(voice_end_ms) * 3 / 4)
    }

    /// Cuts the open segment, which began at window `first`, at the quietest window of its last stretch.
    fn cut(&mut self, first: u32) -> Option<Segment> {
        let search = (SEARCH_MS / to_ms(1)) as usize;
        let from = self.loudness.len().saturating_sub(search);
        let quietest = self.loudness[from..].iter().enumerate().min_by(|a, b| a.1.total_cmp(b.1));
        let offset = from + quietest.map_or(0, |(index, _)| index);
        let at = first + offset as u32;
        let mut before = Vec::new();
        let mut after = Vec::new();
        for &(a, b) in &self.voice {
            if a < at {
                before.push(Span::new(to_ms(a), to_ms(b.min(at))));
            }
            if b > at {
                after.push((a.max(at), b));
            }
        }
        self.voice = after;
        let kept = self.voice.first().map_or(self.loudness.len(), |(next, _)| (next - first) as usize);
        self.loudness.drain(..kept.min(self.loudness.len()));
        let start = before.first()?.start_ms.saturating_sub(PAD_MS).max(self.floor_ms);
        let end = to_ms(at);
        self.floor_ms = end;
        Some(Segment { sound: Span::new(start, end), voice: before, cut_in_speech: true })
    }
}

/// Milliseconds in a number of windows.
fn to_ms(windows: u32) -> u32 {
    windows * (WINDOW as u32 * 1000 / crate::samples::RATE)
}

#[cfg(test)]
mod tests {
    use proptest::collection::vec;
    use proptest::prelude::*;

    use super::*;

    /// Segments of a stream told as (probability, windows) runs.
    fn segments(runs: &[(f32, u32)]) -> Vec<Segment> {
        let mut segmenter = Segmenter::default();
        let windows = runs.iter().flat_map(|(p, count)| std::iter::repeat_n(*p, *count as usize));
        let mut found: Vec<Segment> = windows.filter_map(|p| segmenter.push(p, p)).collect();
        found.extend(segmenter.finish());
        found
    }

    #[test]
    fn silence_and_clicks_are_no_segments() {
        assert!(segments(&[(0.01, 500)]).is_empty());
        assert!(segments(&[(0.01, 50), (0.9, 2), (0.01, 100)]).is_empty());
    }

    #[test]
    fn a_long_pause_closes_a_segment_and_a_short_one_does_not() {
        let found = segments(&[(0.0, 10), (0.9, 40), (0.0, 10), (0.9, 40), (0.0, 60), (0.9, 30), (0.0, 60)]);
        assert_eq!(found.len(), 2);
        assert_eq!(found[0].voice, [Span::new(320, 1_600), Span::new(1_920, 3_200)]);
        assert_eq!(found[0].sound, Span::new(100, 3_420));
        assert_eq!(found[1].voice, [Span::new(5_120, 6_080)]);
    }

    #[test]
    fn a_dip_inside_a_word_is_bridged() {
        let found = segments(&[(0.9, 20), (0.2, 2), (0.9, 20), (0.0, 60)]);
        assert_eq!(found[0].voice, [Span::new(0, 42 * 32)]);
    }

    #[test]
    fn a_preview_is_the_segment_that_comes_when_nothing_more_is_said() {
        let mut segmenter = Segmenter::default();
        let mut previews = Vec::new();
        for (window, p) in [(0.9, 40), (0.0, 20)].iter().flat_map(|(p, n)| std::iter::repeat_n(*p, *n)).enumerate() {
            assert!(segmenter.push(p, p).is_none(), "closed early, at window {window}");
            previews.extend(segmenter.preview());
        }
        assert_eq!(previews.len(), 1, "told once");
        assert_eq!(segmenter.finish(), previews.pop());
    }

    #[test]
    fn speech_without_a_pause_is_cut_where_it_is_quietest() {
        let found = segments(&[(0.9, 560), (0.6, 1), (0.9, 300), (0.0, 60)]);
        assert!(found[0].cut_in_speech && !found[1].cut_in_speech);
        assert_eq!(found[0].sound.end_ms, 560 * 32, "at the dip");
        assert_eq!(found[1].sound.start_ms, found[0].sound.end_ms, "nothing doubled, nothing dropped");
    }

    proptest! {
        #[test]
        fn segments_are_in_order_short_enough_and_hold_all_voice(
            runs in vec((0.0_f32..1.0, 1_u32..400), 1..40),
        ) {
            let found = segments(&runs);
            let mut before = 0;
            for segment in &found {
                prop_assert!(segment.sound.start_ms >= before, "{segment:?} after {before}");
                prop_assert!(segment.sound.len_ms() <= LONGEST_MS + 2 * PAD_MS + 100);
                prop_assert!(segment.voice.windows(2).all(|pair| pair[0].end_ms <= pair[1].start_ms));
                prop_assert!(segment.voice.iter().all(|v| v.start_ms >= segment.sound.start_ms && v.end_ms <= segment.sound.end_ms));
                before = segment.sound.end_ms;
            }
        }
    }
}
