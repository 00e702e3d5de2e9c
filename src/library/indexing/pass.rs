//! One pass: walk, compare, load on worker threads, write.
//!
//! ```text
//! walk ─► stamps compared ─► jobs ─► workers: load, extract ─► entries ─► writer (this thread)
//! ```
//!
//! All channels are short, so that memory stays bounded however large the
//! folders are.

use std::fs;
use std::ops::ControlFlow;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::thread;
use std::time::{Duration, Instant, SystemTime, UNIX_EPOCH};

use crossbeam_channel::{Receiver, RecvTimeoutError, Sender};
use sha2::{Digest, Sha256};

use super::known::{FileChange, KnownFiles, Stamp};
use super::{IndexEvent, IndexProgress, Indexed};
use crate::library::index::{
    Completeness, FileRecord, FilesWriter, Index, IndexEntry, IndexError, Snapshot, UnreadFile,
};
use crate::library::linker::ArticleFacts;
use crate::library::scan::{
    self, Cancel, Job, Loader, ScanItem, ScanOptions, ScanSource, WORKER_NAME, no_threads,
};
use crate::library::stamp::FileStamp;
use newsquotes::model::Problem;

/// Files that are compared and not yet loaded, and loaded and not yet written.
const JOBS: usize = 1024;
const ENTRIES: usize = 32;
/// Files of the first commit.
const FIRST_COMMIT: usize = 64;
/// Until the second commit; the time doubles from one to the next.
const SOON: Duration = Duration::from_secs(1);
/// The longest time between commits.
const LATE: Duration = Duration::from_secs(8);
/// How often progress is told.
const TELL: Duration = Duration::from_millis(100);

/// What a pass looks at.
#[derive(Clone, Copy, Debug)]
pub(super) enum PassScope<'a> {
    /// All of the library: what is not met there is dropped.
    Folders(&'a [PathBuf]),
    /// These files and folders alone.
    Paths(&'a [PathBuf]),
}

/// A file to load.
struct FileToLoad {
    path: PathBuf,
    stamp: Stamp,
    /// What its bytes were, where they may be the same.
    before: Option<Box<FileRecord>>,
}

/// What became of a file.
enum PassOutcome {
    Entry {
        entry: IndexEntry,
        facts: Vec<ArticleFacts>,
    },
    /// Its bytes are the same, its time is not.
    Touched(Box<FileRecord>),
    /// It cannot be read.
    Unread {
        problem: Problem,
        stamp: FileStamp,
    },
    Problem(Problem),
}

/// What the threads share.
struct PassShared<'a> {
    cancel: &'a Cancel,
    found: AtomicUsize,
    unchanged: AtomicUsize,
    to_load: AtomicUsize,
    walked: AtomicBool,
    /// A folder could not be read: nothing is taken for gone.
    is_partial: AtomicBool,
}

/// Makes a pass over what `scope` names.
pub(super) fn run(
    index: &Index,
    scope: PassScope<'_>,
    options: &ScanOptions,
    cancel: &Cancel,
    report: &mut dyn FnMut(IndexEvent),
) -> Result<IndexProgress, IndexError> {
    let mut writer = index.writer()?;
    let before = index.completeness()?;
    writer.stands_for(None);
    let snapshot = index.snapshot();
    let mut known = match scope {
        PassScope::Folders(_) => KnownFiles::of_all(&snapshot, &options.annotations)?,
        PassScope::Paths(_) => KnownFiles::of_some(&snapshot, &options.annotations),
    };
    let shared = PassShared {
        cancel,
        found: AtomicUsize::new(0),
        unchanged: AtomicUsize::new(0),
        to_load: AtomicUsize::new(0),
        walked: AtomicBool::new(false),
        is_partial: AtomicBool::new(false),
    };
    let mut sink = PassWriter::new(writer, report);
    let loader = Loader::new(options.clone());
    let threads = scan::worker_count(options.threads);
    let (jobs, queue) = crossbeam_channel::bounded(JOBS);
    let (done, outcomes) = crossbeam_channel::bounded(ENTRIES);
    let written = thread::scope(|scope_of_threads| {
        // When the sink ends early, this ends the threads.
        let outcomes = outcomes;
        for number in 0..threads {
            let (queue, done, loader) = (queue.clone(), done.clone(), &loader);
            let worker = thread::Builder::new().name(format!("{WORKER_NAME} {number}"));
            let work = move || load_all(loader, &queue, &done);
            if let Err(error) = worker.spawn_scoped(scope_of_threads, work) {
                (sink.report)(IndexEvent::Problem(no_threads(&error)));
            }
        }
        drop(queue);
        let (shared, known) = (&shared, &mut known);
        let compare = move || shared.compare(scope, known, &jobs, &done);
        if let Err(error) =
            thread::Builder::new().name("walk".into()).spawn_scoped(scope_of_threads, compare)
        {
            (sink.report)(IndexEvent::Problem(no_threads(&error)));
        }
        sink.take_all(&outcomes, shared)
    });
    written?;
    let is_partial = shared.is_partial.into_inner();
    if !cancel.is_cancelled() {
        let gone = match scope {
            PassScope::Folders(_) if is_partial => Vec::new(),
            PassScope::Folders(_) => known.gone(),
            PassScope::Paths(paths) => known.gone_of(paths)?,
        };
        sink.remove(&snapshot, &gone)?;
        match scope {
            PassScope::Folders(folders) if !is_partial => sink.is_complete(before, folders),
            PassScope::Folders(_) => {}
            // What it stood for before it stands for again.
            PassScope::Paths(_) => sink.writer.stands_for(before),
        }
    }
    sink.finish()
}

impl PassShared<'_> {
    /// Walks and compares; what differs goes to the workers. What a path in
    /// particular lost is dropped by the sink.
    fn compare(
        &self,
        scope: PassScope<'_>,
        known: &mut KnownFiles,
        jobs: &Sender<FileToLoad>,
        problems: &Sender<PassOutcome>,
    ) {
        let (PassScope::Folders(paths) | PassScope::Paths(paths)) = scope;
        let sources = paths.iter().cloned().map(ScanSource::Path).collect();
        scan::walk(sources, |item| {
            if self.cancel.is_cancelled() {
                return ControlFlow::Break(());
            }
            match item.job {
                // Gone again, or gone for good: seen to at the end.
                Err(_) if matches!(scope, PassScope::Paths(_)) => ControlFlow::Continue(()),
                Ok(Job::File(path)) => self.compare_one(path, known, jobs, problems),
                Ok(Job::Bytes { .. }) => ControlFlow::Continue(()),
                Err(problem) => {
                    self.is_partial.store(true, Ordering::Relaxed);
                    let sent = problems.send(PassOutcome::Problem(problem));
                    if sent.is_ok() { ControlFlow::Continue(()) } else { ControlFlow::Break(()) }
                }
            }
        });
        self.walked.store(true, Ordering::Relaxed);
    }

    fn compare_one(
        &self,
        path: PathBuf,
        known: &mut KnownFiles,
        jobs: &Sender<FileToLoad>,
        problems: &Sender<PassOutcome>,
    ) -> ControlFlow<()> {
        self.found.fetch_add(1, Ordering::Relaxed);
        let Some(stamp) = known.stamp(&path) else { return ControlFlow::Continue(()) };
        if !stamp.is_regular {
            // Reading a pipe or a device might never end.
            let problem = scan::no_file(&path);
            let sent = problems.send(PassOutcome::Unread { problem, stamp: stamp.file });
            return if sent.is_ok() { ControlFlow::Continue(()) } else { ControlFlow::Break(()) };
        }
        let before = match known.meet(&stamp) {
            FileChange::None => {
                self.unchanged.fetch_add(1, Ordering::Relaxed);
                return ControlFlow::Continue(());
            }
            FileChange::Touched => known.record(stamp.key).map(Box::new),
            FileChange::New => None,
        };
        self.to_load.fetch_add(1, Ordering::Relaxed);
        let sent = jobs.send(FileToLoad { path, stamp, before });
        // Fails when no worker is left.
        if sent.is_ok() { ControlFlow::Continue(()) } else { ControlFlow::Break(()) }
    }
}

fn load_all(loader: &Loader, queue: &Receiver<FileToLoad>, done: &Sender<PassOutcome>) {
    for wanted in queue {
        if done.send(load(loader, wanted)).is_err() {
            break;
        }
    }
}

fn load(loader: &Loader, wanted: FileToLoad) -> PassOutcome {
    let stamp = wanted.stamp.file;
    if let Some(before) = wanted.before
        && has_bytes(&wanted.path, &before.sha256)
    {
        return PassOutcome::Touched(Box::new(FileRecord {
            modified: stamp.modified,
            state: stamp.state,
            ..*before
        }));
    }
    let item = ScanItem { sequence: 0, job: Ok(Job::File(wanted.path)) };
    let outcome = loader.load(item, |mut loaded| {
        let facts = std::mem::take(&mut loaded.facts);
        PassOutcome::Entry { entry: IndexEntry::of(&loaded, Some(stamp)), facts }
    });
    outcome.unwrap_or_else(|problem| PassOutcome::Unread { problem, stamp })
}

fn has_bytes(path: &Path, sha256: &[u8; 32]) -> bool {
    fs::read(path).is_ok_and(|bytes| Sha256::digest(bytes).as_slice() == sha256)
}

/// Writes what comes, commits, and reports.
struct PassWriter<'a> {
    writer: FilesWriter,
    report: &'a mut dyn FnMut(IndexEvent),
    progress: IndexProgress,
    /// Files that cannot be in it.
    unread: Vec<UnreadFile>,
    /// In the index with the next commit.
    indexed: Vec<Indexed>,
    removed: Vec<String>,
    committed: Instant,
    pause: Option<Duration>,
    told: Instant,
}

impl<'a> PassWriter<'a> {
    fn new(writer: FilesWriter, report: &'a mut dyn FnMut(IndexEvent)) -> PassWriter<'a> {
        let now = Instant::now();
        PassWriter {
            writer,
            report,
            progress: IndexProgress::default(),
            unread: Vec::new(),
            indexed: Vec::new(),
            removed: Vec::new(),
            committed: now,
            pause: None,
            told: now,
        }
    }

    /// Takes what the workers send until they are done or the pass is
    /// stopped.
    fn take_all(
        &mut self,
        outcomes: &Receiver<PassOutcome>,
        shared: &PassShared<'_>,
    ) -> Result<(), IndexError> {
        while !shared.cancel.is_cancelled() {
            match outcomes.recv_timeout(TELL) {
                Ok(outcome) => self.take(outcome)?,
                Err(RecvTimeoutError::Timeout) => {}
                Err(RecvTimeoutError::Disconnected) => break,
            }
            self.tell(shared);
            if self.is_time() {
                self.commit()?;
            }
        }
        self.look(shared);
        Ok(())
    }

    fn take(&mut self, outcome: PassOutcome) -> Result<(), IndexError> {
        self.progress.loaded += 1;
        match outcome {
            PassOutcome::Entry { entry, facts } => {
                self.progress.bytes += entry.record.size;
                self.indexed.push(Indexed { record: entry.record.clone(), facts });
                self.writer.put(entry)
            }
            PassOutcome::Touched(record) => self.writer.touch(&record),
            PassOutcome::Unread { problem, stamp } => {
                let file = UnreadFile { path: problem.path.clone(), stamp: stamp.to_string() };
                self.unread.push(file);
                (self.report)(IndexEvent::Problem(problem));
                Ok(())
            }
            PassOutcome::Problem(problem) => {
                (self.report)(IndexEvent::Problem(problem));
                Ok(())
            }
        }
    }

    /// Soon at first, then after longer and longer times.
    fn is_time(&self) -> bool {
        match self.pause {
            None => self.writer.changes() >= FIRST_COMMIT || self.committed.elapsed() >= SOON,
            Some(pause) => self.committed.elapsed() >= pause,
        }
    }

    fn commit(&mut self) -> Result<(), IndexError> {
        self.pause = Some(self.pause.map_or(SOON, |pause| (pause * 2).min(LATE)));
        if self.writer.changes() > 0 {
            self.writer.commit()?;
            self.report_written();
        }
        self.committed = Instant::now();
        Ok(())
    }

    fn report_written(&mut self) {
        if !self.indexed.is_empty() {
            (self.report)(IndexEvent::Indexed(std::mem::take(&mut self.indexed)));
        }
        if !self.removed.is_empty() {
            (self.report)(IndexEvent::Removed(std::mem::take(&mut self.removed)));
        }
    }

    fn look(&mut self, shared: &PassShared<'_>) {
        self.progress.found = shared.found.load(Ordering::Relaxed);
        self.progress.unchanged = shared.unchanged.load(Ordering::Relaxed);
        self.progress.to_load = shared.to_load.load(Ordering::Relaxed);
        self.progress.walked = shared.walked.load(Ordering::Relaxed);
    }

    fn tell(&mut self, shared: &PassShared<'_>) {
        if self.told.elapsed() >= TELL {
            self.told = Instant::now();
            self.look(shared);
            (self.report)(IndexEvent::Progress(self.progress));
        }
    }

    fn remove(&mut self, snapshot: &Snapshot, keys: &[u64]) -> Result<(), IndexError> {
        for key in keys {
            self.removed.extend(snapshot.record(*key)?.map(|record| record.path));
            self.writer.remove(*key);
        }
        self.progress.removed += keys.len();
        Ok(())
    }

    /// Every file of the folders was looked at. When nothing has changed, the
    /// index stands for what it stood for before.
    fn is_complete(&mut self, before: Option<Completeness>, folders: &[PathBuf]) {
        let now = SystemTime::now().duration_since(UNIX_EPOCH).map_or(0, |since| since.as_secs());
        let folders = folders.iter().map(|folder| folder.to_string_lossy().into_owned()).collect();
        let mut unread = std::mem::take(&mut self.unread);
        unread.sort_by(|one, other| one.path.cmp(&other.path));
        let as_of = i64::try_from(now).unwrap_or(i64::MAX);
        let complete = Completeness { folders, as_of, unread };
        let stays = self.writer.changes() == 0
            && before.as_ref().is_some_and(|before| {
                *before == Completeness { as_of: before.as_of, ..complete.clone() }
            });
        self.writer.stands_for(if stays { before } else { Some(complete) });
    }

    /// The last commit. A pass that was stopped keeps what it has, too.
    fn finish(mut self) -> Result<IndexProgress, IndexError> {
        self.writer.commit()?;
        self.report_written();
        self.writer.finish()?;
        (self.report)(IndexEvent::Done(self.progress));
        Ok(self.progress)
    }
}
