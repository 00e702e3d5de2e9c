//! Org. It has no escape sign; where a mark would be read as markup, its
//! entity stands for it (`\ast{}`), which Org and pandoc show as the mark.

use super::with_neighbours;

/// The entities in use, each with its mark.
pub(in crate::cite) const ENTITIES: &[(char, &str)] = &[
    ('*', "\\ast{}"),
    ('/', "\\slash{}"),
    ('_', "\\under{}"),
    ('=', "\\equal{}"),
    ('~', "\\tilde{}"),
    ('+', "\\plus{}"),
    ('[', "\\lbrack{}"),
    (']', "\\rbrack{}"),
    ('<', "\\lt{}"),
    ('\\', "\\backslash{}"),
    ('^', "\\asciicirc{}"),
    ('$', "\\dollar{}"),
    ('#', "\\num{}"),
    ('-', "\\minus{}"),
    ('|', "\\vert{}"),
    ('@', "\\commat{}"),
];

pub(super) fn escaped(text: &str, at_start: bool) -> String {
    let mut out = String::with_capacity(text.len() + 8);
    for (index, (before, c, after)) in with_neighbours(text).enumerate() {
        let begins = at_start && index == 0 && matches!(c, '*' | '#' | '-' | '+' | '|');
        let entity = ENTITIES.iter().find(|(mark, _)| *mark == c);
        match entity {
            Some((_, entity)) if begins || is_markup(before, c, after) => out.push_str(entity),
            _ => out.push(c),
        }
    }
    out
}

fn is_markup(before: Option<char>, c: char, after: Option<char>) -> bool {
    let word = |c: Option<char>| c.is_some_and(char::is_alphanumeric);
    match c {
        '\\' | '^' | '$' | '<' | '_' | '[' => true,
        '*' | '/' | '=' | '~' | '+' => !(word(before) && word(after)),
        ']' => after == Some(']') || after == Some(':'),
        '-' => before == Some('\\'),
        '@' => after == Some('@'),
        _ => false,
    }
}
