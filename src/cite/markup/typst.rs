//! Typst's markup mode. A backslash before any character is that character.

use super::backslashed;

pub(super) fn escaped(text: &str, at_start: bool) -> String {
    let marker = if at_start { block_marker(text) } else { None };
    backslashed(text, marker, is_markup)
}

/// The index of the character that would make a paragraph a heading or an
/// item of a list.
fn block_marker(text: &str) -> Option<usize> {
    let digits = text.chars().take_while(char::is_ascii_digit).count();
    match text.chars().nth(digits)? {
        '.' if digits > 0 => Some(digits),
        '=' | '-' | '+' | '/' if digits == 0 => Some(0),
        _ => None,
    }
}

fn is_markup(before: Option<char>, c: char, after: Option<char>) -> bool {
    match c {
        '\\' | '#' | '*' | '_' | '`' | '$' | '<' | '>' | '@' | '[' | ']' | '~' => true,
        // Comments and addresses, which are links of their own.
        '/' => after == Some('/') || after == Some('*') || before == Some('/'),
        // Dashes, soft hyphens and ellipses.
        '-' => after == Some('-') || before == Some('-') || after == Some('?'),
        '.' => after == Some('.') || before == Some('.'),
        _ => false,
    }
}
