//! Whether there is anything to score.

use std::{collections::BTreeSet, fmt};

use super::text;
use crate::{question::QuestionAsked, rubric::Rubric, transcript::Transcript};

/// Fewest words of substance that are scored.
const FEWEST_WORDS: usize = 40;

/// Fewest common words, in percent of all, that English has.
const FEWEST_COMMON: usize = 22;
/// Most words, in percent, that may look like none before letters count as gibberish.
const MOST_ODD: usize = 30;
/// Most content words, in percent, that may be the rubric's own; of 398 labelled answers the highest has 28.
const MOST_TAKEN: usize = 40;
/// The same with the phrases it listens for; the highest labelled answer has 40.
const MOST_LISTED: usize = 55;

/// Why an answer is not scored. Its `Display` is the sentence on the card.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Unscorable {
    /// No words at all.
    Silence,
    /// Fewer than forty words of substance; how many there were.
    TooShort(usize),
    /// Not in the language of the rubric.
    OtherLanguage,
    /// Letters, but hardly any words.
    Gibberish,
    /// The question said again.
    QuestionRepeated,
    /// The rubric's own words, listed.
    RubricWords,
    /// The same few words over and over.
    Repetition,
}

impl fmt::Display for Unscorable {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Silence => f.write_str("No words were heard."),
            Self::TooShort(words) => {
                write!(
                    f,
                    "There are {words} words of substance here; from {FEWEST_WORDS} on there is something to score."
                )
            }
            Self::OtherLanguage => f.write_str("This is not the language the rubric listens for, so it is not scored."),
            Self::Gibberish => f.write_str("Hardly any of this reads as sentences, so it is not scored."),
            Self::QuestionRepeated => f.write_str("Most of this repeats the question; the answer itself is missing."),
            Self::RubricWords => f.write_str("This lists what the rubric listens for without saying what you did."),
            Self::Repetition => f.write_str("The same words come again and again, so there is too little to score."),
        }
    }
}

impl Unscorable {
    /// What to do about it, said to the speaker.
    pub fn way_out(self) -> &'static str {
        match self {
            Self::Silence => "Check the microphone in Settings, then answer again.",
            Self::TooShort(_) => "Answer again and give one story: how it stood, what you did, what came of it.",
            Self::OtherLanguage => "Answer in the rubric's language, or choose another rubric.",
            Self::Gibberish => "Answer again in full sentences, close to the microphone.",
            Self::QuestionRepeated => {
                "Say your answer in the first sentence; one short repeat of the question is enough."
            }
            Self::RubricWords => "Tell one thing that happened: who, when, what you did, what changed.",
            Self::Repetition => "Say it once, then add what happened next.",
        }
    }
}

/// Words so common that English speech of forty words holds a third of them at least.
const COMMON: &str = "the a an and or but so to of in on at for from with by as it its it's is was were be been are am i we \
    you he she they me us him her them my our your his their that this these those there here what which who when where \
    how why if then than not no do did does done had has have would could should will can just about up out all one two \
    some any more most very into over after before because i'm i'd i've we'd we'll we're they'd that's didn't don't \
    wasn't said got get go went one's let make made had own only even still back down off again";

/// Says whether an answer can be scored.
///
/// Words of substance leave out sentences said before and words of the question said again.
pub fn substance(transcript: &Transcript, question: Option<&QuestionAsked>, rubric: &Rubric) -> Result<(), Unscorable> {
    let mut all = Vec::new();
    let mut fresh = Vec::new();
    let mut said = BTreeSet::new();
    for sentence in &transcript.sentences {
        let tokens = text::tokens(&sentence.text);
        if said.insert(tokens.clone()) {
            fresh.extend(tokens.iter().cloned());
        }
        all.extend(tokens);
    }
    if all.is_empty() {
        return Err(Unscorable::Silence);
    }
    if transcript.language.as_deref().is_some_and(|heard| heard != rubric.language) {
        return Err(Unscorable::OtherLanguage);
    }
    let asked: BTreeSet<String> = question.map(|question| grams(&text::tokens(&question.text))).unwrap_or_default();
    let own = fresh.len() - repeated(&fresh, &asked);
    if fresh.len() < FEWEST_WORDS {
        return Err(if all.len() >= 2 * FEWEST_WORDS {
            Unscorable::Repetition
        } else {
            Unscorable::TooShort(fresh.len())
        });
    }
    if own < FEWEST_WORDS {
        return Err(if own * 2 < fresh.len() { Unscorable::QuestionRepeated } else { Unscorable::TooShort(own) });
    }
    let different: BTreeSet<&String> = fresh.iter().collect();
    if different.len() < FEWEST_WORDS / 2 || different.len() * 8 < fresh.len().min(400) {
        return Err(Unscorable::Repetition);
    }
    language(&fresh, rubric)?;
    Ok(())
}

/// Trigrams of words, to find a passage said again.
fn grams(tokens: &[String]) -> BTreeSet<String> {
    tokens.windows(3).map(|window| window.join(" ")).collect()
}

/// How many words lie in passages of three and more words found in `other`.
fn repeated(tokens: &[String], other: &BTreeSet<String>) -> usize {
    let mut inside = vec![false; tokens.len()];
    for (start, window) in tokens.windows(3).enumerate() {
        if other.contains(&window.join(" ")) {
            inside[start..start + 3].fill(true);
        }
    }
    inside.into_iter().filter(|&inside| inside).count()
}

fn language(tokens: &[String], rubric: &Rubric) -> Result<(), Unscorable> {
    let common: BTreeSet<&str> = COMMON.split_whitespace().collect();
    let content: Vec<&String> = tokens.iter().filter(|token| !common.contains(token.as_str())).collect();
    if rubric.language == "en" {
        let share = percent(tokens.len() - content.len(), tokens.len());
        if share < FEWEST_COMMON {
            let odd = tokens.iter().filter(|token| !speakable(token)).count();
            let foreign = tokens.iter().any(|token| !token.is_ascii()) || percent(odd, tokens.len()) < MOST_ODD;
            // A list of the rubric's words has few common words too, but is English.
            if percent(known(&content, &rubric_words(rubric, true)), content.len()) < MOST_LISTED {
                return Err(if foreign { Unscorable::OtherLanguage } else { Unscorable::Gibberish });
            }
        }
    }
    let taken_from = |phrases: bool| percent(known(&content, &rubric_words(rubric, phrases)), content.len());
    if taken_from(false) >= MOST_TAKEN || taken_from(true) >= MOST_LISTED {
        return Err(Unscorable::RubricWords);
    }
    Ok(())
}

fn percent(part: usize, whole: usize) -> usize {
    part * 100 / whole.max(1)
}

fn known(content: &[&String], words: &BTreeSet<String>) -> usize {
    content.iter().filter(|word| words.contains(**word)).count()
}

/// The words a rubric says of itself; with `phrases`, also those it listens for.
fn rubric_words(rubric: &Rubric, phrases: bool) -> BTreeSet<String> {
    let mut words = BTreeSet::new();
    for criterion in &rubric.criteria {
        let anchors = &criterion.anchors;
        let said = [&criterion.title, &criterion.ask, &anchors.one, &anchors.three, &anchors.five];
        for text in said.into_iter().chain(&criterion.ask_would).chain(criterion.asks.values()) {
            words.extend(text::tokens(text));
        }
    }
    for signal in &rubric.signals {
        words.extend(text::tokens(&signal.title));
        words.extend(text::tokens(&signal.meaning));
        if phrases {
            words.extend(signal.phrases.iter().flat_map(|phrase| text::tokens(phrase)));
        }
    }
    words
}

/// Whether a token could be a word: some vowel, no run of five consonants, not absurdly long.
fn speakable(token: &str) -> bool {
    if text::is_number(token) {
        return true;
    }
    let vowel = |c: char| "aeiouyäöüáéíóúàèìòùâêîôûåæøœ".contains(c);
    let mut run = 0;
    let mut longest = 0;
    for c in token.chars().filter(|c| c.is_alphabetic()) {
        run = if vowel(c) { 0 } else { run + 1 };
        longest = longest.max(run);
    }
    token.chars().any(vowel) && longest < 5 && token.chars().count() <= 20
}
