//! What is typed and what it asks for.

use super::edit::find_term;
use super::*;
use crate::library::index::Matching;

fn today() -> Date {
    Date::parse_iso("2024-04-04").unwrap()
}

/// The canonical text of what was typed.
fn read(input: &str) -> String {
    print(&parse(input, today()))
}

fn typing(input: &str) -> String {
    print(&parse_typing(input, input.len(), today()))
}

/// The places in the input with a problem.
fn wrong(input: &str) -> Vec<&str> {
    let query = parse(input, today());
    query.problems.iter().map(|problem| &input[problem.typed.clone()]).collect()
}

#[test]
fn every_form_of_a_term_is_read() {
    for (input, expected) in [
        ("Bridge keep", "bridge keep"),
        ("“We keep” it", "\"we keep\" it"),
        ("Émile’s U.S.-led 300,000", "emile \"us led\" 300000"),
        ("brid* br*ge *dge", "brid* /br.*ge/ /.*dge/"),
        ("stoltenburg~ ober~2 ober~9", "stoltenburg~ ober~2 ober~2"),
        ("/bridges?/ -/ferr(y|ies)/", "/bridges?/ -/ferr(y|ies)/"),
        ("\"bridge keep\"~5", "near:\"bridge keep\"~5"),
        ("near:5(bridge keep)", "near:\"bridge keep\"~5"),
        ("near:\"bridge keep\"~5", "near:\"bridge keep\"~5"),
        ("near:bridge,keep", "near:\"bridge keep\"~10"),
        ("title:\"a b\"~3", "title:\"a b\"~3"),
        ("橋木 東", "\"橋 木\" 東"),
    ] {
        assert_eq!(read(input), expected, "{input}");
        assert_eq!(wrong(input), Vec::<&str>::new(), "{input}");
    }
}

#[test]
fn operators_bind_as_documented() {
    for (input, expected) in [
        ("a b OR c d", "a b OR c d"),
        ("(a b) OR c", "(a b) OR c"),
        ("a (b c) d", "a b c d"),
        ("a | b", "a OR b"),
        ("a AND b OR c", "a b OR c"),
        ("-a NOT b -(a b)", "-a -b -(a b)"),
        ("-(-a)", "a"),
        ("NOT NOT a", "a"),
        ("a OR -b", "a OR -b"),
        ("-(a OR b) c", "-(a OR b) c"),
        ("((a OR b) OR c)", "a OR b OR c"),
        ("this or that", "this or that"),
        ("well-known - dash — dash", "\"well known\" dash dash"),
    ] {
        assert_eq!(read(input), expected, "{input}");
    }
}

#[test]
fn fields_take_names_lists_and_groups() {
    for (input, expected) in [
        ("speaker:Ober", "speaker:ober"),
        ("BY:ober", "speaker:ober"),
        ("outlet:\"The Bell\"", "outlet:\"the bell\""),
        ("outlet:\"The Bell\",Courier x", "outlet:\"the bell\" OR outlet:courier x"),
        ("-outlet:bell,courier", "-(outlet:bell OR outlet:courier)"),
        ("title:(bridge OR ferry) keep", "title:bridge OR title:ferry keep"),
        ("title:(a speaker:b)", "title:a speaker:b"),
        ("is:star has:notes is:UNREAD", "is:starred has:note is:unread"),
        ("lang:german lang:xx kind:reported", "lang:de lang:xx kind:indirect"),
        ("bridge sort:date", "bridge sort:newest"),
        ("speaker:stolt* speaker:stoltenburg~", "speaker:stolt* speaker:stoltenburg~"),
    ] {
        assert_eq!(read(input), expected, "{input}");
        assert_eq!(wrong(input), Vec::<&str>::new(), "{input}");
    }
}

#[test]
fn times_need_no_marks() {
    for (input, expected) in [
        ("date:2022-06", "date:2022-06"),
        ("date:2022-06..2022-07 bridge", "date:2022-06..2022-07 bridge"),
        ("after:last week bridge", "date:2024-03-25.. bridge"),
        ("before:march 2022", "date:..2022-02"),
        ("before:\"4 march 2022\"", "date:..2022-03-03"),
        ("bridge since:2 weeks ago ferry", "bridge date:2024-03-21.. ferry"),
        ("date:march 2022 to may 2022", "date:2022-03..2022-05"),
        ("date:2022,2023", "date:2022 OR date:2023"),
        ("(date:yesterday)", "date:2024-04-03"),
        ("after:2023 before:2024", "date:2023.. date:..2023"),
        ("date:may speaker:ober", "date:2023-05 speaker:ober"),
    ] {
        assert_eq!(read(input), expected, "{input}");
        assert_eq!(wrong(input), Vec::<&str>::new(), "{input}");
    }
}

#[test]
fn what_looks_like_syntax_and_is_none_is_words() {
    for (input, expected) in [
        ("10:30", "10:30"),
        ("https://example.org/a", "\"https example org a\""),
        ("Note: bridge", "note bridge"),
        ("and/or", "\"and or\""),
        ("C++ & more…", "c more"),
        ("don't", "don't"),
        ("", ""),
        ("--", ""),
        ("* ~ / // \"\" ()", ""),
        ("f(x)", "f x"),
        ("OR OR a", "a"),
    ] {
        assert_eq!(read(input), expected, "{input}");
    }
}

#[test]
fn problems_stand_where_something_is_wrong() {
    for (input, expected) in [
        ("speeker:ober bridge", vec!["speeker:"]),
        ("bridge OR", vec!["OR"]),
        ("OR bridge", vec!["OR"]),
        ("(bridge", vec!["("]),
        ("bridge) ferry", vec![")"]),
        ("the \"bridge", vec!["\"bridge"]),
        ("😀 bridge", vec!["😀"]),
        ("/bri[dge/ ferry", vec!["/bri[dge/"]),
        ("is:stared", vec!["stared"]),
        ("after:bridge ferry", vec!["bridge"]),
        ("speaker: ober", vec!["speaker:"]),
        ("near:bridge", vec!["near:bridge"]),
        ("sort:sideways", vec!["sideways"]),
    ] {
        assert_eq!(wrong(input), expected, "{input}");
    }
    assert_eq!(read("speeker:ober bridge"), "ober bridge");
    assert_eq!(read("after:bridge ferry"), "ferry");
    assert_eq!(read("(bridge OR"), "bridge");
    let query = parse("speeker:ober", today());
    assert!(query.problems[0].words.contains("`speaker:`"), "{}", query.problems[0].words);
}

#[test]
fn the_word_at_the_cursor_is_unfinished() {
    for (input, expected) in [
        ("keep bri", "keep bri*"),
        ("keep bri ", "keep bri"),
        ("keep bri,", "keep bri"),
        ("speaker:stol", "speaker:stol*"),
        ("outlet:bell,cou", "outlet:bell OR outlet:cou*"),
        ("-bri", "-bri"),
        ("\"we keep bri", "\"we keep\" bri*"),
        ("is:unr", ""),
        ("after:last", ""),
        ("after:last we", ""),
        ("bridge OR", "bridge"),
        ("(bridge fer", "bridge fer*"),
        ("大橋", "\"大 橋\""),
    ] {
        assert_eq!(typing(input), expected, "{input}");
        let query = parse_typing(input, input.len(), today());
        assert_eq!(query.problems, [], "{input}");
    }
    assert_eq!(print(&parse_typing("keep bri", 2, today())), "keep bri");
}

#[test]
fn terms_know_where_they_were_typed() {
    let input = "a -speaker:ober outlet:\"The Bell\",courier";
    let query = parse(input, today());
    let typed: Vec<_> = query.terms().iter().map(|term| &input[term.typed.clone()]).collect();
    assert_eq!(typed, ["a", "\"The Bell\"", "courier"]);
}

#[test]
fn hostile_input_is_bounded() {
    let deep = "(".repeat(100_000);
    assert_eq!(parse(&deep, today()).root, None);
    let query = parse(&(deep.clone() + "a" + &")".repeat(100_000)), today());
    assert_eq!(print(&query), "a");
    assert!(query.problems.len() <= MOST_PROBLEMS);
    let query = parse(&"word ".repeat(20_000), today());
    assert_eq!((query.terms().len(), query.problems.len()), (MOST_TERMS, 1));
    for piece in
        ["-", "\"", "/", "a:", "after:", "near:", "~", "(-", "/a", "after:last ", "date:1,"]
    {
        let _ = parse(&piece.repeat(100_000 / piece.len()), today());
    }
}

/// The query without the condition, as `without_term` writes it.
fn taken_away(input: &str, field: QueryField, value: &str) -> String {
    let query = parse(input, today());
    without_term(input, &find_term(&query, field, value).unwrap().typed)
}

#[test]
fn a_facet_is_added_once_and_taken_away() {
    let with = with_term("bridge", QueryField::Outlet, "The Bell");
    assert_eq!(with, "bridge outlet:\"The Bell\"");
    assert_eq!(with_term(&with, QueryField::Outlet, "the bell"), with);
    assert_eq!(taken_away(&with, QueryField::Outlet, "The Bell"), "bridge");
    assert_eq!(with_term("", QueryField::Speaker, "Ober"), "speaker:Ober");
    assert_eq!(taken_away("date:2022-06 x", QueryField::Date, "2022-06"), "x");
    for (input, value, expected) in [
        ("a speaker:ober b", "ober", "a b"),
        ("a -b OR speaker:ober c", "ober", "a -b c"),
        ("speaker:ober OR b c", "ober", "b c"),
        ("(speaker:ober) a", "ober", "() a"),
        ("speaker:ober,vey a", "ober", "speaker:vey a"),
        ("speaker:vey,ober a", "ober", "speaker:vey a"),
    ] {
        assert_eq!(taken_away(input, QueryField::Speaker, value), expected);
    }
    let query = parse("a NOT b c", today());
    assert_eq!(without_term("a NOT b c", &(6..7)), "a c");
    assert!(matches!(query.terms()[1].matching, Matching::Word(_)));
}
