//! The fault harness: what can go wrong while an answer is given, made to go wrong, and the answer still there.
//!
//! Short by default, as a part of `./x test`. Longer, and with what was kept and lost each time:
//! `DEBRIEF_KILLS=100 DEBRIEF_IO_FAULTS=100 cargo test --workspace --test faults -- --nocapture`; `DEBRIEF_SEED` chooses
//! other moments. What the machine does not permit or has not installed is left out with a word.
#![cfg(target_os = "linux")]

mod disk;
mod io_errors;
mod kills;
mod microphone;
mod network;
mod power;
mod recorder;
