//! How it was said, measure by measure: the number, the band it is read by, and the reason for the band.

use std::fmt::Write as _;

use interview::delivery::{Certainty, Delivery, PauseKind};

use crate::wording::{count, seconds};

/// One measure.
pub(crate) struct Measure {
    /// What is measured.
    pub label: &'static str,
    /// The number, worded.
    pub value: String,
    /// The band and where it comes from; empty for what is shown and never judged.
    pub band: &'static str,
}

/// All measures that have a number.
pub(crate) fn measures(delivery: &Delivery) -> Vec<Measure> {
    let measures = [
        delivery.words_per_minute.map(|pace| Measure {
            label: "Pace",
            value: format!("{pace} words a minute"),
            band: "easy to follow at 120–165 (convention of speech coaches)",
        }),
        delivery.latency_ms.map(|latency| Measure {
            label: "First word",
            value: format!("after {}", seconds(latency)),
            band: "the first 3 s are thinking time",
        }),
        Some(Measure { label: "Pauses", value: pauses(delivery), band: "long from 2.5 s, lost from 4 s" }),
        Some(Measure {
            label: "Fillers",
            value: fillers(delivery),
            band: "up to 5 a minute did no harm, 12 did (Laske & DiGennaro Reed 2024)",
        }),
        Some(Measure {
            label: "Hedges",
            value: count(delivery.hedges.len(), "hedge", "hedges"),
            band: "worth a look from 3 a minute",
        }),
        Some(Measure { label: "Repeats", value: count(delivery.repeats.len(), "repeat", "repeats"), band: "" }),
        Some(Measure {
            label: "Longest run",
            value: seconds(delivery.longest_run_ms),
            band: "without a pause or a filler",
        }),
        Some(Measure {
            label: "I and we",
            value: format!("{} I, {} we", delivery.i_words, delivery.we_words),
            band: "shown, never judged",
        }),
        Some(Measure { label: "Words", value: delivery.words.to_string(), band: "" }),
    ];
    measures.into_iter().flatten().collect()
}

/// "4 pauses, 2 of them long, 1 lost".
fn pauses(delivery: &Delivery) -> String {
    let of_kind = |kind: PauseKind| delivery.pauses.iter().filter(|pause| pause.kind == kind).count();
    let (long, lost) = (of_kind(PauseKind::Long), of_kind(PauseKind::Lost));
    let mut text = count(delivery.pauses.len(), "pause of 1 s or more", "pauses of 1 s or more");
    for (number, kind) in [(long, "long"), (lost, "lost")] {
        if number > 0 {
            let _ = write!(text, ", {number} {kind}");
        }
    }
    text
}

/// "7 heard, 4 probable, 5.2 a minute".
fn fillers(delivery: &Delivery) -> String {
    let heard = delivery.fillers.iter().filter(|filler| filler.certainty == Certainty::Heard).count();
    let probable = delivery.fillers.len() - heard;
    let rate = delivery.fillers_per_minute_x10.map(|x10| format!(", {}.{} a minute", x10 / 10, x10 % 10));
    format!("{heard} heard, {probable} probable{}", rate.unwrap_or_default())
}
