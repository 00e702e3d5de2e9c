//! A scan on threads of its own that reports in batches: for the screen.

use std::ops::ControlFlow;
use std::sync::atomic::{AtomicBool, AtomicU64, AtomicUsize, Ordering};
use std::thread;

use crossbeam_channel::{Receiver, Sender, TryRecvError};

use super::file::Loader;
use super::walk::{ScanItem, walk};
use super::{
    Cancel, LoadedDocument, Scan, ScanEvent, ScanOptions, ScanProgress, ScanSource, WORKER_NAME,
    no_threads, worker_count,
};

/// Files that are found and not yet loaded; paths are small.
const MAX_QUEUE: usize = 1 << 16;
/// Events that wait to be taken; then the workers wait.
const MAX_EVENTS: usize = 16;
/// Documents of one event, and bytes of their files. Batches double from one
/// up to this, so that the first document is seen at once.
const MAX_BATCH: usize = 64;
const MAX_BATCH_BYTES: u64 = 4 << 20;
/// How often the number of files found is told, in files.
const FOUND_STEP: usize = 1024;

/// What the threads of a scan share.
struct ScanShared {
    loader: Loader,
    cancel: Cancel,
    events: Sender<ScanEvent>,
    found: AtomicUsize,
    done: AtomicUsize,
    bytes: AtomicU64,
    walked: AtomicBool,
}

/// See [`super::start`].
pub(super) fn start(sources: Vec<ScanSource>, options: ScanOptions) -> Scan {
    let (events, receiver) = crossbeam_channel::bounded(MAX_EVENTS);
    let cancel = Cancel::default();
    let threads = worker_count(options.threads);
    let shared = ScanShared {
        loader: Loader::new(options),
        cancel: cancel.clone(),
        events: events.clone(),
        found: AtomicUsize::new(0),
        done: AtomicUsize::new(0),
        bytes: AtomicU64::new(0),
        walked: AtomicBool::new(false),
    };
    let run = move || shared.run(sources, threads);
    if let Err(error) = thread::Builder::new().name("scan".into()).spawn(run) {
        // The channel has room: nothing was sent yet.
        let _ = events.try_send(ScanEvent::Problem(no_threads(&error)));
        let _ = events.try_send(ScanEvent::Done(ScanProgress::default()));
    }
    Scan { receiver, cancel }
}

impl ScanShared {
    fn run(&self, sources: Vec<ScanSource>, threads: usize) {
        let (jobs, queue) = crossbeam_channel::bounded(MAX_QUEUE);
        thread::scope(|scope| {
            for number in 0..threads {
                let queue = queue.clone();
                let worker = thread::Builder::new().name(format!("{WORKER_NAME} {number}"));
                if let Err(error) = worker.spawn_scoped(scope, move || self.work(&queue)) {
                    self.send(ScanEvent::Problem(no_threads(&error)));
                    break;
                }
            }
            drop(queue);
            walk(sources, |item| self.queue(&jobs, item));
            self.walked.store(true, Ordering::Relaxed);
            self.send(ScanEvent::Found(self.progress()));
            drop(jobs);
        });
        self.send(ScanEvent::Done(self.progress()));
    }

    fn queue(&self, jobs: &Sender<ScanItem>, item: ScanItem) -> ControlFlow<()> {
        // Fails when no worker is left.
        if self.cancel.is_cancelled() || jobs.send(item).is_err() {
            return ControlFlow::Break(());
        }
        let found = self.found.fetch_add(1, Ordering::Relaxed) + 1;
        if found.is_multiple_of(FOUND_STEP) {
            // A full channel has newer figures in it soon enough.
            let _ = self.events.try_send(ScanEvent::Found(self.progress()));
        }
        ControlFlow::Continue(())
    }

    /// Loads until the queue ends. A partial batch is sent before waiting.
    fn work(&self, queue: &Receiver<ScanItem>) {
        let mut batch = Batch::default();
        loop {
            let item = match queue.try_recv() {
                Ok(item) => item,
                Err(TryRecvError::Disconnected) => break,
                Err(TryRecvError::Empty) => {
                    self.flush(&mut batch);
                    match queue.recv() {
                        Ok(item) => item,
                        Err(_) => break,
                    }
                }
            };
            if self.cancel.is_cancelled() {
                break;
            }
            self.load(item, &mut batch);
        }
        self.flush(&mut batch);
    }

    fn load(&self, item: ScanItem, batch: &mut Batch) {
        match self.loader.load(item, |loaded| loaded) {
            Ok(loaded) => {
                self.bytes.fetch_add(loaded.size, Ordering::Relaxed);
                self.done.fetch_add(1, Ordering::Relaxed);
                if batch.push(loaded) {
                    self.flush(batch);
                }
            }
            Err(problem) => {
                self.done.fetch_add(1, Ordering::Relaxed);
                self.send(ScanEvent::Problem(problem));
            }
        }
    }

    fn flush(&self, batch: &mut Batch) {
        let batch = batch.take();
        if !batch.is_empty() {
            self.send(ScanEvent::Loaded { batch, progress: self.progress() });
        }
    }

    /// Waits while the channel is full; nobody listening any more ends the
    /// scan.
    fn send(&self, event: ScanEvent) {
        if self.events.send(event).is_err() {
            self.cancel.cancel();
        }
    }

    fn progress(&self) -> ScanProgress {
        let walked = self.walked.load(Ordering::Relaxed);
        let done = self.done.load(Ordering::Relaxed);
        ScanProgress {
            // A worker may be done before the walk has counted.
            found: self.found.load(Ordering::Relaxed).max(done),
            done,
            bytes: self.bytes.load(Ordering::Relaxed),
            walked,
        }
    }
}

/// Documents that one worker has ready.
#[derive(Default)]
struct Batch {
    ready: Vec<LoadedDocument>,
    bytes: u64,
    /// Batches sent before.
    sent: u32,
}

impl Batch {
    /// Adds one; whether the batch is full.
    fn push(&mut self, loaded: LoadedDocument) -> bool {
        self.bytes += loaded.size;
        self.ready.push(loaded);
        let limit = 1_usize.checked_shl(self.sent).map_or(MAX_BATCH, |limit| limit.min(MAX_BATCH));
        self.ready.len() >= limit || self.bytes >= MAX_BATCH_BYTES
    }

    fn take(&mut self) -> Vec<LoadedDocument> {
        self.bytes = 0;
        self.sent += u32::from(!self.ready.is_empty());
        std::mem::take(&mut self.ready)
    }
}
