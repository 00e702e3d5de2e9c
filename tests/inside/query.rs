//! The query language on any input: it always parses, points into the input,
//! and prints what parses to the same.

use std::ops::Range;

use crate::library::index::words::words;
use crate::library::index::{Matching, Query, QueryField, QueryNode, QueryTerm};
use crate::query::fields::{FIELDS, FieldKey};
use crate::query::language::{parse, parse_typing, print, with_term, without_term};
use newsquotes::folding;
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

fn unplaced(node: QueryNode) -> QueryNode {
    match node {
        QueryNode::And(nodes) => QueryNode::And(nodes.into_iter().map(unplaced).collect()),
        QueryNode::Or(nodes) => QueryNode::Or(nodes.into_iter().map(unplaced).collect()),
        QueryNode::Not(inner) => QueryNode::Not(Box::new(unplaced(*inner))),
        QueryNode::Term(term) => QueryNode::Term(QueryTerm { typed: 0..0, ..term }),
    }
}

/// Every place that a query points at, those under negations too.
fn places(query: &Query) -> Vec<Range<usize>> {
    fn collect(node: &QueryNode, places: &mut Vec<Range<usize>>) {
        match node {
            QueryNode::And(nodes) | QueryNode::Or(nodes) => {
                for node in nodes {
                    collect(node, places);
                }
            }
            QueryNode::Not(inner) => collect(inner, places),
            QueryNode::Term(term) => places.push(term.typed.clone()),
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
        exotic(),
    ];
    proptest::collection::vec(piece, 0..14).prop_map(|pieces| pieces.concat())
}

/// Characters that become others when they are compared: compatibility and
/// presentation forms, digits that are letters, accents that stand alone, and
/// the marks that may stand inside a word.
fn exotic() -> impl Strategy<Value = String> {
    let chosen = "½²Ⅳⅷ①⒈㉈㏠㈱㍿ﷺﹰﻼﬁſŉǆßẞıİςǅªºʰﾊﾟがはﾞ한\u{1100}\u{1161}\u{11a8}橋กำไ٣۳߁𝟙𞹑𞹲𐒠ـ\u{301}\u{345}\u{64b}\
        \u{1100}\u{200d}\u{ad}\u{feff}\u{2044}'’ʼ＇‘.．:，,_＿-‐·°″”＂«*~/|()\\09aSs";
    let chosen: Vec<char> = chosen.chars().collect();
    let one = prop_oneof![4 => proptest::sample::select(chosen), 1 => any::<char>()];
    proptest::collection::vec(one, 1..7).prop_map(String::from_iter)
}

/// Times as they are typed, those at the edges of the calendar too.
fn time() -> impl Strategy<Value = String> {
    let year = prop_oneof![0..3_u16, 1900..2100_u16, 9997..10_000_u16];
    let day = (year, 0..14_u8, 0..33_u8, 0..9_u8).prop_map(|(year, month, day, shape)| {
        let ago = ["a year ago", "9999 weeks ago", "last month", "past 700 years", "last winter"];
        match shape {
            0 => format!("{year:04}"),
            1 => format!("{year:04}-{month:02}"),
            2 => format!("{year:04}-{month:02}-{day:02}"),
            3 => format!("{day}.{month}.{year:04}"),
            4 => format!("\"winter {year:04}\""),
            5 => format!("{year:04}-q{}", month % 5),
            6 => format!("{day} march"),
            7 => format!("\"{}\"", ago[usize::from(day) % ago.len()]),
            _ => format!("٢٠٢{month}"),
        }
    });
    let name = proptest::sample::select(vec!["date:", "after:", "before:", "-on:"]);
    let both = (day.clone(), day.clone()).prop_map(|(from, to)| format!("{from}..{to}"));
    let open = (day.clone(), any::<bool>())
        .prop_map(|(day, until)| if until { format!("..{day}") } else { format!("{day}..") });
    (name, prop_oneof![day, both, open]).prop_map(|(name, value)| format!("{name}{value}"))
}

/// What a query prints parses to the same query and has nothing wrong.
fn assert_printable(input: &str) -> Result<(), TestCaseError> {
    for query in [parse(input, today()), parse_typing(input, input.len(), today())] {
        let printed = print(&query);
        let again = parse(&printed, today());
        prop_assert_eq!(&again.problems, &vec![], "{}", &printed);
        prop_assert_eq!(bare(&again), bare(&query), "{}", printed);
    }
    Ok(())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(1000))]

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
        assert_printable(&input)?;
    }

    #[test]
    fn terms_of_any_characters_print_in_every_manner(
        one in exotic(),
        two in exotic(),
        field in proptest::sample::select(vec!["", "-", "speaker:", "title:", "outlet:", "tag:"]),
    ) {
        let terms = [
            one.clone(),
            format!("{one}*"),
            format!("{one}~2"),
            format!("{one}*{two}"),
            format!("\"{one} {two}\""),
            format!("\"{one} {two}*\""),
            format!("\"{one} {two}\"~4"),
            format!("/{one}/"),
            format!("({one} OR {two})"),
            format!("{one},{two}"),
        ];
        for term in terms {
            assert_printable(&format!("{field}{term}"))?;
        }
        assert_printable(&format!("near:5({one} {two})"))?;
    }

    #[test]
    fn times_print_as_what_they_mean(time in time()) {
        let query = parse(&time, today());
        prop_assert_eq!(bare(&parse(&print(&query), today())), bare(&query), "{}", print(&query));
    }

    #[test]
    fn a_folded_word_reads_as_itself(text in exotic()) {
        for word in words(&text, 0) {
            let folded = folding::word(&text[word]).into_owned();
            let again: Vec<_> = words(&folded, 0).map(|word| folding::word(&folded[word])).collect();
            prop_assert!(folded.is_empty() || again == [folded.as_str()], "{folded} {again:?}");
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
    fn an_added_term_is_found_again(input in "[a-z :()-]{0,20}", value in prop_oneof!["[A-Za-zé &'-]{1,12}", exotic()]) {
        let has_word = words(&value, 0).any(|word| !folding::word(&value[word]).is_empty());
        prop_assume!(has_word);
        let with = with_term(&input, QueryField::Outlet, &value);
        prop_assert!(with.starts_with(&input));
        prop_assert_eq!(with_term(&with, QueryField::Outlet, &value).starts_with(&with), true);
    }
}

#[test]
fn marks_that_hold_other_characters_together_come_back() {
    for input in [
        "𞹑'ﹰ²",
        "speaker:½'②",
        "\"x'ﹰ'y ㏠\"",
        "before:0001",
        "⒈2*",
        "date:\"2022\" march",
        "after:\"a year ago\"..1.1.0001",
    ] {
        let query = parse(input, today());
        assert_eq!(bare(&parse(&print(&query), today())), bare(&query), "{input}");
    }
}

#[test]
fn every_field_has_an_example_that_uses_it() {
    for entry in FIELDS {
        let query = parse(entry.example, today());
        assert_eq!(query.problems, [], "{}", entry.example);
        let used = match entry.key {
            FieldKey::Of(field) => query.terms().iter().any(|term| term.field == field),
            FieldKey::After | FieldKey::Before => {
                query.terms().iter().any(|t| matches!(t.matching, Matching::Days { .. }))
            }
            FieldKey::Near => {
                query.terms().iter().any(|t| matches!(t.matching, Matching::Near { .. }))
            }
            FieldKey::Sort => query.sort.is_some(),
        };
        assert!(used, "{}", entry.example);
        assert!(!entry.about.is_empty());
    }
}
