use super::*;
use crate::question::QuestionFault;

const ONE: &str = r#"
[[question]]
id = "own-1"
round = "strategy"
text = """What would you
  stop?"""
listens_for = ["tradeoffs"]
"#;

#[test]
fn a_file_needs_only_what_has_no_default() {
    let question = &QuestionBank::parse("mine.toml", ONE).unwrap()[0];
    assert_eq!(
        (question.text.as_str(), question.suggested_s, question.rubric.as_str()),
        ("What would you stop?", 120, "director-pm")
    );
    assert_eq!(QuestionBank::parse("empty.toml", ""), Ok(Vec::new()));
}

#[test]
fn a_users_question_takes_the_place_of_the_shipped_one_with_its_id() {
    let shipped = QuestionBank::parse("shipped.toml", &format!("{ONE}{}", ONE.replace("own-1", "a-2"))).unwrap();
    let mine = ONE.replace("stop?", "start?");
    let other = ONE.replace("own-1", "b-3").replace("strategy", "behavioral").replace("stop", "keep");
    let mine = QuestionBank::parse("mine.toml", &format!("{mine}{other}")).unwrap();
    let bank = QuestionBank::default().with(shipped).with(mine);
    assert_eq!(
        bank.questions().iter().map(|question| question.id.as_str()).collect::<Vec<_>>(),
        ["b-3", "own-1", "a-2"]
    );
    assert_eq!(bank.get("own-1").unwrap().text, "What would you start?");
    assert_eq!(bank.of_round(Round::Strategy).count(), 2);
    assert_eq!(bank.find("what would you STOP").unwrap().id, "a-2");
}

#[test]
fn a_fault_is_named_by_file_line_and_field() {
    for (from, to, message) in [
        ("\"strategy\"", "\"lunch\"", "q.toml, line 4, round: \"lunch\" is no round; rounds are phone_screen, "),
        ("own-1", "Own 1", "q.toml, line 3, id: \"Own 1\" is no id"),
        ("\"tradeoffs\"", "\"trade offs\"", "q.toml, line 7, listens_for: \"trade offs\" is no id"),
        ("listens_for", "listens", "q.toml, line 7, listens: unknown field `listens`"),
        ("[\"tradeoffs\"]", "4", "q.toml, line 7, listens_for: invalid type"),
        ("id = \"own-1\"", "suggested_s = 5", "q.toml, line 2: missing field `id`"),
        (
            "listens_for = [\"tradeoffs\"]",
            "suggested_s = 5",
            "q.toml, line 7, suggested_s: 5 seconds; an answer takes 30 to 600",
        ),
        ("listens_for = [\"tradeoffs\"]", "hint = \" \"", "q.toml, line 7, hint: is empty"),
        ("round = \"strategy\"", "round = ", "q.toml, line 4, round: "),
    ] {
        let broken = ONE.replace(from, to);
        let error = QuestionBank::parse("q.toml", &broken).unwrap_err().to_string();
        assert!(error.starts_with(message), "said: {error}\nwant: {message}");
    }
}

#[test]
fn an_id_used_twice_is_named_with_both_lines() {
    let error = QuestionBank::parse("q.toml", &format!("{ONE}{ONE}")).unwrap_err();
    assert_eq!((error.line, error.fault), (10, QuestionFault::Duplicate { id: "own-1".into(), first: 3 }));
}
