//! What can still be read of a damaged database, row by row: from the first one
//! on up to the damage, and from the last one back to it.

use std::path::Path;

use rusqlite::types::Value;
use rusqlite::{Connection, OpenFlags, params_from_iter};

use super::{UserDataError, schema};

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
    let flags = OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    // Of a file that is no database at all nothing can be read.
    let Ok(damaged) = Connection::open_with_flags(from, flags) else { return Ok(0) };
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
