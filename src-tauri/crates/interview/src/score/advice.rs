//! What is said to the speaker: short, concrete, in the second person.

use super::{ScoreInput, occasion::Occasion};
use crate::{
    rubric::{Criterion, Measure},
    scorecard::{CriterionScore, Evidence},
    signals::{Polarity, Signal},
    structure::{Role, Structure},
};

/// Most things to do next.
const MOST_NEXT: usize = 3;
/// Most of the answer that context should take, in percent.
const MOST_CONTEXT: u32 = 30;

/// The advice beside one criterion.
pub fn line(
    input: &ScoreInput<'_>,
    occasion: Occasion,
    structure: &Structure,
    criterion: &Criterion,
    points: Option<u8>,
    evidence: &[Evidence],
) -> String {
    match criterion.measure {
        Measure::Structure => about_structure(structure, occasion),
        Measure::Delivery => about_delivery(input),
        Measure::Signals => {
            let ask = criterion.ask_in(occasion.round, occasion.hypothetical);
            match points {
                None => format!("The question gave little occasion for this. {ask}"),
                Some(1) if evidence.is_empty() => format!("Not heard. {ask}"),
                Some(1 | 2) => format!("What was heard speaks against it. {ask}"),
                Some(3) => format!("One instance heard. To go further: {}", criterion.anchors.five),
                Some(4) => format!("Heard, with substance. A 5 sounds like this: {}", criterion.anchors.five),
                Some(_) => "Heard in full: keep it.".to_owned(),
            }
        }
    }
}

/// Percent of the answer by role: of speaking time, or of sentences where there are no times.
fn percent(structure: &Structure, roles: &[Role]) -> u32 {
    if let Some(share) = &structure.share {
        return roles.iter().filter_map(|role| share.get(role)).sum();
    }
    let hits = structure.roles.iter().filter(|role| roles.contains(&role.role)).count();
    (hits * 100 / structure.roles.len().max(1)) as u32
}

fn about_structure(structure: &Structure, occasion: Occasion) -> String {
    let context = percent(structure, &[Role::S, Role::T]);
    let has = |role: Role| structure.roles.iter().any(|have| have.role == role);
    if !has(Role::R) && !occasion.hypothetical {
        return "No result was heard. End with what came of it, with a number if there is one.".to_owned();
    }
    if context > MOST_CONTEXT {
        return format!(
            "You gave {context} % to the background; listeners remember results. Try one sentence of it, two at most."
        );
    }
    if !has(Role::H) {
        return "Say the answer in your first sentence, then tell how you got there.".to_owned();
    }
    if !has(Role::L) && !occasion.hypothetical {
        return "Close with one sentence on what you would do differently.".to_owned();
    }
    "Headline, action and outcome are all there: keep this order.".to_owned()
}

fn about_delivery(input: &ScoreInput<'_>) -> String {
    let Some(delivery) = input.delivery else {
        return "Delivery needs sound; this was scored from text.".to_owned();
    };
    let Some(pace) = delivery.words_per_minute else {
        return "Too little speech to measure delivery.".to_owned();
    };
    let fillers = delivery.fillers_per_minute_x10.unwrap_or(0);
    let mut said = format!("{pace} words a minute, {} fillers a minute.", fillers.div_ceil(10));
    if pace > 165 {
        said.push_str(" A little slower gives the listener time to write.");
    } else if pace < 120 {
        said.push_str(" A little faster keeps the listener with you.");
    }
    if fillers > 50 {
        said.push_str(" Let a short silence stand where a filler would come.");
    }
    said.push_str(" Delivery counts little here.");
    said
}

/// At most three things to do next, the most valuable first.
pub fn next(
    input: &ScoreInput<'_>,
    occasion: Occasion,
    structure: &Structure,
    signals: &[&Signal],
    criteria: &[CriterionScore],
) -> Vec<String> {
    let rubric = input.rubric;
    let mut ranked: Vec<(u32, usize, String)> = Vec::new();
    for (index, (criterion, scored)) in rubric.criteria.iter().zip(criteria).enumerate() {
        let Some(points) = scored.points else { continue };
        let missing = u32::from(5u8.saturating_sub(points));
        if missing < 2 {
            continue;
        }
        let worth = missing * criterion.weight_in(occasion.round);
        let text = match criterion.measure {
            Measure::Structure => about_structure(structure, occasion),
            Measure::Delivery => about_delivery(input),
            Measure::Signals => criterion.ask_in(occasion.round, occasion.hypothetical).to_owned(),
        };
        ranked.push((worth, index, text));
    }
    if let Some(worst) = signals.iter().filter(|s| s.polarity == Polarity::Negative).max_by_key(|s| s.confidence) {
        let title = rubric.signal(&worst.id).map_or("", |rule| rule.title.as_str());
        let quote = input.transcript.sentences.get(worst.sentence as usize).map_or("", |s| s.text.as_str());
        ranked.push((9, rubric.criteria.len(), format!("{title}: say “{}” another way.", shorten(quote))));
    }
    ranked.sort_by(|a, b| b.0.cmp(&a.0).then(a.1.cmp(&b.1)));
    ranked.into_iter().filter(|(worth, ..)| *worth > 0).take(MOST_NEXT).map(|(.., text)| text).collect()
}

fn shorten(quote: &str) -> String {
    const WORDS: usize = 9;
    let words: Vec<&str> = quote.split_whitespace().collect();
    if words.len() <= WORDS {
        quote.trim_end_matches('.').to_owned()
    } else {
        format!("{} …", words[..WORDS].join(" "))
    }
}
