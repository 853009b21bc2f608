//! Sentence to vector: all-MiniLM-L6-v2 in pure Rust.
//!
//! What: [`Embedder`] reads the model's folder (`config.json`, `tokenizer.json`, `model.safetensors`) once and turns
//! sentences into unit vectors of 384 numbers; sentences said alike lie close ([`cosine`]).
//!
//! Why its own crate: it isolates the weights, the tokenizer and the number crunching from everything else. The
//! transformer is written out over `ndarray` rather than taken from a deep-learning framework: its layers are 200
//! lines, build in seconds, and every number is computed in the same order whatever the batch and the number of
//! threads. So a sentence has one vector, to the bit, alone or among a thousand, and a scorecard can be the same to
//! the byte. Across kinds of processor the last bits may differ; vectors are rounded to a grid of 1/4096 so that they
//! all but never do.
//!
//! It must not know what a sentence is about: no rubric, no roles, no scores.

#![warn(missing_docs)]

mod encoder;
mod error;
mod math;
#[cfg(test)]
mod tests;
mod tokens;
mod weights;

use std::{path::Path, thread::ScopedJoinHandle};

pub use error::SemanticsError;

use encoder::Encoder;
use tokens::Tokens;

/// Id of the model, as it stands in the catalog and on every card.
pub const MODEL: &str = "all-MiniLM-L6-v2";

/// Numbers in a vector.
pub const DIMENSIONS: usize = 384;

/// Steps a unit is divided into when vectors are rounded.
const GRID: f32 = 4096.0;

/// The model, loaded. Shared freely between threads.
#[derive(Debug)]
pub struct Embedder {
    tokens: Tokens,
    encoder: Encoder,
    threads: usize,
}

impl Embedder {
    /// Reads the model from its folder. Every file is checked (present, complete, the expected shapes) before use.
    pub fn load(dir: &Path) -> Result<Self, SemanticsError> {
        weights::check_config(dir)?;
        let tokens = Tokens::load(dir)?;
        let encoder = Encoder::load(dir)?;
        let threads = std::thread::available_parallelism().map_or(1, std::num::NonZero::get).min(4);
        Ok(Self { tokens, encoder, threads })
    }

    /// The same model on at most so many threads. Changes the speed, never a vector.
    #[must_use]
    pub fn with_threads(mut self, threads: usize) -> Self {
        self.threads = threads.max(1);
        self
    }

    /// One unit vector of [`DIMENSIONS`] numbers for each sentence, in order. Of a very long sentence the first 256
    /// word pieces count. An empty sentence has a vector too: that of nothing said.
    pub fn embed(&self, sentences: &[&str]) -> Result<Vec<Vec<f32>>, SemanticsError> {
        let pieces = self.tokens.encode(sentences)?;
        let shares = shares(&pieces, self.threads);
        let mut vectors = vec![Vec::new(); sentences.len()];
        let parts: Vec<Vec<(usize, Vec<f32>)>> = std::thread::scope(|scope| {
            let workers: Vec<_> = shares.iter().map(|share| scope.spawn(|| self.run(&pieces, share))).collect();
            let done = |worker: ScopedJoinHandle<'_, _>| worker.join().unwrap_or(Err(SemanticsError::Interrupted));
            workers.into_iter().map(done).collect::<Result<_, _>>()
        })?;
        for (index, vector) in parts.into_iter().flatten() {
            vectors[index] = vector;
        }
        Ok(vectors)
    }

    fn run(&self, pieces: &[Vec<u32>], share: &[usize]) -> Result<Vec<(usize, Vec<f32>)>, SemanticsError> {
        let mut done = Vec::with_capacity(share.len());
        for batch in batches(pieces, share) {
            let inputs: Vec<&[u32]> = batch.iter().map(|&index| pieces[index].as_slice()).collect();
            let vectors = self.encoder.forward(&inputs)?.into_iter().map(rounded);
            done.extend(batch.iter().copied().zip(vectors));
        }
        Ok(done)
    }
}

/// Cosine of the angle between two vectors: 1 alike, 0 unrelated. 0 where lengths differ or one is zero.
pub fn cosine(a: &[f32], b: &[f32]) -> f32 {
    if a.len() != b.len() {
        return 0.0;
    }
    let dot = |x: &[f32], y: &[f32]| x.iter().zip(y).map(|(x, y)| x * y).sum::<f32>();
    let length = (dot(a, a) * dot(b, b)).sqrt();
    if length > 0.0 { dot(a, b) / length } else { 0.0 }
}

/// Most word pieces computed at once: bounds memory on long transcripts.
const BATCH_PIECES: usize = 512;

/// Sentences dealt out to threads, the longest first, so that all finish together.
fn shares(pieces: &[Vec<u32>], threads: usize) -> Vec<Vec<usize>> {
    let mut order: Vec<usize> = (0..pieces.len()).collect();
    order.sort_by_key(|&index| (std::cmp::Reverse(pieces[index].len()), index));
    let mut shares = vec![(0, Vec::new()); threads.min(pieces.len()).max(1)];
    for index in order {
        if let Some(share) = shares.iter_mut().min_by_key(|share| share.0) {
            share.0 += pieces[index].len();
            share.1.push(index);
        }
    }
    shares.into_iter().map(|(_, share)| share).collect()
}

fn batches<'a>(pieces: &[Vec<u32>], share: &'a [usize]) -> Vec<&'a [usize]> {
    let mut batches = Vec::new();
    let (mut start, mut held) = (0, 0);
    for (at, &index) in share.iter().enumerate() {
        if held + pieces[index].len() > BATCH_PIECES && at > start {
            batches.push(&share[start..at]);
            (start, held) = (at, 0);
        }
        held += pieces[index].len();
    }
    if start < share.len() {
        batches.push(&share[start..]);
    }
    batches
}

fn rounded(mut vector: Vec<f32>) -> Vec<f32> {
    for value in &mut vector {
        *value = (*value * GRID).round() / GRID;
    }
    vector
}
