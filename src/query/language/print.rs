//! A query as text again, in one canonical spelling: parsing it gives the same
//! query. Words come out folded; what a person typed is changed by
//! [`super::edit`] instead, which leaves the rest as it is.

use crate::library::index::{Field, Mark, Matching, Node, Query, Sort, Term};
use crate::query::fields::{self, Key, Meaning};
use newsquotes::model::Date;

/// The text of a query.
#[must_use]
pub(crate) fn print(query: &Query) -> String {
    let mut parts = Vec::new();
    match &query.root {
        Some(Node::And(nodes)) => parts.extend(nodes.iter().map(beside)),
        root => parts.extend(root.iter().map(beside)),
    }
    parts.extend(query.sort.map(order));
    parts.join(" ")
}

/// A node that stands beside others.
fn beside(node: &Node) -> String {
    match node {
        Node::Or(nodes) => nodes.iter().map(bound).collect::<Vec<_>>().join(" OR "),
        other => bound(other),
    }
}

/// A node that an operator takes.
fn bound(node: &Node) -> String {
    match node {
        Node::Term(one) => term(one),
        Node::Not(inner) => format!("-{}", bound(inner)),
        Node::And(nodes) => {
            format!("({})", nodes.iter().map(beside).collect::<Vec<_>>().join(" "))
        }
        Node::Or(_) => format!("({})", beside(node)),
    }
}

fn term(term: &Term) -> String {
    let name = match (&term.matching, term.field) {
        (Matching::Near { .. }, Field::Words) => "near",
        (_, Field::Words) => "",
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
    let iso = |date: Option<Date>| date.and_then(|date| date.iso()).unwrap_or_default();
    if from == to { iso(from) } else { format!("{}..{}", iso(from), iso(to)) }
}

fn choice(field: Field, mark: Mark) -> &'static str {
    let choices = fields::entry(field).map_or(&[][..], |entry| entry.value.choices());
    let meant = choices.iter().find(|choice| choice.means == Meaning::Mark(mark));
    meant.map_or("", fields::Choice::name)
}

fn order(sort: Sort) -> String {
    let entry = fields::FIELDS.iter().find(|entry| entry.key == Key::Sort);
    let choices = entry.map_or(&[][..], |entry| entry.value.choices());
    let meant = choices.iter().find(|choice| choice.means == Meaning::Sort(sort));
    format!("sort:{}", meant.map_or("", fields::Choice::name))
}
