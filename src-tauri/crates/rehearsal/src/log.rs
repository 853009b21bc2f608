//! What goes to the log.

/// Overrides what is logged: directives of `tracing`, such as `debug` or `warn,capture=debug`.
const LOG_VARIABLE: &str = "DEBRIEF_LOG";
/// Warnings of ours; libraries that warn about every odd file or a sound server that is not there say nothing.
const USUALLY: &str = "warn,symphonia_core=off,symphonia=off,pulseaudio=off";
/// The recogniser's own log spells out every word it hears, and no log holds what was said; it also calls an attempt that
/// was let go an error. What does go wrong in it is returned, and told by us.
const NEVER: &str = "whisper_rs=off";

/// The directives of the log, for the programs to filter by.
pub fn log_directives() -> String {
    let wanted = std::env::var(LOG_VARIABLE).ok().filter(|wanted| !wanted.trim().is_empty());
    format!("{},{NEVER}", wanted.as_deref().unwrap_or(USUALLY))
}
