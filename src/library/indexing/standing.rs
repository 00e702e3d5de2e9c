//! How an index compares with the folders that it is of, at this moment: what
//! an answer of it can be relied on for.
//!
//! The folders are walked and every file is looked at, not read. What is found
//! to differ is taken in at once where that is little; else the answer has to
//! say what it is without.

use std::ops::ControlFlow;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::known::{FileChange, KnownFiles};
use super::pass::{self, PassScope};
use crate::library::annotation::Annotations;
use crate::library::index::{Completeness, Index, IndexError};
use crate::library::scan::{self, Cancel, Job, ScanOptions, ScanSource};
use newsquotes::model::Problem;

/// So much is taken in before an answer: it takes about a second, which a
/// person waits rather than being told to run another command. Found by
/// indexing articles of two to six kilobytes on one core of 2020.
const LITTLE_FILES: usize = 200;
const LITTLE_BYTES: u64 = 4 << 20;

/// What an answer has to say of itself.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct IndexStanding {
    /// Files in the folders.
    pub(crate) found: usize,
    /// New or changed since they were indexed, so that they are not in it or
    /// not as they are now.
    pub(crate) behind: Vec<PathBuf>,
    /// Bytes of those.
    bytes: u64,
    /// Files in the index that are gone.
    pub(crate) gone: usize,
    /// Files that no index can hold, as they cannot be read.
    pub(crate) unread: usize,
    /// Folders and files that cannot be looked at now.
    pub(crate) problems: Vec<Problem>,
    /// When the index was last complete, in seconds since 1970 (UTC).
    pub(crate) as_of: Option<i64>,
}

impl IndexStanding {
    /// Looks at the folders.
    ///
    /// # Errors
    ///
    /// When the index is damaged.
    pub(crate) fn of(
        index: &Index,
        folders: &[PathBuf],
        annotations: &Arc<Annotations>,
    ) -> Result<IndexStanding, IndexError> {
        let mut known = KnownFiles::of_all(&index.snapshot(), annotations)?;
        let complete = index.completeness()?;
        let mut standing = IndexStanding {
            as_of: complete.as_ref().map(|complete| complete.as_of),
            ..IndexStanding::default()
        };
        // Of an index that was never finished every file is to be looked at.
        let complete = complete.unwrap_or_else(Completeness::default);
        let sources = folders.iter().cloned().map(ScanSource::Path).collect();
        scan::walk(sources, |item| {
            match item.job {
                Ok(Job::File(path)) => standing.look(path, &mut known, &complete),
                Ok(Job::Bytes { .. }) => {}
                Err(problem) => standing.problems.push(problem),
            }
            ControlFlow::Continue(())
        });
        // Of a folder that cannot be read nothing is known to be gone.
        if standing.problems.is_empty() {
            standing.gone = known.gone().len();
        }
        Ok(standing)
    }

    /// Looks at the folders and takes in what differs, where that is little
    /// and nobody else is at it.
    ///
    /// # Errors
    ///
    /// When the index is damaged, or the disk is full.
    pub(crate) fn caught_up(
        index: &Index,
        folders: &[PathBuf],
        options: &ScanOptions,
    ) -> Result<IndexStanding, IndexError> {
        let standing = IndexStanding::of(index, folders, &options.annotations)?;
        if standing.is_whole() || !standing.is_little() {
            return Ok(standing);
        }
        let scope = PassScope::Folders(folders);
        match pass::run(index, scope, options, &Cancel::default(), &mut drop) {
            Ok(_) => IndexStanding::of(index, folders, &options.annotations),
            // Another process is at it, or nothing can be written here.
            Err(IndexError::Busy | IndexError::Refused(_) | IndexError::Full) => Ok(standing),
            Err(error) => Err(error),
        }
    }

    /// Whether the index holds all that is in the folders.
    #[must_use]
    pub(crate) fn is_whole(&self) -> bool {
        self.behind.is_empty() && self.gone == 0 && self.problems.is_empty()
    }

    fn is_little(&self) -> bool {
        self.behind.len() <= LITTLE_FILES && self.bytes <= LITTLE_BYTES
    }

    /// Sentences without their stop that say what the answer is without; none
    /// where it can be relied on.
    #[must_use]
    pub(crate) fn words(&self) -> Vec<String> {
        let mut words = Vec::new();
        let files = |count: usize| if count == 1 { "file" } else { "files" };
        if !self.behind.is_empty() {
            let (behind, found) = (self.behind.len(), self.found);
            words.push(format!(
                "{behind} of {found} {} of the library are new or changed and not in the index: \
                 this answer is without them; run `nreader index`",
                files(found)
            ));
        }
        if self.gone > 0 {
            words.push(format!(
                "{} {} in the index are gone: run `nreader index`",
                self.gone,
                files(self.gone)
            ));
        }
        let folders = self.problems.iter().map(|problem| {
            format!("{}: {}; what is new there is not in this answer", problem.path, problem.what)
        });
        words.extend(folders);
        words
    }

    fn look(&mut self, path: PathBuf, known: &mut KnownFiles, complete: &Completeness) {
        self.found += 1;
        // Gone since it was listed.
        let Some(stamp) = known.stamp(&path) else { return };
        if known.meet(&stamp) == FileChange::None {
            return;
        }
        if is_unread(&path, &stamp.file.to_string(), complete) {
            self.unread += 1;
        } else {
            self.bytes += stamp.file.size;
            self.behind.push(path);
        }
    }
}

/// Whether the last pass could not read the file as it is now.
fn is_unread(path: &Path, stamp: &str, complete: &Completeness) -> bool {
    let path = path.to_string_lossy();
    complete.unread.iter().any(|file| file.path == path && file.stamp == stamp)
}
