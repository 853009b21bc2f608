use super::*;

fn outlook(weeks: i32) -> Outlook {
    Outlook {
        today: 20_000,
        interview: 20_000 + weeks * 7,
        since: 20_000,
        weakest: ["impact", "talent", "clarity"].map(str::to_owned).to_vec(),
        missing_signals: vec!["mandate".to_owned()],
        ..Outlook::default()
    }
}

fn themes(plan: &Plan) -> Vec<WeekTheme> {
    plan.weeks.iter().map(|week| week.theme).collect()
}

#[test]
fn six_weeks_go_from_stories_to_ease() {
    use WeekTheme::{Ease, Loops, Stories, Weakest};
    let plan = plan(&outlook(6));
    assert_eq!(themes(&plan), [Stories, Stories, Weakest, Loops, Loops, Ease]);
    assert_eq!((plan.days_left, plan.now), (42, Some(0)));
    assert_eq!(plan.weeks[0].from_day, 20_000, "it begins today");
    assert_eq!(plan.weeks[5].to_day, 20_041, "and ends on the eve");
}

#[test]
fn the_experienced_prepare_for_two_or_three_weeks() {
    let experienced = |weeks| plan(&Outlook { experienced: true, ..outlook(weeks) });
    assert_eq!(themes(&experienced(3)), [WeekTheme::Weakest, WeekTheme::Loops, WeekTheme::Ease]);
    assert_eq!(experienced(10).weeks.len(), 3, "no more than three");
    assert_eq!(experienced(10).now, None, "it has not begun");
    assert!(experienced(3).weeks.iter().all(|week| week.wanted <= 4));
}

#[test]
fn the_week_of_today_asks_for_what_is_weakest_and_for_missing_stories() {
    let plan = plan(&outlook(6));
    let first = &plan.weeks[0].rehearsals;
    assert_eq!((first[0].kind, first[0].signal.as_deref()), (RehearsalKind::Story, Some("mandate")));
    assert_eq!((first[1].kind, first[1].signal.as_deref()), (RehearsalKind::Question, Some("impact")));
    assert!(plan.weeks[1].rehearsals.is_empty(), "later weeks are planned when they come");
}

#[test]
fn what_was_done_is_ticked_off_once() {
    let answer = |day, signal: &str| Done { day, round: None, listens_for: vec![signal.to_owned()], whole_loop: false };
    let mut outlook = outlook(6);
    outlook.done = vec![answer(20_000, "impact"), answer(19_000, "mandate")];
    let plan = plan(&outlook);
    let done: Vec<bool> = plan.weeks[0].rehearsals.iter().map(|rehearsal| rehearsal.done).collect();
    assert_eq!(done, [false, true, false, false, false], "what was done before the plan does not count");
    assert_eq!(plan.weeks[0].done, 1);
}

#[test]
fn a_week_that_passed_shows_what_was_done_and_holds_nothing_against_anybody() {
    let plan = plan(&Outlook { today: 20_010, ..outlook(6) });
    assert_eq!(plan.now, Some(1));
    assert_eq!((plan.weeks[0].done, plan.weeks[0].rehearsals.len()), (0, 0));
    assert_eq!(plan.weeks[1].rehearsals.len(), 5, "nothing is carried over");
}

#[test]
fn short_notice_and_a_date_that_has_passed_are_met() {
    let tomorrow = plan(&Outlook { interview: 20_001, ..outlook(0) });
    assert_eq!((tomorrow.weeks.len(), tomorrow.now, tomorrow.days_left), (1, Some(0), 1));
    let today = plan(&outlook(0));
    assert_eq!((today.weeks.len(), today.days_left), (1, 0));
    let over = plan(&Outlook { interview: 19_990, ..outlook(0) });
    assert_eq!((over.weeks.len(), over.days_left, over.now), (0, -10, None));
    plan(&Outlook { interview: i32::MAX, since: i32::MIN, ..outlook(0) });
}
