//! The strength of typography: the differences that saving a page again makes
//! do not count. White space, quotation marks, dashes, invisible characters.

use std::ops::Range;

use super::OffsetMap;

/// A text folded to its typography, with the way back; folding never makes it
/// longer. Offsets are bytes.
#[derive(Debug)]
pub struct FoldedText<'a> {
    words: String,
    source: &'a str,
    offsets: OffsetMap,
}

/// The folded words alone.
///
/// ```
/// use newsquotes::folding::typography;
/// assert_eq!(typography("“We\n keep it…”"), typography("\"We keep\u{a0}it...\""));
/// ```
#[must_use]
pub fn typography(text: &str) -> String {
    FoldedText::new(text).words
}

/// What stands for a character (`None`: itself), and whether a run of it
/// counts as one.
fn stand_in(c: char) -> (Option<&'static str>, bool) {
    match c {
        '\u{200b}'..='\u{200f}' | '\u{2060}' | '\u{feff}' | '\u{ad}' => (Some(""), false),
        c if c.is_whitespace() => (Some(" "), true),
        '“' | '”' | '„' | '‟' | '«' | '»' | '″' => (Some("\""), false),
        '‘' | '’' | '‚' | '‛' | '‹' | '›' | '′' | '`' | '´' => (Some("'"), false),
        '-' | '\u{2010}'..='\u{2015}' | '\u{2212}' => (Some("-"), true),
        '…' => (Some("..."), false),
        _ => (None, false),
    }
}

impl<'a> FoldedText<'a> {
    /// Folds a text.
    #[must_use]
    pub fn new(source: &'a str) -> FoldedText<'a> {
        let mut words = String::with_capacity(source.len());
        let mut offsets = OffsetMap::default();
        for (at, c) in source.char_indices() {
            let (stand_in, once) = stand_in(c);
            let mut buffer = [0; 4];
            let folded = stand_in.unwrap_or_else(|| c.encode_utf8(&mut buffer));
            let leading_space = folded == " " && words.is_empty();
            if folded.is_empty() || leading_space || (once && words.ends_with(folded)) {
                continue;
            }
            offsets.note(words.len(), at);
            words.push_str(folded);
        }
        FoldedText { words, source, offsets }
    }

    /// The folded words.
    #[must_use]
    pub fn words(&self) -> &str {
        &self.words
    }

    /// The bytes of the source that the bytes `folded` were made from.
    #[must_use]
    pub fn source_of(&self, folded: Range<usize>) -> Range<usize> {
        let range = self.offsets.source_range(folded);
        let Some(last) = range.end.checked_sub(1).filter(|last| *last >= range.start) else {
            return range;
        };
        let mut last = last.min(self.source.len());
        while !self.source.is_char_boundary(last) {
            last -= 1;
        }
        let width = self.source.get(last..).and_then(|rest| rest.chars().next());
        range.start..last + width.map_or(0, char::len_utf8)
    }

    /// Where the byte at `source` of the source went, nearly.
    #[must_use]
    pub fn offset_of(&self, source: usize) -> usize {
        self.offsets.made(source).min(self.words.len())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn typography_and_white_space_make_no_difference() {
        assert_eq!(
            typography("\u{feff} “We\r\n\t keep it…”"),
            typography("\"We keep\u{a0}\u{200b}it...\"")
        );
        assert_eq!(typography("Ober’s plan – now"), typography("Ober's plan -- now"));
    }

    #[test]
    fn folded_bytes_lead_back_to_their_source() {
        let source = "  “Die  Brücke…”\u{a0} sagte\u{ad} Ober";
        let folded = FoldedText::new(source);
        assert_eq!(folded.words(), "\"Die Brücke...\" sagte Ober");
        for words in ["\"Die", "Brücke...\"", "Die Brücke", "sagte", "Ober", "Brücke"] {
            let at = folded.words().find(words).unwrap();
            let range = folded.source_of(at..at + words.len());
            assert_eq!(typography(&source[range.clone()]), words);
            assert_eq!(folded.offset_of(range.start), at);
        }
    }
}
