//! How well a model hears: word errors, invented words, fillers, times and speed on labelled recordings.
//!
//! A folder is understood by what it holds: `librispeech/`, `no_speech/`, `fillers/` and `meetings/` as in
//! `shared/speech`, or spoken answers with the times of their sentences beside them as in `shared/spoken`.

mod edits;
mod folders;
mod normal;
mod report;
mod voices;

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::AtomicBool;
use std::thread;
use std::time::{Duration, Instant};

use interview::time::Span;
use serde::Deserialize;
use speech::samples::{self, SoundReader};
use speech::{Heard, Hearing, Live, SpeechError};
use thiserror::Error;

pub use folders::Layout;
pub use report::{Asked, Fillers, HearingReport, Invented, Read, Spoken, Voices, WordErrors, Worst};

use edits::{Edits, align};
use normal::{is_filler, words_of};

/// Word errors of what was heard against what was said, fillers, case, spelling and the like left out of account.
pub(crate) fn word_errors(said: &str, heard: &Heard) -> WordErrors {
    (&Edits::between(&words_of(said), &words_of(&text_of(heard)))).into()
}

/// Pauses this long are looked for.
const PAUSE_MS: u32 = 1_200;
/// Samples a microphone gives at once (20 ms).
const BLOCK: usize = 320;

/// Why a folder could not be measured.
#[derive(Debug, Error)]
pub enum HearingError {
    /// Nothing in the folder is laid out in a way known here.
    #[error("{}: holds no labelled recordings (librispeech, no_speech, fillers, meetings, or spoken answers)", path.display())]
    Layout {
        /// The folder.
        path: PathBuf,
    },
    /// A file of labels cannot be read.
    #[error("{}: cannot be read ({reason})", path.display())]
    Labels {
        /// The file.
        path: PathBuf,
        /// What is wrong with it.
        reason: String,
    },
    /// A recording cannot be read or heard.
    #[error(transparent)]
    Speech(#[from] SpeechError),
}

/// Measures `hearing` on everything labelled in `dir`. `progress` is told each file before it is heard.
pub fn hearing(
    dir: &Path,
    hearing: &Arc<Hearing>,
    mut progress: impl FnMut(&Path),
) -> Result<HearingReport, HearingError> {
    let layout = Layout::find(dir)?;
    let mut measure = Measure { hearing, progress: &mut progress, report: HearingReport::default() };
    measure.report.model.clone_from(&hearing.model().id);
    measure.read(&layout)?;
    measure.no_speech(&layout)?;
    measure.fillers(&layout)?;
    measure.spoken(&layout)?;
    measure.voices(&layout)?;
    Ok(measure.report)
}

/// A measurement under way.
struct Measure<'a> {
    hearing: &'a Arc<Hearing>,
    progress: &'a mut dyn FnMut(&Path),
    report: HearingReport,
}

/// A spoken answer as its JSON describes it.
#[derive(Deserialize)]
struct Answer {
    sentences: Vec<Sentence>,
}

#[derive(Deserialize)]
struct Sentence {
    text: String,
    start_ms: u32,
    end_ms: u32,
}

impl Measure<'_> {
    /// Hears a file and keeps count of time.
    fn hear(&mut self, path: &Path) -> Result<Heard, HearingError> {
        (self.progress)(path);
        let started = Instant::now();
        let mut sound = SoundReader::open(path)?;
        let heard = self.hearing.transcribe(sound.mono()?, 0, &mut |_| {}, &AtomicBool::new(false))?;
        self.report.sound_ms += u64::from(sound.read_ms());
        self.report.heard_in_ms += started.elapsed().as_millis() as u64;
        Ok(heard)
    }

    /// Hears an answer while it is spoken, on a machine that keeps up: to its end, and stopped in the midst after two
    /// thirds. Adds what differs from the same sound heard as a file, and how long the last words took after the stop.
    fn hear_live(&self, path: &Path, differing: &mut Edits, last_words: &mut Vec<u32>) -> Result<(), HearingError> {
        let sound = samples::read(path)?.samples;
        for sound in [&sound[..], &sound[..sound.len() * 2 / 3]] {
            let live = Live::start(Arc::clone(self.hearing), |_| {});
            for block in sound.chunks(BLOCK) {
                live.push(block);
                while !live.keeps_up() {
                    thread::sleep(Duration::from_millis(1));
                }
            }
            let stopped = Instant::now();
            let heard = live.finish(|_| {})?;
            last_words.push(stopped.elapsed().as_millis() as u32);
            let file = self.hearing.transcribe(samples::blocks(sound), 0, &mut |_| {}, &AtomicBool::new(false))?;
            differing.add(&Edits::between(&words_of(&text_of(&file)), &words_of(&text_of(&heard))));
        }
        Ok(())
    }

    /// Word errors and false fillers on read speech.
    fn read(&mut self, layout: &Layout) -> Result<(), HearingError> {
        if layout.read.is_empty() {
            return Ok(());
        }
        let (mut edits, mut fillers, mut sound_before) = (Edits::default(), 0, self.report.sound_ms);
        let mut worst = Vec::new();
        for (path, reference) in &layout.read {
            let heard = self.hear(path)?;
            let truth = words_of(reference);
            let said = words_of(&text_of(&heard));
            let clip = Edits::between(&truth, &said);
            worst.push(Worst { errors: clip.errors(), said: said.join(" "), truth: truth.join(" ") });
            edits.add(&clip);
            fillers += count_fillers(&heard).0 + count_fillers(&heard).1;
        }
        sound_before = self.report.sound_ms - sound_before;
        worst.sort_by_key(|clip| std::cmp::Reverse(clip.errors));
        worst.truncate(10);
        self.report.read = Some(Read {
            clips: layout.read.len() as u32,
            edits: (&edits).into(),
            false_fillers: fillers,
            false_fillers_per_minute_x100: (u64::from(fillers) * 6_000_000 / sound_before.max(1)) as u32,
            worst,
        });
        Ok(())
    }

    /// Words invented where nobody speaks, and words lost where somebody does.
    fn no_speech(&mut self, layout: &Layout) -> Result<(), HearingError> {
        if layout.no_speech.is_empty() {
            return Ok(());
        }
        let mut invented = Invented { clips: layout.no_speech.len() as u32, ..Invented::default() };
        for (path, truth) in &layout.no_speech {
            let heard = self.hear(path)?;
            let said = words_of(&text_of(&heard));
            if let Some(truth) = truth {
                invented.missed_words += Edits::between(&words_of(truth), &said).errors();
            } else if !said.is_empty() {
                invented.clips_with_words += 1;
                invented.words.extend(said);
            }
        }
        self.report.no_speech = Some(invented);
        Ok(())
    }

    /// Fillers counted against hand labels.
    fn fillers(&mut self, layout: &Layout) -> Result<(), HearingError> {
        for (name, clips) in [("fillers", &layout.fillers), ("meetings", &layout.meetings)] {
            if clips.is_empty() {
                continue;
            }
            let mut fillers = Fillers { set: name.into(), ..Fillers::default() };
            for (path, truth) in clips {
                let heard = self.hear(path)?;
                let (sure, probable) = count_fillers(&heard);
                fillers.add(*truth, sure, probable, path);
            }
            self.report.fillers.push(fillers);
        }
        Ok(())
    }

    /// Second voices: read clips are a speaker's by the number their names begin with, every spoken answer has its own.
    fn voices(&mut self, layout: &Layout) -> Result<(), HearingError> {
        let mut speakers: BTreeMap<String, Vec<Vec<f32>>> = BTreeMap::new();
        let read = layout.read.iter().map(|(path, _)| (path, '-'));
        for (path, until) in read.chain(layout.spoken.iter().map(|(path, _)| (path, '.'))) {
            let name = path.file_name().unwrap_or_default().to_string_lossy();
            let speaker = name.split(until).next().unwrap_or_default().to_owned();
            speakers.entry(speaker).or_default().push(samples::read(path)?.samples);
        }
        let speakers: Vec<Vec<f32>> = speakers.values().map(|clips| voices::joined(clips)).collect();
        self.report.voices = (speakers.len() > 1).then(|| voices::measure(self.hearing, &speakers));
        Ok(())
    }

    /// Times of sentences and pauses, and word errors, on spoken answers.
    fn spoken(&mut self, layout: &Layout) -> Result<(), HearingError> {
        if layout.spoken.is_empty() {
            return Ok(());
        }
        let mut spoken = Spoken { answers: layout.spoken.len() as u32, ..Spoken::default() };
        let (mut edits, mut starts, mut ends) = (Edits::default(), Vec::new(), Vec::new());
        let (mut live, mut last_words) = (Edits::default(), Vec::new());
        for (path, labels) in &layout.spoken {
            let answer = fs::read_to_string(labels).map_err(|e| e.to_string());
            let answer: Answer = answer
                .and_then(|text| serde_json::from_str(&text).map_err(|e| e.to_string()))
                .map_err(|reason| HearingError::Labels { path: labels.clone(), reason })?;
            let heard = self.hear(path)?;
            let (truth, sentence_of) = spread(&answer);
            let (said, word_of) = heard_words(&heard);
            edits.add(&Edits::between(&truth, &said));
            self.hear_live(path, &mut live, &mut last_words)?;
            for (index, sentence) in answer.sentences.iter().enumerate() {
                let matched: Vec<usize> = align(&truth, &said)
                    .into_iter()
                    .filter(|(t, _)| sentence_of[*t] == index)
                    .map(|(_, s)| word_of[s])
                    .collect();
                let words: Vec<usize> = (0..truth.len()).filter(|t| sentence_of[*t] == index).collect();
                let pairs = align(&truth, &said);
                // Only a sentence whose outer words were recognised says something about times.
                if pairs.iter().any(|(t, _)| Some(t) == words.first()) {
                    starts.push(heard.words[matched[0]].start_ms.abs_diff(sentence.start_ms));
                }
                if pairs.iter().any(|(t, _)| Some(t) == words.last()) {
                    ends.push(heard.words[matched[matched.len() - 1]].end_ms.abs_diff(sentence.end_ms));
                }
            }
            let gaps: Vec<Span> =
                answer.sentences.windows(2).map(|pair| Span::new(pair[0].end_ms, pair[1].start_ms)).collect();
            spoken.add_pauses(&long(&gaps), &long(&gaps_between(&heard)));
            let speaking: u32 = answer.sentences.iter().map(|s| s.end_ms - s.start_ms).sum::<u32>()
                + gaps.iter().map(|gap| gap.len_ms()).filter(|ms| *ms < 1_000).sum::<u32>();
            spoken.add_pace(words_per_minute(truth.len(), speaking), words_per_minute(said.len(), speaking_ms(&heard)));
        }
        spoken.edits = (&edits).into();
        spoken.set_times(starts, ends);
        spoken.set_live(&live, last_words);
        self.report.spoken = Some(spoken);
        Ok(())
    }
}

/// The words of an answer, and which sentence each belongs to.
fn spread(answer: &Answer) -> (Vec<String>, Vec<usize>) {
    let per_sentence = answer.sentences.iter().enumerate();
    per_sentence.flat_map(|(index, s)| words_of(&s.text).into_iter().map(move |w| (w, index))).unzip()
}

/// The normalised words heard, and which word of [`Heard::words`] each came from.
fn heard_words(heard: &Heard) -> (Vec<String>, Vec<usize>) {
    let words = heard.words.iter().enumerate();
    words.flat_map(|(index, word)| words_of(&word.text).into_iter().map(move |w| (w, index))).unzip()
}

fn text_of(heard: &Heard) -> String {
    heard.words.iter().map(|word| word.text.as_str()).collect::<Vec<_>>().join(" ")
}

/// Fillers written by the recogniser, and probable ones beside them.
fn count_fillers(heard: &Heard) -> (u32, u32) {
    let written: Vec<Span> = heard
        .words
        .iter()
        .filter(|word| is_filler(&word.text))
        .map(|word| Span::new(word.start_ms, word.end_ms))
        .collect();
    let beside = heard.probable_fillers.iter().filter(|span| written.iter().all(|other| other.overlap_ms(**span) == 0));
    (written.len() as u32, beside.count() as u32)
}

fn gaps_between(heard: &Heard) -> Vec<Span> {
    heard.words.windows(2).map(|pair| Span::new(pair[0].end_ms, pair[1].start_ms)).collect()
}

fn long(gaps: &[Span]) -> Vec<Span> {
    gaps.iter().copied().filter(|gap| gap.len_ms() >= PAUSE_MS).collect()
}

/// From first to last word, silences of a second and more left out: the definition of `interview::delivery`.
fn speaking_ms(heard: &Heard) -> u32 {
    let (Some(first), Some(last)) = (heard.words.first(), heard.words.last()) else { return 0 };
    let silent: u32 = gaps_between(heard).iter().map(|gap| gap.len_ms()).filter(|ms| *ms >= 1_000).sum();
    (last.end_ms - first.start_ms).saturating_sub(silent)
}

fn words_per_minute(words: usize, speaking_ms: u32) -> u32 {
    (words as u64 * 60_000 / u64::from(speaking_ms.max(1))) as u32
}
