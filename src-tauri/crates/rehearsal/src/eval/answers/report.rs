//! The figures on labelled answers, as a table for people and as JSON for scripts.

use std::{collections::BTreeMap, fmt::Write as _};

use interview::{rubric::Rubric, score::Scored, structure::Role};
use serde::Serialize;

use super::{
    labelled::Labelled,
    measures::{Counts, partial, spearman, thousandths},
    padding::Padding,
};

/// Everything measured in one folder.
#[derive(Debug, Clone, Serialize)]
pub struct AnswersReport {
    /// Labelled answers.
    pub answers: usize,
    /// Their sentences.
    pub sentences: usize,
    /// Judged by models that did not know the answer.
    pub unseen: Judged,
    /// Judged by a model that did: what memory alone adds. Absent where only one model was measured.
    pub seen: Option<Judged>,
    /// What sentences that say nothing added to the unseen ones.
    pub padding: Padding,
}

/// Agreement with the labels. Shares are thousandths; correlations thousandths too, absent where nothing varies.
#[derive(Debug, Clone, Serialize)]
pub struct Judged {
    /// Roles right.
    pub roles_accuracy: u32,
    /// Mean F1 over the roles.
    pub roles_f1: u32,
    /// Rows: the true role; columns: the role given. Order S T A R H L N.
    pub confusion: [[u32; 7]; 7],
    /// By signal.
    pub signals: BTreeMap<String, SignalFigures>,
    /// Mean F1 over the signals, by sentence.
    pub signals_f1: u32,
    /// Mean F1 over the signals, by answer (present anywhere).
    pub signals_f1_by_answer: u32,
    /// Spearman of the overall.
    pub overall: Option<i32>,
    /// The same with the number of words removed.
    pub overall_without_length: Option<i32>,
    /// Spearman of each criterion, where both sides gave points.
    pub criteria: BTreeMap<String, Option<i32>>,
    /// Answers not scored.
    pub not_scored: usize,
}

/// Agreement on one signal.
#[derive(Debug, Clone, Serialize)]
pub struct SignalFigures {
    /// Sentences that carry it.
    pub labelled: u32,
    /// F1 by sentence.
    pub f1: u32,
    /// Share found that is true.
    pub precision: u32,
    /// Share true that is found.
    pub recall: u32,
    /// F1 by answer.
    pub f1_by_answer: u32,
}

impl AnswersReport {
    /// Compares what was judged with the labels.
    pub fn of(
        labelled: &[Labelled],
        unseen: &[Scored],
        seen: Option<&[Scored]>,
        padding: Padding,
        rubric: &Rubric,
    ) -> Self {
        Self {
            answers: labelled.len(),
            sentences: labelled.iter().map(|answer| answer.sentences.len()).sum(),
            unseen: Judged::of(labelled, unseen, rubric),
            seen: seen.map(|seen| Judged::of(labelled, seen, rubric)),
            padding,
        }
    }

    /// The figures as a table.
    pub fn table(&self) -> String {
        let mut out = format!("{} answers, {} sentences; unseen | seen\n", self.answers, self.sentences);
        let unseen = &self.unseen;
        let of_seen = |of: &dyn Fn(&Judged) -> String| self.seen.as_ref().map_or(String::new(), of);
        let mut line = |name: &str, of: &dyn Fn(&Judged) -> String| {
            let _ = writeln!(out, "{name:<34} {:>7} {:>7}", of(unseen), of_seen(of));
        };
        line("roles, accuracy", &|judged| share(judged.roles_accuracy));
        line("roles, macro F1", &|judged| share(judged.roles_f1));
        line("signals, macro F1 by sentence", &|judged| share(judged.signals_f1));
        line("signals, macro F1 by answer", &|judged| share(judged.signals_f1_by_answer));
        line("overall, Spearman", &|judged| correlation(judged.overall));
        line("overall, word count removed", &|judged| correlation(judged.overall_without_length));
        for id in unseen.criteria.keys() {
            line(&format!("  {id}"), &|judged| correlation(judged.criteria.get(id).copied().flatten()));
        }
        for (id, figures) in &unseen.signals {
            let f1 = |judged: &Judged| judged.signals.get(id).map_or(0, |figures| figures.f1);
            line(&format!("  {id} ({})", figures.labelled), &|judged| share(f1(judged)));
        }
        out.push_str("roles: true in rows, given in columns, S T A R H L N\n");
        for (role, row) in Role::ALL.iter().zip(&unseen.confusion) {
            let cells: Vec<String> = row.iter().map(|count| format!("{count:>5}")).collect();
            let _ = writeln!(out, "{role:?} {}", cells.join(""));
        }
        let padding = &self.padding;
        let _ = writeln!(out, "padded {} times: overall rose {} times", padding.trials, padding.overall);
        for (id, rose) in &padding.criteria {
            let _ = writeln!(out, "  {id} rose {rose} times");
        }
        out
    }
}

/// Thousandths as a person reads them.
fn share(value: u32) -> String {
    format!("{:.3}", f64::from(value) / 1e3)
}

fn correlation(value: Option<i32>) -> String {
    value.map_or("-".to_owned(), |value| format!("{:.3}", f64::from(value) / 1e3))
}

impl Judged {
    fn of(labelled: &[Labelled], judged: &[Scored], rubric: &Rubric) -> Self {
        let confusion = confusion(labelled, judged);
        let right: u32 = (0..7).map(|role| confusion[role][role]).sum();
        let all: u32 = confusion.iter().flatten().sum();
        let role_f1 = (0..7).map(|role| {
            let given: u32 = confusion.iter().map(|row| row[role]).sum();
            thousandths(2 * confusion[role][role], given + confusion[role].iter().sum::<u32>())
        });
        let signals: BTreeMap<String, SignalFigures> =
            rubric.signals.iter().map(|rule| (rule.id.clone(), figures(&rule.id, labelled, judged))).collect();
        let mean = |of: fn(&SignalFigures) -> u32| {
            signals.values().map(of).sum::<u32>().checked_div(signals.len() as u32).unwrap_or(0)
        };
        let scored: Vec<[f64; 3]> = labelled
            .iter()
            .zip(judged)
            .filter_map(|(answer, judged)| {
                let words = answer.sentences.iter().map(|said| said.text.split_whitespace().count()).sum::<usize>();
                Some([f64::from(judged.scorecard.overall?), f64::from(answer.overall?), words as f64])
            })
            .collect();
        let column = |at: usize| -> Vec<f64> { scored.iter().map(|row| row[at]).collect() };
        Self {
            roles_accuracy: thousandths(right, all),
            roles_f1: role_f1.sum::<u32>() / 7,
            confusion,
            signals_f1: mean(|figures| figures.f1),
            signals_f1_by_answer: mean(|figures| figures.f1_by_answer),
            signals,
            overall: whole(spearman(&column(0), &column(1))),
            overall_without_length: whole(partial(&column(0), &column(1), &column(2))),
            criteria: criteria(labelled, judged, rubric),
            not_scored: judged.iter().filter(|judged| judged.scorecard.overall.is_none()).count(),
        }
    }
}

fn whole(value: Option<f64>) -> Option<i32> {
    value.map(|value| (value * 1000.0).round() as i32)
}

fn confusion(labelled: &[Labelled], judged: &[Scored]) -> [[u32; 7]; 7] {
    let mut confusion = [[0; 7]; 7];
    for (answer, judged) in labelled.iter().zip(judged) {
        for (said, given) in answer.sentences.iter().zip(&judged.structure.roles) {
            confusion[place(said.star)][place(given.role)] += 1;
        }
    }
    confusion
}

fn place(role: Role) -> usize {
    Role::ALL.iter().position(|other| *other == role).unwrap_or(0)
}

fn figures(id: &str, labelled: &[Labelled], judged: &[Scored]) -> SignalFigures {
    let (mut by_sentence, mut by_answer) = (Counts::default(), Counts::default());
    for (answer, judged) in labelled.iter().zip(judged) {
        let found: Vec<u32> =
            judged.signals.iter().filter(|signal| signal.id == id).map(|signal| signal.sentence).collect();
        for (index, said) in answer.sentences.iter().enumerate() {
            by_sentence.add(found.contains(&(index as u32)), said.signals.iter().any(|signal| signal == id));
        }
        let anywhere = answer.sentences.iter().any(|said| said.signals.iter().any(|signal| signal == id));
        by_answer.add(!found.is_empty(), anywhere);
    }
    SignalFigures {
        labelled: by_sentence.hits + by_sentence.misses,
        f1: by_sentence.f1(),
        precision: by_sentence.precision(),
        recall: by_sentence.recall(),
        f1_by_answer: by_answer.f1(),
    }
}

fn criteria(labelled: &[Labelled], judged: &[Scored], rubric: &Rubric) -> BTreeMap<String, Option<i32>> {
    let of = |id: &str| {
        let pairs = labelled.iter().zip(judged).filter_map(|(answer, judged)| {
            let truth = (*answer.scores.get(id)?)?;
            let given = judged.scorecard.criteria.iter().find(|criterion| criterion.id == id)?.points?;
            Some((f64::from(given), f64::from(truth)))
        });
        let (given, truth): (Vec<f64>, Vec<f64>) = pairs.unzip();
        whole(spearman(&given, &truth))
    };
    let labelled_at_all = |id: &str| labelled.iter().any(|answer| answer.scores.contains_key(id));
    rubric.criteria.iter().filter(|c| labelled_at_all(&c.id)).map(|c| (c.id.clone(), of(&c.id))).collect()
}
