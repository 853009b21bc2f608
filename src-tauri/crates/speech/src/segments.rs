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
/// A pause long enough to hear a piece of the open segment ahead, once so much was said since the last piece: the pause
/// may be the end. Usually long enough for all of [`PAD_MS`], so that the piece of a segment with one piece is that
/// segment; a word or two alone are easily misheard, and of speech without a longer pause little should be left to hear.
const PIECES: [(u32, u32); 3] = [(4_000, 160), (2_500, 300), (0, 600)];
/// Words left at the end that are longer than this are shared between two recognisers, where a pause allows it …
const SHARED_MS: u32 = 3_000;
/// … neither getting less than this.
const SHARE_MS: u32 = 1_000;
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
    /// Pieces of the open segment that are heard ahead, in order.
    pieces: Vec<Segment>,
    /// The segment that closed last, in pieces.
    parts: Vec<Segment>,
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

    /// The segment that closed last in its pieces, those told ahead and the rest; nothing where it was cut inside speech.
    pub fn parts(&mut self) -> Vec<Segment> {
        std::mem::take(&mut self.parts)
    }

    /// The end of the sound: closes what is open.
    pub fn finish(&mut self) -> Option<Segment> {
        self.close()
    }

    /// The end of the sound, with somebody waiting: closes what is open in the pieces told ahead, and the rest in pieces
    /// that are heard soonest.
    pub fn finish_soon(&mut self) -> Vec<Segment> {
        self.close();
        self.parts()
    }

    /// Where the sound of the next segment may begin at the earliest, in milliseconds.
    pub fn floor_ms(&self) -> u32 {
        self.voice
            .first()
            .map_or(to_ms(self.seen), |(first, _)| to_ms(*first))
            .saturating_sub(PAD_MS)
            .max(self.floor_ms)
    }

    /// What was said since the last piece, told once a pause has lasted a moment.
    ///
    /// Whoever recognises the pieces ahead of time has the words ready when the pause turns out to be the end.
    pub fn piece(&mut self) -> Option<Segment> {
        let said = self.voice.get(voices(&self.pieces)..)?;
        let (first, last) = (said.first()?, said.last()?);
        let length = to_ms(last.1 - first.0);
        let enough = PIECES.iter().find(|(from, _)| length >= *from).map_or(u32::MAX, |(_, pause)| *pause);
        if to_ms(self.seen - last.1) < enough {
            return None;
        }
        let piece = segment(said, self.piece_floor_ms(), self.seen)?;
        self.pieces.push(piece.clone());
        Some(piece)
    }

    /// Closes the open segment in the pause after its last voice.
    fn close(&mut self) -> Option<Segment> {
        let closed = segment(&self.voice, self.floor_ms, self.seen);
        let rest = self.rest();
        self.parts = std::mem::take(&mut self.pieces);
        self.parts.extend(rest);
        if let Some(last) = self.voice.last() {
            self.floor_ms = sound_end(to_ms(last.1), self.seen);
        }
        self.voice.clear();
        self.loudness.clear();
        self.speaking = false;
        closed
    }

    /// What was said since the last piece: where a pause allows it in two, to be shared between two recognisers.
    fn rest(&self) -> Vec<Segment> {
        let said = self.voice.get(voices(&self.pieces)..).unwrap_or_default();
        let (first, second) = said.split_at(fair_share(said).unwrap_or(said.len()));
        let first = segment(first, self.piece_floor_ms(), second.first().map_or(self.seen, |next| next.0));
        let floor_ms = first.as_ref().map_or(self.piece_floor_ms(), |first| first.sound.end_ms);
        first.into_iter().chain(segment(second, floor_ms, self.seen)).collect()
    }

    /// Where the sound of the next piece may begin, at the earliest.
    fn piece_floor_ms(&self) -> u32 {
        self.pieces.last().map_or(self.floor_ms, |before| before.sound.end_ms)
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
        self.pieces.clear();
        self.parts.clear();
        self.voice = after;
        let kept = self.voice.first().map_or(self.loudness.len(), |(next, _)| (next - first) as usize);
        self.loudness.drain(..kept.min(self.loudness.len()));
        let start = before.first()?.start_ms.saturating_sub(PAD_MS).max(self.floor_ms);
        let end = to_ms(at);
        self.floor_ms = end;
        Some(Segment { sound: Span::new(start, end), voice: before, cut_in_speech: true })
    }
}

/// These voiced spans with sound around them, from `floor_ms` on, when so many windows are `seen`; none where they are too
/// short to be speech.
fn segment(voice: &[(u32, u32)], floor_ms: u32, seen: u32) -> Option<Segment> {
    let voice: Vec<Span> = voice.iter().map(|(a, b)| Span::new(to_ms(*a), to_ms(*b))).collect();
    let (first, last) = (voice.first()?, voice.last()?);
    let start = first.start_ms.saturating_sub(PAD_MS).max(floor_ms);
    let sound = Span::new(start, sound_end(last.end_ms, seen));
    let heard: u32 = voice.iter().map(|span| span.len_ms()).sum();
    (heard >= SHORTEST_MS).then_some(Segment { sound, voice, cut_in_speech: false })
}

/// Where the sound of a segment ends whose voice ends there, when so many windows are `seen`: a part of the pause so far at
/// most, so that the next segment has its lead-in too.
fn sound_end(voice_end_ms: u32, seen: u32) -> u32 {
    voice_end_ms + PAD_MS.min(to_ms(seen).saturating_sub(voice_end_ms) * 3 / 4)
}

/// How many of these voiced spans make the first of two pieces: the longest pause decides.
fn fair_share(voice: &[(u32, u32)]) -> Option<usize> {
    let (first, last) = (voice.first()?.0, voice.last()?.1);
    if to_ms(last - first) < SHARED_MS {
        return None;
    }
    let pause = |at: &usize| voice[*at].0 - voice[*at - 1].1;
    let fair = |at: &usize| to_ms(voice[*at - 1].1 - first) >= SHARE_MS && to_ms(last - voice[*at].0) >= SHARE_MS;
    (1..voice.len()).filter(fair).max_by_key(pause)
}

/// How many voiced spans segments hold.
fn voices(segments: &[Segment]) -> usize {
    segments.iter().map(|segment| segment.voice.len()).sum()
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

    /// The pieces told and the segments closed while these runs are heard.
    fn told(segmenter: &mut Segmenter, runs: &[(f32, u32)]) -> (Vec<Segment>, Vec<Segment>) {
        let (mut pieces, mut closed) = (Vec::new(), Vec::new());
        for p in runs.iter().flat_map(|(p, count)| std::iter::repeat_n(*p, *count as usize)) {
            closed.extend(segmenter.push(p, p));
            pieces.extend(segmenter.piece());
        }
        (pieces, closed)
    }

    #[test]
    fn the_only_piece_is_the_segment_that_comes_when_nothing_more_is_said() {
        let mut segmenter = Segmenter::default();
        let (pieces, closed) = told(&mut segmenter, &[(0.9, 40), (0.0, 40)]);
        assert_eq!(pieces.len(), 1, "told once");
        assert_eq!(pieces, closed);
    }

    #[test]
    fn at_the_end_pieces_are_as_told_and_the_rest_is_shared() {
        let mut segmenter = Segmenter::default();
        let runs = [(0.9, 90), (0.0, 12), (0.9, 90), (0.0, 12), (0.9, 40), (0.0, 6), (0.9, 70)];
        let (pieces, closed) = told(&mut segmenter, &runs);
        assert!(closed.is_empty(), "no pause is long enough to cut in");
        assert_eq!(pieces.len(), 2);
        let last = segmenter.finish_soon();
        assert_eq!(last[..2], pieces, "as they were told");
        let voice: Vec<_> = last[2..].iter().map(|segment| segment.voice.clone()).collect();
        assert_eq!(voice, [[Span::new(6_528, 7_808)], [Span::new(8_000, 10_240)]]);
        assert!(last.windows(2).all(|pair| pair[0].sound.end_ms <= pair[1].sound.start_ms), "{last:?}");
        assert!(segmenter.finish().is_none());
    }

    #[test]
    fn a_closed_segment_is_told_in_its_pieces_and_the_rest() {
        let mut segmenter = Segmenter::default();
        let runs = [(0.9, 90), (0.0, 12), (0.9, 90), (0.0, 12), (0.9, 40), (0.0, 40)];
        let (pieces, closed) = told(&mut segmenter, &runs);
        assert_eq!((pieces.len(), closed.len()), (3, 1));
        let parts = segmenter.parts();
        assert_eq!(parts, pieces, "the last piece was all of the rest");
        let voice: Vec<_> = parts.into_iter().flat_map(|part| part.voice).collect();
        assert_eq!(voice, closed[0].voice, "nothing doubled, nothing dropped");
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
