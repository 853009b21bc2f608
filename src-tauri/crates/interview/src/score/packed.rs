//! A fitted model as bytes: what ships, and what a cache keeps.
//!
//! Little-endian. `DBFIT` and a format number; the signals' ids and curves; then three tables (roles, roles again,
//! signals), each with its sorted names and, for every output, a scale and one signed byte a weight. A byte is enough:
//! a margin is a sum of hundreds of weights, and their rounding errors cancel.

use thiserror::Error;

use super::{
    fitted::{Curve, Fitted},
    linear::{Linear, Weights},
};

const MAGIC: &[u8; 5] = b"DBFIT";
const FORMAT: u8 = 2;
/// Largest count of anything, against damaged files.
const MOST: usize = 4_000_000;

/// Why bytes are not a fitted model.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
pub enum PackedError {
    /// Not such a file, or of another format.
    #[error("not a fitted model of this version of Debrief; fit it again")]
    Foreign,
    /// The end came too early, or a count makes no sense.
    #[error("the fitted model is cut short or damaged; fit it again")]
    Damaged,
}

impl Fitted {
    /// The model as bytes, weights rounded to one byte each.
    pub fn to_bytes(&self) -> Vec<u8> {
        let mut out = MAGIC.to_vec();
        out.push(FORMAT);
        count(&mut out, self.ids.len());
        for (id, curve) in self.ids.iter().zip(&self.curves) {
            count(&mut out, id.len());
            out.extend(id.as_bytes());
            out.extend(curve.threshold.to_le_bytes());
            out.extend(curve.slope.to_le_bytes());
        }
        for table in [&self.roles, &self.roles_again, &self.signals] {
            pack(&mut out, table);
        }
        out
    }

    /// Reads what [`Fitted::to_bytes`] wrote.
    pub fn from_bytes(bytes: &[u8]) -> Result<Self, PackedError> {
        let rest =
            bytes.strip_prefix(MAGIC).and_then(|rest| rest.strip_prefix(&[FORMAT])).ok_or(PackedError::Foreign)?;
        let mut from = Reader { rest };
        let signals = from.count()?;
        let mut fitted = Self::default();
        for _ in 0..signals {
            fitted.ids.push(from.text()?);
            fitted.curves.push(Curve { threshold: from.number()?, slope: from.number()? });
        }
        fitted.roles = from.table()?;
        fitted.roles_again = from.table()?;
        fitted.signals = from.table()?;
        let complete = from.rest.is_empty()
            && fitted.roles.outputs.len() == 7
            && fitted.roles_again.outputs.len() == 7
            && fitted.signals.outputs.len() == fitted.ids.len() + 2;
        if complete { Ok(fitted) } else { Err(PackedError::Damaged) }
    }
}

pub(super) fn count(out: &mut Vec<u8>, value: usize) {
    out.extend((value as u32).to_le_bytes());
}

fn pack(out: &mut Vec<u8>, table: &Linear) {
    count(out, table.names.len());
    table.names.iter().for_each(|name| out.extend(name.to_le_bytes()));
    count(out, table.outputs.len());
    for weights in &table.outputs {
        for part in weights.vectors.iter().chain([&weights.named]) {
            let largest = part.iter().fold(0.0_f32, |largest, weight| largest.max(weight.abs()));
            let scale = if largest > 0.0 { largest / 127.0 } else { 1.0 };
            count(out, part.len());
            out.extend(scale.to_le_bytes());
            out.extend(part.iter().map(|weight| ((weight / scale).round() as i8).to_le_bytes()[0]));
        }
    }
}

/// Reads bytes from front to back.
pub(super) struct Reader<'a> {
    pub rest: &'a [u8],
}

impl<'a> Reader<'a> {
    fn take(&mut self, length: usize) -> Result<&'a [u8], PackedError> {
        let (taken, rest) = self.rest.split_at_checked(length).ok_or(PackedError::Damaged)?;
        self.rest = rest;
        Ok(taken)
    }

    fn four(&mut self) -> Result<[u8; 4], PackedError> {
        self.take(4)?.try_into().map_err(|_| PackedError::Damaged)
    }

    pub fn count(&mut self) -> Result<usize, PackedError> {
        let value = u32::from_le_bytes(self.four()?) as usize;
        if value > MOST { Err(PackedError::Damaged) } else { Ok(value) }
    }

    pub fn text(&mut self) -> Result<String, PackedError> {
        let length = self.count()?;
        String::from_utf8(self.take(length)?.to_vec()).map_err(|_| PackedError::Damaged)
    }

    pub fn number(&mut self) -> Result<f32, PackedError> {
        let value = f32::from_le_bytes(self.four()?);
        if value.is_finite() { Ok(value) } else { Err(PackedError::Damaged) }
    }

    pub fn names(&mut self) -> Result<Vec<u32>, PackedError> {
        let length = self.count()?;
        let fours = self.take(length * 4)?.chunks_exact(4);
        Ok(fours.map(|four| u32::from_le_bytes([four[0], four[1], four[2], four[3]])).collect())
    }

    /// Weights to the last bit.
    pub fn exact(&mut self) -> Result<Vec<f32>, PackedError> {
        let length = self.count()?;
        // What is claimed must be there before there is room for it.
        if length > self.rest.len() / 4 {
            return Err(PackedError::Damaged);
        }
        (0..length).map(|_| self.number()).collect()
    }

    fn table(&mut self) -> Result<Linear, PackedError> {
        let mut table = Linear { names: self.names()?, outputs: Vec::new() };
        let outputs = self.count()?;
        for _ in 0..outputs {
            let vectors = [self.weights()?, self.weights()?, self.weights()?];
            let output = Weights { vectors, named: self.weights()? };
            if output.named.len() != table.names.len() {
                return Err(PackedError::Damaged);
            }
            table.outputs.push(output);
        }
        Ok(table)
    }

    fn weights(&mut self) -> Result<Vec<f32>, PackedError> {
        let length = self.count()?;
        let scale = self.number()?;
        Ok(self.take(length)?.iter().map(|byte| f32::from(byte.cast_signed()) * scale).collect())
    }
}
