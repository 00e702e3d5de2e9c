//! Names made whole: trimmed to what counts as the name, joined with what
//! belongs to it, and made to agree over the document.

use std::ops::Range;

use super::hash;
use super::lexicon::{Classes, NameLexicon, PEOPLE, TITLES, TITLES_AND_ROLES, phrase};
use super::tagger::FoundName;
use super::words::{TaggerWord, TaggerWords};
use super::{agreement, bodies, foreign, joins};
use crate::model::{EntityKind, Text};
use crate::sure;

/// A name where it stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct TaggedName {
    /// By their place in [`TaggerWords::all`]; never empty.
    pub(super) words: Range<usize>,
    pub(super) kind: EntityKind,
    /// The lead over the next best reading, in units of the weights.
    pub(super) margin: i32,
    /// Equal for spellings that differ in case, full stops and dashes only.
    pub(super) key: u64,
}

/// What the tagger found, trimmed, joined, agreed upon, and completed; by
/// place.
pub(super) fn settle(
    text: &Text,
    words: &TaggerWords,
    lexicon: NameLexicon<'_>,
    found: &[FoundName],
) -> Vec<TaggedName> {
    let trimmed = found.iter().filter_map(|found| TaggedName::trimmed(text, words, lexicon, found));
    let mut names: Vec<TaggedName> = trimmed.collect();
    joins::join(text, words, lexicon, &mut names);
    bodies::complete(text, words, lexicon, &mut names);
    foreign::drop_common_nouns(words, lexicon, &mut names);
    agreement::agree(text, words, lexicon, &mut names);
    names
}

impl TaggedName {
    /// The name without article, title and marks at its ends; `None` when
    /// nothing is left. A possessive ending is such a mark.
    fn trimmed(
        text: &Text,
        all: &TaggerWords,
        lexicon: NameLexicon<'_>,
        found: &FoundName,
    ) -> Option<TaggedName> {
        let words = all.all.get(found.words.clone())?;
        let back = back(text, words, found.kind)?;
        let words = words.get(..back)?;
        let front = front(text, words, lexicon, found.kind)?;
        Some(TaggedName {
            words: found.words.start + front..found.words.start + back,
            kind: found.kind,
            margin: found.margin,
            key: key(text, words.get(front..)?),
        })
    }
}

/// The first word that belongs to the name: not an article, a mark, or the
/// title of a person.
fn front(
    text: &Text,
    words: &[TaggerWord],
    lexicon: NameLexicon<'_>,
    kind: EntityKind,
) -> Option<usize> {
    let is_title = |at: usize, word: &TaggerWord| {
        kind == EntityKind::Person
            && at + 1 < words.len()
            && is_title(lexicon.classes(phrase(0, word.lower)))
    };
    let is_article = |word: &TaggerWord| {
        text.as_str().get(word.range()).is_some_and(|form| form.eq_ignore_ascii_case("the"))
    };
    words
        .iter()
        .enumerate()
        .position(|(at, word)| word.is_lexical() && !is_article(word) && !is_title(at, word))
}

/// Whether a word before a name is a title: `Senator Ober`, and an office
/// that is nobody's name, `Coach Ober`, but not `Mason Ober`.
fn is_title(classes: Classes) -> bool {
    classes & TITLES != 0 || classes & TITLES_AND_ROLES != 0 && classes & PEOPLE == 0
}

/// One past the last word that belongs to the name: not a mark or possessive
/// ending, or the office that follows a place.
fn back(text: &Text, words: &[TaggerWord], kind: EntityKind) -> Option<usize> {
    let is_office = |word: &TaggerWord| {
        kind == EntityKind::Place && text.as_str().get(word.range()).is_some_and(is_office)
    };
    let last = words.iter().enumerate().rev();
    let mut last = last.filter(|(at, word)| word.is_lexical() && (*at == 0 || !is_office(word)));
    last.next().map(|(at, _)| at + 1)
}

/// Whether a word after a place is what somebody from there is: `Ohio
/// Republican`, `Ohio Sen. Castellano`.
fn is_office(form: &str) -> bool {
    #[rustfmt::skip]
    const ROLES: [&str; 8] = [
        "Republican", "Democrat", "Sen", "Rep", "Gov", "Senator", "Congressman", "Congresswoman",
    ];
    ROLES.contains(&form)
}

/// The key of the name that `words` make.
pub(super) fn key(text: &Text, words: &[TaggerWord]) -> u64 {
    words.iter().filter(|word| word.is_lexical()).fold(0, |key, word| {
        let form = sure::part(text.as_str(), word.range());
        let plain =
            if form.contains('.') { hash::lower(&form.replace('.', "")) } else { word.lower };
        phrase(key, plain)
    })
}
