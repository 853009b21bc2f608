//! Opening the library: the file, its privacy, its layout, and what happens when it cannot be read.

use std::{
    fs, io,
    path::{Path, PathBuf},
    sync::{Mutex, MutexGuard, PoisonError},
    time::Duration,
};

use rusqlite::{Connection, OpenFlags, Transaction, TransactionBehavior, config::DbConfig};
use rusqlite_migration::{M, Migrations};

use crate::StoreError;

/// Every layout the library ever had, oldest first. A shipped one is never edited.
const MIGRATIONS: &[M<'static>] = &[
    M::up(include_str!("../migrations/0001_library.sql")),
    M::up(include_str!("../migrations/0002_practice.sql")),
    M::up(include_str!("../migrations/0003_amendments.sql")),
    M::up(include_str!("../migrations/0004_loop_bin.sql")),
    M::up(include_str!("../migrations/0005_scored_at.sql")),
    M::up(include_str!("../migrations/0006_labels.sql")),
    M::up(include_str!("../migrations/0007_heard_before.sql")),
    M::up(include_str!("../migrations/0008_sound_kept.sql")),
];

/// The newest layout this program reads.
const KNOWN: u32 = MIGRATIONS.len() as u32;

/// Marks the file as a library of Debrief ("DBRF"), so that another program's database is never taken for one.
const APPLICATION_ID: u32 = 0x4442_5246;

/// How long to wait for another program that is writing.
const PATIENCE: Duration = Duration::from_secs(5);

/// Up to this size the whole file is checked when it is opened (about 0.1 s); beyond it, only what is read.
const CHECKED_UP_TO: u64 = 64 << 20;

/// The library. Share it by reference or `Arc`: every method takes `&self` and may be called from any thread.
#[derive(Debug)]
pub struct Store {
    db: Mutex<Opening>,
    path: PathBuf,
}

/// A connection, and which file it leads to: the name may come to lead elsewhere.
#[derive(Debug)]
struct Opening {
    db: Connection,
    file: Option<FileId>,
}

/// A library that could be opened, and what became of one that could not.
#[derive(Debug)]
pub struct Opened {
    /// The library, new and empty when the old one was set aside.
    pub store: Store,
    /// Where the damaged library was put; tell the user.
    pub set_aside: Option<PathBuf>,
}

impl Store {
    /// Opens the library, or makes a new one where there is none. Folders made on the way are private (0700), the file
    /// is made or kept private (0600).
    pub fn open(path: &Path) -> Result<Self, StoreError> {
        Ok(Self { db: Mutex::new(Opening::of(path)?), path: path.to_owned() })
    }

    /// As [`Store::open`], but a damaged file is renamed, `library.db` to `library.damaged-<date>.db`, and a new
    /// library takes its place. `date` is today's, as the caller writes dates.
    pub fn open_or_set_aside(path: &Path, date: &str) -> Result<Opened, StoreError> {
        match Self::open(path) {
            Err(StoreError::Corrupt { .. }) => {
                let aside =
                    set_aside(path, date).map_err(|source| StoreError::Unopenable { path: path.to_owned(), source })?;
                tracing::warn!(library = %path.display(), aside = %aside.display(), "a damaged library was set aside");
                Ok(Opened { store: Self::open(path)?, set_aside: Some(aside) })
            }
            opened => Ok(Opened { store: opened?, set_aside: None }),
        }
    }

    /// The library's file.
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// Writes the library as it is now to a new file of its own, private and without anything that was removed.
    pub fn snapshot(&self, to: &Path) -> Result<(), StoreError> {
        prepare_file(to).map_err(|source| StoreError::Unopenable { path: to.to_owned(), source })?;
        self.read(|db| Ok(db.execute("VACUUM INTO ?1", [to.to_string_lossy()]).map(drop)?))
    }

    /// Runs a reading query.
    pub(crate) fn read<T>(&self, run: impl FnOnce(&Connection) -> Result<T, StoreError>) -> Result<T, StoreError> {
        run(&self.opening()?.db).map_err(|error| error.at(&self.path))
    }

    /// Runs a change as one transaction: all of it is on disk when this returns, or none of it.
    pub(crate) fn write<T>(
        &self,
        run: impl FnOnce(&Transaction<'_>) -> Result<T, StoreError>,
    ) -> Result<T, StoreError> {
        let mut opening = self.opening()?;
        let change = || -> Result<T, StoreError> {
            let transaction = opening.db.transaction_with_behavior(TransactionBehavior::Immediate)?;
            let value = run(&transaction)?;
            transaction.commit()?;
            Ok(value)
        };
        change().map_err(|error| error.at(&self.path))
    }

    /// The connection. Where the file was removed or moved away meanwhile, what is kept from now on would go to a file that
    /// nobody finds: then a new library is begun in its place.
    fn opening(&self) -> Result<MutexGuard<'_, Opening>, StoreError> {
        // A panic elsewhere rolled its transaction back: the connection itself is sound.
        let mut opening = self.db.lock().unwrap_or_else(PoisonError::into_inner);
        if opening.file != file_id(&self.path) {
            tracing::warn!(library = %self.path.display(), "the library was removed or moved; a new one is begun");
            *opening = Opening::of(&self.path)?;
        }
        Ok(opening)
    }

    /// Moves the write-ahead log into the file and empties it.
    pub(crate) fn empty_log(&self) -> Result<(), StoreError> {
        self.read(|db| {
            let held: bool = db.query_row("PRAGMA wal_checkpoint(TRUNCATE)", [], |row| row.get(0))?;
            if held {
                tracing::warn!("the write-ahead log is in use by another program and will be emptied later");
            }
            Ok(())
        })
    }
}

impl Opening {
    fn of(path: &Path) -> Result<Self, StoreError> {
        prepare_file(path).map_err(|source| StoreError::Unopenable { path: path.to_owned(), source })?;
        let db = connect(path).map_err(|error| error.at(path))?;
        Ok(Self { db, file: file_id(path) })
    }
}

/// Device and number of a file.
type FileId = (u64, u64);

/// Which file a name leads to; none where it leads nowhere.
#[cfg(unix)]
fn file_id(path: &Path) -> Option<FileId> {
    use std::os::unix::fs::MetadataExt;
    fs::metadata(path).ok().map(|file| (file.dev(), file.ino()))
}

/// Elsewhere an open file cannot be removed or moved.
#[cfg(not(unix))]
fn file_id(_: &Path) -> Option<FileId> {
    None
}

/// Makes the file and its folder, for the owner's eyes only.
fn prepare_file(path: &Path) -> io::Result<()> {
    let mut folder = fs::DirBuilder::new();
    folder.recursive(true);
    let mut file = fs::OpenOptions::new();
    file.read(true).write(true).create(true).truncate(false);
    #[cfg(unix)]
    {
        use std::os::unix::fs::{DirBuilderExt, OpenOptionsExt};
        folder.mode(0o700);
        file.mode(0o600);
    }
    if let Some(parent) = path.parent().filter(|parent| !parent.as_os_str().is_empty()) {
        folder.create(parent)?;
    }
    let made = file.open(path)?;
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        if made.metadata()?.permissions().mode() & 0o077 != 0 {
            made.set_permissions(fs::Permissions::from_mode(0o600))?;
        }
    }
    drop(made);
    Ok(())
}

/// Connects, refuses what is not ours to change, and brings the layout up to date.
fn connect(path: &Path) -> Result<Connection, StoreError> {
    let mut db =
        Connection::open_with_flags(path, OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_NO_MUTEX)?;
    db.busy_timeout(PATIENCE)?;
    recognise(&db, path)?;
    db.pragma_update_and_check(None, "journal_mode", "WAL", |_| Ok(()))?;
    db.pragma_update(None, "synchronous", "FULL")?;
    db.pragma_update(None, "foreign_keys", true)?;
    db.pragma_update(None, "temp_store", "MEMORY")?;
    // The file may come from a stranger's backup: what its layout says is not trusted to run anything.
    db.pragma_update(None, "trusted_schema", false)?;
    db.pragma_update(None, "cell_size_check", true)?;
    db.set_db_config(DbConfig::SQLITE_DBCONFIG_DEFENSIVE, true)?;
    db.pragma_update_and_check(None, "secure_delete", true, |_| Ok(()))?;
    db.pragma_update(None, "application_id", APPLICATION_ID)?;
    migrate(&mut db)?;
    check(&db, path)?;
    Ok(db)
}

/// Refuses another program's database and a newer library, before anything is written.
fn recognise(db: &Connection, path: &Path) -> Result<(), StoreError> {
    let number = |pragma| db.pragma_query_value(None, pragma, |row| row.get::<_, i64>(0));
    let owner = number("application_id")?;
    let tables: i64 = db.query_row("SELECT count(*) FROM sqlite_schema", [], |row| row.get(0))?;
    if owner != i64::from(APPLICATION_ID) && (owner != 0 || tables > 0) {
        return Err(StoreError::Foreign { path: path.to_owned() });
    }
    let found = u32::try_from(number("user_version")?).unwrap_or(u32::MAX);
    if found > KNOWN {
        return Err(StoreError::Newer { path: path.to_owned(), found, known: KNOWN });
    }
    Ok(())
}

/// Brings the layout up to date. Another program may be doing the same at this moment: then its work counts.
fn migrate(db: &mut Connection) -> Result<(), StoreError> {
    let Err(error) = Migrations::from_slice(MIGRATIONS).to_latest(db) else { return Ok(()) };
    let version: u32 = db.pragma_query_value(None, "user_version", |row| row.get(0))?;
    match error {
        _ if version == KNOWN => Ok(()),
        rusqlite_migration::Error::RusqliteError { err, .. } => Err(err.into()),
        other => Err(StoreError::Layout(other)),
    }
}

/// Looks for damage while it can still be set aside.
fn check(db: &Connection, path: &Path) -> Result<(), StoreError> {
    if fs::metadata(path).is_ok_and(|file| file.len() > CHECKED_UP_TO) {
        return Ok(());
    }
    let verdict: String = db.query_row("PRAGMA quick_check(1)", [], |row| row.get(0))?;
    if verdict == "ok" {
        return Ok(());
    }
    tracing::error!(library = %path.display(), verdict, "the library is damaged");
    Err(StoreError::Corrupt { path: path.to_owned() })
}

/// Renames a damaged library, with its log, to a name that is free.
fn set_aside(path: &Path, date: &str) -> io::Result<PathBuf> {
    let part = |part: Option<&std::ffi::OsStr>| part.map(|part| part.to_string_lossy().into_owned());
    let stem = part(path.file_stem()).unwrap_or_default();
    let extension = part(path.extension()).map(|extension| format!(".{extension}")).unwrap_or_default();
    let date: String = date.chars().map(|c| if c.is_ascii_alphanumeric() { c } else { '-' }).collect();
    let mut number = 1;
    let aside = loop {
        let again = if number == 1 { String::new() } else { format!("-{number}") };
        let aside = path.with_file_name(format!("{stem}.damaged-{date}{again}{extension}"));
        if !aside.try_exists()? {
            break aside;
        }
        number += 1;
    };
    fs::rename(path, &aside)?;
    for companion in ["-wal", "-shm"] {
        match fs::rename(beside(path, companion), beside(&aside, companion)) {
            Err(error) if error.kind() != io::ErrorKind::NotFound => return Err(error),
            _ => {}
        }
    }
    Ok(aside)
}

/// The file `SQLite` keeps beside a database, by its ending.
fn beside(path: &Path, ending: &str) -> PathBuf {
    let mut name = path.as_os_str().to_owned();
    name.push(ending);
    PathBuf::from(name)
}
