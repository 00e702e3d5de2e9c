//! The values of fields: lists, choices and times.

use std::ops::Range;

use super::QueryParser;
use super::scanner::QueryPiece;
use super::tree::one_of;
use crate::library::index::{Matching, QueryField, QueryNode};
use crate::library::sure::sure;
use crate::query::fields::{FieldChoice, FieldEntry, FieldKey, FieldValue, Meaning};
use crate::query::when;

/// Two times and the word between them.
const MOST_WORDS: usize = 2 * when::MOST_WORDS + 1;

impl QueryParser<'_> {
    /// Values with commas between them, any of which may match. One alone
    /// stands at its field's name, of several each for itself.
    pub(super) fn list(
        &mut self,
        start: usize,
        mut value: impl FnMut(&mut Self, QueryPiece, Range<usize>, usize) -> Option<QueryNode>,
    ) -> Option<QueryNode> {
        let (piece, range) = self.scanner.value(&[',']);
        if self.scanner.skip(",").is_none() {
            return value(self, piece, range, start);
        }
        let from = range.start;
        let mut nodes: Vec<QueryNode> = value(self, piece, range, from).into_iter().collect();
        while !self.scanner.at_blank() {
            let (piece, range) = self.scanner.value(&[',']);
            let from = range.start;
            nodes.extend(value(self, piece, range, from));
            if self.scanner.skip(",").is_none() {
                break;
            }
        }
        one_of(nodes)
    }

    /// One of the choices of a field.
    pub(super) fn choice(
        &mut self,
        entry: &'static FieldEntry,
        piece: &QueryPiece,
        range: Range<usize>,
        start: usize,
    ) -> Option<QueryNode> {
        let inside = match piece {
            QueryPiece::Quoted { inside, .. } | QueryPiece::Regex { inside } => inside.clone(),
            _ => range.clone(),
        };
        let typed = start..range.end;
        let name = sure(self.input.get(inside)).trim();
        let Some(choice) = entry.value.choice(name) else {
            return self.other_choice(entry, name, range, typed);
        };
        match (choice.means, entry.key) {
            (Meaning::Sort(sort), _) => {
                self.sort = Some(sort);
                None
            }
            (Meaning::Mark(mark), FieldKey::Of(field)) => {
                self.term(field, Matching::Mark(mark), typed)
            }
            (Meaning::Word, FieldKey::Of(field)) => {
                self.term(field, Matching::Word(choice.name().to_owned()), typed)
            }
            _ => None,
        }
    }

    /// A value that is not in the table: a code of a language may stand for
    /// itself; else the nearest is proposed.
    fn other_choice(
        &mut self,
        entry: &'static FieldEntry,
        name: &str,
        range: Range<usize>,
        typed: Range<usize>,
    ) -> Option<QueryNode> {
        let is_code = name.len() == 2 && name.bytes().all(|b| b.is_ascii_alphabetic());
        if entry.key == FieldKey::Of(QueryField::Language) && is_code {
            return self.term(QueryField::Language, Matching::Word(name.to_lowercase()), typed);
        }
        if self.is_cursor_at(range.end) {
            return None;
        }
        let field = entry.name();
        let words = match entry.value.nearest(name) {
            Some(near) => {
                format!("`{field}:{name}` is not known; did you mean `{field}:{}`?", near.name())
            }
            None => format!("`{field}:{name}` is not known; there is {}.", choices(entry.value)),
        };
        self.problem(range, words);
        None
    }

    /// A time, which may have several words without marks around them.
    pub(super) fn time(&mut self, entry: &'static FieldEntry, start: usize) -> Option<QueryNode> {
        if self.scanner.at_quote() {
            return self.quoted_time(entry, start);
        }
        let from = self.scanner.at();
        let ends = self.scanner.word_ends(MOST_WORDS);
        for &end in ends.iter().rev() {
            let words = sure(self.input.get(from..end));
            if let Some(node) = self.days(entry, words, start..end) {
                self.scanner.go_to(end);
                return Some(node);
            }
        }
        self.untimely(from, &ends);
        None
    }

    /// What is no time: skipped, and said unless it is being typed.
    fn untimely(&mut self, from: usize, ends: &[usize]) {
        let Some(&first) = ends.first() else {
            self.scanner.value(&[]);
            return self.no_time(from..self.scanner.at());
        };
        let last = ends.last().copied().unwrap_or(first);
        let head = sure(self.input.get(from..first));
        let goes_on = first == last || is_beginning(head);
        if self.is_cursor_at(self.input.len()) && last == self.input.trim_end().len() && goes_on {
            self.scanner.go_to(last);
        } else {
            self.scanner.go_to(first);
            self.no_time(from..first);
        }
    }

    fn quoted_time(&mut self, entry: &'static FieldEntry, start: usize) -> Option<QueryNode> {
        let (piece, range) = self.scanner.value(&[]);
        let QueryPiece::Quoted { inside, .. } = piece else { return None };
        let words = sure(self.input.get(inside));
        let node = self.days(entry, words, start..range.end);
        if node.is_none() && !self.is_typing_at_end() {
            self.no_time(range);
        }
        node
    }

    fn no_time(&mut self, range: Range<usize>) {
        let words = "This is no time; write 2022-06, march 2022, yesterday or last week.";
        self.problem(range, words);
    }

    /// The days that `words` mean for a field of time, or for several with
    /// commas between them.
    fn days(
        &mut self,
        entry: &'static FieldEntry,
        words: &str,
        typed: Range<usize>,
    ) -> Option<QueryNode> {
        let each: Option<Vec<_>> = match when::range(words, self.today) {
            Some(days) => Some(vec![days]),
            None if words.contains(',') => {
                words.split(',').map(|part| when::range(part, self.today)).collect()
            }
            None => None,
        };
        let nodes = each?.into_iter().filter_map(|(from, to)| {
            let (from, to) = match entry.key {
                FieldKey::After => (Some(from?), None),
                FieldKey::Before => (None, Some(when::before(from?)?)),
                _ => (from, to),
            };
            self.term(QueryField::Date, Matching::Days { from, to }, typed.clone())
        });
        let nodes = nodes.collect();
        one_of(nodes)
    }
}

/// Whether a word may be the first of a time of several words.
fn is_beginning(word: &str) -> bool {
    let word = word.to_lowercase();
    let starters = ["last", "this", "past", "previous", "current", "day", "in", "on", "a", "the"];
    starters.contains(&word.as_str()) || word.starts_with(|c: char| c.is_ascii_digit())
}

fn choices(value: FieldValue) -> String {
    let names: Vec<&str> = value.choices().iter().map(FieldChoice::name).collect();
    match names.split_last() {
        Some((last, rest)) if !rest.is_empty() => format!("{} and {last}", rest.join(", ")),
        _ => names.concat(),
    }
}
