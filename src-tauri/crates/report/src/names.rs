//! What criteria and signals are called, as far as the caller knows.

use std::{borrow::Cow, collections::BTreeMap};

/// Display names by id, from the rubric, and the title of the report. All of it is optional: an id without a name is
/// shown as a word of its own ("`perfect_conditions`" as "Perfect conditions").
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct ReportNames {
    /// The title; absent for the question, or "Debrief" without one.
    pub title: Option<String>,
    /// When it was recorded, as it should be read ("23 November 2026, 08:15").
    pub recorded: Option<String>,
    /// Criterion id to name.
    pub criteria: BTreeMap<String, String>,
    /// Signal id to name.
    pub signals: BTreeMap<String, String>,
}

impl ReportNames {
    /// The name of a criterion.
    pub(crate) fn criterion<'a>(&'a self, id: &'a str) -> Cow<'a, str> {
        named(&self.criteria, id)
    }

    /// The name of a signal.
    pub(crate) fn signal<'a>(&'a self, id: &'a str) -> Cow<'a, str> {
        named(&self.signals, id)
    }
}

fn named<'a>(names: &'a BTreeMap<String, String>, id: &'a str) -> Cow<'a, str> {
    match names.get(id) {
        Some(name) => Cow::Borrowed(name),
        None => Cow::Owned(spelled_out(id)),
    }
}

/// An id as words: the first letter large, underscores and hyphens as spaces.
fn spelled_out(id: &str) -> String {
    let words = id.replace(['_', '-'], " ");
    let mut letters = words.chars();
    letters.next().map(|first| first.to_uppercase().chain(letters).collect()).unwrap_or_default()
}
