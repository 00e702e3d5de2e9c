//! The library behind the reader: its files listed from the index, then kept
//! up to date while the folders change.
//!
//! One thread lists what the index knew at the start, in batches that grow,
//! so that the first rows stand there at once; then it hands on what the
//! indexing reports. Nothing here is drawn and nothing is decided.

use std::collections::HashSet;
use std::io;
use std::path::PathBuf;
use std::sync::Arc;

use crossbeam_channel::{Receiver, Sender};

use super::events::Event;
use super::linking::LinkTask;
use super::threads::spawn;
use crate::app::{Action, LinkJob, Listing, Loading, Notice};
use crate::library::annotation::{Annotations, Target};
use crate::library::index::{FileRecord, Index, IndexError};
use crate::library::indexing::{self, IndexEvent, IndexProgress, Indexed};
use crate::library::scan::{self, Cancel, ScanOptions};

/// A person's library.
#[derive(Clone, Debug)]
pub(crate) struct LibraryToRead {
    pub folders: Vec<PathBuf>,
    pub index: Index,
}

/// Files of the first batch: more than any screen has rows.
const FIRST_BATCH: usize = 128;
/// Files of every further one.
const BATCH: usize = 2048;

/// Starts listing and indexing; returns what stops it. The files that come
/// through `requests` are looked at again.
///
/// # Errors
///
/// When the system has no thread left.
pub(super) fn start(
    library: LibraryToRead,
    options: ScanOptions,
    requests: Receiver<Vec<PathBuf>>,
    links: Sender<LinkTask>,
    events: Sender<Event>,
) -> io::Result<Cancel> {
    let cancel = Cancel::default();
    let stop = cancel.clone();
    spawn("library", move || {
        let annotations = Arc::clone(&options.annotations);
        let LibraryToRead { index, folders } = library;
        let mut teller = Teller {
            index: index.clone(),
            annotations,
            links,
            events,
            listed: HashSet::new(),
            sequence: 0,
        };
        if !teller.list() || stop.is_cancelled() {
            return;
        }
        let indexing = indexing::start(index, folders, options, requests);
        for event in &indexing.receiver {
            if stop.is_cancelled() || !teller.tell(event) {
                return;
            }
        }
    })?;
    Ok(cancel)
}

/// Tells the screen and the linker what the index knows.
struct Teller {
    index: Index,
    annotations: Arc<Annotations>,
    links: Sender<LinkTask>,
    events: Sender<Event>,
    /// The paths told so far.
    listed: HashSet<String>,
    /// Numbers the files in the order told.
    sequence: usize,
}

impl Teller {
    /// Lists all that the index knows; whether anybody listens.
    fn list(&mut self) -> bool {
        let mut gone = std::mem::take(&mut self.listed);
        let mut batch = Vec::new();
        let mut limit = FIRST_BATCH;
        let mut heard = true;
        let index = self.index.snapshot();
        let read = index.files(|record| {
            gone.remove(&record.path);
            batch.push(self.listing(record));
            if batch.len() >= limit {
                heard &= self.say(Action::Listed(std::mem::take(&mut batch)));
                limit = BATCH;
            }
        });
        heard &= self.say(Action::Listed(batch));
        if let Err(error) = read {
            heard &= self.say(Action::Notify(Notice::warning(format!("{error}."))));
        }
        if !gone.is_empty() {
            heard &= self.forget(gone.into_iter().collect());
        }
        heard && self.say(Action::Indexed)
    }

    fn listing(&mut self, record: FileRecord) -> Listing {
        let target = Target { path: record.path.clone(), sha256: record.sha256 };
        self.listed.insert(record.path.clone());
        self.sequence += 1;
        let annotations = self.annotations.of_document(&target);
        Listing { sequence: self.sequence, record, annotations }
    }

    /// Hands on what the indexing reports; whether anybody listens.
    fn tell(&mut self, event: IndexEvent) -> bool {
        match event {
            IndexEvent::Progress(progress) => self.progress(progress, false),
            IndexEvent::Done(progress) => {
                let _ = self.links.send(LinkTask::Keep);
                self.progress(progress, true)
            }
            IndexEvent::Indexed(files) => self.indexed(files),
            IndexEvent::Removed(paths) => self.forget(paths) && self.say(Action::Indexed),
            IndexEvent::Problem(problem) => self.say(Action::Problem(problem)),
            IndexEvent::Changed => self.list(),
            IndexEvent::Failed(error) => self.failed(&error),
        }
    }

    fn indexed(&mut self, files: Vec<Indexed>) -> bool {
        let mut jobs = Vec::with_capacity(files.len());
        let mut listings = Vec::with_capacity(files.len());
        for Indexed { record, facts } in files {
            jobs.push(LinkJob::new(&record.path, &record.sha256, facts));
            listings.push(self.listing(record));
        }
        let _ = self.links.send(LinkTask::Add(jobs));
        self.say(Action::Listed(listings)) && self.say(Action::Indexed)
    }

    fn forget(&mut self, paths: Vec<String>) -> bool {
        for path in &paths {
            self.listed.remove(path);
        }
        let _ = self.links.send(LinkTask::Forget(paths.clone()));
        self.say(Action::Gone(paths))
    }

    fn progress(&self, progress: IndexProgress, done: bool) -> bool {
        let progress = scan::ScanProgress {
            found: progress.to_load,
            done: progress.loaded,
            bytes: progress.bytes,
            walked: progress.walked,
        };
        self.say(Action::Loading(Loading { progress, done }))
    }

    fn failed(&self, error: &IndexError) -> bool {
        let done = Loading { done: true, ..Loading::default() };
        let notice = match error {
            IndexError::Busy => {
                Notice::done("Another nreader is indexing; what it finds appears here.")
            }
            error => Notice::warning(format!("The library cannot be indexed: {error}.")),
        };
        self.say(Action::Loading(done)) && self.say(Action::Notify(notice))
    }

    fn say(&self, action: Action) -> bool {
        self.events.send(Event::News(action)).is_ok()
    }
}
