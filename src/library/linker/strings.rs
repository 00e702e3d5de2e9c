//! Strings in one arena, each once, with a number: some bytes a string where
//! a map of strings takes a hundred.

use std::hash::{BuildHasher, RandomState};

use crate::library::codec::{ByteReader, ByteWriter};
use crate::library::sure::sure;

/// No string.
const NONE: u32 = u32::MAX;

/// Strings by number and numbers by string. The numbers count from 0.
#[derive(Debug, Default)]
pub(super) struct Strings {
    text: String,
    ends: Vec<u32>,
    /// Open addressing: the number of a string at its hash or behind it.
    table: Vec<u32>,
    hasher: RandomState,
}

impl Strings {
    /// Strings that were written one behind the other, with where each ends;
    /// `None` when that cannot be.
    pub(super) fn of(text: String, ends: Vec<u32>) -> Option<Strings> {
        let ordered = ends.is_sorted() && ends.last().map_or(0, |end| *end as usize) == text.len();
        let cut = |end: &u32| text.is_char_boundary(*end as usize);
        if !ordered || !ends.iter().all(cut) {
            return None;
        }
        let mut strings = Strings { text, ends, ..Strings::default() };
        strings.spread();
        Some(strings)
    }

    /// All of them as they are in memory.
    pub(super) fn write(&self, writer: &mut ByteWriter) {
        writer.text(&self.text);
        writer.array(self.ends.iter().copied());
    }

    /// As [`Strings::write`] wrote them.
    pub(super) fn read(reader: &mut ByteReader<'_>) -> Option<Strings> {
        Strings::of(reader.text()?.to_owned(), reader.array()?)
    }

    /// The number of a string.
    pub(super) fn get(&self, text: &str) -> Option<u32> {
        let found = self.table.get(self.slot(text)?).copied()?;
        (found != NONE).then_some(found)
    }

    /// The number of a string, a new one if it is new.
    pub(super) fn add(&mut self, text: &str) -> u32 {
        if let Some(known) = self.get(text) {
            return known;
        }
        self.text.push_str(text);
        self.ends.push(number(self.text.len()));
        if self.ends.len() * 4 > self.table.len() * 3 {
            self.spread();
        } else {
            self.place(number(self.ends.len() - 1));
        }
        number(self.ends.len() - 1)
    }

    /// The string of a number; none is empty.
    pub(super) fn text(&self, id: u32) -> &str {
        let index = id as usize;
        let start = match index.checked_sub(1) {
            Some(before) => sure(self.ends.get(before).copied()) as usize,
            None => 0,
        };
        let end = sure(self.ends.get(index).copied()) as usize;
        sure(self.text.get(start..end))
    }

    pub(super) fn len(&self) -> usize {
        self.ends.len()
    }

    /// The numbers of those that hold these bytes, ascending.
    pub(super) fn holding(&self, part: &str) -> impl Iterator<Item = u32> {
        let finder = memchr::memmem::Finder::new(part.as_bytes()).into_owned();
        let mut from = 0;
        std::iter::from_fn(move || {
            loop {
                let at = from + finder.find(self.text.as_bytes().get(from..)?)?;
                let index = self.ends.partition_point(|end| *end as usize <= at);
                let end = *self.ends.get(index)? as usize;
                if at + finder.needle().len() <= end {
                    from = end;
                    return Some(number(index));
                }
                // Across two strings; one may begin inside of it.
                from = at + 1;
            }
        })
    }

    /// Where a string stands in the table, or would stand.
    fn slot(&self, text: &str) -> Option<usize> {
        let mask = self.table.len().checked_sub(1)?;
        let mut at = self.hash(text) & mask;
        loop {
            match self.table.get(at) {
                Some(&id) if id != NONE && self.text(id) != text => at = (at + 1) & mask,
                _ => return Some(at),
            }
        }
    }

    #[expect(clippy::cast_possible_truncation, reason = "of a hash any bits will do")]
    fn hash(&self, text: &str) -> usize {
        self.hasher.hash_one(text) as usize
    }

    /// Puts a string that is not there into the table.
    fn place(&mut self, id: u32) {
        let mask = self.table.len().saturating_sub(1);
        let mut at = self.hash(self.text(id)) & mask;
        while self.table.get(at).is_some_and(|id| *id != NONE) {
            at = (at + 1) & mask;
        }
        if let Some(slot) = self.table.get_mut(at) {
            *slot = id;
        }
    }

    /// Makes the table anew, with room for more.
    fn spread(&mut self) {
        let size = (self.ends.len() * 2).next_power_of_two().max(16);
        self.table = vec![NONE; size];
        (0..number(self.ends.len())).for_each(|id| self.place(id));
    }
}

/// There are never four billion of anything here.
pub(super) fn number(index: usize) -> u32 {
    u32::try_from(index).unwrap_or(u32::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_string_keeps_its_number() {
        let mut strings = Strings::default();
        assert_eq!(strings.get("a"), None);
        let numbers: Vec<u32> = (0..500).map(|n| strings.add(&format!("word {n}"))).collect();
        assert_eq!(numbers, (0..500).collect::<Vec<u32>>());
        assert_eq!((strings.add("word 77"), strings.text(77)), (77, "word 77"));
        let mut writer = ByteWriter::default();
        strings.write(&mut writer);
        let again = Strings::read(&mut ByteReader::new(&writer.bytes)).unwrap();
        assert_eq!((again.get("word 499"), again.get("word 500")), (Some(499), None));
    }

    #[test]
    fn bytes_are_found_inside_of_strings_only() {
        let mut strings = Strings::default();
        for word in ["anna", "nan", "", "banana"] {
            strings.add(word);
        }
        assert_eq!(strings.holding("nan").collect::<Vec<_>>(), [1, 3]);
        assert_eq!(strings.holding("ann").collect::<Vec<_>>(), [0]);
    }

    #[test]
    fn damaged_ends_are_refused() {
        assert!(Strings::of("aé".into(), vec![1, 2]).is_none());
        assert!(Strings::of("aé".into(), vec![3, 1]).is_none());
        assert!(Strings::of("aé".into(), vec![1]).is_none());
        assert!(Strings::of("aé".into(), vec![1, 3]).is_some());
    }
}
