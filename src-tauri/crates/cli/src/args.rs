//! The command line, as clap reads it.

mod models;
mod takes;

use std::{num::NonZero, path::PathBuf};

use clap::{Args, Parser, Subcommand, ValueEnum};
use clap_complete::Shell;
use interview::question::Round;
use rehearsal::Format;

pub use models::ModelAction;
pub use takes::{Export, HearAgain, Label, Rows};

use crate::choosing::Choosing;

/// Rehearse interview answers: record, transcribe and score them, all on this machine.
#[derive(Debug, Parser)]
#[command(
    name = "debrief",
    version,
    after_help = "Exit codes: 0 done, 2 wrong usage, 3 bad input, 4 no such thing, 5 device or disk failed, 130 interrupted."
)]
pub struct Arguments {
    /// Folder of the library (default: the platform's data folder)
    #[arg(long, global = true, env = "DEBRIEF_DATA_DIR", value_name = "DIR", hide_env_values = true)]
    pub data_dir: Option<PathBuf>,
    #[command(subcommand)]
    pub command: Command,
}

/// What to do.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// Transcribe and score recorded answers (WAV, FLAC, MP3, M4A, OGG, Opus, videos, and more)
    #[command(after_help = "Example: debrief analyze answer.wav --question 'Tell me about yourself.' --format md")]
    Analyze(Analyze),
    /// Transcribe and score every recording of a folder: one JSON line a file, in file order
    #[command(
        long_about = "Transcribe and score every recording of a folder and the folders inside it. One JSON line a file, in \
                      file order: its debrief, or {\"take\": {\"file\"}, \"error\": {\"code\", \"message\"}} for one that could not \
                      be used; that one is named on standard error too, and the exit code at the end is 3.",
        after_help = "Examples:\n  debrief batch recordings --jobs 4 | jq -r '[.take.file, .scorecard.overall] | @tsv'\n  \
                      debrief batch recordings -o results.jsonl            # cut off? the same with --resume goes on"
    )]
    Batch(Batch),
    /// Score a transcript: JSON of this program, or plain text; no sound, so no delivery
    #[command(
        after_help = "Example: debrief score answer.txt --round leadership --format json | jq .scorecard.overall"
    )]
    Score(Score),
    /// Answer out loud: record, hear while you speak, score when you stop
    #[command(after_help = "Examples:\n  debrief rehearse --question 'Tell me about yourself.'\n  \
                      debrief rehearse --input answer.wav --format json   # a file in place of the microphone")]
    Rehearse(Rehearse),
    /// Record to a WAV file, nothing else
    #[command(after_help = "Example: debrief record -o answer.wav --seconds 120")]
    Record(Record),
    /// List microphones
    Devices(Listing),
    /// List the questions
    Questions(Listing),
    /// List the rubrics
    Rubrics(Listing),
    /// List, download, import, delete, try or check speech models
    Models {
        #[command(subcommand)]
        action: Option<ModelAction>,
        #[command(flatten)]
        listing: Listing,
    },
    /// List the takes, newest first; all of them, or those that pass every filter
    #[command(after_help = "Examples:\n  debrief list --format json | jq -r '.takes[0].id'\n  \
                      debrief list --round leadership --without impact --since 2026-11-01")]
    List {
        #[command(flatten)]
        choosing: Choosing,
        #[command(flatten)]
        listing: Listing,
    },
    /// Show the debrief of a take
    #[command(after_help = "Example: debrief show ID --format md | less")]
    Show(Show),
    /// Find words in everything you said
    #[command(after_help = "Example: debrief search '\"dropped the portal\"'   # quotes keep words together")]
    Search {
        /// Words to find
        text: String,
        #[command(flatten)]
        choosing: Choosing,
        #[command(flatten)]
        listing: Listing,
    },
    /// Give a take a title of its own, tags, a star; without options, show what it has
    #[command(after_help = "Example: debrief label ID --title 'The merger' --tag panel --favourite")]
    Label(Label),
    /// List the tags, each with how many takes have it
    Tags(Listing),
    /// Write takes to files: one, several, or all that pass the filters
    #[command(
        long_about = "Write takes to files: one, several, or all that pass the filters. Several takes give one file each into \
                      the folder OUT; --format csv gives one table with a row a take, and --format cards one file of cards \
                      (Anki imports it).",
        after_help = "Examples:\n  debrief export ID --format pdf -o debrief.pdf\n  \
                      debrief export ID --format html --with-sound -o answer.html\n  \
                      debrief export --all --tag panel --format csv --redact --no-scores -o panel.csv"
    )]
    Export(Export),
    /// Hear a take again with another speech model, and show what changed
    #[command(
        long_about = "Hear a take again with another speech model. Your corrections go along where the words are still the \
                      same; where some would be lost they are named and nothing changes, unless you say so. The card before \
                      is kept, and what was heard before can be put back.",
        after_help = "Examples:\n  debrief hear-again ID --model base.en-q8_0\n  debrief hear-again ID --show --format json\n  \
                      debrief hear-again ID --undo"
    )]
    HearAgain(HearAgain),
    /// Move a take to the bin
    Delete {
        /// Id of the take
        id: String,
    },
    /// List what was deleted in the last 30 days, bring a take or its sound back, or empty the bin
    Bin {
        #[command(subcommand)]
        action: Option<BinAction>,
        #[command(flatten)]
        listing: Listing,
    },
    /// Find recordings that were cut off, repair them, and make the debriefs that are missing
    Recover,
    /// Write takes, settings, own questions and rubrics to one file; models are left out
    Backup {
        /// File to write (zip); it must not be there yet
        out: PathBuf,
    },
    /// Put a backup in place; a library that is not empty is left alone
    Restore {
        /// A file `debrief backup` wrote
        file: PathBuf,
        /// Move the library that is there aside, whole, and put the backup in its place
        #[arg(long)]
        replace: bool,
    },
    /// Show how much room the library takes
    Storage(Listing),
    /// Keep older recordings in about half the room, as FLAC: without loss, compared sample by sample before the WAV goes
    #[command(after_help = "Example: debrief compress --older-than 60")]
    Compress {
        /// Only recordings at least so many days old
        #[arg(long, value_name = "DAYS", default_value_t = 30)]
        older_than: u32,
    },
    /// Keep the sound of the best takes only: that of the others goes to the bin for 30 days, words and cards stay
    #[command(
        long_about = "Keep the sound of the best takes only. Of each question the sound of starred takes, of the best-scored \
                      take, of your best telling and of recent takes stays; that of the others goes to the bin for 30 days. \
                      Words and cards stay. Takes without a question are left alone. Without --yes it only shows what would \
                      go.",
        after_help = "Examples:\n  debrief thin --newer-than 90           # what would go\n  debrief thin --newer-than 90 --yes"
    )]
    Thin {
        /// Leave takes of the last so many days alone
        #[arg(long, value_name = "DAYS", default_value_t = 30)]
        newer_than: u32,
        /// Do it
        #[arg(long)]
        yes: bool,
        #[command(flatten)]
        listing: Listing,
    },
    /// Move the data folder: copied, every copy compared, and only then the new one counts
    #[command(after_help = "Example: debrief move /media/disk/debrief\n  \
                      The old folder keeps a note of where it went, so nothing else has to be changed.")]
    Move {
        /// New or empty folder
        to: PathBuf,
        /// Remove the old files once the new ones are checked
        #[arg(long)]
        remove_old: bool,
    },
    /// Measure accuracy on labelled data; prints a table and JSON
    Eval(Eval),
    /// Print the completions of a shell
    #[command(
        after_help = "Examples:\n  debrief completions bash > ~/.local/share/bash-completion/completions/debrief\n  \
                      debrief completions zsh > ~/.zfunc/_debrief\n  \
                      debrief completions fish > ~/.config/fish/completions/debrief.fish\n  \
                      debrief completions powershell >> $PROFILE"
    )]
    Completions {
        /// The shell
        shell: Shell,
    },
    /// Print the manual page
    #[command(after_help = "Example: debrief man > ~/.local/share/man/man1/debrief.1")]
    Man,
}

/// `debrief bin …`
#[derive(Debug, Clone, Subcommand)]
pub enum BinAction {
    /// List what is in it
    List,
    /// Bring a take back
    Undo {
        /// Id of the take
        id: String,
    },
    /// Remove everything in it for good: sound, transcript, search entries and cards
    Empty,
}

/// What an answer is judged by.
#[derive(Debug, Clone, Args)]
pub struct Judging {
    /// The question that was answered
    #[arg(long, value_name = "TEXT")]
    pub question: Option<String>,
    /// Its round
    #[arg(long, value_name = "ID", help = format!("Its round: {}", Round::ids()))]
    pub round: Option<String>,
    /// Rubric to score by
    #[arg(long, value_name = "ID|FILE")]
    pub rubric: Option<String>,
}

/// `debrief analyze`
#[derive(Debug, Args)]
pub struct Analyze {
    /// Sound files
    #[arg(required = true, value_name = "FILE")]
    pub files: Vec<PathBuf>,
    #[command(flatten)]
    pub judging: Judging,
    /// Speech model
    #[arg(long, value_name = "ID|FILE")]
    pub model: Option<String>,
    #[command(flatten)]
    pub rendering: Rendering,
    /// Keep the answers in the library as well
    #[arg(long)]
    pub save: bool,
}

/// `debrief batch`
#[derive(Debug, Args)]
pub struct Batch {
    /// Folder of recordings
    #[arg(value_name = "DIR")]
    pub dir: PathBuf,
    /// How many files are worked on at the same time (default: one for each processor core)
    #[arg(short, long, value_name = "N")]
    pub jobs: Option<NonZero<usize>>,
    #[command(flatten)]
    pub judging: Judging,
    /// Speech model
    #[arg(long, value_name = "ID|FILE")]
    pub model: Option<String>,
    /// Keep the answers in the library as well
    #[arg(long)]
    pub save: bool,
    /// File to write the lines to, each as soon as it is there
    #[arg(short, long, value_name = "OUT")]
    pub output: Option<PathBuf>,
    /// Go on where the lines in OUT end
    #[arg(long, requires = "output", conflicts_with = "force")]
    pub resume: bool,
    /// Overwrite OUT
    #[arg(long, requires = "output")]
    pub force: bool,
}

/// `debrief score`
#[derive(Debug, Args)]
pub struct Score {
    /// A transcript, or - for standard input
    #[arg(value_name = "FILE|-")]
    pub file: PathBuf,
    #[command(flatten)]
    pub judging: Judging,
    #[command(flatten)]
    pub rendering: Rendering,
}

/// `debrief rehearse`
#[derive(Debug, Args)]
pub struct Rehearse {
    /// Play this file in place of the microphone, at real speed
    #[arg(long, value_name = "FILE", conflicts_with = "device")]
    pub input: Option<PathBuf>,
    /// Microphone to record from (default: the system's)
    #[arg(long, value_name = "NAME")]
    pub device: Option<String>,
    /// Stop after this many seconds
    #[arg(long, value_name = "N")]
    pub seconds: Option<u32>,
    #[command(flatten)]
    pub judging: Judging,
    /// Speech model
    #[arg(long, value_name = "ID|FILE")]
    pub model: Option<String>,
    #[command(flatten)]
    pub rendering: Rendering,
}

/// `debrief record`
#[derive(Debug, Args)]
pub struct Record {
    /// File to write
    #[arg(short, long, value_name = "FILE")]
    pub output: PathBuf,
    /// Microphone to record from (default: the system's)
    #[arg(long, value_name = "NAME")]
    pub device: Option<String>,
    /// Stop after this many seconds (default: when you press Enter)
    #[arg(long, value_name = "N")]
    pub seconds: Option<u32>,
}

/// `debrief show`
#[derive(Debug, Args)]
pub struct Show {
    /// Id of the take
    pub id: String,
    #[command(flatten)]
    pub rendering: Rendering,
}

/// `debrief eval`
#[derive(Debug, Args)]
pub struct Eval {
    /// Folder of labelled answers or recordings
    pub dir: PathBuf,
    /// Speech model
    #[arg(long, value_name = "ID|FILE")]
    pub model: Option<String>,
    /// Rubric
    #[arg(long, value_name = "ID|FILE")]
    pub rubric: Option<String>,
    #[command(flatten)]
    pub listing: Listing,
}

/// How a debrief is written down.
#[derive(Debug, Clone, Args)]
pub struct Rendering {
    /// md, html, pdf, docx, json, csv, srt, vtt or cards
    #[arg(long, default_value = "md", value_name = "FORMAT")]
    pub format: Format,
    /// File to write (a folder for several); an existing file is never overwritten without --force
    #[arg(short, long, value_name = "OUT")]
    pub output: Option<PathBuf>,
    /// Overwrite the output file
    #[arg(long)]
    pub force: bool,
}

/// How a list is printed.
#[derive(Debug, Clone, Copy, Args)]
pub struct Listing {
    /// A table for people, or JSON
    #[arg(long, value_enum, global = true, default_value_t = ListFormat::Table, value_name = "FORMAT")]
    pub format: ListFormat,
}

/// Forms of a list.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum ListFormat {
    /// Aligned columns.
    Table,
    /// One JSON document.
    Json,
}

#[cfg(test)]
mod tests {
    use clap::CommandFactory;

    #[test]
    fn the_command_line_is_well_formed() {
        super::Arguments::command().debug_assert();
    }
}
