//! Where things are: the data folder of the user, and what Debrief ships with (models, the sample answer).
//!
//! The data folder is the platform's, unless `--data-dir` or `DEBRIEF_DATA_DIR` names another:
//!
//! ```text
//! library.db            takes, transcripts, scorecards, settings
//! recordings/<id>.wav   the sound of each take (<id>.part.wav while it is being recorded)
//! recordings/<id>.flac  the same in less room, once it was compressed
//! recordings/<id>.json  what else is known of it, should the database be lost
//! models/               speech models the user added
//! questions/ rubrics/   question files and rubrics of the user's own
//! examples/<rubric>.toml  sentences the user marked as showing a signal, or not
//! words/*.txt           names and terms of the user's own, one a line
//! cache/                what can be made again
//! moved-to.txt          only where the folder was moved away: where to
//! ```

use std::{
    env,
    fs::{self, File, OpenOptions},
    io,
    path::{Path, PathBuf},
};

use crate::RehearsalError;

/// Overrides the data folder.
pub const DATA_DIR_VARIABLE: &str = "DEBRIEF_DATA_DIR";
/// Word of where the data folder was moved to, left in the old one.
pub(crate) const FORWARD: &str = "moved-to.txt";
/// What open libraries hold in common, and a restore or a move alone.
pub(crate) const LOCK: &str = "library.lock";
/// Names a folder that holds `models/` and the sample answer, looked at before all others.
pub const RESOURCES_VARIABLE: &str = "DEBRIEF_RESOURCES";

/// The data folder, made and private to the user.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DataFolder {
    root: PathBuf,
}

impl DataFolder {
    /// The folder named, or by `DEBRIEF_DATA_DIR`, or the platform's. Made when missing, mode 0700.
    pub fn open(named: Option<&Path>) -> Result<Self, RehearsalError> {
        let root = named
            .map(Path::to_path_buf)
            .or_else(|| env::var_os(DATA_DIR_VARIABLE).filter(|value| !value.is_empty()).map(PathBuf::from))
            .or_else(|| directories::ProjectDirs::from("", "", "debrief").map(|dirs| dirs.data_dir().to_path_buf()))
            .ok_or(RehearsalError::NoHome)?;
        let folder = Self { root: forwarded(root)? };
        folder.make()?;
        Ok(folder)
    }

    /// Makes what is missing of it: the folder may have been removed or moved since it was opened.
    pub(crate) fn make(&self) -> Result<(), RehearsalError> {
        for path in [self.root.clone(), self.recordings(), self.cache()] {
            make_private(&path).map_err(|source| RehearsalError::DataFolder { path: path.clone(), source })?;
        }
        Ok(())
    }

    /// The folder itself.
    pub fn root(&self) -> &Path {
        &self.root
    }

    /// The database.
    pub fn library(&self) -> PathBuf {
        self.root.join("library.db")
    }

    /// The sound of the takes.
    pub fn recordings(&self) -> PathBuf {
        self.root.join("recordings")
    }

    /// Speech models the user added.
    pub fn models(&self) -> PathBuf {
        self.root.join("models")
    }

    /// Question files of the user's own.
    pub fn questions(&self) -> PathBuf {
        self.root.join("questions")
    }

    /// Rubrics of the user's own.
    pub fn rubrics(&self) -> PathBuf {
        self.root.join("rubrics")
    }

    /// Sentences the user marked in answers of their own, one file a rubric.
    pub fn examples(&self) -> PathBuf {
        self.root.join("examples")
    }

    /// Names and terms of the user's own.
    pub fn words(&self) -> PathBuf {
        self.root.join("words")
    }

    /// What open libraries hold in common and a restore or a move alone.
    pub(crate) fn lock_file(&self) -> io::Result<File> {
        let mut options = OpenOptions::new();
        options.read(true).write(true).create(true).truncate(false);
        #[cfg(unix)]
        std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
        options.open(self.root.join(LOCK))
    }

    /// What can be made again.
    pub fn cache(&self) -> PathBuf {
        self.root.join("cache")
    }
}

/// Where a data folder is now: itself, or where it was moved to. A place that is gone (a disk that is not plugged in) is an
/// error, never an empty library.
fn forwarded(mut root: PathBuf) -> Result<PathBuf, RehearsalError> {
    // Moved again and again; a circle would be somebody's own making.
    for _ in 0..16 {
        let Ok(word) = fs::read_to_string(root.join(FORWARD)) else { return Ok(root) };
        let to = PathBuf::from(word.trim_end_matches(['\n', '\r']));
        if !to.is_dir() {
            return Err(RehearsalError::MovedAway { from: root, to });
        }
        root = to;
    }
    Ok(root)
}

/// Makes a folder, and those above it, for the owner's eyes only.
pub(crate) fn make_private(path: &Path) -> io::Result<()> {
    if path.is_dir() {
        return Ok(());
    }
    let mut builder = fs::DirBuilder::new();
    builder.recursive(true);
    #[cfg(unix)]
    std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
    builder.create(path)
}

/// Folders that may hold what Debrief ships with, in the order they are looked at: named by `DEBRIEF_RESOURCES`, beside
/// the binary, in an installed bundle, in the checkout the binary was built in.
pub fn resource_folders() -> Vec<PathBuf> {
    let named = env::var_os(RESOURCES_VARIABLE).map(PathBuf::from);
    let program = env::current_exe().and_then(|program| program.canonicalize()).ok();
    named.into_iter().chain(program.iter().flat_map(|program| folders_of(program))).collect()
}

/// Those that go with a program: it may be started by a link, from a checkout, or from where a bundle put it. The bundles
/// of Linux put programs into `PREFIX/bin` and the rest into `PREFIX/lib/Debrief`, those of macOS into `Contents/MacOS`
/// and `Contents/Resources`, those of Windows everything into one folder.
fn folders_of(program: &Path) -> Vec<PathBuf> {
    let Some(beside) = program.parent() else { return Vec::new() };
    let mut folders = vec![beside.to_path_buf()];
    if let Some(prefix) = beside.parent() {
        folders.extend(["lib/Debrief", "lib/debrief", "Resources", "share/debrief"].map(|inside| prefix.join(inside)));
    }
    let whole = |folder: &&Path| folder.join("models/catalog.toml").is_file();
    folders.extend(beside.ancestors().filter(whole).map(Path::to_path_buf));
    folders
}

/// The first resource folder that holds `relative`, as the whole path.
pub fn find_resource(relative: &[&str]) -> Option<PathBuf> {
    resource_folders()
        .into_iter()
        .flat_map(|folder| relative.iter().map(move |path| folder.join(path)))
        .find(|path| path.exists())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_named_folder_wins_and_is_made_private() {
        let parent = tempfile::tempdir().expect("a temporary folder");
        let folder = DataFolder::open(Some(&parent.path().join("debrief"))).expect("a folder that can be made");
        assert!(folder.recordings().is_dir(), "recordings have a place before the first take");
        #[cfg(unix)]
        {
            use std::os::unix::fs::PermissionsExt;
            let mode = fs::metadata(folder.root()).expect("it exists").permissions().mode() & 0o777;
            assert_eq!(mode, 0o700, "nobody else on the machine may look in");
        }
    }

    #[test]
    fn both_programs_of_a_bundle_find_what_it_brought() {
        for (program, resources) in [
            ("/usr/bin/debrief", "/usr/lib/Debrief"),
            ("/usr/bin/debrief-app", "/usr/lib/Debrief"),
            ("/Applications/Debrief.app/Contents/MacOS/debrief", "/Applications/Debrief.app/Contents/Resources"),
            ("/Programs/Debrief/debrief.exe", "/Programs/Debrief"),
        ] {
            let folders = folders_of(Path::new(program));
            assert!(
                folders.contains(&PathBuf::from(resources)),
                "{program} does not look into {resources}: {folders:?}"
            );
        }
    }

    #[test]
    fn a_program_built_in_a_checkout_finds_its_models() {
        let checkout = tempfile::tempdir().expect("a temporary folder");
        let program = checkout.path().join("target/release/debrief");
        assert!(!folders_of(&program).contains(&checkout.path().to_path_buf()), "there is no catalog yet");
        fs::create_dir_all(checkout.path().join("models")).expect("a folder");
        fs::write(checkout.path().join("models/catalog.toml"), "").expect("a file");
        assert!(folders_of(&program).contains(&checkout.path().to_path_buf()), "the folder with the catalog is found");
    }

    #[test]
    fn a_folder_that_cannot_be_made_is_named() {
        let file = tempfile::NamedTempFile::new().expect("a temporary file");
        let error = DataFolder::open(Some(&file.path().join("inside"))).expect_err("a file holds no folder");
        assert!(error.to_string().contains(&*file.path().to_string_lossy()), "the message names the path: {error}");
    }
}
