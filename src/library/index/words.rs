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

use newsquotes::extract::tokens::{self, Token, TokenKind};

/// A longer word, in bytes, is not stemmed: it is no word of any language.
const LONGEST_STEMMED: usize = 64;

/// Letters that stand for others without an accent to take away.
pub(in crate::library) const LETTERS: &[(char, &str)] = &[
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
    let plain = |b: u8| b.is_ascii_lowercase() || b.is_ascii_digit();
    if word.bytes().all(plain) {
        return Cow::Borrowed(word);
    }
    if word.bytes().all(|b| b.is_ascii_alphanumeric()) {
        return Cow::Owned(word.to_ascii_lowercase());
    }
    let folded = fold_letters(word);
    if reads_as_itself(&folded) {
        return Cow::Owned(folded);
    }
    // What marks held together, as in `ق'²`, is joined; a ligature of a script
    // without blanks stays the one word it is.
    let letters = fold_letters(&folded.replace(|c: char| !c.is_alphanumeric(), ""));
    Cow::Owned(if reads_as_itself(&letters) { letters } else { word.nfc().collect() })
}

fn fold_letters(word: &str) -> String {
    let mut folded = String::with_capacity(word.len());
    for c in word.nfkd().flat_map(char::to_lowercase).nfc() {
        push_folded(c, &mut folded);
    }
    tidied(&folded)
}

/// Whether a folded word, read again, is the same one word: what is asked for
/// is then found however often it was printed and typed.
fn reads_as_itself(folded: &str) -> bool {
    // Plain letters of European scripts are nothing else once folded.
    if folded.chars().all(|c| c < '\u{530}' && c.is_alphabetic() || c.is_ascii_digit()) {
        return true;
    }
    let mut all = words(folded, 0);
    all.next() == Some(0..folded.len()) && all.next().is_none() && fold_letters(folded) == folded
}

/// The folded words of a text, a blank between them: what [`crate::library`]'s
/// index takes in, so that a text is cut only once.
#[must_use]
pub(crate) fn folded(text: &str) -> String {
    let mut folded = String::with_capacity(text.len());
    for word in words(text, 0) {
        let word = fold(text.get(word).unwrap_or_default());
        if !folded.is_empty() && !word.is_empty() {
            folded.push(' ');
        }
        folded.push_str(&word);
    }
    folded
}

/// The stem of a folded word in a language (ISO 639-1): `says` and `saying`
/// give `say`. Without a known language English is meant; in a language that
/// has no stemmer here the word itself is its stem.
#[must_use]
pub(crate) fn stem<'a>(folded: &'a str, language: Option<&str>) -> Cow<'a, str> {
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
pub(crate) fn stems<'a>(folded: &str, languages: impl IntoIterator<Item = &'a str>) -> Vec<String> {
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
pub(crate) fn is_spaced(c: char) -> bool {
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

/// Without the marks that stand inside a word as printed: full stops and
/// commas, but for those of times and fractions.
fn tidied(raw: &str) -> String {
    let mut folded = String::with_capacity(raw.len());
    let mut letters = raw.chars().peekable();
    while let Some(c) = letters.next() {
        let is_inner = folded.ends_with(|c: char| c.is_ascii_digit())
            && folded.starts_with(char::is_numeric)
            && letters.peek().is_some_and(char::is_ascii_digit);
        if c.is_alphanumeric() || matches!(c, '\'' | '_') || (matches!(c, '.' | ':') && is_inner) {
            folded.push(c);
        }
    }
    let edges: &[char] = &['\'', '_'];
    let mut trimmed = folded.trim_matches(edges);
    while let Some(shorter) = trimmed.strip_suffix("'s") {
        trimmed = shorter.trim_matches(edges);
    }
    if trimmed.len() < folded.len() { trimmed.to_owned() } else { folded }
}

/// How many letters of one word have to be put in, taken out, replaced or
/// swapped with their neighbour to make the other (optimal string alignment);
/// `None` for more than `most`. In the product of the lengths, at most of
/// 64 letters each; longer words are compared as equal or not.
#[must_use]
pub(crate) fn distance(one: &str, other: &str, most: usize) -> Option<usize> {
    if one == other {
        return Some(0);
    }
    // A letter is one of the first or the other: two an edit at most.
    if (letters(one) ^ letters(other)).count_ones() as usize > 2 * most {
        return None;
    }
    let one: Vec<char> = one.chars().take(LONGEST_STEMMED + 1).collect();
    let other: Vec<char> = other.chars().take(LONGEST_STEMMED + 1).collect();
    let longest = one.len().max(other.len());
    if longest > LONGEST_STEMMED || one.len().abs_diff(other.len()) > most {
        return None;
    }
    let mut rows = [Vec::new(), (0..=other.len()).collect::<Vec<usize>>()];
    for (at, letter) in one.iter().enumerate() {
        let swapped = at.checked_sub(1).and_then(|before| one.get(before));
        let row = next_row(*letter, swapped.copied(), &other, &rows);
        if row.iter().min().is_some_and(|least| *least > most) {
            return None;
        }
        let [_, last] = rows;
        rows = [last, row];
    }
    let [_, last] = rows;
    last.last().copied().filter(|distance| *distance <= most)
}

/// Which letters a word has, as a set of bits that several may share.
fn letters(word: &str) -> u64 {
    word.chars().fold(0, |set, c| set | 1 << (u32::from(c) % 64))
}

/// A row of the table of distances after those two above it.
fn next_row(
    letter: char,
    before: Option<char>,
    other: &[char],
    [two_up, up]: &[Vec<usize>; 2],
) -> Vec<usize> {
    let cell = |row: &[usize], at: usize| row.get(at).copied().unwrap_or(usize::MAX - 1);
    let mut row = vec![cell(up, 0) + 1];
    let mut left_letter = None;
    for (at, &here) in other.iter().enumerate() {
        let replaced = cell(up, at) + usize::from(letter != here);
        let mut least = replaced.min(cell(up, at + 1) + 1).min(cell(&row, at) + 1);
        if before == Some(here) && left_letter == Some(letter) {
            least = least.min(cell(two_up, at.wrapping_sub(1)) + 1);
        }
        row.push(least);
        left_letter = Some(here);
    }
    row
}

/// A token, whole or, where it holds letters of scripts without blanks, in
/// pieces.
struct Pieces<'a> {
    rest: &'a str,
    at: usize,
    /// Whether nothing of it has been read.
    is_whole: bool,
}

impl<'a> Pieces<'a> {
    fn of(text: &'a str, token: &Token, base: usize) -> Pieces<'a> {
        let rest = text.get(token.start..token.end).unwrap_or_default();
        Pieces { rest, at: base + token.start, is_whole: true }
    }

    fn skip(&mut self, len: usize) {
        self.at += len;
        self.rest = self.rest.get(len..).unwrap_or_default();
    }

    /// The length of the next piece, with which the rest begins.
    fn piece(&mut self) -> Option<usize> {
        let rest = self.rest.trim_start_matches(|c: char| !c.is_alphanumeric());
        self.skip(self.rest.len() - rest.len());
        let first = rest.chars().next()?;
        match rest.find(|c| !is_spaced(c)) {
            None if self.is_whole => Some(rest.len()),
            Some(0) => Some(first.len_utf8()),
            // What stands alone beside such a letter may be several words.
            end => tokens::tokens(rest.get(..end.unwrap_or(rest.len()))?, 0).next().map(|t| t.end),
        }
    }
}

impl Iterator for Pieces<'_> {
    type Item = Range<usize>;

    fn next(&mut self) -> Option<Range<usize>> {
        let len = self.piece()?;
        let start = self.at;
        self.is_whole = false;
        self.skip(len);
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
    fn distances_count_letters_other_and_swapped() {
        assert_eq!(distance("ober", "ober", 0), Some(0));
        assert_eq!(distance("stoltenburg", "stoltenberg", 2), Some(1));
        assert_eq!(distance("otulet", "outlet", 2), Some(1));
        assert_eq!(distance("kuleba", "koleda", 2), Some(2));
        assert_eq!(distance("bridge", "ferry", 2), None);
        assert_eq!(distance("", "ab", 2), Some(2));
        assert_eq!(distance(&"a".repeat(9000), &"b".repeat(9000), 2), None);
    }

    #[test]
    fn folding_twice_changes_nothing() {
        for word in ["½", "Ⅳ", "ŀa", "ŉ", "1.5", "10:30", "U.S.", "o'neill", "２.５", "ⅵ.5"]
        {
            let once = fold(word).into_owned();
            assert_eq!(fold(&once), once, "{word}");
        }
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
