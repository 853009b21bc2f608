//! Microphone to WAV: a recording that survives anything
