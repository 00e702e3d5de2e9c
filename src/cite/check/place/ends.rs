//! Replaced words at the ends of a passage. An alignment with free ends leaves
//! them out, since nothing holds their other side; a reader sees "day" in the
//! place of "year" all the same.

use std::ops::Range;

use crate::library::sure::sure;
use newsquotes::extract::align::{Alignment, Fate, Op};
use newsquotes::extract::tokens::{TokenKind, tokens};

/// More words than this at an end are not one replaced by another.
const MOST_WORDS: usize = 3;
/// A passage less like its place has no place to speak of.
const LEAST_LIKENESS: f32 = 0.5;

/// Pairs words that only the passage has, first or last, with those of the
/// text that stand beside its place, on the same line.
pub(super) fn pair(alignment: &mut Alignment, text: &str) {
    if alignment.likeness < LEAST_LIKENESS {
        return;
    }
    let last = missing(alignment.ops.iter().rev());
    let behind = sure(text.get(alignment.span.end..));
    let behind = behind.lines().next().unwrap_or(behind);
    let next = words(behind, alignment.span.end).take(last).collect::<Vec<_>>();
    if next.len() == last {
        let from = alignment.ops.len() - last;
        replace(alignment.ops.iter_mut().skip(from), &next);
        alignment.span.end = next.last().map_or(alignment.span.end, |word| word.end);
    }
    let first = missing(alignment.ops.iter());
    let before = sure(text.get(..alignment.span.start));
    let start = before.rfind('\n').map_or(0, |at| at + 1);
    let previous: Vec<_> = words(sure(before.get(start..)), start).collect();
    if let Some(previous) = previous.len().checked_sub(first).and_then(|at| previous.get(at..)) {
        replace(alignment.ops.iter_mut().take(first), previous);
        alignment.span.start = previous.first().map_or(alignment.span.start, |word| word.start);
    }
}

/// How many words at an end only the passage has; 0 where they are too many.
fn missing<'a>(ops: impl Iterator<Item = &'a Op>) -> usize {
    let count = ops.take_while(|op| op.fate == Fate::Missing).count();
    if count > MOST_WORDS { 0 } else { count }
}

fn words(text: &str, base: usize) -> impl Iterator<Item = Range<usize>> + '_ {
    let word = |kind| matches!(kind, TokenKind::Word | TokenKind::Number);
    tokens(text, base).filter(move |token| word(token.kind)).map(|token| token.start..token.end)
}

fn replace<'a>(ops: impl Iterator<Item = &'a mut Op>, words: &[Range<usize>]) {
    for (op, word) in ops.zip(words) {
        op.fate = Fate::Replaced;
        op.text = Some(word.clone());
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use newsquotes::extract::align::place;

    fn paired(passage: &str, text: &str) -> Vec<String> {
        let mut alignment = place(passage, text).unwrap();
        pair(&mut alignment, text);
        let both = |op: &Op| Some((op.pattern.clone()?, op.text.clone()?));
        let replaced = alignment.ops.iter().filter(|op| op.fate == Fate::Replaced);
        let words = |(one, other)| format!("{}>{}", &passage[one], &text[other]);
        replaced.filter_map(both).map(words).collect()
    }

    #[test]
    fn words_at_the_ends_are_paired_with_what_stands_there() {
        let text = "Before it all.\nThey keep the old bridge for another year, he said.";
        assert_eq!(paired("We keep the old bridge for another day", text), ["We>They", "day>year"]);
        assert_eq!(paired("keep the old bridge for another year", text), [] as [&str; 0]);
    }

    #[test]
    fn nothing_is_paired_beyond_the_line() {
        let text = "keep the old bridge for another\nyear";
        assert_eq!(paired("We keep the old bridge for another day", text), [] as [&str; 0]);
    }
}
