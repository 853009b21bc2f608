//! What scripts rely on: the command line from outside, one binary, one module a concern.

mod analyze;
mod bad_input;
mod library;
mod lists;
mod live;
mod models;
mod score;
