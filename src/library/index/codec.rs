//! Rows as bytes: small numbers take a byte, texts their length and bytes.
//! Reading never fails loudly; bytes that end too early give `None`.

use std::ops::Range;

/// Writes values one after the other.
#[derive(Debug, Default)]
pub(super) struct Writer {
    pub(super) bytes: Vec<u8>,
}

/// The bytes are not what was written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Damaged;

/// Reads them in the same order.
#[derive(Debug)]
pub(super) struct Reader<'a> {
    rest: &'a [u8],
}

impl Writer {
    /// Seven bits a byte, the lowest first.
    pub(super) fn number(&mut self, mut value: u64) {
        while value > 0x7f {
            self.bytes.push(low_byte(value) | 0x80);
            value >>= 7;
        }
        self.bytes.push(low_byte(value));
    }

    pub(super) fn size(&mut self, value: usize) {
        self.number(value as u64);
    }

    pub(super) fn raw(&mut self, bytes: &[u8]) {
        self.bytes.extend_from_slice(bytes);
    }

    pub(super) fn text(&mut self, text: &str) {
        self.size(text.len());
        self.raw(text.as_bytes());
    }

    /// Told apart from an empty text.
    pub(super) fn maybe_text(&mut self, text: Option<&str>) {
        match text {
            Some(text) => {
                self.size(text.len() + 1);
                self.raw(text.as_bytes());
            }
            None => self.size(0),
        }
    }

    /// Ascending ranges, as steps; others are read back shortened.
    pub(super) fn ranges(&mut self, ranges: &[Range<usize>]) {
        self.size(ranges.len());
        let mut at = 0;
        for range in ranges {
            let (start, end) = (range.start.max(at), range.end.max(range.start).max(at));
            self.size(start - at);
            self.size(end - start);
            at = end;
        }
    }
}

impl<'a> Reader<'a> {
    pub(super) fn new(bytes: &'a [u8]) -> Reader<'a> {
        Reader { rest: bytes }
    }

    pub(super) fn number(&mut self) -> Option<u64> {
        let mut value = 0_u64;
        for shift in (0..64).step_by(7) {
            let (byte, rest) = self.rest.split_first()?;
            self.rest = rest;
            value |= u64::from(byte & 0x7f) << shift;
            if byte & 0x80 == 0 {
                return Some(value);
            }
        }
        None
    }

    pub(super) fn size(&mut self) -> Option<usize> {
        usize::try_from(self.number()?).ok()
    }

    pub(super) fn small(&mut self) -> Option<u32> {
        u32::try_from(self.number()?).ok()
    }

    pub(super) fn raw(&mut self, len: usize) -> Option<&'a [u8]> {
        let (bytes, rest) = self.rest.split_at_checked(len)?;
        self.rest = rest;
        Some(bytes)
    }

    pub(super) fn text(&mut self) -> Option<&'a str> {
        let len = self.size()?;
        std::str::from_utf8(self.raw(len)?).ok()
    }

    /// The text, if there is one.
    pub(super) fn maybe_text(&mut self) -> Result<Option<&'a str>, Damaged> {
        let Some(len) = self.size().ok_or(Damaged)?.checked_sub(1) else { return Ok(None) };
        let text = std::str::from_utf8(self.raw(len).ok_or(Damaged)?);
        text.map(Some).map_err(|_| Damaged)
    }

    pub(super) fn ranges(&mut self) -> Option<Vec<Range<usize>>> {
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
}

fn low_byte(value: u64) -> u8 {
    u8::try_from(value & 0x7f).unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_written_is_read() {
        let mut writer = Writer::default();
        let numbers = [0, 127, 128, 300_000, u64::MAX];
        for number in numbers {
            writer.number(number);
        }
        writer.text("Brücke");
        writer.maybe_text(None);
        writer.maybe_text(Some(""));
        writer.ranges(&[3..9, 12..12, 20..400]);
        let mut reader = Reader::new(&writer.bytes);
        for number in numbers {
            assert_eq!(reader.number(), Some(number));
        }
        assert_eq!(reader.text(), Some("Brücke"));
        assert_eq!((reader.maybe_text(), reader.maybe_text()), (Ok(None), Ok(Some(""))));
        assert_eq!(reader.ranges(), Some(vec![3..9, 12..12, 20..400]));
        assert_eq!(reader.number(), None);
    }

    #[test]
    fn bytes_that_are_cut_or_wrong_are_no_value() {
        assert_eq!(Reader::new(&[0x80; 20]).number(), None);
        assert_eq!(Reader::new(&[200, 1, b'a']).text(), None);
        assert_eq!(Reader::new(&[1, 0xff]).text(), None);
        let mut writer = Writer::default();
        writer.number(u64::MAX);
        assert_eq!(Reader::new(&writer.bytes).ranges(), None);
    }
}
