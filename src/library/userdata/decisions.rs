//! The table of decisions about entities.

use rusqlite::{Connection, Transaction, params};

use crate::library::linker::{Decided, Decision};

/// Stores decisions; one made before is made anew.
pub(super) fn put_all(
    transaction: &Transaction<'_>,
    decisions: &[Decided],
) -> rusqlite::Result<()> {
    withdraw_all(transaction, decisions)?;
    let mut statement =
        transaction.prepare_cached("INSERT INTO decision (value, modified) VALUES (?1, ?2)")?;
    for Decided { decision, modified } in decisions {
        statement.execute(params![encode(decision)?, modified])?;
    }
    Ok(())
}

/// Takes decisions back; one that was never made is no error.
pub(super) fn withdraw_all(
    transaction: &Transaction<'_>,
    decisions: &[Decided],
) -> rusqlite::Result<()> {
    let mut statement = transaction.prepare_cached("DELETE FROM decision WHERE value = ?1")?;
    for Decided { decision, .. } in decisions {
        statement.execute([encode(decision)?])?;
    }
    Ok(())
}

/// All of them, the oldest first; one of a newer version is passed over and
/// stays in the file.
pub(super) fn all(connection: &Connection) -> rusqlite::Result<Vec<Decided>> {
    let mut statement =
        connection.prepare_cached("SELECT value, modified FROM decision ORDER BY modified, id")?;
    let mut rows = statement.query([])?;
    let mut all = Vec::new();
    while let Some(row) = rows.next()? {
        if let Ok(decision) = serde_json::from_str(row.get_ref(0)?.as_str()?) {
            all.push(Decided { decision, modified: row.get(1)? });
        }
    }
    Ok(all)
}

fn encode(decision: &Decision) -> rusqlite::Result<String> {
    serde_json::to_string(decision)
        .map_err(|error| rusqlite::Error::ToSqlConversionFailure(Box::new(error)))
}
