//! The words of an index: how a text is cut into them, and what stays the same
//! of a word however it is printed.
//!
//! The one place for it: what is indexed, asked for and lit on the screen goes
//! through the same three steps, [`words`], [`fold`] and [`stem`]. It knows no
//! query, no engine and no list of common words.

use std::borrow::Cow;
use std::ops::Range;

use frostem::{Algorithm, Stemmer};
use unicode_normalization::UnicodeNormalization;

use crate::extract::tokens::{self, Token, TokenKind};

/// A longer word, in bytes, is not stemmed: it is no word of any language.
const LONGEST_STEMMED: usize = 64;

/// Letters that stand for others without an accent to take away.
const LETTERS: &[(char, &str)] = &[
    ('ß', "ss"),
    ('æ', "ae"),
    ('œ', "oe"),
    ('ø', "o"),
    ('ł', "l"),
    ('đ', "d"),
    ('ð', "d"),
    ('þ', "th"),
    ('ı', "i"),
    ('ħ', "h"),
    ('ς', "σ"),
];

/// The Snowball stemmers by ISO 639-1 code, those that tantivy comes with.
const STEMMERS: &[(&str, Algorithm)] = &[
    ("en", Algorithm::English),
    ("de", Algorithm::German),
    ("fr", Algorithm::French),
    ("es", Algorithm::Spanish),
    ("it", Algorithm::Italian),
    ("pt", Algorithm::Portuguese),
    ("nl", Algorithm::Dutch),
    ("sv", Algorithm::Swedish),
    ("no", Algorithm::Norwegian),
    ("nb", Algorithm::Norwegian),
    ("da", Algorithm::Danish),
    ("fi", Algorithm::Finnish),
    ("ru", Algorithm::Russian),
    ("ro", Algorithm::Romanian),
    ("hu", Algorithm::Hungarian),
    ("tr", Algorithm::Turkish),
    ("el", Algorithm::Greek),
    ("ar", Algorithm::Arabic),
    ("ta", Algorithm::Tamil),
];

/// The words of `text`, whose first byte counts as `base`: ascending and
/// disjoint. Marks and the ending of a possessive are none. Scripts that put
/// no blanks between words give one word for each letter.
pub fn words(text: &str, base: usize) -> impl Iterator<Item = Range<usize>> + '_ {
    let tokens = tokens::tokens(text, 0);
    let words = tokens.filter(|t| matches!(t.kind, TokenKind::Word | TokenKind::Number));
    words.flat_map(move |token| Pieces::of(text, &token, base))
}

/// The word as it is compared: small letters without accents, ligatures and
/// invisible characters, straight apostrophes, no full stops in `U.S.`, no
/// commas in `300,000`. Empty for a word of nothing else.
#[must_use]
pub fn fold(word: &str) -> Cow<'_, str> {
    let plain = |b: u8| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'\'';
    if word.bytes().all(plain) {
        return Cow::Borrowed(word);
    }
    let separators: &[char] = if word.starts_with(char::is_numeric) { &[','] } else { &['.', ','] };
    let mut folded = String::with_capacity(word.len());
    if word.is_ascii() {
        let kept = word.chars().filter(|c| !separators.contains(c));
        folded.extend(kept.map(|c| c.to_ascii_lowercase()));
        return Cow::Owned(folded);
    }
    for c in word.nfkd().flat_map(char::to_lowercase).nfc().filter(|c| !separators.contains(c)) {
        push_folded(c, &mut folded);
    }
    Cow::Owned(folded)
}

/// The stem of a folded word in a language (ISO 639-1): `says` and `saying`
/// give `say`. Without a known language English is meant; in a language that
/// has no stemmer here the word itself is its stem.
#[must_use]
pub fn stem<'a>(folded: &'a str, language: Option<&str>) -> Cow<'a, str> {
    let code = language.unwrap_or("en");
    let algorithm = STEMMERS.iter().find(|(known, _)| *known == code);
    match algorithm {
        Some((_, algorithm)) if folded.len() <= LONGEST_STEMMED => {
            Stemmer::new(*algorithm).stem(folded)
        }
        _ => Cow::Borrowed(folded),
    }
}

/// Its stems in all of `languages`, each once: what a word typed may stand for
/// in an index of several languages.
#[must_use]
pub fn stems<'a>(folded: &str, languages: impl IntoIterator<Item = &'a str>) -> Vec<String> {
    let mut stems = Vec::new();
    for language in languages {
        let stem = stem(folded, Some(language));
        if !stems.iter().any(|known| *known == stem) {
            stems.push(stem.into_owned());
        }
    }
    stems
}

/// Whether a letter belongs to a script that puts blanks between words, so
/// that a word's edge can be told: not Thai, Lao, Burmese, Khmer, Chinese,
/// Japanese.
#[must_use]
pub fn is_spaced(c: char) -> bool {
    !matches!(
        c,
        '\u{e00}'..='\u{eff}'
            | '\u{1000}'..='\u{109f}'
            | '\u{1780}'..='\u{17ff}'
            | '\u{2e80}'..='\u{a4cf}'
            | '\u{f900}'..='\u{faff}'
            | '\u{ff66}'..='\u{ff9f}'
            | '\u{20000}'..='\u{3ffff}'
    )
}

/// The accent of a Latin, Greek, Cyrillic, Hebrew or Arabic letter. The signs
/// of other scripts are letters of their own.
fn is_accent(c: char) -> bool {
    matches!(c, '\u{300}'..='\u{36f}' | '\u{1ab0}'..='\u{1aff}' | '\u{20d0}'..='\u{20ff}'
        | '\u{fe20}'..='\u{fe2f}' | '\u{591}'..='\u{5c7}' | '\u{640}' | '\u{64b}'..='\u{65f}')
}

/// Takes a composed small letter.
fn push_folded(c: char, folded: &mut String) {
    match c {
        // A letter of its own to those who write it, and to the stemmer.
        'й' => folded.push(c),
        '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{2060}' | '\u{feff}' => {}
        c if tokens::is_apostrophe(c) => folded.push('\''),
        c => {
            for c in std::iter::once(c).nfd().filter(|c| !is_accent(*c)).nfc() {
                match LETTERS.iter().find(|(letter, _)| *letter == c) {
                    Some((_, letters)) => folded.push_str(letters),
                    None => folded.push(c),
                }
            }
        }
    }
}

/// A token, whole or letter by letter.
struct Pieces<'a> {
    rest: &'a str,
    at: usize,
}

impl<'a> Pieces<'a> {
    fn of(text: &'a str, token: &Token, base: usize) -> Pieces<'a> {
        let rest = text.get(token.start..token.end).unwrap_or_default();
        Pieces { rest, at: base + token.start }
    }
}

impl Iterator for Pieces<'_> {
    type Item = Range<usize>;

    fn next(&mut self) -> Option<Range<usize>> {
        let first = self.rest.chars().next()?;
        let len = if is_spaced(first) {
            self.rest.find(|c| !is_spaced(c)).unwrap_or(self.rest.len())
        } else {
            first.len_utf8()
        };
        let start = self.at;
        self.at += len;
        self.rest = self.rest.get(len..).unwrap_or_default();
        Some(start..self.at)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn folded(text: &str) -> Vec<String> {
        words(text, 0).map(|range| fold(&text[range]).into_owned()).collect()
    }

    #[test]
    fn case_accents_and_typography_do_not_count() {
        assert_eq!(folded("Émile Łódź’s Straße"), ["emile", "lodz", "strasse"]);
        assert_eq!(folded("don’t DON'T O\u{2bc}Neill"), ["don't", "don't", "o'neill"]);
        assert_eq!(folded("E\u{301}mile co\u{ad}operate ﬁre"), ["emile", "cooperate", "fire"]);
        assert_eq!(folded("U.S.-led 300,000 1.5"), ["us", "led", "300000", "1.5"]);
        assert_eq!(folded("ΟΔΟΣ İstanbul"), ["οδοσ", "istanbul"]);
    }

    #[test]
    fn letters_of_other_scripts_stay_what_they_are() {
        assert_eq!(folded("Ещё и\u{306}од"), ["еще", "йод"]);
        assert_eq!(folded("한국 が"), ["한국", "が"]);
    }

    #[test]
    fn scripts_without_blanks_give_their_letters() {
        let text = "東京 bridge";
        let found: Vec<_> = words(text, 10).collect();
        assert_eq!(found, [10..13, 13..16, 17..23]);
    }

    #[test]
    fn forms_of_a_word_share_their_stem() {
        assert_eq!(stem("bridges", None), stem("bridge", Some("en")));
        assert_eq!(stem("häuser", Some("de")), "haus");
        assert_eq!(stem("mosty", Some("pl")), "mosty");
        assert_eq!(stems("bridges", ["en", "pl", "en"]), ["bridg", "bridges"]);
        let long = "a".repeat(5000) + "ing";
        assert_eq!(stem(&long, None), long);
    }
}
