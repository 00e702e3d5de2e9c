//! Text into units: one a line, or one a paragraph where the source breaks
//! its lines at a fixed column. Knows nothing of what the words say.

use std::ops::Range;

use super::unit::{TextUnit, UnitEnding, UnitOpening, bullet};
use crate::model::{Span, Text};
use crate::sure::items;

/// The units of a range of the text, ascending and disjoint; every byte that
/// is not blank lies in one.
pub(crate) fn units(text: &Text, range: Range<usize>) -> Vec<TextUnit> {
    let mut units = Vec::new();
    let mut gap = 0_u8;
    let lines = LineCutter { text: text.as_str(), at: range.start, end: range.end };
    for line in lines {
        let span = text.trim(text.clamp(line));
        if span.is_empty() {
            gap = gap.saturating_add(1);
        } else {
            units.push(TextUnit::new(text, span, gap));
            gap = 0;
        }
    }
    join_wrapped(text, units)
}

/// Lines end at `\n`, `\r\n`, a lone `\r`, a form feed, or the line and
/// paragraph separators of Unicode.
struct LineCutter<'a> {
    text: &'a str,
    at: usize,
    end: usize,
}

impl Iterator for LineCutter<'_> {
    type Item = Range<usize>;

    fn next(&mut self) -> Option<Range<usize>> {
        let rest = self.text.get(self.at..self.end).filter(|rest| !rest.is_empty())?;
        let start = self.at;
        let (length, mark) = line_end(rest);
        self.at = start + length + mark;
        Some(start..start + length)
    }
}

/// Bytes of the line and of the mark that ends it.
fn line_end(rest: &str) -> (usize, usize) {
    let bytes = rest.as_bytes();
    let mut from = 0;
    while let Some(at) = memchr::memchr3(b'\n', b'\r', 0xe2, items(bytes, from..)) {
        let at = from + at;
        match items(bytes, at..) {
            [b'\r', b'\n', ..] => return (at, 2),
            [0xe2, 0x80, 0xa8 | 0xa9, ..] => return (at, 3),
            [0xe2, ..] => from = at + 1,
            _ => return (at, 1),
        }
    }
    (bytes.len(), 0)
}

/// Lines of at least so many characters may have been broken by a column.
const WRAP_FROM: u32 = 45;
/// A source that breaks its lines does so before this column.
const WRAP_TO: u32 = 100;

/// Joins the lines of paragraphs when the source as a whole breaks its lines
/// at a column: most neighbouring lines without an empty line between them
/// then end in the middle of a sentence.
fn join_wrapped(text: &Text, units: Vec<TextUnit>) -> Vec<TextUnit> {
    if !is_wrapped(&units) {
        return units;
    }
    let mut joined: Vec<TextUnit> = Vec::with_capacity(units.len() / 4);
    let mut line_chars = 0;
    for unit in units {
        let goes_on = unit.gap == 0 && line_chars >= WRAP_FROM && bullet(text.get(unit.span)) == 0;
        line_chars = unit.shape.chars;
        match joined.last_mut() {
            Some(last) if goes_on => last.span = last.span.to(unit.span),
            _ => joined.push(unit),
        }
    }
    joined.into_iter().map(|unit| TextUnit::new(text, unit.span, unit.gap)).collect()
}

fn is_wrapped(units: &[TextUnit]) -> bool {
    let long = units.iter().filter(|unit| unit.shape.chars > WRAP_TO).count();
    let (mut pairs, mut broken) = (0, 0);
    for (line, next) in units.iter().zip(units.iter().skip(1)) {
        if next.gap > 0 {
            continue;
        }
        pairs += 1;
        let full = (WRAP_FROM..=WRAP_TO).contains(&line.shape.chars);
        let open = matches!(line.shape.ending, UnitEnding::Other | UnitEnding::Comma);
        broken += usize::from(full && open && next.shape.opening == UnitOpening::Small);
    }
    broken >= 3 && broken * 3 >= pairs && long * 5 <= units.len()
}

/// The span of all units from one to another of the same text.
pub(crate) fn hull(units: &[TextUnit]) -> Option<Span> {
    Some(units.first()?.span.to(units.last()?.span))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn lines(source: &str) -> Vec<String> {
        let text = Text::new(source).unwrap();
        units(&text, 0..text.len()).iter().map(|unit| text.get(unit.span).to_owned()).collect()
    }

    #[test]
    fn every_kind_of_line_end_ends_a_line() {
        assert_eq!(
            lines("\u{feff}a\r\nb\rc\u{2028}d\n\n\u{200b}\n e \u{a0}"),
            ["a", "b", "c", "d", "e"]
        );
        assert_eq!(lines("“a” – b…\n"), ["“a” – b…"]);
    }

    #[test]
    fn lines_broken_at_a_column_are_one_paragraph() {
        let wrapped = "The ferry of the lake went down in front of the\nharbour on Monday, and the crew was saved by a\nfisherman who was on his way home, the office of\nthe harbour said in the evening.\n\nIt was the third time in a year.\n";
        assert_eq!(lines(wrapped).len(), 2);
        let paragraphs =
            "The ferry went down.\nThe crew was saved by a fisherman.\nIt was the third time.\n";
        assert_eq!(lines(paragraphs).len(), 3);
    }
}
