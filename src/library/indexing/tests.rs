//! Passes over small folders, and the folders followed.

use std::fs::{self, File};
use std::path::{Path, PathBuf};
use std::sync::Arc;
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

impl TestLibrary {
    fn standing(&self) -> IndexStanding {
        IndexStanding::of(&self.index, &[self.folder()], &Arc::default()).unwrap()
    }

    fn cache(&self) -> PathBuf {
        self.home.path().join("cache")
    }
}

#[test]
fn an_index_knows_what_it_is_without() {
    let library = TestLibrary::new();
    let never = library.standing();
    assert_eq!((never.found, never.behind.len(), never.as_of), (2, 2, None));
    library.pass();
    let whole = library.standing();
    assert!(whole.is_whole() && whole.as_of.is_some() && whole.words().is_empty(), "{whole:?}");
    library.write("comet.txt", "Comet seen\n\nIt was bright.\n");
    library.write("ferry.txt", "Ferry strike is over\n\n“We sail,” Voss said.\n");
    fs::remove_file(library.folder().join("bridge.txt")).unwrap();
    let late = library.standing();
    assert_eq!((late.behind.len(), late.gone), (2, 1));
    assert!(late.words()[0].contains("2 of 2 files"), "{:?}", late.words());
    fs::rename(library.folder(), library.home.path().join("away")).unwrap();
    let away = library.standing();
    assert_eq!((away.gone, away.problems.len(), away.is_whole()), (0, 1, false));
}

#[test]
fn small_gaps_are_closed_before_an_answer() {
    let library = TestLibrary::new();
    let options = ScanOptions::default();
    let caught_up =
        || IndexStanding::caught_up(&library.index, &[library.folder()], &options).unwrap();
    assert!(caught_up().is_whole());
    assert_eq!(library.quotes(), 2);
    let writer = library.index.writer().unwrap();
    library.write("comet.txt", "Comet seen\n\nIt was bright.\n");
    assert_eq!(caught_up().behind.len(), 1, "while another one writes");
    drop(writer);
    assert!(caught_up().is_whole());
}

#[test]
fn a_pass_that_was_stopped_stands_for_nothing() {
    let library = TestLibrary::new();
    library.pass();
    for number in 0..300 {
        library.write(&format!("{number}.txt"), &format!("Note {number}\n\nThe river rose.\n"));
    }
    let cancel = Cancel::default();
    let report = &mut |event| {
        if matches!(event, IndexEvent::Indexed(_)) {
            cancel.cancel();
        }
    };
    let folders = [library.folder()];
    run(&library.index, &folders, &ScanOptions::default(), &cancel, report).unwrap();
    assert_eq!(library.standing().as_of, None);
    assert!(!library.standing().is_whole());
    library.pass();
    assert!(library.standing().as_of.is_some());
}

#[cfg(unix)]
#[test]
fn what_cannot_be_read_is_told_once_and_is_no_gap() {
    let library = TestLibrary::new();
    let pipe = library.folder().join("pipe.txt");
    assert!(std::process::Command::new("mkfifo").arg(&pipe).status().unwrap().success());
    // Named itself, as in the list of a library; the walk passes it over.
    let folders = [library.folder(), pipe];
    let mut problems = Vec::new();
    let mut report = |event| {
        if let IndexEvent::Problem(problem) = event {
            problems.push(problem);
        }
    };
    let options = ScanOptions::default();
    run(&library.index, &folders, &options, &Cancel::default(), &mut report).unwrap();
    assert!(problems[0].what.contains("pipe"), "{problems:?}");
    let standing = IndexStanding::of(&library.index, &folders, &Arc::default()).unwrap();
    assert_eq!((standing.unread, standing.is_whole()), (1, true));
}

#[cfg(unix)]
#[test]
fn an_edit_that_keeps_size_and_time_is_seen() {
    let library = TestLibrary::new();
    let path = library.folder().join("ferry.txt");
    library.pass();
    let time = fs::metadata(&path).unwrap().modified().unwrap();
    let text = fs::read_to_string(&path).unwrap();
    fs::write(&path, text.replace("Voss", "Moss")).unwrap();
    File::options().append(true).open(&path).unwrap().set_modified(time).unwrap();
    assert_eq!(library.standing().behind.len(), 1);
    assert_eq!(library.pass().0.loaded, 1);
    let other = library.folder().join("other.txt");
    fs::write(&other, text).unwrap();
    File::options().append(true).open(&other).unwrap().set_modified(time).unwrap();
    library.pass();
    fs::rename(&other, &path).unwrap();
    assert_eq!(library.standing().behind.len(), 1, "another file in its place");
}

/// A byte of any file of the index is changed, or a file is cut or gone: it is
/// not believed, and made anew by the next that writes.
#[test]
fn a_damaged_index_is_never_asked_and_heals() {
    let library = TestLibrary::new();
    library.pass();
    let sound = Index::read(&library.cache()).unwrap();
    assert_eq!(sound.snapshot().count_quotes(&Question::default()).unwrap(), 2);
    let folder = sound.folder().unwrap().to_owned();
    let kept: Vec<(PathBuf, Vec<u8>)> = fs::read_dir(&folder)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .filter(|path| !path.to_string_lossy().ends_with("lock"))
        .map(|path| (path.clone(), fs::read(&path).unwrap()))
        .collect();
    assert!(kept.len() > 5, "{kept:?}");
    let mut refused = 0;
    for (path, bytes) in &kept {
        let is_a_memo = path.ends_with("compared") || path.ends_with(".managed.json");
        for place in 0..8 {
            let mut other = bytes.clone();
            let at = place * (bytes.len() - 1) / 7;
            match place % 3 {
                0 => other[at] ^= 0x10,
                1 => other.truncate(at),
                _ => other.insert(at, b'0'),
            }
            fs::write(path, &other).unwrap();
            match Index::read(&library.cache()) {
                Err(IndexError::Damaged(_)) => refused += 1,
                Ok(index) => {
                    assert!(is_a_memo, "{} {place}", path.display());
                    assert_eq!(index.snapshot().count_quotes(&Question::default()).unwrap(), 2);
                }
                Err(other) => panic!("{other}"),
            }
        }
        fs::write(path, bytes).unwrap();
    }
    assert!(refused >= 8 * (kept.len() - 2), "{refused}");
    let (path, bytes) = kept.iter().max_by_key(|(_, bytes)| bytes.len()).unwrap();
    fs::write(path, &bytes[..bytes.len() / 2]).unwrap();
    let healed = Index::open(&library.cache()).unwrap();
    assert!(healed.healed().is_some());
    let options = ScanOptions::default();
    assert!(IndexStanding::caught_up(&healed, &[library.folder()], &options).unwrap().is_whole());
    assert_eq!(healed.snapshot().count_quotes(&Question::default()).unwrap(), 2);
    assert!(matches!(Index::read(&library.home.path().join("none")), Err(IndexError::Missing)));
}
