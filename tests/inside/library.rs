//! The library as a user meets it: folders with anything in them, files that
//! are moved and saved again, two readers at once, a damaged database.

use std::fs;
use std::ops::ControlFlow;
use std::path::Path;
use std::sync::Arc;

use crate::library::anchor::{select, select_article};
use crate::library::annotation::{Annotation, Annotations, Body, Target, TextQuote};
use crate::library::scan::{
    self, LoadedDocument, ScanEvent, ScanOptions, ScanProgress, ScanSource,
};
use crate::library::userdata::{UserData, UserDataError};
use newsquotes::model::{Block, BlockKind, Problem};

const PAGE: &str = "Harbour bridge stays open for the winter\n\n\
    The council of Norrby voted on Monday to keep the harbour bridge open to trucks.\n\n\
    The keeper of the bridge stands beside its old northern gate in the snow.\n\n\
    The decision ends a dispute of two years between the town and the ferry company.\n";

fn folder() -> tempfile::TempDir {
    tempfile::tempdir().unwrap()
}

fn write(folder: &Path, name: &str, content: &str) {
    let path = folder.join(name);
    fs::create_dir_all(path.parent().unwrap()).unwrap();
    fs::write(path, content).unwrap();
}

fn sources(paths: &[&Path]) -> Vec<ScanSource> {
    paths.iter().map(|path| ScanSource::Path(path.to_path_buf())).collect()
}

/// File names and problems, in order.
fn scan_in_order(paths: &[&Path], options: &ScanOptions) -> Vec<Result<String, Problem>> {
    let mut all = Vec::new();
    let name =
        |loaded: LoadedDocument| loaded.document.origin.path.rsplit('/').next().unwrap().to_owned();
    scan::ordered(sources(paths), options, name, |result| {
        all.push(result);
        ControlFlow::Continue(())
    });
    all
}

fn names(results: &[Result<String, Problem>]) -> Vec<&str> {
    results.iter().flatten().map(String::as_str).collect()
}

fn problems(results: Vec<Result<String, Problem>>) -> Vec<Problem> {
    results.into_iter().filter_map(Result::err).collect()
}

#[test]
fn a_folder_is_walked_by_name_without_what_is_hidden_ignored_or_no_article() {
    let folder = folder();
    for name in ["b.txt", "a/z.md", "a/.hidden.txt", "c.txt", "page_files/logo.PNG", "draft.txt"] {
        write(folder.path(), name, PAGE);
    }
    write(folder.path(), ".ignore", "draft*\n");
    let found = scan_in_order(&[folder.path()], &ScanOptions::default());
    assert_eq!(names(&found), ["z.md", "b.txt", "c.txt"]);
    let named = [".hidden.txt", "z.md"].map(|name| folder.path().join("a").join(name));
    let logo = folder.path().join("page_files/logo.PNG");
    let found = scan_in_order(&[&named[0], &logo, &named[1]], &ScanOptions::default());
    assert_eq!(names(&found), [".hidden.txt", "logo.PNG", "z.md"], "what is named is loaded");
}

#[test]
fn a_folder_is_walked_although_a_rule_above_it_hides_it() {
    let folder = folder();
    fs::create_dir(folder.path().join(".git")).unwrap();
    write(folder.path(), ".gitignore", "saved/\n*.log\n");
    write(folder.path(), "saved/a.txt", PAGE);
    write(folder.path(), "saved/b.log", PAGE);
    write(folder.path(), "c.txt", PAGE);
    assert_eq!(names(&scan_in_order(&[folder.path()], &ScanOptions::default())), ["c.txt"]);
    let saved = folder.path().join("saved");
    assert_eq!(names(&scan_in_order(&[&saved], &ScanOptions::default())), ["a.txt"]);
}

#[cfg(unix)]
#[test]
fn a_file_is_the_same_by_whichever_way_it_is_named() {
    let folder = folder();
    write(folder.path(), "2024/a.txt", PAGE);
    std::os::unix::fs::symlink("2024/a.txt", folder.path().join("link.txt")).unwrap();
    let target = |path: &str| {
        let source = ScanSource::Path(folder.path().join(path));
        scan::one(source, &ScanOptions::default()).unwrap().target
    };
    assert_eq!(target("2024/../2024/./a.txt"), target("2024/a.txt"));
    assert_eq!(target("link.txt"), target("2024/a.txt"));
}

#[cfg(unix)]
#[test]
fn a_loop_of_links_is_reported_and_the_rest_loaded() {
    let folder = folder();
    write(folder.path(), "2024/a.txt", PAGE);
    std::os::unix::fs::symlink(folder.path(), folder.path().join("2024/all")).unwrap();
    std::os::unix::fs::symlink("2024/a.txt", folder.path().join("b.txt")).unwrap();
    let found = scan_in_order(&[folder.path()], &ScanOptions::default());
    assert_eq!(names(&found), ["a.txt", "b.txt"], "a link to a file is followed");
    let problems = problems(found);
    assert_eq!(problems.len(), 1);
    assert!(problems[0].path.ends_with("2024/all"));
    assert!(problems[0].what.contains("leads back"), "{problems:?}");
}

#[cfg(unix)]
#[test]
fn a_file_that_cannot_be_read_is_reported_in_its_place() {
    let folder = folder();
    write(folder.path(), "a.txt", PAGE);
    write(folder.path(), "c.txt", PAGE);
    std::os::unix::fs::symlink("gone.txt", folder.path().join("b.txt")).unwrap();
    // Even for root: a socket cannot be opened as a file.
    let socket = folder.path().join("socket");
    let _listener = std::os::unix::net::UnixListener::bind(&socket).unwrap();
    let missing = folder.path().join("missing.txt");
    let found = scan_in_order(&[folder.path(), &socket, &missing], &ScanOptions::default());
    assert_eq!(names(&found), ["a.txt", "c.txt"]);
    assert!(found[1].as_ref().unwrap_err().what.contains("link leads to a file"));
    assert!(found[3].as_ref().unwrap_err().what.contains("cannot be read"));
    assert_eq!(found[4].as_ref().unwrap_err().what, "there is no such file or folder");
    assert_eq!(found[4].as_ref().unwrap_err().path, missing.to_string_lossy());
}

#[test]
fn a_file_over_the_limit_is_not_read() {
    let folder = folder();
    write(folder.path(), "a.txt", PAGE);
    write(folder.path(), "b.txt", "Short.");
    let options = ScanOptions { max_file_bytes: 100, ..ScanOptions::default() };
    let found = scan_in_order(&[folder.path()], &options);
    assert_eq!(names(&found), ["b.txt"]);
    assert_eq!(problems(found)[0].what, "it is larger than 100 bytes and was not read");
}

#[test]
fn results_come_in_order_and_stop_when_told() {
    let many = (0..500).map(|number| ScanSource::Bytes {
        path: number.to_string(),
        bytes: PAGE.repeat(if number % 50 == 0 { 200 } else { 1 }).into_bytes(),
    });
    let many: Vec<_> = many.collect();
    let options = ScanOptions { threads: 3, ..ScanOptions::default() };
    let mut order = Vec::new();
    scan::ordered(
        many.clone(),
        &options,
        |loaded| loaded.sequence,
        |sequence| {
            order.push(sequence.unwrap());
            ControlFlow::Continue(())
        },
    );
    assert_eq!(order, (0..500).collect::<Vec<_>>());
    order.clear();
    scan::ordered(
        many,
        &options,
        |loaded| loaded.sequence,
        |sequence| {
            order.push(sequence.unwrap());
            if order.len() == 7 { ControlFlow::Break(()) } else { ControlFlow::Continue(()) }
        },
    );
    assert_eq!(order.len(), 7);
}

#[test]
fn a_panic_over_one_file_leaves_the_others() {
    let folder = folder();
    for name in ["a.txt", "b.txt", "c.txt"] {
        write(folder.path(), name, PAGE);
    }
    let mut all = Vec::new();
    let work = |loaded: LoadedDocument| assert!(!loaded.target.path.ends_with("b.txt"), "a bug");
    scan::ordered(sources(&[folder.path()]), &ScanOptions::default(), work, |result| {
        all.push(result.is_ok());
        ControlFlow::Continue(())
    });
    assert_eq!(all, [true, false, true]);
}

#[test]
fn a_scan_reports_batches_problems_and_progress() {
    let folder = folder();
    for number in 0..300 {
        write(folder.path(), &format!("{number:03}.txt"), PAGE);
    }
    let missing = folder.path().join("missing");
    let scan = scan::start(sources(&[folder.path(), &missing]), ScanOptions::default());
    let (mut sizes, mut sequences, mut problems, mut done) = (vec![], vec![], 0, None);
    for event in &scan.receiver {
        assert!(done.is_none(), "nothing follows the end");
        match event {
            ScanEvent::Loaded { batch, progress } => {
                sizes.push(batch.len());
                sequences.extend(batch.iter().map(|loaded| loaded.sequence));
                assert!(progress.done <= progress.found);
            }
            ScanEvent::Problem(_) => problems += 1,
            ScanEvent::Found(_) => {}
            ScanEvent::Done(progress) => done = Some(progress),
        }
    }
    assert_eq!(sizes[0], 1, "the first document is shown at once");
    sequences.sort_unstable();
    assert_eq!(sequences, (0..300).collect::<Vec<_>>());
    assert_eq!(problems, 1);
    let bytes = 300 * PAGE.len() as u64;
    assert_eq!(done, Some(ScanProgress { found: 301, done: 301, bytes, walked: true }));
}

#[test]
fn a_cancelled_scan_ends() {
    let page = ScanSource::Bytes { path: "a".into(), bytes: PAGE.into() };
    let scan = scan::start(vec![page; 5_000], ScanOptions::default());
    let first = scan.receiver.recv().unwrap();
    assert!(!matches!(first, ScanEvent::Done(_)));
    scan.cancel.cancel();
    let last = scan.receiver.iter().last().unwrap();
    let ScanEvent::Done(progress) = last else { panic!("it says that it ended: {last:?}") };
    assert!(progress.done < 5_000);
}

/// The document of one file, with what a person made of it.
fn load(path: &Path, data: &UserData) -> LoadedDocument {
    let annotations = Arc::new(Annotations::new(data.all().unwrap()));
    scan::one(
        ScanSource::Path(path.to_owned()),
        &ScanOptions { annotations, ..ScanOptions::default() },
    )
    .unwrap()
}

fn block_with<'a>(loaded: &'a LoadedDocument, words: &str) -> &'a Block {
    let mut blocks = loaded.document.articles.iter().flat_map(|article| &article.blocks);
    blocks.find(|block| loaded.document.text.get(block.span).contains(words)).unwrap()
}

fn correct(loaded: &LoadedDocument, words: &str, kind: BlockKind) -> Annotation {
    let selector = Some(select(&loaded.document.text, block_with(loaded, words).span));
    let target = loaded.target.clone();
    Annotation { target, selector, body: Body::Block(kind), modified: 1 }
}

fn star(loaded: &LoadedDocument) -> Annotation {
    let selector = Some(select_article(&loaded.document.text, &loaded.document.articles[0]));
    Annotation { target: loaded.target.clone(), selector, body: Body::Starred, modified: 1 }
}

fn is_starred(loaded: &LoadedDocument) -> bool {
    loaded.applied.of_article(0).any(|placed| placed.annotation.body == Body::Starred)
}

#[test]
fn a_page_saved_again_keeps_its_star_and_its_correction() {
    let folder = folder();
    write(folder.path(), "bridge.txt", PAGE);
    let path = folder.path().join("bridge.txt");
    let mut data = UserData::open(&folder.path().join("data/userdata.sqlite3")).unwrap();
    let loaded = load(&path, &data);
    data.put(&correct(&loaded, "old northern gate", BlockKind::Caption)).unwrap();
    data.put(&star(&loaded)).unwrap();
    let again = PAGE.replace("voted on Monday", "voted late on Monday").replace("\n\n", "\r\n\r\n");
    write(folder.path(), "bridge.txt", &again);
    let loaded = load(&path, &data);
    let block = block_with(&loaded, "old northern gate");
    assert_eq!((block.kind, block.why.words()), (BlockKind::Caption, "put right by you"));
    assert!(is_starred(&loaded));
    assert_eq!(loaded.applied.lost, []);
}

#[test]
fn a_moved_file_keeps_its_star() {
    let folder = folder();
    write(folder.path(), "bridge.txt", PAGE);
    write(folder.path(), "other.txt", "Ferries\n\nThe ferries of Norrby run on Sundays too.\n");
    let mut data = UserData::in_memory().unwrap();
    data.put(&star(&load(&folder.path().join("bridge.txt"), &data))).unwrap();
    let moved = folder.path().join("moved.txt");
    fs::rename(folder.path().join("bridge.txt"), &moved).unwrap();
    assert!(is_starred(&load(&moved, &data)));
    assert!(!is_starred(&load(&folder.path().join("other.txt"), &data)));
}

#[test]
fn a_correction_whose_words_are_gone_is_listed() {
    let folder = folder();
    write(folder.path(), "bridge.txt", PAGE);
    let path = folder.path().join("bridge.txt");
    let mut data = UserData::in_memory().unwrap();
    let correction = correct(&load(&path, &data), "old northern gate", BlockKind::Caption);
    data.put(&correction).unwrap();
    write(folder.path(), "bridge.txt", "Rain\n\nIt rained on the whole coast on Tuesday.\n");
    assert_eq!(load(&path, &data).applied.lost, std::slice::from_ref(&correction));
    assert_eq!(data.all().unwrap(), [correction], "and kept");
    write(folder.path(), "bridge.txt", PAGE);
    assert_eq!(load(&path, &data).applied.lost, []);
}

fn numbered(writer: usize, number: usize) -> Annotation {
    let target = Target { path: format!("/news/{writer}/{number}"), sha256: [0; 32] };
    let quote = TextQuote { exact: "Title".into(), ..TextQuote::default() };
    let selector = crate::library::annotation::Selector { quote, position: 0..5 };
    Annotation { target, selector: Some(selector), body: Body::Read, modified: 1 }
}

#[test]
fn two_readers_write_at_once() {
    let folder = folder();
    let path = folder.path().join("userdata.sqlite3");
    std::thread::scope(|scope| {
        for writer in 0..2 {
            let path = &path;
            scope.spawn(move || {
                let mut data = UserData::open(path).unwrap();
                for number in 0..20 {
                    data.put(&numbered(writer, number)).unwrap();
                }
            });
        }
    });
    let mut data = UserData::open(&path).unwrap();
    assert_eq!(data.all().unwrap().len(), 40);
    assert_eq!(data.take_problems(), []);
}

fn files(folder: &Path) -> Vec<String> {
    let entries = fs::read_dir(folder).unwrap();
    entries.map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect()
}

#[test]
fn a_damaged_database_is_moved_aside_and_kept() {
    let folder = folder();
    let path = folder.path().join("userdata.sqlite3");
    for (round, garbage) in ["no database at all, but long enough to be one", "again"]
        .map(|words| words.repeat(50))
        .iter()
        .enumerate()
    {
        fs::write(&path, garbage).unwrap();
        let mut data = UserData::open(&path).unwrap();
        let problems = data.take_problems();
        assert!(problems[0].what.contains("damaged"), "{problems:?}");
        data.put(&numbered(1, 1)).unwrap();
        assert_eq!(data.all().unwrap().len(), 1);
        let aside = format!("userdata.sqlite3.damaged-{}", round + 1);
        assert_eq!(fs::read_to_string(folder.path().join(aside)).unwrap(), *garbage);
        drop(data);
    }
    let told = UserData::open(&path).unwrap().take_problems();
    let told: Vec<_> = told.iter().map(|problem| problem.path.as_str()).collect();
    let aside = |number| format!("{}.damaged-{number}", path.display());
    assert_eq!(told, [aside(1), aside(2)], "as long as they lie there");
}

#[test]
fn damage_inside_the_database_is_found_on_opening() {
    let folder = folder();
    let path = folder.path().join("userdata.sqlite3");
    let mut data = UserData::open(&path).unwrap();
    for number in 0..200 {
        data.put(&numbered(0, number)).unwrap();
    }
    drop(data);
    let mut bytes = fs::read(&path).unwrap();
    let middle = bytes.len() / 2;
    bytes[middle..middle + 4096].fill(0xa5);
    fs::write(&path, bytes).unwrap();
    let (before, listed) = (fs::read(&path).unwrap(), files(folder.path()));
    let mut read = UserData::read(&path).unwrap();
    let rows = read.all().unwrap().len();
    assert!((80..=200).contains(&rows), "what is before and behind the damage: {rows}");
    let told = read.take_problems();
    assert!(told[0].what.contains(&format!("damaged: {rows} of them")), "{told:?}");
    assert_eq!((fs::read(&path).unwrap(), files(folder.path())), (before, listed), "untouched");
    let mut data = UserData::open(&path).unwrap();
    assert_eq!(data.all().unwrap().len(), rows, "taken over");
    assert_eq!(data.take_problems().len(), 1);
    assert!(files(folder.path()).iter().any(|name| name.ends_with(".damaged-1")));
}

#[test]
fn a_row_that_cannot_be_read_costs_that_row_and_is_told() {
    let folder = folder();
    let path = folder.path().join("userdata.sqlite3");
    let mut data = UserData::open(&path).unwrap();
    for number in 0..9 {
        data.put(&numbered(0, number)).unwrap();
    }
    let sql = |sql: &str| {
        rusqlite::Connection::open(&path).unwrap().execute_batch(sql).unwrap();
    };
    sql("UPDATE annotation SET value = '{' WHERE id = 3");
    sql("UPDATE annotation SET exact = x'ff00' WHERE id = 5");
    sql("UPDATE annotation SET sha256 = 'short' WHERE id = 8");
    assert_eq!(data.all().unwrap().len(), 6);
    let told = data.take_problems();
    assert!(told[0].what.contains("3 of your") && told[0].what.contains("3, 5, 8"), "{told:?}");
}

#[test]
fn a_file_that_was_cut_off_is_told() {
    let folder = folder();
    let path = folder.path().join("userdata.sqlite3");
    let mut data = UserData::open(&path).unwrap();
    for number in 0..200 {
        data.put(&numbered(0, number)).unwrap();
    }
    drop(data);
    let whole = fs::read(&path).unwrap();
    for length in [0, 1, 100, 4096, whole.len() / 2, whole.len() - 1] {
        fs::write(&path, &whole[..length]).unwrap();
        let mut read = UserData::read(&path).unwrap();
        // The last byte of a page is often none that anything needs.
        let rows = read.all().unwrap().len();
        assert!(length < whole.len() - 1 || rows > 100, "all but the last page: {rows}");
        assert!(rows == 200 || !read.take_problems().is_empty(), "{length}: {rows}");
        assert_eq!(fs::metadata(&path).unwrap().len(), length as u64);
    }
}

/// Bytes of the database are changed anywhere: what is lost of it is told.
#[test]
fn no_damage_loses_anything_in_silence() {
    let folder = folder();
    let path = folder.path().join("userdata.sqlite3");
    let mut data = UserData::open(&path).unwrap();
    for number in 0..60 {
        data.put(&numbered(0, number)).unwrap();
    }
    drop(data);
    let whole = fs::read(&path).unwrap();
    for round in 0..120 {
        let mut bytes = whole.clone();
        let at = round * whole.len() / 120;
        let end = (at + 1 + round * 7 % 600).min(bytes.len());
        bytes[at..end].iter_mut().for_each(|byte| *byte ^= 0x5a);
        fs::write(&path, bytes).unwrap();
        let Ok(mut read) = UserData::read(&path) else { continue };
        let Ok(all) = read.all() else { continue };
        assert!(all.len() == 60 || !read.take_problems().is_empty(), "{at}..{end}: {}", all.len());
    }
}

#[cfg(unix)]
#[test]
fn nobody_else_may_read_what_a_person_made() {
    use std::os::unix::fs::PermissionsExt;
    let mode = |path: &Path| fs::metadata(path).unwrap().permissions().mode() & 0o777;
    let home = folder();
    let path = home.path().join("share/nreader/userdata.sqlite3");
    let mut data = UserData::open(&path).unwrap();
    data.put(&numbered(0, 0)).unwrap();
    let log = path.with_file_name("userdata.sqlite3-wal");
    assert_eq!((mode(&path), mode(&log)), (0o600, 0o600));
    assert_eq!(mode(path.parent().unwrap()), 0o700);
    drop(data);
    fs::set_permissions(&path, fs::Permissions::from_mode(0o644)).unwrap();
    drop(UserData::open(&path).unwrap());
    assert_eq!(mode(&path), 0o600, "one that an earlier version left open");
}

#[test]
fn a_database_that_is_not_ours_or_newer_is_left_alone() {
    let folder = folder();
    let path = folder.path().join("userdata.sqlite3");
    let sql = |sql: &str| {
        rusqlite::Connection::open(&path).unwrap().execute_batch(sql).unwrap();
    };
    sql("CREATE TABLE recipes (name TEXT)");
    assert!(matches!(UserData::open(&path), Err(UserDataError::Foreign)));
    sql("SELECT * FROM recipes; DROP TABLE recipes");
    drop(UserData::open(&path).unwrap());
    sql("PRAGMA user_version = 99");
    let error = UserData::open(&path).unwrap_err();
    assert!(matches!(error, UserDataError::Newer { version: 99 }), "{error}");
    assert!(error.problem(&path).hint.contains("update nreader"));
    sql("SELECT * FROM annotation");
}

#[test]
fn a_folder_that_cannot_be_made_is_an_error_with_a_hint() {
    let folder = folder();
    write(folder.path(), "file", "");
    let path = folder.path().join("file/nreader/userdata.sqlite3");
    let error = UserData::open(&path).unwrap_err();
    assert!(matches!(error, UserDataError::Folder { .. }));
    assert!(error.hint().contains("XDG_DATA_HOME"));
}
