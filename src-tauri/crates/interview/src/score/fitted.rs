//! A model fitted to labelled answers: the role of every sentence, then the signals on it.
//!
//! Roles are decided twice: first each sentence with its neighbours and its place, then again with what the first pass
//! thought of the two sentences before and after. Signals are read from a sentence and its neighbours alone, so that
//! padding elsewhere cannot move them. A margin becomes a confidence by the curve that fitted sentences held back
//! while learning.

use super::{
    features::{self, Seen},
    linear::Linear,
};
use crate::structure::Role;

/// How sharply margins of roles are turned into shares.
const SHARPNESS: f32 = 2.5;
/// Length of the features that carry roles.
const ROLE_LENGTH: f32 = 0.8;

/// A fitted model.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Fitted {
    /// First pass over roles, in the order of [`Role::ALL`].
    pub roles: Linear,
    /// Second pass, knowing the neighbours' roles.
    pub roles_again: Linear,
    /// Ids of the signals, in the order of the outputs.
    pub ids: Vec<String>,
    /// Signals; after them, whether the sentence is such as strong answers hold, and such as weak ones hold.
    pub signals: Linear,
    /// How a margin of each signal becomes a confidence.
    pub curves: Vec<Curve>,
}

/// From a margin to a confidence: `1 / (1 + exp(-(slope * (margin - threshold))))`, one half at the threshold.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Curve {
    /// The margin from which a signal is reported.
    pub threshold: f32,
    /// How fast confidence grows.
    pub slope: f32,
}

impl Curve {
    /// Confidence, 0–1.
    pub fn confidence(self, margin: f32) -> f32 {
        1.0 / (1.0 + exp(-self.slope * (margin - self.threshold)))
    }
}

/// What the model thinks of one sentence.
#[derive(Debug, Clone, PartialEq)]
pub struct Thought {
    /// Share of belief in each role, in the order of [`Role::ALL`].
    pub roles: [f32; 7],
    /// Margin of each signal.
    pub signals: Vec<f32>,
    /// How much more the sentence sounds like strong answers than like weak ones; 0 neither.
    pub quality: f32,
}

impl Thought {
    /// The likeliest role and its share.
    pub fn role(&self) -> (Role, f32) {
        let mut best = (Role::N, f32::MIN);
        for (role, share) in Role::ALL.into_iter().zip(self.roles) {
            if share > best.1 {
                best = (role, share);
            }
        }
        best
    }
}

impl Fitted {
    /// Thinks about every sentence of an answer.
    pub fn think(&self, whole: &[Seen], near: &[Seen]) -> Vec<Thought> {
        let first: Vec<[f32; 7]> = whole.iter().map(|seen| shares(&self.roles.margins(seen))).collect();
        let roles: Vec<[f32; 7]> =
            (0..whole.len()).map(|at| shares(&self.roles_again.margins(&with_roles(&whole[at], &first, at)))).collect();
        roles
            .into_iter()
            .zip(near)
            .map(|(roles, near)| {
                let mut signals = self.signals.margins(near);
                let beyond = signals.split_off(self.ids.len().min(signals.len()));
                let quality = if let [strong, weak] = beyond[..] { strong - weak } else { 0.0 };
                Thought { roles, signals, quality }
            })
            .collect()
    }
}

/// Margins of roles as shares that add up to 1.
pub fn shares(margins: &[f32]) -> [f32; 7] {
    let highest = margins.iter().copied().fold(f32::MIN, f32::max);
    let mut shares = [0.0; 7];
    for (share, margin) in shares.iter_mut().zip(margins) {
        *share = exp(SHARPNESS * (margin - highest));
    }
    let total: f32 = shares.iter().sum();
    shares.map(|share| if total > 0.0 { share / total } else { 0.0 })
}

/// A sentence with the roles believed of it and of its neighbours, two on each side.
pub fn with_roles(seen: &Seen, roles: &[[f32; 7]], at: usize) -> Seen {
    let mut seen = seen.clone();
    for step in -2_isize..=2 {
        let Some(shares) = at.checked_add_signed(step).and_then(|at| roles.get(at)) else { continue };
        for (role, share) in Role::ALL.into_iter().zip(shares) {
            seen.named.push((features::hash(&format!("role {step} {role:?}")), share * ROLE_LENGTH));
        }
    }
    seen.named.sort_by_key(|feature| feature.0);
    seen
}

/// The exponential function, computed alike on every machine (the system's own differs in the last bit).
pub fn exp(x: f32) -> f32 {
    let x = x.clamp(-80.0, 80.0);
    let powers = (x * std::f32::consts::LOG2_E).round();
    let rest = x - powers * std::f32::consts::LN_2;
    let series = [1.0 / 720.0, 1.0 / 120.0, 1.0 / 24.0, 1.0 / 6.0, 0.5, 1.0, 1.0];
    let small = series.into_iter().fold(0.0_f32, |sum, term| sum * rest + term);
    small * f32::from_bits(((powers as i32 + 127) as u32) << 23)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn exp_is_close_enough_for_confidences() {
        for x in [-20.0_f32, -3.3, -0.2, 0.0, 0.7, 5.0, 20.0] {
            assert!((exp(x) / x.exp() - 1.0).abs() < 1e-4, "exp({x})");
        }
    }
}
