//! How it was said, measure by measure: the number, the band it is held against, and who says so.

use std::fmt::Write as _;

use interview::{
    delivery::{
        Certainty, Delivery, PauseKind,
        bands::{Band, Colour, Judged, Measure as Judges, defaults, judge},
    },
    time::Millis,
};

use crate::wording::{clock, count, seconds};

/// One measure.
pub(crate) struct Measure {
    /// What is measured.
    pub label: &'static str,
    /// The number, worded.
    pub value: String,
    /// Where it lies and in which band, "comfortable: 120–165"; empty for what is shown and never judged.
    pub reading: String,
    /// Who says so, or what the number means.
    pub why: String,
}

/// All measures that have a number, for a take of this length.
pub(crate) fn measures(delivery: &Delivery, duration_ms: Millis) -> Vec<Measure> {
    let judged = judge(delivery, duration_ms, &defaults());
    let of = |measure: Judges| judged.iter().find(|judged| judged.band.measure == measure);
    let held = |label, value: Option<String>, judged: Option<&Judged>| {
        let reading = judged.map(reading).unwrap_or_default();
        let why = judged.map(|judged| judged.band.source.clone()).unwrap_or_default();
        Some(Measure { label, value: value?, reading, why })
    };
    let shown =
        |label, value: String, why: &str| Some(Measure { label, value, reading: String::new(), why: why.into() });
    let length = of(Judges::Length);
    [
        held("Pace", delivery.words_per_minute.map(|pace| format!("{pace} words a minute")), of(Judges::Pace)),
        held("Length", length.map(|judged| clock(judged.value)), length),
        held(
            "First word",
            delivery.latency_ms.map(|latency| format!("after {}", seconds(latency))),
            of(Judges::Latency),
        ),
        held("Pauses", Some(pauses(delivery)), of(Judges::LongestPause)),
        held("Fillers", Some(fillers(delivery)), of(Judges::Fillers)),
        held("Hedges", Some(count(delivery.hedges.len(), "hedge", "hedges")), of(Judges::Hedges)),
        shown("Repeats", count(delivery.repeats.len(), "repeat", "repeats"), ""),
        shown("Longest run", seconds(delivery.longest_run_ms), "The longest stretch with no pause and no filler."),
        shown("I and we", format!("{} I, {} we", delivery.i_words, delivery.we_words), "Shown, never judged."),
        shown("Words", delivery.words.to_string(), ""),
    ]
    .into_iter()
    .flatten()
    .collect()
}

/// "comfortable: 120–165".
fn reading(judged: &Judged) -> String {
    let place = match judged.colour {
        Colour::Green => "comfortable",
        Colour::Amber => "worth a look",
        Colour::Red => "outside the band",
    };
    format!("{place}: {}", limits(&judged.band))
}

/// The green band in the measure's own unit.
fn limits(band: &Band) -> String {
    let value = |value: u32| match band.measure {
        Judges::Pace => value.to_string(),
        Judges::Fillers | Judges::Hedges => format!("{}.{} a minute", value / 10, value % 10),
        Judges::LongestPause | Judges::Latency => seconds(value),
        Judges::Length => clock(value),
    };
    let to = value(band.green_to);
    if band.green_from == 0 { format!("up to {to}") } else { format!("{}–{to}", value(band.green_from)) }
}

/// "4 of 1 s or more, 2 of them long, 1 lost".
fn pauses(delivery: &Delivery) -> String {
    let of_kind = |kind: PauseKind| delivery.pauses.iter().filter(|pause| pause.kind == kind).count();
    let mut text = count(delivery.pauses.len(), "pause of 1 s or more", "pauses of 1 s or more");
    for (number, kind) in [(of_kind(PauseKind::Long), "long"), (of_kind(PauseKind::Lost), "lost")] {
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
