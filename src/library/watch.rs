//! Folders watched for changes: which files or folders below them are new,
//! changed or gone.
//!
//! What happens within a moment is told together, so that a file that is
//! being written is told once. While nothing changes nothing runs. It knows no
//! index, and what counts as an article is the walk's business.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::thread;
use std::time::{Duration, Instant};

use crossbeam_channel::{Receiver, Sender};
use notify::event::{AccessKind, AccessMode};
use notify::{Event, EventKind, RecommendedWatcher, RecursiveMode, Watcher};

use newsquotes::model::Problem;

/// A quiet time of this length ends a moment.
const QUIET: Duration = Duration::from_millis(150);
/// No moment is longer.
const LONGEST: Duration = Duration::from_millis(500);
/// More paths at once are told as one change of everything.
const MANY: usize = 10_000;

/// What happened below the folders.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum WatchEvent {
    /// Files or folders that are new, changed or gone.
    Changed(Vec<PathBuf>),
    /// So much that the folders have to be looked through.
    Everything,
    /// A folder cannot be watched.
    Problem(Problem),
}

/// A watch; it ends when it is dropped.
#[derive(Debug)]
pub(crate) struct Watch {
    pub receiver: Receiver<WatchEvent>,
    _watcher: Option<RecommendedWatcher>,
}

type Raw = notify::Result<Event>;

/// Watches folders with all that is below them, on threads of their own.
#[must_use]
pub(crate) fn start(folders: &[PathBuf]) -> Watch {
    let (events, receiver) = crossbeam_channel::unbounded();
    let (raw, raw_events) = crossbeam_channel::unbounded::<Raw>();
    // The receiver may be gone while the watch is dropped.
    let handler = move |event: Raw| drop(raw.send(event));
    let mut watcher = match notify::recommended_watcher(handler) {
        Ok(watcher) => watcher,
        Err(error) => {
            let _ = events.send(WatchEvent::Problem(problem(Path::new(""), &error)));
            return Watch { receiver, _watcher: None };
        }
    };
    for folder in folders {
        if let Err(error) = watcher.watch(folder, RecursiveMode::Recursive) {
            let _ = events.send(WatchEvent::Problem(problem(folder, &error)));
        }
    }
    let gather = move || gather(&raw_events, &events);
    // Without a thread nothing is told; the folders can still be read.
    let _ = thread::Builder::new().name("watch".into()).spawn(gather);
    Watch { receiver, _watcher: Some(watcher) }
}

/// Puts together what happens within a moment, until the watch ends.
fn gather(raw: &Receiver<Raw>, events: &Sender<WatchEvent>) {
    while let Ok(first) = raw.recv() {
        let mut moment = Moment::default();
        moment.take(first);
        if moment.is_empty() {
            continue;
        }
        let end = Instant::now() + LONGEST;
        while let Ok(event) = raw.recv_deadline(end.min(Instant::now() + QUIET)) {
            moment.take(event);
        }
        if moment.tell(events).is_none() {
            return;
        }
    }
}

#[derive(Default)]
struct Moment {
    paths: BTreeSet<PathBuf>,
    everything: bool,
    problems: Vec<Problem>,
}

impl Moment {
    fn take(&mut self, event: Raw) {
        match event {
            Ok(event) if event.need_rescan() => self.everything = true,
            Ok(event) if is_change(event.kind) => self.paths.extend(event.paths),
            Ok(_) => {}
            Err(error) => {
                // An error of the watcher itself is about no file.
                let path = error.paths.first().cloned().unwrap_or_else(PathBuf::new);
                self.problems.push(problem(&path, &error));
            }
        }
        if self.paths.len() > MANY {
            self.paths.clear();
            self.everything = true;
        }
    }

    fn is_empty(&self) -> bool {
        self.paths.is_empty() && !self.everything && self.problems.is_empty()
    }

    /// `None` when nobody listens.
    fn tell(self, events: &Sender<WatchEvent>) -> Option<()> {
        for problem in self.problems {
            events.send(WatchEvent::Problem(problem)).ok()?;
        }
        if self.everything {
            events.send(WatchEvent::Everything).ok()
        } else if self.paths.is_empty() {
            Some(())
        } else {
            events.send(WatchEvent::Changed(self.paths.into_iter().collect())).ok()
        }
    }
}

/// Reading a file is no change of it.
fn is_change(kind: EventKind) -> bool {
    match kind {
        EventKind::Access(access) => access == AccessKind::Close(AccessMode::Write),
        _ => true,
    }
}

fn problem(path: &Path, error: &notify::Error) -> Problem {
    let hint = match error.kind {
        notify::ErrorKind::MaxFilesWatch => {
            "allow more with `sysctl fs.inotify.max_user_watches=1048576`; until then new \
             articles are seen at the next start"
        }
        _ => "new articles are seen at the next start",
    };
    Problem {
        path: path.to_string_lossy().into_owned(),
        what: format!("it cannot be watched for changes: {error}"),
        hint: hint.into(),
    }
}

#[cfg(test)]
mod tests {
    use std::fs;

    use super::*;

    /// Longer than any system takes to tell of a change.
    const PATIENCE: Duration = Duration::from_secs(20);

    /// Whether a change of the path is told.
    fn tells_of(watch: &Watch, path: &Path) -> bool {
        while let Ok(event) = watch.receiver.recv_timeout(PATIENCE) {
            if let WatchEvent::Changed(paths) = event
                && paths.iter().any(|changed| changed == path)
            {
                return true;
            }
        }
        false
    }

    #[test]
    fn a_new_a_changed_and_a_removed_file_are_told() {
        let folder = tempfile::tempdir().unwrap();
        let root = folder.path().canonicalize().unwrap();
        let watch = start(std::slice::from_ref(&root));
        let file = root.join("bridge.txt");
        fs::write(&file, "It stays.").unwrap();
        assert!(tells_of(&watch, &file));
        fs::write(&file, "It stays open.").unwrap();
        assert!(tells_of(&watch, &file));
        fs::remove_file(&file).unwrap();
        assert!(tells_of(&watch, &file));
    }

    #[test]
    fn a_folder_that_is_not_there_is_a_problem() {
        let watch = start(&["/no/such/folder".into()]);
        let event = watch.receiver.recv_timeout(PATIENCE).unwrap();
        let WatchEvent::Problem(problem) = event else { panic!("{event:?}") };
        assert!(problem.what.starts_with("it cannot be watched"), "{}", problem.what);
    }

    #[test]
    fn reading_is_no_change() {
        use notify::event::{DataChange, ModifyKind};
        assert!(!is_change(EventKind::Access(AccessKind::Open(AccessMode::Read))));
        assert!(!is_change(EventKind::Access(AccessKind::Close(AccessMode::Read))));
        assert!(is_change(EventKind::Modify(ModifyKind::Data(DataChange::Any))));
    }
}
