//! The database file: opening it, its tables and their versions, and what
//! happens when it is damaged.

use std::ffi::OsString;
use std::fs;
use std::io::ErrorKind;
use std::path::{Path, PathBuf};
use std::time::Duration;

use rusqlite::{Connection, ErrorCode, OpenFlags, TransactionBehavior};
use tempfile::{NamedTempFile, TempDir};

use super::{UserDataError, salvage};
use crate::library::private;
use crate::library::sure::sure;
use newsquotes::model::Problem;

/// The smallest page of a database, in bytes: what is shorter was cut off.
const SMALLEST: u64 = 512;
/// How long a write waits for another process to finish its own.
const BUSY_TIMEOUT: Duration = Duration::from_secs(5);
/// How the name of a damaged file goes on that was moved aside.
const ASIDE: &str = ".damaged-";
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

/// A database that is open, and what there is to say of it.
pub(super) struct OpenDatabase {
    pub(super) connection: Connection,
    pub(super) problems: Vec<Problem>,
    /// Why nothing can be stored in it.
    pub(super) refusal: Option<UserDataError>,
    /// Holds a copy that it is read from.
    pub(super) copy: Option<TempDir>,
}

impl OpenDatabase {
    fn sound(connection: Connection) -> OpenDatabase {
        OpenDatabase { connection, problems: Vec::new(), refusal: None, copy: None }
    }
}

/// Opens the database at `path` to store in it, made anew when there is none.
/// A damaged file is moved aside and what can be read of it is taken over,
/// which a problem then says. One that nobody can write to is read.
pub(super) fn open(path: &Path) -> Result<OpenDatabase, UserDataError> {
    let left_behind = leftovers(path);
    let made = match path.parent() {
        Some(folder) => private::create_folder(folder)
            .map_err(|source| UserDataError::Folder { path: folder.to_owned(), source }),
        None => Ok(()),
    };
    let mut open = match made.and_then(|()| connect(path)) {
        Ok(connection) => OpenDatabase::sound(connection),
        Err(UserDataError::Damaged) => replace_damaged(path)?,
        Err(error) if path.exists() && error.is_of_the_disk() => {
            let mut open = read_only(path)?;
            open.problems.push(error.problem(path));
            open.refusal = Some(error);
            open
        }
        Err(error) => return Err(error),
    };
    open.problems.extend(left_behind);
    Ok(open)
}

/// Opens the database at `path` to read from it: nothing is made, moved or
/// changed there. Of a damaged one comes what can be read, with a problem.
pub(super) fn read(path: &Path) -> Result<OpenDatabase, UserDataError> {
    let connected = if path.exists() { connect_to(path) } else { in_memory() };
    let mut open = match connected {
        Ok(connection) => OpenDatabase::sound(connection),
        Err(UserDataError::Damaged) => {
            let (connection, rows) = salvage::salvaged(path)?;
            let problems = vec![damaged(path, rows)];
            OpenDatabase { problems, ..OpenDatabase::sound(connection) }
        }
        Err(error) if error.is_of_the_disk() => read_only(path)?,
        Err(error) => return Err(error),
    };
    open.problems.extend(leftovers(path));
    Ok(open)
}

/// A database that ends with the process.
pub(super) fn in_memory() -> Result<Connection, UserDataError> {
    prepare(Connection::open_in_memory()?)
}

/// Connects to a database that is made when there is none.
fn connect(path: &Path) -> Result<Connection, UserDataError> {
    if !path.exists() {
        make(path)?;
    }
    private::close(path);
    connect_to(path)
}

/// Makes an empty database. It is put there in one step, so that a file with
/// nothing in it is always one that was cut off. `SQLite` gives its logs the
/// rights of the file, which are those of a temporary one: the owner's alone.
fn make(path: &Path) -> Result<(), UserDataError> {
    let io = |source| UserDataError::Folder { path: path.to_owned(), source };
    let new = NamedTempFile::new_in(path.parent().unwrap_or(Path::new("."))).map_err(io)?;
    drop(prepare(Connection::open(new.path())?)?);
    new.as_file().sync_all().map_err(io)?;
    match new.persist_noclobber(path) {
        Err(error) if error.error.kind() != ErrorKind::AlreadyExists => Err(io(error.error)),
        // Another process was quicker.
        _ => Ok(()),
    }
}

fn connect_to(path: &Path) -> Result<Connection, UserDataError> {
    if fs::metadata(path).is_ok_and(|file| file.len() < SMALLEST) {
        // `SQLite` would take it for a new database.
        return Err(UserDataError::Damaged);
    }
    let flags = OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    let connection = prepare(Connection::open_with_flags(path, flags)?)?;
    check(&connection)?;
    Ok(connection)
}

fn check(connection: &Connection) -> Result<(), UserDataError> {
    let sound: String = connection.query_row("PRAGMA quick_check(1)", [], |row| row.get(0))?;
    if sound == "ok" { Ok(()) } else { Err(UserDataError::Damaged) }
}

/// Reads a database where nothing can be written: as it lies there, or from a
/// copy where its log holds changes or its tables are of an older version.
pub(super) fn read_only(path: &Path) -> Result<OpenDatabase, UserDataError> {
    let has_log = fs::metadata(with_suffix(path, "-wal")).is_ok_and(|log| log.len() > 0);
    if !has_log && let Ok(connection) = as_it_lies(path) {
        return Ok(OpenDatabase::sound(connection));
    }
    let io = |source| UserDataError::Folder { path: path.to_owned(), source };
    let copy = TempDir::new().map_err(io)?;
    let copied = copy.path().join("copy.sqlite3");
    fs::copy(path, &copied).map_err(io)?;
    if has_log {
        fs::copy(with_suffix(path, "-wal"), with_suffix(&copied, "-wal")).map_err(io)?;
    }
    let connection = connect(&copied)?;
    Ok(OpenDatabase { copy: Some(copy), ..OpenDatabase::sound(connection) })
}

fn as_it_lies(path: &Path) -> Result<Connection, UserDataError> {
    let mut address = String::from("file:");
    for c in path.to_string_lossy().chars() {
        // What would end the path of an address.
        match c {
            '%' => address.push_str("%25"),
            '?' => address.push_str("%3f"),
            '#' => address.push_str("%23"),
            c => address.push(c),
        }
    }
    address.push_str("?immutable=1");
    let flags = OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_URI;
    let connection = Connection::open_with_flags(address, flags)?;
    check_owner(&connection)?;
    check(&connection)?;
    if version(&connection)? == MIGRATIONS.len() {
        Ok(connection)
    } else {
        Err(UserDataError::NotWritable)
    }
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
    transaction.pragma_update(None, "user_version", sure(u32::try_from(MIGRATIONS.len()).ok()))?;
    Ok(transaction.commit()?)
}

fn version(connection: &Connection) -> Result<usize, UserDataError> {
    let version: u32 = connection.query_row("PRAGMA user_version", [], |row| row.get(0))?;
    Ok(version as usize)
}

/// Moves the damaged file aside and makes a new one of what can be read. A
/// lock file keeps a second process from moving the new one aside in its turn.
fn replace_damaged(path: &Path) -> Result<OpenDatabase, UserDataError> {
    let io = |source| UserDataError::Folder { path: path.to_owned(), source };
    let lock = private::create_file(&with_suffix(path, ".lock")).map_err(io)?;
    lock.lock().map_err(io)?;
    match connect(path) {
        Err(UserDataError::Damaged) => {}
        opened => return Ok(OpenDatabase::sound(opened?)),
    }
    let aside = move_aside(path).map_err(io)?;
    let connection = connect(path)?;
    let rows = salvage::take_over(&aside, &connection)?;
    let problem = Problem {
        path: path.display().to_string(),
        what: format!(
            "the database of your stars, notes and corrections is damaged; it was moved to {}, \
             and the {rows} of them that can be read were taken over",
            aside.display()
        ),
        hint: "put a backup in its place, or try `sqlite3 FILE .recover` on the moved file".into(),
    };
    Ok(OpenDatabase { problems: vec![problem], ..OpenDatabase::sound(connection) })
}

fn damaged(path: &Path, rows: usize) -> Problem {
    Problem {
        path: path.display().to_string(),
        what: format!(
            "the database of your stars, notes and corrections is damaged: {rows} of them can be read"
        ),
        hint: "put a backup in its place; the reader begins a new one with what can be read".into(),
    }
}

/// Damaged files that were moved aside and that nobody has seen to.
fn leftovers(path: &Path) -> Vec<Problem> {
    let entries = path.parent().and_then(|folder| fs::read_dir(folder).ok());
    let name = path.file_name().map(|name| name.to_string_lossy().into_owned());
    let (Some(entries), Some(name)) = (entries, name) else { return Vec::new() };
    let start = format!("{name}{ASIDE}");
    let is_one = |file: &String| {
        file.strip_prefix(&start).is_some_and(|number| number.bytes().all(|b| b.is_ascii_digit()))
    };
    let names = entries.flatten().map(|entry| entry.file_name().to_string_lossy().into_owned());
    let mut names: Vec<String> = names.filter(is_one).collect();
    names.sort();
    let problem = |name: String| Problem {
        path: path.with_file_name(name).display().to_string(),
        what: "a damaged file of your stars, notes and corrections lies here".into(),
        hint: "try `sqlite3 FILE .recover` on it, then delete it or move it elsewhere".into(),
    };
    names.into_iter().map(problem).collect()
}

/// The file and its write-ahead log, which may hold the last changes.
fn move_aside(path: &Path) -> std::io::Result<PathBuf> {
    let mut number = 1_u32;
    let mut aside = with_suffix(path, &format!("{ASIDE}{number}"));
    while aside.exists() {
        number += 1;
        aside = with_suffix(path, &format!("{ASIDE}{number}"));
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

pub(super) fn with_suffix(path: &Path, suffix: &str) -> PathBuf {
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
            PermissionDenied, ReadOnly, SystemIoFailure,
        };
        match code(&error) {
            Some(DatabaseBusy | DatabaseLocked) => UserDataError::Locked,
            Some(DatabaseCorrupt | NotADatabase) => UserDataError::Damaged,
            // Where the disk is full, `SQLite` may fail to make its log already.
            Some(DiskFull | SystemIoFailure) => UserDataError::Full,
            Some(CannotOpen | PermissionDenied | ReadOnly) => UserDataError::NotWritable,
            _ => UserDataError::Sqlite(error),
        }
    }
}
