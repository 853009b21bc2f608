use proptest::prelude::*;

use super::*;

fn word(text: &str, start_ms: Millis, end_ms: Millis) -> Word {
    Word { text: text.into(), start_ms, end_ms, probability: 90, corrected: false }
}

/// Words of 200 ms, 50 ms apart; `|2500|` is a silence of that length.
fn spoken(script: &str) -> Transcript {
    let mut words = Vec::new();
    let mut now = 0;
    for token in script.split_whitespace() {
        if let Some(pause) = token.strip_prefix('|').and_then(|rest| rest.strip_suffix('|')) {
            now += pause.parse::<Millis>().unwrap();
        } else {
            words.push(word(token, now, now + 200));
            now += 250;
        }
    }
    Transcript::from_words(words, Some("en".into()))
}

fn texts(transcript: &Transcript) -> Vec<&str> {
    transcript.sentences.iter().map(|sentence| sentence.text.as_str()).collect()
}

#[test]
fn sentences_end_at_full_stops_and_question_marks() {
    let transcript = spoken("So what did we do? We asked them. It worked!");
    assert_eq!(texts(&transcript), ["So what did we do?", "We asked them.", "It worked!"]);
    let second = &transcript.sentences[1];
    assert_eq!((second.first_word, second.last_word), (Some(5), Some(7)));
    assert_eq!((second.start_ms, second.end_ms), (Some(1250), Some(1950)));
}

#[test]
fn abbreviations_decimals_and_initials_do_not_end_a_sentence() {
    for whole in [
        "Dr. Okafor and Mr. J. Smith came.",
        "We grew by 3.5 percent vs. 2.1 before.",
        "He joined at 9 a.m. on Monday.",
        "The U.S. market was first.",
        "It was ranked No. 3 in Europe.",
        "Pricing, packaging, etc. were mine.",
        "So... I think we, um... I stopped it.",
    ] {
        assert_eq!(texts(&Transcript::from_text(whole)), [whole]);
    }
    assert_eq!(texts(&Transcript::from_text("That was plan B. We took it.")), ["That was plan B.", "We took it."]);
    assert_eq!(texts(&Transcript::from_text("We sold in the U.S. Then we left.")).len(), 2);
    assert_eq!(texts(&Transcript::from_text("Did you say no? No. We went on.")).len(), 3);
}

#[test]
fn a_long_pause_ends_a_sentence_that_has_no_full_stop() {
    let transcript = spoken("we moved the date |2500| they agreed to it.");
    assert_eq!(texts(&transcript), ["we moved the date", "they agreed to it."]);
}

#[test]
fn a_pause_after_a_hanging_word_is_thinking_not_an_end() {
    assert_eq!(texts(&spoken("we moved the |2500| date.")).len(), 1);
}

#[test]
fn speech_without_punctuation_parts_at_shorter_pauses() {
    let phrase = "we had seven teams and one shared backlog |900| ";
    let transcript = spoken(&phrase.repeat(6));
    assert_eq!(transcript.sentences.len(), 6);
}

#[test]
fn a_run_on_is_cut_where_it_parts_most_easily() {
    let clause = "we talked to the people who run the depot in the north, and then ";
    let transcript = Transcript::from_text(&format!("{}we stopped.", clause.repeat(8)));
    for sentence in &transcript.sentences {
        let words = sentence.text.split_whitespace().count();
        assert!((6..=45).contains(&words), "{words}: {}", sentence.text);
    }
    assert!(texts(&transcript)[1].starts_with("and then"), "cut before the joint: {:?}", texts(&transcript));
}

#[test]
fn blank_lines_part_sentences_and_list_numbers_do_not() {
    let transcript = Transcript::from_text("First point\n\n1. We cut two\nprojects.\n");
    assert_eq!(texts(&transcript), ["First point", "1. We cut two projects."]);
}

#[test]
fn disordered_times_are_made_monotone() {
    let words = vec![word("a", 500, 400), word("  ", 600, 700), word("b", 300, 350)];
    let transcript = Transcript::from_words(words, None);
    let words = transcript.words.unwrap();
    assert_eq!(words.iter().map(|w| (w.start_ms, w.end_ms)).collect::<Vec<_>>(), [(500, 500), (500, 500)]);
}

#[test]
fn correcting_a_word_keeps_its_time_and_mends_the_text() {
    let mut transcript = spoken("We met acme corp today. They agreed.");
    transcript.correct_word(2, " Acme ").unwrap();
    assert_eq!(transcript.text, "We met Acme corp today. They agreed.");
    let corrected = &transcript.words.as_ref().unwrap()[2];
    assert_eq!((corrected.start_ms, corrected.corrected), (500, true));
    assert_eq!(transcript.correct_word(9, "x"), Err(CorrectionError::NoSuchWord { index: 9, words: 7 }));
    assert_eq!(transcript.correct_word(0, " "), Err(CorrectionError::Empty));
    assert_eq!(Transcript::from_text("Hi.").correct_word(0, "Ho"), Err(CorrectionError::NoWords));
}

#[test]
fn a_whole_document_and_each_part_of_it_read_as_the_same_sentences() {
    let transcript = spoken("We asked them. It worked.");
    let whole = serde_json::json!({"schema": 1, "take": null, "transcript": transcript,
        "question": {"text": "What did you do?", "round": "leadership"}, "delivery": {"words": "not read"}});
    let input = read(&whole.to_string()).unwrap();
    assert_eq!(input.transcript, transcript);
    let asked = QuestionAsked { text: "What did you do?".into(), round: Some(Round::Leadership) };
    assert_eq!(input.question, Some(asked.clone()));

    let bare = serde_json::json!({"question": "What did you do?", "round": "leadership", "quality": "weak",
        "sentences": [{"text": "We asked them.", "star": "A"}, "It worked."]});
    let input = read(&bare.to_string()).unwrap();
    assert_eq!((texts(&input.transcript), input.question), (texts(&transcript), Some(asked)));

    for part in [
        serde_json::json!(transcript).to_string(),
        serde_json::json!({"words": transcript.words}).to_string(),
        serde_json::json!({"text": transcript.text}).to_string(),
        serde_json::json!(transcript.sentences).to_string(),
        r#"["We asked them.", "It worked."]"#.into(),
        "\u{feff}We asked them. It worked.\n".into(),
    ] {
        assert_eq!(texts(&read(&part).unwrap().transcript), texts(&transcript), "{part}");
    }
}

#[test]
fn a_given_division_is_kept_to_the_letter() {
    let odd = r#"{"transcript": {"sentences": [{"text": "so  we"}, {"text": ""}, {"text": "did. It. Yes "}]}}"#;
    let input = read(odd).unwrap();
    assert_eq!(texts(&input.transcript), ["so  we", "", "did. It. Yes "]);
    assert!(input.transcript.words.is_none());
}

#[test]
fn words_are_tied_to_given_sentences_by_counting() {
    let document = r#"{"sentences": ["so we", "did"], "words": [{"text":"so","start_ms":0,"end_ms":9},
        {"text":"we","start_ms":10,"end_ms":20},{"text":"did","start_ms":30,"end_ms":44}]}"#;
    let transcript = read(document).unwrap().transcript;
    assert_eq!((transcript.sentences[1].first_word, transcript.sentences[1].end_ms), (Some(2), Some(44)));
}

#[test]
fn a_malformed_field_is_named_with_the_reason() {
    for (document, message) in [
        (r#"{"transcript": {"words": [{"text": "a", "start_ms": 5}]}}"#, "transcript.words[0].end_ms: is missing"),
        (r#"{"words": [{"text": "a", "start_ms": -5, "end_ms": 1}]}"#, "words[0].start_ms: should be a whole number"),
        (r#"{"words": [{"text": "a", "start_ms": 5.5, "end_ms": 9}]}"#, "words[0].start_ms: should be a whole number"),
        (r#"{"words": [{"text": "a", "start_ms": 5, "end_ms": 1}]}"#, "words[0].end_ms: 1 is before the word's start"),
        (
            r#"{"words": [{"text": "a", "start_ms": 5, "end_ms": 6}, {"text": "b", "start_ms": 4, "end_ms": 6}]}"#,
            "words[1].start_ms: 4 is before the previous word's start at 5",
        ),
        (r#"{"words": [{"text": " ", "start_ms": 5, "end_ms": 6}]}"#, "words[0].text: is empty"),
        (r#"{"words": [{"text": "a", "start_ms": 5, "end_ms": 6, "probability": 101}]}"#, "words[0].probability: "),
        (r#"{"words": {}}"#, "words: should be an array, not an object"),
        (r#"{"transcript": "hello"}"#, "transcript: should be an object, not the string \"hello\""),
        (r#"{"sentences": [{"txt": "a"}]}"#, "sentences[0].text: is missing"),
        (r#"{"sentences": [7]}"#, "sentences[0]: should be an object, not 7"),
        (r#"{"sentences": [{"text": "a", "start_ms": 4}]}"#, "sentences[0].end_ms: is missing"),
        (r#"{"sentences": [{"text": "a", "start_ms": 4, "end_ms": 2}]}"#, "sentences[0].end_ms: 2 is before"),
        (r#"{"sentences": ["a"], "round": "lunch"}"#, "round: \"lunch\" is no round; rounds are phone_screen, "),
        (r#"{"sentences": ["a"], "question": {"text": " "}}"#, "question.text: is empty"),
        (r#"{"sentences": ["a"], "question": 4}"#, "question: should be an object, not 4"),
        (r#"{"sentences": ["a"], "schema": 2}"#, "schema: 2 is a newer layout"),
        (r#"{"text": "a", "language": "e n"}"#, "language: should be a language code"),
        (
            r#"{"words": [{"text":"a","start_ms":1,"end_ms":2}], "sentences": [{"text":"a","first_word":0,"last_word":1}]}"#,
            "sentences[0]: last_word 1 is beyond the 1 words",
        ),
        ("{}", "the document: holds no transcript"),
        (r#"{"text": "a""#, "not valid JSON: "),
        (r#"["a", 4]"#, "[1]: should be an object, not 4"),
    ] {
        let error = read(document).unwrap_err().to_string();
        assert!(error.starts_with(message), "{document}\n said: {error}\n want: {message}");
    }
}

#[test]
fn size_is_bounded_and_nothing_is_no_error() {
    assert_eq!(read(&"a".repeat(MAX_BYTES + 1)), Err(TranscriptError::TooLarge { bytes: MAX_BYTES + 1 }));
    assert_eq!(read(&"a ".repeat(MAX_WORDS + 1)), Err(TranscriptError::TooManyWords));
    assert_eq!(read(" \n").unwrap(), Input::default());
    assert!(read(&"[".repeat(100_000)).is_ok(), "brackets alone are text");
    assert!(read(&format!("[\"a\",{}", "[".repeat(100_000))).is_err());
}

use crate::question::{QuestionAsked, Round};

proptest! {
    #[test]
    fn every_sentence_stands_in_the_text_and_names_its_words(
        spoken in proptest::collection::vec(("\\PC{0,8}", 0u32..4_000, 0u32..600), 0..200)
    ) {
        let mut now = 0;
        let words = spoken.into_iter().map(|(text, gap, length)| {
            now += gap;
            word(&text, now, now + length)
        }).collect();
        let transcript = Transcript::from_words(words, None);
        let words = transcript.words.as_ref().unwrap();
        let mut next = 0;
        for sentence in &transcript.sentences {
            prop_assert!(transcript.text.contains(&sentence.text));
            prop_assert_eq!(sentence.first_word, Some(next));
            next = sentence.last_word.unwrap() + 1;
            prop_assert!(sentence.start_ms <= sentence.end_ms);
        }
        prop_assert_eq!(next as usize, words.len());
        let document = serde_json::to_string(&transcript).unwrap();
        prop_assert_eq!(read(&document).unwrap().transcript, transcript.clone());
    }

    #[test]
    fn any_text_reads_or_is_refused_without_a_panic(text in "\\PC{0,400}") {
        if let Ok(input) = read(&text) {
            prop_assert_eq!(input.transcript.word_count(), text.trim_start_matches('\u{feff}').split_whitespace().count());
        }
    }
}
