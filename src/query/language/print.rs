//! A query as text again, in one canonical spelling: parsing it gives the same
//! query. Words come out folded; what a person typed is changed by
//! [`super::edit`] instead, which leaves the rest as it is.

use crate::library::index::{Matching, Query, QueryField, QueryMark, QueryNode, QueryTerm, Sort};
use crate::library::sure::sure;
use crate::query::fields::{self, FieldKey, Meaning};
use newsquotes::model::Date;

/// The text of a query.
#[must_use]
pub(crate) fn print(query: &Query) -> String {
    let mut parts = Vec::new();
    match &query.root {
        Some(QueryNode::And(nodes)) => parts.extend(nodes.iter().map(beside)),
        root => parts.extend(root.iter().map(beside)),
    }
    parts.extend(query.sort.map(order));
    parts.join(" ")
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
            format!("({})", nodes.iter().map(beside).collect::<Vec<_>>().join(" "))
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
