//! The thread that indexes and then follows the folders.
//!
//! The writer is open only during a pass, so that another process can write
//! in between. While another one writes, its commits are told; when it ends,
//! the next change is taken up here, beginning with a whole pass.

use std::fs;
use std::path::{Path, PathBuf};
use std::thread;

use crossbeam_channel::{Receiver, Sender};

use super::IndexEvent;
use super::pass::{self, PassScope};
use crate::library::index::Index;
use crate::library::scan::{Cancel, ScanOptions, children, no_threads};
use crate::library::watch::{self, WatchEvent};

/// The file of the index that every commit replaces.
const COMMIT: &str = "meta.json";

/// What to keep indexed.
#[derive(Debug)]
pub(super) struct Work {
    pub(super) index: Index,
    pub(super) folders: Vec<PathBuf>,
    pub(super) options: ScanOptions,
    /// Files to look at again, such as those whose corrections changed.
    pub(super) requests: Receiver<Vec<PathBuf>>,
}

/// Starts the thread.
///
/// It ends when `stop` is dropped, after the pass that it is in.
pub(super) fn start(work: Work, cancel: &Cancel, events: Sender<IndexEvent>, stop: Receiver<()>) {
    let (cancel, lost) = (cancel.clone(), events.clone());
    let follow = move || Follower { work, cancel, events, stop, is_behind: true }.run();
    if let Err(error) = thread::Builder::new().name("index".into()).spawn(follow) {
        // The channel has room: nothing was sent yet.
        let _ = lost.try_send(IndexEvent::Problem(no_threads(&error)));
    }
}

struct Follower {
    work: Work,
    cancel: Cancel,
    events: Sender<IndexEvent>,
    /// Nothing is sent on it; it is dropped.
    stop: Receiver<()>,
    /// Whether a whole pass is due.
    is_behind: bool,
}

impl Follower {
    fn run(mut self) {
        // Resolved, because the watch names what changed by these.
        let resolve =
            |folder: &PathBuf| fs::canonicalize(folder).unwrap_or_else(|_| folder.clone());
        let folders: Vec<_> = self.work.folders.iter().map(resolve).collect();
        // Before the pass, so that nothing is missed between the two.
        let watch = watch::start(&folders);
        let others = self.work.index.folder().map(|folder| watch::start(&[folder.to_owned()]));
        self.pass(None);
        let never = crossbeam_channel::never();
        let others = others.as_ref().map_or(&never, |others| &others.receiver);
        while !self.cancel.is_cancelled() && self.wait(&watch.receiver, others, &folders) {}
    }

    /// Waits for one change and does what is due; whether to go on.
    fn wait(
        &mut self,
        changes: &Receiver<WatchEvent>,
        others: &Receiver<WatchEvent>,
        folders: &[PathBuf],
    ) -> bool {
        crossbeam_channel::select! {
            recv(changes) -> event => match event {
                Ok(WatchEvent::Changed(paths)) => self.pass(Some(&wanted(&paths, folders))),
                Ok(WatchEvent::Everything) => {
                    self.is_behind = true;
                    self.pass(None)
                }
                Ok(WatchEvent::Problem(problem)) => self.send(IndexEvent::Problem(problem)),
                Err(_) => false,
            },
            recv(self.work.requests) -> paths => if let Ok(paths) = paths {
                self.pass(Some(&paths))
            } else {
                // Nobody can ask any more.
                self.work.requests = crossbeam_channel::never();
                true
            },
            recv(others) -> event => match event {
                Ok(WatchEvent::Changed(paths)) if !paths.iter().any(|path| is_commit(path)) => true,
                Ok(_) => self.send(IndexEvent::Changed),
                Err(_) => false,
            },
            recv(self.stop) -> _ => false,
        }
    }

    /// A pass over some paths, or over everything when that is due; whether
    /// anybody listens.
    fn pass(&mut self, paths: Option<&[PathBuf]>) -> bool {
        let scope = match paths {
            Some(paths) if !self.is_behind => PassScope::Paths(paths),
            _ => PassScope::Folders(&self.work.folders),
        };
        if matches!(scope, PassScope::Paths([])) {
            return true;
        }
        let is_whole = matches!(scope, PassScope::Folders(_));
        let (events, cancel) = (&self.events, &self.cancel);
        let mut is_heard = true;
        let mut report = |event| {
            is_heard &= events.send(event).is_ok();
            if !is_heard {
                cancel.cancel();
            }
        };
        let done = pass::run(&self.work.index, scope, &self.work.options, cancel, &mut report);
        match done {
            Ok(_) => self.is_behind &= !is_whole,
            Err(error) => {
                self.is_behind = true;
                is_heard &= self.send(IndexEvent::Failed(error));
            }
        }
        is_heard
    }

    fn send(&self, event: IndexEvent) -> bool {
        self.events.send(event).is_ok()
    }
}

fn is_commit(path: &Path) -> bool {
    path.file_name().is_some_and(|name| name == COMMIT)
}

/// What of the paths that changed a walk would come by: nothing hidden or
/// ignored, and all that is gone.
fn wanted(paths: &[PathBuf], folders: &[PathBuf]) -> Vec<PathBuf> {
    let mut listed: Option<(PathBuf, Vec<PathBuf>)> = None;
    let mut wanted = Vec::new();
    for path in paths.iter().filter(|path| !is_hidden(path, folders)) {
        let Some(parent) = path.parent() else { continue };
        if fs::symlink_metadata(path).is_err() {
            wanted.push(path.clone());
            continue;
        }
        if listed.as_ref().is_none_or(|(folder, _)| folder != parent) {
            listed = Some((parent.to_owned(), children(parent)));
        }
        if listed.as_ref().is_some_and(|(_, children)| children.contains(path)) {
            wanted.push(path.clone());
        }
    }
    wanted
}

/// Whether a part of the path below its folder begins with a full stop, or it
/// is below none of them.
fn is_hidden(path: &Path, folders: &[PathBuf]) -> bool {
    let below = folders.iter().find_map(|folder| path.strip_prefix(folder).ok());
    below.is_none_or(|below| {
        below.components().any(|part| part.as_os_str().as_encoded_bytes().starts_with(b"."))
    })
}
