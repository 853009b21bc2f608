//! Three debriefs: an answer that was spoken and scored, its words as text, and one too short to score.

use std::collections::BTreeMap;

use interview::Debrief;
use report::{Contents, Format, ReportError, ReportNames};

pub fn spoken() -> Debrief {
    parse(include_str!("fixtures/spoken.json"))
}

pub fn text() -> Debrief {
    parse(include_str!("fixtures/text.json"))
}

pub fn not_scored() -> Debrief {
    parse(include_str!("fixtures/not-scored.json"))
}

/// A debrief in a format that is text.
pub fn render(debrief: &Debrief, format: Format, names: &ReportNames) -> Result<String, ReportError> {
    report::render(debrief, format, names, &Contents::default()).map(|bytes| String::from_utf8(bytes).unwrap())
}

fn parse(json: &str) -> Debrief {
    serde_json::from_str(json).unwrap()
}

/// Names as a rubric gives them; "executive" and the signals but one have none.
pub fn names() -> ReportNames {
    let map = |pairs: &[(&str, &str)]| -> BTreeMap<String, String> {
        pairs.iter().map(|(id, name)| ((*id).to_owned(), (*name).to_owned())).collect()
    };
    ReportNames {
        title: None,
        recorded: Some("23 November 2026, 08:15".to_owned()),
        criteria: map(&[
            ("structure", "Structure"),
            ("influence", "Influence"),
            ("tradeoffs", "Trade-offs"),
            ("impact", "Impact"),
        ]),
        signals: map(&[("tradeoffs", "Trade-offs")]),
    }
}
