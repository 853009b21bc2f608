//! Nonsense in every file that may come from elsewhere: a good file is cut, spliced and overwritten at random, and reading it
//! gives a result or an error that names it, never a panic.
//!
//! Short by default. `PROPTEST_CASES=100000 cargo test --workspace --test nonsense --release` runs long; what once broke
//! something stays in `proptest-regressions` and is tried first.

mod edits;
mod files;
mod sound;
mod texts;
