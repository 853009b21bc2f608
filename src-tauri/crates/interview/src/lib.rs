//! The domain of a rehearsed interview answer, and its rules.
//!
//! What was asked ([`question`]), what was said ([`transcript`]), how it was said ([`delivery`]), how the answer was
//! built ([`structure`]), what an interviewer would write down ([`signals`]), and the card that says so
//! ([`scorecard`]), by criteria that are data ([`rubric`]). [`debrief`] is all of it together: the document every
//! other crate keeps, shows or exports. Over many takes: what moved between two of them ([`comparison`]) and over weeks
//! ([`trend`]), which stories there are ([`stories`]), what a whole loop comes to
//! ([`panel`]), and what to rehearse next ([`preparation`]).
//!
//! The crate is pure: it does no I/O, reads no clock, uses no randomness and no hash order. Measuring and scoring
//! cannot fail, they return values; only parsing what a person wrote (a rubric, a question file, a transcript) returns
//! a `Result`. The same transcript and rubric give the same scorecard, to the byte, anywhere.

pub mod amendments;
pub mod comparison;
pub mod debrief;
pub mod delivery;
pub mod panel;
pub mod preparation;
pub mod question;
pub mod rubric;
pub mod score;
pub mod scorecard;
pub mod signals;
pub mod stories;
pub mod structure;
pub mod time;
pub mod transcript;
pub mod trend;

pub use debrief::Debrief;
