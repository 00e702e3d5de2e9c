//! Which full names of people are spelled alike.
//!
//! A name is compared when it first occurs, and only with those that share a
//! *block*: names whose given name sounds alike but for one consonant and
//! whose surname sounds the same, or the other way round. A block of many
//! names tells nothing. So the time for a library is nearly linear in its
//! names. What is found depends on the names that occur alone, not on their
//! order.

use std::collections::{BTreeMap, BTreeSet, HashSet};
use std::hash::Hasher;

use fnv::FnvHasher;

use super::fold;
use super::names::{KnownNames, NameId, SUFFIXES};
use super::spelling::{self, Sounds};
use crate::library::codec::{ByteReader, ByteWriter};
use crate::library::sure::sure;
use newsquotes::extract::given_names;

/// A block of more names tells nothing and would take long.
const LARGEST_BLOCK: usize = 32;
/// Behind a usual given name (`Gary Nelson`, `Gary Nielsen`) a surname is more
/// often another one than another spelling.
const SAME_AFTER_USUAL: f32 = 0.91;
/// Two usual given names below this measure are two names.
const SAME_GIVEN_NAME: f32 = 0.97;
/// So many new members of blocks are kept apart before they are sorted in.
const LEAST_RECENT: usize = 4096;

/// The number of a block: a hash, so that two rarely share one.
type SoundBlock = u32;

/// Names by block, and those that are spelled alike.
#[derive(Debug, Default)]
pub(super) struct AlikeNames {
    /// A block in the upper and a member in the lower half, ascending.
    members: Vec<u64>,
    /// Members that are not sorted in yet.
    recent: BTreeSet<u64>,
    /// Blocks with more than [`LARGEST_BLOCK`] names that occur.
    crowded: HashSet<SoundBlock>,
    /// Two names, the lower number first, with a block of both and how alike
    /// they are.
    pairs: BTreeMap<(NameId, NameId, SoundBlock), f32>,
}

impl AlikeNames {
    /// Members that are not sorted in are left out, see [`AlikeNames::settle`].
    pub(super) fn write(&self, writer: &mut ByteWriter) {
        let all = |of: fn(&(NameId, NameId, SoundBlock)) -> u32| self.pairs.keys().map(of);
        writer.long_array(self.members.iter().copied());
        writer.array(self.crowded.iter().copied().collect::<Vec<_>>().into_iter());
        writer.array(all(|(one, ..)| *one));
        writer.array(all(|(_, other, _)| *other));
        writer.array(all(|(.., block)| *block));
        writer.array(self.pairs.values().map(|measure| measure.to_bits()));
    }

    pub(super) fn of(reader: &mut ByteReader<'_>) -> Option<AlikeNames> {
        let mut alike = AlikeNames { members: reader.long_array()?, ..AlikeNames::default() };
        alike.crowded = reader.array()?.into_iter().collect();
        let names = reader.array()?.into_iter().zip(reader.array()?);
        let blocks = reader.array()?.into_iter().zip(reader.array()?);
        let pairs = names
            .zip(blocks)
            .map(|((one, other), (block, measure))| ((one, other, block), f32::from_bits(measure)));
        alike.pairs = pairs.collect();
        Some(alike)
    }

    /// Takes a name in that occurs from now on.
    pub(super) fn enter(&mut self, names: &KnownNames, id: NameId) {
        for block in blocks(names.sounds(id)) {
            let entry = entry(block, id);
            if !self.crowded.contains(&block) {
                let live = self.live(names, block);
                if live.len() < LARGEST_BLOCK {
                    for other in &live {
                        self.compare(names, id, *other, block);
                    }
                } else {
                    self.crowded.insert(block);
                }
            }
            if self.members.binary_search(&entry).is_err() {
                self.recent.insert(entry);
            }
        }
        if self.recent.len() > LEAST_RECENT.max(self.members.len() / 8) {
            self.settle();
        }
    }

    /// A name that does not occur any more: a block may be small again.
    pub(super) fn leave(&mut self, names: &KnownNames, id: NameId) {
        if self.crowded.is_empty() {
            return;
        }
        for block in blocks(names.sounds(id)) {
            if !self.crowded.contains(&block) {
                continue;
            }
            let live = self.live(names, block);
            if live.len() <= LARGEST_BLOCK {
                self.crowded.remove(&block);
                for (index, one) in live.iter().enumerate() {
                    let others = live.iter().skip(index + 1);
                    others.for_each(|other| self.compare(names, *one, *other, block));
                }
            }
        }
    }

    /// Sorts all members in.
    pub(super) fn settle(&mut self) {
        self.members.extend(std::mem::take(&mut self.recent));
        self.members.sort_unstable();
    }

    /// Names that are spelled alike and occur; a pair may come several times.
    pub(super) fn pairs<'a>(
        &'a self,
        names: &'a KnownNames,
    ) -> impl Iterator<Item = (NameId, NameId, f32)> {
        let pairs = self.pairs.iter().filter(|((one, other, block), _)| {
            names.is_live(*one) && names.is_live(*other) && !self.crowded.contains(block)
        });
        pairs.map(|((one, other, _), measure)| (*one, *other, *measure))
    }

    /// The names of a block that occur; of many only one too many.
    fn live(&self, names: &KnownNames, block: SoundBlock) -> Vec<NameId> {
        let (first, last) = (entry(block, 0), entry(block, u32::MAX));
        let start = self.members.partition_point(|member| *member < first);
        let settled = sure(self.members.get(start..)).iter();
        let settled = settled.take_while(|member| **member <= last);
        let all = settled.chain(self.recent.range(first..=last)).map(|member| member_of(*member));
        all.filter(|id| names.is_live(*id)).take(LARGEST_BLOCK + 1).collect()
    }

    fn compare(&mut self, names: &KnownNames, one: NameId, other: NameId, block: SoundBlock) {
        let (one, other) = (one.min(other), one.max(other));
        let measure = names.sounds(one).similarity(names.sounds(other));
        let (first, second) = (names.key(one), names.key(other));
        if measure >= spelling::SAME && measure >= needed(first, second) && !differ(first, second) {
            self.pairs.insert((one, other, block), measure);
        }
    }
}

fn entry(block: SoundBlock, id: NameId) -> u64 {
    u64::from(block) << 32 | u64::from(id)
}

#[expect(clippy::cast_possible_truncation, reason = "the lower half is the name")]
fn member_of(entry: u64) -> NameId {
    entry as u32
}

/// The measure from which two full names are one.
fn needed(one: &str, other: &str) -> f32 {
    let usual = |key: &str| fold::words(key).next().and_then(given_names::gender).is_some();
    if usual(one) && usual(other) { SAME_AFTER_USUAL } else { spelling::SAME }
}

/// Whether two names that are spelled alike are of two people all the same:
/// a junior, other initials, given names that are both usual and not the same
/// (`Kevin`, `Gavin`; `Michel`, `Michelle`).
fn differ(one: &str, other: &str) -> bool {
    let suffix = |key: &str| {
        let last = fold::words(key).next_back()?;
        SUFFIXES.iter().position(|suffix| *suffix == last)
    };
    let single = |word: &str| word.chars().count() == 1;
    let mut words = fold::words(one).zip(fold::words(other));
    let initials = words.any(|(one, other)| (single(one) || single(other)) && one != other);
    suffix(one) != suffix(other) || initials || usual_given_names_differ(one, other)
}

fn usual_given_names_differ(one: &str, other: &str) -> bool {
    let (Some(one), Some(other)) = (fold::words(one).next(), fold::words(other).next()) else {
        return false;
    };
    let usual = |name| given_names::gender(name).is_some();
    one != other && usual(one) && usual(other) && spelling::similarity(one, other) < SAME_GIVEN_NAME
}

/// The blocks of a full name: one word whole, the other whole or without one
/// of its consonants. Those of the first and the last word only; whatever
/// stands between is left to the comparison.
fn blocks(sounds: Sounds<'_>) -> Vec<SoundBlock> {
    let count = u8::try_from(sounds.words().count()).unwrap_or(u8::MAX);
    let mut words = sounds.words();
    let Some((given, surname)) = words.next().zip(words.next_back()) else { return Vec::new() };
    let (given, surname) = (skeleton(given), skeleton(surname));
    let mut blocks = vec![hash(count, &given, &surname)];
    blocks.extend(shortened(&surname).map(|surname| hash(count, &given, &surname)));
    blocks.extend(shortened(&given).map(|given| hash(count, &given, &surname)));
    blocks.sort_unstable();
    blocks.dedup();
    blocks
}

/// The consonants of a word by the class of sounds that are written for one
/// another.
pub(super) fn skeleton(sounds: &[u8]) -> Vec<u8> {
    let coarse = sounds.iter().filter_map(|sound| match sound {
        b'a' | b'e' | b'i' | b'o' | b'u' | b'j' | b'h' => None,
        b'k' | b'g' | b'X' | b'c' | b'C' | b's' | b'z' | b'S' | b'J' | b'Q' | b'T' => Some(b'k'),
        b'p' => Some(b'b'),
        b'v' => Some(b'f'),
        b't' => Some(b'd'),
        other => Some(*other),
    });
    let mut skeleton: Vec<u8> = coarse.collect();
    skeleton.dedup();
    skeleton
}

/// A word of at least three consonants without one of them, each in turn.
fn shortened(skeleton: &[u8]) -> impl Iterator<Item = Vec<u8>> {
    let places = if skeleton.len() >= 3 { 0..skeleton.len() } else { 0..0 };
    places.map(|place| {
        let (before, after) = skeleton.split_at(place);
        [before, sure(after.get(1..))].concat()
    })
}

/// FNV-1a with its halves joined: the same on every platform.
fn hash(count: u8, given: &[u8], surname: &[u8]) -> SoundBlock {
    let mut hasher = FnvHasher::default();
    for part in [&[count], given, b" ", surname] {
        hasher.write(part);
    }
    let hash = hasher.finish();
    member_of(hash ^ hash >> 32)
}
