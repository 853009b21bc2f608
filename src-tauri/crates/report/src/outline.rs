//! What a report says and in which order, before it becomes Markdown or a page: the two never disagree.

mod delivery;
mod line;

use std::collections::BTreeMap;

use interview::{
    Debrief,
    debrief::Versions,
    scorecard::{CriterionScore, Evidence, Scorecard, Status},
    structure::Role,
    time::Millis,
};

pub(crate) use delivery::Measure;
pub(crate) use line::{Line, Piece};

use crate::{
    Contents, ReportNames,
    escape::one_line,
    wording::{self, clock},
};

/// How many moments stand behind the verdict.
const MOMENTS: usize = 3;

/// A report, worded but not yet escaped.
pub(crate) struct Outline {
    /// The title.
    pub title: String,
    /// Round, length, date: what fits under the title.
    pub facts: Vec<String>,
    /// The verdict, or why there is none; absent where scores are left out.
    pub verdict: Option<Verdict>,
    /// What to do next, the most valuable first.
    pub next: Vec<String>,
    /// Points by criterion.
    pub criteria: Vec<Criterion>,
    /// Percent of speaking time by role, for the roles that occur; empty without times or points.
    pub share: Vec<(Role, u32)>,
    /// The answer as a band: role, start, end, in order; empty without times.
    pub band: Vec<(Role, Millis, Millis)>,
    /// How it was said; empty for a text.
    pub delivery: Vec<Measure>,
    /// What was said.
    pub lines: Vec<Line>,
    /// What made these results.
    pub made_by: String,
}

/// The head of the card.
pub(crate) enum Verdict {
    /// Points were given.
    Scored {
        /// "Hire", "4 of 5".
        words: String,
        /// The moments behind it.
        because: Vec<Moment>,
    },
    /// No points, and why.
    NotScored {
        /// One sentence.
        reason: String,
    },
}

/// A moment that carries a verdict: a criterion, its points and the quote.
pub(crate) struct Moment {
    /// "Influence: 4 of 5".
    pub criterion: String,
    /// What was said; absent where it is missing from the answer.
    pub quote: Option<Quote>,
    /// What was missing; only without a quote.
    pub advice: String,
}

/// Points on one criterion.
pub(crate) struct Criterion {
    /// Its name.
    pub name: String,
    /// 1–5, or absent.
    pub points: Option<u8>,
    /// The sentences behind the points.
    pub quotes: Vec<Quote>,
    /// What was heard or missing.
    pub advice: String,
}

/// A sentence, quoted.
#[derive(Clone)]
pub(crate) struct Quote {
    /// The words.
    pub text: String,
    /// When it can be heard, "0:41".
    pub at: Option<String>,
}

impl Outline {
    /// Words a debrief.
    pub(crate) fn new(debrief: &Debrief, names: &ReportNames, contents: &Contents<'_>) -> Self {
        let question = debrief.question.as_ref();
        let title = names.title.as_deref().or(question.map(|question| question.text.as_str()));
        let title = title.map(one_line).filter(|title| !title.is_empty());
        Self {
            title: title.unwrap_or_else(|| "Debrief".to_owned()),
            facts: facts(debrief, names),
            verdict: contents.scores.then(|| verdict(&debrief.scorecard, names)),
            next: debrief.scorecard.next.iter().map(|step| one_line(step)).collect(),
            criteria: debrief.scorecard.criteria.iter().map(|criterion| worded(criterion, names)).collect(),
            share: share(debrief),
            band: band(debrief),
            delivery: debrief
                .delivery
                .as_ref()
                .map(|delivery| delivery::measures(delivery, length(debrief)))
                .unwrap_or_default(),
            lines: line::lines(debrief, names),
            made_by: made_by(&debrief.versions),
        }
    }
}

/// How long the take is: as recorded, or to the last sentence where only a transcript with times was given.
fn length(debrief: &Debrief) -> Millis {
    let spoken = || debrief.transcript.sentences.iter().filter_map(|sentence| sentence.end_ms).max();
    debrief.take.as_ref().map(|take| take.duration_ms).or_else(spoken).unwrap_or_default()
}

fn facts(debrief: &Debrief, names: &ReportNames) -> Vec<String> {
    let asked = debrief.question.as_ref();
    let take = debrief.take.as_ref();
    let facts = [
        names.title.is_some().then(|| asked.map(|question| one_line(&question.text))).flatten(),
        asked.and_then(|question| question.round).map(|round| wording::round(round).to_owned()),
        take.map(|take| clock(take.duration_ms)),
        names.recorded.as_deref().map(one_line),
        take.filter(|take| take.lost_ms > 0)
            .map(|take| format!("{} of sound were lost while recording", wording::seconds(take.lost_ms))),
        wording::other_voices(&debrief.transcript),
    ];
    facts.into_iter().flatten().filter(|fact| !fact.is_empty()).collect()
}

fn verdict(card: &Scorecard, names: &ReportNames) -> Verdict {
    let not_scored = |reason: &str| Verdict::NotScored { reason: one_line(reason) };
    match (card.status, card.verdict, card.overall) {
        (Status::NotScored, ..) => not_scored(card.reason.as_deref().unwrap_or("No reason was given.")),
        (Status::Scored, None, None) => not_scored("No criterion had an occasion in this answer."),
        (Status::Scored, verdict, overall) => {
            let words = [verdict.map(|verdict| wording::verdict(verdict).to_owned()), overall.map(of_five)];
            Verdict::Scored {
                words: words.into_iter().flatten().collect::<Vec<_>>().join(", "),
                because: moments(card, names),
            }
        }
    }
}

/// The criteria that pulled the verdict where it is: the good ones for a hire, the poor ones for none, both between.
fn moments(card: &Scorecard, names: &ReportNames) -> Vec<Moment> {
    let pulled = |points: u8| match card.overall {
        Some(4..) => points > 3,
        Some(..=2) => points < 3,
        _ => points != 3,
    };
    let scored = card.criteria.iter().filter_map(|criterion| Some((criterion.points?, criterion)));
    let mut scored: Vec<_> = scored.filter(|(points, _)| pulled(*points)).collect();
    scored.sort_by_key(|(points, _)| std::cmp::Reverse(points.abs_diff(3))); // stable: then in the rubric's order
    let moment = |(points, criterion): (u8, &CriterionScore)| Moment {
        criterion: format!("{}: {}", one_line(&names.criterion(&criterion.id)), of_five(points)),
        quote: criterion.evidence.first().map(quote),
        advice: one_line(&criterion.advice),
    };
    scored.into_iter().take(MOMENTS).map(moment).collect()
}

/// "4 of 5".
pub(crate) fn of_five(points: u8) -> String {
    format!("{points} of 5")
}

fn worded(criterion: &CriterionScore, names: &ReportNames) -> Criterion {
    Criterion {
        name: one_line(&names.criterion(&criterion.id)),
        points: criterion.points,
        quotes: criterion.evidence.iter().map(quote).collect(),
        advice: one_line(&criterion.advice),
    }
}

fn quote(evidence: &Evidence) -> Quote {
    Quote { text: one_line(&evidence.quote), at: evidence.start_ms.map(clock) }
}

fn share(debrief: &Debrief) -> Vec<(Role, u32)> {
    let scored = debrief.scorecard.status == Status::Scored;
    let share = debrief.structure.share.as_ref().filter(|_| scored);
    let percent = |role| Some((role, *share?.get(&role)?)).filter(|(_, percent)| *percent > 0);
    Role::ALL.into_iter().filter_map(percent).collect()
}

/// Neighbouring sentences of one role make one piece of the band.
fn band(debrief: &Debrief) -> Vec<(Role, Millis, Millis)> {
    let roles: BTreeMap<u32, Role> = debrief.structure.roles.iter().map(|role| (role.sentence, role.role)).collect();
    let mut band: Vec<(Role, Millis, Millis)> = Vec::new();
    let own = (0_u32..).zip(&debrief.transcript.sentences).filter(|(_, sentence)| !sentence.another_voice);
    for (number, sentence) in own {
        let (Some(role), Some(start), Some(end)) = (roles.get(&number), sentence.start_ms, sentence.end_ms) else {
            continue;
        };
        match band.last_mut() {
            Some(last) if last.0 == *role => last.2 = end.max(last.2),
            _ => band.push((*role, start, end.max(start))),
        }
    }
    band
}

fn made_by(versions: &Versions) -> String {
    let parts = [
        Some(format!("Debrief {}", versions.debrief)),
        versions.speech_model.as_ref().map(|model| format!("speech model {model}")),
        versions.sentence_model.as_ref().map(|model| format!("sentence model {model}")),
        Some(format!("rubric {}", versions.rubric)),
        Some(format!("scorer {}", versions.scorer)),
    ];
    one_line(&parts.into_iter().flatten().collect::<Vec<_>>().join(" · "))
}
