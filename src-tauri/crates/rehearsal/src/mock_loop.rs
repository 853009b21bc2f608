//! Mock loops: a round of questions in a row, and what the panel makes of the answers.

use interview::{
    panel::{self, Answered, Card, PanelDebrief},
    question::{Question, Round},
};
use jiff::Zoned;
use serde::Serialize;
use store::MockLoop;

use crate::{Library, Questions, RehearsalError, take::now};

/// Fewest and most questions of a loop.
const LENGTH: (u32, u32) = (3, 6);

/// A loop and what came of it.
#[derive(Debug, Clone, Serialize)]
#[cfg_attr(feature = "specta", derive(specta::Type))]
pub struct LoopView {
    /// The loop.
    pub held: MockLoop,
    /// What the panel writes; complete once every answer was analysed.
    pub debrief: PanelDebrief,
    /// Answers whose analysis is not done yet.
    pub waiting: u32,
}

impl Library {
    /// Begins a loop of 3–6 questions, all of one round or one of each round in their order; those first that listen
    /// for what is weakest.
    pub fn begin_loop(
        &self,
        questions: &Questions,
        round: Option<Round>,
        length: u32,
    ) -> Result<MockLoop, RehearsalError> {
        let ordered = self.weakest_questions(questions.all())?;
        let ordered: Vec<&Question> = ordered.iter().filter_map(|id| questions.find(id).ok()).collect();
        let length = length.clamp(LENGTH.0, LENGTH.1) as usize;
        let chosen: Vec<String> = match round {
            Some(round) => {
                let of_round = ordered.into_iter().filter(|question| question.round == round);
                of_round.take(length).map(|question| question.id.clone()).collect()
            }
            None => Round::ALL
                .into_iter()
                .filter_map(|round| ordered.iter().find(|question| question.round == round))
                .take(length)
                .map(|question| question.id.clone())
                .collect(),
        };
        let id = format!("loop-{}", Zoned::now().strftime("%Y%m%d-%H%M%S-%6f"));
        let started_at = now();
        self.store().insert_loop(&id, &started_at, &chosen)?;
        Ok(MockLoop { id, started_at, questions: chosen, takes: Vec::new(), ended: false })
    }

    /// What the interviewer asks after a take, if anything; what was `asked` is not asked again.
    pub fn next_card(
        &self,
        questions: &Questions,
        take: &str,
        asked: &[String],
    ) -> Result<Option<Card>, RehearsalError> {
        let row = self.take(take)?;
        let question = row.question_id.as_deref().and_then(|id| questions.find(id).ok());
        let debrief = self.store().debrief(take)?;
        Ok(debrief.and_then(|debrief| panel::next_card(question, &debrief, asked)))
    }

    /// A loop and what came of it.
    pub fn loop_view(&self, questions: &Questions, id: &str) -> Result<LoopView, RehearsalError> {
        let held = self.store().mock_loop(id)?.ok_or_else(|| RehearsalError::NoSuchLoop(id.to_owned()))?;
        let mut waiting = 0;
        let mut answers = Vec::new();
        for take in &held.takes {
            let row = self.take(take)?;
            waiting += u32::from(row.status == store::TakeStatus::Recorded);
            let question = row.question_id.as_deref().and_then(|id| questions.find(id).ok());
            answers.push(Answered {
                take_id: row.id,
                question: row.question.map(|asked| asked.text).unwrap_or_default(),
                listens_for: question.map(|question| question.listens_for.clone()).unwrap_or_default(),
                debrief: self.store().debrief(take)?,
            });
        }
        Ok(LoopView { debrief: panel::debrief(&answers), held, waiting })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::DataFolder;

    #[test]
    fn a_loop_has_three_to_six_questions_and_is_found_again() {
        let parent = tempfile::tempdir().expect("a temporary folder");
        let folder = DataFolder::open(Some(parent.path())).expect("a folder that can be made");
        let library = Library::open(folder).expect("a new library");
        let questions = Questions::load(None);
        let begin = |round, length| library.begin_loop(&questions, round, length).expect("a loop");
        assert_eq!(begin(None, 99).questions.len(), 6, "one of each round");
        let leadership = begin(Some(Round::Leadership), 0);
        assert_eq!(leadership.questions.len(), 3);
        let all_of_it = leadership
            .questions
            .iter()
            .all(|id| questions.find(id).is_ok_and(|question| question.round == Round::Leadership));
        assert!(all_of_it, "a round of its own stays in its round");
        let view = library.loop_view(&questions, &leadership.id).expect("the loop just begun");
        assert_eq!((view.held, view.debrief.overall, view.waiting), (leadership, None, 0));
        assert!(library.loop_view(&questions, "none").is_err());
    }
}
