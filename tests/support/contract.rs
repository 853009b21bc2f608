//! What every debrief in JSON must hold to, whoever made it and from whatever sound.

use anyhow::{Context, Result, bail, ensure};
use serde_json::Value;

/// The criteria a scorecard may speak of.
const CRITERIA: [&str; 11] = [
    "structure",
    "delivery",
    "influence",
    "clarity",
    "leverage",
    "tradeoffs",
    "evidence",
    "mandate",
    "talent",
    "executive",
    "impact",
];

/// Verdicts in the order of the overall points they go with, 1 to 5.
const VERDICTS: [&str; 5] = ["strong_no_hire", "no_hire", "borderline", "hire", "strong_hire"];

/// Checks a whole document: numbers are integers, times run forward and lie inside the take, sentences are made of
/// their words, each point has evidence and each piece of evidence is a span that really holds its quote.
///
/// # Errors
/// The first thing that is not so, with where it is.
pub fn check(debrief: &Value) -> Result<()> {
    integers(debrief, "")?;
    ensure!(debrief["schema"] == 1, "schema is {}", debrief["schema"]);
    for key in ["take", "question", "speech", "delivery", "timing"] {
        ensure!(debrief.get(key).is_some(), "{key} is left out instead of null");
    }
    for key in ["debrief", "rubric", "scorer"] {
        ensure!(!debrief["versions"][key].is_null(), "versions.{key} is not said");
    }
    // A transcript without sound has sentences and no words.
    let words = if debrief["take"].is_null() { &[][..] } else { list(debrief, "/transcript/words")? };
    let sentences = list(debrief, "/transcript/sentences")?;
    let duration = debrief["take"]["duration_ms"].as_u64();
    times(words, duration).context("transcript.words")?;
    if let Some(speech) = debrief["speech"].as_array() {
        times(speech, duration).context("speech")?;
    }
    check_sentences(debrief, words, sentences)?;
    check_delivery(&debrief["delivery"], duration)?;
    check_signals(debrief, sentences.len())?;
    check_scorecard(debrief, words, sentences)
}

/// No number anywhere is anything but an integer.
fn integers(value: &Value, path: &str) -> Result<()> {
    match value {
        Value::Number(number) => ensure!(!number.is_f64(), "{path} is {number}, not an integer"),
        Value::Array(values) => {
            for (index, value) in values.iter().enumerate() {
                integers(value, &format!("{path}/{index}"))?;
            }
        }
        Value::Object(values) => {
            for (key, value) in values {
                integers(value, &format!("{path}/{key}"))?;
            }
        }
        _ => {}
    }
    Ok(())
}

/// Spans end after they begin, begin no earlier than the one before, and lie inside the take.
fn times(spans: &[Value], duration: Option<u64>) -> Result<()> {
    let mut before = 0;
    for (index, span) in spans.iter().enumerate() {
        let (start, end) = (number(&span["start_ms"])?, number(&span["end_ms"])?);
        ensure!(start <= end, "{index} ends ({end}) before it begins ({start})");
        ensure!(before <= start, "{index} begins at {start}, before the one before it ({before})");
        ensure!(duration.is_none_or(|duration| end <= duration), "{index} ends at {end}, after the take");
        before = start;
    }
    Ok(())
}

fn check_sentences(debrief: &Value, words: &[Value], sentences: &[Value]) -> Result<()> {
    let text = string(&debrief["transcript"]["text"])?;
    let mut next = 0;
    for (index, sentence) in sentences.iter().enumerate() {
        let said = string(&sentence["text"])?;
        ensure!(text.contains(said), "sentence {index} is not in the text: {said}");
        if words.is_empty() {
            continue;
        }
        let (first, last) = (number(&sentence["first_word"])?, number(&sentence["last_word"])?);
        ensure!(first == next && last >= first, "sentence {index} has words {first} to {last}, not from {next}");
        next = last + 1;
        let spoken: Vec<_> =
            words[first as usize..=last as usize].iter().map(|word| string(&word["text"])).collect::<Result<_>>()?;
        ensure!(spoken.join(" ") == said, "sentence {index} is {said:?}, its words are {spoken:?}");
        ensure!(
            sentence["start_ms"] == words[first as usize]["start_ms"]
                && sentence["end_ms"] == words[last as usize]["end_ms"],
            "sentence {index} and its words keep different times"
        );
    }
    ensure!(words.is_empty() || next as usize == words.len(), "{next} of {} words are in sentences", words.len());
    Ok(())
}

fn check_delivery(delivery: &Value, duration: Option<u64>) -> Result<()> {
    if delivery.is_null() {
        return Ok(());
    }
    for key in ["pauses", "fillers", "hedges", "repeats"] {
        times(list(delivery, &format!("/{key}"))?, duration).with_context(|| format!("delivery.{key}"))?;
    }
    Ok(())
}

fn check_signals(debrief: &Value, sentences: usize) -> Result<()> {
    for signal in list(debrief, "/signals")? {
        ensure!(
            (number(&signal["sentence"])? as usize) < sentences,
            "a signal points past the last sentence: {signal}"
        );
        ensure!(number(&signal["confidence"])? <= 100, "confidence is a percentage: {signal}");
        ensure!(["positive", "negative"].contains(&string(&signal["polarity"])?), "polarity: {signal}");
    }
    let roles = list(debrief, "/structure/roles")?;
    ensure!(roles.len() == sentences, "{} roles for {sentences} sentences", roles.len());
    Ok(())
}

fn check_scorecard(debrief: &Value, words: &[Value], sentences: &[Value]) -> Result<()> {
    let card = &debrief["scorecard"];
    match string(&card["status"])? {
        "scored" => {
            let overall = number(&card["overall"])?;
            ensure!((1..=5).contains(&overall), "overall is {overall}");
            ensure!(card["verdict"] == VERDICTS[overall as usize - 1], "overall {overall} is {}", card["verdict"]);
            ensure!(card["reason"].is_null(), "a scored answer needs no reason: {}", card["reason"]);
        }
        "not_scored" => {
            ensure!(card["overall"].is_null() && card["verdict"].is_null(), "not scored, and yet {card}");
            ensure!(card["reason"].as_str().is_some_and(|reason| !reason.is_empty()), "not scored, and no reason");
        }
        other => bail!("status is {other}"),
    }
    ensure!(list(card, "/next")?.len() <= 3, "more than three things to do next");
    for criterion in list(card, "/criteria")? {
        let id = string(&criterion["id"])?;
        ensure!(CRITERIA.contains(&id), "{id} is no criterion");
        let points = criterion["points"].as_u64();
        ensure!(points.is_none_or(|points| (1..=5).contains(&points)), "{id} has {points:?} points");
        let evidence = list(criterion, "/evidence")?;
        let explained = !evidence.is_empty() || criterion["advice"].as_str().is_some_and(|advice| !advice.is_empty());
        ensure!(explained, "{id} has {points:?} points, no evidence, and does not say what was not heard");
        for piece in evidence {
            check_evidence(piece, words, sentences).with_context(|| format!("evidence of {id}: {piece}"))?;
        }
    }
    Ok(())
}

/// The sentence named holds the quote, and so do the words heard in the span.
fn check_evidence(piece: &Value, words: &[Value], sentences: &[Value]) -> Result<()> {
    let quote = string(&piece["quote"])?;
    ensure!(!quote.is_empty(), "the quote is empty");
    let sentence = sentences.get(number(&piece["sentence"])? as usize).context("there is no such sentence")?;
    ensure!(string(&sentence["text"])?.contains(quote), "the sentence does not hold the quote: {sentence}");
    if words.is_empty() {
        return Ok(());
    }
    let (start, end) = (number(&piece["start_ms"])?, number(&piece["end_ms"])?);
    let mut heard = Vec::new();
    for word in words {
        if number(&word["start_ms"])? >= start && number(&word["end_ms"])? <= end {
            heard.push(string(&word["text"])?);
        }
    }
    ensure!(heard.join(" ").contains(quote), "{start}–{end} ms holds only {heard:?}");
    Ok(())
}

fn list<'a>(value: &'a Value, pointer: &str) -> Result<&'a [Value]> {
    let found = value.pointer(pointer).and_then(Value::as_array);
    Ok(found.with_context(|| format!("{pointer} is no list"))?.as_slice())
}

fn number(value: &Value) -> Result<u64> {
    value.as_u64().with_context(|| format!("{value} is no whole number"))
}

fn string(value: &Value) -> Result<&str> {
    value.as_str().with_context(|| format!("{value} is no text"))
}
