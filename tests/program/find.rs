//! `nreader find` and `nreader facets` as a script meets them.

use std::fs;

use assert_cmd::Command;
use tempfile::TempDir;

const BRIDGE: &str = "Harbour bridge stays open\n\nBy Nora Vey\n\n\
    Since Monday morning trucks cross the harbour bridge of Norrby again in both directions.\n\n\
    “We keep the bridge – whatever it costs,” said Ida Ober, the mayor of Norrby. “It holds.”\n";

/// Exit code, standard output and standard error; `DIR` is the article's folder.
fn run(arguments: &[&str], input: &str) -> (i32, String, String) {
    let home = TempDir::new().unwrap();
    let folder = home.path().join("articles");
    fs::create_dir(&folder).unwrap();
    fs::write(folder.join("bridge.txt"), BRIDGE).unwrap();
    let mut command = Command::cargo_bin("nreader").unwrap();
    for name in ["HOME", "XDG_CONFIG_HOME", "XDG_CACHE_HOME", "XDG_DATA_HOME"] {
        command.env(name, home.path());
    }
    let folder = folder.to_string_lossy().into_owned();
    command.args(arguments.iter().map(|a| if *a == "DIR" { folder.as_str() } else { a }));
    let output = command.write_stdin(input).output().unwrap();
    let text = |bytes: Vec<u8>| String::from_utf8(bytes).unwrap();
    (output.status.code().unwrap(), text(output.stdout), text(output.stderr))
}

#[test]
fn quotations_articles_and_passages_are_found() {
    let (code, out, _) = run(&["find", "speaker:ober", "keep", "--in", "DIR"], "");
    assert_eq!(code, 0);
    assert!(out.contains("bridge.txt:7: Ida Ober: “We keep the bridge"), "{out}");
    let (_, out, _) = run(&["find", "trucks", "--passages", "--json", "--in", "DIR"], "");
    let all: serde_json::Value = serde_json::from_str(&out).unwrap();
    assert!(all[0]["text"].as_str().unwrap().starts_with("Since Monday"), "{out}");
    let (_, out, _) = run(&["find", "norrby", "--articles", "--in", "DIR"], "");
    assert!(out.contains("Harbour bridge stays open"), "{out}");
    let (_, out, _) = run(&["facets", "", "speaker", "--quotes", "--in", "DIR"], "");
    assert_eq!(out.trim(), "1  Ida Ober");
}

#[test]
fn a_passage_from_standard_input_leads_to_its_source() {
    let (code, out, _) = run(&["find", "-", "--in", "DIR"], "we keep a bridge whatever it cost");
    assert_eq!(code, 0);
    assert!(out.contains("Ida Ober"), "{out}");
}

#[test]
fn what_is_nearest_to_the_query_is_found_and_said() {
    for typed in ["brigde", "bri", "keep brigde", "keep bridge zzyzx"] {
        let (code, out, err) = run(&["find", typed, "--in", "DIR"], "");
        assert_eq!(code, 0, "{typed}: {err}");
        assert!(out.contains("We keep the bridge"), "{typed}: {out}");
        assert!(err.contains("stands nowhere"), "{typed}: {err}");
    }
}

#[test]
fn nothing_found_says_why_and_no_library_names_add() {
    let (code, out, err) = run(&["find", "zzyzx", "--in", "DIR"], "");
    assert_eq!((code, out.as_str()), (1, ""));
    assert!(err.contains("Nothing has “zzyzx”."), "{err}");
    let (code, _, err) = run(&["find", "bridge"], "");
    assert_eq!(code, 2);
    assert!(err.contains("nreader add"), "{err}");
}

#[test]
fn marks_and_tags_of_the_person_join_the_query() {
    use nreader::inside::annotation::{Annotation, Body, Target};
    use nreader::inside::basket::Provenance;
    use nreader::inside::notes::{Note, NoteScope};
    use nreader::inside::userdata::UserData;
    let home = TempDir::new().unwrap();
    let article = home.path().canonicalize().unwrap().join("bridge.txt");
    fs::write(&article, BRIDGE).unwrap();
    fs::write(home.path().join("other.txt"), BRIDGE.replace("Norrby", "Melle")).unwrap();
    let mut data = UserData::open(&home.path().join("nreader/userdata.sqlite3")).unwrap();
    let target = Target { path: article.display().to_string(), sha256: [0; 32] };
    let note = Note {
        scope: NoteScope::Article,
        text: "Ask her. #harbour".into(),
        from: Provenance::default(),
    };
    for body in [Body::Starred, Body::Note(Box::new(note))] {
        let mark = Annotation { target: target.clone(), selector: None, body, modified: 1 };
        data.put(&mark).unwrap();
    }
    drop(data);
    for (query, code) in [("is:starred", 0), ("has:note", 0), ("is:read", 1), ("tag:harbour", 0)] {
        let mut command = Command::cargo_bin("nreader").unwrap();
        for name in ["HOME", "XDG_CONFIG_HOME", "XDG_CACHE_HOME", "XDG_DATA_HOME"] {
            command.env(name, home.path());
        }
        command.args(["find", query, "--articles", "--in"]).arg(home.path());
        let output = command.output().unwrap();
        let out = String::from_utf8(output.stdout).unwrap();
        assert_eq!(output.status.code(), Some(code), "{query}: {out}");
        assert_eq!(out.matches(".txt").count(), usize::from(code == 0), "{query}: {out}");
    }
}
