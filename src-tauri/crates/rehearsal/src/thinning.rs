//! Keeping the sound of the best takes only: of each question that of starred takes, of the best-scored one and of recent
//! ones stays, that of the others goes to the bin. Words and cards stay.
//!
//! It is done when somebody asks for it and has seen what would go, never by itself.

use std::{
    cmp::Reverse,
    collections::{BTreeMap, BTreeSet},
    fs,
};

use serde::Serialize;
use store::{SoundState, TakeFilter, TakeStatus, TakeSummary};

use crate::{Library, RehearsalError, take::days_since};

/// A take whose sound goes.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "specta", derive(specta::Type))]
pub struct ThinnedTake {
    /// The take.
    pub id: String,
    /// When it was recorded, RFC 3339 with offset.
    pub recorded_at: String,
    /// What it is called.
    pub name: String,
    /// 1–5 of its card.
    pub overall: Option<u8>,
    /// Room its sound takes, in kilobytes of 1000 bytes, rounded up.
    pub kb: u32,
}

/// What thinning out takes away.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize)]
#[cfg_attr(feature = "specta", derive(specta::Type))]
pub struct Thinning {
    /// The takes whose sound goes, newest first.
    pub takes: Vec<ThinnedTake>,
    /// Room that is free once the bin is emptied, in kilobytes of 1000 bytes.
    pub kb: u32,
    /// Takes whose sound stays.
    pub stay: u32,
}

impl Library {
    /// What thinning out would take away if takes of the last `days` days are left alone. Nothing is changed.
    pub fn would_thin(&self, days: u32) -> Result<Thinning, RehearsalError> {
        let takes = self.store().takes(&TakeFilter::default())?;
        let best: BTreeSet<String> = self.store().best_takes()?.into_iter().collect();
        let recent = |take: &TakeSummary| days_since(&take.recorded_at) < i64::from(days);
        let going = going(&takes, |take| take.labels.favourite || best.contains(&take.id) || recent(take));
        let there = takes.iter().filter(|take| take.sound == SoundState::Kept).count();
        let mut thinning = Thinning { stay: (there - going.len()) as u32, ..Thinning::default() };
        for take in going {
            // Of a row that names a file elsewhere nothing is known.
            let bytes = self.sound(&take.id).ok().and_then(|path| fs::metadata(path).ok()).map_or(0, |file| file.len());
            let kb = bytes.div_ceil(1000).min(u32::MAX.into()) as u32;
            thinning.kb = thinning.kb.saturating_add(kb);
            thinning.takes.push(ThinnedTake {
                id: take.id.clone(),
                recorded_at: take.recorded_at.clone(),
                name: take.labels.title.clone().or_else(|| take.question.clone()).unwrap_or_default(),
                overall: take.overall,
                kb,
            });
        }
        Ok(thinning)
    }

    /// Puts the sound of those takes into the bin, where it stays for 30 days; [`Library::undo_delete`] brings one back.
    pub fn thin(&self, days: u32) -> Result<Thinning, RehearsalError> {
        let thinning = self.would_thin(days)?;
        for take in &thinning.takes {
            self.note_sound(&take.id, SoundState::Binned)?;
        }
        Ok(thinning)
    }
}

/// The takes whose sound may go; `takes` are newest first. A take without a question is no one of several, and one that was
/// not heard yet, or not well, has nothing but its sound: both stay.
fn going(takes: &[TakeSummary], stays: impl Fn(&TakeSummary) -> bool) -> Vec<&TakeSummary> {
    let mut questions: BTreeMap<&str, Vec<&TakeSummary>> = BTreeMap::new();
    for take in takes.iter().filter(|take| take.sound == SoundState::Kept) {
        if let Some(asked) = take.question_id.as_deref().or(take.question.as_deref()) {
            questions.entry(asked).or_default().push(take);
        }
    }
    let best: BTreeSet<&str> = questions.values().filter_map(|takes| best_of(takes)).collect();
    let heard = |take: &TakeSummary| matches!(take.status, TakeStatus::Scored | TakeStatus::NotScored);
    let several = |take: &TakeSummary| take.question_id.is_some() || take.question.is_some();
    takes
        .iter()
        .filter(|take| take.sound == SoundState::Kept && several(take) && heard(take))
        .filter(|take| !best.contains(take.id.as_str()) && !stays(take))
        .collect()
}

/// The best-scored take of one question: by its overall, then by the mean of its points, then the newest.
fn best_of<'a>(takes: &[&'a TakeSummary]) -> Option<&'a str> {
    let mean_x100 = |take: &TakeSummary| {
        let points: Vec<u32> = take.criteria.iter().filter_map(|one| one.points).map(u32::from).collect();
        points.iter().sum::<u32>() * 100 / points.len().max(1) as u32
    };
    let ranked = takes.iter().enumerate().max_by_key(|(at, take)| (take.overall, mean_x100(take), Reverse(*at)));
    ranked.map(|(_, take)| take.id.as_str())
}

#[cfg(test)]
mod tests {
    use interview::{Debrief, amendments::Amendments};
    use store::{Labels, Origin};

    use super::*;
    use crate::{
        DataFolder, Engine, ExportOptions, Format, TakePlan, library::tests::second_of_sound, take::SoundFacts,
    };

    const OLD: &str = "20200102-030405-0000";

    /// A library of answers to one question, the oldest first, each with its overall.
    fn library(overall: &[u8]) -> (tempfile::TempDir, Library) {
        let parent = tempfile::tempdir().expect("a temporary folder");
        let folder = DataFolder::open(Some(parent.path())).expect("a folder that can be made");
        let library = Library::open(folder).expect("a new library");
        let debrief: Debrief =
            serde_json::from_str(include_str!("../../report/tests/report/fixtures/spoken.json")).expect("a debrief");
        for (at, overall) in overall.iter().enumerate() {
            let id = format!("{OLD}{at}");
            second_of_sound(&library, &id);
            let sound = SoundFacts {
                file: format!("{id}.wav"),
                duration_ms: 1_000,
                sample_rate: 16_000,
                channels: 1,
                lost_ms: 0,
            };
            let plan = TakePlan { asked: debrief.question.clone(), ..TakePlan::default() };
            library.keep_take(&id, &plan, &sound, Origin::Microphone).expect("a new take");
            let mut debrief = debrief.clone();
            debrief.scorecard.overall = Some(*overall);
            library.keep_debrief(&id, &debrief, &Amendments::default()).expect("kept");
        }
        (parent, library)
    }

    fn gone(thinning: &Thinning) -> Vec<&str> {
        thinning.takes.iter().map(|take| take.id.strip_prefix(OLD).unwrap_or_default()).collect()
    }

    #[test]
    fn the_best_the_starred_and_the_recent_stay() {
        let (_parent, library) = library(&[2, 4, 3, 4, 1]);
        library.set_labels(&format!("{OLD}2"), &Labels { favourite: true, ..Labels::default() }).expect("a take");
        let thinning = library.would_thin(30).expect("readable");
        assert_eq!(gone(&thinning), ["4", "1", "0"], "of two that are as good the newer stays");
        assert_eq!((thinning.stay, thinning.kb), (2, 3 * 33));
        library.store().set_best(&format!("{OLD}0"), true).expect("a take");
        assert_eq!(
            gone(&library.would_thin(30).expect("readable")),
            ["4", "1"],
            "the best telling is the speaker's word"
        );
        assert_eq!(gone(&library.would_thin(100_000).expect("readable")), Vec::<&str>::new(), "all of them are recent");
        assert!(library.binned().expect("readable").is_empty(), "to look changes nothing");
    }

    #[test]
    fn sound_that_went_comes_back_from_the_bin_or_is_gone_and_the_words_stay() {
        let (_parent, library) = library(&[2, 4]);
        let id = format!("{OLD}0");
        assert_eq!(gone(&library.thin(30).expect("writable")), ["0"]);
        assert!(matches!(library.sound(&id), Err(RehearsalError::SoundGone(_))));
        assert!(library.binned().expect("readable")[0].sound_only);
        assert!(library.folder().recordings().join(format!("{id}.wav")).exists(), "for 30 days");
        library.undo_delete(&id).expect("it is in the bin");
        assert!(library.sound(&id).is_ok_and(|sound| sound.exists()));

        library.thin(30).expect("writable");
        assert_eq!(library.empty_bin().expect("writable"), 0, "no whole take was in it");
        assert!(!library.folder().recordings().join(format!("{id}.wav")).exists(), "the room is free");
        assert!(library.undo_delete(&id).is_ok(), "nothing is left to bring back");
        let engine = Engine::open(None).expect("the shipped models");
        let view = library.view(&engine, &id).expect("a take that can be read");
        assert_eq!((view.summary.sound, view.debrief.is_some()), (SoundState::Gone, true));
        library.set_labels(&id, &Labels { title: Some("Kept".into()), ..Labels::default() }).expect("it can be named");
        let options = ExportOptions { sound: true, ..ExportOptions::default() };
        let page = library.export(&engine, &id, Format::Html, options).expect("exported without its sound");
        assert!(!String::from_utf8_lossy(&page.bytes).contains("audio/flac"));
        let compressed = library.compress(0, &mut |_| {}, &false.into()).expect("readable");
        assert_eq!((compressed.takes, compressed.failed), (1, 0), "what is gone is not missed");
        assert_eq!(gone(&library.would_thin(30).expect("readable")), Vec::<&str>::new());
    }

    #[test]
    fn a_take_without_sound_survives_a_lost_database_and_can_be_deleted() {
        let (parent, library) = library(&[2, 4, 3]);
        let [gone, binned] = [format!("{OLD}0"), format!("{OLD}2")];
        library.note_sound(&gone, SoundState::Binned).expect("a take");
        library.empty_bin().expect("writable");
        library.note_sound(&binned, SoundState::Binned).expect("a take");
        let before = library.debrief(&gone).expect("a debrief");
        drop(library);
        fs::write(parent.path().join("library.db"), [7; 5000]).expect("writable");
        let rebuilt = Library::open(DataFolder::open(Some(parent.path())).expect("a folder")).expect("rebuilt");
        assert_eq!(rebuilt.unfinished().expect("readable"), 0);
        assert_eq!(rebuilt.debrief(&gone).expect("its words were beside its recording"), before);
        assert_eq!(rebuilt.take(&gone).expect("a row").sound, SoundState::Gone);
        assert_eq!(rebuilt.take(&binned).expect("a row").sound, SoundState::Binned);
        rebuilt.delete(&gone).expect("a take");
        assert_eq!(rebuilt.empty_bin().expect("writable"), 1);
        assert!(rebuilt.take(&gone).is_err() && !rebuilt.folder().recordings().join(format!("{gone}.json")).exists());
    }

    #[test]
    fn takes_that_are_no_one_of_several_or_have_no_words_yet_stay() {
        let (_parent, library) = library(&[2, 4, 1]);
        library.store().set_failed(&format!("{OLD}0"), "out of memory").expect("a take");
        assert_eq!(gone(&library.would_thin(0).expect("readable")), ["2"], "a failed one has nothing but its sound");
    }
}
