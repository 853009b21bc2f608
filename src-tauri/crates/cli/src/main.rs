//! `debrief`: the journey of one answer without a window.
//!
//! A thin edge: it reads arguments, calls `rehearsal`, prints. Results go to stdout, everything else to stderr; progress
//! only to a terminal. What programs may rely on (names, JSON, exit codes) is written in `--help` and in [`exit`].

mod args;
mod choosing;
mod commands;
mod exit;
mod interrupt;
mod output;
mod progress;
mod table;

use std::{io::IsTerminal, process::ExitCode};

use clap::Parser;
use tracing_subscriber::EnvFilter;

fn main() -> ExitCode {
    let args = args::Arguments::parse();
    tracing_subscriber::fmt()
        .with_writer(std::io::stderr)
        .with_env_filter(EnvFilter::new(rehearsal::log_directives()))
        .without_time()
        .with_ansi(std::io::stderr().is_terminal() && std::env::var_os("NO_COLOR").is_none_or(|value| value.is_empty()))
        .init();
    match commands::run(args) {
        Ok(()) => ExitCode::SUCCESS,
        Err(failure) => failure.report(),
    }
}
