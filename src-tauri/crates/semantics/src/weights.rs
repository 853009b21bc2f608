//! Reading the weights: names, shapes and number formats checked before any is used.

use std::{
    fs::File,
    io::{Read, Seek, SeekFrom},
    path::{Path, PathBuf},
    sync::{Mutex, PoisonError},
};

use half::f16;
use ndarray::{Array1, Array2};
use safetensors::{Dtype, tensor::Metadata};
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

/// The weight file (safetensors), opened: a table of contents, and tensors read when they are asked for.
#[derive(Debug)]
pub struct Weights {
    path: PathBuf,
    file: File,
    contents: Metadata,
    /// Where the tensors begin.
    start: u64,
}

impl Weights {
    /// Reads the table of contents, and checks that all it promises is there.
    pub fn open(path: &Path) -> Result<Self, SemanticsError> {
        let unreadable = |source| SemanticsError::Unreadable { file: path.to_owned(), source };
        let damaged = |reason: &str| SemanticsError::Damaged { file: path.to_owned(), reason: reason.to_owned() };
        let mut file = File::open(path).map_err(unreadable)?;
        let whole = file.metadata().map_err(unreadable)?.len();
        let mut length = [0; 8];
        file.read_exact(&mut length).map_err(|_| damaged("it is cut short"))?;
        let start = u64::from_le_bytes(length).checked_add(8).filter(|start| *start <= whole);
        let start = start.ok_or_else(|| damaged("it is cut short, or no safetensors file"))?;
        let mut contents = Vec::new();
        file.by_ref().take(start - 8).read_to_end(&mut contents).map_err(unreadable)?;
        let contents: Metadata = serde_json::from_slice(&contents).map_err(|error| damaged(&error.to_string()))?;
        if start + contents.data_len() as u64 != whole {
            return Err(damaged("it is not as long as its table of contents says"));
        }
        Ok(Self { path: path.to_owned(), file, contents, start })
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

    /// The matrix of that name and shape, left in the file: its rows are read when they are needed.
    pub fn into_rows(self, name: &str, rows: usize, columns: usize) -> Result<Rows, SemanticsError> {
        let (start, _) = self.place(name, &[rows, columns])?;
        Ok(Rows { path: self.path, file: Mutex::new(self.file), start, count: rows, columns })
    }

    fn numbers(&self, name: &str, shape: &[usize]) -> Result<Vec<f32>, SemanticsError> {
        let (start, length) = self.place(name, shape)?;
        read_halves(&self.path, &self.file, start, length)
    }

    /// Where a tensor of half-precision numbers lies in the file, and its length in bytes.
    fn place(&self, name: &str, shape: &[usize]) -> Result<(u64, usize), SemanticsError> {
        let tensor = self.contents.info(name).ok_or_else(|| self.damaged(name, "is missing"))?;
        let (from, to) = tensor.data_offsets;
        let length = shape.iter().product::<usize>() * 2;
        if tensor.shape != shape || tensor.dtype != Dtype::F16 || to.checked_sub(from) != Some(length) {
            let reason = format!("is {:?} {:?}, expected {:?} {shape:?}", tensor.dtype, tensor.shape, Dtype::F16);
            return Err(self.damaged(name, &reason));
        }
        Ok((self.start + from as u64, length))
    }

    /// The error that names this file and a tensor in it.
    pub fn damaged(&self, name: &str, reason: &str) -> SemanticsError {
        SemanticsError::Damaged { file: self.path.clone(), reason: format!("tensor {name}: {reason}") }
    }
}

/// A matrix of half-precision numbers that stays in its file.
#[derive(Debug)]
pub struct Rows {
    path: PathBuf,
    file: Mutex<File>,
    start: u64,
    count: usize,
    columns: usize,
}

impl Rows {
    /// The row of that number, or the last where there are not as many.
    pub fn read(&self, row: usize) -> Result<Vec<f32>, SemanticsError> {
        let length = self.columns * 2;
        let from = self.start + (row.min(self.count - 1) * length) as u64;
        read_halves(&self.path, &self.file.lock().unwrap_or_else(PoisonError::into_inner), from, length)
    }
}

/// The half-precision numbers in so many bytes of a file.
fn read_halves(path: &Path, mut file: &File, from: u64, length: usize) -> Result<Vec<f32>, SemanticsError> {
    let mut bytes = vec![0; length];
    file.seek(SeekFrom::Start(from))
        .and_then(|_| file.read_exact(&mut bytes))
        .map_err(|source| SemanticsError::Unreadable { file: path.to_owned(), source })?;
    Ok(bytes.chunks_exact(2).map(|pair| f16::from_le_bytes([pair[0], pair[1]]).to_f32()).collect())
}
