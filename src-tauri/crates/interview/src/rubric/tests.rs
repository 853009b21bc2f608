use super::*;

const SMALL: &str = r#"
id = "small"
version = 1
title = "Small"
description = "One criterion, one signal."

[[criteria]]
id = "humour"
title = "Humour"
signals = ["joke"]
weights = { strategy = 3 }
ask = "Tell one joke."
anchors = { 1 = "None.", 3 = "One.", 5 = "One that helped." }

[[signals]]
id = "joke"
title = "Joke"
polarity = "positive"
meaning = "Made them laugh."
phrases = ["they laugh~"]
"#;

fn refused(from: &str, to: &str) -> String {
    let text = SMALL.replace(from, to);
    assert_ne!(text, SMALL, "the fault was planted");
    Rubric::parse("mine.toml", &text).expect_err("must be refused").to_string()
}

#[test]
fn a_small_rubric_is_read_and_weighs_by_round() {
    let rubric = Rubric::parse("mine.toml", SMALL).expect("a good rubric");
    assert_eq!(rubric.label(), "small@1");
    let criterion = rubric.criterion("humour").expect("the criterion");
    assert_eq!((criterion.weight_in(None), criterion.weight_in(Some(Round::Strategy))), (1, 3));
    assert_eq!(criterion.ask_in(None, true), "Tell one joke.");
}

#[test]
fn a_fault_names_its_line_or_field() {
    assert!(refused("id = \"small\"", "id = small").starts_with("mine.toml, line 2: "));
    assert!(refused("weights =", "wieghts =").contains("wieghts"));
    assert!(
        refused("signals = [\"joke\"]", "signals = [\"pun\"]").contains("criteria[0].signals[0]: no signal has the id")
    );
    assert!(refused("they laugh~", "they *").contains("signals[0].phrases[0]"));
    assert!(refused("version = 1", "version = 0").contains("version: must be 1"));
    assert!(refused("\"positive\"", "\"negative\"").contains("other polarity"));
    assert!(refused("id = \"humour\"", "id = \"Sense of humour\"").contains("criteria[0].id"));
}

#[test]
fn a_file_too_large_is_refused_before_it_is_read() {
    let text = "#".repeat(5 * 1024 * 1024);
    assert!(matches!(Rubric::parse("big.toml", &text), Err(RubricError::TooLarge { .. })));
}
