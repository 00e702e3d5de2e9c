//! Words without the differences that saving a page again makes: white space,
//! quotation marks, dashes, invisible characters. The folded text keeps the
//! way back to its source.

use std::ops::Range;

/// A folded text; folding never makes it longer. Offsets are bytes.
#[derive(Debug)]
pub(super) struct Folded<'a> {
    pub(super) words: String,
    source: &'a str,
    /// Where the distance between the two texts changes: the offset in
    /// `words`, the offset in `source`.
    steps: Vec<(u32, u32)>,
}

/// The folded words alone.
pub(super) fn fold(text: &str) -> String {
    Folded::new(text).words
}

/// What stands for a character (`None`: itself), and whether a run of it
/// counts as one.
fn folded(c: char) -> (Option<&'static str>, bool) {
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

impl<'a> Folded<'a> {
    pub(super) fn new(source: &'a str) -> Folded<'a> {
        let mut out =
            Folded { words: String::with_capacity(source.len()), source, steps: Vec::new() };
        let mut distance = 0;
        for (at, c) in source.char_indices() {
            let (stand_in, once) = folded(c);
            let mut buffer = [0; 4];
            let words = stand_in.unwrap_or_else(|| c.encode_utf8(&mut buffer));
            let leading_space = words == " " && out.words.is_empty();
            if words.is_empty() || leading_space || (once && out.words.ends_with(words)) {
                continue;
            }
            let here = out.words.len();
            if at - here != distance {
                distance = at - here;
                out.steps.push((small(here), small(at)));
            }
            out.words.push_str(words);
        }
        out
    }

    /// The bytes of the source that the bytes `folded` were made from.
    pub(super) fn source_of(&self, folded: Range<usize>) -> Range<usize> {
        let start = self.source_offset(folded.start);
        let Some(last) = folded.end.checked_sub(1).filter(|last| *last >= folded.start) else {
            return start..start;
        };
        let mut last = self.source_offset(last).min(self.source.len());
        while !self.source.is_char_boundary(last) {
            last -= 1;
        }
        let width = self.source.get(last..).and_then(|rest| rest.chars().next());
        start..last + width.map_or(0, char::len_utf8)
    }

    fn source_offset(&self, folded: usize) -> usize {
        let after = self.steps.partition_point(|&(here, _)| here as usize <= folded);
        let step = after.checked_sub(1).and_then(|index| self.steps.get(index));
        step.map_or(folded, |&(here, there)| there as usize + (folded - here as usize))
    }

    /// Where the byte at `source` of the source went, nearly.
    pub(super) fn offset_of(&self, source: usize) -> usize {
        let after = self.steps.partition_point(|&(_, there)| there as usize <= source);
        let step = after.checked_sub(1).and_then(|index| self.steps.get(index));
        let near = step.map_or(source, |&(here, there)| here as usize + (source - there as usize));
        near.min(self.words.len())
    }
}

/// Offsets of a text fit in 32 bits (see `Text::MAX_BYTES`).
fn small(at: usize) -> u32 {
    u32::try_from(at).unwrap_or(u32::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn typography_and_white_space_make_no_difference() {
        assert_eq!(fold("\u{feff} “We\r\n\t keep it…”"), fold("\"We keep\u{a0}\u{200b}it...\""));
        assert_eq!(fold("Ober’s plan – now"), fold("Ober's plan -- now"));
    }

    #[test]
    fn folded_bytes_lead_back_to_their_source() {
        let source = "  “Die  Brücke…”\u{a0} sagte\u{ad} Ober";
        let folded = Folded::new(source);
        assert_eq!(folded.words, "\"Die Brücke...\" sagte Ober");
        for words in ["\"Die", "Brücke...\"", "Die Brücke", "sagte", "Ober", "Brücke"] {
            let at = folded.words.find(words).unwrap();
            let range = folded.source_of(at..at + words.len());
            assert_eq!(fold(&source[range.clone()]), words);
            assert_eq!(folded.offset_of(range.start), at);
        }
    }
}
