//! Org. It has no escape sign; its manual breaks up what would be read as
//! markup with an invisible character. The word joiner (U+2060) does that for
//! Emacs and for pandoc alike: neither takes it for a blank, before which a
//! mark would still count. Where it does not help, the entity of the mark
//! stands for it.

use super::with_neighbours;

/// Breaks up markup and shows nothing.
const JOINER: char = '\u{2060}';

pub(super) fn escaped(text: &str, at_start: bool) -> String {
    let mut out = String::with_capacity(text.len() + 8);
    if at_start && begins_block(text) {
        out.push(JOINER);
    }
    for (before, c, after) in with_neighbours(text) {
        match c {
            '$' => out.push_str("\\dollar{}"),
            '<' => out.push_str("\\lt{}"),
            '|' if before.is_none() => out.push_str("\\vert{}"),
            c => {
                let (joiner_before, joiner_after) = breaks(before, c, after);
                let joined = out.ends_with(JOINER);
                out.extend((joiner_before && !joined).then_some(JOINER));
                out.push(c);
                out.extend(joiner_after.then_some(JOINER));
            }
        }
    }
    out
}

/// Whether a paragraph would be a heading, an item of a list, a keyword or a
/// drawer.
fn begins_block(text: &str) -> bool {
    let digits = text.chars().take_while(char::is_ascii_digit).count();
    match text.chars().nth(digits) {
        Some('.' | ')') if digits > 0 => true,
        Some(c) if digits == 0 => matches!(c, '*' | '#' | '-' | '+' | ':'),
        _ => false,
    }
}

/// Whether a joiner is needed before and after a character.
fn breaks(before: Option<char>, c: char, after: Option<char>) -> (bool, bool) {
    let word = |c: Option<char>| c.is_some_and(char::is_alphanumeric);
    let opens = !word(before) && after.is_some_and(|c| !c.is_whitespace());
    match c {
        '*' | '/' | '=' | '~' | '+' => (opens, false),
        '_' => (opens, after.is_some()),
        '^' | '\\' => (false, after.is_some()),
        '[' => (false, after.is_some_and(|c| c == '[' || c.is_alphabetic())),
        // Two hyphens are a dash.
        '@' | '{' | '-' => (false, after == Some(c)),
        _ => (false, false),
    }
}
