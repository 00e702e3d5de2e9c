//! What comes back from the database, row by row.

use rusqlite::params;

use super::rows::{decode, encode};
use super::*;
use crate::library::annotation::{Annotations, FactField};
use crate::library::annotation::{Body, Selector, TextQuote};
use crate::library::basket::{Collected, Mended, Provenance};
use crate::library::notes::{Note, NoteScope};
use newsquotes::model::BlockKind;

fn target(path: &str, bytes: u8) -> Target {
    Target { path: path.into(), sha256: [bytes; 32] }
}

fn at(target: Target, exact: &str, body: Body) -> Annotation {
    let quote = TextQuote { exact: exact.into(), suffix: " said".into(), ..TextQuote::default() };
    let selector = Some(Selector { quote, position: 4..9 });
    Annotation { target, selector, body, modified: 1_700_000_000 }
}

fn bodies() -> Vec<Body> {
    let place = at(target("", 0), "Ober", Body::Read).selector.unwrap();
    let mut bodies = vec![
        Body::Read,
        Body::Starred,
        Body::Place(place),
        Body::Speaker { name: None },
        Body::Speaker { name: Some("Ida “O” Ober\n".into()) },
        note(NoteScope::Article),
        note(NoteScope::Passage),
        basket(),
        Body::Used { draft: "/drafts/bridge.md".into() },
    ];
    bodies.extend(BlockKind::ALL.map(Body::Block));
    bodies.extend(FactField::ALL.map(|field| Body::Fact { field, value: "1".into() }));
    bodies
}

fn note(scope: NoteScope) -> Body {
    let from = Provenance { title: "Bridge stays".into(), ..Provenance::default() };
    Body::Note(Box::new(Note { scope, text: "Ask “her”\n#bridge".into(), from }))
}

fn basket() -> Body {
    let from = Provenance { speaker: "Ida Ober".into(), ..Provenance::default() };
    let repairs = vec![Mended { bytes: 2..2, blank: true, characters: String::new() }];
    let (words, parts) = ("Wekeep it".into(), vec![0..6, 7..9]);
    let (rank, lead, article) = (3, "She said:".into(), 1);
    Body::Basket(Box::new(Collected { rank, lead, words, parts, repairs, article, from }))
}

#[test]
fn every_kind_comes_back_as_it_was_put() {
    let mut data = UserData::in_memory().unwrap();
    for (index, body) in bodies().into_iter().enumerate() {
        let annotation = at(target(&format!("/news/{index}"), 1), "Ober", body);
        data.connection.execute("DELETE FROM annotation", []).unwrap();
        data.put(&annotation).unwrap();
        assert_eq!(data.all().unwrap(), [annotation]);
    }
    let whole = Annotation { selector: None, ..at(target("/a", 7), "", Body::Read) };
    data.put(&whole).unwrap();
    assert!(data.all().unwrap().contains(&whole));
}

#[test]
fn the_stored_words_of_kinds_never_change() {
    let stored = |body| encode(&body).unwrap();
    assert_eq!(stored(Body::Starred), ("starred".into(), "null".into()));
    assert_eq!(stored(Body::Block(BlockKind::Share)), ("block".into(), "\"share\"".into()));
    let fact = Body::Fact { field: FactField::Url, value: "u".into() };
    assert_eq!(stored(fact), ("fact".into(), r#"{"field":"url","value":"u"}"#.into()));
    let value =
        r#"{"scope":"passage","text":"Ask “her”\n#bridge","from":{"title":"Bridge stays"}}"#;
    let read: Body = decode("note", value).unwrap();
    assert_eq!(read, note(NoteScope::Passage));
    assert_eq!(stored(read).0, "note");
    let value = r#"{"rank":3,"lead":"She said:","words":"Wekeep it","parts":[{"start":0,"end":6},{"start":7,"end":9}],"repairs":[{"bytes":{"start":2,"end":2},"blank":true}],"article":1,"from":{"speaker":"Ida Ober"}}"#;
    assert_eq!(decode("basket", value), Some(basket()));
    let used = Body::Used { draft: "/d.md".into() };
    assert_eq!(stored(used), ("used".into(), r#"{"draft":"/d.md"}"#.into()));
    for field in FactField::ALL {
        let json = serde_json::to_value(field).unwrap();
        assert_eq!(json, field.name());
    }
}

#[test]
fn saving_again_replaces_and_removing_needs_no_equal_body() {
    let mut data = UserData::in_memory().unwrap();
    let block = |kind| at(target("/a", 1), "Share", Body::Block(kind));
    data.put(&block(BlockKind::Share)).unwrap();
    data.put(&block(BlockKind::Related)).unwrap();
    assert_eq!(data.all().unwrap(), [block(BlockKind::Related)]);
    data.put(&at(target("/a", 1), "Other", Body::Block(BlockKind::Share))).unwrap();
    assert_eq!(data.all().unwrap().len(), 2, "another passage");
    data.remove(&block(BlockKind::Title)).unwrap();
    assert_eq!(data.all().unwrap().len(), 1);
    data.remove(&block(BlockKind::Title)).unwrap();
}

#[test]
fn notes_on_the_title_and_on_the_article_are_two_and_so_are_drafts() {
    let mut data = UserData::in_memory().unwrap();
    let used = |draft: &str| Body::Used { draft: draft.into() };
    let bodies = [
        note(NoteScope::Article),
        note(NoteScope::Passage),
        basket(),
        used("/a.md"),
        used("/b.md"),
    ];
    for body in bodies {
        data.put(&at(target("/a", 1), "Title", body)).unwrap();
    }
    assert_eq!(data.all().unwrap().len(), 5);
    data.remove(&at(target("/a", 1), "Title", used("/a.md"))).unwrap();
    assert_eq!(data.all().unwrap().len(), 4);
}

#[test]
fn a_document_is_known_by_its_path_or_else_by_its_bytes() {
    let mut data = UserData::in_memory().unwrap();
    let star = at(target("/a", 1), "Title", Body::Starred);
    data.put(&star).unwrap();
    let of = |data: &UserData, target: &Target| {
        let found = data.of_document(target).unwrap();
        assert_eq!(found, Annotations::new(data.all().unwrap()).of_document(target));
        found
    };
    assert_eq!(of(&data, &target("/moved", 1)), std::slice::from_ref(&star));
    assert_eq!(of(&data, &target("/a", 2)), [star], "saved again");
    assert_eq!(of(&data, &target("/b", 2)), []);
    let fact = |path: &str, value: &str| {
        let body = Body::Fact { field: FactField::Outlet, value: value.into() };
        Annotation { target: target(path, 1), ..at(target("", 0), "Title", body) }
    };
    data.connection.execute("DELETE FROM annotation", []).unwrap();
    insert(&mut data, &fact("/a", "Post"));
    insert(&mut data, &fact("/copy", "Times"));
    assert_eq!(of(&data, &target("/copy", 1)), [fact("/copy", "Times")], "its own goes first");
    data.put(&fact("/a", "Echo")).unwrap();
    assert_eq!(data.all().unwrap().len(), 1, "the same document under two paths");
}

/// A row as another process may have left it.
fn insert(data: &mut UserData, annotation: &Annotation) {
    let elsewhere = Annotation { target: target("/nowhere", 99), ..annotation.clone() };
    data.put(&elsewhere).unwrap();
    let target = &annotation.target;
    data.connection
        .execute(
            "UPDATE annotation SET path = ?1, sha256 = ?2 WHERE path = '/nowhere'",
            params![target.path, target.sha256],
        )
        .unwrap();
}

#[test]
fn standard_input_and_unknown_bytes_are_no_names() {
    let mut data = UserData::in_memory().unwrap();
    data.put(&at(target("-", 1), "Title", Body::Read)).unwrap();
    data.put(&at(target("/a", 0), "Title", Body::Read)).unwrap();
    assert_eq!(data.of_document(&target("-", 2)).unwrap(), []);
    assert_eq!(data.of_document(&target("-", 1)).unwrap().len(), 1);
    assert_eq!(data.of_document(&target("/b", 0)).unwrap(), []);
}

#[test]
fn a_change_is_made_wholly_and_taken_back() {
    let mut data = UserData::in_memory().unwrap();
    let old = at(target("/a", 1), "Title", Body::Read);
    let new = at(target("/a", 1), "Title", Body::Starred);
    data.put(&old).unwrap();
    let change =
        UserChange { remove: vec![old.clone()], put: vec![new.clone()], ..UserChange::default() };
    data.change(&change).unwrap();
    assert_eq!(data.all().unwrap(), [new]);
    data.change(&change.reversed()).unwrap();
    assert_eq!(data.all().unwrap(), [old]);
}

#[test]
fn what_a_newer_version_wrote_is_passed_over_and_kept() {
    let mut data = UserData::in_memory().unwrap();
    data.put(&at(target("/a", 1), "Title", Body::Starred)).unwrap();
    data.connection.execute("UPDATE annotation SET kind = 'hologram'", []).unwrap();
    assert_eq!(data.all().unwrap(), []);
    let rows: i64 =
        data.connection.query_row("SELECT count(*) FROM annotation", [], |r| r.get(0)).unwrap();
    assert_eq!(rows, 1);
}

#[test]
fn where_nothing_can_be_written_it_is_read_and_changes_are_refused() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("a?b#%.sqlite3");
    let mut data = UserData::open(&path).unwrap();
    data.put(&at(target("/a", 1), "Title", Body::Read)).unwrap();
    // The log of the open database holds the row, then the file itself.
    for _ in 0..2 {
        let open = schema::read_only(&path).unwrap();
        let refusal = Some(UserDataError::Full);
        let mut read = UserData::of(OpenDatabase { refusal, ..open }, &path);
        assert_eq!(read.all().unwrap().len(), 1);
        assert!(matches!(read.remove(&read.all().unwrap()[0]), Err(UserDataError::Full)));
        assert_eq!(data.all().unwrap().len(), 1);
        data.connection.execute_batch("PRAGMA wal_checkpoint(TRUNCATE)").unwrap();
    }
}
