//! The words that tell one story from another.

use std::collections::BTreeMap;

use crate::score::text::{is_number, tokens};

/// Shorter words rarely tell a story apart.
const SHORTEST: usize = 4;
/// A word said more often tells no more.
const MOST_SAID: u32 = 3;

/// Words every answer of this kind may hold: grammar, speech, and the trade.
const COMMON: &str = "about above actually after again against agree agreed almost along already also although always \
    another answer anybody anything around asked away back basically because been before began behind being below \
    best better between both brought build building built business came change changed changes clear coming company \
    could customer customers date deal decided decision design didn different director does doing done down during \
    each early else end ended enough even ever every everybody everyone everything exactly example feature features \
    feel felt find first fixed found from front full gave getting give given goal goals going good great group half \
    happened hard have having head help helped here high hold into itself just keep kept kind knew know last later lead \
    leader leaders leadership leads learned least left less like little long look looked made make making manager \
    many market matter maybe mean means meant meeting might month months more most move moved much must need needed \
    needs never next nobody none nothing number numbers often once only open other others over part people person \
    plan point problem problems process product products project quarter question quite rather really reason result \
    right roadmap said same saying second seen several should show showed side simple simply since small some somebody \
    someone something sometimes soon sort spent stakeholder stakeholders stand start started still stop stopped \
    strategy such sure take taken takes talk talked team teams tell than thank that their them then there these they \
    thing things think third this those though thought through time times together told took toward tried true trust \
    turn turned under until upon used user users using very wanted wants wasn watch ways week weeks well went were what \
    when where whether which while whole whose will with within without word work worked working would wrote year \
    years your yours";

/// The telling words of an answer, each with how often it is said.
pub(super) fn content(text: &str) -> BTreeMap<String, u32> {
    let mut words = BTreeMap::new();
    for token in tokens(text) {
        let word = token.split('\'').next().unwrap_or_default();
        if word.chars().count() < SHORTEST || is_number(word) || is_common(word) {
            continue;
        }
        *words.entry(stem(word).to_owned()).or_default() += 1;
    }
    words
}

fn is_common(word: &str) -> bool {
    COMMON.split_whitespace().any(|common| common == word)
}

/// A word without its plural, so that "teams" and "team" are one.
fn stem(word: &str) -> &str {
    match word.strip_suffix('s') {
        Some(one) if one.len() >= SHORTEST && !one.ends_with('s') => one,
        _ => word,
    }
}

/// How much each word tells: the fewer answers hold it, the more.
pub(super) struct Weights {
    answers: u32,
    holding: BTreeMap<String, u32>,
}

impl Weights {
    pub(super) fn over(answers: &[BTreeMap<String, u32>]) -> Self {
        let mut holding = BTreeMap::new();
        for word in answers.iter().flat_map(BTreeMap::keys) {
            *holding.entry(word.clone()).or_default() += 1;
        }
        Self { answers: answers.len() as u32, holding }
    }

    fn of(&self, word: &str, said: u32) -> u64 {
        // Whole numbers only, so that every machine sorts alike: log2 in sixteenths of (answers + 1) / holding.
        let holding = self.holding.get(word).copied().unwrap_or(1).max(1);
        let rare = sixteenths_of_log2((u64::from(self.answers) + 1) * 16 / u64::from(holding));
        u64::from(said.min(MOST_SAID)) * rare.max(8)
    }

    /// The words that set these answers apart, the most telling first.
    pub(super) fn telling_words<'a>(
        &self,
        answers: impl Iterator<Item = &'a BTreeMap<String, u32>>,
        most: usize,
    ) -> Vec<String> {
        let mut weights: BTreeMap<&str, u64> = BTreeMap::new();
        for (word, said) in answers.flatten() {
            *weights.entry(word).or_default() += self.of(word, *said);
        }
        let mut ranked: Vec<(u64, &str)> = weights.into_iter().map(|(word, weight)| (weight, word)).collect();
        ranked.sort_by(|a, b| b.0.cmp(&a.0).then(a.1.cmp(b.1)));
        ranked.into_iter().take(most).map(|(_, word)| word.to_owned()).collect()
    }
}

/// Cosine of two answers, in percent. Every telling word counts alike: a story that is told often would otherwise make
/// its own words common.
pub(super) fn likeness(a: &BTreeMap<String, u32>, b: &BTreeMap<String, u32>) -> u32 {
    let count = |said: &u32| u64::from((*said).min(MOST_SAID));
    let squares = |words: &BTreeMap<String, u32>| -> u64 { words.values().map(|said| count(said).pow(2)).sum() };
    let shared: u64 = a.iter().filter_map(|(word, said)| Some(count(said) * count(b.get(word)?))).sum();
    let lengths = (squares(a) * squares(b)).isqrt();
    u32::try_from((shared * 100).checked_div(lengths).unwrap_or(0)).unwrap_or(100)
}

/// 16 · log2(value / 16), for value ≥ 16.
fn sixteenths_of_log2(value: u64) -> u64 {
    let value = value.max(16);
    let whole = u64::from(value.ilog2());
    let fraction = ((value << 4) >> whole) - 16;
    (whole - 4) * 16 + fraction
}
