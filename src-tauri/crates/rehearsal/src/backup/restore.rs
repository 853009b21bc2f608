//! Putting a backup in place.

use std::{
    fs::{self, File, OpenOptions, TryLockError},
    io::{self, BufWriter},
    path::{Path, PathBuf},
    sync::atomic::AtomicBool,
};

use store::{Store, TakeFilter};

use super::{
    BackupError, OnPercent,
    archive::{Archive, Entry, FOLDERS, LIBRARY},
    write::is_recording,
};
use crate::{DataFolder, RehearsalError, folders::make_private, take::now};

/// A backup that was checked and unpacked, and waits to be put in place.
const READY: &str = "restore-ready";
/// What the database keeps beside itself.
const COMPANIONS: [&str; 2] = ["library.db-wal", "library.db-shm"];

/// What was restored.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Restored {
    /// Recordings.
    pub recordings: usize,
    /// Where the library that was there before is now.
    pub aside: Option<PathBuf>,
}

/// Puts a backup in the place of the library in `folder`. A library that is not empty is left alone unless `replace`
/// says otherwise; then it is moved aside whole, never deleted. Nobody may have the library open.
pub fn restore(
    folder: &DataFolder,
    backup: &Path,
    replace: bool,
    percent: OnPercent<'_>,
    cancelled: &AtomicBool,
) -> Result<Restored, RehearsalError> {
    let mut archive = Archive::open(backup)?;
    let _alone = alone(folder)?;
    let empty = is_empty(folder);
    if !empty && !replace {
        return Err(BackupError::NotEmpty { folder: folder.root().into() }.into());
    }
    let recordings = stage(folder, &mut archive, percent, cancelled)?;
    let aside = put_in_place(folder).map_err(BackupError::file(folder.root()))?;
    Ok(Restored { recordings, aside: aside.filter(|_| !empty) })
}

/// The first half of a restore, for when the library is open: checks a backup and unpacks it beside the library, where the
/// next start finds it and puts it in place, and the library of now aside. How many recordings it holds.
pub fn stage_restore(
    folder: &DataFolder,
    backup: &Path,
    percent: OnPercent<'_>,
    cancelled: &AtomicBool,
) -> Result<usize, RehearsalError> {
    stage(folder, &mut Archive::open(backup)?, percent, cancelled)
}

fn stage(
    folder: &DataFolder,
    archive: &mut Archive,
    percent: OnPercent<'_>,
    cancelled: &AtomicBool,
) -> Result<usize, RehearsalError> {
    let free = fs4::available_space(folder.root()).map_err(BackupError::file(folder.root()))?;
    if archive.total() > free {
        let (folder, needed) = (folder.root().into(), archive.total());
        return Err(BackupError::NoRoom { folder, free, needed }.into());
    }
    let unpacked = tempfile::Builder::new()
        .prefix("restore-part-")
        .tempdir_in(folder.root())
        .map_err(BackupError::file(folder.root()))?;
    for (name, _) in FOLDERS {
        make_private(&unpacked.path().join(name)).map_err(BackupError::file(unpacked.path()))?;
    }
    archive.read_all(|entry| new_file(unpacked.path(), entry), percent, cancelled)?;
    // A database that cannot be opened, or of a newer Debrief, says so here, while the old library is untouched.
    drop(Store::open(&unpacked.path().join(LIBRARY))?);
    let ready = folder.root().join(READY);
    // One that was chosen before and never put in place gives way.
    if ready.exists() {
        fs::remove_dir_all(&ready).map_err(BackupError::file(&ready))?;
    }
    fs::rename(unpacked.path(), &ready).map_err(BackupError::file(&ready))?;
    sync(folder.root());
    let is_sound = |entry: &&Entry| is_recording(&entry.name);
    Ok(archive.manifest.files.iter().filter(is_sound).count())
}

/// Finishes a restore that was cut off after everything had been checked. Does nothing as a rule.
pub(crate) fn finish(folder: &DataFolder) -> Result<(), RehearsalError> {
    if !folder.root().join(READY).is_dir() {
        return Ok(());
    }
    let _alone = alone(folder)?;
    put_in_place(folder).map_err(BackupError::file(folder.root()))?;
    Ok(())
}

/// The library for this program alone.
fn alone(folder: &DataFolder) -> Result<File, RehearsalError> {
    let lock = folder.lock_file().map_err(BackupError::file(folder.root()))?;
    match lock.try_lock() {
        Err(TryLockError::WouldBlock) => Err(RehearsalError::InUse { folder: folder.root().into() }),
        // Some network file systems know no locks.
        Ok(()) | Err(TryLockError::Error(_)) => Ok(lock),
    }
}

/// Whether nobody would miss what is there. A database that cannot be read may hold anything.
fn is_empty(folder: &DataFolder) -> bool {
    let no_files = FOLDERS.iter().all(|(name, _)| {
        fs::read_dir(folder.root().join(name)).is_ok_and(|mut entries| entries.next().is_none())
            || !folder.root().join(name).exists()
    });
    let no_takes = || {
        let store = Store::open(&folder.library()).ok()?;
        Some(store.takes(&TakeFilter::default()).ok()?.is_empty() && store.deleted().ok()?.is_empty())
    };
    no_files && (!folder.library().exists() || no_takes().unwrap_or(false))
}

fn new_file(unpacked: &Path, entry: &Entry) -> Result<BufWriter<File>, BackupError> {
    let path = unpacked.join(&entry.name);
    let mut options = OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    options.open(&path).map(BufWriter::new).map_err(BackupError::file(path))
}

/// Moves the old aside and the new in place, one name after the other; cut off anywhere, a second run does the rest.
/// Returns where the old is.
fn put_in_place(folder: &DataFolder) -> io::Result<Option<PathBuf>> {
    let ready = folder.root().join(READY);
    // One restore has one place for the old, also when it is finished later.
    let noted = ready.join("replaced");
    let aside = match fs::read_to_string(&noted) {
        Ok(name) if crate::names::is_plain(&name) => folder.root().join(name),
        _ => {
            let name = format!("replaced-{}", now().replace(|c: char| !c.is_ascii_alphanumeric(), "-"));
            fs::write(&noted, &name)?;
            File::open(&noted)?.sync_all()?;
            folder.root().join(name)
        }
    };
    let mut moved = aside.exists();
    let mut put_aside = |name: &str| -> io::Result<()> {
        let (old, kept) = (folder.root().join(name), aside.join(name));
        // An empty folder, such as the start that finishes this makes anew, is worth no keeping.
        if old.exists() && !(old.is_dir() && fs::remove_dir(&old).is_ok()) {
            make_private(&aside)?;
            // A restore that was cut off may have put one of that name there already: neither is written over.
            let again = (2_u32..).map(|number| aside.join(format!("{name}-{number}")));
            let free = [kept].into_iter().chain(again).find(|path| !path.exists());
            fs::rename(old, free.ok_or(io::ErrorKind::AlreadyExists)?)?;
            moved = true;
        }
        Ok(())
    };
    for name in FOLDERS.iter().map(|(name, _)| *name).chain([LIBRARY]) {
        let new = ready.join(name);
        if !new.exists() {
            continue;
        }
        put_aside(name)?;
        if name == LIBRARY {
            COMPANIONS.iter().try_for_each(|companion| put_aside(companion))?;
        }
        fs::rename(&new, folder.root().join(name))?;
        sync(folder.root());
    }
    fs::remove_dir_all(&ready)?;
    Ok(moved.then_some(aside))
}

/// Makes renames last. Not every system can, and none needs it for the files to be whole.
fn sync(folder: &Path) {
    if let Err(error) = File::open(folder).and_then(|folder| folder.sync_all()) {
        tracing::debug!(%error, "the folder cannot be synced");
    }
}
