//! The transformer: layers over word pieces, then their mean (Reimers and Gurevych, 2019).
//!
//! Four of the six layers are read. The last two were trained to forget how a thing was said and keep what it was about;
//! whether someone did it, saw it or would do it is told by how it was said (Jawahar et al., 2019, find the same of the
//! middle layers of BERT). On labelled answers the fourth layer's mean tells roles and signals better than the sixth's,
//! at two thirds of the cost.
//!
//! The word pieces of a batch lie below one another in one matrix, without padding; only attention looks at sentences
//! one by one. `ndarray`'s product computes each row in the same order whatever stands around it, which is what makes
//! a vector independent of its batch.

use std::path::Path;

use ndarray::{Array1, Array2, Axis, Slice, concatenate};

use crate::{
    DIMENSIONS, SemanticsError,
    math::{add_row, gelu, layer_norm, softmax},
    weights::{Rows, Weights},
};

/// Layers that are read, of six.
const LAYERS: usize = 4;
const HEADS: usize = 12;
const HEAD: usize = DIMENSIONS / HEADS;
const INNER: usize = 1536;
const VOCABULARY: usize = 30_522;
const POSITIONS: usize = 512;

/// Weights of the whole encoder.
#[derive(Debug)]
pub struct Encoder {
    /// One row for each word piece. Half of all weights, of which an answer needs a few hundred rows: it stays in the file.
    words: Rows,
    positions: Array2<f32>,
    norm: Norm,
    layers: Vec<Layer>,
}

#[derive(Debug)]
struct Layer {
    query_key_value: Linear,
    attended: Linear,
    attended_norm: Norm,
    widen: Linear,
    narrow: Linear,
    norm: Norm,
}

/// `x · weight + bias`; the weight is kept with inputs as rows.
#[derive(Debug)]
struct Linear {
    weight: Array2<f32>,
    bias: Array1<f32>,
}

#[derive(Debug)]
struct Norm {
    scale: Array1<f32>,
    shift: Array1<f32>,
}

impl Encoder {
    /// Reads `model.safetensors`.
    pub fn load(dir: &Path) -> Result<Self, SemanticsError> {
        let weights = Weights::open(&dir.join("model.safetensors"))?;
        let kind = weights.matrix("embeddings.token_type_embeddings.weight", 2, DIMENSIONS)?;
        // Every word piece of a single sentence is of the first kind: add it to the positions once.
        let positions = weights.matrix("embeddings.position_embeddings.weight", POSITIONS, DIMENSIONS)? + kind.row(0);
        Ok(Self {
            positions,
            norm: Norm::load(&weights, "embeddings.LayerNorm")?,
            layers: (0..LAYERS).map(|index| Layer::load(&weights, index)).collect::<Result<_, _>>()?,
            words: weights.into_rows("embeddings.word_embeddings.weight", VOCABULARY, DIMENSIONS)?,
        })
    }

    /// Unit vectors of sentences given as word pieces.
    pub fn forward(&self, sentences: &[&[u32]]) -> Result<Vec<Vec<f32>>, SemanticsError> {
        let total = sentences.iter().map(|pieces| pieces.len()).sum();
        let mut bounds = Vec::with_capacity(sentences.len());
        let mut hidden = Array2::<f32>::zeros((total, DIMENSIONS));
        let mut at = 0;
        for pieces in sentences {
            for (place, &piece) in pieces.iter().enumerate() {
                let word = Array1::from_vec(self.words.read(piece as usize)?);
                hidden.row_mut(at + place).assign(&(word + self.positions.row(place.min(POSITIONS - 1))));
            }
            bounds.push((at, at + pieces.len()));
            at += pieces.len();
        }
        self.norm.apply(&mut hidden);
        for layer in &self.layers {
            layer.apply(&mut hidden, &bounds);
        }
        Ok(bounds.iter().map(|&(from, to)| unit_mean(&hidden, from, to)).collect())
    }
}

impl Layer {
    fn load(weights: &Weights, index: usize) -> Result<Self, SemanticsError> {
        let name = |part: &str| format!("encoder.layer.{index}.{part}");
        Ok(Self {
            query_key_value: Linear::side_by_side(&name("attention.self"), weights)?,
            attended: Linear::load(weights, &name("attention.output.dense"), DIMENSIONS, DIMENSIONS)?,
            attended_norm: Norm::load(weights, &name("attention.output.LayerNorm"))?,
            widen: Linear::load(weights, &name("intermediate.dense"), DIMENSIONS, INNER)?,
            narrow: Linear::load(weights, &name("output.dense"), INNER, DIMENSIONS)?,
            norm: Norm::load(weights, &name("output.LayerNorm"))?,
        })
    }

    fn apply(&self, hidden: &mut Array2<f32>, bounds: &[(usize, usize)]) {
        let context = attention(&self.query_key_value.apply(hidden), bounds);
        *hidden += &self.attended.apply(&context);
        self.attended_norm.apply(hidden);
        let mut inner = self.widen.apply(hidden);
        gelu(&mut inner);
        *hidden += &self.narrow.apply(&inner);
        self.norm.apply(hidden);
    }
}

/// Every word piece looks at every other of its sentence, once per head.
fn attention(query_key_value: &Array2<f32>, bounds: &[(usize, usize)]) -> Array2<f32> {
    let mut context = Array2::zeros((query_key_value.nrows(), DIMENSIONS));
    let scale = 1.0 / (HEAD as f32).sqrt();
    for &(from, to) in bounds {
        for head in 0..HEADS {
            let rows = query_key_value.slice_axis(Axis(0), Slice::from(from..to));
            let part = |of: usize| {
                let start = of * DIMENSIONS + head * HEAD;
                rows.slice_axis(Axis(1), Slice::from(start..start + HEAD)).into_owned()
            };
            let mut looks = part(0).dot(&part(1).t()) * scale;
            looks.rows_mut().into_iter().for_each(softmax);
            context
                .slice_axis_mut(Axis(0), Slice::from(from..to))
                .slice_axis_mut(Axis(1), Slice::from(head * HEAD..(head + 1) * HEAD))
                .assign(&looks.dot(&part(2)));
        }
    }
    context
}

impl Linear {
    fn load(weights: &Weights, name: &str, inputs: usize, outputs: usize) -> Result<Self, SemanticsError> {
        let weight = weights.matrix(&format!("{name}.weight"), outputs, inputs)?;
        Ok(Self {
            weight: weight.t().as_standard_layout().into_owned(),
            bias: weights.row(&format!("{name}.bias"), outputs)?,
        })
    }

    fn side_by_side(name: &str, weights: &Weights) -> Result<Self, SemanticsError> {
        let load = |part: &str| Self::load(weights, &format!("{name}.{part}"), DIMENSIONS, DIMENSIONS);
        let parts = [load("query")?, load("key")?, load("value")?];
        let joined = |error: ndarray::ShapeError| weights.damaged(name, &error.to_string());
        Ok(Self {
            weight: concatenate(Axis(1), &parts.each_ref().map(|part| part.weight.view())).map_err(joined)?,
            bias: concatenate(Axis(0), &parts.each_ref().map(|part| part.bias.view())).map_err(joined)?,
        })
    }

    fn apply(&self, input: &Array2<f32>) -> Array2<f32> {
        let mut output = input.dot(&self.weight);
        add_row(&mut output, &self.bias);
        output
    }
}

impl Norm {
    fn load(weights: &Weights, name: &str) -> Result<Self, SemanticsError> {
        Ok(Self {
            scale: weights.row(&format!("{name}.weight"), DIMENSIONS)?,
            shift: weights.row(&format!("{name}.bias"), DIMENSIONS)?,
        })
    }

    fn apply(&self, matrix: &mut Array2<f32>) {
        layer_norm(matrix, &self.scale, &self.shift);
    }
}

fn unit_mean(hidden: &Array2<f32>, from: usize, to: usize) -> Vec<f32> {
    let sum = hidden.slice_axis(Axis(0), Slice::from(from..to)).sum_axis(Axis(0));
    let length = sum.iter().map(|x| x * x).sum::<f32>().sqrt().max(1e-9);
    sum.iter().map(|x| x / length).collect()
}
