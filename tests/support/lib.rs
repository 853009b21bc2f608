//! What Debrief's tests share: where things lie, the programs under test, fixtures, and sound good and bad.
//!
//! The tests here know Debrief from outside only: they start its programs, give them files and read what comes back.
//! So nothing in this crate may depend on a crate of Debrief's; decoding and correlating are done by other code than
//! the code under test.

pub mod contract;
pub mod fixture;
pub mod paths;
pub mod program;
pub mod sound;
#[cfg(unix)]
pub mod sound_server;
#[cfg(unix)]
pub mod system_calls;
