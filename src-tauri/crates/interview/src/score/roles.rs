//! The role of every sentence, from its words and its place.

use std::collections::BTreeMap;

use super::{occasion::Occasion, pattern::Pattern};
use crate::{
    structure::{Role, SentenceRole, Structure},
    transcript::Transcript,
};

/// Phrases that speak for a role, each with its weight.
const CUES: [(Role, i32, &[&str]); 7] = [
    (
        Role::N,
        3,
        &[
            "thank~ you",
            "thanks",
            "does that make sense",
            "great question",
            "good question",
            "hope that * answers",
            "let me think",
            "where was i",
            "i'm rambling",
        ],
    ),
    (
        Role::H,
        3,
        &[
            "short version",
            "in short",
            "short answer",
            "there are two",
            "there are three",
            "the one i'd",
            "i'd start with",
            "my answer",
            "in one sentence",
            "in one line",
        ],
    ),
    (
        Role::S,
        2,
        &[
            "at the time",
            "at that time",
            "i was at",
            "i'm at",
            "i was with",
            "we had",
            "there was",
            "there were",
            "used to",
            "back then",
            "reported to",
            "didn't report",
            "in my last",
            "company",
            "the problem was",
        ],
    ),
    (
        Role::T,
        4,
        &[
            "my job was",
            "my task",
            "my goal",
            "the goal was",
            "i was asked to",
            "i had to",
            "target was",
            "my brief",
            "was mine to",
            "i was responsible",
            "it was my call",
            "i needed to",
            "my part was",
            "my bit was",
        ],
    ),
    (
        Role::A,
        2,
        &[
            "so i",
            "then i",
            "i asked",
            "i told",
            "i took",
            "i put",
            "i went",
            "i made",
            "i said",
            "i'd",
            "we'd",
            "i would",
            "we built",
            "we cut",
            "we moved",
            "we stopped",
            "i gave",
            "i wrote",
            "we agreed",
            "i set",
        ],
    ),
    (
        Role::R,
        3,
        &[
            "went from",
            "went up",
            "went down",
            "dropped from",
            "fell from",
            "fell to",
            "rose",
            "ended up",
            "in the end",
            "by the end",
            "by march|june|july|november|december",
            "# percent",
            "down from",
            "up from",
            "since then",
            "today",
            "churn",
            "within * months",
        ],
    ),
    (
        Role::L,
        3,
        &[
            "i learned",
            "i learnt",
            "what i learned",
            "the lesson",
            "looking back",
            "next time",
            "if i did it again",
            "i'd do differently",
            "these days i",
            "now i",
            "taught me",
            "should have",
            "the mistake",
            "what i took",
        ],
    ),
];

/// Decides the role of every sentence.
pub fn structure(transcript: &Transcript, read: &[Vec<String>], occasion: Occasion) -> Structure {
    let cues: Vec<(Role, i32, Vec<Pattern>)> = CUES
        .iter()
        .map(|(role, weight, phrases)| {
            (*role, *weight, phrases.iter().filter_map(|p| Pattern::parse(p).ok()).collect())
        })
        .collect();
    let roles = read
        .iter()
        .enumerate()
        .map(|(index, tokens)| {
            let (role, confidence) = decide(tokens, index, read.len(), &cues, occasion);
            SentenceRole { sentence: index as u32, role, confidence }
        })
        .collect::<Vec<_>>();
    let share = share(transcript, &roles);
    Structure { roles, share }
}

fn decide(
    tokens: &[String],
    index: usize,
    count: usize,
    cues: &[(Role, i32, Vec<Pattern>)],
    occasion: Occasion,
) -> (Role, u8) {
    let place = index * 100 / count.max(1);
    let mut weights: BTreeMap<Role, i32> = Role::ALL.into_iter().map(|role| (role, 0)).collect();
    let mut add = |role: Role, weight: i32| *weights.entry(role).or_insert(0) += weight;
    add(Role::S, if place < 35 { 2 } else { 0 });
    add(Role::A, if (25..85).contains(&place) { 2 } else { 1 });
    add(Role::R, if place >= 65 { 2 } else { 0 });
    add(Role::L, i32::from(place >= 85));
    add(Role::H, if index == 0 { 2 } else { 0 });
    add(Role::N, if tokens.len() <= 4 { 3 } else { 0 });
    if occasion.hypothetical && tokens.iter().any(|token| matches!(token.as_str(), "i'd" | "we'd" | "would")) {
        add(Role::A, 2);
    }
    for (role, weight, patterns) in cues {
        let hits = patterns.iter().filter(|pattern| pattern.find(tokens).is_some()).take(2);
        add(*role, hits.map(|_| *weight).sum());
    }
    let mut best = (Role::A, i32::MIN);
    let mut second = i32::MIN;
    for (role, weight) in weights {
        if weight > best.1 {
            second = best.1;
            best = (role, weight);
        } else {
            second = second.max(weight);
        }
    }
    let confidence = (50 + (best.1 - second) * 10).clamp(0, 95) as u8;
    (best.0, confidence)
}

/// Percent of speaking time by role, whole numbers adding up to 100.
pub fn share(transcript: &Transcript, roles: &[SentenceRole]) -> Option<BTreeMap<Role, u32>> {
    let mut spent: BTreeMap<Role, u64> = Role::ALL.into_iter().map(|role| (role, 0)).collect();
    for (sentence, role) in transcript.sentences.iter().zip(roles) {
        let length = sentence.end_ms?.saturating_sub(sentence.start_ms?);
        *spent.entry(role.role).or_insert(0) += u64::from(length);
    }
    let total: u64 = spent.values().sum();
    if total == 0 {
        return None;
    }
    let mut share: BTreeMap<Role, u32> = spent.iter().map(|(role, ms)| (*role, (ms * 100 / total) as u32)).collect();
    let mut rest: Vec<(u64, Role)> = spent.iter().map(|(role, ms)| (ms * 100 % total, *role)).collect();
    rest.sort_by(|a, b| b.0.cmp(&a.0).then(a.1.cmp(&b.1)));
    let missing = 100 - share.values().sum::<u32>();
    for (_, role) in rest.into_iter().take(missing as usize) {
        *share.entry(role).or_insert(0) += 1;
    }
    Some(share)
}
