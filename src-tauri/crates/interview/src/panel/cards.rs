//! What an interviewer asks next, chosen from what the answer lacked.

use serde::{Deserialize, Serialize};

use super::is_scored;
use crate::{Debrief, comparison::result_number, question::Question, signals::Polarity, structure::Role};

/// Points up to which a criterion is asked about.
const LACKING: u8 = 2;

/// The tone of a card.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "specta", derive(specta::Type))]
#[serde(rename_all = "snake_case")]
pub enum CardKind {
    /// Asks for more.
    FollowUp,
    /// Doubts the answer.
    Pushback,
}

/// What the answer lacked.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "specta", derive(specta::Type))]
#[serde(rename_all = "snake_case")]
pub enum Lack {
    /// Something speaks against it: the signal `id`.
    Against,
    /// No result was told.
    Result,
    /// The result has no number.
    ResultNumber,
    /// Little was heard on the criterion `id`.
    Criterion,
    /// Nothing: a strong answer is doubted too.
    Nothing,
}

/// What the interviewer says next.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "specta", derive(specta::Type))]
pub struct Card {
    /// The tone.
    pub kind: CardKind,
    /// The words.
    pub text: String,
    /// Why this card.
    pub lack: Lack,
    /// The criterion or signal it is about.
    pub id: Option<String>,
}

/// What a criterion of the shipped rubrics is asked about, when little was heard on it.
const ASKED: [(&str, &str); 9] = [
    ("influence", "Who did not want this, and what made them move?"),
    ("clarity", "When you came in, what was unclear, and what did you write down first?"),
    ("leverage", "What of it still runs now that you are not in the room?"),
    ("tradeoffs", "What did you decide not to do, and what did that cost?"),
    ("evidence", "What did you know, in numbers or from customers, when you decided?"),
    ("mandate", "Who gave you the right to decide this, and how did you get it?"),
    ("talent", "Who grew through this, and how can you tell?"),
    ("executive", "How did you bring this to your executives, and what did they push back on?"),
    ("impact", "What changed for the business, and how do you know it was this?"),
];

/// How what speaks against an answer is doubted.
const DOUBTED: [(&str, &str); 5] = [
    ("solo", "That sounds like work you did yourself. What did your organisation do without you?"),
    ("buzzword", "That is a slogan. What would a customer do differently, and what would it cost?"),
    ("escalation", "You went to the top for that. What would you have done if they had said: settle it yourselves?"),
    ("perfect_conditions", "Suppose half of that budget is gone. What is left of the plan?"),
    ("blame", "Leave the others aside for a moment: what was your part in it?"),
];

const NO_RESULT: &str = "And how did it end? What was different afterwards?";
const NO_NUMBER: &str = "How much is that, in a number you remember?";

/// The card for an answer; nothing where it was not scored or nothing is left to ask. What is in `asked` is not asked
/// again.
pub fn next_card(question: Option<&Question>, debrief: &Debrief, asked: &[String]) -> Option<Card> {
    if !is_scored(debrief) {
        return None;
    }
    let new = |card: &Card| !asked.contains(&card.text);
    against(debrief)
        .into_iter()
        .chain(without_result(question, debrief))
        .chain(lacking(question, debrief))
        .chain(own_cards(question))
        .find(new)
}

fn against(debrief: &Debrief) -> Option<Card> {
    let heard = debrief.signals.iter().filter(|signal| signal.polarity == Polarity::Negative);
    let worst = heard.max_by_key(|signal| (signal.confidence, std::cmp::Reverse(signal.sentence)))?;
    let (_, text) = DOUBTED.iter().find(|(id, _)| *id == worst.id)?;
    Some(card(CardKind::Pushback, text, Lack::Against, Some(&worst.id)))
}

fn without_result(question: Option<&Question>, debrief: &Debrief) -> Option<Card> {
    let has_role = |role: Role| debrief.structure.roles.iter().any(|given| given.role == role);
    // A question about what one would do has no result to tell.
    if question.is_some_and(|question| !question.listens_for.iter().any(|id| id == "impact")) && !has_role(Role::S) {
        return None;
    }
    if !has_role(Role::R) {
        return Some(card(CardKind::FollowUp, NO_RESULT, Lack::Result, None));
    }
    if result_number(debrief).is_none() {
        return Some(card(CardKind::FollowUp, NO_NUMBER, Lack::ResultNumber, None));
    }
    None
}

fn lacking(question: Option<&Question>, debrief: &Debrief) -> Vec<Card> {
    let listened = |id: &str| question.is_some_and(|question| question.listens_for.iter().any(|for_id| for_id == id));
    let mut weak: Vec<_> = debrief
        .scorecard
        .criteria
        .iter()
        .filter_map(|score| Some((score.points?, &score.id)))
        .filter(|(points, _)| *points <= LACKING)
        .collect();
    weak.sort_by_key(|(points, id)| (!listened(id), *points));
    let asked = |id: &str| ASKED.iter().find(|(of, _)| *of == id).map(|(_, text)| *text);
    weak.into_iter()
        .filter_map(|(_, id)| Some(card(CardKind::FollowUp, asked(id)?, Lack::Criterion, Some(id))))
        .collect()
}

fn own_cards(question: Option<&Question>) -> Vec<Card> {
    let Some(question) = question else { return Vec::new() };
    let pushback = question.pushback.iter().map(|text| card(CardKind::Pushback, text, Lack::Nothing, None));
    let follow_ups = question.follow_ups.iter().map(|text| card(CardKind::FollowUp, text, Lack::Nothing, None));
    pushback.chain(follow_ups).collect()
}

fn card(kind: CardKind, text: &str, lack: Lack, id: Option<&str>) -> Card {
    Card { kind, text: text.to_owned(), lack, id: id.map(str::to_owned) }
}
