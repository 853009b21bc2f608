//! The figures, as a table for people and as JSON for scripts.

use std::fmt::Write as _;
use std::path::Path;

use interview::time::Span;
use serde::Serialize;

use super::edits::Edits;

/// Everything measured in one folder. Rates are hundredths of a percent (`_x100`).
#[derive(Debug, Clone, Default, Serialize)]
pub struct HearingReport {
    /// The speech model.
    pub model: String,
    /// Sound heard, in all.
    pub sound_ms: u64,
    /// Reading and hearing it took, in all.
    pub heard_in_ms: u64,
    /// Read speech.
    pub read: Option<Read>,
    /// Clips without speech.
    pub no_speech: Option<Invented>,
    /// Fillers, by set.
    pub fillers: Vec<Fillers>,
    /// Spoken answers.
    pub spoken: Option<Spoken>,
    /// Second voices.
    pub voices: Option<Voices>,
}

/// Second voices, in takes put together from several speakers.
#[derive(Debug, Clone, Default, Serialize)]
pub struct Voices {
    /// Takes of one speaker.
    pub alone: u32,
    /// Those in which a second voice was told.
    pub false_alarms: u32,
    /// Takes with a question by another speaker, by its length.
    pub questions: Vec<Asked>,
}

/// Takes with a question of one length.
#[derive(Debug, Clone, Default, Serialize)]
pub struct Asked {
    /// How long the question is.
    pub seconds: u32,
    /// Takes.
    pub asked: u32,
    /// Those in which it was found.
    pub found: u32,
    /// Those in which a second voice was told only where there is none.
    pub elsewhere: u32,
    /// Sound of the candidate's that was taken for another's, in all.
    pub taken_from_candidate_ms: u32,
}

/// Word errors.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "specta", derive(specta::Type))]
pub struct WordErrors {
    /// Words really said.
    pub words: u32,
    /// Heard as another word.
    pub substituted: u32,
    /// Not heard.
    pub deleted: u32,
    /// Heard without being said.
    pub inserted: u32,
    /// Errors over words.
    pub rate_x100: u32,
}

impl From<&Edits> for WordErrors {
    fn from(edits: &Edits) -> Self {
        Self {
            words: edits.words,
            substituted: edits.substituted,
            deleted: edits.deleted,
            inserted: edits.inserted,
            rate_x100: ratio_x100(edits.errors(), edits.words),
        }
    }
}

/// Read speech: it has no fillers, so each one found is false.
#[derive(Debug, Clone, Default, Serialize)]
pub struct Read {
    /// Recordings.
    pub clips: u32,
    /// Word errors.
    pub edits: WordErrors,
    /// Fillers found.
    pub false_fillers: u32,
    /// The same by minute, times 100.
    pub false_fillers_per_minute_x100: u32,
    /// The ten clips with the most errors.
    pub worst: Vec<Worst>,
}

/// A clip that was heard badly.
#[derive(Debug, Clone, Default, Serialize)]
pub struct Worst {
    /// Word errors in it.
    pub errors: u32,
    /// What was heard.
    pub said: String,
    /// What was said.
    pub truth: String,
}

/// Clips without speech.
#[derive(Debug, Clone, Default, Serialize)]
pub struct Invented {
    /// Recordings.
    pub clips: u32,
    /// Those with words.
    pub clips_with_words: u32,
    /// The words.
    pub words: Vec<String>,
    /// Word errors in the clip that does hold speech.
    pub missed_words: u32,
}

/// Fillers against hand labels, counted by recording.
#[derive(Debug, Clone, Default, Serialize)]
pub struct Fillers {
    /// Which recordings.
    pub set: String,
    /// Fillers labelled.
    pub labelled: u32,
    /// Written by the recogniser.
    pub heard: u32,
    /// Found as sound without a word.
    pub probable: u32,
    /// Found and labelled.
    pub right: u32,
    /// F1 of the count, heard ones only.
    pub heard_f1_x100: u32,
    /// F1 of the count, heard and probable.
    pub f1_x100: u32,
    /// Labelled, heard and probable by recording.
    pub clips: Vec<(String, u32, u32, u32)>,
}

impl Fillers {
    /// Adds a recording.
    pub fn add(&mut self, labelled: u32, heard: u32, probable: u32, path: &Path) {
        self.labelled += labelled;
        self.heard += heard;
        self.probable += probable;
        self.right += labelled.min(heard + probable);
        let name = path.file_stem().map(|stem| stem.to_string_lossy().into_owned()).unwrap_or_default();
        self.clips.push((name, labelled, heard, probable));
        let heard_right: u32 = self.clips.iter().map(|(_, labelled, heard, _)| *labelled.min(heard)).sum();
        self.heard_f1_x100 = ratio_x100(2 * heard_right, self.labelled + self.heard);
        self.f1_x100 = ratio_x100(2 * self.right, self.labelled + self.heard + self.probable);
    }
}

/// Spoken answers whose times are known.
#[derive(Debug, Clone, Default, Serialize)]
pub struct Spoken {
    /// Recordings.
    pub answers: u32,
    /// Word errors.
    pub edits: WordErrors,
    /// Median and nine in ten of the distance of sentence starts from the truth.
    pub starts_ms: (u32, u32),
    /// The same of sentence ends.
    pub ends_ms: (u32, u32),
    /// Pauses of 1.2 s and more, really there.
    pub pauses: u32,
    /// Found.
    pub pauses_found: u32,
    /// Found and really there.
    pub pauses_right: u32,
    /// F1 of them.
    pub pauses_f1_x100: u32,
    /// Largest error of words per minute, in hundredths of a percent.
    pub pace_error_x100: u32,
    /// The same answers heard while they are spoken, whole and stopped in the midst, on a machine that keeps up, against
    /// the same sound heard as a file.
    pub live: WordErrors,
    /// Median and most of the time from the stop to the last words.
    pub last_words_ms: (u32, u32),
}

impl Spoken {
    /// Adds the pauses of an answer: one is right when it shares half its length with a true one.
    pub fn add_pauses(&mut self, truth: &[Span], found: &[Span]) {
        self.pauses += truth.len() as u32;
        self.pauses_found += found.len() as u32;
        let right = truth.iter().filter(|t| found.iter().any(|f| f.overlap_ms(**t) * 2 >= t.len_ms()));
        self.pauses_right += right.count() as u32;
        self.pauses_f1_x100 = ratio_x100(2 * self.pauses_right, self.pauses + self.pauses_found);
    }

    /// Adds the pace of an answer.
    pub fn add_pace(&mut self, truth: u32, found: u32) {
        self.pace_error_x100 = self.pace_error_x100.max(ratio_x100(truth.abs_diff(found), truth));
    }

    /// Sets the distances of times.
    pub fn set_times(&mut self, starts: Vec<u32>, ends: Vec<u32>) {
        self.starts_ms = middle(starts);
        self.ends_ms = middle(ends);
    }

    /// Sets what hearing live gave.
    pub fn set_live(&mut self, edits: &Edits, last_words: Vec<u32>) {
        self.live = edits.into();
        let most = last_words.iter().max().copied().unwrap_or(0);
        self.last_words_ms = (middle(last_words).0, most);
    }
}

/// Median and ninth decile.
fn middle(mut values: Vec<u32>) -> (u32, u32) {
    values.sort_unstable();
    let at = |tenths: usize| values.get(values.len() * tenths / 10).copied().unwrap_or(0);
    (at(5), at(9))
}

fn ratio_x100(part: u32, whole: u32) -> u32 {
    (u64::from(part) * 10_000 / u64::from(whole.max(1))) as u32
}

/// Hundredths with their point.
fn percent(x100: u32) -> String {
    format!("{}.{:02} %", x100 / 100, x100 % 100)
}

impl HearingReport {
    /// The figures as lines of text.
    pub fn table(&self) -> String {
        let mut rows: Vec<(String, String)> = vec![("speech model".into(), self.model.clone())];
        let mut row = |name: &str, value: String| rows.push((name.into(), value));
        if let Some(read) = &self.read {
            row("read speech: word error rate", percent(read.edits.rate_x100));
            let edits = &read.edits;
            row(
                "  of words; substituted, deleted, inserted",
                format!("{}; {}, {}, {}", edits.words, edits.substituted, edits.deleted, edits.inserted),
            );
            let per_minute = read.false_fillers_per_minute_x100;
            row("  false fillers a minute", format!("{}.{:02}", per_minute / 100, per_minute % 100));
        }
        if let Some(invented) = &self.no_speech {
            row("no speech: clips with words", format!("{} of {}", invented.clips_with_words, invented.clips - 1));
            row("  words invented", invented.words.join(" "));
            row("  errors in the clip with speech", invented.missed_words.to_string());
        }
        for set in &self.fillers {
            row(&format!("{}: fillers labelled", set.set), set.labelled.to_string());
            row("  heard, probable, right", format!("{}, {}, {}", set.heard, set.probable, set.right));
            row("  count F1 (heard alone)", format!("{} ({})", percent(set.f1_x100), percent(set.heard_f1_x100)));
        }
        if let Some(spoken) = &self.spoken {
            row("spoken: word error rate", percent(spoken.edits.rate_x100));
            row("  sentence starts: median, 9 in 10", format!("{} ms, {} ms", spoken.starts_ms.0, spoken.starts_ms.1));
            row("  sentence ends: median, 9 in 10", format!("{} ms, {} ms", spoken.ends_ms.0, spoken.ends_ms.1));
            row("  pauses of 1.2 s: F1", percent(spoken.pauses_f1_x100));
            row("  words per minute: largest error", percent(spoken.pace_error_x100));
            row("  live against the file: word error rate", percent(spoken.live.rate_x100));
            let (median, most) = spoken.last_words_ms;
            row("  live: last words after the stop: median, most", format!("{median} ms, {most} ms"));
        }
        if let Some(voices) = &self.voices {
            row("one voice: taken for two", format!("{} of {}", voices.false_alarms, voices.alone));
            for asked in &voices.questions {
                row(
                    &format!("second voice for {} s: found", asked.seconds),
                    format!("{} of {}", asked.found, asked.asked),
                );
                row("  told elsewhere", asked.elsewhere.to_string());
                row("  of the candidate's, taken with it", format!("{} ms", asked.taken_from_candidate_ms));
            }
        }
        row("sound, and time to hear it", format!("{} s, {} s", self.sound_ms / 1000, self.heard_in_ms / 1000));
        let width = rows.iter().map(|(name, _)| name.chars().count()).max().unwrap_or(0);
        rows.iter().fold(String::new(), |mut table, (name, value)| {
            let _ = writeln!(table, "{name:width$}  {value}");
            table
        })
    }
}
