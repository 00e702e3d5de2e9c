//! `nreader notes`: what a person wrote leaves and comes back as files.

use std::fs;
use std::path::Path;

use assert_cmd::Command;
use nreader::inside::annotation::{Annotation, Body, Selector, Target, TextQuote};
use nreader::inside::basket::Provenance;
use nreader::inside::notes::{Note, NoteScope};
use nreader::inside::userdata::UserData;

fn nreader(home: &Path, arguments: &[&str]) -> (String, String, i32) {
    let mut command = Command::cargo_bin("nreader").unwrap();
    let output = command.env("XDG_DATA_HOME", home).args(arguments).output().unwrap();
    let text = |bytes| String::from_utf8(bytes).unwrap();
    (text(output.stdout), text(output.stderr), output.status.code().unwrap())
}

/// A note of the person on an article.
fn note(text: &str) -> Annotation {
    let note = Note { scope: NoteScope::Article, text: text.into(), from: Provenance::default() };
    Annotation {
        target: Target { path: "/articles/bridge.txt".to_owned(), sha256: [7; 32] },
        selector: Some(Selector {
            quote: TextQuote { exact: "The bridge stays".into(), ..TextQuote::default() },
            position: 0..16,
        }),
        body: Body::Note(Box::new(note)),
        modified: 1,
    }
}

#[test]
fn notes_leave_and_come_back_as_files() {
    let put = note("Ask who pays. #bridge");
    let (mine, other) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
    let open = |home: &Path| UserData::open(&home.join("nreader/userdata.sqlite3")).unwrap();
    open(mine.path()).put(&put).unwrap();
    for format in ["markdown", "json"] {
        let (printed, _, code) = nreader(mine.path(), &["notes", "--format", format]);
        assert!(code == 0 && printed.contains("Ask who pays. #bridge"), "{printed}");
        let file = mine.path().join(format);
        fs::write(&file, &printed).unwrap();
        let import = ["notes", "--import", file.to_str().unwrap()];
        let (said, _, code) = nreader(other.path(), &import);
        assert_eq!(code, 0);
        assert!(said.starts_with(if format == "markdown" { "1 new" } else { "0 new" }), "{said}");
        assert_eq!(open(other.path()).all().unwrap(), std::slice::from_ref(&put));
    }
}

#[test]
fn a_damaged_file_of_notes_is_refused_with_its_line() {
    let home = tempfile::tempdir().unwrap();
    let file = home.path().join("notes.md");
    fs::write(&file, "# Notes\n\n<!-- nreader:note {\"scope\":\"passage\"} -->\nx\n").unwrap();
    let (_, said, code) = nreader(home.path(), &["notes", "--import", file.to_str().unwrap()]);
    assert_eq!(code, 2);
    assert!(said.contains("notes.md, line 3: missing field"), "{said}");
    let (_, said, code) = nreader(home.path(), &["notes", "--import", "/nowhere/notes.md"]);
    assert!(code == 2 && said.contains("cannot be read"), "{said}");
    let (printed, _, code) = nreader(home.path(), &["notes"]);
    assert_eq!((printed.as_str(), code), ("# Notes\n", 0));
}
