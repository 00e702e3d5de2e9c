//! Files and folders in, documents out, on worker threads.
//!
//! [`start`] reports to a channel while it runs, for the screen; [`ordered()`]
//! hands results over in order, for the command line; [`one`] loads a single
//! file again. All three read, load, correct and extract in the same way, keep
//! what waits in memory bounded, and go on after a file that fails.

mod background;
mod file;
mod ordered;
mod walk;

pub(super) use file::Loader;
pub(super) use walk::{Job, ScanItem, children, no_file, walk};

use std::io;
use std::ops::ControlFlow;
use std::path::PathBuf;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use crossbeam_channel::Receiver;

use super::annotation::{Annotations, Target};
use super::corrections::Applied;
use super::linker::ArticleFacts;
use newsquotes::model::{Document, Problem};

/// How the names of the threads begin that load files. A panic in them is
/// caught and becomes a problem of the file.
pub(crate) const WORKER_NAME: &str = "load";

/// Something to load.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ScanSource {
    /// A file, or a folder with all that is in it.
    Path(PathBuf),
    /// What the caller has read: standard input (`-`), an embedded sample.
    Bytes { path: String, bytes: Vec<u8> },
}

/// How to load.
#[derive(Clone, Debug)]
pub struct ScanOptions {
    /// Worker threads; 0 stands for one a core.
    pub threads: usize,
    /// A larger file is a problem and not read, in bytes.
    pub max_file_bytes: u64,
    /// What to find in the articles.
    pub find: FactsWanted,
    /// What a person made, applied to each document.
    pub annotations: Arc<Annotations>,
}

/// What is looked for in articles once they are loaded.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct FactsWanted {
    pub quotes: bool,
    pub entities: bool,
}

/// A document with its place in the whole.
#[derive(Clone, Debug)]
pub struct LoadedDocument {
    /// Its number in the order of the walk: the sources as given, each
    /// folder by name. Numbers are unique and ascending; a file that cannot
    /// be loaded leaves a gap.
    pub sequence: usize,
    /// What annotations of this document name.
    pub target: Target,
    /// Bytes of the file.
    pub size: u64,
    pub document: Document,
    /// The document as it was before the corrections in `applied`; `None`
    /// where there are none.
    pub pristine: Option<Document>,
    /// What a person made of it.
    pub applied: Applied,
    /// What the linker of entities needs of each article; empty when they
    /// were not looked for.
    pub facts: Vec<ArticleFacts>,
}

/// How far a scan is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct ScanProgress {
    /// Files found so far; final once `walked`.
    pub found: usize,
    /// Files loaded or given up.
    pub done: usize,
    /// Bytes read.
    pub bytes: u64,
    /// Whether all files have been found.
    pub walked: bool,
}

/// What a scan reports.
#[derive(Clone, Debug)]
pub(crate) enum ScanEvent {
    /// More files were found.
    Found(ScanProgress),
    /// Documents are ready; the batches grow from one document up.
    Loaded { batch: Vec<LoadedDocument>, progress: ScanProgress },
    /// A file or folder could not be read.
    Problem(Problem),
    /// Nothing follows. Comes also after a cancel.
    Done(ScanProgress),
}

/// A scan that runs. Dropping the receiver ends it too.
#[derive(Debug)]
pub(crate) struct Scan {
    pub receiver: Receiver<ScanEvent>,
    pub cancel: Cancel,
}

/// Stops a scan from any thread.
#[derive(Clone, Debug, Default)]
pub struct Cancel(Arc<AtomicBool>);

impl Cancel {
    /// Files that are being loaded are finished; no further one is begun.
    pub fn cancel(&self) {
        self.0.store(true, Ordering::Relaxed);
    }

    #[must_use]
    pub fn is_cancelled(&self) -> bool {
        self.0.load(Ordering::Relaxed)
    }
}

impl FactsWanted {
    pub const NOTHING: FactsWanted = FactsWanted { quotes: false, entities: false };
    pub const ALL: FactsWanted = FactsWanted { quotes: true, entities: true };
}

impl Default for ScanOptions {
    fn default() -> ScanOptions {
        ScanOptions {
            threads: 0,
            max_file_bytes: 512 << 20,
            find: FactsWanted::ALL,
            annotations: Arc::default(),
        }
    }
}

/// Loads everything on threads of its own and reports on a channel.
#[must_use]
pub(crate) fn start(sources: Vec<ScanSource>, options: ScanOptions) -> Scan {
    background::start(sources, options)
}

/// Loads everything, does `work` on each document in parallel, and hands the
/// results to `sink` on this thread, in order. A file that cannot be loaded
/// comes as a problem in its place. Returns when all is done or `sink` breaks.
pub fn ordered<T: Send>(
    sources: Vec<ScanSource>,
    options: &ScanOptions,
    work: impl Fn(LoadedDocument) -> T + Sync,
    sink: impl FnMut(Result<T, Problem>) -> ControlFlow<()>,
) {
    ordered::ordered(sources, options, work, sink);
}

/// Loads one file on this thread: after a correction was made or taken back,
/// or when the file changed. Its number is 0.
///
/// # Errors
///
/// When the file cannot be read.
pub(crate) fn one(source: ScanSource, options: &ScanOptions) -> Result<LoadedDocument, Problem> {
    let job = Ok(match source {
        ScanSource::Path(path) => walk::Job::File(path),
        ScanSource::Bytes { path, bytes } => walk::Job::Bytes { path, bytes },
    });
    let item = walk::ScanItem { sequence: 0, job };
    file::Loader::new(options.clone()).load(item, |loaded| loaded)
}

/// The number of worker threads for the setting `threads`.
pub(super) fn worker_count(threads: usize) -> usize {
    match threads {
        0 => std::thread::available_parallelism().map_or(2, usize::from),
        threads => threads,
    }
}

pub(super) fn no_threads(error: &io::Error) -> Problem {
    Problem {
        path: String::new(),
        what: format!("the system starts no further thread: {error}"),
        hint: "close other programs, then start nreader again".into(),
    }
}
