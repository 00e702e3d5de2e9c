//! The words of a text that are compared: the shared tokens without the
//! marks, contractions taken apart (`do|n’t`, `we|’ll`, `can|not`).

use std::ops::Range;

use super::super::tokens::{self, TokenKind, is_apostrophe};
use crate::sure;

/// Signs that are read as words.
const SIGNS: [&str; 5] = ["%", "$", "€", "£", "&"];

/// The words of `text` in bytes, ascending and disjoint.
pub(super) fn pieces(text: &str) -> impl Iterator<Item = Range<usize>> + '_ {
    tokens::tokens(text, 0).flat_map(move |token| {
        let word = sure::part(text, token.start..token.end);
        let split = match token.kind {
            TokenKind::Word => contraction(word),
            TokenKind::Mark if !SIGNS.contains(&word) => Some(0),
            _ => None,
        };
        let head = token.start..split.map_or(token.end, |at| token.start + at);
        let tail = split.filter(|at| *at > 0).map(|at| token.start + at..token.end);
        [Some(head).filter(|head| !head.is_empty()), tail].into_iter().flatten()
    })
}

/// Where the second word of a contraction begins.
fn contraction(word: &str) -> Option<usize> {
    if word.eq_ignore_ascii_case("cannot") {
        return Some("can".len());
    }
    if word.is_ascii() && !word.contains('\'') {
        return None;
    }
    let (mark, apostrophe) = word.char_indices().rev().find(|(_, c)| is_apostrophe(*c))?;
    let tail = word.get(mark + apostrophe.len_utf8()..)?;
    let head = word.get(..mark)?;
    let is = |ending: &&str| tail.eq_ignore_ascii_case(ending);
    if is(&"t") && head.ends_with(['n', 'N']) {
        return Some(mark - 1).filter(|at| *at > 0);
    }
    ["re", "ll", "ve", "d", "m"].iter().any(is).then_some(mark).filter(|at| *at > 0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn contractions_are_two_words_and_marks_none() {
        let text = "“We can’t,” he’d said: it’s O’Neill’s 5% — you cannot don't n't";
        let words: Vec<_> = pieces(text).map(|piece| &text[piece]).collect();
        assert_eq!(
            words,
            [
                "We",
                "ca",
                "n’t",
                "he",
                "’d",
                "said",
                "it",
                "’s",
                "O’Neill",
                "’s",
                "5",
                "%",
                "you",
                "can",
                "not",
                "do",
                "n't",
                "n't"
            ]
        );
    }
}
