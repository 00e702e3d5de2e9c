//! What a person made, kept in one `SQLite` file apart from the articles:
//! nothing that can be made again is in it, and all that cannot is.
//!
//! Several processes may use the file at once. Whatever cannot be read back
//! (a kind of annotation of a newer version) stays in the file untouched.

mod decisions;
mod keys;
mod rows;
mod salvage;
mod schema;

use std::cell::RefCell;
use std::path::{Path, PathBuf};

use rusqlite::{Connection, Transaction, TransactionBehavior};
use tempfile::TempDir;

use self::rows::{
    OF_DOCUMENT, left_out, path_key, put_all, read_all, remove_all, select, sha256_key,
};
use self::schema::OpenDatabase;
use super::annotation::{Annotation, Target, prefer_path};
use super::linker::Decided;
use newsquotes::model::Problem;

/// The database of what a person made.
#[derive(Debug)]
pub struct UserData {
    connection: Connection,
    /// What there is to say of the file, and of rows that cannot be read.
    problems: RefCell<Vec<Problem>>,
    path: PathBuf,
    /// Why nothing can be stored.
    refusal: Option<UserDataError>,
    /// Holds a copy that is read in place of the file.
    _copy: Option<TempDir>,
}

/// A change of what a person made, made at once or not at all.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct UserChange {
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
    /// Whether it is the disk that refuses, so that reading may still do.
    fn is_of_the_disk(&self) -> bool {
        matches!(
            self,
            UserDataError::Folder { .. } | UserDataError::NotWritable | UserDataError::Full
        )
    }

    /// The same for one more change.
    fn again(&self) -> UserDataError {
        match self {
            UserDataError::Full => UserDataError::Full,
            _ => UserDataError::NotWritable,
        }
    }

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
    /// Opens or makes the database and the folders above it, to store in it.
    ///
    /// A damaged one is no error: it is moved aside and what can be read of it
    /// is taken over. Neither is one on a disk that is full or may not be
    /// written: it is read, and every change is refused. Both are told, see
    /// [`take_problems`](Self::take_problems).
    ///
    /// # Errors
    ///
    /// When the file cannot be made or read, or is of a newer version.
    pub fn open(path: &Path) -> Result<UserData, UserDataError> {
        Ok(UserData::of(schema::open(path)?, path))
    }

    /// Opens the database to read from it alone: nothing is made, moved or
    /// changed on disk. Of a damaged one comes what can be read, which is
    /// told, see [`take_problems`](Self::take_problems).
    ///
    /// # Errors
    ///
    /// When the file cannot be read, or is of a newer version.
    pub(crate) fn read(path: &Path) -> Result<UserData, UserDataError> {
        let data = UserData::of(schema::read(path)?, path);
        Ok(UserData { refusal: Some(UserDataError::NotWritable), ..data })
    }

    fn of(open: OpenDatabase, path: &Path) -> UserData {
        let OpenDatabase { connection, problems, refusal, copy } = open;
        let (problems, path) = (RefCell::new(problems), path.to_owned());
        UserData { connection, problems, path, refusal, _copy: copy }
    }

    /// A database that ends with the process, for when there is no folder.
    ///
    /// # Errors
    ///
    /// When `SQLite` cannot be started.
    pub fn in_memory() -> Result<UserData, UserDataError> {
        let (connection, problems) = (schema::in_memory()?, RefCell::default());
        let path = PathBuf::new();
        Ok(UserData { connection, problems, path, refusal: None, _copy: None })
    }

    /// What went wrong without being an error, for the user to see: on opening,
    /// and with rows that [`all`](Self::all) could not read.
    pub fn take_problems(&mut self) -> Vec<Problem> {
        self.problems.take()
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
    pub fn change(&mut self, change: &UserChange) -> Result<(), UserDataError> {
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
        if let Some(refusal) = &self.refusal {
            return Err(refusal.again());
        }
        let transaction =
            self.connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
        work(&transaction)?;
        Ok(transaction.commit()?)
    }

    /// Everything that can be read, in the order in which it was made. A row
    /// that cannot is told, see [`take_problems`](Self::take_problems).
    ///
    /// # Errors
    ///
    /// When the database cannot be read.
    pub fn all(&self) -> Result<Vec<Annotation>, UserDataError> {
        let mut statement = self.connection.prepare_cached(&select("ORDER BY id"))?;
        let (all, unread) = read_all(&mut statement, &[])?;
        if !unread.is_empty() {
            self.problems.borrow_mut().push(left_out(&self.path, &unread));
        }
        Ok(all)
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
        let (found, _) = read_all(&mut statement, &[&path_key(target), &sha256_key(target)])?;
        Ok(prefer_path(found, target))
    }
}

impl UserChange {
    /// The change that takes this one back.
    #[must_use]
    pub fn reversed(self) -> UserChange {
        UserChange {
            remove: self.put,
            put: self.remove,
            withdraw: self.decide,
            decide: self.withdraw,
        }
    }
}

#[cfg(test)]
mod tests;
