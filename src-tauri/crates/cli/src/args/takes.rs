//! What is done with takes that are kept: labels, hearing again, exports.

use clap::{Args, ValueEnum};

use super::{Listing, Rendering};
use crate::choosing::Choosing;

/// `debrief label`
#[derive(Debug, Args)]
pub struct Label {
    /// Id of the take
    pub id: String,
    /// A title of its own, in the place of its question
    #[arg(long, value_name = "TEXT")]
    pub title: Option<String>,
    /// Take its title away: the question names it again
    #[arg(long, conflicts_with = "title")]
    pub no_title: bool,
    /// Give it a tag; as often as you like
    #[arg(long, value_name = "TAG")]
    pub tag: Vec<String>,
    /// Take a tag away
    #[arg(long, value_name = "TAG")]
    pub untag: Vec<String>,
    /// Give it a star
    #[arg(long)]
    pub favourite: bool,
    /// Take its star away
    #[arg(long, conflicts_with = "favourite")]
    pub no_favourite: bool,
    #[command(flatten)]
    pub listing: Listing,
}

/// `debrief hear-again`
#[derive(Debug, Args)]
pub struct HearAgain {
    /// Id of the take
    pub id: String,
    /// Speech model to hear it with
    #[arg(long, value_name = "ID|FILE", required_unless_present_any = ["show", "undo"])]
    pub model: Option<String>,
    /// Keep the new words even where corrections of yours are lost
    #[arg(long, requires = "model")]
    pub lose_corrections: bool,
    /// Only show what the last time changed
    #[arg(long, conflicts_with_all = ["model", "undo"])]
    pub show: bool,
    /// Put back what was heard before
    #[arg(long, conflicts_with = "model")]
    pub undo: bool,
    #[command(flatten)]
    pub listing: Listing,
}

/// `debrief export`
#[derive(Debug, Args)]
#[expect(clippy::struct_excessive_bools, reason = "each is an option of the command line")]
pub struct Export {
    /// Ids of takes
    #[arg(value_name = "ID", required_unless_present = "all", conflicts_with = "all")]
    pub ids: Vec<String>,
    /// All takes that pass the filters
    #[arg(long)]
    pub all: bool,
    #[command(flatten)]
    pub choosing: Choosing,
    #[command(flatten)]
    pub rendering: Rendering,
    /// Leave out verdict, points, advice and signals
    #[arg(long, help_heading = "What is in it")]
    pub no_scores: bool,
    /// Leave out the names among your own words (people, companies), the file's title too
    #[arg(long, help_heading = "What is in it")]
    pub redact: bool,
    /// Put the recording into the page (html)
    #[arg(long, help_heading = "What is in it")]
    pub with_sound: bool,
    /// What a row of a csv stands for (default: a sentence of one take, a take where there are several)
    #[arg(long, value_enum, value_name = "ROWS", help_heading = "What is in it")]
    pub rows: Option<Rows>,
}

/// What a row of a table stands for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Rows {
    /// A take: one table for all of them.
    Takes,
    /// A sentence: a table for each take.
    Sentences,
    /// A word: a table for each take.
    Words,
}
