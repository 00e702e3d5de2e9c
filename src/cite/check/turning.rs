//! Words behind a cut that turn what was said: "but", "unless", "not".

use std::ops::Range;

use super::edge;
use crate::library::sure::sure;
use newsquotes::extract::tokens::{TokenKind, tokens};

/// Words that limit or turn the sentence before them.
const TURNING: &[&str] = &[
    "but", "unless", "except", "not", "until", "though", "although", "aber", "sondern", "außer",
    "mais", "sauf", "pero", "sino", "excepto", "salvo", "tranne",
];
/// Those that turn a sentence of its own too.
const TURNING_SENTENCES: &[&str] = &["but", "except", "unless", "aber", "mais", "pero"];
/// Words behind "only" that make a condition of it.
const CONDITIONS: &[&str] = &["if", "when", "until", "after", "because", "on"];
/// Words that deny.
const NEGATIONS: &[&str] =
    &["not", "never", "no", "cannot", "nor", "nicht", "nie", "kein", "pas", "jamais", "nunca"];
/// As many words left out with a negation among them leave nothing but it out.
const MOST_WORDS: usize = 3;

/// The turning word that opens `after`, the source's words behind a cut.
pub(super) fn goes_on(after: &str) -> Option<&str> {
    let mut sentence_ends = false;
    let mut words = tokens(after, 0);
    let first = words.by_ref().find(|token| {
        let text = sure(after.get(token.start..token.end));
        sentence_ends |= matches!(text, "." | "!" | "?" | "…");
        token.kind == TokenKind::Word
    })?;
    let word = after.get(first.start..first.end)?;
    let small = word.to_lowercase();
    let second = words.next().and_then(|token| after.get(token.start..token.end));
    let second = second.map_or_else(String::new, str::to_lowercase);
    let list = if sentence_ends { TURNING_SENTENCES } else { TURNING };
    let turns = list.contains(&small.as_str())
        || (small == "only" && !sentence_ends && CONDITIONS.contains(&second.as_str()));
    turns.then_some(word)
}

/// The negation right before a cut at the front.
pub(super) fn negation_before(before: &str) -> Option<&str> {
    let near = edge::tail(before, 40);
    let last = tokens(near, 0).last().filter(|token| token.kind == TokenKind::Word)?;
    let word = near.get(last.start..last.end)?;
    (is_negation(word) && near.ends_with(char::is_whitespace)).then_some(word)
}

/// Whether of a few words that were left out one is a negation.
pub(super) fn denies(cut: &str) -> bool {
    let words: Vec<Range<usize>> = tokens(cut, 0)
        .filter(|token| token.kind == TokenKind::Word)
        .take(MOST_WORDS + 1)
        .map(|token| token.start..token.end)
        .collect();
    let word = |range: &Range<usize>| cut.get(range.clone()).is_some_and(is_negation);
    words.len() <= MOST_WORDS && words.iter().any(word)
}

fn is_negation(word: &str) -> bool {
    let small = word.to_lowercase().replace('’', "'");
    NEGATIONS.contains(&small.as_str()) || small.ends_with("n't")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_follows_a_cut_may_turn_it() {
        assert_eq!(goes_on(", but it is loud"), Some("but"));
        assert_eq!(goes_on(". But it is loud"), Some("But"));
        assert_eq!(goes_on(". Not today"), None);
        assert_eq!(goes_on(" only if it rains"), Some("only"));
        assert_eq!(goes_on(" and it rains"), None);
        assert_eq!(goes_on(""), None);
    }

    #[test]
    fn a_negation_alone_is_not_to_be_left_out() {
        assert!(denies(" did not "));
        assert!(denies(" don’t "));
        assert!(!denies(" and it is not loud at all "));
        assert_eq!(negation_before("It is not "), Some("not"));
        assert_eq!(negation_before("It is not the "), None);
    }
}
