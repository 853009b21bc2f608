//! Why a signal is on a sentence, in words its speaker understands.

use super::{features, linear::Weights};

/// Most word groups named.
const MOST: usize = 2;
/// Smallest share of the margin a word group must carry to be named.
const WEIGHTY: f32 = 0.02;

/// Names the words that spoke for a signal. `names` are the model's, `weights` the signal's.
pub fn because(title: &str, sentence: &str, names: &[u32], weights: &Weights) -> String {
    let title = title.to_lowercase();
    let mut weighed: Vec<(f32, String)> = features::word_groups(sentence)
        .into_iter()
        .filter_map(|(group, name)| {
            let at = names.binary_search(&name).ok()?;
            let pull = weights.named.get(at)? * (1.0 + 0.3 * group.matches(' ').count() as f32);
            (pull > WEIGHTY).then_some((pull, group))
        })
        .collect();
    weighed.sort_by(|a, b| b.0.total_cmp(&a.0).then_with(|| a.1.cmp(&b.1)));
    let mut chosen: Vec<String> = Vec::new();
    for (_, group) in weighed {
        let overlaps =
            chosen.iter().any(|held| held.split(' ').any(|word| group.split(' ').any(|other| other == word)));
        if !overlaps && chosen.len() < MOST {
            chosen.push(group);
        }
    }
    match chosen.as_slice() {
        [] => format!("It means much the same as sentences marked {title}."),
        [only] => format!("It means much the same as sentences marked {title}; “{only}” speaks for it."),
        [first, second, ..] => {
            format!("It means much the same as sentences marked {title}; “{first}” and “{second}” speak for it.")
        }
    }
}
