//! A linear model with several outputs over [`Seen`] sentences, and how it learns.
//!
//! Learning is the dual coordinate descent of Hsieh et al. (2008) for the squared hinge loss: few lines, no step size,
//! and the same order of the same sums every time, so that the same examples give the same weights.

use std::collections::BTreeMap;

use super::features::Seen;

/// Fewest sentences a named feature must occur in to be learnt.
const SEEN_IN: usize = 2;

/// Weights of one output.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Weights {
    /// For the three vectors, one after another; shorter where a vector was absent.
    pub vectors: [Vec<f32>; 3],
    /// For the named features, in the order of [`Linear::names`].
    pub named: Vec<f32>,
}

/// Several outputs that share their features.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Linear {
    /// Hashes of the named features, sorted.
    pub names: Vec<u32>,
    /// One set of weights an output.
    pub outputs: Vec<Weights>,
}

/// How strongly examples pull, for one output.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Pull {
    /// Cost of a wrong example.
    pub cost: f32,
    /// How much more a positive example costs.
    pub positive: f32,
    /// Rounds over all examples: few for many features, many for few that tell much the same.
    pub rounds: usize,
}

impl Linear {
    /// Learns one output for each set of truths. `seen` and each set are of one length.
    pub fn learn(seen: &[&Seen], truths: &[Vec<bool>], pull: Pull) -> Self {
        let names = frequent(seen);
        let rows: Vec<Row<'_>> = seen.iter().map(|seen| Row::of(seen, &names)).collect();
        let outputs = truths.iter().map(|truth| descend(&rows, truth, names.len(), pull)).collect();
        Self { names, outputs }
    }

    /// The margin of every output: above 0 speaks for it.
    pub fn margins(&self, seen: &Seen) -> Vec<f32> {
        let row = Row::of(seen, &self.names);
        self.outputs.iter().map(|weights| row.times(weights)).collect()
    }
}

fn frequent(seen: &[&Seen]) -> Vec<u32> {
    let mut counts: BTreeMap<u32, usize> = BTreeMap::new();
    for (name, _) in seen.iter().flat_map(|seen| &seen.named) {
        *counts.entry(*name).or_insert(0) += 1;
    }
    counts.into_iter().filter(|(_, count)| *count >= SEEN_IN).map(|(name, _)| name).collect()
}

/// A sentence with its named features looked up.
struct Row<'a> {
    vectors: &'a [Vec<f32>; 3],
    named: Vec<(usize, f32)>,
}

impl<'a> Row<'a> {
    fn of(seen: &'a Seen, names: &[u32]) -> Self {
        let at = |name: &u32| names.binary_search(name).ok();
        let known = seen.named.iter().filter_map(|(name, value)| Some((at(name)?, *value)));
        Self { vectors: &seen.vectors, named: known.collect() }
    }

    fn times(&self, weights: &Weights) -> f32 {
        let dense: f32 = self.vectors.iter().zip(&weights.vectors).map(|(x, w)| dot(x, w)).sum();
        self.named.iter().fold(dense, |sum, &(at, value)| sum + value * weights.named[at])
    }

    fn add_to(&self, sum: &mut Weights, by: f32) {
        for (x, w) in self.vectors.iter().zip(&mut sum.vectors) {
            for (weight, value) in w.iter_mut().zip(x) {
                *weight += by * value;
            }
        }
        for &(at, value) in &self.named {
            sum.named[at] += by * value;
        }
    }

    fn square(&self) -> f32 {
        let dense: f32 = self.vectors.iter().map(|x| dot(x, x)).sum();
        dense + self.named.iter().map(|(_, value)| value * value).sum::<f32>()
    }
}

/// Eight sums side by side: fixed order, and open to vector instructions.
fn dot(a: &[f32], b: &[f32]) -> f32 {
    let mut sums = [0.0_f32; 8];
    let (left, right) = (a.chunks_exact(8), b.chunks_exact(8));
    let rest: f32 = left.remainder().iter().zip(right.remainder()).map(|(x, y)| x * y).sum();
    for (x, y) in left.zip(right) {
        for lane in 0..8 {
            sums[lane] += x[lane] * y[lane];
        }
    }
    sums.iter().sum::<f32>() + rest
}

fn descend(rows: &[Row<'_>], truth: &[bool], count: usize, pull: Pull) -> Weights {
    let width = |part: usize| rows.iter().map(|row| row.vectors[part].len()).max().unwrap_or(0);
    let mut weights = Weights { vectors: [0, 1, 2].map(|part| vec![0.0; width(part)]), named: vec![0.0; count] };
    let lengths: Vec<f32> = rows.iter().map(Row::square).collect();
    let mut duals = vec![0.0_f32; rows.len()];
    let mut order: Vec<usize> = (0..rows.len()).collect();
    let mut dice = 0x2545_f491_u32;
    for _ in 0..pull.rounds {
        shuffle(&mut order, &mut dice);
        for &at in &order {
            let (side, cost) = if truth[at] { (1.0, pull.cost * pull.positive) } else { (-1.0, pull.cost) };
            let ease = 0.5 / cost;
            let slope = side * rows[at].times(&weights) - 1.0 + ease * duals[at];
            if duals[at] == 0.0 && slope >= 0.0 {
                continue;
            }
            let next = (duals[at] - slope / (lengths[at] + ease)).max(0.0);
            let change = next - duals[at];
            if change.abs() > 1e-6 {
                rows[at].add_to(&mut weights, change * side);
                duals[at] = next;
            }
        }
    }
    weights
}

/// Fisher and Yates, with a small generator that starts alike every time.
fn shuffle(order: &mut [usize], dice: &mut u32) {
    for last in (1..order.len()).rev() {
        *dice ^= *dice << 13;
        *dice ^= *dice >> 17;
        *dice ^= *dice << 5;
        order.swap(last, *dice as usize % (last + 1));
    }
}
