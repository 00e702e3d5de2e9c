//! A query as text again, in one canonical spelling: parsing it gives the same
//! query. Words come out folded; what a person typed is changed by
//! [`super::edit`] instead, which leaves the rest as it is.

use crate::library::index::{Matching, Query, QueryField, QueryMark, QueryNode, QueryTerm, Sort};
use crate::library::sure::sure;
use crate::query::fields::{self, FieldKey, Meaning};
use crate::query::when;
use newsquotes::model::Date;

/// Whether words are a time does not depend on the day.
const ANY_DAY: Date = Date { year: Some(2000), month: Some(1), day: Some(1), minute: None };

/// The text of a query.
#[must_use]
pub(crate) fn print(query: &Query) -> String {
    let mut parts = Vec::new();
    match &query.root {
        Some(QueryNode::And(nodes)) => parts.push(side_by_side(nodes)),
        root => parts.extend(root.iter().map(beside)),
    }
    parts.extend(query.sort.map(order));
    parts.join(" ")
}

/// Nodes one behind the other.
fn side_by_side(nodes: &[QueryNode]) -> String {
    nodes.iter().rev().fold(String::new(), |behind, node| {
        let part = kept_apart(beside(node), &behind);
        if behind.is_empty() { part } else { format!("{part} {behind}") }
    })
}

/// A part that ends with a time, between marks where the words behind it would
/// go on with the time: `date:"2022" march` is no `date:2022 march`.
fn kept_apart(part: String, behind: &str) -> String {
    let name = format!("{}:", fields::name(QueryField::Date));
    let Some((head, time)) = part.rsplit_once(&name) else { return part };
    let is_bare = time.bytes().all(|byte| byte.is_ascii_digit() || matches!(byte, b'-' | b'.'));
    let mut words = time.to_owned();
    let goes_on = behind.split_whitespace().take(2 * when::MOST_WORDS).any(|word| {
        words.push(' ');
        words.push_str(word);
        when::range(&words, ANY_DAY).is_some()
    });
    if is_bare && goes_on { format!("{head}{name}\"{time}\"") } else { part }
}

/// A node that stands beside others.
fn beside(node: &QueryNode) -> String {
    match node {
        QueryNode::Or(nodes) => nodes.iter().map(bound).collect::<Vec<_>>().join(" OR "),
        other => bound(other),
    }
}

/// A node that an operator takes.
fn bound(node: &QueryNode) -> String {
    match node {
        QueryNode::Term(one) => term(one),
        QueryNode::Not(inner) => format!("-{}", bound(inner)),
        QueryNode::And(nodes) => {
            format!("({})", side_by_side(nodes))
        }
        QueryNode::Or(_) => format!("({})", beside(node)),
    }
}

fn term(term: &QueryTerm) -> String {
    let name = match (&term.matching, term.field) {
        (Matching::Near { .. }, QueryField::Words) => "near",
        (_, QueryField::Words) => "",
        (_, field) => fields::name(field),
    };
    let value = match &term.matching {
        Matching::Word(word) => word.clone(),
        Matching::Prefix(word) => format!("{word}*"),
        Matching::Fuzzy { word, distance: 1 } => format!("{word}~"),
        Matching::Fuzzy { word, distance } => format!("{word}~{distance}"),
        Matching::Phrase(words) => format!("\"{}\"", words.join(" ")),
        Matching::Near { words, within } => format!("\"{}\"~{within}", words.join(" ")),
        Matching::Regex(pattern) => format!("/{pattern}/"),
        Matching::Days { from, to } => days(*from, *to),
        Matching::Mark(mark) => choice(term.field, *mark).to_owned(),
    };
    let colon = if name.is_empty() { "" } else { ":" };
    format!("{name}{colon}{value}")
}

fn days(from: Option<Date>, to: Option<Date>) -> String {
    debug_assert!(from.is_some() || to.is_some(), "a time has a first day or a last one");
    let iso = |date: Option<Date>| date.map_or_else(String::new, |date| sure(date.iso()));
    if from == to { iso(from) } else { format!("{}..{}", iso(from), iso(to)) }
}

fn choice(field: QueryField, mark: QueryMark) -> &'static str {
    let choices = fields::entry(field).map_or(&[][..], |entry| entry.value.choices());
    let meant = choices.iter().find(|choice| choice.means == Meaning::Mark(mark));
    meant.map_or("", fields::FieldChoice::name)
}

fn order(sort: Sort) -> String {
    let entry = fields::FIELDS.iter().find(|entry| entry.key == FieldKey::Sort);
    let choices = entry.map_or(&[][..], |entry| entry.value.choices());
    let meant = choices.iter().find(|choice| choice.means == Meaning::Sort(sort));
    format!("sort:{}", meant.map_or("", fields::FieldChoice::name))
}
