//! What the tagger looks at: of a word by itself, once for all its places, and
//! of a word beside others.
//!
//! The templates follow Collins (2002) and Toutanova and others, "Feature-Rich
//! Part-of-Speech Tagging with a Cyclic Dependency Network" (2003), with the
//! parts of speech that a word can have in place of most of its neighbours'
//! letters. Numbers of templates are part of the weights' format.

use super::super::hash::{self, pair};
use super::super::linear::feature;
use super::super::table::HashTable;
use super::{QUOTATION, SpeechPart, TaggedWord};

/// Of no word: before and behind a sentence.
const EDGE: u64 = 0x1eaf;

/// What is known of a word wherever it stands.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct WordType {
    lower: u64,
    /// The part of speech of a word that has one only.
    pub(super) sure: Option<SpeechPart>,
    /// The parts of speech it can have, or else its ending.
    ambiguity: u64,
    /// The last two letters.
    ending: u64,
    coarse: u64,
    fine: u64,
    capital: bool,
    /// Longer than three letters without a capital, which headlines have few of.
    plain: bool,
}

/// What the dictionary knows of a word: the part of speech it has most often,
/// the next, and how often the first.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct DictionaryEntry(pub(super) u16);

/// Set in every entry, so that none is 0.
#[cfg(any(test, feature = "train"))]
const KNOWN: u16 = 1 << 15;
/// Set where the first part of speech is the only one.
const SURE: u16 = 1 << 14;
/// Where a word has no second part of speech.
#[cfg(any(test, feature = "train"))]
const NONE: u16 = 31;

impl DictionaryEntry {
    /// The entry of a word with these counts of each part of speech; `sure`
    /// where the first of them may be taken without a look at the sentence.
    #[cfg(any(test, feature = "train"))]
    pub(super) fn new(counts: &[u32; SpeechPart::ALL.len()], sure: bool) -> DictionaryEntry {
        let mut order: Vec<(u32, u16)> = counts.iter().copied().zip(0..).collect();
        order.sort_by_key(|(count, part)| (std::cmp::Reverse(*count), *part));
        let total = counts.iter().sum::<u32>().max(1);
        let first = order.first().copied().unwrap_or_default();
        let second = order.get(1).filter(|(count, _)| *count > 0).map_or(NONE, |second| second.1);
        // How often the first: below six, eight and nine and a half of ten.
        let share = first.0 * 100 / total;
        let bucket = [60, 80, 95].iter().filter(|bound| share >= **bound).count();
        let bucket = u16::try_from(bucket).unwrap_or(0) << 10;
        DictionaryEntry(first.1 | second << 5 | bucket | KNOWN | if sure { SURE } else { 0 })
    }

    /// Whether this is the part of speech that the word has most often.
    pub(super) fn is_mostly(self, part: SpeechPart) -> bool {
        usize::from(self.0 & 31) == part as usize
    }

    /// The part of speech of a word that has one only.
    pub(super) fn sure(self) -> Option<SpeechPart> {
        let known = self.0 & SURE != 0;
        SpeechPart::ALL.get(usize::from(self.0 & 31)).copied().filter(|_| known)
    }
}

/// The key of a word in the dictionary.
pub(super) fn dictionary_key(lower: u64, capital: bool) -> u64 {
    pair(lower, u64::from(capital))
}

impl WordType {
    pub(super) fn read(form: &str, dictionary: HashTable<'_>, clusters: HashTable<'_>) -> WordType {
        let capital = form.chars().next().is_some_and(char::is_uppercase);
        let exact = hash::word(form);
        let lower = if form.chars().any(char::is_uppercase) { hash::lower(form) } else { exact };
        let entry = dictionary
            .get(dictionary_key(lower, capital))
            .or_else(|| dictionary.get(dictionary_key(lower, false)));
        let cluster = clusters.get(exact).or_else(|| clusters.get(lower)).unwrap_or(u16::MAX);
        let ending = suffix(form, 2);
        let entry = DictionaryEntry(entry.unwrap_or(0));
        let ambiguity = match entry.0 {
            0 => pair(suffix(form, 3), u64::from(capital)),
            known => u64::from(known),
        };
        let sure = if form == QUOTATION { Some(SpeechPart::Quotation) } else { entry.sure() };
        WordType {
            lower,
            sure,
            ambiguity,
            ending,
            coarse: u64::from(cluster >> 9),
            fine: u64::from(cluster & 511),
            capital,
            plain: !capital && form.len() > 3 && form.starts_with(char::is_alphabetic),
        }
    }

    /// The word where it stands with this part of speech.
    pub(super) fn tagged(&self, part: SpeechPart) -> TaggedWord {
        let WordType { lower, coarse, fine, capital, .. } = *self;
        TaggedWord { part, lower, coarse, fine, capital }
    }
}

/// Whether nearly every word of a sentence has a capital, so that capitals say
/// nothing.
pub(super) fn is_headline<'a>(words: impl Iterator<Item = &'a WordType>) -> bool {
    let (mut capitals, mut plain) = (0, 0);
    for word in words {
        capitals += u32::from(word.capital);
        plain += u32::from(word.plain);
    }
    capitals >= 3 && plain * 4 <= capitals
}

/// The features of a word wherever it stands.
pub(super) fn of_type(form: &str, word: &WordType, features: &mut Vec<u32>) {
    let shape = shape(form);
    let mut add = |template, value| features.push(feature(template, value));
    add(1, 0);
    add(2, word.lower);
    add(3, pair(word.lower, shape));
    add(4, word.ambiguity);
    add(5, suffix(form, 1));
    add(6, word.ending);
    add(7, suffix(form, 3));
    add(8, suffix(form, 4));
    add(9, prefix(form, 2));
    add(10, prefix(form, 3));
    add(11, shape);
    add(12, pair(shape, word.ending));
    add(13, word.fine);
    add(14, word.coarse);
    add(15, pair(word.fine, word.ending));
    add(16, pair(word.ambiguity, word.fine));
}

/// A word of a sentence and its neighbours, `None` beyond the sentence.
#[derive(Clone, Copy, Debug)]
pub(super) struct Place<'a> {
    /// Two words before, the word, two behind.
    pub(super) around: [Option<&'a WordType>; 5],
    /// The parts of speech of the two words before, the nearer one last.
    pub(super) before: [Option<SpeechPart>; 2],
    /// Whether nearly every word of the sentence has a capital.
    pub(super) headline: bool,
}

/// The features of a word where it stands.
pub(super) fn of_place(place: &Place<'_>, features: &mut Vec<u32>) {
    let [far, left, Some(word), right, beyond] = place.around else { return };
    let of = |word: Option<&WordType>, value: fn(&WordType) -> u64| word.map_or(EDGE, value);
    let [two, one] = place.before.map(|part| part.map_or(EDGE, |part| part as u64));
    let pairs = |a, b| pair(pair(0, a), b);
    let ambiguity = |word| of(word, |word| word.ambiguity);
    let fine = |word| of(word, |word| word.fine);
    let lower = |word| of(word, |word| word.lower);
    let both = pairs(two, one);
    let case = u64::from(word.capital)
        | u64::from(left.is_none()) << 1
        | u64::from(left.is_some_and(|left| left.capital)) << 2
        | u64::from(right.is_some_and(|right| right.capital)) << 3
        | u64::from(place.headline) << 4;
    let mut add = |template, value| features.push(feature(template, value));
    add(30, one);
    add(31, both);
    add(32, pairs(one, word.ambiguity));
    add(33, pairs(one, word.lower));
    add(34, pairs(both, word.ambiguity));
    add(35, pairs(one, word.ending));
    add(36, ambiguity(right));
    add(37, pairs(word.ambiguity, ambiguity(right)));
    add(38, pairs(ambiguity(right), ambiguity(beyond)));
    add(39, pairs(one, ambiguity(right)));
    add(40, pairs(word.ending, ambiguity(right)));
    add(41, lower(right));
    add(42, lower(left));
    add(43, pairs(lower(left), word.ambiguity));
    add(44, fine(right));
    add(45, fine(left));
    add(46, pairs(word.fine, fine(right)));
    add(47, pairs(word.fine, fine(left)));
    add(48, case);
    add(49, pairs(case, word.ambiguity));
    add(50, pairs(case, word.fine));
    add(51, pairs(lower(right), word.ambiguity));
    add(52, lower(far));
    add(53, lower(beyond));
    add(54, pairs(word.coarse, pairs(one, of(right, |right| right.coarse))));
}

/// The hash of the last letters, in small letters.
fn suffix(form: &str, letters: usize) -> u64 {
    let from = form.char_indices().rev().nth(letters - 1).map_or(0, |(at, _)| at);
    hash::lower(form.get(from..).unwrap_or_default())
}

/// The hash of the first letters, in small letters.
fn prefix(form: &str, letters: usize) -> u64 {
    let end = form.char_indices().nth(letters).map_or(form.len(), |(at, _)| at);
    hash::lower(form.get(..end).unwrap_or_default())
}

/// The pattern of capitals, small letters, digits and marks, runs cut to one.
fn shape(form: &str) -> u64 {
    let (mut shape, mut last) = (7, 0);
    for c in form.chars() {
        let class = match c {
            _ if c.is_uppercase() => 1,
            _ if c.is_alphabetic() => 2,
            _ if c.is_numeric() => 3,
            '.' => 4,
            '\'' | '’' => 5,
            '-' | '–' | '—' => 6,
            _ => 7,
        };
        if class != last {
            shape = pair(shape, class);
        }
        last = class;
    }
    shape
}
