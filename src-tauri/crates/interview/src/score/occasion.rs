//! What the question asks for: a story of the past, or what one would do.

use super::text;
use crate::question::{QuestionAsked, Round};

/// What the question gives occasion for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Occasion {
    /// The round, when known.
    pub round: Option<Round>,
    /// The question asks what one would do, not what one did.
    pub hypothetical: bool,
}

impl Occasion {
    /// Reads the question. Without one, a story of the past is assumed.
    pub fn of(question: Option<&QuestionAsked>) -> Self {
        let Some(question) = question else { return Self::default() };
        Self { round: question.round, hypothetical: hypothetical(&question.text, question.round) }
    }
}

fn hypothetical(question: &str, round: Option<Round>) -> bool {
    let tokens = text::tokens(question);
    let has = |wanted: &[&str]| {
        let wanted: Vec<&str> = wanted.to_vec();
        tokens.windows(wanted.len()).any(|window| window.iter().zip(&wanted).all(|(have, want)| have == want))
    };
    let past = [
        &["tell", "me", "about"][..],
        &["a", "time"],
        &["did", "you"],
        &["have", "you"],
        &["you've"],
        &["were", "you"],
        &["walk", "me", "through", "a"],
        &["walk", "me", "through", "your"],
        &["describe", "a"],
        &["you", "made"],
        &["you", "led"],
    ];
    if past.iter().any(|words| has(words)) {
        return false;
    }
    let would = [
        &["would"][..],
        &["what", "do", "you", "do"],
        &["how", "do", "you"],
        &["design"],
        &["should"],
        &["imagine"],
        &["make", "the", "case"],
        &["what's", "your"],
        &["pick", "a"],
    ];
    would.iter().any(|words| has(words)) || matches!(round, Some(Round::Strategy | Round::ProductDesign))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_story_is_told_from_a_hypothetical() {
        let asked = |text: &str, round| Occasion::of(Some(&QuestionAsked { text: text.into(), round })).hypothetical;
        assert!(!asked("Tell me about a time you would rather forget.", None));
        assert!(asked("A peer refuses to give you engineers. How do you handle it?", None));
        assert!(asked("What would your three-year vision be?", Some(Round::Strategy)));
        assert!(!asked("How did you decide which number to hold a team to?", Some(Round::Analytical)));
    }
}
