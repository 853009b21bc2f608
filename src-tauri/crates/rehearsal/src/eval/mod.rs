//! Accuracy on labelled data: what `debrief eval` prints.
//!
//! Each part measures the program as it ships, on data laid out as its own documentation says, and returns a report that
//! can be printed as a table or as JSON.

pub mod answers;
pub mod hearing;
