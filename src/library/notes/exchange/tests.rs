use super::*;
use crate::library::notes::markdown::{from_markdown, to_markdown};

/// A note on a passage.
pub(in super::super) fn note(path: &str, words: &str, text: &str) -> Annotation {
    let source = Provenance { title: "Bridge stays".into(), ..Provenance::default() };
    let quote =
        TextQuote { exact: words.into(), prefix: "Ober said: “".into(), ..TextQuote::default() };
    let body = Note { scope: NoteScope::Passage, text: text.into(), from: source };
    Annotation {
        target: Target { path: path.into(), sha256: [7; 32] },
        selector: Some(Selector { quote, position: 40..52 }),
        body: Body::Note(Box::new(body)),
        modified: 1_700_000_000,
    }
}

fn on_article(path: &str, text: &str) -> Annotation {
    let mut note = note(path, "Bridge stays", text);
    if let Body::Note(body) = &mut note.body {
        body.scope = NoteScope::Article;
    }
    note.target.sha256 = [0; 32];
    note
}

pub(in super::super) fn some() -> Vec<Annotation> {
    vec![
        on_article("/news/a.txt", "All of it\n\n## not a heading\n> nor a quotation"),
        note("/news/a.txt", "We keep --> it\u{9b}", "Why “keep”? #bridge\n\\<!-- nreader:end -->"),
        note("/news/b.txt", "It stays\n<!-- nreader:end -->", "<!-- nreader:note {} -->\nend"),
    ]
}

#[test]
fn notes_come_back_from_both_formats_as_they_were() {
    assert_eq!(from_json(&to_json(&some())).unwrap(), some());
    assert_eq!(from_markdown(&to_markdown(&some())).unwrap(), some());
    assert_eq!(from_json(&to_json(&[])).unwrap(), []);
    assert_eq!(from_markdown(&to_markdown(&[])).unwrap(), []);
}

#[test]
fn neither_format_can_drive_a_terminal() {
    for file in [to_json(&some()), to_markdown(&some())] {
        assert!(!file.contains('\u{9b}'), "{file}");
    }
}

#[test]
fn what_is_wrong_is_said_with_its_line() {
    let wrong = |json: &str| from_json(json).unwrap_err().to_string();
    assert!(wrong("{\n\"schema\": 1").starts_with("line 2: "));
    assert_eq!(
        wrong(r#"{"schema": "other/1", "notes": []}"#),
        "line 1: the schema is “other/1”, not “nreader-notes/1”"
    );
    let json = to_json(&some()).replace(&"07".repeat(32), "07");
    let line = 1 + json.lines().position(|line| line.contains("\"passage\"")).unwrap();
    assert_eq!(wrong(&json), format!("line {line}: sha256 is not 64 hex digits"));
}

#[test]
fn a_newer_note_is_never_overwritten() {
    let (old, now) = (note("/a", "It", "As it was"), 1_800_000_000);
    let edited = note("/a", "It", "Edited in the file");
    let mut newer = note("/a", "It", "Changed here");
    newer.modified += 60;
    let counts =
        |imported: &Imported| (imported.new, imported.changed, imported.same, imported.newer_here);
    let merged = merge(&[], vec![old.clone(), edited.clone()], now);
    assert_eq!((counts(&merged), &merged.change.put), ((1, 0, 0, 0), &vec![edited.clone()]));
    assert_eq!(counts(&merge(std::slice::from_ref(&old), vec![old.clone()], now)), (0, 0, 1, 0));
    assert_eq!(counts(&merge(&[newer], vec![edited.clone()], now)), (0, 0, 0, 1));
    let mut moved = old;
    moved.target.path = "/moved".into();
    let merged = merge(&[moved.clone()], vec![edited], now);
    assert_eq!(counts(&merged), (0, 1, 0, 0));
    assert_eq!(merged.change.remove, [moved.clone()]);
    assert_eq!(merged.change.put[0].target, moved.target);
    assert_eq!(merged.change.put[0].modified, now);
}

#[test]
fn tags_that_another_program_wrote_join_the_text() {
    let json = to_json(&[note("/a", "It", "Why? #bridge")]);
    let json = json.replace("\"bridge\"\n", "\"Bridge\", \"two words\"\n");
    let read = from_json(&json).unwrap();
    assert_eq!(text_of(&read[0]), Some("Why? #bridge\n#two-words"));
}
