//! Moving the data folder: copied, every file read back and compared, and only then is the new one the one that counts.
//!
//! The old folder keeps a small file, `moved-to.txt`, that names the new one: whoever opens the old folder is led there.
//! Until that file is written the old folder is the library, whatever happens; from then on the new one is whole.

use std::{
    fs::{self, File, OpenOptions, TryLockError},
    io::{self, BufReader, Write},
    path::{Path, PathBuf},
    sync::atomic::AtomicBool,
};

use store::Store;

use crate::{
    Library, RehearsalError,
    backup::{Copying, Meter},
    engine::OnPercent,
    files::{remove_if_there, write_whole},
    folders::{FORWARD, LOCK, make_private},
    storage::files,
};

/// Marks a folder that is being filled: a try that was cut off may be begun again there.
const FILLING: &str = ".debrief-is-moving-here";

/// What was moved.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Moved {
    /// Where the library is now.
    pub to: PathBuf,
    /// Files in it.
    pub files: usize,
    /// What is left of the old folder beside its signpost; nothing when it was removed.
    pub left: Option<PathBuf>,
}

/// Moves the data folder of an open library to `to`, a folder that is empty or not there yet. Nobody else may have the
/// library open. With `remove_old` the old files go once the new ones are checked; else they are left as they are.
///
/// Afterwards the library that is open is the old one: open it anew.
pub fn move_to(
    library: &Library,
    to: &Path,
    remove_old: bool,
    percent: OnPercent<'_>,
    cancelled: &AtomicBool,
) -> Result<Moved, RehearsalError> {
    let from = library.folder().root();
    let _alone = library.alone()?;
    let to = target(from, to)?;
    let begun = Filling::begin(&to)?;
    let copied = copy_all(library, &to, percent, cancelled)?;
    // A database that cannot be opened where it lies now says so here, while the old one still counts.
    drop(Store::open(&to.join("library.db"))?);
    begun.done()?;
    // Should the new folder once have been an old one, it leads nowhere else any more.
    remove_if_there(&to.join(FORWARD)).map_err(unwritable(&to))?;
    point(from, &to).map_err(unwritable(from))?;
    let left = if remove_old { remove(from, &copied).map_err(unwritable(from))? } else { Some(from.to_path_buf()) };
    Ok(Moved { to, files: copied.len() + 1, left })
}

/// The folder to move to, made: not the old one, not inside it, not holding anything that could be overwritten.
fn target(from: &Path, to: &Path) -> Result<PathBuf, RehearsalError> {
    let new = !to.exists();
    let refused = |reason| {
        if new {
            // It was made only to be looked at.
            let _ = fs::remove_dir(to);
        }
        Err(RehearsalError::BadFolder { path: to.to_path_buf(), reason })
    };
    make_private(to).map_err(|source| RehearsalError::DataFolder { path: to.to_path_buf(), source })?;
    let plain = |path: &Path| path.canonicalize().map_err(|source| RehearsalError::Read { path: path.into(), source });
    let (from, path) = (plain(from)?, plain(to)?);
    if path.starts_with(&from) || from.starts_with(&path) {
        return refused("it is the data folder, or one lies inside the other");
    }
    let filling = path.join(FILLING).exists();
    let found = files(&path).map_err(|source| RehearsalError::Read { path: path.clone(), source })?;
    let ours = [FORWARD, LOCK].map(|name| path.join(name));
    if filling {
        // Left by a try that was cut off.
        for (file, _) in found.iter().filter(|(file, _)| !ours.contains(file)) {
            remove_if_there(file).map_err(unwritable(file))?;
        }
    } else if found.iter().any(|(file, _)| !ours.contains(file)) {
        return refused("it is not empty");
    }
    Ok(path)
}

/// A folder that is being filled. What was put there goes again unless it was done.
struct Filling<'a> {
    folder: &'a Path,
    done: bool,
}

impl<'a> Filling<'a> {
    fn begin(folder: &'a Path) -> Result<Self, RehearsalError> {
        File::create(folder.join(FILLING)).map_err(unwritable(folder))?;
        Ok(Self { folder, done: false })
    }

    fn done(mut self) -> Result<(), RehearsalError> {
        self.done = true;
        fs::remove_file(self.folder.join(FILLING)).map_err(unwritable(self.folder))
    }
}

impl Drop for Filling<'_> {
    fn drop(&mut self) {
        if self.done {
            return;
        }
        let Ok(found) = files(self.folder) else { return };
        for (path, _) in found.iter().filter(|(path, _)| !path.ends_with(FORWARD) && !path.ends_with(LOCK)) {
            // The mark is among them; what cannot be removed stays, and the old folder still counts.
            let _ = fs::remove_file(path);
        }
    }
}

/// Copies everything but what can be made again, then reads the copies back; the files of the old folder that are copied.
fn copy_all(
    library: &Library,
    to: &Path,
    percent: OnPercent<'_>,
    cancelled: &AtomicBool,
) -> Result<Vec<PathBuf>, RehearsalError> {
    let from = library.folder().root();
    let found = files(from).map_err(|source| RehearsalError::Read { path: from.into(), source })?;
    let copied: Vec<(PathBuf, u64)> = found.into_iter().filter(|(path, _)| is_kept(from, path)).collect();
    let bytes: u64 = copied.iter().map(|(_, bytes)| bytes).sum();
    room(to, bytes + fs::metadata(library.folder().library()).map_or(0, |file| file.len()))?;
    let mut meter = Meter { done: 0, total: 2 * bytes, percent, cancelled };
    let mut hashes = Vec::new();
    for (path, _) in &copied {
        let goal = to.join(path.strip_prefix(from).unwrap_or(path));
        hashes.push(copy(&mut meter, path, &goal)?);
    }
    library.store().snapshot(&to.join("library.db"))?;
    for ((path, _), hash) in copied.iter().zip(&hashes) {
        let goal = to.join(path.strip_prefix(from).unwrap_or(path));
        let mut written = open(&goal)?;
        let (_, read) = meter.copy(&mut written, &mut io::sink(), u64::MAX - 1).map_err(failed(&goal, &goal))?;
        if read != *hash {
            return Err(RehearsalError::BadCopy { path: goal });
        }
    }
    Ok(copied.into_iter().map(|(path, _)| path).collect())
}

/// Whether a file moves: the database is copied in its own way, and what can be made again stays.
fn is_kept(root: &Path, path: &Path) -> bool {
    let inside = path.strip_prefix(root).unwrap_or(path);
    let name = inside.to_string_lossy();
    let database = ["library.db", "library.db-wal", "library.db-shm"].contains(&name.as_ref());
    !database && !inside.starts_with("cache") && name != LOCK && name != FORWARD
}

fn room(to: &Path, needed: u64) -> Result<(), RehearsalError> {
    let free = fs4::available_space(to).map_err(|source| RehearsalError::Read { path: to.into(), source })?;
    let (folder, megabyte) = (to.to_path_buf(), 1_000_000);
    if needed <= free {
        Ok(())
    } else {
        Err(RehearsalError::NoRoom { folder, free: free / megabyte, needed: needed / megabyte })
    }
}

/// Copies one file, for the owner alone; its SHA-256.
fn copy(meter: &mut Meter<'_>, path: &Path, goal: &Path) -> Result<String, RehearsalError> {
    if let Some(parent) = goal.parent() {
        make_private(parent).map_err(unwritable(parent))?;
    }
    let mut source = open(path)?;
    let mut options = OpenOptions::new();
    options.write(true).create(true).truncate(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    let mut out = options.open(goal).map_err(unwritable(goal))?;
    let (_, hash) = meter.copy(&mut source, &mut out, u64::MAX - 1).map_err(failed(path, goal))?;
    out.sync_all().map_err(unwritable(goal))?;
    Ok(hash)
}

fn open(path: &Path) -> Result<BufReader<File>, RehearsalError> {
    let file = File::open(path).map_err(|source| RehearsalError::Read { path: path.into(), source })?;
    Ok(BufReader::new(file))
}

/// Leaves word in the old folder where the new one is, whole or not at all.
fn point(from: &Path, to: &Path) -> io::Result<()> {
    write_whole(&from.join(FORWARD), |file| writeln!(file, "{}", to.display()))
}

/// Removes what was copied from the old folder, and what can be made again; where something is left, says where.
fn remove(from: &Path, copied: &[PathBuf]) -> io::Result<Option<PathBuf>> {
    for path in copied {
        remove_if_there(path)?;
    }
    for name in ["library.db-wal", "library.db-shm", "library.db"] {
        remove_if_there(&from.join(name))?;
    }
    match fs::remove_dir_all(from.join("cache")) {
        Err(error) if error.kind() != io::ErrorKind::NotFound => return Err(error),
        _ => {}
    }
    for folder in copied.iter().filter_map(|path| path.parent()).filter(|folder| *folder != from) {
        // One that still holds something stays; the rest is empty.
        let _ = fs::remove_dir(folder);
    }
    let signposts = [FORWARD, LOCK].map(|name| from.join(name));
    let left = files(from)?.into_iter().any(|(path, _)| !signposts.contains(&path));
    Ok(left.then(|| from.to_path_buf()))
}

fn unwritable(path: &Path) -> impl Fn(io::Error) -> RehearsalError {
    let path = path.to_path_buf();
    move |source| RehearsalError::Write { path: path.clone(), source }
}

fn failed(read: &Path, written: &Path) -> impl Fn(Copying) -> RehearsalError {
    let (read, written) = (read.to_path_buf(), written.to_path_buf());
    move |failed| match failed {
        Copying::Read(error) if error.kind() == io::ErrorKind::Interrupted => RehearsalError::Interrupted,
        Copying::Read(source) => RehearsalError::Read { path: read.clone(), source },
        Copying::Write(source) => RehearsalError::Write { path: written.clone(), source },
    }
}

impl Library {
    /// The library for this program alone, until the answer is dropped: no other may open it meanwhile.
    fn alone(&self) -> Result<Alone<'_>, RehearsalError> {
        match self.lock().try_lock() {
            Err(TryLockError::WouldBlock) => {
                // Whether the shared lock was given up on the way is the system's business.
                let _ = self.lock().try_lock_shared();
                Err(RehearsalError::InUse { folder: self.folder().root().to_path_buf() })
            }
            // Some network file systems know no locks.
            Ok(()) | Err(TryLockError::Error(_)) => Ok(Alone(self)),
        }
    }
}

struct Alone<'a>(&'a Library);

impl Drop for Alone<'_> {
    fn drop(&mut self) {
        // Open libraries hold it in common again; where that fails there are no locks.
        let _ = self.0.lock().try_lock_shared();
    }
}

#[cfg(test)]
mod tests {
    use store::TakeFilter;

    use super::*;
    use crate::{DataFolder, wav};

    fn open(root: &Path) -> Library {
        Library::open(DataFolder::open(Some(root)).expect("a folder")).expect("a library")
    }

    /// A library with one take and a file of the user's own.
    fn library() -> (tempfile::TempDir, Library) {
        let home = tempfile::tempdir().expect("a temporary folder");
        let library = open(&home.path().join("old"));
        let path = library.folder().recordings().join("one.wav");
        wav::write(&path, 16_000, 1, [Ok(vec![0.1; 16_000])]).expect("a writable folder");
        library.recover().expect("a readable folder");
        fs::create_dir_all(library.folder().words()).expect("writable");
        fs::write(library.folder().words().join("names.txt"), "Ana\n").expect("writable");
        fs::write(library.folder().cache().join("x"), "made again").expect("writable");
        (home, library)
    }

    fn moved(library: &Library, to: &Path, remove: bool) -> Result<Moved, RehearsalError> {
        move_to(library, to, remove, &mut |_| {}, &AtomicBool::new(false))
    }

    fn ids(library: &Library) -> Vec<String> {
        library.store().takes(&TakeFilter::default()).expect("readable").into_iter().map(|take| take.id).collect()
    }

    #[test]
    fn a_moved_library_is_found_where_it_was_and_the_old_one_is_left_whole() {
        let (home, library) = library();
        let (old, new) = (home.path().join("old"), home.path().join("disk/new"));
        let done = moved(&library, &new, false).expect("it is moved");
        assert_eq!(done.left.as_deref(), Some(old.as_path()));
        drop(library);
        let library = open(&old);
        assert_eq!(
            library.folder().root(),
            new.canonicalize().expect("a folder"),
            "the old name leads to the new place"
        );
        assert_eq!(ids(&library), ["one"]);
        assert!(
            library.sound("one").expect("a row").starts_with(&new) && library.sound("one").expect("a row").exists()
        );
        assert_eq!(fs::read_to_string(new.join("words/names.txt")).expect("copied"), "Ana\n");
        assert!(!new.join("cache/x").exists(), "what can be made again stays");
        assert!(old.join("recordings/one.wav").exists() && old.join("library.db").exists());
        #[cfg(unix)]
        {
            use std::os::unix::fs::PermissionsExt;
            let mode = |path: &Path| fs::metadata(path).expect("a file").permissions().mode() & 0o777;
            assert_eq!((mode(&new), mode(&new.join("recordings/one.wav"))), (0o700, 0o600));
        }
    }

    #[test]
    fn the_old_files_go_on_request_and_one_may_move_back() {
        let (home, library) = library();
        let (old, new) = (home.path().join("old"), home.path().join("new"));
        assert_eq!(moved(&library, &new, true).expect("it is moved").left, None);
        drop(library);
        assert!(!old.join("library.db").exists() && !old.join("recordings/one.wav").exists());
        let library = open(&old);
        moved(&library, &old, true).expect("it is moved back, over nothing but its signpost");
        drop(library);
        for name in [&old, &new] {
            let library = open(name);
            assert_eq!(ids(&library), ["one"]);
            assert_eq!(library.folder().root(), old.canonicalize().expect("a folder"));
        }
    }

    #[test]
    fn what_would_overwrite_or_swallow_something_is_refused_and_nothing_is_changed() {
        let (home, library) = library();
        let full = home.path().join("full");
        fs::create_dir(&full).expect("writable");
        fs::write(full.join("letter.txt"), "mine").expect("writable");
        for to in [
            full.clone(),
            library.folder().root().to_path_buf(),
            library.folder().root().join("inside"),
            home.path().to_path_buf(),
        ] {
            let error = moved(&library, &to, true).expect_err("refused");
            assert!(matches!(error, RehearsalError::BadFolder { .. }), "{}: {error}", to.display());
        }
        assert_eq!(fs::read_to_string(full.join("letter.txt")).expect("there"), "mine");
        assert_eq!(files(&full).expect("readable").len(), 1);
        assert_eq!(ids(&library), ["one"]);
    }

    #[test]
    fn an_interrupted_move_leaves_the_old_library_and_may_be_tried_again() {
        let (home, library) = library();
        let new = home.path().join("new");
        let stopped = move_to(&library, &new, true, &mut |_| {}, &AtomicBool::new(true));
        assert!(matches!(stopped, Err(RehearsalError::Interrupted)));
        assert_eq!(files(&new).expect("readable"), [], "nothing half is left");
        assert!(!library.folder().root().join(FORWARD).exists());
        // As a kill leaves it.
        fs::write(new.join(FILLING), "").expect("writable");
        fs::create_dir_all(new.join("recordings")).expect("writable");
        fs::write(new.join("recordings/one.wav"), "half").expect("writable");
        moved(&library, &new, false).expect("it is moved");
        drop(library);
        assert_eq!(ids(&open(&new)), ["one"]);
        assert_ne!(fs::read(new.join("recordings/one.wav")).expect("a recording"), b"half");
    }

    #[test]
    fn nobody_else_may_have_it_open() {
        let (home, library) = library();
        let other = open(&home.path().join("old"));
        assert!(matches!(moved(&library, &home.path().join("new"), false), Err(RehearsalError::InUse { .. })));
        drop(other);
        moved(&library, &home.path().join("new"), false).expect("now it is alone");
    }

    #[test]
    fn a_place_that_is_gone_is_named_and_no_empty_library_takes_its_place() {
        let (home, library) = library();
        let (old, new) = (home.path().join("old"), home.path().join("new"));
        moved(&library, &new, true).expect("it is moved");
        drop(library);
        fs::rename(&new, home.path().join("unplugged")).expect("writable");
        let error = DataFolder::open(Some(&old)).expect_err("it is gone");
        assert!(error.to_string().contains("new"), "the message names it: {error}");
        assert!(!old.join("library.db").exists());
    }
}
