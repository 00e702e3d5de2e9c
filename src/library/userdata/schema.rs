//! The database file: opening it, its tables and their versions, and what
//! happens when it is damaged.

use std::ffi::OsString;
use std::fs::{self, File};
use std::path::{Path, PathBuf};
use std::time::Duration;

use rusqlite::{Connection, ErrorCode, TransactionBehavior};

use super::UserDataError;
use newsquotes::model::Problem;

/// How long a write waits for another process to finish its own.
const BUSY_TIMEOUT: Duration = Duration::from_secs(5);
/// Marks the file as ours: "nrdr" in ASCII.
const APPLICATION_ID: i64 = 0x6e72_6472;

/// What brings the tables from version n to n + 1. Only ever added to: files
/// of every earlier version are in use.
const MIGRATIONS: &[&str] = &[
    "
    CREATE TABLE annotation (
        id        INTEGER PRIMARY KEY,
        path      TEXT NOT NULL,
        sha256    BLOB NOT NULL,
        slot      TEXT NOT NULL,    -- the kind, with the field for a fact
        kind      TEXT NOT NULL,
        value     TEXT NOT NULL,    -- JSON
        exact     TEXT,             -- NULL: the whole document
        ending    TEXT,
        prefix    TEXT,
        suffix    TEXT,
        start     INTEGER,
        end       INTEGER,
        modified  INTEGER NOT NULL  -- seconds since 1970, UTC
    );
    CREATE INDEX annotation_path ON annotation (path, slot);
    CREATE INDEX annotation_sha256 ON annotation (sha256, slot);
    ",
    "
    CREATE TABLE decision (
        id        INTEGER PRIMARY KEY,
        value     TEXT NOT NULL UNIQUE,  -- JSON; names entities by kind and name
        modified  INTEGER NOT NULL       -- seconds since 1970, UTC
    );
    ",
    "
    CREATE TABLE citation_key (
        article   TEXT PRIMARY KEY,      -- its address, or title, date and outlet, or SHA-256
        key       TEXT NOT NULL
    );
    ",
];

/// Opens the database at `path`, made anew when there is none. A damaged file
/// is moved aside, which the problem then says.
pub(super) fn open(path: &Path) -> Result<(Connection, Option<Problem>), UserDataError> {
    if let Some(folder) = path.parent() {
        fs::create_dir_all(folder)
            .map_err(|source| UserDataError::Folder { path: folder.to_owned(), source })?;
    }
    match connect(path) {
        Err(UserDataError::Damaged) => replace_damaged(path),
        opened => Ok((opened?, None)),
    }
}

/// A database that ends with the process.
pub(super) fn in_memory() -> Result<Connection, UserDataError> {
    prepare(Connection::open_in_memory()?)
}

fn connect(path: &Path) -> Result<Connection, UserDataError> {
    let connection = prepare(Connection::open(path)?)?;
    let sound: String = connection.query_row("PRAGMA quick_check(1)", [], |row| row.get(0))?;
    if sound == "ok" { Ok(connection) } else { Err(UserDataError::Damaged) }
}

fn prepare(mut connection: Connection) -> Result<Connection, UserDataError> {
    connection.busy_timeout(BUSY_TIMEOUT)?;
    check_owner(&connection)?;
    write_ahead(&connection)?;
    // A mark that the reader has shown must be there after a power failure.
    connection.pragma_update(None, "synchronous", "FULL")?;
    migrate(&mut connection)?;
    Ok(connection)
}

/// Readers and a writer then do not wait for each other. Two processes that
/// switch a new file at once may find it busy without being made to wait.
fn write_ahead(connection: &Connection) -> Result<(), UserDataError> {
    let mut tries = 0;
    loop {
        match connection.pragma_update(None, "journal_mode", "WAL") {
            Err(error) if code(&error) == Some(ErrorCode::DatabaseBusy) && tries < 100 => {
                tries += 1;
                std::thread::sleep(BUSY_TIMEOUT / 100);
            }
            switched => return Ok(switched?),
        }
    }
}

/// Keeps hands off the database of another program. One transaction, since a
/// second process may be making our tables at this moment.
fn check_owner(connection: &Connection) -> Result<(), UserDataError> {
    let snapshot = connection.unchecked_transaction()?;
    let number = |sql| snapshot.query_row(sql, [], |row| row.get::<_, i64>(0));
    let owner = number("PRAGMA application_id")?;
    let tables = number("SELECT count(*) FROM sqlite_schema")?;
    let ours = owner == APPLICATION_ID || (owner == 0 && tables == 0);
    if ours { Ok(()) } else { Err(UserDataError::Foreign) }
}

fn migrate(connection: &mut Connection) -> Result<(), UserDataError> {
    if version(connection)? == MIGRATIONS.len() {
        return Ok(());
    }
    let transaction = connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
    // Another process may have done it in the meantime.
    let from = version(&transaction)?;
    let Some(missing) = MIGRATIONS.get(from..) else {
        return Err(UserDataError::Newer { version: from });
    };
    for step in missing {
        transaction.execute_batch(step)?;
    }
    transaction.pragma_update(None, "application_id", APPLICATION_ID)?;
    transaction.pragma_update(
        None,
        "user_version",
        u32::try_from(MIGRATIONS.len()).unwrap_or(0),
    )?;
    Ok(transaction.commit()?)
}

fn version(connection: &Connection) -> Result<usize, UserDataError> {
    let version: u32 = connection.query_row("PRAGMA user_version", [], |row| row.get(0))?;
    Ok(version as usize)
}

/// Moves the damaged file aside and makes a new one. A lock file keeps a
/// second process from moving the new one aside in its turn.
fn replace_damaged(path: &Path) -> Result<(Connection, Option<Problem>), UserDataError> {
    let io = |source| UserDataError::Folder { path: path.to_owned(), source };
    let lock = File::create(with_suffix(path, ".lock")).map_err(io)?;
    lock.lock().map_err(io)?;
    match connect(path) {
        Err(UserDataError::Damaged) => {}
        opened => return Ok((opened?, None)),
    }
    let aside = move_aside(path).map_err(io)?;
    let problem = Problem {
        path: path.display().to_string(),
        what: format!(
            "the database of your stars, notes and corrections is damaged; it was moved to {} \
             and a new one was begun",
            aside.display()
        ),
        hint: "put a backup in its place, or try `sqlite3 FILE .recover` on the moved file".into(),
    };
    Ok((connect(path)?, Some(problem)))
}

/// The file and its write-ahead log, which may hold the last changes.
fn move_aside(path: &Path) -> std::io::Result<PathBuf> {
    let mut number = 1_u32;
    let mut aside = with_suffix(path, ".damaged-1");
    while aside.exists() {
        number += 1;
        aside = with_suffix(path, &format!(".damaged-{number}"));
    }
    for log in ["-wal", "-shm"] {
        let from = with_suffix(path, log);
        if from.exists() {
            fs::rename(&from, with_suffix(&aside, log))?;
        }
    }
    fs::rename(path, &aside)?;
    Ok(aside)
}

fn with_suffix(path: &Path, suffix: &str) -> PathBuf {
    let mut name = OsString::from(path);
    name.push(suffix);
    name.into()
}

/// The kind of an error that `SQLite` itself reports.
fn code(error: &rusqlite::Error) -> Option<ErrorCode> {
    error.sqlite_error_code()
}

impl From<rusqlite::Error> for UserDataError {
    fn from(error: rusqlite::Error) -> UserDataError {
        use ErrorCode::{
            CannotOpen, DatabaseBusy, DatabaseCorrupt, DatabaseLocked, DiskFull, NotADatabase,
            PermissionDenied, ReadOnly,
        };
        match code(&error) {
            Some(DatabaseBusy | DatabaseLocked) => UserDataError::Locked,
            Some(DatabaseCorrupt | NotADatabase) => UserDataError::Damaged,
            Some(DiskFull) => UserDataError::Full,
            Some(CannotOpen | PermissionDenied | ReadOnly) => UserDataError::NotWritable,
            _ => UserDataError::Sqlite(error),
        }
    }
}
