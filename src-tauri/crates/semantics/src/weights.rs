//! Reading the weights: names, shapes and number formats checked before any is used.

use std::path::{Path, PathBuf};

use half::f16;
use ndarray::{Array1, Array2};
use safetensors::{Dtype, SafeTensors};
use serde::Deserialize;

use crate::SemanticsError;

/// The part of `config.json` that must fit this encoder.
#[derive(Debug, Deserialize)]
struct Config {
    hidden_size: usize,
    num_hidden_layers: usize,
    num_attention_heads: usize,
    intermediate_size: usize,
}

/// Refuses the folder of another model.
pub fn check_config(dir: &Path) -> Result<(), SemanticsError> {
    let file = dir.join("config.json");
    let text = std::fs::read(&file).map_err(|source| SemanticsError::Unreadable { file: file.clone(), source })?;
    let config: Config = serde_json::from_slice(&text)
        .map_err(|error| SemanticsError::Damaged { file: file.clone(), reason: error.to_string() })?;
    let found = (config.hidden_size, config.num_hidden_layers, config.num_attention_heads, config.intermediate_size);
    if found != (384, 6, 12, 1536) {
        return Err(SemanticsError::Damaged { file, reason: "this is not all-MiniLM-L6-v2".to_owned() });
    }
    Ok(())
}

/// The weight file, opened.
pub struct Weights<'a> {
    file: PathBuf,
    tensors: SafeTensors<'a>,
}

impl<'a> Weights<'a> {
    /// Reads the table of contents of `bytes`, which came from `file`.
    pub fn open(file: &Path, bytes: &'a [u8]) -> Result<Self, SemanticsError> {
        let tensors = SafeTensors::deserialize(bytes)
            .map_err(|error| SemanticsError::Damaged { file: file.to_owned(), reason: error.to_string() })?;
        Ok(Self { file: file.to_owned(), tensors })
    }

    /// A matrix of that name and shape, rows first.
    pub fn matrix(&self, name: &str, rows: usize, columns: usize) -> Result<Array2<f32>, SemanticsError> {
        let values = self.numbers(name, &[rows, columns])?;
        Array2::from_shape_vec((rows, columns), values).map_err(|error| self.damaged(name, &error.to_string()))
    }

    /// A row of numbers of that name and length.
    pub fn row(&self, name: &str, length: usize) -> Result<Array1<f32>, SemanticsError> {
        Ok(Array1::from_vec(self.numbers(name, &[length])?))
    }

    /// A matrix left in half precision, rows after one another.
    pub fn halves(&self, name: &str, rows: usize, columns: usize) -> Result<Vec<f16>, SemanticsError> {
        let bytes = self.bytes(name, &[rows, columns], Dtype::F16)?;
        Ok(bytes.chunks_exact(2).map(|pair| f16::from_le_bytes([pair[0], pair[1]])).collect())
    }

    fn numbers(&self, name: &str, shape: &[usize]) -> Result<Vec<f32>, SemanticsError> {
        let bytes = self.bytes(name, shape, Dtype::F16)?;
        Ok(bytes.chunks_exact(2).map(|pair| f16::from_le_bytes([pair[0], pair[1]]).to_f32()).collect())
    }

    fn bytes(&self, name: &str, shape: &[usize], dtype: Dtype) -> Result<&'a [u8], SemanticsError> {
        let tensor = self.tensors.tensor(name).map_err(|error| self.damaged(name, &error.to_string()))?;
        if tensor.shape() != shape || tensor.dtype() != dtype {
            let reason = format!("is {:?} {:?}, expected {dtype:?} {shape:?}", tensor.dtype(), tensor.shape());
            return Err(self.damaged(name, &reason));
        }
        Ok(tensor.data())
    }

    /// The error that names this file and a tensor in it.
    pub fn damaged(&self, name: &str, reason: &str) -> SemanticsError {
        SemanticsError::Damaged { file: self.file.clone(), reason: format!("tensor {name}: {reason}") }
    }
}
