//! The command: what it prints, what it changes, how it ends.

use std::fs;
use std::path::Path;

use assert_cmd::Command;
use tempfile::TempDir;

const ARTICLE: &str = "Melle keeps its bridge\n\nBy Ada Fenn\n12 March 2026\n\n\
    “We keep the old bridge for another year,” said Ida Ober, the mayor of Melle, on Monday.\n\n\
    “The ferry will sail twice a day,” said Tom Hale, who runs it.\n";

fn folder() -> TempDir {
    let folder = TempDir::new().unwrap();
    fs::create_dir(folder.path().join("articles")).unwrap();
    fs::write(folder.path().join("articles/melle.txt"), ARTICLE).unwrap();
    folder
}

/// `nreader check` with settings and data of its own.
fn nreader(folder: &Path, arguments: &[&str]) -> Command {
    let mut command = Command::new(assert_cmd::cargo::cargo_bin!("nreader"));
    for name in ["XDG_CONFIG_HOME", "XDG_DATA_HOME", "XDG_CACHE_HOME", "XDG_STATE_HOME"] {
        command.env(name, folder.join("home"));
    }
    command.current_dir(folder).arg("check").args(arguments);
    command
}

fn printed(command: &mut Command) -> (Option<i32>, String, String) {
    let output = command.output().unwrap();
    let words = |bytes: Vec<u8>| String::from_utf8(bytes).unwrap();
    (output.status.code(), words(output.stdout), words(output.stderr))
}

#[test]
fn a_right_draft_ends_with_0_and_a_wrong_one_with_1() {
    let folder = folder();
    let right = "“We keep the old bridge for another year,” Ida Ober said.\n";
    fs::write(folder.path().join("draft.md"), right).unwrap();
    let arguments = ["draft.md", "--in", "articles"];
    let (code, out, err) = printed(&mut nreader(folder.path(), &arguments));
    assert_eq!(
        (code, out.as_str(), err.as_str()),
        (Some(0), "1 quotation: 1 fine, 0 to look at\n", "")
    );
    fs::write(folder.path().join("draft.md"), right.replace("Ida Ober", "Tom Hale")).unwrap();
    let (code, out, _) = printed(&mut nreader(folder.path(), &arguments));
    assert_eq!(code, Some(1));
    assert!(out.starts_with("draft.md:1: other speaker [misattributed]\n"), "{out}");
    assert!(out.contains("articles/melle.txt:6"), "{out}");
}

#[test]
fn standard_input_is_read_in_the_format_named() {
    let folder = folder();
    let arguments = ["-", "--format", "latex", "--json", "--in", "articles"];
    let mut command = nreader(folder.path(), &arguments);
    command.write_stdin("\\enquote{We keep the \\emph{old} bridge for \\textelp{} year}\n");
    let (code, out, _) = printed(&mut command);
    let record: serde_json::Value = serde_json::from_str(&out).unwrap();
    assert_eq!(
        (code, &record["verdict"], &record["draft"]["line"]),
        (Some(0), &"elided".into(), &1.into())
    );
}

#[test]
fn without_a_library_one_sentence_says_what_to_do() {
    let folder = folder();
    fs::write(folder.path().join("draft.md"), "“We keep it.”\n").unwrap();
    let (code, out, err) = printed(&mut nreader(folder.path(), &["draft.md"]));
    assert_eq!((code, out.as_str()), (Some(2), ""));
    assert!(err.contains("nreader add") && err.lines().count() == 1, "{err}");
    let (code, _, err) = printed(&mut nreader(folder.path(), &["none.md", "--in", "articles"]));
    assert_eq!(code, Some(2));
    assert!(err.contains("none.md"), "{err}");
}

#[test]
fn the_library_answers_from_its_index() {
    let folder = folder();
    fs::write(
        folder.path().join("draft.md"),
        "“We keep the new bridge for another year,” Ober said.\n",
    )
    .unwrap();
    for arguments in [["add", "articles"].as_slice(), &["index"]] {
        let mut command = Command::new(assert_cmd::cargo::cargo_bin!("nreader"));
        for name in ["XDG_CONFIG_HOME", "XDG_DATA_HOME", "XDG_CACHE_HOME", "XDG_STATE_HOME"] {
            command.env(name, folder.path().join("home"));
        }
        command.current_dir(folder.path()).args(arguments).assert().success();
    }
    let (code, out, err) = printed(&mut nreader(folder.path(), &["draft.md"]));
    assert_eq!(code, Some(1), "{err}");
    assert!(out.contains("[-new-]") && out.contains("{+old+}"), "{out}");
}

#[test]
fn changes_are_made_on_confirmation_only() {
    let folder = folder();
    let path = folder.path().join("draft.md");
    let draft = "“We keep the *new* bridge for another day,” Ober said.\n";
    fs::write(&path, draft).unwrap();
    let arguments = ["draft.md", "--fix", "--in", "articles"];
    let mut refused = nreader(folder.path(), &arguments);
    let (_, _, err) = printed(refused.write_stdin("n\nq\n"));
    assert!(err.contains("+ “We keep the *old* bridge"), "{err}");
    assert_eq!(fs::read_to_string(&path).unwrap(), draft);
    printed(nreader(folder.path(), &arguments).write_stdin("what?\ny\nn\n"));
    assert_eq!(fs::read_to_string(&path).unwrap(), draft.replace("new", "old"));
    printed(&mut nreader(folder.path(), &["draft.md", "--fix", "--yes", "--in", "articles"]));
    let mended = draft.replace("new", "old").replace("day", "year");
    assert_eq!(fs::read_to_string(&path).unwrap(), mended);
    let (code, _, _) = printed(&mut nreader(folder.path(), &["draft.md", "--in", "articles"]));
    assert_eq!(code, Some(0));
}

#[test]
fn the_passages_of_a_draft_are_marked_as_used_unless_that_is_not_wanted() {
    let folder = folder();
    let draft = "“We keep the old bridge for another year,” Ida Ober said.\n";
    fs::write(folder.path().join("draft.md"), draft).unwrap();
    let database = folder.path().join("home/nreader/userdata.sqlite3");
    printed(&mut nreader(folder.path(), &["draft.md", "--no-mark", "--in", "articles"]));
    assert!(!database.exists());
    for _ in 0..2 {
        printed(&mut nreader(folder.path(), &["draft.md", "--in", "articles"]));
        let data = nreader::inside::userdata::UserData::open(&database).unwrap();
        let marks = data.all().unwrap();
        assert_eq!(marks.len(), 1, "{marks:?}");
        assert!(Path::new(&marks[0].target.path).is_absolute(), "{marks:?}");
    }
}
