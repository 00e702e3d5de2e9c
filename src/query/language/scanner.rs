//! Cuts a query into its pieces: marks of the language and what stands
//! between them. It knows the names of fields and no more of their meaning.

use std::ops::Range;

use crate::library::sure::sure;
use crate::query::fields::{self, FieldEntry};

/// A piece of a query. What holds words says where they are.
#[derive(Clone, Debug)]
pub(super) enum QueryPiece {
    Open,
    Close,
    Or,
    And,
    Not,
    /// The name of a field with its colon.
    Name(&'static FieldEntry),
    /// A name with a colon and a value behind it that is no field.
    UnknownName,
    /// What stands between marks, and the number behind them: `"a b"~5`.
    Quoted {
        inside: Range<usize>,
        is_closed: bool,
        tilde: Option<usize>,
    },
    Regex {
        inside: Range<usize>,
    },
    /// Anything else up to a blank.
    Chunk,
}

#[derive(Debug)]
pub(super) struct QueryScanner<'a> {
    input: &'a str,
    at: usize,
}

/// Names of fields are no longer than this, in bytes.
const LONGEST_NAME: usize = 20;

impl<'a> QueryScanner<'a> {
    pub(super) fn new(input: &'a str) -> QueryScanner<'a> {
        QueryScanner { input, at: 0 }
    }

    fn rest(&self) -> &'a str {
        sure(self.input.get(self.at..))
    }

    /// The next byte that will be read.
    pub(super) fn at(&self) -> usize {
        self.at
    }

    pub(super) fn go_to(&mut self, at: usize) {
        self.at = at;
    }

    /// The next piece and its bytes.
    pub(super) fn next_piece(&mut self) -> Option<(QueryPiece, Range<usize>)> {
        let blanks = self.rest().len() - self.rest().trim_start().len();
        self.at += blanks;
        let start = self.at;
        let rest = self.rest();
        let first = rest.chars().next()?;
        let (piece, len) = match first {
            '(' => (QueryPiece::Open, 1),
            ')' => (QueryPiece::Close, 1),
            '|' => (QueryPiece::Or, rest.len() - rest.trim_start_matches('|').len()),
            '-' | '−' if is_negation(rest) => (QueryPiece::Not, first.len_utf8()),
            _ => match operator(rest).or_else(|| name(rest)) {
                Some(found) => found,
                None => return Some(self.value(&[])),
            },
        };
        self.at += len;
        Some((piece, start..self.at))
    }

    /// A quotation, a regular expression or a chunk, which also ends before
    /// `stops`. There must be something.
    pub(super) fn value(&mut self, stops: &[char]) -> (QueryPiece, Range<usize>) {
        let start = self.at;
        let rest = self.rest();
        let (piece, len) = match rest.chars().next() {
            Some(first) if is_quote(first) => quoted(rest, first.len_utf8(), start),
            Some('/') => {
                regex(rest, start).unwrap_or_else(|| (QueryPiece::Chunk, chunk(rest, stops)))
            }
            _ => (QueryPiece::Chunk, chunk(rest, stops)),
        };
        self.at += len;
        (piece, start..self.at)
    }

    /// Whether nothing or a blank follows.
    pub(super) fn at_blank(&self) -> bool {
        self.rest().chars().next().is_none_or(|c| c.is_whitespace() || c == ')')
    }

    /// Whether a quotation mark follows.
    pub(super) fn at_quote(&self) -> bool {
        self.rest().starts_with(is_quote)
    }

    /// Reads an opening parenthesis, if one follows.
    pub(super) fn open_here(&mut self) -> Option<Range<usize>> {
        self.skip("(")
    }

    /// Reads `sign`, if it follows.
    pub(super) fn skip(&mut self, sign: &str) -> Option<Range<usize>> {
        let start = self.at;
        self.rest().starts_with(sign).then(|| {
            self.at += sign.len();
            start..self.at
        })
    }

    /// Reads a number, if one follows.
    pub(super) fn number(&mut self) -> Option<usize> {
        let (number, len) = number(self.rest());
        self.at += len;
        number
    }

    /// Reads `~5` or `~`, if it follows.
    pub(super) fn tilde(&mut self) -> Option<usize> {
        let (number, len) = tilde(self.rest());
        self.at += len;
        number
    }

    /// Reads up to a closing parenthesis or the end.
    pub(super) fn inside_parentheses(&mut self) -> Range<usize> {
        let start = self.at;
        let len = self.rest().find(')').unwrap_or(self.rest().len());
        self.at += len;
        let _ = self.skip(")");
        start..start + len
    }

    /// The ends of the first `most` words that follow, in bytes; they stop
    /// before parentheses, quotations and fields.
    pub(super) fn word_ends(&self, most: usize) -> Vec<usize> {
        let mut ends = Vec::new();
        let mut at = self.at;
        while ends.len() < most {
            let rest = sure(self.input.get(at..));
            let word = rest.trim_start();
            let len = chunk(word, &[]);
            let is_other = word.starts_with(['(', ')']) || name(word).is_some();
            if word.is_empty() || is_other || word.starts_with(is_quote) || word.starts_with('|') {
                break;
            }
            at += rest.len() - word.len() + len;
            ends.push(at);
        }
        ends
    }
}

/// Whether a dash at the start of a word negates it: one alone, and something
/// right behind it.
fn is_negation(rest: &str) -> bool {
    let next = rest.chars().nth(1);
    next.is_some_and(|c| c.is_alphanumeric() || c == '(' || c == '/' || is_quote(c))
}

/// `OR`, `AND` and `NOT` in capitals, as words of their own.
fn operator(rest: &str) -> Option<(QueryPiece, usize)> {
    let words = [("OR", QueryPiece::Or), ("AND", QueryPiece::And), ("NOT", QueryPiece::Not)];
    words.into_iter().find_map(|(word, piece)| {
        let after = rest.strip_prefix(word)?;
        let alone = after.chars().next().is_none_or(|c| c.is_whitespace() || c == '(' || c == ')');
        alone.then_some((piece, word.len()))
    })
}

/// A name with its colon. A name that is no field must have a value, and not
/// be the beginning of an address.
fn name(rest: &str) -> Option<(QueryPiece, usize)> {
    let head = rest.as_bytes();
    let len = head.iter().take(LONGEST_NAME + 1).take_while(|b| b.is_ascii_alphabetic()).count();
    let value = rest.get(len..)?.strip_prefix(':')?;
    if let Some(entry) = rest.get(..len).and_then(fields::named) {
        return Some((QueryPiece::Name(entry), len + 1));
    }
    let may_be = value.starts_with(|c: char| c.is_alphanumeric() || is_quote(c) || c == '(');
    (len >= 2 && may_be).then_some((QueryPiece::UnknownName, len + 1))
}

/// The length of a run up to a blank, a parenthesis, a quotation mark or one
/// of `stops`; at least one character.
fn chunk(rest: &str, stops: &[char]) -> usize {
    let ends =
        |c: char| c.is_whitespace() || matches!(c, '(' | ')') || is_quote(c) || stops.contains(&c);
    let first = rest.chars().next().map_or(0, char::len_utf8);
    let tail = sure(rest.get(first..));
    first + tail.find(ends).unwrap_or(tail.len())
}

/// A quotation up to the next double mark of any kind, or to the end.
fn quoted(rest: &str, open: usize, start: usize) -> (QueryPiece, usize) {
    let body = sure(rest.get(open..));
    let len = body.find(is_quote).unwrap_or(body.len());
    let mark = body.get(len..).and_then(|tail| tail.chars().next());
    let end = open + len + mark.map_or(0, char::len_utf8);
    let (tilde, tilde_len) = tilde(sure(rest.get(end..)));
    let inside = start + open..start + open + len;
    (QueryPiece::Quoted { inside, is_closed: mark.is_some(), tilde }, end + tilde_len)
}

/// A regular expression: between slashes, the second at the end of a word.
fn regex(rest: &str, start: usize) -> Option<(QueryPiece, usize)> {
    let body = rest.get(1..)?;
    let mut escaped = false;
    for (at, c) in body.char_indices() {
        if c == '/' && !escaped && at > 0 {
            let next = body.get(at + 1..).and_then(|tail| tail.chars().next());
            if next.is_none_or(|c| c.is_whitespace() || matches!(c, ')' | ',')) {
                return Some((QueryPiece::Regex { inside: start + 1..start + 1 + at }, at + 2));
            }
        }
        if c.is_whitespace() {
            return None;
        }
        escaped = c == '\\' && !escaped;
    }
    None
}

/// `~5`, or `~` for none given, which is 0; and how long it is.
fn tilde(rest: &str) -> (Option<usize>, usize) {
    let Some(after) = rest.strip_prefix('~') else { return (None, 0) };
    let (number, len) = number(after);
    (Some(number.unwrap_or(0)), 1 + len)
}

fn number(rest: &str) -> (Option<usize>, usize) {
    let len = rest.bytes().take_while(u8::is_ascii_digit).count();
    let number = (len > 0).then(|| rest.get(..len)?.parse().ok().or(Some(usize::MAX)));
    (number.flatten(), len)
}

/// A double quotation mark of any kind.
pub(super) fn is_quote(c: char) -> bool {
    matches!(c, '"' | '“' | '”' | '„' | '‟' | '«' | '»' | '″' | '＂')
}
