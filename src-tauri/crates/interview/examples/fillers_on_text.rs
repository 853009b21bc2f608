//! Precision and recall of heard fillers and repeats on hand-labelled meetings, for choosing the patterns.
//!
//! Reads tokens as tab-separated lines on stdin (meeting, speaker, role, start, end, token, kind, labels), the layout
//! of the disfluency annotation of the AMI corpus, and prints one line a phrase:
//!
//! ```sh
//! zcat tokens.tsv.gz | cargo run -p interview --example fillers_on_text
//! ```

use std::{
    collections::{BTreeMap, BTreeSet},
    io::{self, BufRead},
};

use interview::{
    delivery::{Heard, measure},
    time::Millis,
    transcript::{Transcript, Word, bare},
};

/// One speaker of one meeting: words, and for each the labels people gave it.
#[derive(Default)]
struct Speaker {
    words: Vec<Word>,
    labels: Vec<BTreeSet<String>>,
}

/// Occurrences of one phrase.
#[derive(Default, Clone, Copy)]
struct Tally {
    counted: u32,
    right: u32,
    marked: u32,
    all: u32,
}

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let mut speakers: BTreeMap<(String, String), Speaker> = BTreeMap::new();
    for line in io::stdin().lock().lines().skip(1) {
        let line = line?;
        let cells: Vec<&str> = line.split('\t').collect();
        let [meeting, name, _, start, end, token, kind, rest @ ..] = cells.as_slice() else { continue };
        let speaker = speakers.entry((meeting.to_string(), name.to_string())).or_default();
        match *kind {
            "word" => {
                let (Some(start_ms), Some(end_ms)) = (millis(start), millis(end)) else { continue };
                speaker.words.push(Word {
                    text: token.to_string(),
                    start_ms,
                    end_ms,
                    probability: 100,
                    corrected: false,
                });
                speaker.labels.push(rest.first().unwrap_or(&"").split(',').map(Into::into).collect());
            }
            "punc" => {
                if let Some(word) = speaker.words.last_mut() {
                    word.text.push_str(token);
                }
            }
            _ => {}
        }
    }
    let mut tallies: BTreeMap<String, Tally> = BTreeMap::new();
    for speaker in speakers.values() {
        count(speaker, &mut tallies);
    }
    println!("{:<12} {:>6} {:>7} {:>8} {:>10} {:>7}", "phrase", "all", "marked", "counted", "precision", "recall");
    for (phrase, tally) in tallies.iter().filter(|(_, tally)| tally.counted > 0 || tally.marked > 4) {
        let share =
            |of: u32| if of == 0 { "-".into() } else { format!("{:.2}", f64::from(tally.right) / f64::from(of)) };
        println!(
            "{phrase:<12} {:>6} {:>7} {:>8} {:>10} {:>7}",
            tally.all,
            tally.marked,
            tally.counted,
            share(tally.counted),
            share(tally.marked)
        );
    }
    Ok(())
}

fn millis(seconds: &str) -> Option<Millis> {
    seconds.parse::<f64>().ok().map(|seconds| (seconds * 1000.0).round() as Millis)
}

fn count(speaker: &Speaker, tallies: &mut BTreeMap<String, Tally>) {
    const PHRASES: [&str; 22] = [
        "um",
        "uh",
        "er",
        "erm",
        "hmm",
        "mm",
        "ah",
        "eh",
        "you know",
        "i mean",
        "like",
        "sort of",
        "kind of",
        "so",
        "well",
        "right",
        "actually",
        "basically",
        "okay",
        "yeah",
        "now",
        "oh",
    ];
    let transcript = Transcript::from_words(speaker.words.clone(), None);
    let words = transcript.words.unwrap_or_default();
    let delivery =
        measure(&Transcript { words: Some(words.clone()), ..Transcript::default() }, Millis::MAX, Heard::default());
    let bares: Vec<String> = words.iter().map(|word| bare(&word.text)).collect();
    let labelled = |at: usize, length: usize, label: &[&str]| {
        speaker.labels[at..at + length].iter().any(|labels| label.iter().any(|label| labels.contains(*label)))
    };
    for phrase in PHRASES {
        let parts: Vec<&str> = phrase.split(' ').collect();
        let starts: BTreeSet<Millis> =
            delivery.fillers.iter().filter(|filler| filler.text == phrase).map(|filler| filler.start_ms).collect();
        let tally = tallies.entry(phrase.into()).or_default();
        for at in 0..(bares.len() + 1).saturating_sub(parts.len()) {
            if bares[at..at + parts.len()].iter().zip(&parts).any(|(word, part)| word != part) {
                continue;
            }
            let marked = labelled(at, parts.len(), &["dm", "eet", "hesit"]);
            let counted = starts.contains(&words[at].start_ms);
            tally.all += 1;
            tally.marked += u32::from(marked);
            tally.counted += u32::from(counted);
            tally.right += u32::from(marked && counted);
        }
    }
    let tally = tallies.entry("(repeats)".into()).or_default();
    let covered = |at: usize| delivery.repeats.iter().any(|r| (r.start_ms..r.end_ms).contains(&words[at].start_ms));
    for at in 0..words.len() {
        let (marked, counted) = (labelled(at, 1, &["repeat", "stutter"]), covered(at));
        tally.all += 1;
        tally.marked += u32::from(marked);
        tally.counted += u32::from(counted);
        tally.right += u32::from(marked && counted);
    }
}
