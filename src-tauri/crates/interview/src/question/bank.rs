//! The bank of questions: the shipped ones, with a user's own laid over them.

use std::sync::LazyLock;

use serde::{Deserialize, Serialize};

use super::{QuestionAsked, QuestionError, Round, parse};

/// One question of the bank.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "specta", derive(specta::Type))]
pub struct Question {
    /// Stable id, for example `leadership-two-teams`.
    pub id: String,
    /// The round it belongs to.
    pub round: Round,
    /// The question, as an interviewer would say it.
    pub text: String,
    /// Ids of the signals it listens for.
    pub listens_for: Vec<String>,
    /// Suggested length of the answer, in seconds.
    pub suggested_s: u32,
    /// Id of the rubric it is scored by.
    pub rubric: String,
    /// What an interviewer would ask next.
    pub follow_ups: Vec<String>,
    /// A card that pushes back on the answer.
    pub pushback: Option<String>,
    /// One line for study mode: what a strong answer does here.
    pub hint: Option<String>,
}

impl Question {
    /// The question as asked in a take.
    pub fn asked(&self) -> QuestionAsked {
        QuestionAsked { text: self.text.clone(), round: Some(self.round) }
    }
}

/// Questions in the order they are shown: by round, in each round as the files have them.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct QuestionBank {
    questions: Vec<Question>,
}

impl QuestionBank {
    /// Reads one question file; `name` is the file's name, for messages.
    ///
    /// A file is TOML, one `[[question]]` table a question:
    ///
    /// ```toml
    /// [[question]]
    /// id = "leadership-two-teams"                # lower-case letters, digits, hyphens; unique
    /// round = "leadership"                       # phone_screen, product_design, behavioral, analytical, leadership, strategy
    /// text = "Tell me about two teams who wanted opposite things from yours."
    /// listens_for = ["influence", "tradeoffs"]   # signal ids of the rubric
    /// suggested_s = 120                          # 30 to 600 seconds; optional, 120 when absent
    /// rubric = "director-pm"                     # optional, director-pm when absent
    /// follow_ups = ["Who lost?"]                 # optional: what an interviewer asks next
    /// pushback = "That sounds like a compromise." # optional: a card that doubts the answer
    /// hint = "Say what each side really needed." # optional: one line for study
    /// ```
    pub fn parse(name: &str, toml: &str) -> Result<Vec<Question>, QuestionError> {
        parse::parse(name, toml)
    }

    /// The bank with these questions laid over it: one with a known id takes that question's place, others follow at
    /// the end of their round. Of two with the same id the later one counts.
    #[must_use]
    pub fn with(mut self, questions: Vec<Question>) -> Self {
        for question in questions {
            match self.questions.iter_mut().find(|known| known.id == question.id) {
                Some(known) => *known = question,
                None => self.questions.push(question),
            }
        }
        self.questions.sort_by_key(|question| question.round);
        self
    }

    /// All questions.
    pub fn questions(&self) -> &[Question] {
        &self.questions
    }

    /// The questions of one round.
    pub fn of_round(&self, round: Round) -> impl Iterator<Item = &Question> {
        self.questions.iter().filter(move |question| question.round == round)
    }

    /// The question with that id.
    pub fn get(&self, id: &str) -> Option<&Question> {
        self.questions.iter().find(|question| question.id == id)
    }

    /// The question with that text, whatever the case and punctuation: a take knows what was asked by its words.
    pub fn find(&self, text: &str) -> Option<&Question> {
        let asked = bare_words(text);
        self.questions.iter().find(|question| bare_words(&question.text) == asked)
    }
}

/// The files shipped with Debrief, by name.
const SHIPPED: [(&str, &str); 6] = [
    ("phone_screen.toml", include_str!("../../../../resources/questions/phone_screen.toml")),
    ("product_design.toml", include_str!("../../../../resources/questions/product_design.toml")),
    ("behavioral.toml", include_str!("../../../../resources/questions/behavioral.toml")),
    ("analytical.toml", include_str!("../../../../resources/questions/analytical.toml")),
    ("leadership.toml", include_str!("../../../../resources/questions/leadership.toml")),
    ("strategy.toml", include_str!("../../../../resources/questions/strategy.toml")),
];

static BANK: LazyLock<QuestionBank> = LazyLock::new(|| {
    SHIPPED.iter().fold(QuestionBank::default(), |bank, (name, toml)| {
        bank.with(
            QuestionBank::parse(name, toml).expect("the shipped questions are compiled in, and a test parses them"),
        )
    })
});

/// The bank shipped with Debrief.
pub fn shipped() -> QuestionBank {
    BANK.clone()
}

fn bare_words(text: &str) -> Vec<String> {
    text.split_whitespace().map(crate::transcript::bare).filter(|word| !word.is_empty()).collect()
}

#[cfg(test)]
mod content;
#[cfg(test)]
mod tests;
