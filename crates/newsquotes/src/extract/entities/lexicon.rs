//! What is known of words beforehand: the gazetteer and the word clusters.

#[cfg(feature = "train")]
use std::collections::BTreeMap;

#[cfg(feature = "train")]
use super::super::tokens::tokens;
use super::hash;
#[cfg(feature = "train")]
use super::table;
use super::table::HashTable;

/// A set of the gazetteer's classes, one bit each.
pub(super) type Classes = u16;

/// Titles (`Mr`, `Senator`) and role nouns (`minister`), the classes that
/// words in lower case may have.
pub(super) const TITLES_AND_ROLES: Classes = TITLES | 1 << 12;

/// Countries, large cities and regions; many a small town is named like a
/// common word.
pub(super) const WELL_KNOWN_PLACES: Classes = 0b1011;

/// Places and organisations.
pub(super) const NAMES: Classes = 0b1111 | 1 << 10;

/// Given names and surnames.
pub(super) const PEOPLE: Classes = 0b1111 << 5 | 0b11 << 14;

/// Words that organisations are named with: "Ministry", "Council".
pub(super) const BODY_WORDS: Classes = 1 << 9;

/// Titles.
pub(super) const TITLES: Classes = 1 << 11;

/// The longest phrase of the gazetteer in words.
pub(super) const LONGEST_PHRASE: usize = 4;

/// The cluster pair of a word that has none.
const NO_CLUSTER: u16 = u16::MAX;

/// The gazetteer and the clusters.
#[derive(Clone, Copy, Debug)]
pub struct NameLexicon<'a> {
    gazetteer: HashTable<'a>,
    clusters: HashTable<'a>,
}

/// The two clusters of a word: of 64 and of 512.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Clusters {
    pub(super) coarse: u64,
    pub(super) fine: u64,
}

impl<'a> NameLexicon<'a> {
    /// A view of the two tables; see [`build_gazetteer`] and [`build_clusters`].
    #[must_use]
    pub fn new(gazetteer: &'a [u8], clusters: &'a [u8]) -> NameLexicon<'a> {
        NameLexicon { gazetteer: HashTable::new(gazetteer), clusters: HashTable::new(clusters) }
    }

    /// The classes of the phrase with this hash (see [`phrase`]).
    pub(super) fn classes(&self, phrase: u64) -> Classes {
        self.gazetteer.get(phrase).unwrap_or(0)
    }

    /// The clusters of the word whose exact form has this hash.
    pub(super) fn clusters(&self, exact: u64) -> Clusters {
        let packed = self.clusters.get(exact).unwrap_or(NO_CLUSTER);
        Clusters { coarse: u64::from(packed >> 9), fine: u64::from(packed & 511) }
    }
}

/// The hash of a phrase that `words`, a hash so far, goes on with: start with 0.
pub(super) fn phrase(words: u64, lower: u64) -> u64 {
    hash::pair(words, lower)
}

#[cfg(feature = "train")]
/// The bytes of a gazetteer: phrases, parted as the tokeniser parts them, each
/// with the number of its class.
#[must_use]
pub fn build_gazetteer<'a>(phrases: impl Iterator<Item = (&'a str, u16)>) -> Vec<u8> {
    let mut entries = BTreeMap::<u64, Classes>::new();
    for (words, class) in phrases {
        let forms = tokens(words, 0).filter_map(|token| words.get(token.start..token.end));
        let key = forms.fold(0, |key, form| phrase(key, hash::lower(form)));
        *entries.entry(key).or_default() |= 1 << (class & 15);
    }
    table::build(&entries)
}

#[cfg(feature = "train")]
/// The bytes of a table of clusters: words with their clusters of 64 and 512.
#[must_use]
pub fn build_clusters<'a>(words: impl Iterator<Item = (&'a str, u16, u16)>) -> Vec<u8> {
    let pack = |coarse: u16, fine: u16| (coarse & 63) << 9 | fine & 511;
    let entries = words.map(|(word, coarse, fine)| (hash::word(word), pack(coarse, fine)));
    table::build(&entries.collect())
}
