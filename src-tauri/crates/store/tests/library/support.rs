//! A library in a folder of its own, and answers to put into it.

use std::{collections::BTreeMap, path::PathBuf};

use interview::{
    Debrief,
    debrief::{SCHEMA, TakeFacts, Timing, Versions},
    question::{QuestionAsked, Round},
    scorecard::{CriterionScore, Evidence, Scorecard, Status, Verdict},
    signals::{Polarity, Signal},
    structure::{Role, SentenceRole, Structure},
    time::Span,
    transcript::{Sentence, Transcript, Word},
};
use store::{NewTake, Origin, Store};
use tempfile::TempDir;

/// A library that goes away with the test.
pub struct Library {
    pub store: Store,
    pub folder: TempDir,
}

impl Library {
    pub fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let store = Store::open(&folder.path().join("library.db")).unwrap();
        Self { store, folder }
    }

    pub fn file(&self) -> PathBuf {
        self.folder.path().join("library.db")
    }

    /// A take with a debrief of these sentences.
    pub fn keep(&self, id: &str, minute: u32, sentences: &[&str]) -> Debrief {
        self.store.insert_take(&take(id, minute)).unwrap();
        let debrief = debrief(sentences, 4);
        self.store.keep_debrief(id, &debrief).unwrap();
        debrief
    }
}

/// A take recorded at a minute of one day.
pub fn take(id: &str, minute: u32) -> NewTake {
    NewTake {
        id: id.to_owned(),
        recorded_at: format!("2026-11-23T{:02}:{:02}:00+01:00", minute / 60, minute % 60),
        file: format!("{id}.wav"),
        duration_ms: 92_000,
        sample_rate: 48_000,
        channels: 1,
        lost_ms: 0,
        question_id: Some("leadership-two-teams".to_owned()),
        question: Some(QuestionAsked { text: "Tell me about two teams.".to_owned(), round: Some(Round::Leadership) }),
        rubric: "director-pm".to_owned(),
        origin: Origin::Microphone,
    }
}

/// A debrief of these sentences, one second a word.
pub fn debrief(sentences: &[&str], overall: u8) -> Debrief {
    let mut words = Vec::new();
    let mut spoken = Vec::new();
    for text in sentences {
        let first = words.len() as u32;
        for word in text.split(' ') {
            let start_ms = words.len() as u32 * 1000;
            words.push(Word {
                text: word.to_owned(),
                start_ms,
                end_ms: start_ms + 900,
                probability: 93,
                corrected: false,
            });
        }
        let last = words.len() as u32 - 1;
        spoken.push(Sentence {
            text: (*text).to_owned(),
            start_ms: Some(first * 1000),
            end_ms: Some(last * 1000 + 900),
            first_word: Some(first),
            last_word: Some(last),
            another_voice: false,
        });
    }
    let end_ms = words.len() as u32 * 1000;
    Debrief {
        schema: SCHEMA,
        take: Some(TakeFacts {
            id: None,
            file: "answer.wav".to_owned(),
            duration_ms: end_ms,
            sample_rate: 48_000,
            channels: 1,
            lost_ms: 0,
        }),
        question: Some(QuestionAsked { text: "Tell me about two teams.".to_owned(), round: Some(Round::Leadership) }),
        versions: Versions {
            debrief: "0.1.0".to_owned(),
            speech_model: Some("tiny.en-q8_0".to_owned()),
            speech_model_sha256: None,
            sentence_model: None,
            rubric: "director-pm@1".to_owned(),
            scorer: 1,
        },
        transcript: Transcript {
            language: Some("en".to_owned()),
            text: sentences.join(" "),
            words: Some(words),
            sentences: spoken,
        },
        speech: Some(vec![Span { start_ms: 0, end_ms }]),
        delivery: None,
        structure: Structure {
            roles: vec![SentenceRole { sentence: 0, role: Role::A, confidence: 81 }],
            share: Some(BTreeMap::from([(Role::A, 100)])),
        },
        signals: vec![Signal {
            id: "influence".to_owned(),
            polarity: Polarity::Positive,
            sentence: 0,
            confidence: 74,
            because: "a pattern".to_owned(),
        }],
        scorecard: Scorecard {
            status: Status::Scored,
            reason: None,
            criteria: vec![
                CriterionScore {
                    id: "influence".to_owned(),
                    points: Some(overall),
                    evidence: vec![Evidence {
                        sentence: 0,
                        start_ms: Some(0),
                        end_ms: Some(900),
                        quote: sentences.first().copied().unwrap_or_default().to_owned(),
                    }],
                    advice: String::new(),
                },
                CriterionScore {
                    id: "impact".to_owned(),
                    points: None,
                    evidence: vec![],
                    advice: "Say it.".to_owned(),
                },
            ],
            overall: Some(overall),
            verdict: Some(if overall >= 4 { Verdict::Hire } else { Verdict::NoHire }),
            next: vec!["Say the result first.".to_owned()],
        },
        timing: Timing { stop_to_scorecard_ms: Some(640), transcribe_ms: Some(5500), score_ms: Some(120) },
    }
}

/// The debrief of the same sentences as text: no sound, so no times.
pub fn text_only(sentences: &[&str]) -> Debrief {
    let mut debrief = debrief(sentences, 4);
    debrief.take = None;
    debrief.speech = None;
    debrief.transcript.words = None;
    for sentence in &mut debrief.transcript.sentences {
        *sentence = Sentence { text: sentence.text.clone(), ..Sentence::default() };
    }
    debrief.structure.share = None;
    debrief
}
