//! Texts from elsewhere: transcripts, rubrics, questions, examples.

use std::{fs, path::Path};

use interview::{
    question::QuestionBank,
    rubric::{OwnExamples, Rubric},
    transcript,
};
use proptest::prelude::*;

use crate::edits::edits;

const TRANSCRIPT: &str = r#"{"schema": 1, "question": {"text": "Why here?", "round": "leadership"}, "transcript":
{"language": "en", "text": "Um, we cut churn by 4%.", "words": [{"text": "Um,", "start_ms": 0, "end_ms": 310,
"confidence_x1000": 412}, {"text": "we", "start_ms": 900, "end_ms": 1000, "confidence_x1000": 980}], "sentences":
[{"text": "Um, we cut churn by 4%.", "start_ms": 0, "end_ms": 2500, "first_word": 0, "last_word": 1}]}}"#;
const SENTENCES: &str = r#"[{"text": "I asked the team."}, {"text": "We shipped it.", "start_ms": 10, "end_ms": 20}]"#;
const EXAMPLES: &str = "schema = 1\nrubric = \"director-pm\"\n\n[[signals]]\nid = \"tradeoff\"\nexamples = [\"We dropped A for B.\"]\n\
    counter_examples = [\"We did it all.\"]\n";

fn resource(name: &str) -> String {
    let resources = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../resources");
    fs::read_to_string(resources.join(name)).expect("a resource of this checkout")
}

proptest! {
    #[test]
    fn a_transcript_is_read_or_refused(edits in edits(), listed in any::<bool>()) {
        let text = edits.of_text(if listed { SENTENCES } else { TRANSCRIPT });
        match transcript::read(&text) {
            Ok(input) => {
                let sentences = &input.transcript.sentences;
                prop_assert!(sentences.iter().all(|sentence| !sentence.text.trim().is_empty()), "{sentences:?}");
            }
            Err(error) => prop_assert!(!error.to_string().is_empty()),
        }
    }

    #[test]
    fn a_question_file_is_read_or_refused_by_name(edits in edits()) {
        if let Err(error) = QuestionBank::parse("own.toml", &edits.of_text(&resource("questions/leadership.toml"))) {
            prop_assert!(error.to_string().contains("own.toml"), "{}", error);
        }
    }

    #[test]
    fn the_users_examples_are_read_or_refused_by_name(edits in edits()) {
        match OwnExamples::parse("own.toml", &edits.of_text(EXAMPLES)) {
            Ok(own) => prop_assert_eq!(OwnExamples::parse("own.toml", &own.to_toml()).ok(), Some(own)),
            Err(error) => prop_assert!(error.to_string().contains("own.toml"), "{}", error),
        }
    }
}

proptest! {
    // A rubric is a long file: fewer of them.
    #![proptest_config(ProptestConfig { cases: ProptestConfig::default().cases / 4, ..ProptestConfig::default() })]

    #[test]
    fn a_rubric_is_read_or_refused_by_name(edits in edits()) {
        if let Err(error) = Rubric::parse("own.toml", &edits.of_text(&resource("rubrics/general-star.toml"))) {
            prop_assert!(error.to_string().contains("own.toml"), "{}", error);
        }
    }
}
