//! The one tokeniser, shared by quotations, entities and search.
//!
//! It splits as the Universal Dependencies treebanks of English do where that
//! costs no word list: a possessive ending, a hyphen and every other mark are
//! tokens of their own; abbreviations in capitals (`U.S.`), numbers with
//! separators (`1.16`, `75th`) and contractions (`don't`) stay whole. It
//! knows no sentence and no part of speech.

use crate::sure;

/// One token; offsets are bytes of the text it was read from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Token {
    pub start: usize,
    pub end: usize,
    pub kind: TokenKind,
    /// Whether white space, or the start of the text, stands before it.
    pub spaced: bool,
}

/// What a token is made of.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum TokenKind {
    /// Letters, with inner apostrophes and the full stops of abbreviations.
    Word,
    /// Begins with a digit.
    Number,
    /// The ending of a possessive: `'s`, or the bare mark after `s` when the
    /// caller decides so; only `'s` is made here.
    Possessive,
    /// Any other character, one a token.
    Mark,
}

/// The tokens of `text`, whose first byte counts as `base`.
pub fn tokens(text: &str, base: usize) -> impl Iterator<Item = Token> + '_ {
    Tokens { text, base, at: 0 }
}

struct Tokens<'a> {
    text: &'a str,
    base: usize,
    at: usize,
}

impl Iterator for Tokens<'_> {
    type Item = Token;

    fn next(&mut self) -> Option<Token> {
        let from = self.at;
        let rest = self.text.get(from..)?;
        let trimmed = rest.trim_start();
        let start = from + (rest.len() - trimmed.len());
        let first = trimmed.chars().next()?;
        let (kind, len) = token(trimmed, first, start > from || from == 0);
        self.at = start + len;
        let spaced = start > from || from == 0;
        Some(Token { start: self.base + start, end: self.base + self.at, kind, spaced })
    }
}

/// The kind and length in bytes of the token that opens `text`.
fn token(text: &str, first: char, spaced: bool) -> (TokenKind, usize) {
    if first.is_numeric() {
        return (TokenKind::Number, number(text));
    }
    if first.is_alphabetic() {
        return (TokenKind::Word, word(text));
    }
    if is_apostrophe(first) && !spaced {
        let len = first.len_utf8();
        let mut after = sure::part(text, len..).chars();
        if matches!(after.next(), Some('s' | 'S')) && !after.next().is_some_and(is_word_char) {
            return (TokenKind::Possessive, len + 1);
        }
    }
    (TokenKind::Mark, first.len_utf8())
}

/// Digits, with inner separators and a glued ending: `1.16`, `300,000`, `75th`.
fn number(text: &str) -> usize {
    let mut end = 0;
    let mut chars = text.char_indices().peekable();
    while let Some((at, c)) = chars.next() {
        let inner = matches!(c, '.' | ',' | ':')
            && chars.peek().is_some_and(|(_, next)| next.is_ascii_digit());
        if !c.is_alphanumeric() && !inner {
            break;
        }
        end = at + c.len_utf8();
    }
    end
}

/// Letters, with inner apostrophes and the full stops of abbreviations.
fn word(text: &str) -> usize {
    let plain = |byte: &u8| byte.is_ascii_alphanumeric() || *byte == b'_';
    let mut end = text.bytes().take_while(plain).count();
    let mut letters = end;
    let from = end;
    for (at, c) in sure::part(text, from..).char_indices() {
        let at = from + at;
        let rest = sure::part(text, at + c.len_utf8()..);
        if is_word_char(c) {
            letters += 1;
        } else if is_apostrophe(c) && is_contraction(rest) {
            letters += 2;
        } else if c == '.' && letters == 1 && dotted(text, at, rest) {
            letters = 0;
        } else {
            break;
        }
        end = at + c.len_utf8();
    }
    end
}

/// Whether the full stop at `at`, after a single letter, belongs to the word:
/// an initial (`J.`) or a link of an abbreviation (`U.S.`, `a.m.`).
fn dotted(text: &str, at: usize, rest: &str) -> bool {
    let capital =
        text.get(..at).and_then(|w| w.chars().next_back()).is_some_and(char::is_uppercase);
    let mut after = rest.chars();
    let linked = after.next().is_some_and(char::is_alphabetic) && after.next() == Some('.');
    let inside = text.get(..at).is_some_and(|w| w.contains('.'));
    capital || linked || inside
}

/// Whether what follows an apostrophe goes on with the same word: not a
/// possessive `s`, and a letter.
fn is_contraction(rest: &str) -> bool {
    let mut after = rest.chars();
    let Some(next) = after.next().filter(|c| c.is_alphabetic()) else { return false };
    !matches!(next, 's' | 'S') || after.next().is_some_and(is_word_char)
}

fn is_word_char(c: char) -> bool {
    c.is_alphanumeric() || is_combining(c) || matches!(c, '_' | '\u{ad}' | '\u{200c}' | '\u{200d}')
}

/// Combining diacritical marks, which belong to the letter before them.
fn is_combining(c: char) -> bool {
    matches!(c, '\u{300}'..='\u{36f}' | '\u{1ab0}'..='\u{1aff}' | '\u{20d0}'..='\u{20ff}' | '\u{fe20}'..='\u{fe2f}')
}

/// Whether a character is used as an apostrophe.
#[must_use]
pub fn is_apostrophe(c: char) -> bool {
    matches!(c, '\'' | '’' | 'ʼ' | '＇')
}

#[cfg(test)]
mod tests {
    use super::*;

    fn split(text: &str) -> Vec<&str> {
        tokens(text, 0).map(|token| &text[token.start..token.end]).collect()
    }

    #[test]
    fn abbreviations_initials_and_numbers_stay_whole() {
        assert_eq!(
            split("J. Ober of the U.S. paid $1.16 billion at 9 a.m."),
            ["J.", "Ober", "of", "the", "U.S.", "paid", "$", "1.16", "billion", "at", "9", "a.m."]
        );
    }

    #[test]
    fn a_full_stop_after_a_word_is_its_own() {
        assert_eq!(split("It stays. Open."), ["It", "stays", ".", "Open", "."]);
    }

    #[test]
    fn possessives_are_split_and_contractions_kept() {
        assert_eq!(split("Ober’s don't O'Neill"), ["Ober", "’s", "don't", "O'Neill"]);
    }

    #[test]
    fn hyphens_and_marks_stand_alone() {
        assert_eq!(split("“U.S.-led”"), ["“", "U.S.", "-", "led", "”"]);
    }

    #[test]
    fn offsets_count_from_the_base() {
        let all: Vec<_> = tokens(" Ober said", 100).collect();
        assert_eq!((all[0].start, all[0].end, all[0].spaced), (101, 105, true));
    }
}
