//! What is known of words beforehand: the gazetteer and the word clusters.

use super::hash;
use super::table::Table;

/// A set of the gazetteer's classes, one bit each.
pub(super) type Classes = u16;

/// Titles (`Mr`, `Senator`) and role nouns (`minister`), the classes that
/// words in lower case may have.
pub(super) const TITLES_AND_ROLES: Classes = 1 << 11 | 1 << 12;

/// The longest phrase of the gazetteer in words.
pub(super) const LONGEST_PHRASE: usize = 4;

/// The cluster pair of a word that has none.
const NO_CLUSTER: u16 = u16::MAX;

/// The gazetteer and the clusters.
#[derive(Clone, Copy, Debug)]
pub struct Lexicon<'a> {
    gazetteer: Table<'a>,
    clusters: Table<'a>,
}

/// The two clusters of a word: of 64 and of 512.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Clusters {
    pub(super) coarse: u64,
    pub(super) fine: u64,
}

impl<'a> Lexicon<'a> {
    /// A view of the two tables; see [`build`](super::build).
    #[must_use]
    pub fn new(gazetteer: &'a [u8], clusters: &'a [u8]) -> Lexicon<'a> {
        Lexicon { gazetteer: Table::new(gazetteer), clusters: Table::new(clusters) }
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

/// How the clusters table keeps a coarse (of 64) and a fine (of 512) cluster.
pub(super) fn pack(coarse: u16, fine: u16) -> u16 {
    (coarse & 63) << 9 | fine & 511
}
