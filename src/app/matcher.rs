//! What the words typed into a search or a filter match.
//!
//! Words match in any letter case; a blank matches any white space; straight
//! and curly marks match each other. The full query language is not here.

use std::ops::Range;

use regex::{Regex, RegexBuilder};

/// Typed words, ready to be looked for.
#[derive(Clone, Debug)]
pub struct Matcher {
    /// All of it as one phrase.
    phrase: Regex,
    /// The single words, or the phrases between double quotation marks.
    terms: Vec<Regex>,
}

impl Matcher {
    /// `None` when nothing but blanks was typed.
    #[must_use]
    pub fn new(typed: &str) -> Option<Matcher> {
        let terms: Vec<Regex> = terms(typed).iter().filter_map(|term| pattern(term)).collect();
        let bare = typed.trim().trim_matches('"');
        Some(Matcher { phrase: pattern(bare)?, terms })
    }

    /// Where the phrase stands in `text`, in bytes, ascending.
    pub fn phrases<'a>(&'a self, text: &'a str) -> impl Iterator<Item = Range<usize>> + 'a {
        self.phrase.find_iter(text).map(|found| found.range())
    }

    /// Whether every term stands in `text`.
    #[must_use]
    pub fn all_terms(&self, text: &str) -> bool {
        self.terms.iter().all(|term| term.is_match(text))
    }

    /// Where the terms stand in `text` when all of them do: ascending and
    /// disjoint. The phrase as a whole comes first where it stands.
    #[must_use]
    pub fn passages(&self, text: &str) -> Vec<Range<usize>> {
        let whole: Vec<_> = self.phrases(text).collect();
        if !whole.is_empty() || !self.all_terms(text) {
            return whole;
        }
        let mut found: Vec<_> =
            self.terms.iter().flat_map(|term| term.find_iter(text).map(|m| m.range())).collect();
        found.sort_by_key(|range| (range.start, range.end));
        found.dedup_by(|later, earlier| later.start < earlier.end);
        found
    }

    /// The term that is hardest to find by its length, for a first sieve.
    #[must_use]
    pub fn sieve(&self) -> &Regex {
        self.terms.iter().max_by_key(|term| term.as_str().len()).unwrap_or(&self.phrase)
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

fn pattern(term: &str) -> Option<Regex> {
    let mut words = term.split_whitespace().map(word_pattern);
    let first = words.next()?;
    let joined = words.fold(first, |all, word| all + r"\s+" + &word);
    RegexBuilder::new(&joined).case_insensitive(true).size_limit(1 << 22).build().ok()
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
