//! Sound to words, on one timeline.
//!
//! A take, from a file or while it is spoken, becomes words with times ([`Heard`]): [`samples`] reads any sound file to
//! 16 kHz mono, a voice detector and a state machine find segments to transcribe, whisper.cpp turns each into pieces of
//! words, and the pieces are joined and put where the voice is. Where a second voice speaks, and that is sure, is told too. [`Hearing`] hears a whole take, [`Live`] one that still
//! grows; both go through the same segments, so they write the same words. [`catalog`] knows the models and whether
//! their files are whole.
//!
//! The crate exists to keep whisper.cpp in one place, with its habits fenced in: it aborts on files that make no sense
//! (headers are looked at first), invents words where nobody speaks (only voice reaches it), drops hesitations (a second
//! listening finds them; what is not sure is offered as probable), and stops for barriers on a busy machine (each
//! recogniser keeps to one thread; several work side by side).
//!
//! It must not judge what it hears: sentences, fillers that are words, pace and pauses belong to `interview`. It opens
//! no connection, keeps no recording, and knows nothing of windows or databases. Same sound and model, same words: no
//! randomness, no dependence on the number of recognisers.
//!
//! What was measured to choose its constants stands in the crate's `README.md`.

pub mod catalog;
mod crew;
pub mod download;
mod error;
mod fillers;
mod ggml;
mod hearing;
mod live;
mod pool;
pub mod samples;
mod second;
mod segments;
mod silero;
mod timbre;
mod voices;
mod whisper;
mod words;

pub use error::SpeechError;
pub use hearing::{Heard, Hearing, Phrase};
pub use live::Live;
