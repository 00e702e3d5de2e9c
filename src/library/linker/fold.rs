//! Names folded to what stays the same however they are printed.

use newsquotes::folding;

/// Endings of company names that say nothing.
const COMPANY: &[&str] = &["inc", "ltd", "llc", "plc", "corp", "gmbh"];

/// British spellings of words in names of organisations, with the American.
const AMERICAN: &[(&str, &str)] = &[
    ("organisation", "organization"),
    ("organisations", "organizations"),
    ("centre", "center"),
    ("defence", "defense"),
    ("labour", "labor"),
];

/// The longest key in bytes; a longer name is cut there.
const LONGEST: usize = 120;

/// What two printed forms of one name share: small letters without accents,
/// full stops, hyphens, article and possessive.
pub(super) fn key(name: &str) -> String {
    let plain = plain(name);
    let mut key = String::with_capacity(plain.len());
    let mut words: Vec<&str> = plain.split([' ', '-']).filter(|word| !word.is_empty()).collect();
    if words.len() > 1 && words.first() == Some(&"the") {
        words.remove(0);
    }
    if words.len() > 1 && words.last().is_some_and(|last| COMPANY.contains(last)) {
        words.pop();
    }
    for word in words {
        let spelled = AMERICAN.iter().find(|(british, _)| *british == word);
        let word = spelled.map_or(word, |(_, american)| american);
        if key.len() + word.len() >= LONGEST {
            break;
        }
        if !key.is_empty() {
            key.push(' ');
        }
        key.push_str(word);
    }
    key
}

/// The letters of a name; of all marks only hyphens and single blanks stay, for
/// they part its words.
pub(super) fn plain(name: &str) -> String {
    let name = name.strip_suffix("’s").or_else(|| name.strip_suffix("'s")).unwrap_or(name);
    let mut plain = String::with_capacity(name.len());
    for c in folding::letters(name).chars() {
        match c {
            '&' => plain.push_str("and"),
            '-' | '‐' | '‑' | '–' => plain.push('-'),
            c if c.is_whitespace() || c == '_' || c == '/' => plain.push(' '),
            c if c.is_alphanumeric() => plain.push(c),
            _ => {}
        }
    }
    plain
}

/// The words of a key.
pub(super) fn words(key: &str) -> impl DoubleEndedIterator<Item = &str> {
    key.split(' ').filter(|word| !word.is_empty())
}
