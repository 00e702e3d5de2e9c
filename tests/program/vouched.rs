//! What commands answer from stores that are damaged, missing, partial or old:
//! rightly, or with an exit code and a sentence that say so.

use std::fs;
use std::path::{Path, PathBuf};

use assert_cmd::Command;
use tempfile::TempDir;

const BRIDGE: &str = "Harbour bridge stays open\n\nBy Nora Vey\n\n\
    “We keep the bridge – whatever it costs,” said Ida Ober, the mayor of Norrby. “It holds.”\n";
const FERRY: &str = "Ferry strike\n\n“The ferries will not sail on Monday,” Karel Voss said.\n";

/// A home with a library of one folder, in which there is one article.
struct Home {
    home: TempDir,
}

impl Home {
    fn new() -> Home {
        let home = Home { home: TempDir::new().unwrap() };
        fs::create_dir(home.press()).unwrap();
        fs::write(home.press().join("bridge.txt"), BRIDGE).unwrap();
        home.list(&[home.press()]);
        home
    }

    fn press(&self) -> PathBuf {
        self.home.path().join("press")
    }

    /// Names the folders and files of the library.
    fn list(&self, paths: &[PathBuf]) {
        let folder = self.home.path().join("config/nreader");
        fs::create_dir_all(&folder).unwrap();
        fs::write(folder.join("library.toml"), format!("folders = {paths:?}\n")).unwrap();
    }

    /// The folder of the index.
    fn index(&self) -> PathBuf {
        let cache = self.home.path().join("cache/nreader");
        let entries = fs::read_dir(cache).unwrap().map(|entry| entry.unwrap().path());
        let is_index =
            |path: &PathBuf| path.file_name().unwrap().to_string_lossy().starts_with("index-");
        entries.into_iter().find(is_index).unwrap()
    }

    /// Exit code, standard output and standard error.
    fn run(&self, arguments: &[&str]) -> (i32, String, String) {
        let mut command = Command::cargo_bin("nreader").unwrap();
        for (name, folder) in [
            ("HOME", ""),
            ("XDG_CONFIG_HOME", "config"),
            ("XDG_CACHE_HOME", "cache"),
            ("XDG_DATA_HOME", "data"),
            ("XDG_STATE_HOME", "state"),
        ] {
            command.env(name, self.home.path().join(folder));
        }
        let output = command.args(arguments).output().unwrap();
        let text = |bytes: Vec<u8>| String::from_utf8(bytes).unwrap();
        (output.status.code().unwrap(), text(output.stdout), text(output.stderr))
    }
}

fn largest(folder: &Path) -> PathBuf {
    let files = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    files.max_by_key(|path| fs::metadata(path).unwrap().len()).unwrap()
}

#[test]
fn a_small_library_is_indexed_before_the_answer() {
    let home = Home::new();
    let (code, out, err) = home.run(&["find", "bridge"]);
    assert_eq!((code, err.as_str()), (0, ""));
    assert!(out.contains("Ida Ober"), "{out}");
    fs::write(home.press().join("ferry.txt"), FERRY).unwrap();
    assert!(home.run(&["find", "ferries"]).1.contains("Karel Voss"), "saved since");
    fs::remove_file(home.press().join("bridge.txt")).unwrap();
    assert_eq!(home.run(&["find", "bridge"]).0, 1, "gone since");
}

#[test]
fn a_large_library_that_is_not_indexed_is_not_vouched_for() {
    let home = Home::new();
    for number in 0..250 {
        fs::write(home.press().join(format!("{number}.txt")), FERRY).unwrap();
    }
    fs::write(home.home.path().join("draft.md"), "“We keep the bridge whatever it costs.”\n")
        .unwrap();
    let draft = home.home.path().join("draft.md");
    for command in [&["find", "bridge"][..], &["export", "bridge"], &["facets", "", "speaker"]] {
        let (code, out, err) = home.run(command);
        assert_eq!((code, out.trim()), (2, ""), "{command:?}");
        assert!(err.contains("251 of 251 files") && err.contains("nreader index"), "{err}");
    }
    let (code, _, err) = home.run(&["check", draft.to_str().unwrap()]);
    assert!(code == 2 && err.contains("251 of 251 files"), "{code} {err}");
    assert_eq!(home.run(&["index"]).0, 0);
    assert_eq!(home.run(&["find", "bridge"]).0, 0);
    assert_eq!(home.run(&["find", "zeppelin"]).0, 1);
}

#[test]
fn a_folder_that_is_not_mounted_is_told() {
    let home = Home::new();
    home.run(&["index"]);
    fs::rename(home.press(), home.home.path().join("away")).unwrap();
    let (code, _, err) = home.run(&["find", "zeppelin"]);
    assert!(code == 2 && err.contains("press: there is no such file or folder"), "{code} {err}");
    fs::rename(home.home.path().join("away"), home.press()).unwrap();
    assert_eq!(home.run(&["find", "bridge"]).0, 0, "nothing was dropped");
}

#[test]
fn a_damaged_index_is_made_anew_and_never_answers() {
    let home = Home::new();
    home.run(&["index"]);
    for is_meta in [true, false] {
        let index = home.index();
        let file = if is_meta { index.join("meta.json") } else { largest(&index) };
        let mut bytes = fs::read(&file).unwrap();
        let middle = bytes.len() / 2;
        bytes[middle] ^= 0x01;
        fs::write(&file, &bytes).unwrap();
        let (code, out, err) = home.run(&["find", "bridge"]);
        assert!(code == 0 && out.contains("Ida Ober"), "{code} {out}");
        assert!(err.contains("the index is damaged"), "{err}");
        assert_eq!(home.run(&["find", "bridge"]).2, "");
    }
    let file = largest(&home.index());
    fs::write(&file, "cut off").unwrap();
    let (code, _, err) = home.run(&["index"]);
    assert!(code == 0 && err.contains("made anew") && err.contains("1 files indexed"), "{err}");
}

#[test]
fn notes_of_a_damaged_database_are_no_backup() {
    let home = Home::new();
    let import = home.home.path().join("notes.md");
    let (code, _, err) = home.run(&["notes"]);
    assert_eq!((code, err.as_str()), (0, ""), "nothing was made yet");
    let folder = home.home.path().join("data/nreader");
    fs::create_dir_all(&folder).unwrap();
    let (code, ..) = home.run(&["notes", "--import", import.to_str().unwrap()]);
    assert_eq!(code, 2, "there is no such file");
    let database = folder.join("userdata.sqlite3");
    let garbage = "no database at all, but long enough to be one".repeat(50);
    fs::write(&database, &garbage).unwrap();
    for command in [&["notes"][..], &["notes", "--format", "json"]] {
        let (code, _, err) = home.run(command);
        assert!(code == 2 && err.contains("damaged"), "{command:?}: {code} {err}");
    }
    for command in [&["find", "bridge"][..], &["export", "bridge"], &["quotes", "press"]] {
        assert!(home.run(command).2.contains("damaged"), "{command:?}");
    }
    assert!(home.run(&["doctor"]).1.contains("damaged"));
    assert_eq!(fs::read(&database).unwrap(), garbage.as_bytes(), "nothing was moved");
    assert_eq!(fs::read_dir(&folder).unwrap().count(), 1);
}

#[cfg(unix)]
#[test]
fn a_pipe_in_the_library_keeps_nobody_waiting() {
    let home = Home::new();
    let pipe = home.home.path().join("pipe.txt");
    assert!(std::process::Command::new("mkfifo").arg(&pipe).status().unwrap().success());
    home.list(&[home.press(), pipe]);
    let (code, _, err) = home.run(&["index"]);
    assert!(code == 0 && err.contains("pipe.txt: it is no regular file"), "{code} {err}");
    assert_eq!(home.run(&["find", "bridge"]).0, 0);
}

#[cfg(unix)]
#[test]
fn what_is_kept_is_the_owners_and_what_is_handed_over_goes_by_the_umask() {
    use std::os::unix::fs::PermissionsExt;
    let home = Home::new();
    home.run(&["index"]);
    let mode = |path: &Path| fs::metadata(path).unwrap().permissions().mode() & 0o777;
    assert_eq!(mode(&home.index()), 0o700);
    assert_eq!(mode(home.index().parent().unwrap()), 0o700);
}
