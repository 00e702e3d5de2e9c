//! A scan that hands its results over in order: for the command line.

use std::collections::HashMap;
use std::ops::ControlFlow;
use std::thread;

use crossbeam_channel::{Receiver, Sender};

use super::file::Loader;
use super::walk::{ScanItem, walk};
use super::{LoadedDocument, ScanOptions, ScanSource, no_threads, worker_count};
use newsquotes::model::Problem;

/// Files that may be under way at once, from being found to being handed
/// over: one slow file holds back no more than so many results.
const WINDOW: usize = 64;

type Numbered<T> = (usize, Result<T, Problem>);

/// See [`super::ordered()`].
pub(super) fn ordered<T: Send>(
    sources: Vec<ScanSource>,
    options: &ScanOptions,
    work: impl Fn(LoadedDocument) -> T + Sync,
    mut sink: impl FnMut(Result<T, Problem>) -> ControlFlow<()>,
) {
    let loader = Loader::new(options.clone());
    let threads = worker_count(options.threads);
    let (permit, permits) = crossbeam_channel::bounded(WINDOW);
    for _ in 0..WINDOW {
        // The channel is made to hold them all.
        let _ = permit.try_send(());
    }
    let (jobs, queue) = crossbeam_channel::bounded(WINDOW);
    let (done, results) = crossbeam_channel::bounded(WINDOW);
    let started = thread::scope(|scope| {
        // Whichever way this ends, dropping the channels ends the threads.
        let (permit, results) = (permit, results);
        let (loader, work) = (&loader, &work);
        thread::Builder::new().spawn_scoped(scope, move || find(sources, &jobs, &permits))?;
        for _ in 0..threads {
            let (queue, done) = (queue.clone(), done.clone());
            let load = move || load_all(loader, &queue, &done, work);
            thread::Builder::new().spawn_scoped(scope, load)?;
        }
        drop((queue, done));
        hand_over(&results, &permit, &mut sink);
        Ok(())
    });
    if let Err(error) = started {
        let _ = sink(Err(no_threads(&error)));
    }
}

fn find(sources: Vec<ScanSource>, jobs: &Sender<ScanItem>, permits: &Receiver<()>) {
    walk(sources, |item| {
        let go_on = permits.recv().is_ok() && jobs.send(item).is_ok();
        if go_on { ControlFlow::Continue(()) } else { ControlFlow::Break(()) }
    });
}

fn load_all<T>(
    loader: &Loader,
    queue: &Receiver<ScanItem>,
    done: &Sender<Numbered<T>>,
    work: &impl Fn(LoadedDocument) -> T,
) {
    for item in queue {
        if done.send((item.sequence, loader.load(item, work))).is_err() {
            break;
        }
    }
}

/// Keeps early results until their turn; each one handed over lets one more
/// file in.
fn hand_over<T>(
    results: &Receiver<Numbered<T>>,
    permit: &Sender<()>,
    sink: &mut impl FnMut(Result<T, Problem>) -> ControlFlow<()>,
) {
    let mut early = HashMap::new();
    let mut next = 0;
    for (sequence, result) in results {
        early.insert(sequence, result);
        while let Some(result) = early.remove(&next) {
            next += 1;
            if sink(result).is_break() {
                return;
            }
            // The walk may have ended; then nobody takes it.
            let _ = permit.try_send(());
        }
    }
}
