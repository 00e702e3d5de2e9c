//! What the commands and ligatures of LaTeX show.

use unicode_normalization::UnicodeNormalization;

/// Characters written as several, the longer first.
pub(super) const LIGATURES: &[(&str, &str)] = &[
    ("---", "—"),
    ("--", "–"),
    ("``", "“"),
    ("''", "”"),
    ("\"`", "„"),
    ("\"'", "“"),
    ("\"<", "«"),
    ("\">", "»"),
    ("`", "‘"),
    ("~", "\u{a0}"),
];

/// Commands that stand for characters.
const NAMED: &[(&str, &str)] = &[
    ("ldots", "…"),
    ("dots", "…"),
    ("textellipsis", "…"),
    ("textendash", "–"),
    ("textemdash", "—"),
    ("textquotedblleft", "“"),
    ("textquotedblright", "”"),
    ("textquoteleft", "‘"),
    ("textquoteright", "’"),
    ("textquotesingle", "'"),
    ("textquotedbl", "\""),
    ("glqq", "„"),
    ("grqq", "“"),
    ("glq", "‚"),
    ("grq", "‘"),
    ("flqq", "«"),
    ("frqq", "»"),
    ("guillemotleft", "«"),
    ("guillemotright", "»"),
    ("guillemetleft", "«"),
    ("guillemetright", "»"),
    ("lq", "‘"),
    ("rq", "’"),
    ("ss", "ß"),
    ("o", "ø"),
    ("O", "Ø"),
    ("ae", "æ"),
    ("AE", "Æ"),
    ("oe", "œ"),
    ("OE", "Œ"),
    ("aa", "å"),
    ("AA", "Å"),
    ("l", "ł"),
    ("L", "Ł"),
    ("i", "ı"),
    ("euro", "€"),
    ("texteuro", "€"),
    ("pounds", "£"),
    ("textsterling", "£"),
    ("textdollar", "$"),
    ("textasciitilde", "~"),
    ("textasciicircum", "^"),
    ("textbackslash", "\\"),
    ("textbar", "|"),
    ("textless", "<"),
    ("textgreater", ">"),
    ("S", "§"),
    ("newline", "\n"),
    ("quad", " "),
    ("qquad", " "),
    ("thinspace", "\u{2009}"),
];

/// Commands that put an accent over a letter, with the combining character.
const ACCENTS: &[(&str, char)] = &[
    ("'", '\u{301}'),
    ("`", '\u{300}'),
    ("^", '\u{302}'),
    ("\"", '\u{308}'),
    ("~", '\u{303}'),
    ("=", '\u{304}'),
    (".", '\u{307}'),
    ("c", '\u{327}'),
    ("v", '\u{30c}'),
    ("u", '\u{306}'),
    ("H", '\u{30b}'),
    ("r", '\u{30a}'),
    ("k", '\u{328}'),
    ("d", '\u{323}'),
];

/// What the command `name` stands for.
pub(super) fn named(name: &str) -> Option<&'static str> {
    NAMED.iter().find(|(known, _)| *known == name).map(|(_, shown)| *shown)
}

/// The accent that the command `name` puts over a letter.
pub(super) fn accent(name: &str) -> Option<char> {
    ACCENTS.iter().find(|(known, _)| *known == name).map(|(_, mark)| *mark)
}

/// A letter with an accent as one character where there is one.
pub(super) fn compose(letter: char, mark: char) -> String {
    [letter, mark].into_iter().nfc().collect()
}

/// What a backslash before a character that is no letter shows.
pub(super) fn escaped(c: char) -> char {
    match c {
        ',' | ':' | ';' => '\u{2009}',
        '!' | '/' | '@' => '\u{200b}',
        '-' => '\u{ad}',
        '\\' => '\n',
        c => c,
    }
}

/// Words of an argument without the markup of their own.
pub(super) fn plain(words: &str) -> String {
    let shown: String = words
        .split('\\')
        .enumerate()
        .map(
            |(index, piece)| {
                if index == 0 { piece } else { piece.trim_start_matches(char::is_alphabetic) }
            },
        )
        .collect();
    shown.replace('~', " ").replace(['{', '}'], " ")
}
