//! Many takes as a table for spreadsheets: one row a take.

use std::collections::BTreeSet;

use csv::{Terminator, WriterBuilder};
use interview::{
    Debrief,
    delivery::{Certainty, PauseKind},
    question::Round,
    scorecard::Status,
    time::Millis,
};

use crate::{
    Contents, ReportError,
    escape::{cell, one_line},
    wording,
};

/// A take as a row tells it.
#[derive(Debug, Clone)]
pub struct TakeLine {
    /// Its id.
    pub id: String,
    /// When it was recorded, RFC 3339 with offset.
    pub recorded_at: String,
    /// Its own title.
    pub title: Option<String>,
    /// The question.
    pub question: Option<String>,
    /// Its round.
    pub round: Option<Round>,
    /// Its length.
    pub duration_ms: Millis,
    /// Whether it has a star.
    pub favourite: bool,
    /// Its tags.
    pub tags: Vec<String>,
    /// Its debrief; absent before it was analysed.
    pub debrief: Option<Debrief>,
}

/// The table (RFC 4180, a header, UTF-8), in the order given. What was not measured, or not scored, is an empty cell; each
/// criterion and each signal that any of the takes has makes a column of its own, named by its id (`points_…`, the number of
/// sentences as `heard_…`). A cell that could be taken for a formula starts with an apostrophe.
pub fn takes_csv(takes: &[TakeLine], contents: &Contents<'_>) -> Result<String, ReportError> {
    let shown = |debrief: &&Debrief| contents.scores && debrief.scorecard.status == Status::Scored;
    let debriefs = || takes.iter().filter_map(|take| take.debrief.as_ref()).filter(shown);
    let criteria = once(debriefs().flat_map(|debrief| debrief.scorecard.criteria.iter().map(|one| one.id.as_str())));
    let signals: BTreeSet<&str> =
        debriefs().flat_map(|debrief| debrief.signals.iter().map(|signal| signal.id.as_str())).collect();
    let mut bytes = Vec::new();
    let mut table = WriterBuilder::new().terminator(Terminator::CRLF).from_writer(&mut bytes);
    let mut header: Vec<String> = HEAD.map(str::to_owned).to_vec();
    if contents.scores {
        header.extend(SCORES.map(str::to_owned));
        header.extend(criteria.iter().map(|id| format!("points_{id}")));
        header.extend(signals.iter().map(|id| format!("heard_{id}")));
    }
    table.write_record(header.iter().map(|name| cell(name).into_owned()))?;
    for take in takes {
        let mut row = known(take);
        if contents.scores {
            row.extend(scored(take.debrief.as_ref(), &criteria, &signals));
        }
        table.write_record(row.iter().map(|text| cell(&one_line(text)).into_owned()))?;
    }
    table.flush().map_err(csv::Error::from)?;
    drop(table);
    Ok(String::from_utf8_lossy(&bytes).into_owned())
}

const HEAD: [&str; 18] = [
    "take",
    "recorded_at",
    "title",
    "question",
    "round",
    "favourite",
    "tags",
    "duration_ms",
    "words",
    "speaking_ms",
    "words_per_minute",
    "latency_ms",
    "long_pauses",
    "longest_pause_ms",
    "fillers_heard",
    "fillers_probable",
    "hedges",
    "text",
];
const SCORES: [&str; 3] = ["status", "overall", "verdict"];

/// What is known of a take whether or not it was scored.
fn known(take: &TakeLine) -> Vec<String> {
    let delivery = take.debrief.as_ref().and_then(|debrief| debrief.delivery.as_ref());
    let number = |of: fn(&interview::delivery::Delivery) -> Option<u64>| or_empty(delivery.and_then(of));
    vec![
        take.id.clone(),
        take.recorded_at.clone(),
        take.title.clone().unwrap_or_default(),
        take.question.clone().unwrap_or_default(),
        take.round.map(|round| round.id().to_owned()).unwrap_or_default(),
        if take.favourite { "yes" } else { "no" }.to_owned(),
        take.tags.join("; "),
        take.duration_ms.to_string(),
        number(|delivery| Some(delivery.words.into())),
        number(|delivery| Some(delivery.speaking_ms.into())),
        number(|delivery| delivery.words_per_minute.map(u64::from)),
        number(|delivery| delivery.latency_ms.map(u64::from)),
        number(|delivery| Some(delivery.pauses.iter().filter(|pause| pause.kind != PauseKind::Listed).count() as u64)),
        number(|delivery| {
            delivery.pauses.iter().map(|pause| u64::from(pause.end_ms.saturating_sub(pause.start_ms))).max()
        }),
        number(|delivery| {
            Some(delivery.fillers.iter().filter(|filler| filler.certainty == Certainty::Heard).count() as u64)
        }),
        number(|delivery| {
            Some(delivery.fillers.iter().filter(|filler| filler.certainty != Certainty::Heard).count() as u64)
        }),
        number(|delivery| Some(delivery.hedges.len() as u64)),
        take.debrief.as_ref().map(|debrief| debrief.transcript.text.clone()).unwrap_or_default(),
    ]
}

/// What was made of a take.
fn scored(debrief: Option<&Debrief>, criteria: &[&str], signals: &BTreeSet<&str>) -> Vec<String> {
    let card = debrief.map(|debrief| &debrief.scorecard);
    let status = card.map_or("", |card| match card.status {
        Status::Scored => "scored",
        Status::NotScored => "not_scored",
    });
    let verdict = card.and_then(|card| card.verdict).map(wording::verdict);
    let mut row = vec![
        status.to_owned(),
        or_empty(card.and_then(|card| card.overall).map(u64::from)),
        verdict.unwrap_or_default().to_owned(),
    ];
    let points = |id: &&str| card?.criteria.iter().find(|criterion| criterion.id == **id)?.points.map(u64::from);
    row.extend(criteria.iter().map(|id| or_empty(points(id))));
    let of = debrief.filter(|debrief| debrief.scorecard.status == Status::Scored);
    let heard = |id: &&str| of.map(|debrief| debrief.signals.iter().filter(|signal| signal.id == **id).count() as u64);
    row.extend(signals.iter().map(|id| or_empty(heard(id))));
    row
}

/// Each id once, in the order they first come: that of the rubric.
fn once<'a>(ids: impl Iterator<Item = &'a str>) -> Vec<&'a str> {
    let mut seen = BTreeSet::new();
    ids.filter(|id| seen.insert(*id)).collect()
}

fn or_empty(value: Option<u64>) -> String {
    value.map(|value| value.to_string()).unwrap_or_default()
}
