//! Rows as ranges: a block broken to a width without copying its words.
//!
//! Line breaking is textwrap's (Unicode line breaking, first fit); this keeps
//! the offsets, counts columns as the screen shows them, and lets a repair
//! (a space put between glued words) break a line too.

use std::ops::Range;

use textwrap::core::Fragment;
use textwrap::wrap_algorithms::wrap_first_fit;

use super::glyph::glyphs;
use newsquotes::model::Repair;

/// A piece that is not broken, with the blanks behind it.
#[derive(Debug)]
struct WrappedPiece {
    /// Of the source, blanks behind it included.
    bytes: Range<usize>,
    /// Columns of the words.
    columns: usize,
    /// Columns of the blanks behind them.
    blanks: usize,
}

impl Fragment for WrappedPiece {
    #[expect(clippy::cast_precision_loss, reason = "columns of a screen are small")]
    fn width(&self) -> f64 {
        self.columns as f64
    }

    #[expect(clippy::cast_precision_loss, reason = "columns of a screen are small")]
    fn whitespace_width(&self) -> f64 {
        self.blanks as f64
    }

    fn penalty_width(&self) -> f64 {
        0.0
    }
}

/// The rows of `words` at `columns` columns, as byte ranges counted from
/// `base`. Line breaks of the source are blanks, not rows. Never empty; a
/// piece that is wider than a row is broken between graphemes.
#[must_use]
pub(super) fn rows(
    words: &str,
    base: usize,
    columns: usize,
    repairs: &[Repair],
) -> Vec<Range<usize>> {
    let columns = columns.max(2);
    let pieces = pieces(words, base, columns, repairs);
    #[expect(clippy::cast_precision_loss, reason = "columns of a screen are small")]
    let lines = wrap_first_fit(&pieces, &[columns as f64]);
    let rows: Vec<_> = lines
        .iter()
        .filter_map(|line| Some(line.first()?.bytes.start..line.last()?.bytes.end))
        .collect();
    if rows.is_empty() { std::iter::once(base..base + words.len()).collect() } else { rows }
}

fn pieces(words: &str, base: usize, columns: usize, repairs: &[Repair]) -> Vec<WrappedPiece> {
    let mut cutter = PieceCutter { words, base, repairs, columns, pieces: Vec::new() };
    let mut at = base;
    for word in textwrap::WordSeparator::UnicodeBreakProperties.find_words(words) {
        let end = (at + word.word.len() + word.whitespace.len()).min(base + words.len());
        cutter.add(at..end);
        at = end;
    }
    cutter.pieces
}

/// Cuts words of a document into pieces that fit into a row.
struct PieceCutter<'a> {
    words: &'a str,
    /// The byte of the document that they begin at.
    base: usize,
    repairs: &'a [Repair],
    /// The widest piece, in columns.
    columns: usize,
    pieces: Vec<WrappedPiece>,
}

impl PieceCutter<'_> {
    /// Adds a word, cut behind each repair that shows a blank.
    fn add(&mut self, bytes: Range<usize>) {
        let mut from = bytes.start;
        let first = self.repairs.partition_point(|repair| repair.span.start() <= bytes.start);
        let inside = self.repairs.iter().skip(first);
        let inside = inside.take_while(|repair| repair.span.end() < bytes.end);
        let cuts: Vec<usize> =
            inside.filter(|repair| repair.shown == " ").map(|repair| repair.span.end()).collect();
        for cut in cuts {
            if cut > from && self.words.is_char_boundary(cut - self.base) {
                self.add_wide(from..cut);
                from = cut;
            }
        }
        self.add_wide(from..bytes.end);
    }

    /// Adds a piece, broken between graphemes where it is wider than a row.
    fn add_wide(&mut self, bytes: Range<usize>) {
        let part = self.words.get(bytes.start - self.base..bytes.end - self.base);
        debug_assert!(part.is_some(), "words are cut between characters");
        let part = part.unwrap_or("");
        let mut piece = WrappedPiece { bytes: bytes.start..bytes.start, columns: 0, blanks: 0 };
        for glyph in glyphs(part, bytes.start, self.repairs) {
            let blank = glyph.shown.trim().is_empty();
            if !blank
                && piece.columns + piece.blanks + glyph.columns > self.columns
                && piece.columns > 0
            {
                let next = glyph.bytes.start;
                piece.bytes.end = next;
                self.pieces.push(piece);
                piece = WrappedPiece { bytes: next..next, columns: 0, blanks: 0 };
            }
            if blank {
                // A run of blanks in the source is one on the screen.
                piece.blanks = 1;
            } else {
                piece.columns += piece.blanks + glyph.columns;
                piece.blanks = 0;
            }
        }
        piece.bytes.end = bytes.end;
        self.pieces.push(piece);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use newsquotes::model::Text;
    use proptest::prelude::*;

    fn wrapped(words: &str, columns: usize) -> Vec<&str> {
        rows(words, 0, columns, &[]).into_iter().map(|row| words[row].trim()).collect()
    }

    #[test]
    fn rows_break_at_blanks() {
        assert_eq!(wrapped("We keep the bridge open.", 10), ["We keep", "the bridge", "open."]);
    }

    #[test]
    fn long_words_and_wide_letters_are_broken() {
        assert_eq!(wrapped("abcdefghij", 4), ["abcd", "efgh", "ij"]);
        assert_eq!(wrapped("橋は開いたまま", 6), ["橋は開", "いたま", "ま"]);
    }

    #[test]
    fn a_line_of_the_source_is_no_row() {
        assert_eq!(wrapped("We keep\nit.", 40), ["We keep\nit."]);
    }

    #[test]
    fn a_repair_lets_a_row_break() {
        let text = Text::new("StoltenbergHe replied").unwrap();
        let repair = Repair { span: text.clamp(11..11), shown: " ".into(), why: "test" };
        assert_eq!(rows(text.as_str(), 0, 12, &[repair]), [0..11, 11..21]);
    }

    proptest! {
        #[test]
        fn rows_hold_every_byte_once(text in "[ a-zé橋\\n\\t“”\u{301}\u{200b}]{0,80}", columns in 1usize..30) {
            let rows = rows(&text, 0, columns, &[]);
            prop_assert_eq!(rows.first().map(|row| row.start), Some(0));
            prop_assert_eq!(rows.last().map(|row| row.end), Some(text.len()));
            for pair in rows.windows(2) {
                prop_assert_eq!(pair[0].end, pair[1].start);
            }
            for row in rows {
                prop_assert!(text.is_char_boundary(row.start) && text.is_char_boundary(row.end));
            }
        }
    }
}
