//! Mock loops: a round of questions in a row, and what the panel makes of the answers.

use interview::{
    panel::{self, Answered, Card, Outcome, PanelDebrief},
    question::{Question, Round},
    score::verdict,
    scorecard::Verdict,
};
use jiff::Zoned;
use serde::Serialize;
use store::{MockLoop, PastAnswer, PastLoop, TakeStatus};

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

/// A loop of before, as a list shows it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "specta", derive(specta::Type))]
pub struct LoopLine {
    /// Its id.
    pub id: String,
    /// When it began: RFC 3339 with the offset of the place.
    pub started_at: String,
    /// The round all its questions are of; absent where they are of several.
    pub round: Option<Round>,
    /// Answers given in it, follow-ups included.
    pub answers: u32,
    /// Answers whose analysis is not done yet.
    pub waiting: u32,
    /// Whether it was brought to its end.
    pub ended: bool,
    /// 1–5; absent where no answer was scored.
    pub overall: Option<u8>,
    /// The vote that goes with it.
    pub verdict: Option<Verdict>,
}

impl LoopLine {
    fn of(past: PastLoop, questions: &Questions) -> Self {
        let PastLoop { held, answers } = past;
        let mut rounds = held.questions.iter().filter_map(|id| Some(questions.find(id).ok()?.round));
        let first = rounds.next();
        let waiting = answers.iter().filter(|answer| answer.status == TakeStatus::Recorded).count();
        let outcome = |answer: &PastAnswer| Outcome {
            overall: answer.overall,
            listens_for: listens_for(questions, answer.question_id.as_deref()),
            heard: answer.heard.clone(),
        };
        let overall = panel::vote(&answers.iter().map(outcome).collect::<Vec<_>>());
        Self {
            round: first.filter(|first| rounds.all(|round| round == *first)),
            id: held.id,
            started_at: held.started_at,
            answers: answers.len() as u32,
            waiting: waiting as u32,
            ended: held.ended,
            overall,
            verdict: overall.map(verdict),
        }
    }
}

fn listens_for(questions: &Questions, id: Option<&str>) -> Vec<String> {
    let question = id.and_then(|id| questions.find(id).ok());
    question.map(|question| question.listens_for.clone()).unwrap_or_default()
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
            answers.push(Answered {
                take_id: row.id,
                question: row.question.map(|asked| asked.text).unwrap_or_default(),
                listens_for: listens_for(questions, row.question_id.as_deref()),
                debrief: self.store().debrief(take)?,
            });
        }
        Ok(LoopView { debrief: panel::debrief(&answers), held, waiting })
    }

    /// The loops of before in which something was answered, newest first.
    pub fn past_loops(&self, questions: &Questions) -> Result<Vec<LoopLine>, RehearsalError> {
        let past = self.store().past_loops()?;
        Ok(past.into_iter().map(|past| LoopLine::of(past, questions)).collect())
    }

    /// Moves a loop to the bin; its answers stay. [`Library::undo_delete_loop`] brings it back.
    pub fn delete_loop(&self, id: &str) -> Result<(), RehearsalError> {
        Ok(self.store().delete_loop(id, &now())?)
    }

    /// Brings a loop back from the bin.
    pub fn undo_delete_loop(&self, id: &str) -> Result<(), RehearsalError> {
        Ok(self.store().undo_delete_loop(id)?)
    }
}

#[cfg(test)]
mod tests {
    use interview::transcript::Transcript;
    use store::Origin;

    use super::*;
    use crate::{
        DataFolder, Engine, journey,
        take::{SoundFacts, TakePlan},
    };

    /// More words than an answer needs to be scored.
    const SAID: &str = "Two teams wanted opposite things. Sales wanted every feature, and support wanted none. I took \
        each of them to lunch and asked what they would lose. They agreed on one date and on what we would drop. We \
        shipped in May, and the cost of support fell by thirty percent in one quarter.";

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

    #[test]
    fn a_list_tells_of_a_loop_what_its_debrief_tells() {
        let parent = tempfile::tempdir().expect("a temporary folder");
        let folder = DataFolder::open(Some(parent.path())).expect("a folder that can be made");
        let engine = Engine::open(Some(&folder)).expect("an engine");
        let library = Library::open(folder).expect("a new library");
        let questions = Questions::load(None);
        let held = library.begin_loop(&questions, Some(Round::Leadership), 3).expect("a loop");
        let first = questions.find(&held.questions[0]).expect("a question of the bank");
        // One answer that is not read yet, and one that is.
        for id in ["waiting", "read"] {
            let sound = SoundFacts::none_yet(&parent.path().join(format!("recordings/{id}.wav")));
            library.keep_take(id, &TakePlan::answering(first), &sound, Origin::Microphone).expect("kept");
            library.store().add_to_loop(&held.id, id).expect("a loop that is there");
        }
        let rubric = engine.rubric(None).expect("it ships");
        let plan = TakePlan::answering(first);
        let said = journey::of_text(&engine, Transcript::from_text(SAID), plan.judged(&rubric)).expect("scored");
        library.store().keep_debrief("read", &said).expect("kept");

        let view = library.loop_view(&questions, &held.id).expect("the loop");
        let lines = library.past_loops(&questions).expect("a readable library");
        let [line] = lines.as_slice() else { panic!("one loop, not {lines:?}") };
        assert_eq!((line.overall, line.verdict), (view.debrief.overall, view.debrief.verdict), "one vote, told twice");
        assert!(line.overall.is_some(), "the answer was scored");
        assert_eq!((line.round, line.answers, line.waiting), (Some(Round::Leadership), 2, 1));
        library.delete_loop(&held.id).expect("a loop that is there");
        assert_eq!(library.past_loops(&questions).expect("a readable library"), []);
        library.undo_delete_loop(&held.id).expect("a loop in the bin");
        library.delete_loop(&held.id).expect("a loop that is there");
        assert_eq!(library.empty_bin().expect("a writable folder"), 0, "no take was in it");
        assert!(library.undo_delete_loop(&held.id).is_err(), "the loop is gone for good");
        assert!(library.take("read").is_ok(), "its answers stay");
    }
}
