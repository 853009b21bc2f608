//! The preparation plan: from the date of the interview to what to rehearse this week.
//!
//! Four to six weeks of preparation are usual, two or three for people who have done it before. The plan goes through
//! stories, weak points, whole loops, and eases off in the last week. It is made anew from what was done and from what
//! is weakest now; a week that has passed shows what was done in it and never what was not.

#[cfg(test)]
mod tests;

use serde::{Deserialize, Serialize};

use crate::question::Round;

/// Days of a week.
const WEEK: i32 = 7;
/// Most weeks a plan looks back or ahead.
const MOST_WEEKS: i32 = 26;

/// What a plan is made from. Days are counted from 1970-01-01 in the speaker's time.
#[derive(Debug, Clone, Default)]
pub struct Outlook {
    /// Today.
    pub today: i32,
    /// The day of the interview.
    pub interview: i32,
    /// The day the plan was made.
    pub since: i32,
    /// Whether the speaker has prepared for such interviews before.
    pub experienced: bool,
    /// Ids of the criteria, the weakest first.
    pub weakest: Vec<String>,
    /// Ids of the signals that no story carries.
    pub missing_signals: Vec<String>,
    /// What was rehearsed.
    pub done: Vec<Done>,
}

/// One rehearsal that was done.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Done {
    /// The day.
    pub day: i32,
    /// The round it belonged to.
    pub round: Option<Round>,
    /// What was asked listens for these signals.
    pub listens_for: Vec<String>,
    /// Whether it was a whole loop; its answers are not counted once more.
    pub whole_loop: bool,
}

/// What a week is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "specta", derive(specta::Type))]
#[serde(rename_all = "snake_case")]
pub enum WeekTheme {
    /// Finding the stories that carry the signals.
    Stories,
    /// What is weakest.
    Weakest,
    /// Whole loops under their own clock.
    Loops,
    /// The last days: little, and what works.
    Ease,
}

/// What to rehearse.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "specta", derive(specta::Type))]
#[serde(rename_all = "snake_case")]
pub enum RehearsalKind {
    /// A question that listens for `signal`.
    Question,
    /// A story that carries `signal`, which none does yet.
    Story,
    /// One answer in three lengths.
    Drill,
    /// A whole mock loop.
    Loop,
}

/// One rehearsal of the plan.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "specta", derive(specta::Type))]
pub struct Rehearsal {
    /// What to do.
    pub kind: RehearsalKind,
    /// What it should train.
    pub signal: Option<String>,
    /// Whether it was done this week.
    pub done: bool,
}

/// One week of the plan.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "specta", derive(specta::Type))]
pub struct Week {
    /// Its first day.
    pub from_day: i32,
    /// Its last day; the week of the interview ends the day before.
    pub to_day: i32,
    /// What it is about.
    pub theme: WeekTheme,
    /// Rehearsals done in it.
    pub done: u32,
    /// Rehearsals it holds.
    pub wanted: u32,
    /// What to rehearse; only in the week of today.
    pub rehearsals: Vec<Rehearsal>,
}

/// The plan.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "specta", derive(specta::Type))]
pub struct Plan {
    /// Days until the interview; 0 on the day, negative after it.
    pub days_left: i32,
    /// The weeks, oldest first; empty once the interview is over.
    pub weeks: Vec<Week>,
    /// Index of the week of today; absent before the plan begins and after it ends.
    pub now: Option<u32>,
}

/// Makes the plan. Nothing fails: a date that has passed gives a plan without weeks.
pub fn plan(outlook: &Outlook) -> Plan {
    let days_left = outlook.interview.saturating_sub(outlook.today);
    if days_left < 0 {
        return Plan { days_left, weeks: Vec::new(), now: None };
    }
    let from = outlook.since.min(outlook.today).max(outlook.today.saturating_sub(MOST_WEEKS * WEEK));
    // Weeks are counted back from the interview, so that the last one is whole; what is further away than the longest
    // preparation waits.
    let longest = if outlook.experienced { 3 } else { 6 };
    let planned = (outlook.interview.saturating_sub(from)).max(1).div_euclid(WEEK)
        + i32::from((outlook.interview - from).max(1).rem_euclid(WEEK) > 0);
    let count = planned.clamp(1, longest);
    let weeks: Vec<Week> = (0..count).map(|number| week(outlook, from, count, number)).collect();
    let now = weeks.iter().position(|week| (week.from_day..=week.to_day).contains(&outlook.today));
    Plan { days_left, now: now.map(|at| at as u32), weeks }
}

fn week(outlook: &Outlook, from: i32, count: i32, number: i32) -> Week {
    let to_day = outlook.interview - (count - 1 - number) * WEEK - 1;
    let first = to_day - WEEK + 1;
    let from_day = if number == 0 { first.max(from.min(to_day)) } else { first };
    let theme = theme(outlook.experienced, count, number);
    let wanted = wanted(outlook, theme);
    let done: Vec<&Done> =
        outlook.done.iter().filter(|done| (from_day..=to_day.max(from_day)).contains(&done.day)).collect();
    let this_week = (from_day..=to_day).contains(&outlook.today);
    Week {
        from_day,
        to_day: to_day.max(from_day),
        theme,
        done: done.len() as u32,
        wanted: wanted.len() as u32,
        rehearsals: if this_week { ticked(wanted, &done) } else { Vec::new() },
    }
}

fn theme(experienced: bool, count: i32, number: i32) -> WeekTheme {
    let left = count - 1 - number;
    match left {
        0 if count > 1 => WeekTheme::Ease,
        _ if left <= count / 3 => WeekTheme::Loops,
        _ if number < count / 3 && !experienced => WeekTheme::Stories,
        _ => WeekTheme::Weakest,
    }
}

/// What a week of a theme holds, from what is weakest now.
fn wanted(outlook: &Outlook, theme: WeekTheme) -> Vec<Rehearsal> {
    let open = |kind, signal: Option<&String>| Rehearsal { kind, signal: signal.cloned(), done: false };
    let mut weakest = outlook.weakest.iter().cycle();
    let mut missing = outlook.missing_signals.iter();
    let mut question = || open(RehearsalKind::Question, weakest.next());
    let mut story = || missing.next().map(|signal| open(RehearsalKind::Story, Some(signal)));
    let mut rehearsals = Vec::new();
    match theme {
        WeekTheme::Stories => {
            rehearsals.extend([story(), story(), story()].into_iter().flatten());
            while rehearsals.len() < 4 {
                rehearsals.push(question());
            }
            rehearsals.push(open(RehearsalKind::Drill, None));
        }
        WeekTheme::Weakest => {
            rehearsals.extend(story());
            rehearsals.extend([question(), question(), question()]);
            rehearsals.push(open(RehearsalKind::Drill, None));
        }
        WeekTheme::Loops => {
            rehearsals.extend([
                question(),
                open(RehearsalKind::Loop, None),
                question(),
                open(RehearsalKind::Loop, None),
            ]);
        }
        WeekTheme::Ease => {
            rehearsals.extend([open(RehearsalKind::Loop, None), question(), open(RehearsalKind::Drill, None)]);
        }
    }
    if outlook.experienced {
        rehearsals.truncate(4);
    }
    rehearsals
}

/// Ticks off what was done, each deed once: a loop for a loop, an answer for the signal it was asked for.
fn ticked(mut wanted: Vec<Rehearsal>, done: &[&Done]) -> Vec<Rehearsal> {
    let mut left: Vec<&Done> = done.to_vec();
    for rehearsal in &mut wanted {
        let fits = |done: &&Done| match (rehearsal.kind, &rehearsal.signal) {
            (RehearsalKind::Loop, _) => done.whole_loop,
            (_, Some(signal)) => !done.whole_loop && done.listens_for.contains(signal),
            (_, None) => !done.whole_loop,
        };
        if let Some(at) = left.iter().position(fits) {
            left.remove(at);
            rehearsal.done = true;
        }
    }
    wanted
}
