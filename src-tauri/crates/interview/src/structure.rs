//! How the answer was built: the role of every sentence.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

/// The role of a sentence in an answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "specta", derive(specta::Type))]
pub enum Role {
    /// Situation: context as it stood.
    S,
    /// Task: what the speaker had to reach or decide.
    T,
    /// Action: what was done, or would be done.
    A,
    /// Result: what came of it.
    R,
    /// Headline: the direct answer or a signpost.
    H,
    /// Learning: reflection, the principle drawn.
    L,
    /// None: small talk, the question repeated.
    N,
}

impl Role {
    /// All roles, in the order they are shown.
    pub const ALL: [Self; 7] = [Self::S, Self::T, Self::A, Self::R, Self::H, Self::L, Self::N];
}

/// The role of one sentence.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "specta", derive(specta::Type))]
pub struct SentenceRole {
    /// Index into the transcript's sentences.
    pub sentence: u32,
    /// Its role.
    pub role: Role,
    /// How sure, 0–100.
    pub confidence: u8,
}

/// The structure of an answer.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[cfg_attr(feature = "specta", derive(specta::Type))]
pub struct Structure {
    /// One role for each sentence, in order; what another voice says has none.
    pub roles: Vec<SentenceRole>,
    /// Percent of speaking time by role, adding up to 100; absent without times.
    pub share: Option<BTreeMap<Role, u32>>,
}
