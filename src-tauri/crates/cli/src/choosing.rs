//! Which takes are meant, as options of a command.

use clap::Args;
use interview::{question::Round, scorecard::Verdict};
use rehearsal::{SignalWanted, TakeFilter};
use serde_json::Value;

/// Options that leave out takes; every one that is given must be passed.
#[derive(Debug, Clone, Default, PartialEq, Eq, Args)]
#[command(next_help_heading = "Only takes")]
pub struct Choosing {
    /// … of this round
    #[arg(long, value_name = "ID", value_parser = round, help = format!("… of this round: {}", Round::ids()))]
    pub round: Option<Round>,
    /// … that answer this question (its id, or its words)
    #[arg(long, value_name = "ID|TEXT")]
    pub question: Option<String>,
    /// … with this verdict: strong-no-hire, no-hire, borderline, hire or strong-hire
    #[arg(long, value_name = "VERDICT", value_parser = verdict)]
    pub verdict: Option<Verdict>,
    /// … in which this signal was heard
    #[arg(long, value_name = "ID")]
    pub signal: Option<String>,
    /// … in which this signal is missing
    #[arg(long, value_name = "ID", conflicts_with = "signal")]
    pub without: Option<String>,
    /// … with this tag
    #[arg(long, value_name = "TAG")]
    pub tag: Option<String>,
    /// … with a star
    #[arg(long)]
    pub favourite: bool,
    /// … recorded on this day or later
    #[arg(long, value_name = "YYYY-MM-DD")]
    pub since: Option<String>,
    /// … recorded on this day or earlier
    #[arg(long, value_name = "YYYY-MM-DD")]
    pub until: Option<String>,
}

impl Choosing {
    /// The same as the library reads it; `knows` tells whether a question of the bank has that id.
    pub fn filter(&self, knows: impl FnOnce(&str) -> bool) -> TakeFilter {
        let (question_id, question) = match self.question.clone() {
            Some(id) if knows(&id) => (Some(id), None),
            text => (None, text),
        };
        let heard = self.signal.clone().map(|id| SignalWanted { id, heard: true });
        TakeFilter {
            question_id,
            question,
            round: self.round,
            verdict: self.verdict,
            signal: heard.or_else(|| self.without.clone().map(|id| SignalWanted { id, heard: false })),
            tag: self.tag.clone(),
            favourite: self.favourite,
            since: self.since.clone(),
            until: self.until.clone(),
            ..TakeFilter::default()
        }
    }
}

/// A word that names nothing there is.
#[derive(Debug, PartialEq, Eq, thiserror::Error)]
#[error("there are {known}")]
struct Unknown {
    known: String,
}

fn round(id: &str) -> Result<Round, Unknown> {
    Round::from_id(id).ok_or_else(|| Unknown { known: Round::ids() })
}

fn verdict(word: &str) -> Result<Verdict, Unknown> {
    let word = word.trim().to_lowercase().replace([' ', '-'], "_");
    let known = "strong_no_hire, no_hire, borderline, hire and strong_hire";
    serde_json::from_value(Value::String(word)).map_err(|_| Unknown { known: known.to_owned() })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_question_is_meant_by_its_id_or_by_its_words() {
        let by = |text: &str| Choosing { question: Some(text.to_owned()), ..Choosing::default() };
        let filter = by("two-teams").filter(|_| true);
        assert_eq!((filter.question_id.as_deref(), filter.question), (Some("two-teams"), None));
        let filter = by("Why us?").filter(|_| false);
        assert_eq!((filter.question_id, filter.question.as_deref()), (None, Some("Why us?")));
    }

    #[test]
    fn a_verdict_is_read_as_people_write_it() {
        assert_eq!(verdict("No hire"), Ok(Verdict::NoHire));
        assert_eq!(verdict("strong-hire"), Ok(Verdict::StrongHire));
        assert!(verdict("perhaps").is_err());
    }
}
