//! Changes of a typed query that leave the rest of it as it was typed: what a
//! click on a facet does.

use std::ops::Range;

use super::parse;
use super::scanner::is_quote;
use crate::library::index::{Matching, Query, QueryField, QueryTerm};
use crate::library::sure::sure;
use crate::query::fields;
use newsquotes::model::Date;

/// The query with one more condition: `with_term("bridge", Field::Outlet,
/// "The Bell")` is `bridge outlet:"The Bell"`. One that has it stays.
#[must_use]
pub(crate) fn with_term(input: &str, field: QueryField, value: &str) -> String {
    let query = parse(input, Date::default());
    if find_term(&query, field, value).is_some() {
        return input.to_owned();
    }
    let gap = if input.is_empty() || input.ends_with(char::is_whitespace) { "" } else { " " };
    format!("{input}{gap}{}", condition(field, value))
}

/// The query without the term that was read from `typed`, and without the
/// operator that bound it.
#[must_use]
pub(crate) fn without_term(input: &str, typed: &Range<usize>) -> String {
    let before = sure(input.get(..typed.start));
    let after = sure(input.get(typed.end..));
    if let Some(before) = before.strip_suffix(',') {
        return format!("{before}{after}");
    }
    if let (true, Some(after)) = (before.ends_with(':'), after.strip_prefix(',')) {
        return format!("{before}{after}");
    }
    let before = without_operators(before);
    let after = match after.trim_start().strip_prefix("OR ") {
        Some(rest) if before.len() == sure(input.get(..typed.start)).trim_end().len() => rest,
        _ => after,
    };
    join(before, after)
}

/// The term of a query that asks for just this value.
#[must_use]
pub(super) fn find_term<'a>(
    query: &'a Query,
    field: QueryField,
    value: &str,
) -> Option<&'a QueryTerm> {
    let wanted = parse(&condition(field, value), Date::default());
    let wanted = wanted.terms().first().map(|term| &term.matching).cloned()?;
    let same = |term: &&&QueryTerm| term.field == field && same(&term.matching, &wanted);
    query.terms().iter().find(same).copied()
}

/// Whether two conditions ask for the same words or days.
fn same(one: &Matching, other: &Matching) -> bool {
    match (one, other) {
        (Matching::Word(word), Matching::Phrase(words))
        | (Matching::Phrase(words), Matching::Word(word)) => {
            words.as_slice() == std::slice::from_ref(word)
        }
        _ => one == other,
    }
}

/// `outlet:"The Bell"`: what is not a word or a date stands between marks.
fn condition(field: QueryField, value: &str) -> String {
    let name = fields::name(field);
    let plain = |c: char| c.is_alphanumeric() || c == '-';
    if !value.is_empty() && value.chars().all(plain) && !value.starts_with('-') {
        format!("{name}:{value}")
    } else {
        format!("{name}:\"{}\"", value.replace(ends_quotation, " ").trim())
    }
}

/// What would end the quotation, or make its last word a beginning.
fn ends_quotation(c: char) -> bool {
    is_quote(c) || c == '*'
}

/// Without the negation or `OR` at the end.
fn without_operators(before: &str) -> &str {
    let mut rest = before;
    loop {
        let trimmed = rest.trim_end();
        let is_word = |shorter: &str| shorter.is_empty() || shorter.ends_with([' ', '(']);
        let shorter = ["NOT", "OR", "-"]
            .iter()
            .find_map(|operator| trimmed.strip_suffix(operator).filter(|shorter| is_word(shorter)));
        match shorter {
            Some(shorter) => rest = shorter,
            None => return trimmed,
        }
    }
}

fn join(before: &str, after: &str) -> String {
    let after = after.trim_start();
    let gap =
        before.is_empty() || before.ends_with('(') || after.is_empty() || after.starts_with(')');
    format!("{before}{}{after}", if gap { "" } else { " " })
}
