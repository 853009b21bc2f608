//! The library, used as the rest of Debrief uses it.

mod bin;
mod debriefs;
mod heard;
mod labels;
mod list;
mod opening;
mod practice;
mod search;
mod settings;
mod sounds;
mod support;
mod takes;
