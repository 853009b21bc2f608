//! `debrief`: the journey of one answer without a window.
fn main() {}
