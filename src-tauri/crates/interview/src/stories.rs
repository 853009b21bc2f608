//! The story bank: which stories the takes tell, what each carries, and what has no story yet.
//!
//! Answers to different questions are one story when they share their telling words: names, places, the thing that was
//! dropped. Common words and the words of the trade say nothing. No name is asked for: a story is called by the words
//! that set it apart from the others.

mod words;

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};

use crate::question::Round;
use words::{Weights, content, likeness};

/// Cosine of two answers, in percent, from which on they tell the same story. Of the pairs among 228 different labelled
/// answers, one in a thousand comes to 26.
const SAME_STORY: u32 = 30;
/// A story told to so many questions is told too often: interviewers of one loop compare their notes.
pub const TOO_OFTEN: usize = 3;
/// Words that name a story.
const NAME_WORDS: usize = 3;

/// One answer that may tell a story: usually the best take of its question.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Telling {
    /// The take.
    pub take_id: String,
    /// Id of the question in the bank.
    pub question_id: Option<String>,
    /// The question as asked.
    pub question: Option<String>,
    /// Its round.
    pub round: Option<Round>,
    /// The answer's sentences as one text.
    pub text: String,
    /// Sentences by positive signal.
    pub signals: BTreeMap<String, u32>,
    /// 1–5.
    pub overall: Option<u8>,
    /// Whether the speaker kept it as the best telling of its story.
    pub kept: bool,
}

/// One story.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "specta", derive(specta::Type))]
pub struct Story {
    /// The words that set it apart.
    pub name: Vec<String>,
    /// Where it is told, the best telling first.
    pub told: Vec<Told>,
    /// Sentences by signal, of the telling that carries it best.
    pub signals: BTreeMap<String, u32>,
    /// Told to so many questions that interviewers would notice.
    pub too_often: bool,
}

/// One telling of a story.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "specta", derive(specta::Type))]
pub struct Told {
    /// The take.
    pub take_id: String,
    /// The question as asked.
    pub question: Option<String>,
    /// Its round.
    pub round: Option<Round>,
    /// 1–5.
    pub overall: Option<u8>,
    /// Whether the speaker kept it as the best.
    pub kept: bool,
}

/// Every story, and what has none.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "specta", derive(specta::Type))]
pub struct StoryBank {
    /// The stories, those that carry most first.
    pub stories: Vec<Story>,
    /// Signals that no story carries.
    pub missing_signals: Vec<String>,
    /// Rounds in which no story was told.
    pub missing_rounds: Vec<Round>,
}

/// Sorts answers into stories. `signals` are the ids that a story should carry, in the order they are shown.
pub fn bank(tellings: &[Telling], signals: &[String]) -> StoryBank {
    let answers: Vec<BTreeMap<String, u32>> = tellings.iter().map(|telling| content(&telling.text)).collect();
    let weights = Weights::over(&answers);
    let mut stories: Vec<Story> =
        groups(&answers).iter().map(|members| story(tellings, &answers, &weights, members)).collect();
    stories.sort_by(|a, b| {
        b.signals
            .len()
            .cmp(&a.signals.len())
            .then_with(|| b.told.len().cmp(&a.told.len()))
            .then_with(|| a.name.cmp(&b.name))
    });
    let carried: BTreeSet<&str> = stories.iter().flat_map(|story| story.signals.keys().map(String::as_str)).collect();
    let rounds: BTreeSet<Round> = tellings.iter().filter_map(|telling| telling.round).collect();
    StoryBank {
        missing_signals: signals.iter().filter(|id| !carried.contains(id.as_str())).cloned().collect(),
        missing_rounds: Round::ALL.into_iter().filter(|round| !rounds.contains(round)).collect(),
        stories,
    }
}

/// Indices of the answers of each story: an answer joins the story it is closest to, or begins one.
fn groups(answers: &[BTreeMap<String, u32>]) -> Vec<Vec<usize>> {
    let mut groups: Vec<Vec<usize>> = Vec::new();
    for (index, answer) in answers.iter().enumerate() {
        let closest = groups
            .iter()
            .enumerate()
            .map(|(at, group)| {
                let most = group.iter().map(|&other| likeness(answer, &answers[other])).max();
                (most.unwrap_or(0), std::cmp::Reverse(at))
            })
            .max();
        match closest {
            Some((likeness, std::cmp::Reverse(at))) if likeness >= SAME_STORY => groups[at].push(index),
            _ => groups.push(vec![index]),
        }
    }
    groups
}

fn story(tellings: &[Telling], answers: &[BTreeMap<String, u32>], weights: &Weights, members: &[usize]) -> Story {
    let mut signals: BTreeMap<String, u32> = BTreeMap::new();
    for (id, sentences) in members.iter().flat_map(|&member| &tellings[member].signals) {
        let most = signals.entry(id.clone()).or_default();
        *most = (*most).max(*sentences);
    }
    let mut told: Vec<Told> = members.iter().map(|&member| Told::of(&tellings[member])).collect();
    told.sort_by_key(|told| std::cmp::Reverse((told.kept, told.overall)));
    let questions: BTreeSet<Option<&str>> =
        members.iter().map(|&member| tellings[member].question.as_deref()).collect();
    let name = weights.telling_words(members.iter().map(|&member| &answers[member]), NAME_WORDS);
    Story { name, told, signals, too_often: questions.len() >= TOO_OFTEN }
}

impl Told {
    fn of(telling: &Telling) -> Self {
        Self {
            take_id: telling.take_id.clone(),
            question: telling.question.clone(),
            round: telling.round,
            overall: telling.overall,
            kept: telling.kept,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const CHECKOUT: &str = "The checkout people and the fraud desk had stopped speaking. I took both leads to lunch in \
        Lisbon, and fraud accepted the one-tap payment for known customers. Checkout dropped the loyalty screen. \
        Fraud losses fell by a fifth.";
    const CHECKOUT_AGAIN: &str = "At the payments company the fraud desk wanted more questions and checkout fewer. The \
        one-tap payment for known customers was the trade, after a lunch in Lisbon with each lead, and we dropped the \
        loyalty screen.";
    const CHECKOUT_THIRD: &str = "My hardest trade was the loyalty screen. Checkout had promised it, but the one-tap \
        payment and the fraud desk needed the engineers. I said so over lunch in Lisbon.";
    const HIRING: &str = "I hired Marta from a hospital, with no background in software, and gave her the warehouse \
        robots. In a year she led nine people and the pickers asked for her by name.";

    fn telling(id: &str, question: &str, round: Round, text: &str, signals: &[&str]) -> Telling {
        Telling {
            take_id: id.to_owned(),
            question_id: None,
            question: Some(question.to_owned()),
            round: Some(round),
            text: text.to_owned(),
            signals: signals.iter().map(|id| ((*id).to_owned(), 1)).collect(),
            overall: Some(3),
            kept: false,
        }
    }

    fn ids(signals: &[&str]) -> Vec<String> {
        signals.iter().map(|id| (*id).to_owned()).collect()
    }

    #[test]
    fn answers_that_share_their_telling_words_are_one_story() {
        let tellings = [
            telling("a", "Two teams?", Round::Leadership, CHECKOUT, &["influence"]),
            telling("b", "Someone you hired?", Round::Behavioral, HIRING, &["talent"]),
            telling("c", "A conflict?", Round::Behavioral, CHECKOUT_AGAIN, &["tradeoffs"]),
        ];
        let bank = bank(&tellings, &ids(&["influence", "talent", "tradeoffs", "mandate"]));
        let told = |story: &Story| story.told.iter().map(|told| told.take_id.clone()).collect::<Vec<_>>();
        assert_eq!(bank.stories.iter().map(told).collect::<Vec<_>>(), [vec!["a", "c"], vec!["b"]]);
        assert_eq!(bank.stories[0].signals.len(), 2, "a story carries what any of its tellings carries");
        assert!(!bank.stories[0].too_often, "two questions may share a story");
        assert_eq!(bank.missing_signals, ["mandate"]);
        assert_eq!(bank.missing_rounds, [Round::PhoneScreen, Round::ProductDesign, Round::Analytical, Round::Strategy]);
    }

    #[test]
    fn a_story_told_to_three_questions_is_told_too_often() {
        let tellings = [
            telling("a", "Two teams?", Round::Leadership, CHECKOUT, &[]),
            telling("b", "A conflict?", Round::Behavioral, CHECKOUT_AGAIN, &[]),
            telling("c", "A trade-off?", Round::Strategy, CHECKOUT_THIRD, &[]),
            telling("d", "Someone you hired?", Round::Behavioral, HIRING, &[]),
        ];
        let bank = bank(&tellings, &[]);
        let often: Vec<bool> = bank.stories.iter().map(|story| story.too_often).collect();
        assert_eq!(often, [true, false]);
        assert!(bank.stories[0].name.iter().any(|word| word == "lisbon" || word == "loyalty" || word == "checkout"));
    }

    #[test]
    fn the_telling_that_was_kept_stands_first() {
        let mut kept = telling("b", "A conflict?", Round::Behavioral, CHECKOUT_AGAIN, &[]);
        (kept.kept, kept.overall) = (true, Some(2));
        let tellings = [telling("a", "Two teams?", Round::Leadership, CHECKOUT, &[]), kept];
        assert_eq!(bank(&tellings, &[]).stories[0].told[0].take_id, "b");
    }

    #[test]
    fn an_empty_library_lacks_everything_and_nothing_breaks() {
        let bank = bank(&[], &ids(&["influence"]));
        assert_eq!((bank.stories.len(), bank.missing_signals.len(), bank.missing_rounds.len()), (0, 1, 6));
    }
}
