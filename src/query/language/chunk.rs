//! Words, phrases and expressions: the terms that look at words.

use std::ops::Range;

use super::scanner::QueryPiece;
use super::tree::all_of;
use super::{MOST_TERMS, QueryParser};
use crate::library::index::words::words;
use crate::library::index::{Matching, QueryField, QueryNode, QueryTerm, word_pattern};
use crate::library::sure::sure;
use newsquotes::folding::{self, is_spaced};

/// The most letters that a fuzzy word may have wrong.
const MOST_WRONG: usize = 2;
/// How far apart words of `near:` are when nothing is said.
const NEAR: usize = 10;
const FARTHEST: usize = 1000;
/// Of a regular expression, in bytes.
const LONGEST_REGEX: usize = 200;

/// How the words of a piece match.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Manner {
    /// One is a word, several stand next to each other.
    Plain,
    /// In exactly these forms.
    Exact,
    /// The last one is not finished.
    Beginning,
    Fuzzy(u8),
    Near(usize),
}

impl QueryParser<'_> {
    /// The node of a piece that holds words; `start` is where its term began,
    /// with the name of its field.
    pub(super) fn words(
        &mut self,
        field: QueryField,
        piece: QueryPiece,
        range: Range<usize>,
        start: usize,
    ) -> Option<QueryNode> {
        let typed = start..range.end;
        match piece {
            QueryPiece::Quoted { inside, is_closed, tilde } => {
                if !is_closed && !self.is_typing_at_end() {
                    self.problem(range.clone(), "This quotation mark is not closed.");
                }
                let manner = self.manner_of_phrase(&inside, is_closed, tilde);
                self.matching(field, inside, manner, typed)
            }
            QueryPiece::Regex { inside } => self.regex(field, inside, typed),
            _ => self.chunk(field, range, typed),
        }
    }

    fn manner_of_phrase(
        &self,
        inside: &Range<usize>,
        is_closed: bool,
        tilde: Option<usize>,
    ) -> Manner {
        let text = sure(self.input.get(inside.clone()));
        let unfinished = !is_closed && self.may_go_on(inside);
        match tilde {
            Some(0) => Manner::Near(NEAR),
            Some(within) => Manner::Near(within),
            None if unfinished || text.ends_with('*') => Manner::Beginning,
            None => Manner::Exact,
        }
    }

    /// Whether a word that ends this piece may still be unfinished. One that
    /// is negated would hide ever more and less while it is typed.
    fn may_go_on(&self, range: &Range<usize>) -> bool {
        let text = sure(self.input.get(range.clone()));
        self.is_cursor_at(range.end)
            && !self.tree.is_negated()
            && text.ends_with(char::is_alphanumeric)
    }

    /// A run without blanks: a word, `word*`, `word~2`, `w*d`, or several
    /// words glued by marks.
    fn chunk(
        &mut self,
        field: QueryField,
        range: Range<usize>,
        typed: Range<usize>,
    ) -> Option<QueryNode> {
        let text = sure(self.input.get(range.clone()));
        let (body, manner) = if let Some(body) = text.strip_suffix('*') {
            (body, Manner::Beginning)
        } else if let Some((body, digits)) = text.rsplit_once('~')
            && digits.len() < 3
            && digits.bytes().all(|b| b.is_ascii_digit())
        {
            let wrong = digits.parse().unwrap_or(1).clamp(1, MOST_WRONG);
            (body, Manner::Fuzzy(u8::try_from(wrong).unwrap_or(1)))
        } else if self.may_go_on(&range) {
            (text, Manner::Beginning)
        } else {
            (text, Manner::Plain)
        };
        if let Some(pattern) = wildcard(body, manner == Manner::Beginning && body != text) {
            return self.term(field, Matching::Regex(pattern), typed);
        }
        self.matching(field, range.start..range.start + body.len(), manner, typed)
    }

    /// The term or terms of the words in `range`.
    fn matching(
        &mut self,
        field: QueryField,
        range: Range<usize>,
        manner: Manner,
        typed: Range<usize>,
    ) -> Option<QueryNode> {
        let mut words = self.folded(range.clone());
        if words.is_empty() {
            self.wordless(range, typed);
            return None;
        }
        if words.len() > MOST_TERMS {
            words.truncate(MOST_TERMS);
            let message = format!("Only the first {MOST_TERMS} words of a phrase count.");
            self.problem(typed.clone(), message);
        }
        match manner {
            Manner::Fuzzy(distance) => self.fuzzy(field, words, distance, &typed),
            Manner::Near(_) if words.len() == 1 => self.fuzzy(field, words, 1, &typed),
            Manner::Near(within) => {
                let within = within.clamp(words.len(), FARTHEST);
                self.term(field, Matching::Near { words, within }, typed)
            }
            Manner::Beginning => self.beginning(field, words, typed),
            Manner::Plain if words.len() == 1 => {
                let word = words.pop()?;
                self.term(field, Matching::Word(word), typed)
            }
            Manner::Plain | Manner::Exact => self.term(field, Matching::Phrase(words), typed),
        }
    }

    fn folded(&self, range: Range<usize>) -> Vec<String> {
        let text = sure(self.input.get(range));
        let folded =
            words(text, 0).filter_map(|word| Some(folding::word(text.get(word)?).into_owned()));
        folded.filter(|word| !word.is_empty()).collect()
    }

    fn fuzzy(
        &mut self,
        field: QueryField,
        words: Vec<String>,
        distance: u8,
        typed: &Range<usize>,
    ) -> Option<QueryNode> {
        let terms = words
            .into_iter()
            .filter_map(|word| self.term(field, Matching::Fuzzy { word, distance }, typed.clone()));
        let terms = terms.collect();
        all_of(terms)
    }

    /// All but the last word as they are, the last as a beginning.
    fn beginning(
        &mut self,
        field: QueryField,
        mut words: Vec<String>,
        typed: Range<usize>,
    ) -> Option<QueryNode> {
        if !words.last()?.starts_with(is_spaced) {
            // The letter of a script without blanks is never unfinished.
            return self.term(field, Matching::Phrase(words), typed);
        }
        let last = words.pop()?;
        let mut terms = Vec::new();
        if !words.is_empty() {
            terms.extend(self.term(field, Matching::Phrase(words), typed.clone()));
        }
        terms.extend(self.term(field, Matching::Prefix(last), typed));
        all_of(terms)
    }

    fn regex(
        &mut self,
        field: QueryField,
        inside: Range<usize>,
        typed: Range<usize>,
    ) -> Option<QueryNode> {
        let pattern = sure(self.input.get(inside));
        let wrong = match word_pattern(pattern) {
            Ok(_) if pattern.len() > LONGEST_REGEX => Some("it is too long".to_owned()),
            built => built.err(),
        };
        if let Some(wrong) = wrong {
            self.problem(typed, format!("This is no regular expression: {wrong}."));
            return None;
        }
        self.term(field, Matching::Regex(pattern.to_owned()), typed)
    }

    /// Says that there is nothing to look for, unless it is mere punctuation.
    fn wordless(&mut self, range: Range<usize>, typed: Range<usize>) {
        let text = sure(self.input.get(range));
        let is_mark = |c: char| c.is_ascii_punctuation() || c.is_whitespace() || is_dash(c);
        if !text.chars().all(is_mark) {
            self.problem(typed, "There is no word in this; only words are looked for.");
        }
    }

    pub(super) fn term(
        &mut self,
        field: QueryField,
        matching: Matching,
        typed: Range<usize>,
    ) -> Option<QueryNode> {
        let may_add = self.may_add(&typed);
        may_add.then_some(QueryNode::Term(QueryTerm { field, matching, typed }))
    }

    /// `near:` and what follows it: `near:5(a b)`, `near:"a b"~5`, `near:a,b`.
    pub(super) fn near(&mut self, start: usize) -> Option<QueryNode> {
        let before = self.scanner.number();
        if before.is_some() {
            let _ = self.scanner.skip(":").or_else(|| self.scanner.skip("/"));
        }
        let (inside, after) = if self.scanner.open_here().is_some() {
            (self.scanner.inside_parentheses(), self.scanner.tilde())
        } else if self.scanner.at_blank() {
            (self.scanner.at()..self.scanner.at(), None)
        } else {
            match self.scanner.value(&[]) {
                (QueryPiece::Quoted { inside, tilde, .. }, _) => (inside, tilde),
                (_, range) => (range, None),
            }
        };
        let typed = start..self.scanner.at();
        let within = after.or(before).filter(|within| *within > 0).unwrap_or(NEAR);
        let is_unfinished = self.is_cursor_at(typed.end);
        if self.folded(inside.clone()).len() < 2 && !is_unfinished {
            let words = "`near:` needs two words or more, such as near:\"bridge keep\"~5.";
            self.problem(typed.clone(), words);
        }
        match self.folded(inside.clone()).len() {
            0 => None,
            1 => self.matching(self.tree.field(), inside, Manner::Plain, typed),
            _ => self.matching(self.tree.field(), inside, Manner::Near(within), typed),
        }
    }
}

/// The expression for a word with stars in it: `br*ge`.
fn wildcard(body: &str, open_end: bool) -> Option<String> {
    let plain = |c: char| c.is_alphanumeric() || c == '*';
    let any_letter = body.chars().any(char::is_alphanumeric);
    if !body.contains('*')
        || !any_letter
        || !body.chars().all(plain)
        || body.len() > LONGEST_REGEX / 2
    {
        return None;
    }
    let parts: Vec<_> = body.split('*').map(folding::word).collect();
    let mut pattern = String::new();
    for (index, part) in parts.iter().enumerate() {
        if index > 0 && !pattern.ends_with(".*") {
            pattern.push_str(".*");
        }
        pattern.push_str(part);
    }
    if open_end && !pattern.ends_with(".*") {
        pattern.push_str(".*");
    }
    Some(pattern)
}

fn is_dash(c: char) -> bool {
    matches!(c, '\u{2010}'..='\u{2015}' | '…' | '•' | '·' | '’' | '‘')
}
