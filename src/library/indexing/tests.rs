//! Passes over small folders, and the folders followed.

use std::fs::{self, File};
use std::path::{Path, PathBuf};
use std::time::{Duration, SystemTime};

use super::*;
use crate::library::index::Question;

/// Longer than any system takes to tell of a change.
const PATIENCE: Duration = Duration::from_secs(30);

struct TestLibrary {
    home: tempfile::TempDir,
    index: Index,
}

impl TestLibrary {
    /// With `bridge.txt` and `ferry.txt`, not yet indexed.
    fn new() -> TestLibrary {
        let home = tempfile::tempdir().unwrap();
        let index = Index::open(&home.path().join("cache")).unwrap();
        let library = TestLibrary { home, index };
        fs::create_dir(library.folder()).unwrap();
        library.write("bridge.txt", "Bridge stays open\n\n“We keep the bridge,” Ober said.\n");
        library.write("ferry.txt", "Ferry strike\n\n“We will not sail,” Voss said.\n");
        library
    }

    fn folder(&self) -> PathBuf {
        self.home.path().canonicalize().unwrap().join("press")
    }

    fn write(&self, name: &str, text: &str) -> PathBuf {
        let path = self.folder().join(name);
        fs::write(&path, text).unwrap();
        path
    }

    fn pass(&self) -> (IndexProgress, Vec<IndexEvent>) {
        let mut events = Vec::new();
        let folders = [self.folder()];
        let report = &mut |event| events.push(event);
        let cancel = Cancel::default();
        let done = run(&self.index, &folders, &ScanOptions::default(), &cancel, report).unwrap();
        (done, events)
    }

    fn paths(&self) -> Vec<String> {
        let mut paths = Vec::new();
        self.index.snapshot().files(|record| paths.push(record.path)).unwrap();
        paths.sort();
        paths
    }

    fn quotes(&self) -> usize {
        self.index.snapshot().count_quotes(&Question::default()).unwrap()
    }
}

fn names(paths: &[String]) -> Vec<&str> {
    paths.iter().filter_map(|path| Path::new(path).file_name()?.to_str()).collect()
}

#[test]
fn only_what_is_new_or_changed_is_loaded() {
    let library = TestLibrary::new();
    let (done, events) = library.pass();
    assert_eq!((done.loaded, done.found), (2, 2));
    let indexed = events.iter().find_map(|event| match event {
        IndexEvent::Indexed(files) => Some(files.len()),
        _ => None,
    });
    assert_eq!(indexed, Some(2));
    assert!(matches!(events.last(), Some(IndexEvent::Done(_))));
    assert_eq!(library.quotes(), 2);
    assert_eq!(library.pass().0.unchanged, 2);
    library.write("bridge.txt", "Bridge stays open\n\nNobody was quoted this time.\n");
    library.write("comet.txt", "Comet seen\n\nIt was bright.\n");
    let (done, _) = library.pass();
    assert_eq!((done.loaded, done.unchanged), (2, 1));
    assert_eq!(names(&library.paths()), ["bridge.txt", "comet.txt", "ferry.txt"]);
    assert_eq!(library.quotes(), 1);
}

#[test]
fn a_file_with_another_time_and_the_same_bytes_is_not_loaded_again() {
    let library = TestLibrary::new();
    library.pass();
    let ferry = File::options().append(true).open(library.folder().join("ferry.txt")).unwrap();
    ferry.set_modified(SystemTime::UNIX_EPOCH + Duration::from_secs(1_000_000)).unwrap();
    let (_, events) = library.pass();
    assert!(!events.iter().any(|event| matches!(event, IndexEvent::Indexed(_))));
    assert_eq!(library.pass().0.unchanged, 2, "the new time is known now");
    assert_eq!(library.quotes(), 2);
    assert_eq!(library.paths().len(), 2);
}

#[test]
fn what_is_gone_is_dropped_unless_its_folder_cannot_be_read() {
    let library = TestLibrary::new();
    library.pass();
    fs::remove_file(library.folder().join("ferry.txt")).unwrap();
    let (done, events) = library.pass();
    assert_eq!(done.removed, 1);
    let removed = events
        .iter()
        .any(|event| matches!(event, IndexEvent::Removed(paths) if names(paths) == ["ferry.txt"]));
    assert!(removed);
    fs::rename(library.folder(), library.home.path().join("away")).unwrap();
    let (done, events) = library.pass();
    assert_eq!((done.removed, library.paths().len()), (0, 1), "a disk that is not mounted");
    assert!(events.iter().any(|event| matches!(event, IndexEvent::Problem(_))));
}

#[test]
fn a_pass_that_is_stopped_goes_on_where_it_was() {
    let library = TestLibrary::new();
    for number in 0..300 {
        library.write(&format!("{number}.txt"), &format!("Note {number}\n\nThe river rose.\n"));
    }
    let cancel = Cancel::default();
    let folders = [library.folder()];
    let report = &mut |event| {
        if matches!(event, IndexEvent::Indexed(_)) {
            cancel.cancel();
        }
    };
    let first = run(&library.index, &folders, &ScanOptions::default(), &cancel, report).unwrap();
    assert!(first.loaded >= 64 && first.loaded < 302, "{first:?}");
    let (second, _) = library.pass();
    assert_eq!(second.unchanged, first.loaded);
    assert_eq!(library.paths().len(), 302);
}

#[test]
fn while_another_writes_the_pass_says_so() {
    let library = TestLibrary::new();
    let other = Index::open(&library.home.path().join("cache")).unwrap();
    let _writer = other.writer().unwrap();
    let (cancel, folders) = (Cancel::default(), [library.folder()]);
    let busy = run(&library.index, &folders, &ScanOptions::default(), &cancel, &mut |_| ());
    assert!(matches!(busy, Err(IndexError::Busy)));
}

/// The names of the files of the next event that is about files.
fn next(indexing: &Indexing) -> Vec<String> {
    loop {
        match indexing.receiver.recv_timeout(PATIENCE).unwrap() {
            IndexEvent::Indexed(files) => {
                let paths: Vec<_> = files.into_iter().map(|file| file.record.path).collect();
                return names(&paths).into_iter().map(str::to_owned).collect();
            }
            IndexEvent::Removed(paths) => {
                return names(&paths).into_iter().map(|name| format!("-{name}")).collect();
            }
            _ => {}
        }
    }
}

#[test]
fn a_folder_that_is_followed_is_always_up_to_date() {
    let library = TestLibrary::new();
    let options = ScanOptions::default();
    let never = crossbeam_channel::never();
    let folders = vec![library.folder()];
    let indexing = start(library.index.clone(), folders, options, never);
    assert_eq!(next(&indexing).len(), 2);
    library.write(".hidden.txt", "Nothing to see.");
    library.write("comet.txt", "Comet seen\n\n“It is bright,” Ober said.\n");
    assert_eq!(next(&indexing), ["comet.txt"]);
    assert_eq!(library.quotes(), 3, "it can be found when it is told");
    fs::remove_file(library.folder().join("comet.txt")).unwrap();
    assert_eq!(next(&indexing), ["-comet.txt"]);
    let below = library.folder().join("below");
    fs::create_dir(library.home.path().join("new")).unwrap();
    fs::write(library.home.path().join("new/note.txt"), "Note\n\nThe river rose.\n").unwrap();
    fs::rename(library.home.path().join("new"), &below).unwrap();
    assert_eq!(next(&indexing), ["note.txt"]);
    fs::rename(&below, library.home.path().join("new")).unwrap();
    assert_eq!(next(&indexing), ["-note.txt"]);
}
