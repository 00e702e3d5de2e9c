//! An article as a row of the list, or as a few.

use ratatui::text::{Line, Span};

use crate::app::ListEntry;
use crate::ui::theme::Theme;
use crate::ui::{glyph, wrap};

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

/// An article in up to three rows: its headline in two, then date, outlet and
/// what the user made of it.
pub(super) fn article_lines<'a>(
    entry: &ListEntry,
    copies: Option<usize>,
    theme: &Theme,
    columns: usize,
) -> Vec<Line<'a>> {
    let room = columns.saturating_sub(MARGIN);
    let unread = if entry.read { "  " } else { "• " };
    let style = if entry.read { theme.text } else { theme.unread };
    let mut lines: Vec<Line<'_>> = headline(&entry.title, room)
        .into_iter()
        .enumerate()
        .map(|(row, words)| {
            let mark = if row == 0 { unread } else { "  " };
            Line::from(vec![Span::styled(mark, theme.accent), Span::styled(words, style)])
        })
        .collect();
    let copies = copies.map_or_else(String::new, |count| format!("{count} copies"));
    let date = entry.date.map_or_else(String::new, short_date);
    let known = [date, entry.outlet.clone(), copies];
    let known: Vec<String> = known.into_iter().filter(|part| !part.is_empty()).collect();
    let marks = [(entry.starred, " ★"), (entry.noted, " ✎")];
    let marks: String = marks.iter().filter(|(is, _)| *is).map(|(_, mark)| *mark).collect();
    if !known.is_empty() || !marks.is_empty() {
        let words = glyph::fit(&known.join(" · "), room.saturating_sub(glyph::columns(&marks)));
        lines.push(Line::from(vec![
            Span::raw("  "),
            Span::styled(words, theme.dim),
            Span::styled(marks, theme.accent),
        ]));
    }
    lines
}

/// Columns before the words.
const MARGIN: usize = 2;
/// The most rows of a headline.
const HEADLINE_ROWS: usize = 2;

/// A headline in its rows, the last one cut where it does not end there.
fn headline(title: &str, columns: usize) -> Vec<String> {
    let title = glyph::line(title);
    let rows = wrap::rows(&title, 0, columns, &[]);
    let mut lines = Vec::new();
    for (index, row) in rows.iter().take(HEADLINE_ROWS).enumerate() {
        let is_cut = index + 1 == HEADLINE_ROWS && rows.len() > HEADLINE_ROWS;
        let end = if is_cut { title.len() } else { row.end };
        lines.push(glyph::fit(glyph::words_at(&title, row.start..end).trim_end(), columns));
    }
    lines
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
    fn a_headline_has_two_rows_and_is_cut_at_the_end_of_the_second() {
        assert_eq!(headline("Bridge stays", 20), ["Bridge stays"]);
        let long = "Hallenbruck votes to keep its bridge, rust and all";
        assert_eq!(headline(long, 30), ["Hallenbruck votes to keep its", "bridge, rust and all"]);
        assert_eq!(headline(long, 20), ["Hallenbruck votes to", "keep its bridge, ru…"]);
        assert_eq!(headline("", 20), [""]);
    }

    #[test]
    fn dates_are_short_and_say_no_more_than_is_known() {
        let date = Date { year: Some(2024), month: Some(4), day: Some(14), minute: None };
        assert_eq!(short_date(date), "14 Apr 24");
        assert_eq!(short_date(Date { day: None, ..date }), "Apr 2024");
        assert_eq!(short_date(Date { month: None, day: None, ..date }), "2024");
        assert_eq!(short_date(Date { year: None, ..date }), "14 Apr");
    }
}
