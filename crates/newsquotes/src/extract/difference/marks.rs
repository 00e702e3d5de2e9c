//! What stands between the words: marks, dashes and spaces.

use std::ops::Range;

use super::{Difference, Kind};
use crate::extract::align::{Fate, Op};
use crate::sure;

/// Bytes of the text looked at for marks beside a passage, beyond as many as
/// the passage has: room for white space.
const NEAR: usize = 128;

/// Adds a difference wherever the marks between, before or behind the words
/// are not those of the text.
pub(super) fn differences(pattern: &str, text: &str, ops: &[Op], told: &mut Vec<Difference>) {
    for pair in ops.windows(2) {
        let [one, other] = pair else { continue };
        let (Some(first), Some(second)) = (standing(one), standing(other)) else { continue };
        let gap = (first.0.end..second.0.start, first.1.end..second.1.start);
        let marks = (between(pattern, &gap.0), between(text, &gap.1));
        let words_between = marks.1.contains(char::is_alphanumeric);
        if marks.0 != marks.1
            && !words_between
            && !joined(marks.0.as_str(), marks.1.as_str(), one, other)
        {
            told.push(Difference { kind: Kind::Typography, pattern: gap.0, text: gap.1 });
        }
    }
    told.extend(ops.first().and_then(standing).and_then(|at| opening(pattern, text, &at)));
    told.extend(ops.last().and_then(standing).and_then(|at| closing(pattern, text, &at)));
}

/// Both places of words that stand side by side.
fn standing(op: &Op) -> Option<(Range<usize>, Range<usize>)> {
    (op.fate != Fate::Moved).then_some(())?;
    Some((op.pattern.clone()?, op.text.clone()?))
}

/// The marks of a gap, any white space being one blank.
fn between(text: &str, gap: &Range<usize>) -> String {
    let mut marks = String::new();
    for c in sure::part(text, gap.clone()).chars() {
        let blank = c.is_whitespace();
        if !(blank && marks.ends_with(' ')) {
            marks.push(if blank { ' ' } else { c });
        }
    }
    marks
}

/// Whether only a contraction makes the difference: `do not`, `don’t`.
fn joined(one: &str, other: &str, first: &Op, second: &Op) -> bool {
    let form = first.fate == Fate::Form || second.fate == Fate::Form;
    form && one.trim().is_empty() && other.trim().is_empty()
}

/// The marks before the first word, which the text need not have there unless
/// the pattern has them.
fn opening(pattern: &str, text: &str, at: &(Range<usize>, Range<usize>)) -> Option<Difference> {
    let marks = between(pattern, &(0..at.0.start));
    let marks = marks.trim();
    let mut start = at.1.start.saturating_sub(at.0.start + NEAR);
    while !text.is_char_boundary(start) {
        start += 1;
    }
    let before = between(text, &(start..at.1.start));
    (!before.trim_end().ends_with(marks)).then_some(Difference {
        kind: Kind::Typography,
        pattern: 0..at.0.start,
        text: at.1.start..at.1.start,
    })
}

/// The marks behind the last word, likewise.
fn closing(pattern: &str, text: &str, at: &(Range<usize>, Range<usize>)) -> Option<Difference> {
    let end = at.0.end..pattern.len();
    let marks = between(pattern, &end);
    let marks = marks.trim();
    let mut near = text.len().min(at.1.end + end.len() + NEAR);
    while !text.is_char_boundary(near) {
        near -= 1;
    }
    let after = between(text, &(at.1.end..near));
    (!after.trim_start().starts_with(marks)).then_some(Difference {
        kind: Kind::Typography,
        pattern: end,
        text: at.1.end..at.1.end,
    })
}
