//! Numbers, texts and lists as bytes, and back: what the index keeps of a row
//! and the linker of a library.
//!
//! Numbers are LEB128, small ones take a byte; a text or list is its length
//! and what it holds. Reading never fails loudly: bytes that are not what was
//! written give `None`.

use std::ops::Range;

/// Writes values one behind the other.
#[derive(Debug, Default)]
pub(in crate::library) struct ByteWriter {
    pub(in crate::library) bytes: Vec<u8>,
}

/// The bytes are not what was written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::library) struct Damaged;

/// Reads them in the same order.
#[derive(Clone, Copy, Debug)]
pub(in crate::library) struct ByteReader<'a> {
    rest: &'a [u8],
}

impl ByteWriter {
    pub(in crate::library) fn number(&mut self, number: u32) {
        self.long(number.into());
    }

    pub(in crate::library) fn long(&mut self, mut number: u64) {
        while number >= 0x80 {
            self.bytes.push(number.to_le_bytes()[0] | 0x80);
            number >>= 7;
        }
        self.bytes.push(number.to_le_bytes()[0]);
    }

    pub(in crate::library) fn size(&mut self, size: usize) {
        self.long(size as u64);
    }

    /// Without a length: for what always has the same.
    pub(in crate::library) fn raw(&mut self, bytes: &[u8]) {
        self.bytes.extend_from_slice(bytes);
    }

    pub(in crate::library) fn blob(&mut self, blob: &[u8]) {
        self.size(blob.len());
        self.raw(blob);
    }

    pub(in crate::library) fn text(&mut self, text: &str) {
        self.blob(text.as_bytes());
    }

    /// Told apart from an empty text.
    pub(in crate::library) fn maybe_text(&mut self, text: Option<&str>) {
        match text {
            Some(text) => {
                self.size(text.len() + 1);
                self.raw(text.as_bytes());
            }
            None => self.size(0),
        }
    }

    /// Ascending ranges, as steps; others are read back shortened.
    pub(in crate::library) fn ranges(&mut self, ranges: &[Range<usize>]) {
        self.size(ranges.len());
        let mut at = 0;
        for range in ranges {
            let (start, end) = (range.start.max(at), range.end.max(range.start).max(at));
            self.size(start - at);
            self.size(end - start);
            at = end;
        }
    }

    /// Four bytes a number, which are read faster than numbers by seven bits.
    pub(in crate::library) fn array(&mut self, numbers: impl ExactSizeIterator<Item = u32>) {
        self.size(numbers.len());
        self.bytes.extend(numbers.flat_map(u32::to_le_bytes));
    }

    /// Eight bytes a number.
    pub(in crate::library) fn long_array(&mut self, numbers: impl ExactSizeIterator<Item = u64>) {
        self.size(numbers.len());
        self.bytes.extend(numbers.flat_map(u64::to_le_bytes));
    }
}

impl<'a> ByteReader<'a> {
    pub(in crate::library) fn new(bytes: &'a [u8]) -> ByteReader<'a> {
        ByteReader { rest: bytes }
    }

    pub(in crate::library) fn number(&mut self) -> Option<u32> {
        // Nearly all numbers are small.
        if let Some((&byte, rest)) = self.rest.split_first()
            && byte < 0x80
        {
            self.rest = rest;
            return Some(byte.into());
        }
        self.long()?.try_into().ok()
    }

    pub(in crate::library) fn long(&mut self) -> Option<u64> {
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

    pub(in crate::library) fn size(&mut self) -> Option<usize> {
        usize::try_from(self.long()?).ok()
    }

    pub(in crate::library) fn raw(&mut self, len: usize) -> Option<&'a [u8]> {
        let (bytes, rest) = self.rest.split_at_checked(len)?;
        self.rest = rest;
        Some(bytes)
    }

    pub(in crate::library) fn blob(&mut self) -> Option<&'a [u8]> {
        let len = self.size()?;
        self.raw(len)
    }

    pub(in crate::library) fn text(&mut self) -> Option<&'a str> {
        std::str::from_utf8(self.blob()?).ok()
    }

    /// The text, if there is one.
    pub(in crate::library) fn maybe_text(&mut self) -> Result<Option<&'a str>, Damaged> {
        let Some(len) = self.size().ok_or(Damaged)?.checked_sub(1) else { return Ok(None) };
        let text = std::str::from_utf8(self.raw(len).ok_or(Damaged)?);
        text.map(Some).map_err(|_| Damaged)
    }

    pub(in crate::library) fn ranges(&mut self) -> Option<Vec<Range<usize>>> {
        let count = self.size()?;
        let mut at = 0_usize;
        let range = |_| {
            let start = at.checked_add(self.size()?)?;
            at = start.checked_add(self.size()?)?;
            Some(start..at)
        };
        // Every range takes two bytes at least: no count makes this long.
        (0..count).map(range).collect()
    }

    pub(in crate::library) fn array(&mut self) -> Option<Vec<u32>> {
        let len = self.size()?;
        let (words, _) = self.raw(len.checked_mul(4)?)?.as_chunks::<4>();
        Some(words.iter().map(|word| u32::from_le_bytes(*word)).collect())
    }

    pub(in crate::library) fn long_array(&mut self) -> Option<Vec<u64>> {
        let len = self.size()?;
        let (words, _) = self.raw(len.checked_mul(8)?)?.as_chunks::<8>();
        Some(words.iter().map(|word| u64::from_le_bytes(*word)).collect())
    }

    /// As many items as a number before them says.
    pub(in crate::library) fn list<T>(
        &mut self,
        mut item: impl FnMut(&mut Self) -> Option<T>,
    ) -> Option<Vec<T>> {
        let count = self.long()?;
        (0..count).map(|_| item(self)).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_written_is_read() {
        let mut writer = ByteWriter::default();
        let numbers = [0, 127, 128, 300_000, u64::MAX];
        for number in &numbers {
            writer.long(*number);
        }
        writer.number(u32::MAX);
        writer.text("Brücke");
        writer.maybe_text(None);
        writer.maybe_text(Some(""));
        writer.ranges(&[3..9, 12..12, 20..400]);
        writer.array([7, u32::MAX].into_iter());
        writer.long_array([8, u64::MAX].into_iter());
        let mut reader = ByteReader::new(&writer.bytes);
        for number in numbers {
            assert_eq!(reader.long(), Some(number));
        }
        assert_eq!(reader.number(), Some(u32::MAX));
        assert_eq!(reader.text(), Some("Brücke"));
        assert_eq!((reader.maybe_text(), reader.maybe_text()), (Ok(None), Ok(Some(""))));
        assert_eq!(reader.ranges(), Some(vec![3..9, 12..12, 20..400]));
        assert_eq!(reader.array(), Some(vec![7, u32::MAX]));
        assert_eq!(reader.long_array(), Some(vec![8, u64::MAX]));
        assert_eq!(reader.long(), None);
    }

    #[test]
    fn bytes_that_are_cut_or_wrong_are_no_value() {
        assert_eq!(ByteReader::new(&[0x80; 20]).long(), None);
        assert_eq!(ByteReader::new(&[0x80, 0x80, 0x80, 0x80, 0x10]).number(), None);
        assert_eq!(ByteReader::new(&[200, 1, b'a']).text(), None);
        assert_eq!(ByteReader::new(&[1, 0xff]).text(), None);
        let mut writer = ByteWriter::default();
        writer.long(u64::MAX);
        let reader = || ByteReader::new(&writer.bytes);
        assert_eq!(reader().ranges(), None);
        assert_eq!(reader().array(), None);
        assert_eq!(reader().list(ByteReader::number), None);
    }
}
