//! What is done with speech models.

use std::path::PathBuf;

use clap::Subcommand;

/// `debrief models …`
#[derive(Debug, Clone, Subcommand)]
pub enum ModelAction {
    /// List the models
    List,
    /// Download a model of the list; goes on where an earlier try was cut off
    Download {
        /// Its id
        id: String,
    },
    /// Copy a Whisper model (ggml) you have into the models folder
    Import {
        /// Its file
        file: PathBuf,
    },
    /// Throw away a model that was downloaded or imported
    Delete {
        /// Its id
        id: String,
    },
    /// Try a speech model on this machine with a piece of the sample answer: speed, word errors, memory
    #[command(
        long_about = "Try a speech model on this machine: it hears the first 50 seconds of the sample answer, whose words are \
                      known. Tells how many times faster than speech it is, how many words it got wrong, and whether it \
                      keeps up while you speak (three times faster than speech or more).",
        after_help = "Examples:\n  debrief models test                  # every speech model that is installed\n  \
                      debrief models test base.en-q5_1 --format json | jq .tests[0].speed_x10"
    )]
    Test {
        /// Its id or file (default: every speech model that is installed)
        #[arg(value_name = "ID|FILE")]
        model: Option<String>,
    },
    /// Check every installed model against its SHA-256
    Verify,
}
