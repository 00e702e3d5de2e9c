//! What narrows a search down: the most frequent speakers, outlets, months
//! and entities of what was found, and the months as a chart.

use crossterm::event::{KeyCode, KeyEvent, KeyModifiers};
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::text::{Line, Span};
use ratatui::widgets::{Sparkline, Widget};

use crate::app::asking::Facet;
use crate::library::index::{FacetField, QueryField};
use crate::query::language;
use crate::ui::frame::scrolled;
use crate::ui::glyph;
use crate::ui::numbers::cells;
use crate::ui::pane::View;
use newsquotes::model::Date;

/// The column of facets; while it is active it takes the keys.
#[derive(Debug, Default)]
pub(super) struct Facets {
    /// Index of the value that is selected, over all facets.
    cursor: Option<usize>,
    top: usize,
}

impl Facets {
    #[must_use]
    pub(super) fn is_active(&self) -> bool {
        self.cursor.is_some()
    }

    pub(super) fn toggle(&mut self, facets: &[Facet]) {
        let any = facets.iter().any(|facet| !facet.values.is_empty());
        self.cursor = if self.cursor.is_none() && any { Some(0) } else { None };
    }

    /// Takes a key while active; the new query when a value was chosen.
    pub(super) fn key(&mut self, facets: &[Facet], key: KeyEvent, typed: &str) -> Option<String> {
        let at = self.cursor?;
        let values: Vec<(FacetField, &str)> = facets
            .iter()
            .flat_map(|facet| facet.values.iter().map(|(value, _)| (facet.field, value.as_str())))
            .collect();
        let control = key.modifiers.contains(KeyModifiers::CONTROL);
        match key.code {
            KeyCode::Down | KeyCode::Char('j') => {
                self.cursor = Some((at + 1).min(values.len().saturating_sub(1)));
            }
            KeyCode::Up | KeyCode::Char('k') => self.cursor = Some(at.saturating_sub(1)),
            KeyCode::Char('f') if control => self.cursor = None,
            KeyCode::Esc | KeyCode::Left | KeyCode::Char('h' | 'q') => self.cursor = None,
            KeyCode::Enter => {
                let (field, value) = values.get(at)?;
                self.cursor = None;
                return Some(narrowed(typed, *field, value));
            }
            _ => {}
        }
        None
    }

    pub(super) fn draw(
        &mut self,
        view: View<'_>,
        facets: &[Facet],
        area: Rect,
        buffer: &mut Buffer,
    ) {
        let columns = usize::from(area.width);
        let mut lines: Vec<(Option<usize>, Line<'_>)> = Vec::new();
        let mut value_index = 0;
        for facet in facets.iter().filter(|facet| !facet.values.is_empty()) {
            if !lines.is_empty() {
                lines.push((None, Line::default()));
            }
            lines.push((None, Line::styled(heading(facet.field), view.theme.heading)));
            for (value, count) in &facet.values {
                lines.push((Some(value_index), value_line(view, value, *count, columns)));
                value_index += 1;
            }
        }
        let height = usize::from(area.height).max(1);
        let at = lines.iter().position(|(index, _)| index.is_some() && *index == self.cursor);
        self.top = scrolled(self.top, at.unwrap_or(0), height);
        for ((index, line), y) in lines.into_iter().skip(self.top).take(height).zip(area.y..) {
            let row = Rect { y, height: 1, ..area };
            line.render(row, buffer);
            if index.is_some() && index == self.cursor {
                buffer.set_style(row, view.theme.selected);
            }
        }
    }
}

fn heading(field: FacetField) -> &'static str {
    match field {
        FacetField::Speaker => "Speakers",
        FacetField::Entity => "Names",
        FacetField::Outlet => "Outlets",
        FacetField::Agency => "Agencies",
        FacetField::Tag => "Tags",
        FacetField::Language => "Languages",
        FacetField::Kind => "Forms",
        FacetField::Month => "Months",
    }
}

fn value_line<'a>(view: View<'a>, value: &str, count: usize, columns: usize) -> Line<'a> {
    let count = count.to_string();
    let value = glyph::fit(value, columns.saturating_sub(count.len() + 2));
    let gap = columns.saturating_sub(glyph::columns(&value) + count.len() + 1);
    Line::from(vec![
        Span::styled(format!(" {value}"), view.theme.text),
        Span::styled(format!("{}{count}", " ".repeat(gap)), view.theme.dim),
    ])
}

/// The query with one more condition.
fn narrowed(typed: &str, field: FacetField, value: &str) -> String {
    let field = match field {
        FacetField::Speaker => QueryField::Speaker,
        FacetField::Entity => QueryField::Entity,
        FacetField::Outlet => QueryField::Outlet,
        FacetField::Agency => QueryField::Agency,
        FacetField::Tag => QueryField::Tag,
        FacetField::Language => QueryField::Language,
        FacetField::Kind => QueryField::Kind,
        FacetField::Month => QueryField::Date,
    };
    language::with_term(typed, field, value)
}

/// Rows of the chart with its axis.
const CHART_ROWS: u16 = 4;

/// Draws counts by month as a chart; returns the rows it took. Without two
/// months there is nothing to draw.
pub(super) fn months_chart(
    view: View<'_>,
    months: &[(i16, u8, usize)],
    thing: &str,
    area: Rect,
    buffer: &mut Buffer,
) -> u16 {
    let (Some(first), Some(last)) = (months.first(), months.last()) else { return 0 };
    if months.len() < 2 || area.height <= CHART_ROWS {
        return 0;
    }
    let columns = usize::from(area.width).max(1);
    let per_bar = months.len().div_ceil(columns);
    let bars: Vec<u64> = months
        .chunks(per_bar)
        .map(|part| part.iter().map(|(.., count)| *count as u64).sum())
        .collect();
    let wide = (columns / bars.len().max(1)).clamp(1, 6);
    let bars: Vec<u64> = bars.into_iter().flat_map(|bar| std::iter::repeat_n(bar, wide)).collect();
    let drawn = cells(bars.len()).min(area.width);
    let chart = Rect { height: CHART_ROWS - 2, width: drawn, ..area };
    Sparkline::default().data(&bars).style(view.theme.accent).render(chart, buffer);
    let most = months.iter().max_by_key(|(.., count)| *count).unwrap_or(first);
    let counted = if most.2 == 1 { format!("1 {thing}") } else { format!("{} {thing}s", most.2) };
    let axis = format!(
        "{} – {}; most in {}: {counted}",
        month_words(*first),
        month_words(*last),
        month_words(*most)
    );
    let line = Rect { y: area.y + CHART_ROWS - 2, height: 1, ..area };
    Line::styled(glyph::fit(&axis, columns), view.theme.dim).render(line, buffer);
    CHART_ROWS
}

fn month_words((year, month, _): (i16, u8, usize)) -> String {
    Date { year: Some(year), month: Some(month), ..Date::default() }.words()
}
