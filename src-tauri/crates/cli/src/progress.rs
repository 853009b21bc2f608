//! Progress on a terminal, nothing elsewhere.

use std::{io::IsTerminal, time::Duration};

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};
use rehearsal::{Progress, Stage};

/// A bar on stderr when it is a terminal.
pub struct Bar(ProgressBar);

impl Bar {
    /// A bar for one file.
    pub fn new(name: &str) -> Self {
        Self(bar(name, "{prefix} {bar:24} {percent:>3} % {msg}"))
    }

    /// Shows how far something else has come.
    pub fn at(&self, percent: u8, doing: &'static str) {
        self.0.set_message(doing);
        self.0.set_position(percent.into());
    }

    /// Shows a step.
    pub fn show(&self, progress: Progress) {
        let (message, position) = match progress.stage {
            Stage::Transcribing => ("transcribing", u64::from(progress.percent) * 95 / 100),
            Stage::Learning => ("learning", 95),
            Stage::Scoring => ("scoring", 96),
            Stage::Keeping => ("keeping", 99),
        };
        self.0.set_message(message);
        self.0.set_position(position);
    }
}

/// A bar of bytes on stderr when it is a terminal.
pub struct Bytes(ProgressBar);

impl Bytes {
    /// A bar for one file.
    pub fn new(name: &str) -> Self {
        Self(bar(name, "{prefix} {bar:24} {bytes} of {total_bytes}, {eta} left"))
    }

    /// Shows how much is here.
    pub fn show(&self, bytes: u64, of: u64) {
        self.0.set_length(of);
        self.0.set_position(bytes);
    }
}

impl Drop for Bytes {
    fn drop(&mut self) {
        self.0.finish_and_clear();
    }
}

/// How many files of a batch are done, on a terminal.
pub struct Count(ProgressBar);

impl Count {
    /// A bar for so many files, of which some were done before.
    pub fn new(files: usize, done: usize) -> Self {
        let bar = bar("", "{bar:24} {pos} of {len} files, {eta} left");
        bar.set_length(files as u64);
        bar.set_position(done as u64);
        Self(bar)
    }

    /// One more is done.
    pub fn next(&self) {
        self.0.inc(1);
    }

    /// How many are done.
    pub fn done(&self) -> usize {
        self.0.position() as usize
    }

    /// Prints above the bar.
    pub fn above(&self, print: impl FnOnce()) {
        self.0.suspend(print);
    }
}

impl Drop for Count {
    fn drop(&mut self) {
        self.0.finish_and_clear();
    }
}

impl Drop for Bar {
    fn drop(&mut self) {
        self.0.finish_and_clear();
    }
}

fn bar(name: &str, template: &str) -> ProgressBar {
    let bar = ProgressBar::new(100);
    if !std::io::stderr().is_terminal() {
        bar.set_draw_target(ProgressDrawTarget::hidden());
    }
    if let Ok(style) = ProgressStyle::with_template(template) {
        bar.set_style(style);
    }
    bar.set_prefix(name.to_owned());
    bar.enable_steady_tick(Duration::from_millis(200));
    bar
}
