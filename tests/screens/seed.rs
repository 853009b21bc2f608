//! Four weeks of practice: recordings with their questions, as a crash would have left them, for Debrief to recover.

use std::fs;

use anyhow::{Context, Result};
use debrief_tests::{
    fixture::Spoken,
    paths,
    program::{self, Ran},
    sound::{Format, Sound},
};
use jiff::{ToSpan, Zoned};
use serde_json::{Value, json};

use crate::desktop::Desktop;

/// What the pictures need to know of the library.
pub struct Seeded {
    /// The last two takes of the question that was practised most.
    pub earlier: String,
    pub newest: String,
    /// Takes of three questions, for a loop.
    pub loop_takes: [String; 3],
    /// Date of the interview prepared for.
    pub interview_on: String,
}

/// One recording: how many days ago, which question, and which part of which sound (milliseconds).
struct Given {
    days_ago: i64,
    question: &'static str,
    sample: bool,
    part: (u32, u32),
}

const fn given(days_ago: i64, question: &'static str, sample: bool, part: (u32, u32)) -> Given {
    Given { days_ago, question, sample, part }
}

const PRACTISED: &str = "leadership-reorganised";
/// From the oldest to the newest; the fixture's sentences begin where its description says.
const GIVEN: [Given; 9] = [
    given(26, PRACTISED, false, (0, 16_500)),
    given(24, "leadership-two-teams", false, (9_000, 29_000)),
    given(20, PRACTISED, false, (0, 29_000)),
    given(17, "leadership-runs-without-you", true, (0, 58_000)),
    given(13, PRACTISED, false, (0, 37_700)),
    given(9, "leadership-grew-someone", true, (40_000, 110_000)),
    given(6, PRACTISED, true, (0, 80_000)),
    given(3, "leadership-two-teams", false, (9_000, 37_700)),
    given(1, PRACTISED, true, (0, 120_000)),
];

/// Lays the recordings into the data folder and has them recovered.
pub fn seed(desktop: &Desktop) -> Result<Seeded> {
    let debrief = |args: &[&str]| -> Result<String> {
        let program = program::built("debrief")?.display().to_string();
        Ran::from(desktop.command(&program).args(args).output()?).ok().with_context(|| format!("debrief {args:?}"))
    };
    let bank: Value = serde_json::from_str(&debrief(&["questions", "--format", "json"])?)?;
    let sample = Sound::from_flac(&paths::checkout().join("src-tauri/resources/sample/answer.flac"))?;
    let fixture = Spoken::reorganised()?.sound()?;
    let folder = desktop.data_dir().join("recordings");
    fs::create_dir_all(&folder)?;
    let today = Zoned::now();
    let mut ids = Vec::new();
    for given in &GIVEN {
        let asked = bank["questions"].as_array().into_iter().flatten().find(|asked| asked["id"] == given.question);
        let asked = asked.with_context(|| format!("there is no question {}", given.question))?;
        let at = today.checked_sub(given.days_ago.days())?;
        let id = at.strftime("%Y%m%d-%H%M%S-00000").to_string();
        let said = if given.sample { &sample } else { &fixture }.between(given.part.0, given.part.1);
        let file = format!("{id}.wav");
        said.write_wav(&folder.join(&file), 1, Format::Int16)?;
        let take = json!({
            "id": id, "recorded_at": at.strftime("%Y-%m-%dT%H:%M:%S%:z").to_string(), "file": file,
            "duration_ms": 0, "sample_rate": said.rate, "channels": 1, "lost_ms": 0,
            "question_id": asked["id"], "question": { "text": asked["text"], "round": asked["round"] },
            "rubric": asked["rubric"], "origin": "microphone",
        });
        let sidecar = json!({ "schema": 1, "take": take, "deleted_at": null, "debrief": null });
        fs::write(folder.join(format!("{id}.json")), sidecar.to_string())?;
        ids.push(id);
    }
    debrief(&["recover"])?;
    let of = |question: &str| -> Vec<String> {
        GIVEN.iter().zip(&ids).filter(|(given, _)| given.question == question).map(|(_, id)| id.clone()).collect()
    };
    let nth_last = |question: &str, nth: usize| {
        of(question).into_iter().rev().nth(nth).with_context(|| format!("{question} was practised too little"))
    };
    let last = |question: &str| nth_last(question, 0);
    Ok(Seeded {
        earlier: nth_last(PRACTISED, 1)?,
        newest: last(PRACTISED)?,
        loop_takes: [last("leadership-two-teams")?, last("leadership-runs-without-you")?, last(PRACTISED)?],
        interview_on: today.checked_add(17.days())?.date().to_string(),
    })
}
