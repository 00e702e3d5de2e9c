//! Questions to small indexes of invented articles. Long because each question
//! is a few lines beside the articles that they are all asked of.

use std::collections::HashSet;
use std::fs;
use std::path::Path;
use std::sync::Arc;

use super::question::{ArticleHit, Candidates};
use super::text::TextError;
use super::*;
use crate::library::scan::{self, LoadedDocument, ScanOptions, ScanSource};
use crate::library::stamp::FileStamp;
use newsquotes::model::Date;

const BRIDGE: &str = "Bridge at Ahlen stays open\n\nBy Mara Ilves\n\nApril 4, 2024\n\nThe Bell\n\n\
    AHLEN, April 4 - The old bridge over the Lune will stay open, Mayor Petra Ober said on \
    Thursday.\n\n“We keep the bridge open as long as it takes,” Ober said. “Nobody will close it \
    before the ferries are running again.”\n\nThe council had planned the closing for May.\n";
const FERRY: &str = "Ferry workers call a strike\n\nBy Jan Todd\n\nMay 12, 2023\n\nThe Bell\n\n\
    LUNEPORT, May 12 - Ferry workers in Luneport said on Friday that they would strike.\n\n“The \
    ferries will not sail on Monday,” union leader Karel Voss said. “We have waited long \
    enough.”\n\nPassengers were crossing the bridges instead.\n";
const COMET: &str = "Ein Komet über der Lune\n\n3. Februar 2022\n\nDer Komet ist am Abend über \
    dem Fluss und seinen Brücken zu sehen, sagte die Astronomin Émilie Łaska. „Wir sehen ihn noch \
    zwei Wochen“, sagte Łaska.\n";

fn load(path: &str, text: &str) -> LoadedDocument {
    let source = ScanSource::Bytes { path: path.into(), bytes: text.as_bytes().to_vec() };
    scan::one(source, &ScanOptions::default()).unwrap()
}

fn entry(path: &str, text: &str) -> IndexEntry {
    IndexEntry::of(&load(path, text), None)
}

/// An index of the three articles, in parts of one file each.
fn index() -> Index {
    let index = Index::in_memory().unwrap();
    let mut writer = index.writer().unwrap();
    for (path, text) in [("bridge.txt", BRIDGE), ("ferry.txt", FERRY), ("comet.txt", COMET)] {
        writer.put(entry(path, text)).unwrap();
        writer.commit().unwrap();
    }
    index
}

fn term(field: QueryField, matching: Matching) -> QueryNode {
    QueryNode::Term(QueryTerm { field, matching, typed: 0..0 })
}

fn word(word: &str) -> QueryNode {
    term(QueryField::Words, Matching::Word(word.into()))
}

fn phrase(field: QueryField, words: &str) -> QueryNode {
    term(field, Matching::Phrase(words.split(' ').map(str::to_owned).collect()))
}

fn ask(root: QueryNode) -> Question {
    Question::new(Query { root: Some(root), ..Query::default() })
}

fn at(path: &str) -> ArticleRef {
    ArticleRef { file: file_key(path), article: 0 }
}

/// The names of the files whose articles answer, in order.
fn found(index: &Index, question: &Question) -> Vec<&'static str> {
    let page = index.snapshot().articles(question, 0..9).unwrap();
    let names = ["bridge.txt", "ferry.txt", "comet.txt"];
    let name = |hit: &ArticleHit| names.into_iter().find(|name| at(name) == hit.at).unwrap();
    let found: Vec<_> = page.rows.iter().map(name).collect();
    assert_eq!(page.total, found.len());
    let mut places: Vec<_> = page.rows.iter().map(|hit| hit.at).collect();
    places.sort_unstable();
    assert_eq!(index.snapshot().all_articles(question).unwrap(), places);
    found
}

fn quoted(index: &Index, question: &Question) -> Vec<String> {
    let page = index.snapshot().quotes(question, 0..9).unwrap();
    page.rows.into_iter().map(|row| row.words).collect()
}

#[test]
fn a_word_finds_its_forms_whatever_their_case_and_accents() {
    let index = index();
    assert_eq!(found(&index, &ask(word("bridge"))), ["bridge.txt", "ferry.txt"]);
    assert_eq!(found(&index, &ask(word("CROSSES"))), ["ferry.txt"]);
    assert_eq!(found(&index, &ask(word("lune"))).len(), 2);
    assert_eq!(found(&index, &ask(word("emilie"))), ["comet.txt"]);
    assert!(found(&index, &ask(word("harbour"))).is_empty());
}

#[test]
fn every_way_to_match_a_word() {
    let index = index();
    let words = |matching| found(&index, &ask(term(QueryField::Words, matching)));
    assert_eq!(words(Matching::Prefix("ferr".into())), ["ferry.txt", "bridge.txt"]);
    assert_eq!(words(Matching::Prefix("Ła".into())), ["comet.txt"]);
    assert_eq!(words(Matching::Fuzzy { word: "unoin".into(), distance: 1 }), ["ferry.txt"]);
    assert!(words(Matching::Fuzzy { word: "unnoin".into(), distance: 1 }).is_empty());
    assert_eq!(words(Matching::Fuzzy { word: "unnoin".into(), distance: 2 }), ["ferry.txt"]);
    assert_eq!(words(Matching::Regex("str.ke".into())), ["ferry.txt"]);
    assert_eq!(words(Matching::Regex("br[a-z]+n".into())), ["comet.txt"]);
    let row = |words: &str| Matching::Phrase(words.split(' ').map(str::to_owned).collect());
    assert_eq!(words(row("keep the bridge")), ["bridge.txt"]);
    assert!(words(row("keeps the bridge")).is_empty(), "a phrase has no other forms");
    assert!(words(row("the keep bridge")).is_empty());
    let near = |typed: &str, within| Matching::Near {
        words: typed.split(' ').map(str::to_owned).collect(),
        within,
    };
    assert_eq!(
        words(near("bridge keep", 3)),
        ["bridge.txt"],
        "in any order and with others between"
    );
    assert!(words(near("bridge keep", 2)).is_empty());
    assert_eq!(words(near("keeping bridges", 5)), ["bridge.txt"], "in other forms");
}

#[test]
fn a_wrong_expression_is_a_problem_and_the_rest_holds() {
    let index = index();
    let wrong = QueryNode::Term(QueryTerm {
        field: QueryField::Words,
        matching: Matching::Regex("br(".into()),
        typed: 0..5,
    });
    let question = ask(QueryNode::And(vec![wrong, word("strike")]));
    assert_eq!(found(&index, &question), ["ferry.txt"]);
    let problems = question.problems();
    assert_eq!(problems[0].typed, 0..5);
    assert!(problems[0].words.ends_with('.'), "{}", problems[0].words);
}

#[test]
fn every_field_looks_at_its_own() {
    let index = index();
    let one = |field, value: &str| found(&index, &ask(term(field, Matching::Word(value.into()))));
    assert_eq!(
        one(QueryField::Title, "bridges"),
        ["bridge.txt"],
        "of the ferry only the body has it"
    );
    assert_eq!(one(QueryField::Speaker, "ober"), ["bridge.txt"]);
    assert!(one(QueryField::Speaker, "bridge").is_empty());
    assert_eq!(one(QueryField::Entity, "luneport"), ["ferry.txt"]);
    assert_eq!(one(QueryField::Language, "de"), ["comet.txt"]);
    assert_eq!(one(QueryField::Kind, "direct").len(), 3);
    let bell = found(&index, &ask(phrase(QueryField::Outlet, "the bell")));
    let outlets = index.snapshot().values(QueryField::Outlet, "be", 9).unwrap();
    assert_eq!(bell.len(), outlets.iter().map(|(_, count)| *count).sum::<usize>());
}

#[test]
fn conditions_join_as_they_are_written() {
    let index = index();
    let lune_not_strike =
        QueryNode::And(vec![word("bridge"), QueryNode::Not(Box::new(word("strike")))]);
    assert_eq!(found(&index, &ask(lune_not_strike)), ["bridge.txt"]);
    let either = QueryNode::Or(vec![word("strike"), word("komet")]);
    assert_eq!(found(&index, &ask(either)).len(), 2);
    let neither = QueryNode::Not(Box::new(QueryNode::Or(vec![word("strike"), word("komet")])));
    assert_eq!(found(&index, &ask(neither)), ["bridge.txt"]);
    assert_eq!(found(&index, &ask(QueryNode::And(vec![]))).len(), 3);
    let mut deep = word("strike");
    for _ in 0..300 {
        deep = QueryNode::Not(Box::new(deep));
    }
    assert_eq!(found(&index, &ask(deep)).len() % 3, 0, "too deep to be read, and no crash");
}

#[test]
fn dates_fit_when_they_may_mean_such_a_day() {
    let index = index();
    let days = |from: Option<&str>, to: Option<&str>| {
        let date = |iso: Option<&str>| iso.map(|iso| Date::parse_iso(iso).unwrap());
        found(
            &index,
            &ask(term(QueryField::Date, Matching::Days { from: date(from), to: date(to) })),
        )
    };
    assert_eq!(days(Some("2024-04"), Some("2024-04")), ["bridge.txt"]);
    assert_eq!(days(Some("2023"), None), ["bridge.txt", "ferry.txt"], "the newest first");
    assert_eq!(days(None, Some("2023-05-12")), ["ferry.txt", "comet.txt"]);
    assert!(days(Some("2024-04-05"), Some("2025")).is_empty());
}

#[test]
fn answers_come_in_the_order_asked_for() {
    let index = index();
    let sorted = |sort| {
        let query = Query { sort: Some(sort), ..Query::default() };
        found(&index, &Question::new(query))
    };
    assert_eq!(sorted(Sort::Newest), ["bridge.txt", "ferry.txt", "comet.txt"]);
    assert_eq!(sorted(Sort::Oldest), ["comet.txt", "ferry.txt", "bridge.txt"]);
    assert_eq!(sorted(Sort::Title), ["bridge.txt", "comet.txt", "ferry.txt"]);
    let page = index.snapshot().articles(&Question::default(), 1..2).unwrap();
    assert_eq!((page.rows[0].at, page.total), (at("ferry.txt"), 3));
}

#[test]
fn quotations_are_sorted_by_what_is_known_of_their_article() {
    let index = index();
    let first = |sort| {
        let query = Query { sort: Some(sort), ..Query::default() };
        quoted(&index, &Question::new(query)).swap_remove(0)
    };
    assert!(first(Sort::Title).starts_with("We keep the bridge"));
    assert!(first(Sort::Oldest).starts_with("Wir sehen"));
    let query = Query { sort: Some(Sort::Outlet), ..Query::default() };
    let rows = index.snapshot().quotes(&Question::new(query), 0..9).unwrap().rows;
    let outlets: Vec<_> = rows
        .iter()
        .map(|row| index.snapshot().article(row.at).unwrap().unwrap().outlet)
        .map(|outlet| (outlet.is_none(), outlet))
        .collect();
    assert!(outlets.is_sorted() && rows.len() == 3, "{outlets:?}");
}

#[test]
fn what_the_first_letters_find_is_the_newest_first() {
    let found = found(&index(), &ask(term(QueryField::Words, Matching::Prefix("fe".into()))));
    assert_eq!(found, ["bridge.txt", "ferry.txt"]);
}

#[test]
fn quotations_are_found_by_their_words_their_speaker_and_their_title() {
    let index = index();
    let speaker = |name: &str| ask(term(QueryField::Speaker, Matching::Word(name.into())));
    let both_parts = "The ferries will not sail on Monday, … We have waited long enough.";
    assert_eq!(quoted(&index, &speaker("voss")), [both_parts]);
    assert_eq!(quoted(&index, &ask(word("sail"))), [both_parts]);
    let both = QueryNode::And(vec![word("ober"), word("taking")]);
    assert_eq!(quoted(&index, &ask(both)).len(), 1);
    let called = quoted(&index, &ask(word("calls")));
    assert!(called.iter().any(|words| words == both_parts), "by the title: {called:?}");
    let row = index.snapshot().quotes(&ask(word("sail")), 0..1).unwrap().rows.remove(0);
    assert_eq!(row.speaker.as_deref(), Some("Karel Voss"));
    assert_eq!(&FERRY[row.parts[1].clone()], "We have waited long enough.");
    assert!(!row.sketch.is_empty());
}

#[test]
fn what_the_person_made_joins_when_asked() {
    let index = index();
    let marks = Marks {
        read: HashSet::from([at("ferry.txt")]),
        starred: HashSet::from([at("bridge.txt"), at("comet.txt")]),
        noted: HashSet::new(),
        tags: [("Lune river".to_owned(), HashSet::from([at("comet.txt")]))].into(),
    };
    let ask = |node| Question { marks: Arc::new(marks.clone()), ..ask(node) };
    let is = |mark| term(QueryField::Is, Matching::Mark(mark));
    assert_eq!(found(&index, &ask(is(QueryMark::Read))), ["ferry.txt"]);
    assert_eq!(found(&index, &ask(is(QueryMark::Unread))).len(), 2);
    assert!(found(&index, &ask(is(QueryMark::Note))).is_empty());
    assert_eq!(found(&index, &ask(is(QueryMark::Tag))), ["comet.txt"]);
    assert_eq!(found(&index, &ask(phrase(QueryField::Tag, "lune"))), ["comet.txt"]);
    let both = QueryNode::And(vec![is(QueryMark::Starred), word("bridge")]);
    assert_eq!(found(&index, &ask(both)), ["bridge.txt"]);
    assert_eq!(
        found(&index, &ask(term(QueryField::Has, Matching::Mark(QueryMark::Quote)))).len(),
        3
    );
    let read = quoted(&index, &ask(is(QueryMark::Read)));
    assert!(
        read.iter().all(|words| FERRY.contains(&words[..9])),
        "quotations of read articles: {read:?}"
    );
}

#[test]
fn a_name_stands_for_its_spellings() {
    let index = index();
    let mut names = SpellingsOfNames::default();
    names.add("Madame Mayor", ["Petra Ober".to_owned()]);
    let titled = phrase(QueryField::Speaker, "madame mayor");
    assert!(found(&index, &ask(titled.clone())).is_empty());
    let question = Question { names: Arc::new(names), ..ask(titled) };
    assert_eq!(found(&index, &question), ["bridge.txt"]);
}

#[test]
fn values_and_months_are_counted_among_what_fits() {
    let snapshot = index().snapshot();
    let all = Question::default();
    let speakers = snapshot.facets(&all, FacetField::Speaker, true, 9).unwrap();
    assert!(speakers.contains(&("Karel Voss".into(), 1)), "{speakers:?}");
    let strike = snapshot.facets(&ask(word("strike")), FacetField::Speaker, false, 9).unwrap();
    assert!(strike.iter().all(|(name, _)| name != "Petra Ober"), "{strike:?}");
    let months = snapshot.months(&all, false).unwrap();
    assert_eq!(months, [(2022, 2, 1), (2023, 5, 1), (2024, 4, 1)]);
    let named = snapshot.facets(&all, FacetField::Month, false, 1).unwrap();
    assert_eq!(named.len(), 1);
    let completed = snapshot.values(QueryField::Speaker, "vo", 9).unwrap();
    assert_eq!(completed, [("Karel Voss".to_owned(), 1)]);
    assert!(snapshot.values(QueryField::Title, "b", 9).unwrap().is_empty());
}

#[test]
fn words_spelled_nearly_so_are_offered_with_their_counts() {
    let near = index().snapshot().spellings("brigde").unwrap();
    assert_eq!(near.first(), Some(&("bridge".to_owned(), 1)));
}

#[test]
fn half_remembered_words_lead_to_their_quotation() {
    let snapshot = index().snapshot();
    let words = ["long", "takes", "keeping", "bridg", "opn"];
    let candidates = snapshot.candidates(&words, 5).unwrap();
    assert!(candidates.quotes[0].0.words.starts_with("We keep the bridge open"));
    assert_eq!(candidates.articles[0].at, at("bridge.txt"));
    let nothing = snapshot.candidates(&["zzzzzz"], 5).unwrap();
    assert_eq!(nothing, Candidates::default());
    assert_eq!(snapshot.candidates(&words, 0).unwrap(), Candidates::default());
}

#[test]
fn near_copies_of_an_article_are_told_by_their_sketch() {
    let index = index();
    let mut writer = index.writer().unwrap();
    let copy = BRIDGE.replace("for May", "for the end of May").replace("stay", "be");
    writer.put(entry("copy.txt", &copy)).unwrap();
    writer.commit().unwrap();
    let snapshot = index.snapshot();
    let sketch = snapshot.article(at("bridge.txt")).unwrap().unwrap().sketch;
    let alike = snapshot.similar(&sketch, 9).unwrap();
    let places: Vec<_> = alike.iter().map(|(place, _)| *place).collect();
    assert_eq!(places, [at("bridge.txt"), at("copy.txt")]);
    assert!(alike[1].1 > 0.5 && alike[1].1 < 1.0);
}

#[test]
fn a_file_that_changed_or_went_is_no_longer_found_as_it_was() {
    let index = index();
    let before = index.snapshot();
    let mut writer = index.writer().unwrap();
    writer.put(entry("ferry.txt", &FERRY.replace("strike", "walkout"))).unwrap();
    writer.remove(file_key("comet.txt"));
    assert_eq!(writer.changes(), 2);
    assert_eq!(found(&index, &ask(word("strike"))), ["ferry.txt"], "nothing before the commit");
    writer.commit().unwrap();
    assert!(found(&index, &ask(word("strike"))).is_empty());
    assert_eq!(found(&index, &ask(word("walkout"))), ["ferry.txt"]);
    assert!(found(&index, &ask(word("komet"))).is_empty());
    assert_eq!(before.count(&ask(word("strike"))).unwrap(), 1, "an older state stays as it was");
    let mut paths = Vec::new();
    index.snapshot().files(|record| paths.push(record.path)).unwrap();
    paths.sort();
    assert_eq!(paths, ["bridge.txt", "ferry.txt"]);
    assert!(index.snapshot().record(file_key("comet.txt")).unwrap().is_none());
}

#[test]
fn a_list_can_be_shown_from_the_records_alone() {
    let index = index();
    let mut records = Vec::new();
    index.snapshot().files(|record| records.push(record)).unwrap();
    let bridge = records.iter().find(|record| record.path == "bridge.txt").unwrap();
    assert_eq!(bridge.articles[0].title, "Bridge at Ahlen stays open");
    assert_eq!(bridge.articles[0].date.unwrap().iso().as_deref(), Some("2024-04-04"));
    assert_eq!(bridge.size, BRIDGE.len() as u64);
    assert_eq!(index.snapshot().record(file_key("bridge.txt")).unwrap().as_ref(), Some(bridge));
}

#[test]
fn the_text_comes_from_the_file_or_from_the_index_where_there_is_none() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().canonicalize().unwrap().join("ferry.txt");
    fs::write(&path, FERRY).unwrap();
    let index = index();
    let mut writer = index.writer().unwrap();
    let loaded = scan::one(ScanSource::Path(path.clone()), &ScanOptions::default()).unwrap();
    writer.put(IndexEntry::of(&loaded, Some(FileStamp::default()))).unwrap();
    writer.commit().unwrap();
    let snapshot = index.snapshot();
    let on_disk = ArticleRef { file: file_key(path.to_str().unwrap()), article: 0 };
    for place in [at("ferry.txt"), on_disk] {
        let text = snapshot.text(place).unwrap();
        assert_eq!(text.get(text.blocks[0].clone()), "Ferry workers call a strike");
        let blocks = snapshot.article(place).unwrap().unwrap().blocks;
        assert_eq!(blocks, text.blocks);
    }
    fs::write(&path, "Another").unwrap();
    assert!(matches!(snapshot.text(on_disk), Err(TextError::Changed { .. })));
    fs::remove_file(&path).unwrap();
    assert!(matches!(snapshot.text(on_disk), Err(TextError::File { .. })));
    let nowhere = ArticleRef { file: 1, article: 0 };
    assert!(matches!(snapshot.text(nowhere), Err(TextError::Gone)));
}

#[test]
fn a_file_of_many_articles_is_listed_and_read_article_by_article() {
    let line = |number: usize| {
        format!(
            "{{\"title\": \"Note {number}\", \"body\": \"The river rose by {number} feet.\"}}\n"
        )
    };
    let lines: String = (0..40).map(line).collect();
    let index = Index::in_memory().unwrap();
    let mut writer = index.writer().unwrap();
    writer.put(entry("notes.jsonl", &lines)).unwrap();
    writer.commit().unwrap();
    let snapshot = index.snapshot();
    let record = snapshot.record(file_key("notes.jsonl")).unwrap().unwrap();
    assert_eq!(record.articles.len(), 40);
    let last = ArticleRef { file: file_key("notes.jsonl"), article: 39 };
    assert!(snapshot.text(last).unwrap().text.contains("39 feet"));
    let mut files = 0;
    snapshot.files(|record| files += record.articles.len()).unwrap();
    assert_eq!(files, 40);
}

fn count(cache: &Path) -> usize {
    Index::open(cache).unwrap().snapshot().count(&Question::default()).unwrap()
}

#[test]
fn what_was_not_committed_is_as_if_it_had_never_been() {
    let cache = tempfile::tempdir().unwrap();
    let index = Index::open(cache.path()).unwrap();
    let mut writer = index.writer().unwrap();
    writer.put(entry("bridge.txt", BRIDGE)).unwrap();
    writer.commit().unwrap();
    writer.put(entry("ferry.txt", FERRY)).unwrap();
    drop(writer);
    assert_eq!(count(cache.path()), 1);
    let mut writer = index.writer().unwrap();
    writer.put(entry("ferry.txt", FERRY)).unwrap();
    writer.finish().unwrap();
    assert_eq!(count(cache.path()), 2);
}

#[test]
fn one_writes_and_all_read() {
    let cache = tempfile::tempdir().unwrap();
    let (one, other) = (Index::open(cache.path()).unwrap(), Index::open(cache.path()).unwrap());
    let mut writer = one.writer().unwrap();
    assert!(matches!(other.writer(), Err(IndexError::Busy)));
    writer.put(entry("bridge.txt", BRIDGE)).unwrap();
    writer.commit().unwrap();
    assert_eq!(found(&other, &ask(word("bridge"))), ["bridge.txt"]);
    drop(writer);
    assert!(other.writer().is_ok());
}

#[test]
fn a_damaged_or_foreign_index_is_made_anew() {
    let cache = tempfile::tempdir().unwrap();
    let index = Index::open(cache.path()).unwrap();
    let folder = index.folder().unwrap().to_owned();
    let mut writer = index.writer().unwrap();
    writer.put(entry("bridge.txt", BRIDGE)).unwrap();
    writer.finish().unwrap();
    drop(index);
    fs::write(folder.join("meta.json"), "{\"segments\": 7").unwrap();
    assert_eq!(count(cache.path()), 0, "of a damaged one nothing is left");
    let older = cache.path().join("index-0");
    fs::create_dir(&older).unwrap();
    let index = Index::open(cache.path()).unwrap();
    assert!(older.exists(), "another version may still be in use");
    drop(index.writer().unwrap());
    assert!(!older.exists());
    let mut writer = index.writer().unwrap();
    writer.put(entry("bridge.txt", BRIDGE)).unwrap();
    writer.finish().unwrap();
    drop(index);
    for file in fs::read_dir(&folder).unwrap() {
        let path = file.unwrap().path();
        if path.extension().is_some_and(|ending| ending != "json" && ending != "lock") {
            fs::write(path, "garbage").unwrap();
        }
    }
    assert_eq!(count(cache.path()), 0);
}

/// Articles by number, in parts of the index, with as many quotations as the
/// number's last digit.
fn many() -> Index {
    let index = Index::in_memory().unwrap();
    let mut writer = index.writer().unwrap();
    for number in 0..60 {
        let title = if number % 3 == 0 { "Harbour closed" } else { "Market opened" };
        let words = ["stone", "water", "timber"];
        let quote = |at: usize| {
            let word = words[(number + at) % 3];
            format!("“We have {word} for the town,” Ober said.\n\nThe town waited.\n\n")
        };
        let quotes: String = (0..number % 10).map(quote).collect();
        let month = number % 12 + 1;
        let text = format!("{title}\n\n2021-{month:02}-11\n\nThe town met.\n\n{quotes}");
        writer.put(entry(&format!("{number}.txt"), &text)).unwrap();
        if number % 25 == 0 {
            writer.commit().unwrap();
        }
    }
    writer.commit().unwrap();
    index
}

#[test]
fn what_the_article_knows_holds_for_its_quotations() {
    let index = many();
    let snapshot = index.snapshot();
    let all = snapshot.quotes(&Question::default(), 0..999).unwrap().rows;
    assert_eq!(all.len(), snapshot.count_quotes(&Question::default()).unwrap());
    assert!(all.len() > 200, "{}", all.len());
    let titled = |title: &str| term(QueryField::Title, Matching::Word(title.into()));
    let title_of = |row: &QuoteRow| snapshot.article(row.at).unwrap().unwrap().title;
    for (title, quoted) in [("harbour", "stone"), ("market", "water"), ("harbour", "timber")] {
        let question = ask(QueryNode::And(vec![titled(title), word(quoted)]));
        let found = snapshot.quotes(&question, 0..999).unwrap();
        let expected = all.iter().filter(|row| {
            row.words.contains(quoted) && title_of(row).to_lowercase().contains(title)
        });
        let mut expected: Vec<_> = expected.map(|row| (row.at, row.quote)).collect();
        let mut got: Vec<_> = found.rows.iter().map(|row| (row.at, row.quote)).collect();
        expected.sort_unstable();
        got.sort_unstable();
        assert_eq!(got, expected, "{title} {quoted}");
        assert_eq!(found.total, expected.len());
    }
    let may = Date::parse_iso("2021-05");
    let in_may = ask(term(QueryField::Date, Matching::Days { from: may, to: may }));
    let months = snapshot.months(&in_may, true).unwrap();
    assert_eq!(months, [(2021, 5, snapshot.count_quotes(&in_may).unwrap())]);
    let newest = snapshot.quotes(&Question::default(), 0..3).unwrap().rows;
    let date = snapshot.article(newest[0].at).unwrap().unwrap().date.unwrap();
    assert_eq!(date.iso().as_deref(), Some("2021-12-11"));
}
