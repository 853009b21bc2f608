//! The library on disk: takes, transcripts, scorecards, search, settings in one SQLite file
