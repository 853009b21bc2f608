//! The voiced timeline of a take, and what can be read from it alone: latency, pauses, speaking time, runs.
//!
//! Recognisers stretch words into the silence around them, so where voiced stretches are known they decide. Words
//! decide what a stretch is worth: one without any word and shorter than a syllable is a click or a breath, and a
//! word outside all stretches was too quiet for the detector, so it counts as voiced.

use super::{Filler, Pause, PauseKind};
use crate::{
    delivery::said::Said,
    time::{Millis, Span},
};

/// A voiced stretch without a word counts as speech from here on.
const WORDLESS_MS: Millis = 250;

/// Voiced spans of the take: by time, apart from each other.
pub(super) struct Voice {
    spans: Vec<Span>,
    /// Where another voice speaks.
    others: Vec<Span>,
}

impl Voice {
    /// Joins the detector's stretches, the words and the probable fillers.
    pub fn new(words: &[Said], speech: &[Span], probable: &[Span], others: &[Span], duration_ms: Millis) -> Self {
        let speech = union(speech.iter().map(|span| inside(*span, duration_ms)));
        let words = union(words.iter().map(|word| word.span));
        let carries = |span: &Span| touches(&words, *span) || touches(probable, *span);
        let spoken = speech.iter().copied().filter(|span| span.len_ms() >= WORDLESS_MS || carries(span));
        let first_word = words.first().map_or(Millis::MAX, |word| word.start_ms);
        let last_word = words.last().map_or(0, |word| word.end_ms);
        // Voices before the first word and after the last are not the answer.
        let spoken = spoken.filter(|span| carries(span) || (span.start_ms > first_word && span.end_ms < last_word));
        let quiet = words.iter().copied().filter(|word| !touches(&speech, *word));
        let spans = union(spoken.chain(quiet).chain(probable.iter().copied()));
        let others = union(others.iter().map(|span| inside(*span, duration_ms)));
        Self { spans, others }
    }

    /// Thinking time before the first sound of speech.
    pub fn latency_ms(&self) -> Option<Millis> {
        let start_ms = self.spans.first()?.start_ms;
        let asked = self.others.iter().rev().find(|other| other.start_ms < start_ms);
        Some(asked.map_or(start_ms, |other| start_ms.saturating_sub(other.end_ms)))
    }

    /// Voiced time.
    pub fn voiced_ms(&self) -> Millis {
        self.spans.iter().map(|span| span.len_ms()).sum()
    }

    /// Silences between voiced spans that are long enough to be listed.
    pub fn pauses(&self) -> Vec<Pause> {
        self.between()
            .filter(|gap| !touches(&self.others, *gap))
            .filter_map(|gap| {
                Some(Pause { start_ms: gap.start_ms, end_ms: gap.end_ms, kind: PauseKind::of(gap.len_ms())? })
            })
            .collect()
    }

    /// Silences between voiced spans, and what another voice says there.
    fn between(&self) -> impl Iterator<Item = Span> {
        self.spans.windows(2).map(|pair| Span::new(pair[0].end_ms, pair[1].start_ms))
    }

    /// The stretches between voiced spans that another voice takes up.
    fn taken(&self) -> impl Iterator<Item = Span> {
        self.between().filter(|gap| touches(&self.others, *gap))
    }

    /// From the first sound to the last, without the pauses and what another voice takes up.
    pub fn speaking_ms(&self, pauses: &[Pause]) -> Millis {
        let paused_ms: Millis = pauses.iter().map(|pause| pause.end_ms - pause.start_ms).sum();
        let silent_ms = paused_ms + self.taken().map(Span::len_ms).sum::<Millis>();
        self.extent().map_or(0, |all| all.len_ms().saturating_sub(silent_ms))
    }

    /// The longest stretch between pauses and fillers.
    pub fn longest_run_ms(&self, pauses: &[Pause], fillers: &[Filler]) -> Millis {
        let Some(all) = self.extent() else { return 0 };
        let pauses = pauses.iter().map(|pause| Span::new(pause.start_ms, pause.end_ms));
        let fillers = fillers.iter().map(|filler| Span::new(filler.start_ms, filler.end_ms));
        let mut breaks: Vec<Span> = pauses.chain(fillers).chain(self.taken()).collect();
        breaks.sort();
        let mut from = all.start_ms;
        let mut longest = 0;
        for gap in breaks {
            longest = longest.max(gap.start_ms.min(all.end_ms).saturating_sub(from));
            from = from.max(gap.end_ms);
        }
        longest.max(all.end_ms.saturating_sub(from))
    }

    fn extent(&self) -> Option<Span> {
        Some(Span::new(self.spans.first()?.start_ms, self.spans.last()?.end_ms))
    }
}

/// Probable fillers inside the take, without those a heard filler already stands for.
pub(super) fn probable(spans: &[Span], heard: &[Filler], duration_ms: Millis) -> Vec<Span> {
    let heard = union(heard.iter().map(|filler| Span::new(filler.start_ms, filler.end_ms)));
    let spans = union(spans.iter().map(|span| inside(*span, duration_ms)));
    spans.into_iter().filter(|span| !touches(&heard, *span)).collect()
}

/// What of `spans` is not most of it another voice.
pub(crate) fn without(spans: &[Span], others: &[Span]) -> Vec<Span> {
    let shared = |span: &Span| others.iter().map(|other| other.overlap_ms(*span)).sum::<Millis>();
    spans.iter().copied().filter(|span| others.is_empty() || shared(span) <= span.len_ms() / 2).collect()
}

fn inside(span: Span, duration_ms: Millis) -> Span {
    Span::new(span.start_ms.min(duration_ms), span.end_ms.min(duration_ms))
}

/// The spans by time, those that meet made one, empty ones left out.
fn union(spans: impl Iterator<Item = Span>) -> Vec<Span> {
    let mut spans: Vec<Span> = spans.filter(|span| span.len_ms() > 0).collect();
    spans.sort();
    let mut all: Vec<Span> = Vec::with_capacity(spans.len());
    for span in spans {
        match all.last_mut() {
            Some(last) if span.start_ms <= last.end_ms => last.end_ms = last.end_ms.max(span.end_ms),
            _ => all.push(span),
        }
    }
    all
}

/// Whether `span` shares time with any of `spans`, which are by time and apart.
fn touches(spans: &[Span], span: Span) -> bool {
    let at = spans.partition_point(|other| other.end_ms <= span.start_ms);
    spans.get(at).is_some_and(|other| other.overlap_ms(span) > 0)
}
