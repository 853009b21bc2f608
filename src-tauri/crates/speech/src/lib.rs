//! Sound to words: samples, voice activity, transcription, batch and live.

pub mod catalog;
mod crew;
mod error;
mod fillers;
mod ggml;
mod hearing;
mod live;
pub mod samples;
mod segments;
mod silero;
mod whisper;
mod words;

pub use error::SpeechError;
pub use hearing::{Heard, Hearing, Phrase};
pub use live::Live;
