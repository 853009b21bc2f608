//! The few functions a transformer needs besides products of matrices. Row by row, in a fixed order.

use ndarray::{Array1, Array2, ArrayView1, ArrayViewMut1};

/// Keeps a division by the spread of a row away from zero, as the model was trained.
const EPSILON: f32 = 1e-12;

/// Adds `bias` to every row.
pub fn add_row(matrix: &mut Array2<f32>, bias: &Array1<f32>) {
    for mut row in matrix.rows_mut() {
        row += bias;
    }
}

/// Brings every row to mean 0 and spread 1, then scales and shifts it.
pub fn layer_norm(matrix: &mut Array2<f32>, scale: &Array1<f32>, shift: &Array1<f32>) {
    for mut row in matrix.rows_mut() {
        let count = row.len() as f32;
        let mean = sum(&row.view()) / count;
        row -= mean;
        let spread = (row.iter().map(|x| x * x).sum::<f32>() / count + EPSILON).sqrt();
        for ((x, scale), shift) in row.iter_mut().zip(scale).zip(shift) {
            *x = *x / spread * scale + shift;
        }
    }
}

/// Turns a row of weights into shares that add up to 1.
pub fn softmax(mut row: ArrayViewMut1<'_, f32>) {
    let highest = row.iter().copied().fold(f32::NEG_INFINITY, f32::max);
    row.mapv_inplace(|x| (x - highest).exp());
    let total = sum(&row.view());
    row /= total;
}

/// The Gaussian error linear unit, in place.
pub fn gelu(matrix: &mut Array2<f32>) {
    matrix.mapv_inplace(|x| 0.5 * x * (1.0 + erf(x * std::f32::consts::FRAC_1_SQRT_2)));
}

fn sum(row: &ArrayView1<'_, f32>) -> f32 {
    row.iter().sum()
}

/// The error function to single precision: the rational approximation used by Eigen and XLA. No branches and no
/// library call, so that the compiler can work on several numbers at once.
#[expect(clippy::excessive_precision, reason = "the coefficients as published")]
fn erf(x: f32) -> f32 {
    let x = x.clamp(-4.0, 4.0);
    let y = x * x;
    let mut above = -2.726_142_26e-10_f32;
    for next in
        [2.770_681_42e-8, -2.101_023_93e-6, -5.692_506_74e-5, -7.349_906_34e-4, -2.954_600_2e-3, -1.609_603_95e-2]
    {
        above = above * y + next;
    }
    let mut below = -1.456_607_3e-5_f32;
    for next in [-2.133_740_2e-4, -1.682_826_8e-3, -7.373_329_2e-3, -1.426_474_1e-2] {
        below = below * y + next;
    }
    x * above / below
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn erf_follows_the_tables() {
        for (x, expected) in
            [(0.0, 0.0), (0.1, 0.112_462_9), (0.5, 0.520_499_9), (1.0, 0.842_700_8), (2.0, 0.995_322_3), (3.5, 1.0)]
        {
            assert!((erf(x) - expected).abs() < 2e-6, "erf({x}) = {}", erf(x));
            assert!((erf(-x) + expected).abs() < 2e-6);
        }
    }

    #[test]
    fn softmax_adds_up_to_one_even_for_large_weights() {
        let mut row = ndarray::array![1000.0, 1000.0, 0.0];
        softmax(row.view_mut());
        assert_eq!(row.to_vec(), [0.5, 0.5, 0.0]);
    }
}
