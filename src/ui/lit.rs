//! A row of words with some of them lit.

use std::ops::Range;

use ratatui::style::Style;
use ratatui::text::{Line, Span};

use super::glyph;

/// The words of `row`, a stretch of `text` in bytes, in `base`; those within
/// `lit`, bytes of `text` too, in `style` on top of it.
pub(super) fn lit_line<'a>(
    text: &str,
    row: Range<usize>,
    lit: &[Range<usize>],
    base: Style,
    style: Style,
) -> Line<'a> {
    let words = glyph::words_at(text, row.clone());
    let mut spans: Vec<Span<'a>> = Vec::new();
    for piece in glyph::glyphs(words, row.start, &[]) {
        let is_lit = lit.iter().any(|range| range.contains(&piece.bytes.start));
        let style = if is_lit { base.patch(style) } else { base };
        match spans.last_mut().filter(|span| span.style == style) {
            Some(span) => span.content.to_mut().push_str(&piece.shown),
            None => spans.push(Span::styled(piece.shown.into_owned(), style)),
        }
    }
    Line::from(spans)
}
