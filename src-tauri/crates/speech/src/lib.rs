//! Sound to words: samples, voice activity, transcription, batch and live
