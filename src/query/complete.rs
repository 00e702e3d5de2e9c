//! Completion of a query at the cursor: names of fields, their values with how
//! often they occur, and times.
//!
//! It looks only at the word at the cursor. Which values there are is asked of
//! the caller.

use std::ops::Range;

use super::fields::{self, FIELDS, FieldEntry, FieldKey, FieldValue};
use super::when;
use crate::library::index::QueryField;
use crate::library::sure::sure;

/// What can be completed at a place of a query.
#[derive(Clone, Debug, Default)]
pub(crate) struct Completion {
    /// The bytes of the input that a choice takes the place of.
    pub replaces: Range<usize>,
    /// What stands there up to the cursor, without an opening mark.
    pub prefix: String,
    wanted: CompletionWanted,
}

#[derive(Clone, Copy, Debug, Default)]
enum CompletionWanted {
    /// There is nothing to complete.
    #[default]
    Nothing,
    /// The name of a field.
    Names,
    /// A value of this field.
    Values(&'static FieldEntry),
}

impl Completion {}

/// What the cursor, in bytes, stands behind.
#[must_use]
pub(crate) fn complete(typed: &str, cursor: usize) -> Completion {
    let Some(before) = typed.get(..cursor) else { return Completion::default() };
    let quote = open_quote(before);
    let start = word_start(quote.map_or(before, |at| sure(before.get(..at))));
    let word = sure(before.get(start..));
    let sign = word.len() - word.trim_start_matches('-').len();
    let (start, word) = (start + sign, sure(word.get(sign..)));
    let completion = |start: usize, wanted: CompletionWanted| {
        let prefix = sure(before.get(start..)).trim_start_matches(is_mark);
        Completion { replaces: start..end_of(typed, cursor), prefix: prefix.to_owned(), wanted }
    };
    let named = word.split_once(':').and_then(|(name, value)| Some((fields::named(name)?, value)));
    match named {
        Some((entry, value)) => {
            // Of a list, the last value.
            let value = match (quote, value.rsplit_once(',')) {
                (_, Some((_, last))) => last,
                (_, None) => value,
            };
            completion(before.len() - value.len(), CompletionWanted::Values(entry))
        }
        None if quote.is_none() && word.bytes().all(|b| b.is_ascii_alphabetic()) => {
            completion(start, CompletionWanted::Names)
        }
        None => Completion::default(),
    }
}

/// What to offer, each with what is said of it: a value of the index with its
/// count from `values`, which gets a field and what its words begin with.
pub(crate) fn choices(
    completion: &Completion,
    mut values: impl FnMut(QueryField, &str) -> Vec<(String, usize)>,
) -> Vec<(String, String)> {
    let prefix = completion.prefix.to_lowercase();
    match completion.wanted {
        CompletionWanted::Nothing => Vec::new(),
        CompletionWanted::Names => names(&prefix),
        CompletionWanted::Values(entry) => match (entry.value, entry.key) {
            (FieldValue::Names, FieldKey::Of(field)) => {
                let found = values(field, &completion.prefix).into_iter();
                found.map(|(value, count)| (quoted(&value), count.to_string())).collect()
            }
            (FieldValue::Choice(choices), _) => choices
                .iter()
                .filter(|choice| choice.names.iter().any(|name| name.starts_with(&prefix)))
                .map(|choice| (choice.name().to_owned(), choice.about.to_owned()))
                .collect(),
            (FieldValue::Time, _) => when::OFFERED
                .iter()
                .filter(|time| time.starts_with(&prefix))
                .map(|time| ((*time).to_owned(), String::new()))
                .collect(),
            _ => Vec::new(),
        },
    }
}

/// The fields with a name that begins so; none for no letter at all.
fn names(prefix: &str) -> Vec<(String, String)> {
    let begins = |entry: &&FieldEntry| {
        !prefix.is_empty() && entry.names.iter().any(|name| name.starts_with(prefix))
    };
    let entries = FIELDS.iter().filter(begins);
    entries.map(|entry| (format!("{}:", entry.name()), entry.about.to_owned())).collect()
}

/// A value as it is typed: between marks if it is more than a word.
fn quoted(value: &str) -> String {
    let plain = value.chars().all(|c| c.is_alphanumeric() || c == '-');
    if plain { value.to_owned() } else { format!("\"{}\"", value.replace('"', " ")) }
}

fn is_mark(c: char) -> bool {
    matches!(c, '"' | '“' | '”')
}

/// Where a quotation begins that is not closed.
fn open_quote(before: &str) -> Option<usize> {
    let mut open = None;
    for (at, _) in before.char_indices().filter(|(_, c)| is_mark(*c)) {
        open = if open.is_none() { Some(at) } else { None };
    }
    open
}

fn word_start(before: &str) -> usize {
    let blank = before.char_indices().rev().find(|(_, c)| c.is_whitespace() || *c == '(');
    blank.map_or(0, |(at, c)| at + c.len_utf8())
}

/// The end of the word that the cursor stands in.
fn end_of(typed: &str, cursor: usize) -> usize {
    let rest = sure(typed.get(cursor..));
    let ends = |c: char| c.is_whitespace() || matches!(c, '(' | ')' | ',');
    cursor + rest.find(ends).unwrap_or(rest.len())
}

#[cfg(test)]
mod tests {
    use super::*;

    /// What is replaced, and what by.
    fn offered(typed: &str) -> (String, Vec<String>) {
        let completion = complete(typed, typed.len());
        let values = |field: QueryField, prefix: &str| {
            assert_eq!(field, QueryField::Outlet);
            vec![("The Bell".to_owned(), 12), (format!("{prefix}x"), 3)]
        };
        let found = choices(&completion, values);
        let replaced = typed[completion.replaces].to_owned();
        (replaced, found.into_iter().map(|(value, _)| value).collect())
    }

    #[test]
    fn fields_values_and_times_are_offered() {
        for (typed, replaced, first) in [
            ("bridge spea", "spea", "speaker:"),
            ("-(outl", "outl", "outlet:"),
            ("outlet:be", "be", "\"The Bell\""),
            ("outlet:\"The B", "\"The B", "\"The Bell\""),
            ("outlet:courier,be", "be", "\"The Bell\""),
            ("is:st", "st", "starred"),
            ("after:last", "last", "last week"),
            ("sort:", "", "relevance"),
        ] {
            let (there, offers) = offered(typed);
            assert_eq!(there, replaced, "{typed}");
            assert_eq!(offers[0], first, "{typed}");
        }
    }

    #[test]
    fn nothing_is_offered_for_nothing() {
        for typed in ["", "bridge ", "10:3", "\"we keep", "xyzzy", "title:bri"] {
            assert_eq!(offered(typed).1, Vec::<String>::new(), "{typed}");
        }
        assert_eq!(complete("é", 1).replaces, 0..0);
        let completion = complete("outlet:bell ferry", 9);
        assert_eq!((completion.replaces, completion.prefix.as_str()), (7..11, "be"));
    }
}
