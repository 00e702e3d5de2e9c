//! The query language: what a person types becomes a [`Query`].
//!
//! | typed | asks for |
//! |---|---|
//! | `bridge keep` | both words, in any of their forms |
//! | `"we keep it"` | these words in this order |
//! | `bridge OR ferry` | either; `OR` joins the two beside it: `a b OR c` is `a (b OR c)` |
//! | `-ferry`, `NOT ferry` | without |
//! | `(…)` | one term of several |
//! | `brid*`, `br*ge` | the beginning of a word, or a part left out |
//! | `stoltenburg~`, `~2` | one or two letters wrong |
//! | `/bridges?/` | a regular expression over single words |
//! | `"bridge keep"~5`, `near:5(bridge keep)` | all of them within five words |
//! | `speaker:ober`, `outlet:"The Bell",courier`, `title:(a OR b)` | a field, see [`super::fields`] |
//! | `after:last week`, `date:2022-06..` | a time, see [`super::when`] |
//!
//! Everything parses. What is wrong is a problem at its place in the input,
//! and the rest holds. Nothing recurses: parentheses are kept on a stack of
//! bounded depth, so that any input takes linear time. What the words match is
//! the business of the index.

mod chunk;
mod edit;
mod print;
mod scanner;
mod tree;
mod value;

use std::ops::Range;

use self::scanner::{QueryPiece, QueryScanner};
use self::tree::QueryTree;
use super::fields::{self, FieldEntry, FieldKey, FieldValue};
use crate::library::index::{Query, QueryField, QueryNode, QueryProblem, Sort};
use crate::library::sure::sure;
use newsquotes::model::Date;

pub(crate) use self::edit::{with_term, without_term};
pub(crate) use self::print::print;

/// More terms than these are left out: `find -` is there for whole passages.
const MOST_TERMS: usize = 100;
/// Further problems are not worth saying.
const MOST_PROBLEMS: usize = 20;

/// Reads a finished query. Ranges are bytes of `input`.
#[must_use]
pub(crate) fn parse(input: &str, today: Date) -> Query {
    QueryParser::new(input, None, today).run()
}

/// Reads a query that is still being typed: the word that ends at `cursor`
/// (bytes) is the beginning of a word, and what is merely unfinished there is
/// no problem.
#[must_use]
pub(crate) fn parse_typing(input: &str, cursor: usize, today: Date) -> Query {
    QueryParser::new(input, Some(cursor), today).run()
}

struct QueryParser<'a> {
    input: &'a str,
    scanner: QueryScanner<'a>,
    /// Where the cursor stands while the query is being typed.
    cursor: Option<usize>,
    today: Date,
    tree: QueryTree,
    terms: usize,
    sort: Option<Sort>,
    problems: Vec<QueryProblem>,
}

impl<'a> QueryParser<'a> {
    fn new(input: &'a str, cursor: Option<usize>, today: Date) -> QueryParser<'a> {
        QueryParser {
            input,
            scanner: QueryScanner::new(input),
            cursor,
            today,
            tree: QueryTree::new(),
            terms: 0,
            sort: None,
            problems: Vec::new(),
        }
    }

    fn run(mut self) -> Query {
        while let Some((piece, range)) = self.scanner.next_piece() {
            self.take(piece, range);
        }
        while let Some(open) = self.tree.open() {
            if !self.is_typing_at_end() {
                self.problem(open, "This parenthesis is not closed.");
            }
            self.close();
        }
        self.dangling();
        let QueryParser { mut tree, sort, mut problems, .. } = self;
        problems.sort_by_key(|problem| (problem.typed.start, problem.typed.end));
        Query { root: tree.finish(), sort, problems }
    }

    fn take(&mut self, piece: QueryPiece, range: Range<usize>) {
        match piece {
            QueryPiece::Open => self.open(range, None),
            QueryPiece::Close if self.tree.open().is_some() => self.close(),
            QueryPiece::Close => {
                if !self.tree.skip_close() {
                    self.problem(range, "No parenthesis is open here.");
                }
            }
            QueryPiece::Or => {
                if !self.tree.or(range.clone()) {
                    self.problem(range, "OR needs something before it.");
                }
            }
            QueryPiece::And => self.tree.and(),
            QueryPiece::Not => self.tree.not(),
            QueryPiece::Name(entry) => self.named(entry, range),
            QueryPiece::UnknownName => self.unknown(range),
            other => {
                let (field, start) = (self.tree.field(), range.start);
                let node = self.words(field, other, range, start);
                self.push(node);
            }
        }
    }

    fn open(&mut self, range: Range<usize>, field: Option<QueryField>) {
        if !self.tree.push(range.clone(), field) {
            self.problem(range, "So many parentheses inside each other are not looked at.");
        }
    }

    fn close(&mut self) {
        self.dangling();
        self.tree.close();
    }

    /// An `OR` with nothing behind it.
    fn dangling(&mut self) {
        if let Some(or) = self.tree.dangling_or()
            && !self.is_typing_at_end()
        {
            self.problem(or, "OR needs something behind it.");
        }
    }

    /// A field and its value.
    fn named(&mut self, entry: &'static FieldEntry, name: Range<usize>) {
        if self.scanner.at_blank() {
            if !self.is_cursor_at(name.end) {
                let words = format!(
                    "`{0}:` needs a value right behind it, such as {1}.",
                    entry.name(),
                    entry.example
                );
                self.problem(name, words);
            }
            return;
        }
        let node = match (entry.key, entry.value) {
            (FieldKey::Near, _) => self.near(name.start),
            (FieldKey::After | FieldKey::Before | FieldKey::Of(QueryField::Date), _) => {
                self.time(entry, name.start)
            }
            (FieldKey::Of(field), FieldValue::Words | FieldValue::Names) => {
                if let Some(range) = self.scanner.open_here() {
                    return self.open(range, Some(field));
                }
                self.field(field, entry.value, name.start)
            }
            (_, _) => self.list(name.start, |parser, piece, range, start| {
                parser.choice(entry, &piece, range, start)
            }),
        };
        self.push(node);
    }

    /// The value of a field of words, or a list of names.
    fn field(&mut self, field: QueryField, value: FieldValue, start: usize) -> Option<QueryNode> {
        if matches!(value, FieldValue::Words) {
            let (piece, range) = self.scanner.value(&[]);
            return self.words(field, piece, range, start);
        }
        self.list(start, |parser, piece, range, start| parser.words(field, piece, range, start))
    }

    /// A name that is no field: its value is looked for as words.
    fn unknown(&mut self, name: Range<usize>) {
        let typed = sure(self.input.get(name.clone()));
        let words = match fields::nearest(typed.trim_end_matches(':')) {
            Some(entry) => {
                format!("There is no field `{typed}`; did you mean `{}:`?", entry.name())
            }
            None => {
                format!("There is no field `{typed}`; what is behind it is looked for everywhere.")
            }
        };
        self.problem(name, words);
    }

    fn push(&mut self, node: Option<QueryNode>) {
        match node {
            Some(node) => self.tree.add(node),
            None => self.tree.drop_operators(),
        }
    }

    fn problem(&mut self, typed: Range<usize>, words: impl Into<String>) {
        if self.problems.len() < MOST_PROBLEMS {
            self.problems.push(QueryProblem { typed, words: words.into() });
        }
    }

    /// Whether what ends at `end` may go on as the person types.
    fn is_cursor_at(&self, end: usize) -> bool {
        self.cursor == Some(end)
    }

    fn is_typing_at_end(&self) -> bool {
        self.cursor.is_some_and(|cursor| cursor >= self.input.trim_end().len())
    }

    /// Counts one more term; `false` when there are enough.
    fn may_add(&mut self, typed: &Range<usize>) -> bool {
        self.terms += 1;
        if self.terms == MOST_TERMS + 1 {
            let words = format!("Only the first {MOST_TERMS} words and conditions count.");
            self.problem(typed.clone(), words);
        }
        self.terms <= MOST_TERMS
    }
}

#[cfg(test)]
mod tests;
