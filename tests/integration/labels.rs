//! What takes are called and found by, from the command line.

use anyhow::{Context, Result, ensure};
use debrief_tests::{fixture::Spoken, program::Debrief};
use serde_json::Value;

fn kept(debrief: &Debrief) -> Result<String> {
    let spoken = Spoken::lottery()?;
    let path = spoken.path().display().to_string();
    let args =
        ["analyze", &path, "--question", &spoken.question, "--round", "behavioral", "--save", "--format", "json"];
    let analysed = debrief.run(args)?.json()?;
    Ok(analysed["take"]["id"].as_str().context("a kept take has an id")?.to_owned())
}

fn listed(debrief: &Debrief, filters: &[&str]) -> Result<usize> {
    let json = debrief.run(["list", "--format", "json"].iter().chain(filters))?.json()?;
    Ok(json["takes"].as_array().context("takes is a list")?.len())
}

#[test]
fn a_take_is_labelled_filtered_and_found_by_its_title() -> Result<()> {
    let debrief = Debrief::new()?;
    let id = kept(&debrief)?;
    let before = debrief.run(["list", "--format", "json"])?.json()?;

    let args = ["label", &id, "--title", "The lottery story", "--tag", "panel", "--tag", "Money", "--favourite"];
    let table = debrief.run(args)?.ok()?;
    ensure!(table.contains("The lottery story") && table.contains("Money, panel"), "{table}");
    let json = debrief.run(["label", &id, "--format", "json"])?.json()?;
    let labels = serde_json::json!({"title": "The lottery story", "favourite": true, "tags": ["Money", "panel"]});
    assert_eq!(json, serde_json::json!({"id": id, "labels": labels}));
    assert_eq!(debrief.run(["list", "--format", "json"])?.json()?, before, "what scripts read stays as it was");
    let rows = debrief.run(["list"])?.ok()?;
    ensure!(rows.contains("★ The lottery story  #Money  #panel"), "{rows}");
    let tags: Value = debrief.run(["tags", "--format", "json"])?.json()?;
    assert_eq!(tags["tags"], serde_json::json!([{"tag": "Money", "takes": 1}, {"tag": "panel", "takes": 1}]));

    let day = before["takes"][0]["recorded_at"].as_str().context("a date")?[..10].to_owned();
    for (filters, takes) in [
        (&["--tag", "PANEL"][..], 1),
        (&["--tag", "other"], 0),
        (&["--favourite"], 1),
        (&["--round", "behavioral"], 1),
        (&["--round", "strategy"], 0),
        (&["--since", &day, "--until", &day], 1),
        (&["--until", "2020-01-01"], 0),
        (&["--question", &Spoken::lottery()?.question], 1),
        (&["--tag", "panel", "--favourite", "--since", "2020-01-01"], 1),
    ] {
        assert_eq!(listed(&debrief, filters)?, takes, "{filters:?}");
    }
    let hits = |args: &[&str]| -> Result<usize> {
        let json = debrief.run(["search", "lottery", "--format", "json"].iter().chain(args))?.json()?;
        Ok(json["hits"].as_array().context("hits is a list")?.len())
    };
    ensure!(hits(&[])? > 0 && hits(&["--tag", "panel"])? > 0 && hits(&["--tag", "other"])? == 0);

    debrief.run(["label", &id, "--no-title", "--untag", "money", "--no-favourite"])?.ok()?;
    let json = debrief.run(["label", &id, "--format", "json"])?.json()?;
    assert_eq!(json["labels"], serde_json::json!({"title": null, "favourite": false, "tags": ["panel"]}));
    Ok(())
}

#[test]
fn what_cannot_be_a_label_or_a_filter_is_said() -> Result<()> {
    let debrief = Debrief::new()?;
    debrief.run(["label", "no-such-take", "--favourite"])?.refused(4, &["no-such-take"])?;
    debrief.run(["list", "--verdict", "perhaps"])?.refused(2, &["perhaps", "borderline"])?;
    debrief.run(["list", "--round", "tea"])?.refused(2, &["tea", "leadership"])?;
    debrief.run(["list", "--since", "yesterday"])?.refused(3, &["yesterday"])?;
    Ok(())
}
