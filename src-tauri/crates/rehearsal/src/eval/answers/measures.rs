//! The measures: F1, rank correlation, and the same with a third thing removed.

/// Hits, false alarms and misses.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Counts {
    /// Found and true.
    pub hits: u32,
    /// Found, not true.
    pub false_alarms: u32,
    /// True, not found.
    pub misses: u32,
}

impl Counts {
    /// Counts one case.
    pub fn add(&mut self, found: bool, truth: bool) {
        match (found, truth) {
            (true, true) => self.hits += 1,
            (true, false) => self.false_alarms += 1,
            (false, true) => self.misses += 1,
            (false, false) => {}
        }
    }

    /// F1 in thousandths; 0 where nothing was found or true.
    pub fn f1(self) -> u32 {
        thousandths(2 * self.hits, 2 * self.hits + self.false_alarms + self.misses)
    }

    /// Share of what was found that is true, in thousandths.
    pub fn precision(self) -> u32 {
        thousandths(self.hits, self.hits + self.false_alarms)
    }

    /// Share of what is true that was found, in thousandths.
    pub fn recall(self) -> u32 {
        thousandths(self.hits, self.hits + self.misses)
    }
}

/// A ratio in thousandths; 0 over nothing.
pub fn thousandths(part: u32, whole: u32) -> u32 {
    (part * 1000).checked_div(whole).unwrap_or(0)
}

/// Spearman's rank correlation, ties sharing their mean rank; absent where one side does not vary.
pub fn spearman(a: &[f64], b: &[f64]) -> Option<f64> {
    pearson(&ranks(a), &ranks(b))
}

/// Spearman's rank correlation of `a` and `b` with the ranks of `c` removed from both.
pub fn partial(a: &[f64], b: &[f64], c: &[f64]) -> Option<f64> {
    let (ab, ac, bc) = (spearman(a, b)?, spearman(a, c)?, spearman(b, c)?);
    let rest = ((1.0 - ac * ac) * (1.0 - bc * bc)).sqrt();
    (rest > 0.0).then(|| (ab - ac * bc) / rest)
}

fn ranks(values: &[f64]) -> Vec<f64> {
    values
        .iter()
        .map(|value| {
            let below = values.iter().filter(|other| *other < value).count();
            let above = values.iter().filter(|other| *other > value).count();
            f64::midpoint((below + 1) as f64, (values.len() - above) as f64)
        })
        .collect()
}

fn pearson(a: &[f64], b: &[f64]) -> Option<f64> {
    let mean = |values: &[f64]| values.iter().sum::<f64>() / values.len().max(1) as f64;
    let (mean_a, mean_b) = (mean(a), mean(b));
    let product = |x: &[f64], mean_x: f64, y: &[f64], mean_y: f64| -> f64 {
        x.iter().zip(y).map(|(x, y)| (x - mean_x) * (y - mean_y)).sum()
    };
    let spread = (product(a, mean_a, a, mean_a) * product(b, mean_b, b, mean_b)).sqrt();
    (spread > 0.0).then(|| product(a, mean_a, b, mean_b) / spread)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ranks_share_ties_and_what_follows_length_alone_has_no_partial() {
        assert_eq!(ranks(&[3.0, 1.0, 3.0]), [2.5, 1.0, 2.5]);
        let up = [1.0, 2.0, 3.0, 4.0, 5.0];
        let down = [5.0, 4.0, 3.0, 2.0, 1.0];
        assert!((spearman(&up, &down).expect("varies") + 1.0).abs() < 1e-9);
        assert_eq!(spearman(&up, &[1.0; 5]), None);
        assert_eq!(partial(&up, &up, &up), None);
    }

    #[test]
    fn f1_weighs_false_alarms_and_misses_alike() {
        let mut counts = Counts::default();
        for (found, truth) in [(true, true), (true, false), (false, true), (false, false)] {
            counts.add(found, truth);
        }
        assert_eq!((counts.f1(), counts.precision(), counts.recall()), (500, 500, 500));
    }
}
