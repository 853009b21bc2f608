//! What a rubric has taught, as bytes a cache keeps.
//!
//! Unlike the model that ships ([`super::packed`]) every weight is kept to the last bit: an answer scored by what was
//! read back has the same bytes as one scored by what was just learnt. Little-endian; the number of signals, and for
//! each its id, its curve, its names and its weights.

use super::{
    fitted::Curve,
    linear::{Linear, Weights},
    packed::{PackedError, Reader, count},
    teach::Taught,
};

impl Taught {
    /// What was taught, as bytes.
    pub fn to_bytes(&self) -> Vec<u8> {
        let mut out = Vec::new();
        count(&mut out, self.signals().len());
        for (id, linear, curve) in self.signals() {
            count(&mut out, id.len());
            out.extend(id.as_bytes());
            out.extend(curve.threshold.to_le_bytes());
            out.extend(curve.slope.to_le_bytes());
            count(&mut out, linear.names.len());
            out.extend(linear.names.iter().flat_map(|name| name.to_le_bytes()));
            count(&mut out, linear.outputs.len());
            for part in linear.outputs.iter().flat_map(|weights| weights.vectors.iter().chain([&weights.named])) {
                count(&mut out, part.len());
                out.extend(part.iter().flat_map(|weight| weight.to_le_bytes()));
            }
        }
        out
    }

    /// Reads what [`Taught::to_bytes`] wrote.
    pub fn from_bytes(bytes: &[u8]) -> Result<Self, PackedError> {
        let mut from = Reader { rest: bytes };
        let mut signals = Vec::new();
        for _ in 0..from.count()? {
            let id = from.text()?;
            let curve = Curve { threshold: from.number()?, slope: from.number()? };
            signals.push((id, linear(&mut from)?, curve));
        }
        if from.rest.is_empty() { Ok(Self::of(signals)) } else { Err(PackedError::Damaged) }
    }
}

fn linear(from: &mut Reader<'_>) -> Result<Linear, PackedError> {
    let mut table = Linear { names: from.names()?, outputs: Vec::new() };
    for _ in 0..from.count()? {
        let vectors = [from.exact()?, from.exact()?, from.exact()?];
        let output = Weights { vectors, named: from.exact()? };
        if output.named.len() != table.names.len() {
            return Err(PackedError::Damaged);
        }
        table.outputs.push(output);
    }
    Ok(table)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rubric;

    #[test]
    fn what_was_taught_comes_back_to_the_bit_and_damage_is_seen() {
        let mut rubric = rubric::default_rubric().clone();
        rubric.signals[0].examples.push("I asked each of them what would make it fail.".to_owned());
        rubric.teach(&[]);
        let bytes = rubric.taught.to_bytes();
        assert_eq!(Taught::from_bytes(&bytes).as_ref(), Ok(&rubric.taught));
        for cut in [0, 3, bytes.len() / 2, bytes.len() - 1] {
            assert_eq!(Taught::from_bytes(&bytes[..cut]), Err(PackedError::Damaged), "cut at {cut}");
        }
        assert_eq!(Taught::from_bytes(&[bytes, vec![0]].concat()), Err(PackedError::Damaged), "more than there was");
    }
}
