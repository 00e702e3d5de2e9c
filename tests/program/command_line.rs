//! The command line as a script meets it: what is printed where, in which
//! order, and with which exit code.

use std::collections::BTreeSet;
use std::fs;
use std::io::{BufRead, BufReader};
use std::path::Path;
use std::process::Stdio;

use assert_cmd::Command;
use serde_json::Value;
use tempfile::TempDir;

const BRIDGE: &str = "Harbour bridge stays open\n\nBy Nora Vey\n\n\
    Since Monday morning trucks cross the harbour bridge of Norrby again in both directions.\n\n\
    “We keep the bridge – whatever it costs,” said Ida Ober, the mayor of Norrby. “It holds.”\n";

const FERRY: &str = "Ferry to Lund sails again\n\n\
    The ferry to Lund left the eastern pier on Sunday with forty lorries on board.\n\n\
    \"She has never run better,\" said Per Aslund, who keeps her engines.\n";

/// Without a single quotation.
const LAMPS: &str = "Lamps of the north pier\n\n\
    The keeper counted the lamps while the tide went out again in the evening.\n";

/// Words with what a terminal would obey.
const HOSTILE: &str = "Harbour \x1b]0;evil\x07bridge \u{9b}31mstays open\n\n\
    \"We keep \x1b[2J the bridge \u{202e}now,\" said Ida \x1b[31mOber, the mayor of Norrby.\n";

const COMMANDS: [&str; 4] = ["articles", "blocks", "quotes", "entities"];

/// What the fields of a line are, in their order.
const SOURCE: &[&str] = &[
    "title", "outlet", "agency", "place", "byline", "date", "url", "language", "tags", "key",
    "sha256",
];
const ARTICLES: &[&str] = &["path", "article", "start", "end", "offsets", "source"];
const BLOCKS: &[&str] = &["path", "article", "kind", "start", "end", "offsets", "why"];
const ENTITIES: &[&str] =
    &["path", "article", "kind", "text", "start", "end", "offsets", "name", "credit"];
const QUOTES: &[&str] = &[
    "schema",
    "id",
    "quote",
    "part",
    "path",
    "article",
    "block",
    "kind",
    "text",
    "start",
    "end",
    "offsets",
    "prefix",
    "suffix",
    "cue",
    "speaker",
    "repeat_of",
    "defects",
    "source",
    "paragraph",
    "line",
];
const SPEAKER: &[&str] = &["text", "start", "end", "name", "role", "entity", "confidence", "why"];

/// What a run printed.
struct Run {
    code: i32,
    out: String,
    err: String,
}

impl Run {
    fn records(&self) -> Vec<Value> {
        self.out.lines().map(|line| serde_json::from_str(line).unwrap()).collect()
    }

    /// One field of every record.
    fn all(&self, field: &str) -> Vec<String> {
        let words = |value: &Value| value.as_str().map_or(value.to_string(), str::to_owned);
        self.records().iter().map(|record| words(&record[field])).collect()
    }
}

/// Runs in a folder, with no environment and no standard input of ours.
fn nreader(folder: &TempDir, arguments: &[&str]) -> Run {
    with_input(folder, arguments, "")
}

fn with_input(folder: &TempDir, arguments: &[&str], input: &str) -> Run {
    let mut command = Command::new(env!("CARGO_BIN_EXE_nreader"));
    command.env_clear().env("HOME", folder.path()).current_dir(folder);
    let output = command.args(arguments).write_stdin(input).output().unwrap();
    Run {
        code: output.status.code().unwrap(),
        out: String::from_utf8(output.stdout).unwrap(),
        err: String::from_utf8(output.stderr).unwrap(),
    }
}

fn folder(files: &[(&str, &str)]) -> TempDir {
    let folder = tempfile::tempdir().unwrap();
    for (name, content) in files {
        let path = folder.path().join(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, content).unwrap();
    }
    folder
}

/// The line, or the object in it, has exactly these fields in this order.
fn assert_fields(line: &str, record: &Value, fields: &[&str]) {
    let found: BTreeSet<&str> = record.as_object().unwrap().keys().map(String::as_str).collect();
    assert_eq!(found, fields.iter().copied().collect(), "{line}");
    let mut rest = line;
    for field in fields {
        let (_, after) = rest.split_once(&format!("\"{field}\":")).expect(line);
        rest = after;
    }
}

#[test]
fn every_line_has_the_fields_in_their_order() {
    let folder = folder(&[("bridge.txt", BRIDGE)]);
    for (command, fields) in COMMANDS.iter().zip([ARTICLES, BLOCKS, QUOTES, ENTITIES]) {
        let run = nreader(&folder, &[command, "bridge.txt"]);
        assert_eq!((run.code, run.err.as_str()), (0, ""), "{command}");
        assert!(!run.out.is_empty(), "{command}");
        for (line, record) in run.out.lines().zip(run.records()) {
            assert_fields(line, &record, fields);
            assert_eq!(record["path"], "bridge.txt");
            for (part, fields) in [("source", SOURCE), ("speaker", SPEAKER)] {
                if let Some(object) = record.get(part).filter(|object| object.is_object()) {
                    assert_fields(line.split_once(part).unwrap().1, object, fields);
                }
            }
        }
    }
}

#[test]
fn what_is_known_of_an_article_and_who_speaks() {
    let folder = folder(&[("bridge.txt", BRIDGE)]);
    let articles = nreader(&folder, &["articles", "bridge.txt"]).records();
    assert_eq!(articles[0]["source"]["title"], "Harbour bridge stays open");
    assert_eq!(articles[0]["source"]["byline"], "Nora Vey");
    assert_eq!(articles[0]["source"]["date"], Value::Null);
    let quotes = nreader(&folder, &["quotes", "bridge.txt"]).records();
    assert_eq!(quotes[0]["text"], "We keep the bridge – whatever it costs,");
    assert_eq!(quotes[0]["speaker"]["name"], "Ida Ober");
    assert_eq!(quotes[0]["cue"], "said");
    assert_eq!((&quotes[0]["line"], &quotes[0]["paragraph"]), (&7.into(), &3.into()));
    let entities = nreader(&folder, &["entities", "bridge.txt"]);
    assert!(entities.all("text").contains(&"Ida Ober".to_owned()));
}

#[test]
fn offsets_are_bytes_of_the_file() {
    let folder = folder(&[("bridge.txt", BRIDGE)]);
    for command in ["blocks", "quotes", "entities"] {
        for record in nreader(&folder, &[command, "bridge.txt"]).records() {
            let at = |field: &str| usize::try_from(record[field].as_u64().unwrap()).unwrap();
            let words = &BRIDGE[at("start")..at("end")];
            assert_eq!(record["offsets"], "file");
            assert_eq!(words, record.get("text").map_or(words, |text| text.as_str().unwrap()));
            assert_eq!(words, words.trim(), "{command}");
        }
    }
}

#[test]
fn standard_input_is_read_for_a_dash() {
    let run = with_input(&folder(&[]), &["quotes", "-"], FERRY);
    assert_eq!(run.code, 0);
    assert_eq!(run.all("path"), ["-"]);
    assert_eq!(run.all("text"), ["She has never run better,"]);
}

#[test]
fn folders_are_walked_and_the_order_given_is_kept() {
    let files = [("z/b.txt", FERRY), ("z/a.txt", BRIDGE), ("z/c/d.txt", LAMPS), ("y.txt", LAMPS)];
    let folder = folder(&files);
    let paths = |arguments: &[&str]| nreader(&folder, arguments).all("path");
    assert_eq!(paths(&["articles", "z", "y.txt"]), ["z/a.txt", "z/b.txt", "z/c/d.txt", "y.txt"]);
    assert_eq!(paths(&["articles", "y.txt", "z/b.txt"]), ["y.txt", "z/b.txt"]);
}

#[test]
fn many_files_are_printed_in_order_although_they_load_at_once() {
    let folder = tempfile::tempdir().unwrap();
    for number in 0..150 {
        // Large and small ones alternate.
        let text = if number % 7 == 0 { FERRY.repeat(40) } else { FERRY.to_owned() };
        fs::write(folder.path().join(format!("{number:03}.txt")), text).unwrap();
    }
    let mut paths = nreader(&folder, &["articles", "."]).all("path");
    paths.dedup();
    assert_eq!(paths.len(), 150);
    assert!(paths.is_sorted());
}

#[test]
fn exit_codes_tell_fine_from_nothing_found_from_wrong() {
    let folder = folder(&[("bridge.txt", BRIDGE), ("lamps.txt", LAMPS)]);
    let code = |arguments: &[&str]| nreader(&folder, arguments).code;
    assert_eq!(code(&["quotes", "bridge.txt"]), 0);
    assert_eq!(code(&["quotes", "lamps.txt"]), 1);
    assert_eq!(code(&["quotes", "lamps.txt", "bridge.txt"]), 0);
    assert_eq!(code(&["quotes", "missing.txt"]), 2);
    assert_eq!(code(&["quotes"]), 2);
    assert_eq!(code(&["quotes", "--no-such-option", "bridge.txt"]), 2);
}

#[test]
fn what_cannot_be_read_is_one_line_of_complaint_and_the_rest_is_printed() {
    let folder = folder(&[("bridge.txt", BRIDGE), ("ferry.txt", FERRY), ("empty.txt", "")]);
    for wrong in ["missing\nfile.txt", "empty.txt"] {
        let run = nreader(&folder, &["articles", "bridge.txt", wrong, "ferry.txt"]);
        assert_eq!(run.all("path"), ["bridge.txt", "ferry.txt"]);
        assert_eq!(run.err.lines().count(), 1, "{}", run.err);
        assert!(run.err.starts_with("nreader: ") && run.err.contains(&wrong[..5]), "{}", run.err);
        assert_eq!(run.code, 2);
    }
}

#[test]
fn lines_to_read_begin_with_path_and_line() {
    let folder = folder(&[("bridge.txt", BRIDGE)]);
    let run = nreader(&folder, &["quotes", "--format", "text", "bridge.txt"]);
    let expected = "bridge.txt:7: Ida Ober: “We keep the bridge – whatever it costs,”\n\
        bridge.txt:7: Ida Ober: “It holds.”\n";
    assert_eq!((run.code, run.out.as_str()), (0, expected));
    let run = nreader(&folder, &["articles", "--format", "text", "bridge.txt"]);
    assert_eq!(run.out, "bridge.txt:1: Harbour bridge stays open\n");
}

#[test]
fn nothing_of_an_article_is_printed_that_a_terminal_obeys() {
    let files = [("h\x1b]0;evil\x07.txt", HOSTILE), ("e\x1b[2J.txt", ""), ("b.txt", HOSTILE)];
    let folder = folder(&files);
    let is_obeyed = |c: &char| {
        (c.is_control() && *c != '\n')
            || matches!(c, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
    };
    for command in COMMANDS {
        for format in ["jsonl", "text"] {
            let arguments = [command, "--format", format, ".", "missing\x1b[2J\u{9b}"];
            let run = nreader(&folder, &arguments);
            assert_eq!(run.out.chars().find(is_obeyed), None, "{command} {format}");
            assert_eq!(run.err.chars().find(is_obeyed), None, "{command} {format}");
            assert!(run.out.lines().count() >= 2, "{command} {format}");
            assert_eq!(run.err.lines().count(), 2, "{}", run.err);
        }
    }
    let quotes = nreader(&folder, &["quotes", "b.txt"]);
    assert_eq!(quotes.all("text"), ["We keep \x1b[2J the bridge \u{202e}now,"]);
}

#[test]
fn a_reader_that_has_seen_enough_is_no_error() {
    let folder = folder(&[("long.txt", &format!("{FERRY}\n").repeat(4000))]);
    let mut child = std::process::Command::new(env!("CARGO_BIN_EXE_nreader"))
        .args(["blocks", "long.txt"])
        .env_clear()
        .env("HOME", folder.path())
        .current_dir(&folder)
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    let mut line = String::new();
    BufReader::new(child.stdout.take().unwrap()).read_line(&mut line).unwrap();
    assert!(line.starts_with("{\"path\":\"long.txt\""), "{line}");
    let output = child.wait_with_output().unwrap();
    assert_eq!(output.status.code(), Some(0));
    assert!(output.stderr.is_empty(), "{}", String::from_utf8_lossy(&output.stderr));
}

#[test]
fn help_names_every_command_and_every_option() {
    let folder = folder(&[]);
    let help = nreader(&folder, &["--help"]);
    assert_eq!((help.code, help.err.as_str()), (0, ""));
    for command in COMMANDS {
        assert!(help.out.contains(&format!("  {command} ")), "{}", help.out);
        let own = nreader(&folder, &[command, "--help"]);
        assert!(own.code == 0 && own.out.contains("--format"), "{}", own.out);
    }
    assert!(nreader(&folder, &["quotes", "--help"]).out.contains("--all"));
    let version = nreader(&folder, &["--version"]);
    assert_eq!(version.out, format!("nreader {}\n", env!("CARGO_PKG_VERSION")));
}

#[test]
fn nothing_is_left_behind() {
    let folder = folder(&[("bridge.txt", BRIDGE)]);
    for command in COMMANDS {
        nreader(&folder, &[command, "bridge.txt"]);
    }
    let left: Vec<_> = fs::read_dir(Path::new(folder.path())).unwrap().collect();
    assert_eq!(left.len(), 1, "{left:?}");
}
