//! What there is to choose from.

use std::collections::BTreeSet;

use anyhow::{Context, Result};
use debrief_tests::program::Debrief;
use serde_json::Value;

fn listed(what: &str) -> Result<Vec<Value>> {
    let listed = Debrief::new()?.run([what, "--format", "json"])?.json()?;
    Ok(listed[what].as_array().with_context(|| format!("{what} is a list"))?.clone())
}

#[test]
fn every_round_has_questions_with_ids_of_their_own() -> Result<()> {
    let questions = listed("questions")?;
    let rounds: BTreeSet<_> = questions.iter().filter_map(|question| question["round"].as_str()).collect();
    let wanted = ["analytical", "behavioral", "leadership", "phone_screen", "product_design", "strategy"];
    assert_eq!(rounds.into_iter().collect::<Vec<_>>(), wanted);
    let ids: BTreeSet<_> = questions.iter().filter_map(|question| question["id"].as_str()).collect();
    assert_eq!(ids.len(), questions.len(), "two questions share an id");
    Ok(())
}

#[test]
fn the_rubric_every_question_names_exists() -> Result<()> {
    let rubrics = listed("rubrics")?;
    let ids: BTreeSet<_> = rubrics.iter().filter_map(|rubric| rubric["id"].as_str()).collect();
    assert!(ids.contains("director-pm"), "the product's own rubric: {ids:?}");
    for question in listed("questions")? {
        let rubric = question["rubric"].as_str().unwrap_or("director-pm").to_owned();
        assert!(ids.contains(rubric.as_str()), "{} asks for the rubric {rubric}", question["id"]);
    }
    Ok(())
}

#[test]
fn listing_microphones_works_where_there_is_none() -> Result<()> {
    let ran = Debrief::new()?.run(["devices", "--format", "json"])?;
    assert!(matches!(ran.code, Some(0 | 5)), "exit {:?}: {}", ran.code, ran.stderr);
    Ok(())
}

#[test]
fn help_and_version_go_to_standard_output() -> Result<()> {
    let debrief = Debrief::new()?;
    assert!(debrief.run(["--version"])?.ok()?.starts_with("debrief "), "the program tells its name and version");
    assert!(debrief.run(["--help"])?.ok()?.contains("Exit codes"), "help tells the exit codes");
    Ok(())
}
