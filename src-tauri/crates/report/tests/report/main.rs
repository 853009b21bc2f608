//! Reports, read back as other programs would read them.

mod documents;
mod fixtures;
mod sharing;
mod snapshots;
mod subtitles;
mod tables;
mod text_stays_text;
