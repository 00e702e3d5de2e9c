//! A quotation in one row: speaker, words, how many others say the same,
//! outlet and date.

use ratatui::text::{Line, Span};

use super::glyph;
use super::theme::Theme;
use crate::app::asking::QuoteFound;
use newsquotes::model::Date;

/// What stands in the row besides the quotation itself.
#[derive(Clone, Copy, Debug)]
pub(super) struct QuoteLine<'a> {
    /// Whether the speaker is named.
    pub(super) speaker: bool,
    pub(super) outlet: &'a str,
    pub(super) date: Option<Date>,
}

/// Columns of a row below which the outlet is left out and the date is cut to
/// its month.
const NARROW: usize = 60;
/// Columns of a row from which speaker and outlet have all the room they
/// need.
const WIDE: usize = 80;

impl QuoteLine<'_> {
    /// The row at so many columns.
    pub(super) fn line<'l>(self, theme: &Theme, found: &QuoteFound, columns: usize) -> Line<'l> {
        let speaker = if self.speaker { speaker(found, columns) } else { String::new() };
        let right = self.right(found, columns);
        let room = columns.saturating_sub(glyph::columns(&speaker) + glyph::columns(&right) + 1);
        let sign = if found.row.is_unsafe { "! " } else { "" };
        let words = glyph::fit(&format!("{sign}{}", glyph::line(&found.row.words)), room);
        let pad = room.saturating_sub(glyph::columns(&words));
        Line::from(vec![
            Span::styled(speaker, theme.accent),
            Span::styled(words, theme.text),
            Span::styled(format!("{} {right}", " ".repeat(pad)), theme.dim),
        ])
    }

    /// How many say the same, outlet and date.
    fn right(self, found: &QuoteFound, columns: usize) -> String {
        let same = match found.others.len() {
            0 => String::new(),
            others => format!(" ×{}", others + 1),
        };
        let date = self.date.and_then(|date| date.iso()).unwrap_or_default();
        if columns < NARROW {
            return format!("{same} {:>7}", date.get(..7).unwrap_or(&date));
        }
        let outlet = glyph::fit(self.outlet, if columns < WIDE { 8 } else { 14 });
        format!("{same} {outlet} {date:>10}")
    }
}

fn speaker(found: &QuoteFound, columns: usize) -> String {
    let wide = match columns {
        ..NARROW => 10,
        NARROW..WIDE => 12,
        _ => 20,
    };
    let unsure = if found.row.speaker.is_some() && found.row.confidence < 50 { "?" } else { "" };
    let name = found.row.speaker.as_deref().unwrap_or("–");
    let name = glyph::fit(&format!("{name}{unsure}"), wide - 1);
    let pad = wide.saturating_sub(glyph::columns(&name));
    format!("{name}{}", " ".repeat(pad))
}
