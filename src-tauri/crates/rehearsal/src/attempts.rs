//! Analyses that took the whole program down with them, counted across starts.
//!
//! A panic in an analysis is caught; an abort deep inside the recogniser is not, and would come again at every start for
//! as long as the take waits to be analysed. So each analysis of a saved recording leaves a mark before it begins, one
//! byte in `cache/analysing/<take>`, and takes it away however it ends. Marks that are still there are those of programs
//! that died.

use std::{
    fs::{self, OpenOptions},
    io::{self, Write},
    path::PathBuf,
};

use crate::{DataFolder, RehearsalError, files::remove_if_there, folders::make_private};

/// So many deaths are no coincidence.
const MOST: u64 = 2;

/// An analysis under way. Dropping it says that the program outlived it.
pub(crate) struct Attempt {
    mark: PathBuf,
}

impl Attempt {
    /// Begins an analysis of a take, unless that has ended the program twice. The next time it is asked for by hand, it is
    /// tried anew.
    pub fn begin(folder: &DataFolder, take: &str) -> Result<Self, RehearsalError> {
        let attempt = Self { mark: folder.cache().join("analysing").join(take) };
        if fs::metadata(&attempt.mark).is_ok_and(|mark| mark.len() >= MOST) {
            return Err(RehearsalError::AnalysisEndsProgram);
        }
        if let Err(error) = attempt.note() {
            tracing::warn!(%error, take, "whether this analysis ends the program will not be known");
        }
        Ok(attempt)
    }

    fn note(&self) -> io::Result<()> {
        make_private(self.mark.parent().unwrap_or(&self.mark))?;
        let mut mark = OpenOptions::new().create(true).append(true).open(&self.mark)?;
        mark.write_all(b".")?;
        mark.sync_data()
    }
}

impl Drop for Attempt {
    fn drop(&mut self) {
        if let Err(error) = remove_if_there(&self.mark) {
            tracing::warn!(%error, mark = %self.mark.display(), "a mark is left");
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_analysis_that_ended_the_program_twice_is_refused_once_and_then_tried_anew() {
        let parent = tempfile::tempdir().expect("a temporary folder");
        let folder = DataFolder::open(Some(parent.path())).expect("a folder that can be made");
        for _ in 0..MOST {
            // As a program that dies leaves it.
            std::mem::forget(Attempt::begin(&folder, "take").expect("not yet twice"));
        }
        let refused = Attempt::begin(&folder, "take");
        assert!(matches!(refused, Err(RehearsalError::AnalysisEndsProgram)), "it would end this one too");
        drop(refused);
        assert!(Attempt::begin(&folder, "take").is_ok(), "asked for by hand it is tried");
    }

    #[test]
    fn an_analysis_the_program_outlives_is_never_counted() {
        let parent = tempfile::tempdir().expect("a temporary folder");
        let folder = DataFolder::open(Some(parent.path())).expect("a folder that can be made");
        for _ in 0..10 {
            drop(Attempt::begin(&folder, "take").expect("each ends well"));
        }
    }
}
