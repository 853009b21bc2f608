//! The library on disk: every take, what was heard in it, what was made of it, and the words to find it again.
//!
//! One `SQLite` file holds it all except the sound, which lies as plain files beside it. A take is a row before anything
//! is analysed, so that nothing that fails later can lose it; a finished [`Debrief`](interview::Debrief) is kept in one
//! transaction, and an older scorecard is never overwritten, only followed. The file is private (mode 0600), survives a
//! crash (write-ahead log), and may be open in the window and on the command line at once. A library written by a newer
//! Debrief is refused, one that cannot be read is set aside, and what a person purges leaves no text behind.
//!
//! This is the only crate that speaks SQL. It knows no sound file beyond its name: the caller removes the file whose
//! name [`Store::purge`] returns. It reads no clock: dates are arguments, RFC 3339 with an offset.

mod bin;
mod charted;
mod columns;
mod debriefs;
mod error;
mod heard;
mod labels;
mod list;
mod loops;
mod open;
mod preparation;
mod query;
mod search;
mod settings;
mod sounds;
mod take;
mod takes;
mod written;

pub use bin::BinnedTake;
pub use charted::{PracticeDay, Rehearsed};
pub use debriefs::{Made, ScorecardVersion};
pub use error::StoreError;
pub use heard::HeardBefore;
pub use labels::{AnsweredQuestion, Labels, TagCount};
pub use loops::{MockLoop, PastAnswer, PastLoop};
pub use open::{Opened, Store};
pub use preparation::Preparation;
pub use search::{SearchHit, SnippetPart};
pub use settings::{Settings, Theme};
pub use take::{
    CriterionPoints, NewTake, Origin, SignalWanted, SoundState, TakeFilter, TakeRow, TakeStatus, TakeSummary,
};
pub use takes::instant_ms;
pub use written::{Note, OwnPoints};
