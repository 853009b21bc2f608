//! How the two answers were built: the parts that came or went, and the time each took.

use super::{Aspect, Direction, Moved, SHORTEST_MOVE_MS, Weighed, rising};
use crate::{
    Debrief,
    score::text::{is_number, tokens},
    structure::Role,
    time::Millis,
    transcript::Sentence,
};

/// Most of the time that situation and task should take, in percent.
const MOST_BACKGROUND: u32 = 30;

/// Compares the parts of two answers. Without roles on either side nothing is said.
pub(super) fn compare(before: &Debrief, after: &Debrief, found: &mut Vec<Weighed>) {
    if before.structure.roles.is_empty() || after.structure.roles.is_empty() {
        return;
    }
    came_or_went(Aspect::ResultNumber, 85, before, after, result_number, found);
    came_or_went(Aspect::Result, 88, before, after, |debrief| first(debrief, Role::R), found);
    came_or_went(Aspect::Headline, 70, before, after, headline, found);
    came_or_went(Aspect::Learning, 50, before, after, |debrief| first(debrief, Role::L), found);
    background(before, after, found);
    let (was, is) = (time(before, &[Role::R]), time(after, &[Role::R]));
    if let (Some(was), Some(is)) = (was, is)
        && was.abs_diff(is) >= SHORTEST_MOVE_MS
        && was > 0
        && is > 0
    {
        found.push(Weighed { weight: 40, moved: Moved::of(Aspect::ResultTime, was, is, rising(was, is)) });
    }
}

fn came_or_went(
    aspect: Aspect,
    weight: u32,
    before: &Debrief,
    after: &Debrief,
    find: impl Fn(&Debrief) -> Option<u32>,
    found: &mut Vec<Weighed>,
) {
    let (was, is) = (find(before), find(after));
    if was.is_some() == is.is_some() {
        return;
    }
    let (from, to) = (u32::from(was.is_some()), u32::from(is.is_some()));
    let moved = Moved { sentence_before: was, sentence_after: is, ..Moved::of(aspect, from, to, rising(from, to)) };
    found.push(Weighed { weight, moved });
}

fn background(before: &Debrief, after: &Debrief, found: &mut Vec<Weighed>) {
    let roles = [Role::S, Role::T];
    let (Some(was), Some(is)) = (time(before, &roles), time(after, &roles)) else { return };
    if was.abs_diff(is) < SHORTEST_MOVE_MS {
        return;
    }
    let much = |debrief: &Debrief, ms: Millis| {
        let all = time(debrief, &Role::ALL).unwrap_or(0);
        u64::from(ms) * 100 > u64::from(all) * u64::from(MOST_BACKGROUND)
    };
    let direction = if is < was && much(before, was) {
        Direction::Better
    } else if is > was && much(after, is) {
        Direction::Worse
    } else {
        Direction::Changed
    };
    let weight = if direction == Direction::Changed { 20 } else { 80 };
    found.push(Weighed { weight, moved: Moved::of(Aspect::Background, was, is, direction) });
}

/// Time spent in sentences of these roles; absent where no sentence has times.
fn time(debrief: &Debrief, roles: &[Role]) -> Option<Millis> {
    let sentences = &debrief.transcript.sentences;
    sentences.iter().find_map(Sentence::span)?;
    let spans = debrief.structure.roles.iter().filter(|role| roles.contains(&role.role));
    Some(spans.filter_map(|role| Some(sentences.get(role.sentence as usize)?.span()?.len_ms())).sum())
}

fn first(debrief: &Debrief, role: Role) -> Option<u32> {
    debrief.structure.roles.iter().find(|given| given.role == role).map(|given| given.sentence)
}

/// The headline, where it stands in the first two sentences.
fn headline(debrief: &Debrief) -> Option<u32> {
    first(debrief, Role::H).filter(|sentence| *sentence < 2)
}

/// The first result that says how much.
pub(crate) fn result_number(debrief: &Debrief) -> Option<u32> {
    let results = debrief.structure.roles.iter().filter(|given| given.role == Role::R);
    results.map(|given| given.sentence).find(|&sentence| {
        let text = debrief.transcript.sentences.get(sentence as usize).map_or("", |sentence| sentence.text.as_str());
        tokens(text).iter().any(|token| is_number(token))
    })
}
