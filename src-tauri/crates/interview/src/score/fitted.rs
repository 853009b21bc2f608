//! A model fitted to labelled answers: the role of every sentence, then the signals on it.
//!
//! Roles are decided twice: first each sentence with its neighbours and its place, then again from what was thought of
//! it and of the sentences around it, and from what was heard before and comes after. Signals are read from a sentence and its neighbours alone, so that
//! padding elsewhere cannot move them. A margin becomes a confidence by the curve that fitted sentences held back
//! while learning.

use super::{
    features::{self, Seen},
    linear::Linear,
};
use crate::structure::Role;

/// How sharply margins of roles are turned into shares.
const SHARPNESS: f32 = 2.5;

/// A fitted model.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Fitted {
    /// First pass over roles, in the order of [`Role::ALL`].
    pub roles: Linear,
    /// Second pass, over what was thought of the whole answer.
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
        let first: Vec<Vec<f32>> = whole.iter().map(|seen| self.roles.margins(seen)).collect();
        let signals: Vec<Vec<f32>> = near.iter().map(|seen| self.signals.margins(seen)).collect();
        again(&first, &signals)
            .into_iter()
            .zip(signals)
            .map(|(seen, mut signals)| {
                let roles = shares(&self.roles_again.margins(&seen));
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

/// What the second pass over roles sees of each sentence: what the first pass and the signals made of it and of the
/// sentences around it, and which roles were heard before and come after. `roles` and `signals` are margins.
pub fn again(roles: &[Vec<f32>], signals: &[Vec<f32>]) -> Vec<Seen> {
    let held: Vec<[f32; 7]> = roles.iter().map(|margins| shares(margins)).collect();
    let mut before = [0.0_f32; 7];
    let mut after = held.iter().fold([0.0_f32; 7], |sum, shares| add(sum, *shares, 1.0));
    (0..roles.len())
        .map(|at| {
            after = add(after, held[at], -1.0);
            let mut named = vec![(features::hash("any"), 1.0)];
            let mut note = |name: String, value: f32| named.push((features::hash(&name), value));
            for step in -3_isize..=3 {
                let Some(there) = at.checked_add_signed(step).filter(|there| *there < roles.len()) else { continue };
                for (role, share) in Role::ALL.into_iter().zip(held[there]) {
                    note(format!("share {step} {role:?}"), share);
                }
                if step.abs() <= 1 {
                    for (role, margin) in Role::ALL.into_iter().zip(&roles[there]) {
                        note(format!("role {step} {role:?}"), *margin);
                    }
                    for (signal, margin) in signals[there].iter().enumerate() {
                        note(format!("signal {step} {signal}"), *margin);
                    }
                }
            }
            for (index, role) in Role::ALL.into_iter().enumerate() {
                note(format!("before {role:?}"), before[index].max(0.0).sqrt());
                note(format!("after {role:?}"), after[index].max(0.0).sqrt());
            }
            before = add(before, held[at], 1.0);
            named.sort_by_key(|feature| feature.0);
            Seen { named, ..Seen::default() }
        })
        .collect()
}

fn add(mut sum: [f32; 7], shares: [f32; 7], times: f32) -> [f32; 7] {
    for (sum, share) in sum.iter_mut().zip(shares) {
        *sum += share * times;
    }
    sum
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
