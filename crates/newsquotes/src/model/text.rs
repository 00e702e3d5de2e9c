//! The text of a document and the checked ranges into it.

use std::ops::Range;
use std::sync::Arc;

/// The whole text of one document. No method changes it; a clone shares it.
///
/// For UTF-8 plain text and Markdown this is the file, byte for byte, with its
/// byte order mark, carriage returns and zero-width characters.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Text {
    content: Arc<str>,
}

/// A range of one [`Text`] in bytes, end exclusive, on character boundaries.
///
/// ```text
///  O b e r   s a i d
/// 0 1 2 3 4 5 6 7 8 9      Span 0..4 is "Ober"; its length is 4 bytes
/// ```
///
/// Only a [`Text`] makes one, and only of itself, so a span that exists is in
/// bounds. Spans order by start, then by end.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Span {
    start: u32,
    end: u32,
}

impl Text {
    /// The largest text in bytes; spans are kept in 32 bits.
    pub const MAX_BYTES: usize = u32::MAX as usize;

    /// Takes the words over; `None` when they are longer than [`Text::MAX_BYTES`].
    pub fn new(content: impl Into<Arc<str>>) -> Option<Text> {
        let content = content.into();
        (content.len() <= Text::MAX_BYTES).then_some(Text { content })
    }

    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.content
    }

    /// Length in bytes.
    #[must_use]
    pub fn len(&self) -> usize {
        self.content.len()
    }

    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.content.is_empty()
    }

    /// The span of all of it.
    #[must_use]
    pub fn whole(&self) -> Span {
        Span::unchecked(0..self.len())
    }

    /// A checked span: `None` when `bytes` is reversed, out of bounds or cuts
    /// a character in two.
    #[must_use]
    pub fn span(&self, bytes: Range<usize>) -> Option<Span> {
        self.content.get(bytes.clone())?;
        Some(Span::unchecked(bytes))
    }

    /// The nearest span inside `bytes`: ends out of bounds or within a
    /// character move inwards, and a reversed range is empty at its start.
    #[must_use]
    pub fn clamp(&self, bytes: Range<usize>) -> Span {
        let mut start = bytes.start.min(self.len());
        while !self.content.is_char_boundary(start) {
            start += 1;
        }
        let mut end = bytes.end.min(self.len());
        while !self.content.is_char_boundary(end) {
            end -= 1;
        }
        Span::unchecked(start..end.max(start))
    }

    /// The words of a span made by this text. A span of another text is a
    /// fault of ours, which builds for testing are loud about; it is empty
    /// where it does not fit here.
    #[must_use]
    #[track_caller]
    pub fn get(&self, span: Span) -> &str {
        let words = self.content.get(span.range());
        debug_assert!(
            words.is_some(),
            "{span:?} is of another text than these {} bytes",
            self.len()
        );
        words.unwrap_or_default()
    }

    /// `span` without white space at its ends, byte order and zero-width
    /// marks counting as white space (see [`is_blank`](Text::is_blank)).
    pub fn trim(&self, span: Span) -> Span {
        let words = self.get(span);
        let left = words.trim_start_matches(Text::is_blank);
        let start = span.start() + (words.len() - left.len());
        Span::unchecked(start..start + left.trim_end_matches(Text::is_blank).len())
    }

    /// Whether a character shows nothing: white space, byte order mark,
    /// zero-width space, joiners and word joiner.
    #[must_use]
    pub fn is_blank(c: char) -> bool {
        c.is_whitespace() || matches!(c, '\u{200b}'..='\u{200f}' | '\u{2060}' | '\u{feff}')
    }

    /// The number of the line that holds byte `offset`, counted from 1.
    #[must_use]
    pub fn line_at(&self, offset: usize) -> usize {
        let before = self.content.as_bytes().get(..offset).unwrap_or(self.content.as_bytes());
        memchr::memchr_iter(b'\n', before).count() + 1
    }
}

impl Span {
    fn unchecked(bytes: Range<usize>) -> Span {
        let small = |at: usize| u32::try_from(at).unwrap_or(u32::MAX);
        Span { start: small(bytes.start), end: small(bytes.end) }
    }

    /// First byte.
    #[must_use]
    pub fn start(self) -> usize {
        self.start as usize
    }

    /// One past the last byte.
    #[must_use]
    pub fn end(self) -> usize {
        self.end as usize
    }

    #[must_use]
    pub fn range(self) -> Range<usize> {
        self.start()..self.end()
    }

    /// Length in bytes.
    #[must_use]
    pub fn len(self) -> usize {
        (self.end - self.start) as usize
    }

    #[must_use]
    pub fn is_empty(self) -> bool {
        self.start == self.end
    }

    /// Whether the byte at `offset` lies inside.
    #[must_use]
    pub fn contains(self, offset: usize) -> bool {
        self.range().contains(&offset)
    }

    /// Whether all of `other` lies inside.
    #[must_use]
    pub fn covers(self, other: Span) -> bool {
        self.start <= other.start && other.end <= self.end
    }

    /// Whether the two share at least one byte.
    #[must_use]
    pub fn overlaps(self, other: Span) -> bool {
        self.start < other.end && other.start < self.end
    }

    /// From the earlier start to the later end of two spans of one text.
    #[must_use]
    pub fn to(self, other: Span) -> Span {
        Span { start: self.start.min(other.start), end: self.end.max(other.end) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_span_must_lie_on_characters_of_its_text() {
        let text = Text::new("“Brücke”").unwrap();
        assert_eq!(text.get(text.span(3..10).unwrap()), "Brücke");
        assert_eq!(text.span(1..10), None, "inside a mark");
        assert_eq!(text.span(0..99), None, "out of bounds");
        #[allow(clippy::reversed_empty_ranges)]
        let reversed = 5..3;
        assert_eq!(text.span(reversed), None);
    }

    #[test]
    fn clamping_moves_ends_inwards() {
        let text = Text::new("“Brücke”").unwrap();
        assert_eq!(text.get(text.clamp(1..99)), "Brücke”");
        assert!(text.clamp(50..60).is_empty());
    }

    #[test]
    fn trimming_takes_zero_width_marks_too() {
        let text = Text::new("\u{feff} \u{200b}Ober\u{a0}\r\n").unwrap();
        assert_eq!(text.get(text.trim(text.whole())), "Ober");
    }
}
