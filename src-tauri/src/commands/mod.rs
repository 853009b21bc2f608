//! One file a group of commands: unpack, call, map the error.

#![expect(clippy::needless_pass_by_value, reason = "Tauri hands commands their arguments by value")]

pub mod amending;
pub mod app;
pub mod export;
pub mod hearing;
pub mod keeping;
pub mod labels;
pub mod microphone;
pub mod mock_loop;
pub mod models;
pub mod practice;
pub mod progress;
pub mod storage;
pub mod takes;
pub mod teaching;

use crate::error::CommandError;

/// What a command answers.
pub type Answer<T> = Result<T, CommandError>;
