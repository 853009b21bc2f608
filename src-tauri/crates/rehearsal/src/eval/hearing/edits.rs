//! Word errors: the fewest substitutions, deletions and insertions from what was said to what was heard.

/// Errors counted over one or more clips.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Edits {
    /// Words really said.
    pub words: u32,
    /// Heard as another word.
    pub substituted: u32,
    /// Not heard.
    pub deleted: u32,
    /// Heard without being said.
    pub inserted: u32,
}

impl Edits {
    /// Counts the errors in `heard`.
    pub fn between(said: &[String], heard: &[String]) -> Self {
        let pairs = path(said, heard);
        let mut edits = Self { words: said.len() as u32, ..Self::default() };
        for step in pairs {
            match step {
                (Some(s), Some(h)) if said[s] != heard[h] => edits.substituted += 1,
                (Some(_), None) => edits.deleted += 1,
                (None, Some(_)) => edits.inserted += 1,
                _ => {}
            }
        }
        edits
    }

    /// Adds another clip's.
    pub fn add(&mut self, other: &Self) {
        self.words += other.words;
        self.substituted += other.substituted;
        self.deleted += other.deleted;
        self.inserted += other.inserted;
    }

    /// All errors together.
    pub fn errors(&self) -> u32 {
        self.substituted + self.deleted + self.inserted
    }
}

/// Which word heard is which word said: index pairs of equal words, in order.
pub fn align(said: &[String], heard: &[String]) -> Vec<(usize, usize)> {
    let both = path(said, heard).into_iter().filter_map(|(s, h)| Some((s?, h?)));
    both.filter(|(s, h)| said[*s] == heard[*h]).collect()
}

/// One cheapest way from `said` to `heard`; of several, one that keeps the most words.
fn path(said: &[String], heard: &[String]) -> Vec<(Option<usize>, Option<usize>)> {
    // An error outweighs every word that could be kept.
    let error = weight(said.len().min(heard.len())) + 1;
    let step_cost = |s: usize, h: usize| if said[s] == heard[h] { -1 } else { error };
    let width = heard.len() + 1;
    let mut cost = vec![0_i64; (said.len() + 1) * width];
    for s in 0..=said.len() {
        for h in 0..=heard.len() {
            cost[s * width + h] = match (s, h) {
                (0, n) | (n, 0) => weight(n) * error,
                _ => {
                    let replaced = cost[(s - 1) * width + h - 1] + step_cost(s - 1, h - 1);
                    replaced.min(cost[(s - 1) * width + h] + error).min(cost[s * width + h - 1] + error)
                }
            };
        }
    }
    let (mut s, mut h) = (said.len(), heard.len());
    let mut steps = Vec::new();
    while s > 0 || h > 0 {
        let here = cost[s * width + h];
        let step = if s > 0 && h > 0 && here == cost[(s - 1) * width + h - 1] + step_cost(s - 1, h - 1) {
            (Some(s - 1), Some(h - 1))
        } else if s > 0 && here == cost[(s - 1) * width + h] + error {
            (Some(s - 1), None)
        } else {
            (None, Some(h - 1))
        };
        s -= usize::from(step.0.is_some());
        h -= usize::from(step.1.is_some());
        steps.push(step);
    }
    steps.reverse();
    steps
}

fn weight(words: usize) -> i64 {
    i64::try_from(words).unwrap_or(i64::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn words(text: &str) -> Vec<String> {
        text.split_whitespace().map(str::to_owned).collect()
    }

    #[test]
    fn errors_are_the_fewest_steps() {
        let edits = Edits::between(&words("we cut the price in half"), &words("we got the price half today"));
        assert_eq!(edits, Edits { words: 6, substituted: 1, deleted: 1, inserted: 1 });
        assert_eq!(edits.errors(), 3);
    }

    #[test]
    fn alignment_pairs_equal_words_in_order() {
        assert_eq!(align(&words("a b c"), &words("b x c")), vec![(1, 0), (2, 2)]);
        assert_eq!(align(&words(""), &words("b")), vec![]);
    }
}
