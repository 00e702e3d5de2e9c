//! Numbers, strings and lists as bytes, and back.
//!
//! Numbers are LEB128; a string or list is its length and what it holds.

use super::strings::Strings;

/// Writes behind what there is.
#[derive(Debug, Default)]
pub(super) struct Writer {
    pub(super) bytes: Vec<u8>,
}

impl Writer {
    pub(super) fn number(&mut self, number: u32) {
        self.long(number.into());
    }

    pub(super) fn long(&mut self, mut number: u64) {
        while number >= 0x80 {
            self.bytes.push(number.to_le_bytes()[0] | 0x80);
            number >>= 7;
        }
        self.bytes.push(number.to_le_bytes()[0]);
    }

    pub(super) fn blob(&mut self, blob: &[u8]) {
        self.long(blob.len() as u64);
        self.bytes.extend_from_slice(blob);
    }

    /// Four bytes a number, which are read faster than numbers by seven bits.
    pub(super) fn array(&mut self, numbers: impl ExactSizeIterator<Item = u32>) {
        self.long(numbers.len() as u64);
        self.bytes.extend(numbers.flat_map(u32::to_le_bytes));
    }

    /// Many strings, as they are in memory.
    pub(super) fn strings(&mut self, strings: &Strings) {
        let (text, ends) = strings.parts();
        self.blob(text.as_bytes());
        self.array(ends.iter().copied());
    }

    pub(super) fn long_array(&mut self, numbers: impl ExactSizeIterator<Item = u64>) {
        self.long(numbers.len() as u64);
        self.bytes.extend(numbers.flat_map(u64::to_le_bytes));
    }
}

/// Reads back; `None` where the bytes are not what was written.
#[derive(Clone, Copy, Debug)]
pub(super) struct Reader<'a> {
    pub(super) rest: &'a [u8],
}

impl<'a> Reader<'a> {
    pub(super) fn number(&mut self) -> Option<u32> {
        // Nearly all numbers are small.
        if let Some((&byte, rest)) = self.rest.split_first()
            && byte < 0x80
        {
            self.rest = rest;
            return Some(byte.into());
        }
        self.long()?.try_into().ok()
    }

    pub(super) fn long(&mut self) -> Option<u64> {
        let mut number = 0;
        for shift in (0..64).step_by(7) {
            let (&byte, rest) = self.rest.split_first()?;
            self.rest = rest;
            number |= u64::from(byte & 0x7f) << shift;
            if byte < 0x80 {
                return Some(number);
            }
        }
        None
    }

    pub(super) fn blob(&mut self) -> Option<&'a [u8]> {
        let length = usize::try_from(self.long()?).ok()?;
        self.take(length)
    }

    pub(super) fn text(&mut self) -> Option<&'a str> {
        std::str::from_utf8(self.blob()?).ok()
    }

    pub(super) fn strings(&mut self) -> Option<Strings> {
        Strings::of(self.text()?.to_owned(), self.array()?)
    }

    pub(super) fn array(&mut self) -> Option<Vec<u32>> {
        let length = usize::try_from(self.long()?).ok()?;
        let (words, _) = self.take(length.checked_mul(4)?)?.as_chunks::<4>();
        Some(words.iter().map(|word| u32::from_le_bytes(*word)).collect())
    }

    pub(super) fn long_array(&mut self) -> Option<Vec<u64>> {
        let length = usize::try_from(self.long()?).ok()?;
        let (words, _) = self.take(length.checked_mul(8)?)?.as_chunks::<8>();
        Some(words.iter().map(|word| u64::from_le_bytes(*word)).collect())
    }

    pub(super) fn list<T>(
        &mut self,
        mut item: impl FnMut(&mut Self) -> Option<T>,
    ) -> Option<Vec<T>> {
        let count = self.long()?;
        let mut list = Vec::new();
        for _ in 0..count {
            list.push(item(self)?);
        }
        Some(list)
    }

    fn take(&mut self, length: usize) -> Option<&'a [u8]> {
        let (taken, rest) = self.rest.split_at_checked(length)?;
        self.rest = rest;
        Some(taken)
    }
}

/// FNV-1a, eight bytes at a time, the length last.
pub(super) fn checksum(bytes: &[u8]) -> u64 {
    let (words, rest) = bytes.as_chunks::<8>();
    let words = words.iter().map(|word| u64::from_le_bytes(*word));
    let rest = rest.iter().map(|byte| u64::from(*byte));
    words.chain(rest).chain([bytes.len() as u64]).fold(0xcbf2_9ce4_8422_2325, |sum, word| {
        (sum ^ word).wrapping_mul(0x0100_0000_01b3).rotate_left(29)
    })
}
