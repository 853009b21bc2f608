//! Over weeks: what goes up, what goes down, and what only looks like it.
//!
//! A trend holds the latest takes against those before them. Single takes scatter by a point or more, so means are
//! compared, and a change counts only from half a point on ([`LEAST_CHANGE_X10`]): the practice of coaches.

use serde::{Deserialize, Serialize};

use crate::{
    delivery::bands::{self, Band, Measure},
    question::Question,
};

/// The smallest change of points that counts, times ten.
pub const LEAST_CHANGE_X10: u32 = 5;
/// How many takes are "now", and how many "before".
const WINDOW: usize = 5;
/// Fewer takes than this on either side say nothing.
const LEAST_TAKES: usize = 2;
/// Points, times ten, of a criterion that was never heard.
const UNHEARD_X10: u32 = 20;

/// One take's value.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Sample {
    /// Days since 1970-01-01, in the speaker's time.
    pub day: i32,
    /// Points, or a measure in its own unit.
    pub value: u32,
}

/// The takes of one day, as one dot of a chart.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "specta", derive(specta::Type))]
pub struct DayMean {
    /// Days since 1970-01-01, in the speaker's time.
    pub day: i32,
    /// Mean of the day, times ten.
    pub mean_x10: u32,
}

/// Which way a trend goes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "specta", derive(specta::Type))]
#[serde(rename_all = "snake_case")]
pub enum Course {
    /// By at least the smallest change that counts.
    Better,
    /// By at least the smallest change that counts.
    Worse,
    /// Less than that.
    Steady,
    /// Too few takes to tell.
    Unknown,
}

/// How one criterion or measure went.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "specta", derive(specta::Type))]
pub struct Trend {
    /// One dot a day, oldest first.
    pub days: Vec<DayMean>,
    /// Takes it rests on.
    pub takes: u32,
    /// Mean of the latest takes, times ten.
    pub now_x10: Option<u32>,
    /// Mean of those before them, times ten.
    pub before_x10: Option<u32>,
    /// Which way.
    pub course: Course,
}

/// The trend of points, 1–5, by takes in the order they were recorded.
pub fn of_points(samples: &[Sample]) -> Trend {
    trend(samples, |before, now| match now.abs_diff(before) {
        0..LEAST_CHANGE_X10 => Course::Steady,
        _ if now > before => Course::Better,
        _ => Course::Worse,
    })
}

/// The trend of a measure of delivery: better is nearer to what is comfortable to listen to.
pub fn of_measure(measure: Measure, samples: &[Sample]) -> Trend {
    let band = bands::defaults().into_iter().find(|band| band.measure == measure);
    trend(samples, |before, now| {
        let Some(band) = &band else { return Course::Steady };
        let (from, to) = (distance(band, before / 10), distance(band, now / 10));
        match from.abs_diff(to) {
            apart if apart < measure.step() => Course::Steady,
            _ if to < from => Course::Better,
            _ => Course::Worse,
        }
    })
}

/// How far a value lies outside the green of its band.
pub fn distance(band: &Band, value: u32) -> u32 {
    band.green_from.saturating_sub(value).max(value.saturating_sub(band.green_to))
}

fn trend(samples: &[Sample], course: impl Fn(u32, u32) -> Course) -> Trend {
    let each = WINDOW.min(samples.len() / 2);
    let (earlier, latest) = samples.split_at(samples.len().saturating_sub(each.max(1)));
    let now_x10 = mean_x10(latest);
    let before_x10 = (each >= LEAST_TAKES).then(|| mean_x10(&earlier[earlier.len().saturating_sub(each)..])).flatten();
    let course = before_x10.zip(now_x10).map_or(Course::Unknown, |(before, now)| course(before, now));
    Trend { days: days(samples), takes: samples.len() as u32, now_x10, before_x10, course }
}

fn days(samples: &[Sample]) -> Vec<DayMean> {
    let of_a_day = samples.chunk_by(|a, b| a.day == b.day);
    of_a_day.filter_map(|day| Some(DayMean { day: day.first()?.day, mean_x10: mean_x10(day)? })).collect()
}

fn mean_x10(samples: &[Sample]) -> Option<u32> {
    let sum: u64 = samples.iter().map(|sample| u64::from(sample.value) * 10).sum();
    let count = samples.len() as u64;
    u32::try_from((sum + count / 2).checked_div(count)?).ok()
}

/// How the speaker's own points lie beside those of the card.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "specta", derive(specta::Type))]
pub struct OwnView {
    /// Takes rated.
    pub takes: u32,
    /// How far above the card the speaker was in the latest takes, times ten; negative below it.
    pub now_x10: i32,
    /// The same in the takes before them.
    pub before_x10: Option<i32>,
}

/// Holds the speaker's own points against the card's: pairs of both, in the order they were recorded. Absent without
/// any.
pub fn own_view(pairs: &[(u32, u32)]) -> Option<OwnView> {
    let each = WINDOW.min(pairs.len() / 2);
    let (earlier, latest) = pairs.split_at(pairs.len().saturating_sub(each.max(1)));
    let mean = |pairs: &[(u32, u32)]| {
        let sum: i64 = pairs.iter().map(|(own, card)| (i64::from(*own) - i64::from(*card)) * 10).sum();
        i32::try_from(sum.checked_div(i64::try_from(pairs.len()).ok()?)?).ok()
    };
    let before_x10 = (each >= LEAST_TAKES).then(|| mean(&earlier[earlier.len().saturating_sub(each)..])).flatten();
    Some(OwnView { takes: pairs.len() as u32, now_x10: mean(latest)?, before_x10 })
}

/// The questions, those first that listen for what is weakest: `points` gives the latest mean of a criterion, times
/// ten. What was never heard counts as weak; equal questions keep their order.
pub fn weakest_first(questions: &[Question], points: impl Fn(&str) -> Option<u32>) -> Vec<&Question> {
    let weakness = |question: &Question| {
        let heard = question.listens_for.iter().map(|id| points(id).unwrap_or(UNHEARD_X10));
        heard.min().unwrap_or(u32::MAX)
    };
    let mut ordered: Vec<&Question> = questions.iter().collect();
    ordered.sort_by_key(|question| weakness(question));
    ordered
}

#[cfg(test)]
mod tests {
    use super::*;

    fn samples(values: &[u32]) -> Vec<Sample> {
        (0..).zip(values).map(|(day, &value)| Sample { day, value }).collect()
    }

    #[test]
    fn a_change_counts_from_half_a_point() {
        let course = |values: &[u32]| of_points(&samples(values)).course;
        assert_eq!(course(&[3, 3, 3, 3, 3, 3, 3, 4, 3, 4]), Course::Steady, "0.4 points");
        assert_eq!(course(&[3, 3, 3, 3, 3, 3, 4, 4, 3, 4]), Course::Better, "0.6 points");
        assert_eq!(course(&[4, 4, 4, 3]), Course::Worse, "0.5 points, of two takes each");
        assert_eq!(course(&[1, 5, 5]), Course::Unknown, "one take is no trend");
        assert_eq!(course(&[]), Course::Unknown);
    }

    #[test]
    fn the_latest_takes_are_held_against_those_before_them() {
        let trend = of_points(&samples(&[1, 1, 1, 2, 2, 2, 2, 2, 4, 4, 4, 4, 4]));
        assert_eq!((trend.before_x10, trend.now_x10, trend.takes), (Some(20), Some(40), 13));
    }

    #[test]
    fn the_takes_of_a_day_are_one_dot() {
        let taken = [(1, 2), (1, 3), (4, 5)].map(|(day, value)| Sample { day, value });
        let dot = |day, mean_x10| DayMean { day, mean_x10 };
        assert_eq!(of_points(&taken).days, [dot(1, 25), dot(4, 50)]);
    }

    #[test]
    fn a_measure_is_better_nearer_to_its_band() {
        let course = |values: &[u32]| of_measure(Measure::Pace, &samples(values)).course;
        assert_eq!(course(&[190, 190, 150, 150]), Course::Better, "from too fast into the band");
        assert_eq!(course(&[90, 90, 110, 110]), Course::Better, "from too slow towards it");
        assert_eq!(course(&[125, 125, 160, 160]), Course::Steady, "inside the band nothing is better");
        assert_eq!(course(&[150, 150, 190, 190]), Course::Worse);
    }

    #[test]
    fn ones_own_points_lie_above_or_below_the_card() {
        let view = own_view(&[(5, 2), (4, 2), (3, 3), (2, 3)]).expect("four takes");
        assert_eq!((view.before_x10, view.now_x10), (Some(25), -5), "from far too kind to a little strict");
        assert_eq!(own_view(&[(4, 3)]).map(|view| (view.now_x10, view.before_x10)), Some((10, None)));
        assert_eq!(own_view(&[]), None);
    }

    #[test]
    fn questions_that_ask_for_the_weakest_come_first() {
        let questions = crate::question::shipped();
        let questions = questions.questions();
        let ordered = weakest_first(questions, |id| Some(if id == "talent" { 15 } else { 40 }));
        assert!(ordered[0].listens_for.iter().any(|id| id == "talent"));
        assert_eq!(ordered.len(), questions.len(), "none is left out");
    }
}
