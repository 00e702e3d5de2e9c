//! The log: off unless asked for, and without a word of an article.

use std::fs;
use std::path::Path;

use assert_cmd::Command;
use tempfile::TempDir;

const BRIDGE: &str = "Harbour bridge stays open\n\n\
    \"We keep the bridge, whatever the winter brings,\" said Ida Ober, the mayor of Norrby.\n";

/// A home with an article, and the program in it.
fn nreader(home: &Path, arguments: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_nreader"));
    command.env_clear().env("HOME", home).current_dir(home).args(arguments);
    for kind in ["CONFIG", "DATA", "STATE", "CACHE"] {
        command.env(format!("XDG_{kind}_HOME"), home.join(kind.to_lowercase()));
    }
    command
}

fn home() -> TempDir {
    let home = tempfile::tempdir().unwrap();
    fs::write(home.path().join("bridge.txt"), BRIDGE).unwrap();
    fs::write(home.path().join("broken.json"), "{\"title\": \"Norrby").unwrap();
    home
}

#[test]
fn no_log_is_kept_unless_asked_for() {
    let home = home();
    let _ = nreader(home.path(), &["quotes", "bridge.txt"]).output().unwrap();
    assert_eq!(fs::read_dir(home.path()).unwrap().count(), 2);
}

#[test]
fn at_the_usual_level_no_word_of_an_article_or_a_query_is_logged() {
    let home = home();
    for arguments in [
        &["quotes", "bridge.txt", "broken.json"][..],
        &["entities", "bridge.txt"],
        &["find", "winter ober", "--in", "bridge.txt"],
        &["find", "zeppelin", "--in", "bridge.txt"],
        &["cite", "bridge.txt"],
    ] {
        let _ = nreader(home.path(), arguments).env("NREADER_LOG", "log").output().unwrap();
    }
    let log = fs::read_to_string(home.path().join("log")).unwrap();
    assert!(log.lines().count() >= 10 && log.contains(" INFO nreader"), "{log}");
    assert!(log.contains("WARN"), "the broken file: {log}");
    for word in ["arbour", "winter", "Ober", "Norrby", "zeppelin", "bridge"] {
        assert!(!log.contains(word), "{word}: {log}");
    }
}

#[test]
fn the_argument_goes_before_the_environment_and_takes_a_level() {
    let home = home();
    let arguments = ["quotes", "broken.json", "--log", "mine", "--log-level", "debug"];
    let _ = nreader(home.path(), &arguments).env("NREADER_LOG", "other").output().unwrap();
    assert!(!home.path().join("other").exists());
    let log = fs::read_to_string(home.path().join("mine")).unwrap();
    assert!(log.contains("DEBUG") && log.contains("broken.json"), "{log}");
    let wrong = nreader(home.path(), &["quotes", "bridge.txt", "--log", "no/such/folder/log"]);
    let said = String::from_utf8({ wrong }.output().unwrap().stderr).unwrap();
    assert!(said.contains("cannot be written"), "{said}");
}
