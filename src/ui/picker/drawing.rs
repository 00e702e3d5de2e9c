//! What the picker looks like: the query, a row a quotation, what is known of
//! the selected one, and a line of keys.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::Modifier;
use ratatui::text::{Line, Span};
use ratatui::widgets::Widget;

use super::trimming::{HINTS, Trimming};
use super::{Picker, RowFacts, key_of};
use crate::app::asking::QuoteFound;
use crate::ui::frame::scrolled;
use crate::ui::lit::lit_line;
use crate::ui::quote_row::QuoteLine;
use crate::ui::{glyph, wrap};

/// Rows of a screen from which the selected quotation is shown below.
const WITH_BELOW: u16 = 9;
/// Of so many rows one is for what stands below.
const SHARE_BELOW: u16 = 3;
const MOST_BELOW: u16 = 10;
/// Columns before a row: its mark.
const MARK: u16 = 2;

impl Picker {
    /// Draws the picker.
    pub(crate) fn draw(&mut self, area: Rect, buffer: &mut Buffer) {
        let (query, rest) = split_top(area, 1);
        self.draw_query(query, buffer);
        let (rest, footer) = split_bottom(rest, 1);
        self.draw_footer(footer, buffer);
        let busy = self.trimming.is_some() || self.shows_context;
        let below = match area.height {
            ..WITH_BELOW if !busy => 0,
            height => (height / SHARE_BELOW).min(MOST_BELOW),
        };
        let (rows, below) = split_bottom(rest, below);
        self.draw_list(rows, buffer);
        self.draw_below(below, buffer);
    }

    fn draw_query(&self, area: Rect, buffer: &mut Buffer) {
        self.prompt.draw(&self.theme, &self.status(), area, buffer);
        if self.answered.as_deref() == Some(self.prompt.words()) {
            for problem in &self.about().problems {
                self.prompt.mark(&problem.typed, self.theme.warning, area, buffer);
            }
        }
    }

    /// How many there are, or how far loading is.
    fn status(&self) -> String {
        let marked = match self.marked.len() {
            0 => String::new(),
            marked => format!("{marked} marked, "),
        };
        let found = match (self.loading, &self.variants) {
            (Some(0), _) => "loading …".to_owned(),
            (Some(files), _) => format!("loading, {files} files …"),
            (None, Some(variants)) => format!("{} tellings", variants.len()),
            (None, None) if self.found.total == 1 => "1 quotation".to_owned(),
            (None, None) => format!("{} quotations", self.found.total),
        };
        format!(" {marked}{found}")
    }

    fn draw_list(&mut self, area: Rect, buffer: &mut Buffer) {
        self.height = usize::from(area.height).max(1);
        self.top = scrolled(self.top, self.cursor, self.height);
        if self.rows().is_empty() {
            return self.draw_empty(area, buffer);
        }
        let shown = self.rows().iter().enumerate().skip(self.top);
        for ((index, found), y) in shown.zip(area.y..area.bottom()) {
            let place = Rect { y, height: 1, ..area };
            self.draw_row(found, place, buffer);
            if index == self.cursor {
                buffer.set_style(place, self.theme.selected);
            }
        }
    }

    fn draw_row(&self, found: &QuoteFound, place: Rect, buffer: &mut Buffer) {
        let is_marked = self.marked.iter().any(|marked| key_of(marked) == key_of(&found.row));
        if is_marked {
            Line::styled("●", self.theme.accent).render(place, buffer);
        }
        let (_, place) = split_left(place, MARK);
        let facts = self.facts.get(&found.row.at);
        let row = QuoteLine {
            speaker: true,
            outlet: facts.map_or("", |facts| facts.outlet.as_str()),
            date: facts.and_then(|facts| facts.date),
        };
        row.line(&self.theme, found, usize::from(place.width)).render(place, buffer);
    }

    /// Why there are no rows, and what to ask instead.
    fn draw_empty(&self, area: Rect, buffer: &mut Buffer) {
        if self.loading.is_some() {
            return;
        }
        let about = self.about();
        let instead = about.instead.as_ref().map(|words| format!("Try: {words}"));
        let said = [about.empty.clone(), instead].into_iter().flatten();
        for (words, y) in said.zip(area.y..area.bottom()) {
            let words = glyph::fit(&words, usize::from(area.width));
            Line::styled(words, self.theme.dim).render(Rect { y, height: 1, ..area }, buffer);
        }
    }

    /// The selected quotation: its source in a line, then its words, or what
    /// stands around them.
    fn draw_below(&self, area: Rect, buffer: &mut Buffer) {
        let (head, rest) = split_top(area, 1);
        let Some(row) = self.selected() else { return };
        let head_words = self.head(self.facts.get(&row.at));
        if head.height > 0 {
            let rule = "─".repeat(usize::from(head.width));
            Line::styled(rule, self.theme.border).render(head, buffer);
            let (_, head) = split_left(head, MARK);
            let words = glyph::fit(&head_words, usize::from(head.width.saturating_sub(MARK)));
            Line::styled(format!(" {words} "), self.theme.dim).render(head, buffer);
        }
        let context = self.context.as_ref().filter(|context| context.at == row.at);
        match context.filter(|_| self.shows_context && self.trimming.is_none()) {
            Some(context) => {
                let lit = context.lit.first().map_or(0, |lit| lit.start);
                self.draw_text(&context.text, &context.lit, lit, rest, buffer);
            }
            None if self.detail().is_some_and(|detail| !detail.words.is_empty()) => {
                self.draw_words(rest, buffer);
            }
            None => self.draw_text(&row.words, &[], 0, rest, buffer),
        }
    }

    fn head(&self, facts: Option<&RowFacts>) -> String {
        let said = self.detail().map(|detail| detail.said.clone());
        let facts = facts.map(|facts| {
            let date = facts.date.map_or_else(String::new, |date| date.words());
            [facts.title.clone(), facts.outlet.clone(), date]
        });
        let parts = said.into_iter().chain(facts.into_iter().flatten());
        parts.filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" · ")
    }

    /// Text in rows, so that the byte `from` is in view.
    fn draw_text(
        &self,
        text: &str,
        lit: &[std::ops::Range<usize>],
        from: usize,
        area: Rect,
        buffer: &mut Buffer,
    ) {
        let rows = wrap::rows(text, 0, usize::from(area.width).max(1), &[]);
        let first = rows.iter().position(|row| row.end > from).unwrap_or(0);
        let most = rows.len().saturating_sub(usize::from(area.height));
        let shown = rows.into_iter().skip(first.saturating_sub(1).min(most));
        for (row, y) in shown.zip(area.y..area.bottom()) {
            let line = lit_line(text, row, lit, self.theme.text, self.theme.lit);
            line.render(Rect { y, height: 1, ..area }, buffer);
        }
    }

    /// The words of the quotation; those left out are crossed out.
    fn draw_words(&self, area: Rect, buffer: &mut Buffer) {
        let Some((key, detail)) = &self.detail else { return };
        let trim = self.trims.get(key);
        let at = self.trimming.as_ref().map(|trimming| trimming.word);
        let lines = rows_of_words(&detail.words, usize::from(area.width).max(1));
        let holds = |line: &Vec<usize>| at.is_some_and(|at| line.contains(&at));
        let seen = lines.iter().position(holds).unwrap_or(0);
        let from = (seen + 1).saturating_sub(usize::from(area.height));
        for (line, y) in lines.iter().skip(from).zip(area.y..area.bottom()) {
            let spans = line.iter().filter_map(|&word| {
                let shown = glyph::line(detail.words.get(word)?);
                let kept = Trimming::keeps(trim, word);
                let out = self.theme.dim.add_modifier(Modifier::CROSSED_OUT);
                let style = if kept { self.theme.text } else { out };
                let style = if at == Some(word) { style.patch(self.theme.selected) } else { style };
                Some([Span::styled(shown, style), Span::raw(" ")])
            });
            let line = Line::from(spans.flatten().collect::<Vec<_>>());
            line.render(Rect { y, height: 1, ..area }, buffer);
        }
    }

    /// What has to be said, or else the keys.
    fn draw_footer(&self, area: Rect, buffer: &mut Buffer) {
        let detail = self.detail();
        let problem = self.about().problems.first().map(|problem| problem.words.clone());
        let warning = detail.and_then(|detail| detail.warnings.first()).cloned();
        let warning = warning.filter(|_| self.trimming.is_some() || self.trims_selected());
        let broken = detail.and_then(|detail| detail.problem.clone());
        let said = self.notice.clone().or(broken).or(problem);
        let said = said.or(warning.map(|warning| format!("Take care: {warning}.")));
        let (words, style) = match said {
            Some(said) => (said, self.theme.warning),
            None => (self.hints(), self.theme.dim),
        };
        let words = glyph::fit(&words, usize::from(area.width));
        Line::styled(words, style).render(area, buffer);
    }

    fn trims_selected(&self) -> bool {
        self.selected().is_some_and(|row| self.trims.contains_key(&key_of(row)))
    }

    fn hints(&self) -> String {
        if self.trimming.is_some() {
            return HINTS.to_owned();
        }
        let also = match self.options.also.as_str() {
            "" => String::new(),
            also => format!(", {also}"),
        };
        let mark = if self.options.multi { " · ctrl-space mark" } else { "" };
        format!(
            "enter: {}{also} · tab context · alt-v variants · alt-t trim · ctrl-f format{mark} · esc",
            self.format.name
        )
    }
}

/// Words in rows of so many columns, by their indices.
fn rows_of_words(words: &[String], columns: usize) -> Vec<Vec<usize>> {
    let mut rows: Vec<Vec<usize>> = Vec::new();
    let mut used = columns;
    for (index, word) in words.iter().enumerate() {
        let wide = glyph::columns(word);
        if used + wide > columns {
            rows.push(Vec::new());
            used = 0;
        }
        used += wide + 1;
        if let Some(row) = rows.last_mut() {
            row.push(index);
        }
    }
    rows
}

fn split_top(area: Rect, rows: u16) -> (Rect, Rect) {
    let rows = rows.min(area.height);
    let rest = Rect { y: area.y + rows, height: area.height - rows, ..area };
    (Rect { height: rows, ..area }, rest)
}

fn split_bottom(area: Rect, rows: u16) -> (Rect, Rect) {
    let rows = rows.min(area.height);
    split_top(area, area.height - rows)
}

fn split_left(area: Rect, columns: u16) -> (Rect, Rect) {
    let columns = columns.min(area.width);
    let rest = Rect { x: area.x + columns, width: area.width - columns, ..area };
    (Rect { width: columns, ..area }, rest)
}
