//! LaTeX with an engine or an input encoding that reads UTF-8.

use super::with_neighbours;

pub(super) fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 8);
    for (before, c, _) in with_neighbours(text) {
        match c {
            '\\' => out.push_str("\\textbackslash{}"),
            '~' => out.push_str("\\textasciitilde{}"),
            '^' => out.push_str("\\textasciicircum{}"),
            '<' => out.push_str("\\textless{}"),
            '>' => out.push_str("\\textgreater{}"),
            '|' => out.push_str("\\textbar{}"),
            '{' | '}' | '$' | '&' | '#' | '%' | '_' => out.extend(['\\', c]),
            // Two of these are one longer mark to TeX.
            '-' | '`' | '\'' | ',' if before == Some(c) => {
                out.push_str("{}");
                out.push(c);
            }
            // Spanish marks that TeX makes of `?` and `!` before a backquote.
            '`' if matches!(before, Some('?' | '!')) => out.push_str("{}`"),
            c => out.push(c),
        }
    }
    out
}

/// An address inside `\url`, also where that is an argument of another macro.
pub(super) fn in_url(url: &str) -> String {
    super::escaped_by(url, |c| match c {
        '%' => Some("\\%"),
        '#' => Some("\\#"),
        _ => None,
    })
}
