//! A read-only map from hashes to 16 bits that is used as it lies in the
//! program: no start-up cost, no allocation.
//!
//! Open addressing with linear probing; a slot is four bytes, a fingerprint
//! and a value, both little-endian; fingerprint 0 is an empty slot. A key that
//! is not in the table is found by mistake about three times in 100,000.

#[cfg(any(test, feature = "train"))]
use std::collections::BTreeMap;

const SLOT: usize = 4;

/// A view of the bytes of a table.
#[derive(Clone, Copy, Debug)]
pub(super) struct HashTable<'a> {
    slots: &'a [[u8; SLOT]],
}

impl<'a> HashTable<'a> {
    pub(super) fn new(bytes: &'a [u8]) -> HashTable<'a> {
        HashTable { slots: bytes.as_chunks().0 }
    }

    pub(super) fn get(self, key: u64) -> Option<u16> {
        let (slot, fingerprint) = place(key, self.slots.len());
        let (before, after) = self.slots.split_at_checked(slot)?;
        for &[low, high, value_low, value_high] in after.iter().chain(before) {
            match u16::from_le_bytes([low, high]) {
                0 => return None,
                found if found == fingerprint => {
                    return Some(u16::from_le_bytes([value_low, value_high]));
                }
                _ => {}
            }
        }
        None
    }
}

#[cfg(any(test, feature = "train"))]
/// The bytes of a table of `entries`, filled to three quarters.
pub(super) fn build(entries: &BTreeMap<u64, u16>) -> Vec<u8> {
    let count = entries.len() / 3 * 4 + 4;
    let mut slots = vec![[0; SLOT]; count];
    for (&key, &value) in entries {
        let (first, fingerprint) = place(key, count);
        let free = (first..count)
            .chain(0..first)
            .find(|slot| slots.get(*slot).is_some_and(|slot| slot.starts_with(&[0, 0])));
        if let Some(slot) = free.and_then(|slot| slots.get_mut(slot)) {
            let ([a, b], [c, d]) = (fingerprint.to_le_bytes(), value.to_le_bytes());
            *slot = [a, b, c, d];
        }
    }
    slots.concat()
}

/// The slot where `key` belongs among `count`, from its upper half, and its
/// fingerprint, from its lower end.
fn place(key: u64, count: usize) -> (usize, u16) {
    let slot = ((key >> 32) * count as u64) >> 32;
    let [low, high, ..] = key.to_le_bytes();
    (usize::try_from(slot).unwrap_or(0), u16::from_le_bytes([low, high]).max(1))
}

#[cfg(test)]
mod tests {
    use super::super::hash;
    use super::*;

    #[test]
    fn a_table_gives_back_what_was_put_in() {
        let entries: BTreeMap<u64, u16> =
            (0..1000u16).map(|n| (hash::word(&format!("word {n}")), n)).collect();
        let bytes = build(&entries);
        let table = HashTable::new(&bytes);
        for n in 0..1000 {
            assert_eq!(table.get(hash::word(&format!("word {n}"))), Some(n));
        }
        let strangers = (0..1000).filter(|n| table.get(hash::word(&format!("x{n}"))).is_some());
        assert!(strangers.count() < 3);
    }

    #[test]
    fn an_empty_table_holds_nothing() {
        assert_eq!(HashTable::new(&[]).get(1), None);
        assert_eq!(HashTable::new(&build(&BTreeMap::new())).get(1), None);
    }
}
