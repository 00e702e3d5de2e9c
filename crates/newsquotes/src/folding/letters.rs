//! The strength of letters: case, accents, ligatures and widths do not count.

use std::borrow::Cow;

use unicode_normalization::UnicodeNormalization;

use crate::extract::tokens::{TokenKind, is_apostrophe, tokens};

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

/// A text in small letters without accents, ligatures and invisible
/// characters, its apostrophes straight. All other marks and blanks stay as
/// they are.
///
/// ```
/// use newsquotes::folding::letters;
/// assert_eq!(letters("Émile Łódź, “don’t”"), "emile lodz, “don't”");
/// ```
#[must_use]
pub fn letters(text: &str) -> Cow<'_, str> {
    if text.is_ascii() {
        let has_capital = text.bytes().any(|byte| byte.is_ascii_uppercase());
        return if has_capital { text.to_ascii_lowercase().into() } else { text.into() };
    }
    let mut folded = String::with_capacity(text.len());
    let mut rest = text;
    while !rest.is_empty() {
        let (plain, after) = rest.split_at(rest.find(|c| !is_plain(c)).unwrap_or(rest.len()));
        folded.extend(plain.chars().map(|c| if c == '’' { '\'' } else { c.to_ascii_lowercase() }));
        let (composed, after) = after.split_at(after.find(is_plain).unwrap_or(after.len()));
        // Its apostrophe would cut the word in two when that is read again.
        let composed = composed.chars().map(|c| if c == 'ŉ' { 'n' } else { c });
        for c in composed.nfkd().flat_map(char::to_lowercase).nfc() {
            push(c, &mut folded);
        }
        rest = after;
    }
    Cow::Owned(folded)
}

/// A single word as it is compared: its [`letters`], no full stops in `U.S.`,
/// no commas in `300,000`, no marks around it, no ending of a possessive.
/// Empty for a word of nothing else.
///
/// ```
/// use newsquotes::folding::word;
/// assert_eq!(["U.S.", "300,000", "Ober’s", "1.5"].map(word), ["us", "300000", "ober", "1.5"]);
/// ```
#[must_use]
pub fn word(word: &str) -> Cow<'_, str> {
    let plain = |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit();
    if word.bytes().all(plain) {
        return Cow::Borrowed(word);
    }
    if word.bytes().all(|byte| byte.is_ascii_alphanumeric()) {
        return Cow::Owned(word.to_ascii_lowercase());
    }
    let folded = tidied(&letters(word));
    let is_single = word.chars().nth(1).is_none();
    if is_single && folded.chars().nth(1).is_some() && !folded.starts_with(is_spaced) {
        // A ligature of a script without blanks (㍿) stays the one word it is.
        return Cow::Owned(word.nfc().collect());
    }
    if reads_as_itself(&folded) {
        return Cow::Owned(folded);
    }
    // What marks held together, as in `ق'²`, is joined.
    let joined = letters(&folded).replace(|c: char| !c.is_alphanumeric(), "");
    Cow::Owned(if reads_as_itself(&joined) { joined } else { word.nfc().collect() })
}

/// Whether a folded word, cut and folded again, is the same one word: so a
/// query means the same however often it is printed and typed.
fn reads_as_itself(folded: &str) -> bool {
    // Letters of European scripts are nothing else once folded.
    if folded.chars().all(|c| c.is_ascii_digit() || (c < '\u{530}' && c.is_alphabetic())) {
        return true;
    }
    let mut tokens = tokens(folded, 0);
    let is_whole = tokens.next().is_some_and(|token| {
        token.end == folded.len() && matches!(token.kind, TokenKind::Word | TokenKind::Number)
    });
    // Scripts without blanks give a word for each letter.
    let is_one = folded.chars().all(is_spaced) || folded.chars().nth(1).is_none();
    is_whole && is_one && tidied(&letters(folded)) == folded
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

/// Characters that are their own normal form and that stand in most texts:
/// they are passed over without looking at their neighbours. An accent behind
/// one of them is taken away by itself.
fn is_plain(c: char) -> bool {
    c.is_ascii() || matches!(c, '‘' | '’' | '“' | '”' | '–' | '—')
}

/// The accent of a Latin, Greek, Cyrillic, Hebrew or Arabic letter. The signs
/// of other scripts are letters of their own.
fn is_accent(c: char) -> bool {
    matches!(c, '\u{300}'..='\u{36f}' | '\u{1ab0}'..='\u{1aff}' | '\u{20d0}'..='\u{20ff}'
        | '\u{fe20}'..='\u{fe2f}' | '\u{591}'..='\u{5c7}' | '\u{640}' | '\u{64b}'..='\u{65f}')
}

/// Adds what is left of a composed small letter.
fn push(c: char, folded: &mut String) {
    match c {
        // A letter of its own to those who write it, and to the stemmer.
        'й' => folded.push(c),
        '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{2060}' | '\u{feff}' => {}
        c if is_apostrophe(c) => folded.push('\''),
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
    match trimmed.strip_prefix("o'") {
        // O'Neill, as many spell it: ONeill.
        Some(name) => format!("o{}", name.trim_start_matches('\'')),
        None if trimmed.len() < folded.len() => trimmed.to_owned(),
        None => folded,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::folding::typography;
    use proptest::prelude::*;

    /// Texts with everything that folds, not only letters at random.
    fn texts() -> impl Strategy<Value = String> {
        let piece = prop_oneof![
            "[a-zA-Z0-9 .,:'’‘“”«»–—…_-]{1,4}",
            "[éÉßŁłøæœıİςΣйё\u{301}\u{306}\u{307}\u{308}\u{ad}\u{200b}\u{200d}ﬁ２½Ⅳ㍿]{1,3}",
            "[木橋가한국กा्बإ\u{64b}א\u{5b4}]{1,3}",
            any::<char>().prop_map(String::from),
        ];
        proptest::collection::vec(piece, 0..8).prop_map(|pieces| pieces.concat())
    }

    proptest! {
        #[test]
        fn folding_twice_changes_nothing(text in texts()) {
            let once = typography(&text);
            prop_assert_eq!(typography(&once), once.as_str());
            let once = letters(&text).into_owned();
            prop_assert_eq!(letters(&once), once.as_str());
            let once = word(&text).into_owned();
            prop_assert_eq!(word(&once), once.as_str());
        }

        #[test]
        fn each_strength_makes_equal_what_the_one_before_did(text in texts()) {
            // A text and what a strength leaves of it are the same to every
            // coarser one.
            let bare = |text: &str| word(text).into_owned();
            // A word that would fall apart when it is read again stays as it
            // is printed.
            if reads_as_itself(&tidied(&letters(&text))) {
                prop_assert_eq!(bare(&letters(&text)), bare(&text));
            }
            let no_marks = |text: &str| -> String {
                letters(text).chars().filter(|c| c.is_alphanumeric()).collect()
            };
            prop_assert_eq!(no_marks(&typography(&text)), no_marks(&text));
        }
    }

    #[test]
    fn case_accents_and_typography_do_not_count() {
        for (printed, folded) in [
            ("Émile", "emile"),
            ("Łódź’s", "lodz"),
            ("Straße", "strasse"),
            ("DON'T", "don't"),
            ("O\u{2bc}Neill", "oneill"),
            ("E\u{301}mile", "emile"),
            ("co\u{ad}operate", "cooperate"),
            ("ﬁre", "fire"),
            ("U.S.", "us"),
            ("300,000", "300000"),
            ("1.5", "1.5"),
            ("ΟΔΟΣ", "οδοσ"),
            ("İstanbul", "istanbul"),
        ] {
            assert_eq!(word(printed), folded);
        }
    }

    #[test]
    fn letters_of_other_scripts_stay_what_they_are() {
        for (printed, folded) in
            [("Ещё", "еще"), ("и\u{306}од", "йод"), ("한국", "한국"), ("が", "が")]
        {
            assert_eq!(word(printed), folded);
            assert_eq!(letters(printed), folded);
        }
        assert_eq!(letters("हिन्दी"), "हिन्दी");
    }

    #[test]
    fn marks_of_a_text_stay() {
        assert_eq!(letters("“Ça va…” – ’ll 5%"), "“ca va...” – 'll 5%");
    }
}
