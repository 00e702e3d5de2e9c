//! Keeping the index of a library's folders: what is new or changed is taken
//! in, what is gone is dropped.
//!
//! A pass compares the folders with the records of the index by size and time
//! of change, then by SHA-256; only what differs is loaded, on worker threads.
//! Commits come soon at first, so that the first rows are seen at once, then
//! every few seconds; a pass that is stopped or killed goes on from its last
//! commit when it is started again. [`start`] runs a first pass on a thread of
//! its own, then follows the folders.

mod follow;
mod known;
mod pass;
mod standing;

use std::path::PathBuf;

use crossbeam_channel::{Receiver, Sender};

use super::index::{FileRecord, Index, IndexError};
use super::linker::ArticleFacts;
use super::scan::{Cancel, ScanOptions};
use newsquotes::model::Problem;

pub(crate) use self::standing::IndexStanding;

/// Events that wait to be taken; then the work waits.
const MAX_EVENTS: usize = 64;

/// How far a pass is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct IndexProgress {
    /// Files found so far, final once `walked`.
    pub found: usize,
    /// Files that need not be loaded again.
    pub unchanged: usize,
    /// Files to load, so far.
    pub to_load: usize,
    /// Files loaded or given up.
    pub loaded: usize,
    /// Bytes of the files loaded.
    pub bytes: u64,
    /// Files dropped from the index.
    pub removed: usize,
    pub walked: bool,
}

/// A file that is in the index now.
#[derive(Clone, Debug)]
pub struct Indexed {
    pub record: FileRecord,
    /// What the linker of entities needs of each article.
    pub facts: Vec<ArticleFacts>,
}

/// What indexing reports.
#[derive(Debug)]
pub enum IndexEvent {
    Progress(IndexProgress),
    /// These files are in the index and can be found in it.
    Indexed(Vec<Indexed>),
    /// The files of these paths are in it no more.
    Removed(Vec<String>),
    /// A file or folder could not be read.
    Problem(Problem),
    /// A pass ended, also when it was stopped.
    Done(IndexProgress),
    /// The pass could not be made; with [`IndexError::Busy`] another process
    /// makes it.
    Failed(IndexError),
    /// Another process changed the index.
    Changed,
}

/// Indexing on a thread of its own. Dropping it stops it; what is being
/// loaded is finished in the background.
#[derive(Debug)]
pub(crate) struct Indexing {
    pub receiver: Receiver<IndexEvent>,
    pub cancel: Cancel,
    /// Dropped, it wakes the thread to end.
    _stop: Sender<()>,
}

/// Makes a pass over the folders on this thread and reports.
///
/// # Errors
///
/// When the index cannot be written: [`IndexError::Busy`] while another
/// process does.
pub fn run(
    index: &Index,
    folders: &[PathBuf],
    options: &ScanOptions,
    cancel: &Cancel,
    report: &mut dyn FnMut(IndexEvent),
) -> Result<IndexProgress, IndexError> {
    pass::run(index, pass::PassScope::Folders(folders), options, cancel, report)
}

/// Makes a pass on a thread of its own, then follows the folders:
/// a new or changed file is in the index within a second.
/// Files that come through `requests` are looked at again, as when their
/// corrections changed.
#[must_use]
pub(crate) fn start(
    index: Index,
    folders: Vec<PathBuf>,
    options: ScanOptions,
    requests: Receiver<Vec<PathBuf>>,
) -> Indexing {
    let (events, receiver) = crossbeam_channel::bounded(MAX_EVENTS);
    let cancel = Cancel::default();
    let (stop, stopped) = crossbeam_channel::bounded(0);
    follow::start(follow::Work { index, folders, options, requests }, &cancel, events, stopped);
    Indexing { receiver, cancel, _stop: stop }
}

impl Drop for Indexing {
    fn drop(&mut self) {
        self.cancel.cancel();
    }
}

#[cfg(test)]
mod tests;
