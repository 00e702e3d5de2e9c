//! Annotations as rows of the database, there and back.

use std::path::Path;

use rusqlite::{Row, Statement, ToSql, Transaction, params};

use super::UserDataError;
use crate::library::annotation::{Annotation, Body, Selector, Target, TextQuote};
use crate::library::sure::sure;
use newsquotes::model::Problem;

/// Rows of the document whose path is `?1` and whose bytes are `?2`; NULL for
/// either matches nothing.
pub(super) const OF_DOCUMENT: &str = "(path = ?1 OR sha256 = ?2)";

pub(super) fn path_key(target: &Target) -> Option<&str> {
    target.has_path().then_some(target.path.as_str())
}

pub(super) fn sha256_key(target: &Target) -> Option<&[u8]> {
    target.has_sha256().then_some(target.sha256.as_slice())
}

pub(super) fn remove_all(
    transaction: &Transaction<'_>,
    annotations: &[Annotation],
) -> rusqlite::Result<()> {
    let mut statement = transaction.prepare_cached(&format!(
        "DELETE FROM annotation WHERE {OF_DOCUMENT} AND slot = ?3
            AND exact IS ?4 AND ending IS ?5 AND prefix IS ?6 AND suffix IS ?7"
    ))?;
    for annotation in annotations {
        let target = &annotation.target;
        let quote = annotation.selector.as_ref().map(|selector| &selector.quote);
        statement.execute(params![
            path_key(target),
            sha256_key(target),
            annotation.body.slot(),
            quote.map(|quote| &quote.exact),
            quote.map(|quote| &quote.ending),
            quote.map(|quote| &quote.prefix),
            quote.map(|quote| &quote.suffix),
        ])?;
    }
    Ok(())
}

pub(super) fn put_all(
    transaction: &Transaction<'_>,
    annotations: &[Annotation],
) -> rusqlite::Result<()> {
    remove_all(transaction, annotations)?;
    let mut statement = transaction.prepare_cached(
        "INSERT INTO annotation (path, sha256, slot, kind, value,
            exact, ending, prefix, suffix, start, end, modified)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12)",
    )?;
    for annotation in annotations {
        let (kind, value) = encode(&annotation.body)?;
        let selector = annotation.selector.as_ref();
        let quote = selector.map(|selector| &selector.quote);
        statement.execute(params![
            annotation.target.path,
            annotation.target.sha256,
            annotation.body.slot(),
            kind,
            value,
            quote.map(|quote| &quote.exact),
            quote.map(|quote| &quote.ending),
            quote.map(|quote| &quote.prefix),
            quote.map(|quote| &quote.suffix),
            selector.map(|selector| offset(selector.position.start)),
            selector.map(|selector| offset(selector.position.end)),
            annotation.modified,
        ])?;
    }
    Ok(())
}

/// `SQLite` counts in 64 bits with a sign; a text is far shorter.
fn offset(bytes: usize) -> i64 {
    i64::try_from(bytes).unwrap_or(i64::MAX)
}

/// The kind and the JSON value of a body, from its one serialised form.
pub(super) fn encode(body: &Body) -> rusqlite::Result<(String, String)> {
    let failed = |error| rusqlite::Error::ToSqlConversionFailure(Box::new(error));
    let mut json = serde_json::to_value(body).map_err(failed)?;
    // A kind that says all, such as a star, has no value: null.
    let value = json.get_mut("value").map_or(serde_json::Value::Null, serde_json::Value::take);
    let kind = sure(json.get("kind").and_then(serde_json::Value::as_str));
    Ok((kind.to_owned(), value.to_string()))
}

/// The body of a row.
pub(super) fn decode(kind: &str, value: &str) -> Option<Body> {
    let kind = serde_json::Value::from(kind);
    let json = match value {
        "null" => format!(r#"{{"kind":{kind}}}"#),
        value => format!(r#"{{"kind":{kind},"value":{value}}}"#),
    };
    serde_json::from_str(&json).ok()
}

/// Says which rows cannot be read.
pub(super) fn left_out(path: &Path, unread: &[i64]) -> Problem {
    const SHOWN: usize = 5;
    let rows: Vec<String> = unread.iter().take(SHOWN).map(i64::to_string).collect();
    let more = if unread.len() > SHOWN { ", …" } else { "" };
    Problem {
        path: path.display().to_string(),
        what: format!(
            "{} of your stars, notes and corrections cannot be read and stay in the file (row {}{more})",
            unread.len(),
            rows.join(", ")
        ),
        hint: "a newer nreader may have made them, or the file is damaged: compare a backup".into(),
    }
}

pub(super) fn select(rest: &str) -> String {
    format!(
        "SELECT path, sha256, kind, value, exact, ending, prefix, suffix, start, end, modified, id
         FROM annotation {rest}"
    )
}

/// The annotations, and the ids of the rows that are none to this version.
pub(super) fn read_all(
    statement: &mut Statement<'_>,
    parameters: &[&dyn ToSql],
) -> Result<(Vec<Annotation>, Vec<i64>), UserDataError> {
    let mut rows = statement.query(parameters)?;
    let (mut all, mut unread) = (Vec::new(), Vec::new());
    while let Some(row) = rows.next()? {
        match read(row) {
            Ok(Some(annotation)) => all.push(annotation),
            Ok(None) | Err(_) => unread.push(row.get("id")?),
        }
    }
    Ok((all, unread))
}

fn read(row: &Row<'_>) -> rusqlite::Result<Option<Annotation>> {
    let Some(body) = decode(row.get_ref(2)?.as_str()?, row.get_ref(3)?.as_str()?) else {
        return Ok(None);
    };
    let target = Target { path: row.get(0)?, sha256: row.get(1)? };
    Ok(Some(Annotation { target, selector: read_selector(row)?, body, modified: row.get(10)? }))
}

fn read_selector(row: &Row<'_>) -> rusqlite::Result<Option<Selector>> {
    let Some(exact) = row.get(4)? else { return Ok(None) };
    let text = |column| -> rusqlite::Result<String> {
        // Notes of older versions were kept without what stands around the words.
        Ok(row.get::<_, Option<String>>(column)?.unwrap_or_default())
    };
    let quote = TextQuote { exact, ending: text(5)?, prefix: text(6)?, suffix: text(7)? };
    let at = |column| -> rusqlite::Result<usize> {
        let offset: Option<i64> = row.get(column)?;
        // Without a place the words are looked for from the beginning.
        Ok(offset.and_then(|at| usize::try_from(at).ok()).unwrap_or(0))
    };
    Ok(Some(Selector { quote, position: at(8)?..at(9)? }))
}
