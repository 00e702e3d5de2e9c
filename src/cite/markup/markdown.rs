//! `CommonMark`, with pandoc's citations, superscripts and mathematics and
//! Obsidian's comments, highlights and tags. A backslash before any ASCII
//! punctuation is that mark (`CommonMark` 2.4).

use super::backslashed;

pub(super) fn escaped(text: &str, at_start: bool) -> String {
    let marker = if at_start { block_marker(text) } else { None };
    backslashed(text, marker, is_markup)
}

/// The index of the character that would make a paragraph a heading, a quote
/// or an item of a list.
fn block_marker(text: &str) -> Option<usize> {
    let digits = text.chars().take_while(char::is_ascii_digit).count();
    let first = text.chars().nth(digits)?;
    match first {
        '.' | ')' if (1..=9).contains(&digits) => Some(digits),
        '#' | '>' | '+' | '-' | '=' | '~' | ':' | '|' if digits == 0 => Some(0),
        _ => None,
    }
}

fn is_markup(before: Option<char>, c: char, after: Option<char>) -> bool {
    let word = |c: Option<char>| c.is_some_and(char::is_alphanumeric);
    let beside = |mark: char| before == Some(mark) || after == Some(mark);
    match c {
        '\\' | '`' | '*' | '[' | ']' | '<' | '$' | '^' | '~' => true,
        '_' => !(word(before) && word(after)),
        '&' => after.is_some_and(|c| c.is_ascii_alphanumeric() || c == '#'),
        '#' => !word(before) && after.is_some_and(|c| !c.is_whitespace()),
        '@' => after.is_some_and(|c| c.is_alphanumeric() || matches!(c, '{' | '_')),
        '=' | '%' | '|' => beside(c),
        '{' => matches!(after, Some('.' | '#' | '=')),
        _ => false,
    }
}
