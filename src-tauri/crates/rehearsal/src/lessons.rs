//! What rubrics have taught, kept in the cache folder: fitting takes seconds, reading back none to speak of.
//!
//! One file a rubric id, named by it. It holds the SHA-256 of everything the lessons depend on (the rubric with all its
//! examples, the sentence model, the scorer, the program) and, at its end, that of itself. A file of another content is
//! stale and one that is damaged is as good as none: both are removed, and what they held is learnt anew.

use std::{
    fs::{self, File},
    io::{self, Read, Write},
    path::{Path, PathBuf},
    time::SystemTime,
};

use interview::{
    rubric::Rubric,
    score::{SCORER, teach::Taught},
};
use sha2::{Digest, Sha256};

use crate::folders::make_private;

/// Begins every file, with the number of its form.
const MAGIC: &[u8; 8] = b"DBTAUGH1";
/// Length of a SHA-256.
const HASH: usize = 32;
/// More than the largest rubric teaches.
const MOST_BYTES: u64 = 256 << 20;
/// Files kept; those used longest ago go first.
const MOST_FILES: usize = 16;

/// The folder of lessons.
pub(crate) struct Lessons {
    folder: PathBuf,
}

impl Lessons {
    pub fn in_cache(cache: &Path) -> Self {
        Self { folder: cache.join("taught") }
    }

    /// What this very rubric taught before; nothing where it has not, or the file cannot be believed.
    pub fn recall(&self, rubric: &Rubric) -> Option<Taught> {
        let path = self.file(rubric);
        let mut bytes = Vec::new();
        File::open(&path).ok()?.take(MOST_BYTES).read_to_end(&mut bytes).ok()?;
        let taught = unsealed(&bytes, &key(rubric)).and_then(|lessons| Taught::from_bytes(lessons).ok());
        if taught.is_none() {
            tracing::info!(file = %path.display(), "lessons of another content, or damaged, are learnt anew");
            // Left behind it would only be refused again.
            let _ = fs::remove_file(&path);
        }
        taught
    }

    /// Keeps what a rubric taught. That it cannot is no failure: it is learnt again next time.
    pub fn keep(&self, rubric: &Rubric, taught: &Taught) {
        let path = self.file(rubric);
        if let Err(error) = self.write(&path, &sealed(&key(rubric), &taught.to_bytes())).and_then(|()| self.tidy()) {
            tracing::warn!(%error, file = %path.display(), "lessons are not kept");
        }
    }

    fn file(&self, rubric: &Rubric) -> PathBuf {
        // Ids are letters, digits, `-` and `_`; the prefix keeps them from being the name of a device.
        self.folder.join(format!("rubric-{}.bin", rubric.id))
    }

    fn write(&self, path: &Path, bytes: &[u8]) -> io::Result<()> {
        make_private(&self.folder)?;
        let mut file = tempfile::Builder::new().prefix(".taught-").tempfile_in(&self.folder)?;
        file.write_all(bytes)?;
        file.persist(path)?;
        Ok(())
    }

    fn tidy(&self) -> io::Result<()> {
        let mut files: Vec<(SystemTime, PathBuf)> = fs::read_dir(&self.folder)?
            .filter_map(|entry| {
                let entry = entry.ok()?;
                Some((entry.metadata().ok()?.modified().ok()?, entry.path()))
            })
            .collect();
        files.sort();
        let spare = files.len().saturating_sub(MOST_FILES);
        files.iter().take(spare).try_for_each(|(_, path)| fs::remove_file(path))
    }
}

/// Everything the lessons of a rubric depend on, as one hash.
fn key(rubric: &Rubric) -> [u8; HASH] {
    let mut hash = Sha256::new();
    hash.update(format!("{} {SCORER} {}\n", env!("CARGO_PKG_VERSION"), semantics::MODEL));
    // A rubric is numbers, strings and maps by round: it always has a form in JSON.
    hash.update(serde_json::to_vec(rubric).unwrap_or_default());
    hash.finalize().into()
}

fn sealed(key: &[u8; HASH], lessons: &[u8]) -> Vec<u8> {
    let mut bytes = [MAGIC.as_slice(), key, lessons].concat();
    let seal: [u8; HASH] = Sha256::digest(&bytes).into();
    bytes.extend(seal);
    bytes
}

fn unsealed<'a>(bytes: &'a [u8], key: &[u8; HASH]) -> Option<&'a [u8]> {
    let (content, seal) = bytes.split_at_checked(bytes.len().checked_sub(HASH)?)?;
    let digest: [u8; HASH] = Sha256::digest(content).into();
    (digest == *seal).then(|| content.strip_prefix(MAGIC)?.strip_prefix(key.as_slice())).flatten()
}

#[cfg(test)]
mod tests {
    use interview::rubric::default_rubric;

    use super::*;

    fn taught() -> Rubric {
        let mut rubric = default_rubric().clone();
        rubric.signals[0].examples.push("I asked each of them what would make it fail.".to_owned());
        rubric.teach(&[]);
        rubric
    }

    #[test]
    fn lessons_are_recalled_for_the_same_content_only() {
        let cache = tempfile::tempdir().expect("a temporary folder");
        let lessons = Lessons::in_cache(cache.path());
        let rubric = taught();
        assert_eq!(lessons.recall(&rubric), None, "nothing is kept yet");
        lessons.keep(&rubric, &rubric.taught);
        assert_eq!(lessons.recall(&rubric).as_ref(), Some(&rubric.taught), "to the bit");
        let mut changed = rubric.clone();
        changed.signals[0].examples.pop();
        assert_eq!(lessons.recall(&changed), None, "other examples teach something else");
        assert!(!lessons.file(&rubric).exists(), "what is stale is removed");
    }

    #[test]
    fn a_damaged_file_is_ignored_and_removed() {
        let cache = tempfile::tempdir().expect("a temporary folder");
        let lessons = Lessons::in_cache(cache.path());
        let rubric = taught();
        lessons.keep(&rubric, &rubric.taught);
        let file = lessons.file(&rubric);
        let whole = fs::read(&file).expect("what was kept");
        let mut bent = whole.clone();
        bent[whole.len() / 2] ^= 1;
        for damaged in [bent, whole[..whole.len() - 9].to_vec(), b"no such thing".to_vec(), Vec::new()] {
            fs::write(&file, damaged).expect("a writable folder");
            assert_eq!(lessons.recall(&rubric), None);
            assert!(!file.exists(), "it would be refused again");
        }
    }

    #[test]
    fn only_so_many_files_are_kept() {
        let cache = tempfile::tempdir().expect("a temporary folder");
        let lessons = Lessons::in_cache(cache.path());
        let mut rubric = default_rubric().clone();
        for number in 0..MOST_FILES + 3 {
            rubric.id = format!("r{number}");
            lessons.keep(&rubric, &rubric.taught);
        }
        assert_eq!(fs::read_dir(&lessons.folder).expect("the folder").count(), MOST_FILES);
        assert!(lessons.recall(&rubric).is_some(), "the newest stays");
    }
}
