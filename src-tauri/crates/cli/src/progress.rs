//! Progress on a terminal, nothing elsewhere.

use std::{io::IsTerminal, time::Duration};

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};
use rehearsal::{Progress, Stage};

/// A bar on stderr when it is a terminal.
pub struct Bar(ProgressBar);

impl Bar {
    /// A bar for one file.
    pub fn new(name: &str) -> Self {
        let bar = ProgressBar::new(100);
        if !std::io::stderr().is_terminal() {
            bar.set_draw_target(ProgressDrawTarget::hidden());
        }
        if let Ok(style) = ProgressStyle::with_template("{prefix} {bar:24} {percent:>3} % {msg}") {
            bar.set_style(style);
        }
        bar.set_prefix(name.to_owned());
        bar.enable_steady_tick(Duration::from_millis(200));
        Self(bar)
    }

    /// Shows a step.
    pub fn show(&self, progress: Progress) {
        let (message, position) = match progress.stage {
            Stage::Transcribing => ("transcribing", u64::from(progress.percent) * 95 / 100),
            Stage::Scoring => ("scoring", 96),
            Stage::Keeping => ("keeping", 99),
        };
        self.0.set_message(message);
        self.0.set_position(position);
    }
}

impl Drop for Bar {
    fn drop(&mut self) {
        self.0.finish_and_clear();
    }
}
