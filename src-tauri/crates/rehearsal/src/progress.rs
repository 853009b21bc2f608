//! Weeks of practice read together: comparison, trends, stories, the plan, and what the speaker wrote.

use std::collections::BTreeSet;

use interview::{
    comparison::{self, Comparison},
    delivery::bands::{self, Band},
    preparation::{self, Done, Outlook, Plan},
    question::Question,
    rubric::Rubric,
    signals::Polarity,
    stories::{self, StoryBank},
    trend::{self, OwnView, Trend},
};
use jiff::{Zoned, civil::Date};
use serde::{Deserialize, Serialize};
use store::{Note, OwnPoints, PracticeDay, Preparation};

use crate::{Library, RehearsalError};

/// How many takes a trend looks back: more than six weeks of eager practice.
const TREND_TAKES: u32 = 500;
/// How many takes the story bank looks back.
const STORY_TAKES: u32 = 2_000;

/// The trend of one criterion.
#[derive(Debug, Clone, Serialize)]
#[cfg_attr(feature = "specta", derive(specta::Type))]
pub struct CriterionTrend {
    /// The criterion's id.
    pub id: String,
    /// How it went.
    pub trend: Trend,
    /// How the speaker's own points lie beside it, where they gave any.
    pub own: Option<OwnView>,
}

/// The trend of one measure of delivery.
#[derive(Debug, Clone, Serialize)]
#[cfg_attr(feature = "specta", derive(specta::Type))]
pub struct MeasureTrend {
    /// The measure and what is comfortable.
    pub band: Band,
    /// How it went.
    pub trend: Trend,
}

/// What practice has come to.
#[derive(Debug, Clone, Serialize)]
#[cfg_attr(feature = "specta", derive(specta::Type))]
pub struct PracticeView {
    /// Today, as days since 1970-01-01.
    pub today: i32,
    /// Every criterion with points, in the rubric's order.
    pub criteria: Vec<CriterionTrend>,
    /// Every measure that was taken.
    pub measures: Vec<MeasureTrend>,
    /// The days on which answers were recorded.
    pub days: Vec<PracticeDay>,
}

/// The story bank and the signals its table has, in their order.
#[derive(Debug, Clone, Serialize)]
#[cfg_attr(feature = "specta", derive(specta::Type))]
pub struct StoriesView {
    /// The stories.
    pub bank: StoryBank,
    /// Ids of the signals a story should carry.
    pub signals: Vec<String>,
}

/// The plan and what it is made for.
#[derive(Debug, Clone, Serialize)]
#[cfg_attr(feature = "specta", derive(specta::Type))]
pub struct PlanView {
    /// What it is made for.
    pub preparation: Preparation,
    /// The plan.
    pub plan: Plan,
}

/// What the speaker wrote beside a take.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "specta", derive(specta::Type))]
pub struct Written {
    /// Notes from before the answer and on its moments.
    pub notes: Vec<Note>,
    /// Points of their own.
    pub own_points: Vec<OwnPoints>,
    /// Whether they keep it as the best telling of its story.
    pub best: bool,
}

impl Library {
    /// What moved from one take to another.
    pub fn compare(&self, before: &str, after: &str) -> Result<Comparison, RehearsalError> {
        Ok(comparison::compare(&self.debrief(before)?, &self.debrief(after)?))
    }

    /// Trends, and the days of practice.
    pub fn practice(&self, rubric: &Rubric) -> Result<PracticeView, RehearsalError> {
        let mut points = self.store().point_samples(TREND_TAKES)?;
        let own = self.store().own_samples(TREND_TAKES)?;
        let mut order: Vec<String> = rubric.criteria.iter().map(|criterion| criterion.id.clone()).collect();
        order.extend(points.keys().filter(|id| rubric.criterion(id).is_none()).cloned().collect::<Vec<_>>());
        let criteria = order.into_iter().filter_map(|id| {
            let trend = trend::of_points(&points.remove(&id)?);
            Some(CriterionTrend { own: own.get(&id).and_then(|pairs| trend::own_view(pairs)), id, trend })
        });
        let samples = self.store().measure_samples(TREND_TAKES)?;
        let measures = bands::defaults().into_iter().filter_map(|band| {
            let trend = trend::of_measure(band.measure, samples.get(&band.measure)?);
            Some(MeasureTrend { band, trend })
        });
        Ok(PracticeView {
            today: today(),
            criteria: criteria.collect(),
            measures: measures.collect(),
            days: self.store().practice_days()?,
        })
    }

    /// The story bank.
    pub fn stories(&self, rubric: &Rubric) -> Result<StoriesView, RehearsalError> {
        let signals = positive(rubric);
        Ok(StoriesView { bank: stories::bank(&self.store().tellings(STORY_TAKES)?, &signals), signals })
    }

    /// The preparation plan of today; nothing before a date was given.
    pub fn plan(&self, rubric: &Rubric, questions: &[Question]) -> Result<Option<PlanView>, RehearsalError> {
        let Some(preparation) = self.store().preparation()? else { return Ok(None) };
        let since = day(&preparation.since)?;
        let listens_for = |id: &Option<String>| {
            let asked = id.as_ref().and_then(|id| questions.iter().find(|question| question.id == *id));
            asked.map(|question| question.listens_for.clone()).unwrap_or_default()
        };
        let mut loops = BTreeSet::new();
        let mut done = Vec::new();
        for answer in self.store().rehearsed_since(since)? {
            let in_loop = answer.loop_id.is_some();
            // A loop is one deed, however many answers it holds.
            if answer.loop_id.is_some_and(|id| !loops.insert(id)) {
                continue;
            }
            done.push(Done {
                day: answer.day,
                round: answer.round,
                listens_for: listens_for(&answer.question_id),
                whole_loop: in_loop,
            });
        }
        let outlook = Outlook {
            today: today(),
            interview: day(&preparation.interview_on)?,
            since,
            experienced: preparation.experienced,
            weakest: self.weakest(rubric)?,
            missing_signals: self.stories(rubric)?.bank.missing_signals,
            done,
        };
        Ok(Some(PlanView { plan: preparation::plan(&outlook), preparation }))
    }

    /// Makes the plan for an interview on that date (`YYYY-MM-DD`), beginning today where there was none.
    pub fn prepare(&self, interview_on: &str, experienced: bool) -> Result<(), RehearsalError> {
        day(interview_on)?;
        let since = self.store().preparation()?.map_or_else(|| Zoned::now().date().to_string(), |before| before.since);
        let preparation = Preparation { interview_on: interview_on.to_owned(), since, experienced };
        Ok(self.store().set_preparation(Some(&preparation))?)
    }

    /// Ids of the questions, those first that listen for what is weakest.
    pub fn weakest_questions(&self, questions: &[Question]) -> Result<Vec<String>, RehearsalError> {
        let points = self.store().point_samples(TREND_TAKES)?;
        let now = |id: &str| trend::of_points(points.get(id)?).now_x10;
        Ok(trend::weakest_first(questions, now).into_iter().map(|question| question.id.clone()).collect())
    }

    /// Ids of the criteria that rest on signals, the weakest first; those never heard count as weak.
    fn weakest(&self, rubric: &Rubric) -> Result<Vec<String>, RehearsalError> {
        let points = self.store().point_samples(TREND_TAKES)?;
        let mut signals = positive(rubric);
        let now = |id: &String| points.get(id).and_then(|samples| trend::of_points(samples).now_x10).unwrap_or(0);
        signals.sort_by_key(now);
        Ok(signals)
    }

    /// What the speaker wrote beside a take.
    pub fn written(&self, id: &str) -> Result<Written, RehearsalError> {
        self.take(id)?;
        let store = self.store();
        Ok(Written { notes: store.notes(id)?, own_points: store.own_points(id)?, best: store.is_best(id)? })
    }
}

fn positive(rubric: &Rubric) -> Vec<String> {
    let positive = rubric.signals.iter().filter(|signal| signal.polarity == Polarity::Positive);
    positive.map(|signal| signal.id.clone()).collect()
}

/// Days since 1970-01-01 of a date `YYYY-MM-DD`.
fn day(date: &str) -> Result<i32, RehearsalError> {
    date.parse().map(days_of).map_err(|_| RehearsalError::BadDay(date.to_owned()))
}

fn days_of(date: Date) -> i32 {
    // Dates of four-digit years lie within every range that counts.
    Date::constant(1970, 1, 1).until(date).map_or(0, |span| span.get_days())
}

fn today() -> i32 {
    days_of(Zoned::now().date())
}

#[cfg(test)]
mod tests {
    use interview::rubric;

    use super::*;
    use crate::DataFolder;

    fn library() -> (tempfile::TempDir, Library) {
        let parent = tempfile::tempdir().expect("a temporary folder");
        let folder = DataFolder::open(Some(parent.path())).expect("a folder that can be made");
        (parent, Library::open(folder).expect("a new library"))
    }

    #[test]
    fn days_are_counted_from_1970() {
        assert_eq!((day("1970-01-02").ok(), day("2026-11-26").ok()), (Some(1), Some(20_783)));
        let error = day("next Tuesday").expect_err("no date");
        assert!(error.to_string().contains("next Tuesday"), "the message shows it: {error}");
    }

    #[test]
    fn a_plan_keeps_the_day_it_was_begun_when_its_date_moves() {
        let (_parent, library) = library();
        let questions = interview::question::shipped();
        let plan = |library: &Library| {
            library.plan(rubric::default_rubric(), questions.questions()).expect("a readable library")
        };
        assert!(plan(&library).is_none(), "nobody is pushed");
        library.prepare("2999-01-01", false).expect("a date");
        let first = plan(&library).expect("a plan").preparation;
        library.prepare("2999-02-01", true).expect("a date");
        let second = plan(&library).expect("a plan").preparation;
        assert_eq!(first.since, second.since);
        assert!(second.experienced);
        assert!(library.prepare("soon", false).is_err());
    }

    #[test]
    fn an_empty_library_has_no_trend_and_every_story_is_missing() {
        let (_parent, library) = library();
        let view = library.practice(rubric::default_rubric()).expect("a readable library");
        assert!(view.criteria.is_empty() && view.measures.is_empty() && view.days.is_empty());
        let stories = library.stories(rubric::default_rubric()).expect("a readable library");
        assert_eq!(stories.bank.missing_signals, stories.signals);
    }
}
