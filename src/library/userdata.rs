//! What a person made, kept in one `SQLite` file apart from the articles:
//! nothing that can be made again is in it, and all that cannot is.
//!
//! Several processes may use the file at once. Whatever cannot be read back
//! (a kind of annotation of a newer version) stays in the file untouched.

mod decisions;
mod keys;
mod schema;

use std::path::{Path, PathBuf};

use rusqlite::{Connection, Row, Statement, ToSql, Transaction, TransactionBehavior, params};

use super::annotation::{Annotation, Body, Selector, Target, TextQuote, prefer_path};
use super::linker::Decided;
use newsquotes::model::Problem;

/// The database of what a person made.
#[derive(Debug)]
pub struct UserData {
    connection: Connection,
    problems: Vec<Problem>,
}

/// A change of what a person made, made at once or not at all.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Change {
    /// As they are stored.
    pub remove: Vec<Annotation>,
    pub put: Vec<Annotation>,
    /// Decisions about entities to take back, as they are stored.
    pub withdraw: Vec<Decided>,
    /// Decisions about entities to store.
    pub decide: Vec<Decided>,
}

/// Why the database cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum UserDataError {
    #[error("the folder for your stars and notes, {}, cannot be written: {source}", path.display())]
    Folder { path: PathBuf, source: std::io::Error },
    #[error("your stars and notes were written by a newer nreader (tables of version {version})")]
    Newer { version: usize },
    #[error("the file for your stars and notes is a database of another program")]
    Foreign,
    #[error("the file for your stars and notes cannot be opened for writing")]
    NotWritable,
    #[error("another program keeps your stars and notes locked; the last change was not saved")]
    Locked,
    #[error("the disk is full; the last change of your stars and notes was not saved")]
    Full,
    #[error("the file of your stars and notes is damaged")]
    Damaged,
    #[error("your stars and notes: {0}")]
    Sqlite(rusqlite::Error),
}

impl UserDataError {
    /// What the user can do about it.
    #[must_use]
    pub fn hint(&self) -> &'static str {
        match self {
            UserDataError::Folder { .. } | UserDataError::NotWritable => {
                "Check who may write there, or set XDG_DATA_HOME to another folder"
            }
            UserDataError::Newer { .. } => "update nreader; the file was left as it is",
            UserDataError::Foreign => "move that file elsewhere, or set XDG_DATA_HOME",
            UserDataError::Locked => "close the other program, then do it again",
            UserDataError::Full => "make room, then do it again",
            UserDataError::Damaged => "start nreader again: it moves the file aside",
            UserDataError::Sqlite(_) => "please report this",
        }
    }

    /// The same as a problem to list; `path` is that of the database.
    #[must_use]
    pub fn problem(&self, path: &Path) -> Problem {
        let (what, hint) = (self.to_string(), self.hint().into());
        Problem { path: path.display().to_string(), what, hint }
    }
}

impl UserData {
    /// Opens or makes the database and the folders above it.
    ///
    /// # Errors
    ///
    /// When the file cannot be made or read, or is of a newer version. A
    /// damaged one is no error: it is moved aside, see
    /// [`take_problems`](Self::take_problems).
    pub fn open(path: &Path) -> Result<UserData, UserDataError> {
        let (connection, problem) = schema::open(path)?;
        Ok(UserData { connection, problems: problem.into_iter().collect() })
    }

    /// A database that ends with the process, for when there is no folder.
    ///
    /// # Errors
    ///
    /// When `SQLite` cannot be started.
    pub fn in_memory() -> Result<UserData, UserDataError> {
        Ok(UserData { connection: schema::in_memory()?, problems: Vec::new() })
    }

    /// What went wrong on opening without being an error, for the user to see.
    pub fn take_problems(&mut self) -> Vec<Problem> {
        std::mem::take(&mut self.problems)
    }

    /// Stores one annotation in place of the one of the same slot and words
    /// in the same document.
    ///
    /// # Errors
    ///
    /// When the database cannot be written; nothing is changed then.
    pub fn put(&mut self, annotation: &Annotation) -> Result<(), UserDataError> {
        self.in_transaction(|transaction| put_all(transaction, std::slice::from_ref(annotation)))
    }

    /// Takes one annotation away, whatever its body now says; one that is not
    /// there is no error.
    ///
    /// # Errors
    ///
    /// When the database cannot be written; nothing is changed then.
    pub fn remove(&mut self, annotation: &Annotation) -> Result<(), UserDataError> {
        self.in_transaction(|transaction| remove_all(transaction, std::slice::from_ref(annotation)))
    }

    /// Makes a whole change, or none of it. It is on the disk when this
    /// returns, which may take some milliseconds.
    ///
    /// # Errors
    ///
    /// When the database cannot be written; nothing is changed then.
    pub fn change(&mut self, change: &Change) -> Result<(), UserDataError> {
        self.in_transaction(|transaction| {
            remove_all(transaction, &change.remove)?;
            put_all(transaction, &change.put)?;
            decisions::withdraw_all(transaction, &change.withdraw)?;
            decisions::put_all(transaction, &change.decide)
        })
    }

    fn in_transaction(
        &mut self,
        work: impl FnOnce(&Transaction<'_>) -> rusqlite::Result<()>,
    ) -> Result<(), UserDataError> {
        let transaction =
            self.connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
        work(&transaction)?;
        Ok(transaction.commit()?)
    }

    /// Everything, in the order in which it was made.
    ///
    /// # Errors
    ///
    /// When the database cannot be read.
    pub fn all(&self) -> Result<Vec<Annotation>, UserDataError> {
        let mut statement = self.connection.prepare_cached(&select("ORDER BY id"))?;
        read_all(&mut statement, &[])
    }

    /// All decisions about entities, in the order in which they were made.
    ///
    /// # Errors
    ///
    /// When the database cannot be read.
    pub fn decisions(&self) -> Result<Vec<Decided>, UserDataError> {
        Ok(decisions::all(&self.connection)?)
    }

    /// What belongs to one document: by its path, or else by its bytes.
    ///
    /// # Errors
    ///
    /// When the database cannot be read.
    pub fn of_document(&self, target: &Target) -> Result<Vec<Annotation>, UserDataError> {
        let sql = select(&format!("WHERE {OF_DOCUMENT} ORDER BY id"));
        let mut statement = self.connection.prepare_cached(&sql)?;
        let found = read_all(&mut statement, &[&path_key(target), &sha256_key(target)])?;
        Ok(prefer_path(found, target))
    }
}

impl Change {
    /// The change that takes this one back.
    #[must_use]
    pub fn reversed(self) -> Change {
        Change { remove: self.put, put: self.remove, withdraw: self.decide, decide: self.withdraw }
    }
}

/// Rows of the document whose path is `?1` and whose bytes are `?2`; NULL for
/// either matches nothing.
const OF_DOCUMENT: &str = "(path = ?1 OR sha256 = ?2)";

fn path_key(target: &Target) -> Option<&str> {
    target.has_path().then_some(target.path.as_str())
}

fn sha256_key(target: &Target) -> Option<&[u8]> {
    target.has_sha256().then_some(target.sha256.as_slice())
}

fn remove_all(transaction: &Transaction<'_>, annotations: &[Annotation]) -> rusqlite::Result<()> {
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

fn put_all(transaction: &Transaction<'_>, annotations: &[Annotation]) -> rusqlite::Result<()> {
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
fn encode(body: &Body) -> rusqlite::Result<(String, String)> {
    let failed = |error| rusqlite::Error::ToSqlConversionFailure(Box::new(error));
    let mut json = serde_json::to_value(body).map_err(failed)?;
    let value = json.get_mut("value").map(serde_json::Value::take).unwrap_or_default();
    let kind = json.get("kind").and_then(serde_json::Value::as_str).unwrap_or_default();
    Ok((kind.to_owned(), value.to_string()))
}

/// The body of a row; `None` for a kind of a newer version.
fn decode(kind: &str, value: &str) -> Option<Body> {
    let kind = serde_json::Value::from(kind);
    let json = match value {
        "null" => format!(r#"{{"kind":{kind}}}"#),
        value => format!(r#"{{"kind":{kind},"value":{value}}}"#),
    };
    serde_json::from_str(&json).ok()
}

fn select(rest: &str) -> String {
    format!(
        "SELECT path, sha256, kind, value, exact, ending, prefix, suffix, start, end, modified
         FROM annotation {rest}"
    )
}

fn read_all(
    statement: &mut Statement<'_>,
    parameters: &[&dyn ToSql],
) -> Result<Vec<Annotation>, UserDataError> {
    let mut rows = statement.query(parameters)?;
    let mut all = Vec::new();
    while let Some(row) = rows.next()? {
        all.extend(read(row)?);
    }
    Ok(all)
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
        Ok(row.get::<_, Option<String>>(column)?.unwrap_or_default())
    };
    let quote = TextQuote { exact, ending: text(5)?, prefix: text(6)?, suffix: text(7)? };
    let at = |column| -> rusqlite::Result<usize> {
        let offset: Option<i64> = row.get(column)?;
        Ok(offset.and_then(|at| usize::try_from(at).ok()).unwrap_or_default())
    };
    Ok(Some(Selector { quote, position: at(8)?..at(9)? }))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::library::annotation::{Annotations, FactField};
    use crate::library::basket::{Collected, Mended, Provenance};
    use crate::library::notes::{Note, Scope};
    use newsquotes::model::BlockKind;

    fn target(path: &str, bytes: u8) -> Target {
        Target { path: path.into(), sha256: [bytes; 32] }
    }

    fn at(target: Target, exact: &str, body: Body) -> Annotation {
        let quote =
            TextQuote { exact: exact.into(), suffix: " said".into(), ..TextQuote::default() };
        let selector = Some(Selector { quote, position: 4..9 });
        Annotation { target, selector, body, modified: 1_700_000_000 }
    }

    fn bodies() -> Vec<Body> {
        let place = at(target("", 0), "Ober", Body::Read).selector.unwrap();
        let mut bodies = vec![
            Body::Read,
            Body::Starred,
            Body::Place(place),
            Body::Speaker { name: None },
            Body::Speaker { name: Some("Ida “O” Ober\n".into()) },
            note(Scope::Article),
            note(Scope::Passage),
            basket(),
            Body::Used { draft: "/drafts/bridge.md".into() },
        ];
        bodies.extend(BlockKind::ALL.map(Body::Block));
        bodies.extend(FactField::ALL.map(|field| Body::Fact { field, value: "1".into() }));
        bodies
    }

    fn note(scope: Scope) -> Body {
        let from = Provenance { title: "Bridge stays".into(), ..Provenance::default() };
        Body::Note(Box::new(Note { scope, text: "Ask “her”\n#bridge".into(), from }))
    }

    fn basket() -> Body {
        let from = Provenance { speaker: "Ida Ober".into(), ..Provenance::default() };
        let repairs = vec![Mended { bytes: 2..2, blank: true, characters: String::new() }];
        let (words, parts) = ("Wekeep it".into(), vec![0..6, 7..9]);
        let (rank, lead, article) = (3, "She said:".into(), 1);
        Body::Basket(Box::new(Collected { rank, lead, words, parts, repairs, article, from }))
    }

    #[test]
    fn every_kind_comes_back_as_it_was_put() {
        let mut data = UserData::in_memory().unwrap();
        for (index, body) in bodies().into_iter().enumerate() {
            let annotation = at(target(&format!("/news/{index}"), 1), "Ober", body);
            data.connection.execute("DELETE FROM annotation", []).unwrap();
            data.put(&annotation).unwrap();
            assert_eq!(data.all().unwrap(), [annotation]);
        }
        let whole = Annotation { selector: None, ..at(target("/a", 7), "", Body::Read) };
        data.put(&whole).unwrap();
        assert!(data.all().unwrap().contains(&whole));
    }

    #[test]
    fn the_stored_words_of_kinds_never_change() {
        let stored = |body| encode(&body).unwrap();
        assert_eq!(stored(Body::Starred), ("starred".into(), "null".into()));
        assert_eq!(stored(Body::Block(BlockKind::Share)), ("block".into(), "\"share\"".into()));
        let fact = Body::Fact { field: FactField::Url, value: "u".into() };
        assert_eq!(stored(fact), ("fact".into(), r#"{"field":"url","value":"u"}"#.into()));
        let value =
            r#"{"scope":"passage","text":"Ask “her”\n#bridge","from":{"title":"Bridge stays"}}"#;
        let read: Body = decode("note", value).unwrap();
        assert_eq!(read, note(Scope::Passage));
        assert_eq!(stored(read).0, "note");
        let value = r#"{"rank":3,"lead":"She said:","words":"Wekeep it","parts":[{"start":0,"end":6},{"start":7,"end":9}],"repairs":[{"bytes":{"start":2,"end":2},"blank":true}],"article":1,"from":{"speaker":"Ida Ober"}}"#;
        assert_eq!(decode("basket", value), Some(basket()));
        let used = Body::Used { draft: "/d.md".into() };
        assert_eq!(stored(used), ("used".into(), r#"{"draft":"/d.md"}"#.into()));
        for field in FactField::ALL {
            let json = serde_json::to_value(field).unwrap();
            assert_eq!(json, field.name());
        }
    }

    #[test]
    fn saving_again_replaces_and_removing_needs_no_equal_body() {
        let mut data = UserData::in_memory().unwrap();
        let block = |kind| at(target("/a", 1), "Share", Body::Block(kind));
        data.put(&block(BlockKind::Share)).unwrap();
        data.put(&block(BlockKind::Related)).unwrap();
        assert_eq!(data.all().unwrap(), [block(BlockKind::Related)]);
        data.put(&at(target("/a", 1), "Other", Body::Block(BlockKind::Share))).unwrap();
        assert_eq!(data.all().unwrap().len(), 2, "another passage");
        data.remove(&block(BlockKind::Title)).unwrap();
        assert_eq!(data.all().unwrap().len(), 1);
        data.remove(&block(BlockKind::Title)).unwrap();
    }

    #[test]
    fn notes_on_the_title_and_on_the_article_are_two_and_so_are_drafts() {
        let mut data = UserData::in_memory().unwrap();
        let used = |draft: &str| Body::Used { draft: draft.into() };
        let bodies =
            [note(Scope::Article), note(Scope::Passage), basket(), used("/a.md"), used("/b.md")];
        for body in bodies {
            data.put(&at(target("/a", 1), "Title", body)).unwrap();
        }
        assert_eq!(data.all().unwrap().len(), 5);
        data.remove(&at(target("/a", 1), "Title", used("/a.md"))).unwrap();
        assert_eq!(data.all().unwrap().len(), 4);
    }

    #[test]
    fn a_document_is_known_by_its_path_or_else_by_its_bytes() {
        let mut data = UserData::in_memory().unwrap();
        let star = at(target("/a", 1), "Title", Body::Starred);
        data.put(&star).unwrap();
        let of = |data: &UserData, target: &Target| {
            let found = data.of_document(target).unwrap();
            assert_eq!(found, Annotations::new(data.all().unwrap()).of_document(target));
            found
        };
        assert_eq!(of(&data, &target("/moved", 1)), std::slice::from_ref(&star));
        assert_eq!(of(&data, &target("/a", 2)), [star], "saved again");
        assert_eq!(of(&data, &target("/b", 2)), []);
        let fact = |path: &str, value: &str| {
            let body = Body::Fact { field: FactField::Outlet, value: value.into() };
            Annotation { target: target(path, 1), ..at(target("", 0), "Title", body) }
        };
        data.connection.execute("DELETE FROM annotation", []).unwrap();
        insert(&mut data, &fact("/a", "Post"));
        insert(&mut data, &fact("/copy", "Times"));
        assert_eq!(of(&data, &target("/copy", 1)), [fact("/copy", "Times")], "its own goes first");
        data.put(&fact("/a", "Echo")).unwrap();
        assert_eq!(data.all().unwrap().len(), 1, "the same document under two paths");
    }

    /// A row as another process may have left it.
    fn insert(data: &mut UserData, annotation: &Annotation) {
        let elsewhere = Annotation { target: target("/nowhere", 99), ..annotation.clone() };
        data.put(&elsewhere).unwrap();
        let target = &annotation.target;
        data.connection
            .execute(
                "UPDATE annotation SET path = ?1, sha256 = ?2 WHERE path = '/nowhere'",
                params![target.path, target.sha256],
            )
            .unwrap();
    }

    #[test]
    fn standard_input_and_unknown_bytes_are_no_names() {
        let mut data = UserData::in_memory().unwrap();
        data.put(&at(target("-", 1), "Title", Body::Read)).unwrap();
        data.put(&at(target("/a", 0), "Title", Body::Read)).unwrap();
        assert_eq!(data.of_document(&target("-", 2)).unwrap(), []);
        assert_eq!(data.of_document(&target("-", 1)).unwrap().len(), 1);
        assert_eq!(data.of_document(&target("/b", 0)).unwrap(), []);
    }

    #[test]
    fn a_change_is_made_wholly_and_taken_back() {
        let mut data = UserData::in_memory().unwrap();
        let old = at(target("/a", 1), "Title", Body::Read);
        let new = at(target("/a", 1), "Title", Body::Starred);
        data.put(&old).unwrap();
        let change =
            Change { remove: vec![old.clone()], put: vec![new.clone()], ..Change::default() };
        data.change(&change).unwrap();
        assert_eq!(data.all().unwrap(), [new]);
        data.change(&change.reversed()).unwrap();
        assert_eq!(data.all().unwrap(), [old]);
    }

    #[test]
    fn what_a_newer_version_wrote_is_passed_over_and_kept() {
        let mut data = UserData::in_memory().unwrap();
        data.put(&at(target("/a", 1), "Title", Body::Starred)).unwrap();
        data.connection.execute("UPDATE annotation SET kind = 'hologram'", []).unwrap();
        assert_eq!(data.all().unwrap(), []);
        let rows: i64 =
            data.connection.query_row("SELECT count(*) FROM annotation", [], |r| r.get(0)).unwrap();
        assert_eq!(rows, 1);
    }
}
