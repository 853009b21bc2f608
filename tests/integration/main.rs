//! What scripts rely on: the command line from outside, one binary, one module a concern.

mod analyze;
mod bad_input;
mod batch;
mod dependencies;
mod labels;
mod library;
mod lists;
mod live;
mod manners;
mod models;
mod score;
mod sharing;
mod teaching;
