//! The transcript, sentence by sentence: its role, its signals, and fillers and long pauses where they fell.

use std::collections::BTreeMap;

use interview::{
    Debrief,
    delivery::{Certainty, Delivery, Filler, PauseKind},
    signals::Polarity,
    structure::Role,
    time::{Millis, Span},
    transcript::{Sentence, Word},
};

use crate::{
    ReportNames,
    escape::one_line,
    wording::{clock, seconds},
};

/// One sentence.
pub(crate) struct Line {
    /// When it can be heard, "0:41".
    pub at: Option<String>,
    /// Its role, when known.
    pub role: Option<Role>,
    /// What was said.
    pub pieces: Vec<Piece>,
    /// Its signals.
    pub tags: Vec<Tag>,
}

/// A piece of a sentence.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Piece {
    /// Words.
    Words(String),
    /// A filler the recogniser wrote, without its punctuation.
    Filler(String),
    /// A sound that was probably a filler.
    ProbableFiller(String),
    /// Beside the words: a long or lost pause, another voice.
    Aside(String),
}

/// A signal on a sentence.
pub(crate) struct Tag {
    /// Its name.
    pub name: String,
    /// For the speaker or against.
    pub polarity: Polarity,
}

/// All sentences.
pub(crate) fn lines(debrief: &Debrief, names: &ReportNames) -> Vec<Line> {
    let roles: BTreeMap<u32, Role> = debrief.structure.roles.iter().map(|role| (role.sentence, role.role)).collect();
    let mut tags: BTreeMap<u32, Vec<Tag>> = BTreeMap::new();
    for signal in &debrief.signals {
        let tag = Tag { name: one_line(&names.signal(&signal.id)), polarity: signal.polarity };
        tags.entry(signal.sentence).or_default().push(tag);
    }
    let words = debrief.transcript.words.as_deref().unwrap_or_default();
    let mut heard_to = 0; // everything before this moment stands in an earlier line
    let mut line = |(number, sentence): (u32, &Sentence)| {
        let mut pieces = match (own_words(sentence, words), &debrief.delivery) {
            (Some(own), Some(delivery)) => marked(own, delivery, &mut heard_to),
            _ => vec![Piece::Words(one_line(&sentence.text))],
        };
        if sentence.another_voice {
            pieces.insert(0, Piece::Aside("another voice".to_owned()));
        }
        let tags = tags.remove(&number).unwrap_or_default();
        Line {
            at: sentence.start_ms.map(clock),
            role: roles.get(&number).copied().filter(|_| !sentence.another_voice),
            pieces,
            tags,
        }
    };
    (0_u32..).zip(&debrief.transcript.sentences).map(&mut line).collect()
}

/// The words of a sentence, where they are exactly its text (it may have been corrected since).
fn own_words<'a>(sentence: &Sentence, words: &'a [Word]) -> Option<&'a [Word]> {
    let own = words.get(sentence.first_word? as usize..=sentence.last_word? as usize)?;
    let text: Vec<String> = own.iter().map(|word| one_line(&word.text)).collect();
    (text.join(" ") == one_line(&sentence.text)).then_some(own)
}

/// The words of a sentence, with what fell between them since the sentence before.
fn marked(words: &[Word], delivery: &Delivery, heard_to: &mut Millis) -> Vec<Piece> {
    let mut pieces: Vec<Piece> = Vec::new();
    let mut current: Option<&Filler> = None; // "you know" is two words and one mark
    for word in words {
        pieces.extend(between(delivery, *heard_to, word.start_ms));
        let text = one_line(&word.text);
        let filler = delivery.fillers.iter().find(|filler| is_filler(filler, word));
        match (filler, pieces.last_mut()) {
            (Some(now), Some(Piece::Filler(mark))) if current == Some(now) => *mark = format!("{mark} {}", bare(&text)),
            (Some(_), _) => pieces.push(Piece::Filler(bare(&text).to_owned())),
            (None, Some(Piece::Words(before))) => *before = format!("{before} {text}"),
            (None, _) => pieces.push(Piece::Words(text)),
        }
        current = filler;
        *heard_to = word.start_ms.max(*heard_to).saturating_add(1);
    }
    pieces.retain(|piece| !matches!(piece, Piece::Words(text) if text.is_empty()));
    pieces
}

/// A word without the punctuation around it.
fn bare(word: &str) -> &str {
    word.trim_matches(|c: char| !c.is_alphanumeric())
}

/// Whether a heard filler lies on most of this word.
fn is_filler(filler: &Filler, word: &Word) -> bool {
    let said = Span::new(word.start_ms, word.end_ms);
    let mark = Span::new(filler.start_ms, filler.end_ms);
    filler.certainty == Certainty::Heard && said.len_ms() > 0 && mark.overlap_ms(said) > said.len_ms() / 2
}

/// Probable fillers and long pauses that start in `from..to`, by time.
fn between(delivery: &Delivery, from: Millis, to: Millis) -> Vec<Piece> {
    let here = |start: Millis| from <= start && start < to;
    let fillers =
        delivery.fillers.iter().filter(|filler| filler.certainty == Certainty::Probable && here(filler.start_ms));
    let fillers = fillers.map(|filler| {
        let text = one_line(&filler.text);
        (filler.start_ms, Piece::ProbableFiller(text.trim_matches(['(', ')']).to_owned()))
    });
    let pauses = delivery.pauses.iter().filter(|pause| pause.kind != PauseKind::Listed && here(pause.start_ms));
    let pauses = pauses.map(|pause| {
        (pause.start_ms, Piece::Aside(format!("pause {}", seconds(pause.end_ms.saturating_sub(pause.start_ms)))))
    });
    let mut marks: Vec<(Millis, Piece)> = fillers.chain(pauses).collect();
    marks.sort_by_key(|(at, _)| *at);
    marks.into_iter().map(|(_, piece)| piece).collect()
}
