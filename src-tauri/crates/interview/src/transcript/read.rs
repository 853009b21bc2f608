//! Reading a transcript somebody hands over: a whole debrief document, a part of one, or plain text.
//!
//! Accepted, besides plain text: the document of `debrief analyze` (only `transcript` and `question` are read), its
//! `transcript` alone, `{"sentences": […]}` with `question` and `round` beside it, and a bare array of sentences. A
//! sentence is an object with `text`, or a string. A division into sentences that is given is kept, word for word, so
//! that answers by sentence index mean what the asker means.

use serde_json::Value;
use thiserror::Error;

use super::{Sentence, Transcript, Word, field::Field};
use crate::question::{QuestionAsked, Round};

/// The largest document read.
pub const MAX_BYTES: usize = 20 * 1024 * 1024;
/// The most words read: about twenty hours of speech.
pub const MAX_WORDS: usize = 200_000;

/// The layout of documents this version reads.
const SCHEMA: u32 = crate::debrief::SCHEMA;

/// Why a document could not be read as a transcript.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum TranscriptError {
    /// More bytes than [`MAX_BYTES`].
    #[error("the transcript has {bytes} bytes; at most {MAX_BYTES} are read")]
    TooLarge {
        /// Its size.
        bytes: usize,
    },
    /// More words than [`MAX_WORDS`].
    #[error("the transcript has more than {MAX_WORDS} words")]
    TooManyWords,
    /// It starts like JSON and is not.
    #[error("not valid JSON: {reason}")]
    NotJson {
        /// What the parser says, with line and column.
        reason: String,
    },
    /// It was written by a newer Debrief.
    #[error("schema: {found} is a newer layout than this Debrief reads ({SCHEMA})")]
    Newer {
        /// The layout it says it has.
        found: u32,
    },
    /// One field is missing or wrong.
    #[error("{path}: {reason}")]
    Field {
        /// Where, for example `transcript.words[3].start_ms`.
        path: String,
        /// What is wrong.
        reason: String,
    },
}

/// What was handed over.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Input {
    /// What was said.
    pub transcript: Transcript,
    /// The question, if the document has one.
    pub question: Option<QuestionAsked>,
}

/// Reads a document or plain text. Text starting with `{`, or with `[` before `{`, `"` or `]`, is taken as JSON.
/// No text at all is an empty transcript, not an error.
pub fn read(json_or_text: &str) -> Result<Input, TranscriptError> {
    if json_or_text.len() > MAX_BYTES {
        return Err(TranscriptError::TooLarge { bytes: json_or_text.len() });
    }
    let document = json_or_text.trim_start_matches('\u{feff}').trim();
    if !looks_like_json(document) {
        bounded(document.split_whitespace().count())?;
        return Ok(Input { transcript: Transcript::from_text(document), question: None });
    }
    let value: Value =
        serde_json::from_str(document).map_err(|error| TranscriptError::NotJson { reason: error.to_string() })?;
    let top = Field::top(&value);
    if value.is_array() {
        let transcript = Transcript::from_sentences(sentences(&top)?);
        bounded(transcript.word_count())?;
        return Ok(Input { transcript, question: None });
    }
    if let Some(schema) = top.get("schema") {
        let found = schema.whole(u32::MAX)?;
        if found > SCHEMA {
            return Err(TranscriptError::Newer { found });
        }
    }
    let transcript = transcript(&top.get("transcript").unwrap_or_else(|| top.clone()))?;
    bounded(transcript.word_count())?;
    Ok(Input { transcript, question: question(&top)? })
}

fn looks_like_json(document: &str) -> bool {
    document.starts_with('{')
        || document.strip_prefix('[').is_some_and(|rest| rest.trim_start().starts_with(['{', '"', ']']))
}

fn bounded(words: usize) -> Result<(), TranscriptError> {
    if words > MAX_WORDS { Err(TranscriptError::TooManyWords) } else { Ok(()) }
}

fn question(top: &Field<'_>) -> Result<Option<QuestionAsked>, TranscriptError> {
    let beside = top.get("round").map(|field| round(&field)).transpose()?;
    let Some(field) = top.get("question") else { return Ok(None) };
    let (words, within) = if field.value.is_string() {
        (field.clone(), None)
    } else {
        field.object()?;
        (field.need("text")?, field.get("round").map(|field| round(&field)).transpose()?)
    };
    let text = words.text()?.trim();
    if text.is_empty() {
        return Err(words.wrong("is empty"));
    }
    Ok(Some(QuestionAsked { text: text.into(), round: within.or(beside) }))
}

fn round(field: &Field<'_>) -> Result<Round, TranscriptError> {
    let id = field.text()?;
    Round::from_id(id).ok_or_else(|| field.wrong(format!("{id:?} is no round; rounds are {}", Round::ids())))
}

fn transcript(field: &Field<'_>) -> Result<Transcript, TranscriptError> {
    field.object()?;
    let language = field.get("language").map(|field| language(&field)).transpose()?;
    let words = field.get("words").map(|field| words(&field)).transpose()?;
    if let Some(given) = field.get("sentences") {
        let mut transcript = Transcript::from_sentences(sentences(&given)?);
        join_words(&mut transcript, words, &given)?;
        transcript.language = language;
        return Ok(transcript);
    }
    if let Some(words) = words {
        return Ok(Transcript::from_words(words, language));
    }
    let Some(text) = field.get("text") else {
        return Err(field.wrong("holds no transcript: give sentences, words or text"));
    };
    let text = text.text()?;
    bounded(text.split_whitespace().count())?;
    Ok(Transcript { language, ..Transcript::from_text(text) })
}

fn language(field: &Field<'_>) -> Result<String, TranscriptError> {
    let code = field.text()?;
    let plausible = (2..=16).contains(&code.len()) && code.chars().all(|c| c.is_ascii_alphanumeric() || c == '-');
    if plausible { Ok(code.into()) } else { Err(field.wrong("should be a language code such as \"en\"")) }
}

/// The words as given. A word without `probability` was not heard by a recogniser: it counts as certain.
fn words(field: &Field<'_>) -> Result<Vec<Word>, TranscriptError> {
    let mut words: Vec<Word> = Vec::new();
    for item in field.items()? {
        bounded(words.len() + 1)?;
        item.object()?;
        let text = item.need("text")?;
        if text.text()?.trim().is_empty() {
            return Err(text.wrong("is empty"));
        }
        let start = item.need("start_ms")?;
        let end = item.need("end_ms")?;
        let corrected = item
            .get("corrected")
            .map(|field| field.value.as_bool().ok_or_else(|| field.wrong("should be true or false")));
        let word = Word {
            text: text.text()?.into(),
            start_ms: start.millis()?,
            end_ms: end.millis()?,
            probability: item.get("probability").map_or(Ok(100), |field| field.whole(100))? as u8,
            corrected: corrected.transpose()?.unwrap_or(false),
        };
        if word.end_ms < word.start_ms {
            return Err(end.wrong(format!("{} is before the word's start at {}", word.end_ms, word.start_ms)));
        }
        if let Some(before) = words.last().filter(|before| before.start_ms > word.start_ms) {
            return Err(
                start.wrong(format!("{} is before the previous word's start at {}", word.start_ms, before.start_ms))
            );
        }
        words.push(word);
    }
    Ok(words)
}

/// The sentences as given, their text untouched.
fn sentences(field: &Field<'_>) -> Result<Vec<Sentence>, TranscriptError> {
    let mut sentences = Vec::new();
    let mut latest = 0;
    for item in field.items()? {
        if item.value.is_string() {
            sentences.push(Sentence { text: item.text()?.into(), ..Sentence::default() });
            continue;
        }
        item.object()?;
        let text = item.need("text")?.text()?.into();
        let start_ms = item.get("start_ms").map(|field| field.millis()).transpose()?;
        let end_ms = item.get("end_ms").map(|field| field.millis()).transpose()?;
        match (start_ms, end_ms) {
            (Some(start), _) if start < latest => {
                return Err(item
                    .need("start_ms")?
                    .wrong(format!("{start} is before the previous sentence's start at {latest}")));
            }
            (Some(start), Some(end)) if end < start => {
                return Err(item.need("end_ms")?.wrong(format!("{end} is before the sentence's start at {start}")));
            }
            (Some(start), Some(_)) => latest = start,
            (None, None) => {}
            (Some(_), None) => {
                return Err(item.need("end_ms").map_or_else(|error| error, |field| field.wrong("is missing")));
            }
            (None, Some(_)) => {
                return Err(item.need("start_ms").map_or_else(|error| error, |field| field.wrong("is missing")));
            }
        }
        let first_word = item.get("first_word").map(|field| field.whole(u32::MAX)).transpose()?;
        let last_word = item.get("last_word").map(|field| field.whole(u32::MAX)).transpose()?;
        let another_voice = item
            .get("another_voice")
            .map(|field| field.value.as_bool().ok_or_else(|| field.wrong("should be true or false")))
            .transpose()?
            .unwrap_or(false);
        sentences.push(Sentence { text, start_ms, end_ms, first_word, last_word, another_voice });
    }
    Ok(sentences)
}

/// Ties given words to given sentences: by the indices they name, or, without any, by counting words. Sentences keep
/// no index into words that are not there.
fn join_words(transcript: &mut Transcript, words: Option<Vec<Word>>, field: &Field<'_>) -> Result<(), TranscriptError> {
    let Some(words) = words else {
        for sentence in &mut transcript.sentences {
            (sentence.first_word, sentence.last_word) = (None, None);
        }
        return Ok(());
    };
    let indexed =
        transcript.sentences.iter().any(|sentence| sentence.first_word.is_some() || sentence.last_word.is_some());
    if indexed {
        check_indices(&transcript.sentences, words.len(), field)?;
    } else {
        count_indices(&mut transcript.sentences, words.len());
    }
    for sentence in &mut transcript.sentences {
        let (Some(first), Some(last)) = (sentence.first_word, sentence.last_word) else { continue };
        let spoken = &words[first as usize..=last as usize];
        sentence.start_ms = sentence.start_ms.or_else(|| spoken.first().map(|word| word.start_ms));
        sentence.end_ms = sentence.end_ms.or_else(|| spoken.iter().map(|word| word.end_ms).max());
    }
    transcript.words = Some(words);
    Ok(())
}

fn check_indices(sentences: &[Sentence], words: usize, field: &Field<'_>) -> Result<(), TranscriptError> {
    let mut next = 0;
    for (item, sentence) in field.items()?.zip(sentences) {
        let (first, last) = match (sentence.first_word, sentence.last_word) {
            (Some(first), Some(last)) => (first as usize, last as usize),
            (None, None) => continue,
            (Some(_), None) => return Err(item.wrong("has first_word but no last_word")),
            (None, Some(_)) => return Err(item.wrong("has last_word but no first_word")),
        };
        if first < next {
            return Err(item.wrong(format!("first_word {first} belongs to the sentence before")));
        }
        if last < first {
            return Err(item.wrong(format!("last_word {last} is before first_word {first}")));
        }
        if last >= words {
            return Err(item.wrong(format!("last_word {last} is beyond the {words} words")));
        }
        next = last + 1;
    }
    Ok(())
}

/// Gives each sentence as many words as it has, if all of them together have as many as there are.
fn count_indices(sentences: &mut [Sentence], words: usize) {
    let counts: Vec<usize> = sentences.iter().map(|sentence| sentence.text.split_whitespace().count()).collect();
    if counts.iter().sum::<usize>() != words {
        return;
    }
    let mut next = 0;
    for (sentence, count) in sentences.iter_mut().zip(counts) {
        if count > 0 {
            sentence.first_word = Some(next as u32);
            sentence.last_word = Some((next + count - 1) as u32);
        }
        next += count;
    }
}
