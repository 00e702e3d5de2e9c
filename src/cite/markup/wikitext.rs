//! `MediaWiki`'s wikitext. A numbered entity is shown as its character and is
//! never read as markup, inside a template's parameter neither.

use std::fmt::Write as _;

use super::with_neighbours;

pub(super) fn escaped(text: &str, at_start: bool) -> String {
    let mut out = String::with_capacity(text.len() + 8);
    for (index, (before, c, after)) in with_neighbours(text).enumerate() {
        let marks_line = at_start && index == 0 && is_line_marker(c, after);
        if marks_line || is_markup(before, c, after) {
            let _ = write!(out, "&#{};", u32::from(c));
        } else {
            out.push(c);
        }
    }
    out
}

/// An address of the web as a template's parameter and the text take it.
pub(super) fn in_url(url: &str) -> String {
    url.replace('[', "%5B").replace(']', "%5D").replace("''", "%27%27")
}

/// Whether the character would make a line an item, a heading, a rule or
/// preformatted.
fn is_line_marker(c: char, after: Option<char>) -> bool {
    match c {
        '*' | '#' | ':' | ';' | ' ' => true,
        '-' => after == Some('-'),
        _ => false,
    }
}

fn is_markup(before: Option<char>, c: char, after: Option<char>) -> bool {
    let is_doubled = before == Some(c) || after == Some(c);
    match c {
        // Templates and tables, tags, the name of a parameter.
        '{' | '}' | '|' | '<' | '>' | '=' => true,
        // Links, emphasis, signatures, switches such as `__NOTOC__`.
        '[' | ']' | '\'' | '~' | '_' => is_doubled,
        // Addresses, which are links of their own: `https://`, `mailto:a`.
        ':' => {
            after == Some('/')
                || before.is_some_and(char::is_alphabetic)
                    && after.is_some_and(char::is_alphanumeric)
        }
        '/' => before == Some('[') && after == Some('/'),
        // What would be read as an entity.
        '&' => after.is_some_and(|c| c == '#' || c.is_alphanumeric()),
        _ => false,
    }
}
