//! The query language on any input: it always parses, points into the input,
//! and prints what parses to the same.

use std::ops::Range;

use crate::library::index::{Field, Matching, Node, Query, Term};
use crate::query::fields::{FIELDS, Key};
use crate::query::language::{parse, parse_typing, print, with_term, without_term};
use newsquotes::model::Date;
use proptest::prelude::*;

fn today() -> Date {
    Date::parse_iso("2024-04-04").unwrap()
}

/// The tree without the places it was read from.
fn bare(query: &Query) -> Query {
    let root = query.root.clone().map(unplaced);
    Query { root, sort: query.sort, problems: Vec::new() }
}

fn unplaced(node: Node) -> Node {
    match node {
        Node::And(nodes) => Node::And(nodes.into_iter().map(unplaced).collect()),
        Node::Or(nodes) => Node::Or(nodes.into_iter().map(unplaced).collect()),
        Node::Not(inner) => Node::Not(Box::new(unplaced(*inner))),
        Node::Term(term) => Node::Term(Term { typed: 0..0, ..term }),
    }
}

/// Every place that a query points at, those under negations too.
fn places(query: &Query) -> Vec<Range<usize>> {
    fn collect(node: &Node, places: &mut Vec<Range<usize>>) {
        match node {
            Node::And(nodes) | Node::Or(nodes) => nodes.iter().for_each(|n| collect(n, places)),
            Node::Not(inner) => collect(inner, places),
            Node::Term(term) => places.push(term.typed.clone()),
        }
    }
    let mut places: Vec<_> = query.problems.iter().map(|p| p.typed.clone()).collect();
    if let Some(root) = &query.root {
        collect(root, &mut places);
    }
    places
}

/// Pieces of the language and what may stand between them, in any order.
fn typed() -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        proptest::sample::select(vec![
            " ",
            " ",
            " ",
            "(",
            ")",
            "-",
            "\"",
            "“",
            "”",
            "/",
            "*",
            "~",
            "~2",
            "|",
            ",",
            ":",
            "OR ",
            "AND ",
            "NOT ",
            "speaker:",
            "outlet:",
            "title:(",
            "near:",
            "near:5(",
            "date:",
            "after:",
            "before:",
            "is:",
            "has:",
            "kind:",
            "lang:",
            "sort:",
            "text:",
            "speeker:",
            "http://",
            "2022-06",
            "..",
            "last week",
            "yesterday",
            "march 2022",
            "bridge",
            "Ober’s",
            "U.S.",
            "starred",
            "newest",
            "direct",
            "10:30",
            "橋",
            "😀",
            "e\u{301}",
            "\\",
            ".*",
            "[",
            "don't",
        ])
        .prop_map(str::to_owned),
        "\\PC{1,4}",
    ];
    proptest::collection::vec(piece, 0..14).prop_map(|pieces| pieces.concat())
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 1000, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn anything_parses_and_points_into_the_input(input in typed(), cursor in 0..60_usize) {
        for query in [parse(&input, today()), parse_typing(&input, cursor, today())] {
            for place in places(&query) {
                prop_assert!(input.get(place.clone()).is_some_and(|s| !s.is_empty()), "{place:?}");
            }
            prop_assert!(query.problems.iter().all(|problem| problem.words.ends_with(['.', '?'])));
        }
    }

    #[test]
    fn what_is_printed_parses_to_the_same(input in typed()) {
        for query in [parse(&input, today()), parse_typing(&input, input.len(), today())] {
            let printed = print(&query);
            let again = parse(&printed, today());
            prop_assert_eq!(&again.problems, &vec![], "{}", &printed);
            prop_assert_eq!(bare(&again), bare(&query), "{}", printed);
        }
    }

    #[test]
    fn bytes_of_any_script_parse(input in any::<String>()) {
        let query = parse(&input, today());
        let again = parse(&print(&query), today());
        prop_assert_eq!(bare(&again), bare(&query));
        for place in places(&query) {
            let _ = without_term(&input, &place);
        }
    }

    #[test]
    fn an_added_term_is_found_again(input in "[a-z :()-]{0,20}", value in "[A-Za-zé &'-]{1,12}") {
        let with = with_term(&input, Field::Outlet, &value);
        prop_assert!(with.starts_with(&input));
        prop_assert_eq!(with_term(&with, Field::Outlet, &value).starts_with(&with), true);
    }
}

#[test]
fn every_field_has_an_example_that_uses_it() {
    for entry in FIELDS {
        let query = parse(entry.example, today());
        assert_eq!(query.problems, [], "{}", entry.example);
        let used = match entry.key {
            Key::Of(field) => query.terms().iter().any(|term| term.field == field),
            Key::After | Key::Before => {
                query.terms().iter().any(|t| matches!(t.matching, Matching::Days { .. }))
            }
            Key::Near => query.terms().iter().any(|t| matches!(t.matching, Matching::Near { .. })),
            Key::Sort => query.sort.is_some(),
        };
        assert!(used, "{}", entry.example);
        assert!(!entry.about.is_empty());
    }
}
