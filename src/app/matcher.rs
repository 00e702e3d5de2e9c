//! What the words typed into a search or a filter match.
//!
//! The phrase as typed matches anywhere; else each word matches a whole word,
//! the last one, still being typed, the beginning of a word. Letter case does
//! not matter, a blank matches any white space, straight and curly marks match
//! each other. The full query language is not here.

use std::ops::Range;

use regex::{Regex, RegexBuilder};

/// Typed words, ready to be looked for.
#[derive(Clone, Debug)]
pub(crate) struct Matcher {
    /// All of it as one phrase.
    phrase: Regex,
    /// The single words, or the phrases between double quotation marks.
    terms: Vec<Term>,
}

/// One term, and whether it is bound to the edges of words.
#[derive(Clone, Debug)]
struct Term {
    regex: Regex,
}

impl Matcher {
    /// `None` when nothing but blanks was typed.
    #[must_use]
    pub(crate) fn new(typed: &str) -> Option<Matcher> {
        let words = terms(typed);
        let unfinished = words.len().checked_sub(1).filter(|_| !typed.ends_with([' ', '"']));
        let terms = words
            .iter()
            .enumerate()
            .filter_map(|(index, term)| Term::new(term, Some(index) != unfinished));
        let bare = typed.trim().trim_matches('"');
        Some(Matcher { terms: terms.collect(), phrase: pattern(bare, false, false)? })
    }

    /// Where the phrase stands in `text`, in bytes, ascending.
    pub(crate) fn phrases<'a>(&'a self, text: &'a str) -> impl Iterator<Item = Range<usize>> + 'a {
        self.phrase.find_iter(text).map(|found| found.range())
    }

    /// Whether every term stands in `text`.
    #[must_use]
    pub(crate) fn all_terms(&self, text: &str) -> bool {
        self.terms.iter().all(|term| term.regex.is_match(text))
    }

    /// Where the terms stand in `text` when all of them do: ascending and
    /// disjoint. The phrase as a whole comes first where it stands.
    #[must_use]
    pub(crate) fn passages(&self, text: &str) -> Vec<Range<usize>> {
        let whole: Vec<_> = self.phrases(text).collect();
        if !whole.is_empty() || !self.all_terms(text) {
            return whole;
        }
        let mut found: Vec<_> =
            self.terms.iter().flat_map(|t| t.regex.find_iter(text).map(|m| m.range())).collect();
        found.sort_by_key(|range| (range.start, range.end));
        found.dedup_by(|later, earlier| later.start < earlier.end);
        found
    }
}

impl Term {
    fn new(term: &str, ends: bool) -> Option<Term> {
        Some(Term { regex: pattern(term, true, ends)? })
    }
}

/// Words, and phrases between double quotation marks, as they were typed.
fn terms(typed: &str) -> Vec<&str> {
    let mut terms = Vec::new();
    for (index, piece) in typed.split('"').enumerate() {
        if index % 2 == 1 {
            terms.push(piece);
        } else {
            terms.extend(piece.split_whitespace());
        }
    }
    terms.retain(|term| !term.trim().is_empty());
    terms
}

/// The pattern of a term; `starts` and `ends` bind it to a word's edges.
fn pattern(term: &str, starts: bool, ends: bool) -> Option<Regex> {
    let mut words = term.split_whitespace().map(word_pattern);
    let first = words.next()?;
    let mut joined = words.fold(first, |all, word| all + r"\s+" + &word);
    if starts && term.trim_start().chars().next().is_some_and(is_spaced) {
        joined.insert_str(0, r"\b");
    }
    if ends && term.trim_end().chars().next_back().is_some_and(is_spaced) {
        joined.push_str(r"\b");
    }
    RegexBuilder::new(&joined).case_insensitive(true).size_limit(1 << 22).build().ok()
}

/// Whether a letter belongs to a script that puts blanks between words, so
/// that a word's edge can be told: not Thai, Lao, Burmese, Khmer, Chinese,
/// Japanese.
fn is_spaced(c: char) -> bool {
    let unspaced =
        matches!(c, '\u{e00}'..='\u{eff}' | '\u{1000}'..='\u{109f}' | '\u{1780}'..='\u{17ff}');
    c.is_alphanumeric() && c < '\u{2e80}' && !unspaced
}

fn word_pattern(word: &str) -> String {
    let mut out = String::new();
    for c in word.chars() {
        match c {
            '\'' | '’' | '‘' => out.push_str("['’‘]"),
            '"' | '“' | '”' => out.push_str("[\"“”]"),
            '-' | '–' | '—' => out.push_str("[-–—]"),
            _ => out.push_str(&regex::escape(c.encode_utf8(&mut [0; 4]))),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found<'a>(typed: &str, text: &'a str) -> Vec<&'a str> {
        Matcher::new(typed).unwrap().passages(text).into_iter().map(|r| &text[r]).collect()
    }

    #[test]
    fn a_phrase_matches_over_lines_cases_and_marks() {
        assert_eq!(found("don't KEEP", "We don’t\n  keep it."), ["don’t\n  keep"]);
    }

    #[test]
    fn words_match_in_any_order_when_the_phrase_does_not_stand() {
        assert_eq!(found("bridge keep", "We keep the bridge."), ["keep", "bridge"]);
        assert!(found("bridge ferry", "We keep the bridge.").is_empty());
    }

    #[test]
    fn only_the_last_word_may_be_unfinished() {
        assert_eq!(found("long bri", "The bridge is long."), ["bri", "long"]);
        assert!(found("lon bri", "The bridge is long.").is_empty());
        assert_eq!(found("橋 木", "木の大橋"), ["木", "橋"]);
    }

    #[test]
    fn marks_hold_a_phrase_together() {
        assert!(found("\"the keep\" bridge", "We keep the bridge.").is_empty());
        assert_eq!(found("bridge \"we keep\"", "We keep the bridge."), ["We keep", "bridge"]);
    }

    #[test]
    fn blanks_alone_look_for_nothing() {
        assert!(Matcher::new("  ").is_none());
        assert!(Matcher::new("\"\"").is_none());
    }
}
