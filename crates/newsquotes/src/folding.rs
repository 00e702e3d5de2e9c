//! What stays the same of words however they are printed: one folding, in
//! named strengths. Each makes equal all that the one above it does, and more.
//!
//! | strength | makes equal | who compares so |
//! |---|---|---|
//! | exact | nothing | words that are cut and handed over |
//! | [`one_line`] | white space | words of a draft or an article that are printed, kept or compared with each other |
//! | [`typography`] | white space, quotation marks, dashes, `…`, invisible characters | places of what a person made, by [`FoldedText`] |
//! | [`letters`] | also case, accents, ligatures, widths of letters | alignment, names in the linker, speakers and titles in a check, citation keys, repeats |
//! | letters of a single [`word`] | also full stops of `U.S.`, commas of `300,000`, a possessive ending | the index and all that asks it: search, find in a page, filters |
//! | stem | also the forms of a word | the index and what asks it, by Snowball in 18 languages; [`align`](crate::extract::align), by its own table of English, which knows that `went` is `go` and that `universe` is not `university` |
//!
//! Not foldings, and not here: a word that is looked up in a closed list of
//! small English words is put in small letters and no more; the tables of
//! trained weights hash words in small letters, which is part of their format.
//! Pure; knows no query and no
//! language: the stems are made where the languages are known.

mod letters;
mod offsets;
mod typography;

pub use self::letters::{is_spaced, letters, word};
pub use self::offsets::OffsetMap;
pub use self::typography::{FoldedText, typography};

/// A text in one line: a run of white space is one blank, none at its ends.
///
/// ```
/// assert_eq!(newsquotes::folding::one_line(" We\n\tkeep it. "), "We keep it.");
/// ```
#[must_use]
pub fn one_line(text: &str) -> String {
    let mut line = String::with_capacity(text.len());
    for word in text.split_whitespace() {
        if !line.is_empty() {
            line.push(' ');
        }
        line.push_str(word);
    }
    line
}
