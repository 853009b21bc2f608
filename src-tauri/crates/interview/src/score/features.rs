//! What the scorer sees of a sentence: its vector and its neighbours', its words, its place.
//!
//! Every feature is named by a 32-bit hash of its text ("word pair: in return"), so that a model is a table from hash
//! to weights and no vocabulary has to be shipped. Groups are scaled to a fixed length each: a long sentence does not
//! shout louder than a short one.

use std::{
    collections::{BTreeMap, BTreeSet},
    sync::LazyLock,
};

use super::{lexicon::FAMILIES, occasion::Occasion, text};
use crate::question::Round;

/// A named feature and its value.
pub type Feature = (u32, f32);

/// What is known of one sentence.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Seen {
    /// Vector of the sentence, of the one before and of the one after, each empty where absent.
    pub vectors: [Vec<f32>; 3],
    /// Named features, sorted by name, each once.
    pub named: Vec<Feature>,
}

/// Length of the group of features of words, letters, families and place.
const WORDS: f32 = 1.4;
const LETTERS: f32 = 0.8;
const FAMILY: f32 = 1.4;
const EDGES: f32 = 0.7;
const NEIGHBOURS: f32 = 0.4;
const PLACE: f32 = 0.9;
const SIZE: f32 = 0.4;
/// Length of the sentence's vector, and of its neighbours'.
const VECTOR: f32 = 1.6;
const VECTOR_BESIDE: f32 = 0.7;

/// How far around a sentence the scorer looks.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum View {
    /// The sentence by itself.
    Alone,
    /// With the sentence before and the one after. What is said elsewhere cannot change what is seen.
    Near,
    /// With its neighbours and its place in the answer.
    Whole,
}

/// Looks at every sentence of an answer.
pub fn look(sentences: &[&str], vectors: &[Vec<f32>], occasion: Occasion, view: View) -> Vec<Seen> {
    let read: Vec<Read> = sentences.iter().map(|sentence| Read::of(sentence)).collect();
    (0..read.len())
        .map(|at| {
            let beside = |step: isize| at.checked_add_signed(step).and_then(|at| vectors.get(at));
            let scaled = |vector: Option<&Vec<f32>>, by: f32| {
                vector.map(|vector| vector.iter().map(|x| x * by).collect()).unwrap_or_default()
            };
            let near = |step| if view == View::Alone { Vec::new() } else { scaled(beside(step), VECTOR_BESIDE) };
            Seen { vectors: [scaled(beside(0), VECTOR), near(-1), near(1)], named: named(&read, at, occasion, view) }
        })
        .collect()
}

/// A sentence, read.
struct Read {
    /// Words; numbers are all `#`.
    words: Vec<String>,
    /// Families of each word.
    families: Vec<Vec<&'static str>>,
    question: bool,
}

impl Read {
    fn of(sentence: &str) -> Self {
        let words: Vec<String> = text::tokens(sentence)
            .into_iter()
            .map(|token| if text::is_number(&token) { "#".to_owned() } else { token })
            .collect();
        let families = words.iter().map(|word| families(word)).collect();
        Self { words, families, question: sentence.trim_end().ends_with('?') }
    }
}

fn named(read: &[Read], at: usize, occasion: Occasion, view: View) -> Vec<Feature> {
    let mut gathered = Gathered::default();
    gathered.add_sentence(&read[at]);
    let beside: &[(&str, isize)] = if view == View::Alone { &[] } else { &[("before", -1), ("after", 1)] };
    for &(side, step) in beside {
        if let Some(beside) = at.checked_add_signed(step).and_then(|at| read.get(at)) {
            gathered.add(&neighbour(beside, side), NEIGHBOURS);
        }
    }
    if view == View::Whole {
        gathered.add(&place(&read[at], at, read.len(), occasion), PLACE);
    }
    gathered.all.into_iter().collect()
}

/// Named features as they come together.
#[derive(Default)]
struct Gathered {
    all: BTreeMap<u32, f32>,
}

impl Gathered {
    fn add_sentence(&mut self, sentence: &Read) {
        self.add(&words(sentence), WORDS);
        self.add(&letters(sentence), LETTERS);
        self.add(&family_grams(sentence), FAMILY);
        self.add(&edges(sentence), EDGES);
        self.add(&size(sentence), SIZE);
    }

    /// Adds a group of names, each once, scaled to `length` together.
    fn add(&mut self, names: &[String], length: f32) {
        let unique: BTreeSet<u32> = names.iter().map(|name| hash(name)).collect();
        let value = length / (unique.len().max(1) as f32).sqrt();
        for name in unique {
            *self.all.entry(name).or_insert(0.0) += value;
        }
    }
}

fn words(sentence: &Read) -> Vec<String> {
    let words = &sentence.words;
    let mut names: Vec<String> = words.iter().map(|word| format!("w {word}")).collect();
    names.extend(words.windows(2).map(|pair| format!("w {} {}", pair[0], pair[1])));
    names.extend(words.windows(3).map(|three| format!("w {} {} {}", three[0], three[1], three[2])));
    names
}

/// Groups of one to three words a person would recognise, with their names in a model.
pub fn word_groups(sentence: &str) -> Vec<(String, u32)> {
    const DULL: [&str; 30] = [
        "the", "a", "an", "and", "of", "to", "in", "on", "at", "it", "was", "is", "i", "we", "that", "with", "for",
        "had", "so", "he", "she", "they", "my", "our", "be", "as", "but", "were", "you", "his",
    ];
    let plain = text::tokens(sentence);
    let read = Read::of(sentence);
    let mut groups = Vec::new();
    for length in 1..=3 {
        for (plain, read) in plain.windows(length).zip(read.words.windows(length)) {
            if plain.iter().all(|word| DULL.contains(&word.as_str())) {
                continue;
            }
            groups.push((plain.join(" "), hash(&format!("w {}", read.join(" ")))));
        }
    }
    groups
}

fn letters(sentence: &Read) -> Vec<String> {
    let mut names = Vec::new();
    for word in sentence.words.iter().filter(|word| word.len() > 3) {
        let chars: Vec<char> = format!("_{word}_").chars().collect();
        for length in 4..=5 {
            names.extend(chars.windows(length).map(|window| format!("l {}", window.iter().collect::<String>())));
        }
    }
    names
}

/// Families, pairs of neighbouring families, and families next to the small words that decide what they mean.
fn family_grams(sentence: &Read) -> Vec<String> {
    const SMALL: [&str; 22] = [
        "i", "we", "he", "she", "they", "it", "my", "our", "their", "you", "#", "not", "if", "so", "by", "from", "to",
        "the", "one", "i'd", "me", "us",
    ];
    let mut names = Vec::new();
    let kinds: Vec<Vec<&str>> = sentence
        .words
        .iter()
        .zip(&sentence.families)
        .map(|(word, families)| {
            let mut kinds = families.clone();
            if SMALL.contains(&word.as_str()) {
                kinds.push(word);
            }
            kinds
        })
        .collect();
    for (at, here) in kinds.iter().enumerate() {
        names.extend(here.iter().map(|family| format!("f {family}")));
        for (gap, there) in kinds.iter().skip(at + 1).take(3).enumerate() {
            let near = if gap == 0 { "-" } else { ".." };
            names.extend(here.iter().flat_map(|a| there.iter().map(move |b| format!("f {a}{near}{b}"))));
        }
    }
    names
}

/// How the sentence opens and closes.
fn edges(sentence: &Read) -> Vec<String> {
    let words = &sentence.words;
    let mut names = Vec::new();
    for length in 1..=3 {
        if let Some(opening) = words.get(..length) {
            names.push(format!("^ {}", opening.join(" ")));
        }
    }
    if let Some(families) = sentence.families.first() {
        names.extend(families.iter().map(|family| format!("^f {family}")));
    }
    if let Some(last) = words.last() {
        names.push(format!("$ {last}"));
    }
    names
}

fn neighbour(sentence: &Read, side: &str) -> Vec<String> {
    let mut names: Vec<String> = sentence.words.iter().map(|word| format!("{side} {word}")).collect();
    names.extend(sentence.families.iter().flatten().map(|family| format!("{side} f {family}")));
    names
}

fn place(sentence: &Read, at: usize, count: usize, occasion: Occasion) -> Vec<String> {
    let from_end = count - 1 - at;
    let tenth = at * 10 / count.max(1);
    let mut names = vec![
        format!("at {tenth}"),
        format!("at fifth {}", tenth / 2),
        format!("from start {}", at.min(4)),
        format!("from end {}", from_end.min(3)),
        format!("would {} fifth {}", occasion.hypothetical, tenth / 2),
    ];
    if let Some(round) = occasion.round {
        names.push(format!("round {}", round_name(round)));
    }
    let would = sentence.words.iter().any(|word| matches!(word.as_str(), "i'd" | "we'd" | "would" | "you'd"));
    names.push(format!("asked what one would {}, says would {would}", occasion.hypothetical));
    names
}

fn size(sentence: &Read) -> Vec<String> {
    vec![
        format!("length {}", length_class(sentence.words.len())),
        format!("asks {}", sentence.question),
        format!("numbers {}", sentence.words.iter().filter(|word| *word == "#").count().min(3)),
        "any".to_owned(),
    ]
}

fn length_class(words: usize) -> u32 {
    match words {
        0..=3 => 0,
        4..=6 => 1,
        7..=10 => 2,
        11..=16 => 3,
        17..=24 => 4,
        25..=35 => 5,
        _ => 6,
    }
}

fn round_name(round: Round) -> &'static str {
    match round {
        Round::PhoneScreen => "phone_screen",
        Round::ProductDesign => "product_design",
        Round::Behavioral => "behavioral",
        Round::Analytical => "analytical",
        Round::Leadership => "leadership",
        Round::Strategy => "strategy",
    }
}

static LOOKUP: LazyLock<BTreeMap<&'static str, Vec<&'static str>>> = LazyLock::new(|| {
    let mut lookup: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
    for (family, words) in FAMILIES {
        for word in words.split_whitespace().flat_map(|word| word.split('-')) {
            let of_word = lookup.entry(word).or_default();
            if !of_word.contains(&family) {
                of_word.push(family);
            }
        }
    }
    lookup
});

fn families(word: &str) -> Vec<&'static str> {
    LOOKUP.get(word).cloned().unwrap_or_default()
}

/// FNV-1a, folded to 32 bits.
pub fn hash(name: &str) -> u32 {
    let full = name
        .bytes()
        .fold(0xcbf2_9ce4_8422_2325_u64, |hash, byte| (hash ^ u64::from(byte)).wrapping_mul(0x0000_0100_0000_01b3));
    (full ^ (full >> 32)) as u32
}
