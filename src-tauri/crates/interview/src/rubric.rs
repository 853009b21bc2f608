//! The criteria an answer is scored by, as data.
