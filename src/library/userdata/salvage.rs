//! What can still be read of a damaged database, row by row: from the first one
//! on up to the damage, and from the last one back to it.

use std::error::Error;
use std::fs;
use std::path::Path;

use rusqlite::types::Value;
use rusqlite::{Connection, params_from_iter};
use tempfile::TempDir;

use super::{UserDataError, schema};

/// A file that lacks more bytes is not filled up: the number is damaged, too.
const MOST_MISSING: usize = 64 << 20;

/// The tables of what a person made, and their columns.
const TABLES: &[(&str, &[&str])] = &[
    (
        "annotation",
        &[
            "id", "path", "sha256", "slot", "kind", "value", "exact", "ending", "prefix", "suffix",
            "start", "end", "modified",
        ],
    ),
    ("decision", &["id", "value", "modified"]),
];

/// A database in memory with what can be read of the damaged one at `path`,
/// and how many rows those are.
pub(super) fn salvaged(path: &Path) -> Result<(Connection, usize), UserDataError> {
    let into = schema::in_memory()?;
    let rows = take_over(path, &into)?;
    Ok((into, rows))
}

/// Puts what can be read of the damaged database at `from` into another one;
/// how many rows those are.
pub(super) fn take_over(from: &Path, into: &Connection) -> Result<usize, UserDataError> {
    // Of a file that is no database at all nothing can be read.
    let Ok((damaged, _copy)) = copied(from) else { return Ok(0) };
    let mut rows = 0;
    let transaction = into.unchecked_transaction()?;
    for (table, columns) in TABLES {
        for direction in ["ASC", "DESC"] {
            rows += copy(&damaged, &transaction, table, columns, direction);
        }
    }
    transaction.commit()?;
    Ok(rows)
}

/// A copy of a damaged database, so that nothing is changed in the file itself.
/// One that was cut off is filled up to the length that its head names:
/// without, `SQLite` reads nothing of it.
fn copied(from: &Path) -> Result<(Connection, TempDir), Box<dyn Error>> {
    let folder = TempDir::new()?;
    let copy = folder.path().join("copy.sqlite3");
    let mut bytes = fs::read(from)?;
    let length = length_of(&bytes).unwrap_or(0);
    if (bytes.len()..bytes.len().saturating_add(MOST_MISSING)).contains(&length) {
        bytes.resize(length, 0);
    }
    fs::write(&copy, bytes)?;
    // Its log may hold the last changes; there is none as a rule.
    let _ = fs::copy(schema::with_suffix(from, "-wal"), schema::with_suffix(&copy, "-wal"));
    Ok((Connection::open(&copy)?, folder))
}

/// The length in bytes that the head of a database names: the size of a page
/// times the number of pages, at bytes 16 and 28.
fn length_of(bytes: &[u8]) -> Option<usize> {
    let (head, _) = bytes.split_first_chunk::<32>()?;
    let [.., a, b, c, d] = *head;
    let page = match u16::from_be_bytes([*head.get(16)?, *head.get(17)?]) {
        1 => 65536,
        size => usize::from(size),
    };
    usize::try_from(u32::from_be_bytes([a, b, c, d])).ok()?.checked_mul(page)
}

/// Copies rows up to the first that cannot be read; those that are there
/// already, or that break a rule of the tables, do not count.
fn copy(
    from: &Connection,
    into: &Connection,
    table: &str,
    columns: &[&str],
    direction: &str,
) -> usize {
    let names = columns.join(", ");
    // Without the indexes, which may be damaged as well.
    let select = format!("SELECT {names} FROM {table} NOT INDEXED ORDER BY id {direction}");
    let marks = vec!["?"; columns.len()].join(", ");
    let insert = format!("INSERT OR IGNORE INTO {table} ({names}) VALUES ({marks})");
    let (Ok(mut select), Ok(mut insert)) = (from.prepare(&select), into.prepare(&insert)) else {
        return 0;
    };
    let Ok(mut rows) = select.query([]) else { return 0 };
    let mut copied = 0;
    while let Ok(Some(row)) = rows.next() {
        let values = (0..columns.len()).map(|column| row.get::<_, Value>(column));
        let Ok(values) = values.collect::<Result<Vec<Value>, _>>() else { continue };
        copied += insert.execute(params_from_iter(values)).unwrap_or(0);
    }
    copied
}
