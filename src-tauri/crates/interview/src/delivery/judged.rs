//! Probable fillers a person has judged.

use super::{Certainty, Filler};
use crate::{
    amendments::JudgedFiller,
    time::{Millis, Span},
};

/// What a confirmed filler is called: which sound it was, nobody wrote down.
const CONFIRMED: &str = "um";

/// Where a person confirmed a filler, inside the take.
pub(super) fn confirmed(judged: &[JudgedFiller], duration_ms: Millis) -> impl Iterator<Item = Span> + '_ {
    let spans = judged.iter().filter(|filler| filler.was_one).map(|filler| filler.span());
    let inside = move |span: Span| Span::new(span.start_ms.min(duration_ms), span.end_ms.min(duration_ms));
    spans.map(inside).filter(|span| span.len_ms() > 0)
}

/// The fillers heard, and with them those a person confirmed where none was heard.
pub(super) fn in_with(mut heard: Vec<Filler>, judged: &[JudgedFiller], duration_ms: Millis) -> Vec<Filler> {
    let meets = |filler: &Filler, span: Span| Span::new(filler.start_ms, filler.end_ms).overlap_ms(span) > 0;
    for span in confirmed(judged, duration_ms) {
        if !heard.iter().any(|filler| meets(filler, span)) {
            let (start_ms, end_ms) = (span.start_ms, span.end_ms);
            heard.push(Filler { text: CONFIRMED.into(), start_ms, end_ms, certainty: Certainty::Heard });
        }
    }
    heard.sort_by_key(|filler| (filler.start_ms, filler.end_ms));
    heard
}

/// The probable fillers nobody has judged.
pub(super) fn left_open(probable: &[Span], judged: &[JudgedFiller]) -> Vec<Span> {
    let open = |span: &&Span| judged.iter().all(|filler| filler.span().overlap_ms(**span) == 0);
    probable.iter().filter(open).copied().collect()
}
