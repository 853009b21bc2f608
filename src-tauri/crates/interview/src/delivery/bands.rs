//! What a measure usually means: green, amber or red, each with its source and how strong that is.
//!
//! The bands are conventions, most of them; that is why each carries its source, and why they are data: the defaults
//! below can be replaced one by one.

use serde::{Deserialize, Serialize};

use super::Delivery;
use crate::time::Millis;

/// What is judged.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "specta", derive(specta::Type))]
#[serde(rename_all = "snake_case")]
pub enum Measure {
    /// Words per minute of speaking time.
    Pace,
    /// Fillers per minute of speaking time, times ten.
    Fillers,
    /// Length of the longest pause, in milliseconds.
    LongestPause,
    /// Time before the first word, in milliseconds.
    Latency,
    /// Length of the answer, from its first word on, in milliseconds.
    Length,
    /// Hedges per minute of speaking time, times ten.
    Hedges,
}

impl Measure {
    /// From which difference on a listener notices it, in its own unit.
    pub fn step(self) -> u32 {
        match self {
            Self::Pace | Self::Fillers | Self::Hedges => 10,
            Self::LongestPause => 500,
            Self::Latency => 1_000,
            Self::Length => 10_000,
        }
    }
}

/// Where a value lies.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "specta", derive(specta::Type))]
#[serde(rename_all = "snake_case")]
pub enum Colour {
    /// As advised.
    Green,
    /// Worth a thought.
    Amber,
    /// Worth changing.
    Red,
}

/// The limits of one measure, all inclusive.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "specta", derive(specta::Type))]
pub struct Band {
    /// What is judged.
    pub measure: Measure,
    /// Green from here …
    pub green_from: u32,
    /// … to here.
    pub green_to: u32,
    /// Amber around green from here; red below.
    pub amber_from: u32,
    /// … to here; red above. Absent: amber without end.
    pub amber_to: Option<u32>,
    /// Who says so, and how strong that is.
    pub source: String,
}

impl Band {
    /// Where a value lies.
    pub fn colour(&self, value: u32) -> Colour {
        if (self.green_from..=self.green_to).contains(&value) {
            Colour::Green
        } else if value >= self.amber_from && self.amber_to.is_none_or(|most| value <= most) {
            Colour::Amber
        } else {
            Colour::Red
        }
    }
}

/// One measure of one take with its band.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "specta", derive(specta::Type))]
pub struct Judged {
    /// What was measured, in the measure's own unit.
    pub value: u32,
    /// Where it lies.
    pub colour: Colour,
    /// The limits it was held against.
    pub band: Band,
}

/// The bands Debrief comes with.
pub fn defaults() -> Vec<Band> {
    let band = |measure, (green_from, green_to), (amber_from, amber_to), source: &str| Band {
        measure,
        green_from,
        green_to,
        amber_from,
        amber_to,
        source: source.into(),
    };
    vec![
        band(
            Measure::Pace,
            (120, 165),
            (100, Some(185)),
            "Convention, not experiment: Microsoft Speaker Coach advises 100–165 words a minute, other vendors 130–160.",
        ),
        band(
            Measure::Fillers,
            (0, 50),
            (0, Some(119)),
            "Controlled study: of 0, 2, 5 and 12 fillers a minute, up to 5 did no harm and 12 did (Laske & DiGennaro Reed 2024).",
        ),
        band(
            Measure::LongestPause,
            (0, super::LONG_PAUSE_MS - 1),
            (0, Some(super::LOST_PAUSE_MS - 1)),
            "Observed: typical pauses last 0.25–0.5 s; pauses of 4 s disrupt listeners (Lundholm Fors).",
        ),
        band(Measure::Latency, (0, 3_000), (0, None), "Convention: the first 3 s are thinking time."),
        band(
            Measure::Length,
            (90_000, 150_000),
            (0, Some(180_000)),
            "Practitioner advice only: 90–150 s for a story; over 3 minutes counts as rambling.",
        ),
        band(
            Measure::Hedges,
            (0, 29),
            (0, None),
            "Studies of powerful speech: fewer hedges raise perceived competence (Parton); where it tips is convention.",
        ),
    ]
}

/// Holds a take against bands, in their order. A measure the take does not have is left out, never made up.
pub fn judge(delivery: &Delivery, duration_ms: Millis, bands: &[Band]) -> Vec<Judged> {
    let judged = |band: &Band| {
        let value = value(band.measure, delivery, duration_ms)?;
        Some(Judged { value, colour: band.colour(value), band: band.clone() })
    };
    bands.iter().filter_map(judged).collect()
}

fn value(measure: Measure, delivery: &Delivery, duration_ms: Millis) -> Option<u32> {
    match measure {
        Measure::Pace => delivery.words_per_minute,
        Measure::Fillers => delivery.fillers_per_minute_x10,
        Measure::LongestPause => {
            delivery.latency_ms?;
            Some(delivery.pauses.iter().map(|pause| pause.end_ms.saturating_sub(pause.start_ms)).max().unwrap_or(0))
        }
        Measure::Latency => delivery.latency_ms,
        Measure::Length => Some(duration_ms.saturating_sub(delivery.latency_ms?)),
        Measure::Hedges => {
            delivery.words_per_minute?;
            let count = delivery.hedges.len() as u64 * 600_000;
            u32::try_from(count.checked_div(u64::from(delivery.speaking_ms))?).ok()
        }
    }
}
