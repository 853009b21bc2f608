//! Microphone to WAV: a recording that survives anything.
//!
//! **What.** This crate lists the microphones of the machine, opens one, and writes what it hears to a 16-bit WAV at the
//! device's own rate and channels. While it writes it hands the same sound, mixed to mono, to a *tap* (the live
//! transcriber), measures the level twenty times a second, and says what goes wrong: a device that left, silence,
//! clipping, a full disk.
//!
//! **Why.** A candidate's answer cannot be given twice. So the sound is on disk before anything else looks at it: written
//! and flushed each second to `<stem>.part.wav`, header included, synced behind the writer's back, and renamed to its
//! final name only when whole. Whatever dies (the program, the tap, the sound server, the disk), [`salvage`] or
//! [`Recorder::stop`] still has a playable file.
//!
//! **How.** Sound takes one way, whether from a [`Microphone`] or a [`SoundFile`] standing in for it:
//!
//! ```text
//! audio callback ── Intake ──► ring (rtrb) ──► writer thread ──► WAV · tap · level · faults
//!   real-time                                    everything that may wait
//! ```
//!
//! The callback converts, writes to the ring and counts what did not fit. It takes no lock, allocates nothing and does no
//! I/O; `tests/real_time.rs` fails when it does.
//!
//! **What it must not do.** Resample, recognise, analyse or know what an answer is: it depends on no other crate of ours.
//! Only this crate speaks to cpal, and to a `PulseAudio` or `PipeWire` server, whose parcels cpal lets no one choose.

#[cfg(target_os = "linux")]
mod cookie;
mod device;
mod disk;
mod error;
mod event;
mod host;
mod intake;
mod level;
mod microphone;
mod orders;
#[cfg(target_os = "linux")]
mod pulse;
mod recorder;
pub mod salvage;
mod sound_file;
mod source;
mod stream;
mod told;
mod vigil;
mod wav;
mod writer;

pub use device::{InputDevice, input_devices};
pub use error::CaptureError;
pub use event::{CaptureEvent, Fault};
pub use intake::Intake;
pub use microphone::Microphone;
pub use recorder::{Recorded, Recorder, Tap};
pub use sound_file::SoundFile;
pub use source::{Feed, Format, News, Reporter, Running, Source};
