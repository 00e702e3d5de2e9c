//! An article as a row of the list.

use ratatui::text::{Line, Span};

use crate::app::ListEntry;
use crate::ui::glyph;
use crate::ui::theme::Theme;

/// Columns of the date.
const DATE_COLUMNS: usize = 9;

/// Marks, date, outlet, title and the count of near-copies in one row; a narrow list leaves the outlet
/// out, then the date.
pub(super) fn row_line<'a>(
    entry: &ListEntry,
    copies: Option<usize>,
    theme: &Theme,
    columns: usize,
) -> Line<'a> {
    let unread = if entry.read { " " } else { "•" };
    let star = if entry.starred { "★" } else { " " };
    let mut spans = vec![Span::styled(format!("{unread}{star}"), theme.accent)];
    let mut left = columns.saturating_sub(2);
    if columns >= 28 {
        let date = entry.date.map_or_else(String::new, short_date);
        spans.push(Span::styled(format!("{date:>DATE_COLUMNS$} "), theme.dim));
        left -= DATE_COLUMNS + 1;
    }
    if columns >= 36 {
        let widest = if columns < 52 { 8 } else { 12 };
        let outlet = entry.outlet.strip_prefix("The ").unwrap_or(&entry.outlet);
        let outlet = glyph::fit(outlet, widest);
        let pad = widest - glyph::columns(&outlet).min(widest);
        spans.push(Span::styled(format!("{outlet}{} ", " ".repeat(pad)), theme.dim));
        left -= widest + 1;
    }
    let style = if entry.read { theme.text } else { theme.unread };
    let copies = copies.map_or_else(String::new, |count| format!(" ×{count}"));
    let noted = format!("{copies}{}", if entry.noted { " ✎" } else { "" });
    spans.push(Span::styled(
        glyph::fit(&entry.title, left.saturating_sub(glyph::columns(&noted))),
        style,
    ));
    spans.push(Span::styled(noted, theme.accent));
    Line::from(spans)
}

/// A date in at most nine columns: `4 Apr 24`, `Apr 2024`, `2024`, `4 Apr`.
fn short_date(date: newsquotes::model::Date) -> String {
    let words = date.words();
    let parts: Vec<&str> = words.trim_end_matches(", no year").split(' ').collect();
    let month = |name: &str| name.chars().take(3).collect::<String>();
    let year = date.year.map(|year| format!("{:02}", year.rem_euclid(100)));
    match (parts.as_slice(), year) {
        ([day, name, _], Some(year)) => format!("{day} {} {year}", month(name)),
        ([name, year], Some(_)) => format!("{} {year}", month(name)),
        ([day, name], None) => format!("{day} {}", month(name)),
        _ => words.chars().take(DATE_COLUMNS).collect(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use newsquotes::model::Date;

    #[test]
    fn dates_are_short_and_say_no_more_than_is_known() {
        let date = Date { year: Some(2024), month: Some(4), day: Some(14), minute: None };
        assert_eq!(short_date(date), "14 Apr 24");
        assert_eq!(short_date(Date { day: None, ..date }), "Apr 2024");
        assert_eq!(short_date(Date { month: None, day: None, ..date }), "2024");
        assert_eq!(short_date(Date { year: None, ..date }), "14 Apr");
    }
}
