//! The words of an index: how a text is cut into them, and their stems.
//!
//! The one place for it: what is indexed, asked for and lit on the screen goes
//! through the same three steps, [`words`], [`folding::word`] and [`stem`]. It
//! knows no query, no engine and no list of common words.

use std::borrow::Cow;
use std::ops::Range;

use frostem::{Algorithm, Stemmer};

use crate::library::sure::sure;
use newsquotes::edits;
use newsquotes::extract::tokens::{self, Token, TokenKind};
use newsquotes::folding::{self, is_spaced};

/// A longer word, in bytes, is not stemmed: it is no word of any language.
const LONGEST_STEMMED: usize = edits::LONGEST;

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

/// The folded words of a text, a blank between them: what [`crate::library`]'s
/// index takes in, so that a text is cut only once.
#[must_use]
pub(crate) fn folded(text: &str) -> String {
    let mut folded = String::with_capacity(text.len());
    for word in words(text, 0) {
        let word = folding::word(sure(text.get(word)));
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
    if let Some(bare) = without_particle(folded) {
        return Cow::Borrowed(bare);
    }
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

/// What stands before an apostrophe for a whole word of its own, in French,
/// Italian and Catalan: `l'Europe`, `dell'Aquila`, `d'Orsay`. Not `O'Neill`,
/// which is one name.
const ELIDED: &[&str] = &[
    "l", "d", "j", "m", "n", "s", "t", "c", "qu", "jusqu", "lorsqu", "puisqu", "quoiqu", "quelqu",
    "presqu", "dell", "all", "dall", "nell", "sull", "coll", "un", "gl", "quell", "quest", "sant",
    "bell",
];

/// The bytes of an elided word at the beginning of a token.
fn elided(token: &str) -> Option<usize> {
    let (at, _) = token.char_indices().find(|(_, c)| tokens::is_apostrophe(*c))?;
    // As folded, so that a folded word is cut as it was before: `ſ'ﻼ` is `s'لا`.
    let (head, rest) = token.split_at_checked(at)?;
    let is_elided = ELIDED.contains(&&*folding::word(head));
    // `l's`: more than a letter stands behind.
    let letters = || folding::word(rest).chars().filter(|c| c.is_alphabetic()).count();
    (is_elided && letters() > 1).then_some(at)
}

/// The word that a Korean particle stands behind, of two syllables at least:
/// `한국은`, `한국의` and `한국에서` are `한국`. A word that merely ends so loses
/// its end too, which only makes it a form of another.
fn without_particle(word: &str) -> Option<&str> {
    const PARTICLES: &[&str] = &[
        "에서는",
        "에게서",
        "으로는",
        "으로",
        "에서",
        "에게",
        "까지",
        "부터",
        "이라고",
        "라고",
        "하고",
        "처럼",
        "보다",
        "마저",
        "조차",
        "은",
        "는",
        "이",
        "가",
        "을",
        "를",
        "의",
        "에",
        "와",
        "과",
        "도",
        "만",
        "로",
    ];
    if !word.chars().all(|c| matches!(c, '가'..='힣')) {
        return None;
    }
    let mut bare = PARTICLES.iter().filter_map(|particle| word.strip_suffix(*particle));
    bare.find(|bare| bare.chars().nth(1).is_some())
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
        let rest = sure(text.get(token.start..token.end));
        Pieces { rest, at: base + token.start, is_whole: true }
    }

    fn skip(&mut self, len: usize) {
        self.at += len;
        self.rest = sure(self.rest.get(len..));
    }

    /// The length of the next piece, with which the rest begins.
    fn piece(&mut self) -> Option<usize> {
        let rest = self.rest.trim_start_matches(|c: char| !c.is_alphanumeric());
        self.skip(self.rest.len() - rest.len());
        let first = rest.chars().next()?;
        match rest.find(|c| !is_spaced(c)) {
            None if self.is_whole => Some(elided(rest).unwrap_or(rest.len())),
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

    #[test]
    fn scripts_without_blanks_give_their_letters() {
        let text = "東京 bridge";
        let found: Vec<_> = words(text, 10).collect();
        assert_eq!(found, [10..13, 13..16, 17..23]);
    }

    #[test]
    fn an_elided_word_is_a_word_of_its_own() {
        let cut = |text: &'static str| words(text, 0).map(|range| &text[range]).collect::<Vec<_>>();
        assert_eq!(cut("l’Europe d'Orsay"), ["l", "Europe", "d", "Orsay"]);
        assert_eq!(cut("Dell'Aquila, qu’il"), ["Dell", "Aquila", "qu", "il"]);
        assert_eq!(cut("O'Neill don’t l's"), ["O'Neill", "don’t", "l"]);
    }

    #[test]
    fn a_korean_word_is_found_with_any_particle() {
        for word in ["한국은", "한국의", "한국에서", "한국"] {
            assert_eq!(stem(word, None), "한국", "{word}");
        }
        assert_eq!(stem("나는", Some("ko")), "나는");
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
