//! How the list is drawn: its frame, its rows, and what stands there without any.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::text::{Line, Span};
use ratatui::widgets::Widget;

use super::row::{article_lines, row_line};
use super::{COMFORTABLE_ROWS, ListPane};
use crate::app::Session;
use crate::app::asking::AnswerKind;
use crate::ui::numbers::cells;
use crate::ui::pane::View;
use crate::ui::theme::Theme;
use crate::ui::{glyph, wrap};

impl ListPane {
    /// What filters the list stands in its title.
    pub(super) fn title(&self) -> String {
        let only = self.only.as_ref().map(|(name, _)| name.as_str());
        let filter = Some(self.filter.as_str()).filter(|f| !f.is_empty() && self.line.is_none());
        let filters: Vec<&str> = only.into_iter().chain(filter).collect();
        if filters.is_empty() {
            "Articles".to_owned()
        } else {
            format!("Articles: {}", filters.join(" + "))
        }
    }

    pub(super) fn corner(&self, session: &Session) -> String {
        let all = session.order().len();
        let at = self.position().map_or(0, |at| at + 1);
        let shown = self.all;
        if shown == all { format!("{at}/{all}") } else { format!("{at}/{shown} of {all}") }
    }

    /// The rows of the screen that row `index` of the list takes.
    fn lines<'a>(&self, view: View<'a>, index: usize, area: Rect) -> Vec<Line<'a>> {
        let columns = usize::from(area.width);
        let searches = view.session.searches();
        if let Some(search) = searches.get(index) {
            return vec![self.folder_line(search, view.theme, columns)];
        }
        let id = self.shown.get(index - searches.len());
        let Some(entry) = id.and_then(|id| view.session.entry(*id)) else { return Vec::new() };
        let copies = id.and_then(|id| self.copies.get(id)).copied();
        if area.height < COMFORTABLE_ROWS {
            vec![row_line(entry, copies, view.theme, columns)]
        } else {
            article_lines(entry, copies, view.theme, columns)
        }
    }

    /// Moves the first row as little as needed, so that the row of the cursor
    /// is in view as a whole.
    fn scroll_to(&mut self, view: View<'_>, at: usize, area: Rect) {
        let mut left = usize::from(area.height);
        let mut lowest = at;
        for index in (0..=at).rev() {
            let Some(rest) = left.checked_sub(self.lines(view, index, area).len()) else { break };
            (left, lowest) = (rest, index);
            if index <= self.top {
                break;
            }
        }
        self.top = self.top.clamp(lowest, at.max(lowest));
    }

    pub(super) fn draw_rows(
        &mut self,
        view: View<'_>,
        focused: bool,
        area: Rect,
        buffer: &mut Buffer,
    ) {
        let at = self.row(view.session);
        self.scroll_to(view, at, area);
        let searches = view.session.searches().len();
        let theme = view.theme;
        let mut y = area.y;
        self.height = 0;
        for index in self.top..searches + self.shown.len() {
            if y >= area.bottom() {
                break;
            }
            let lines = self.lines(view, index, area);
            for (row, line) in lines.into_iter().enumerate() {
                let place = Rect { y, height: area.bottom().saturating_sub(y).min(1), ..area };
                line.render(place, buffer);
                if index == at && (focused || row == 0) {
                    buffer
                        .set_style(place, if focused { theme.selected } else { theme.remembered });
                }
                y = y.saturating_add(1);
            }
            self.height += 1;
        }
        if self.shown.is_empty() {
            let below = cells(searches).min(area.height);
            let area = Rect { y: area.y + below, height: area.height - below, ..area };
            self.draw_empty(view, area, buffer);
        }
    }

    /// A kept search, open while it filters the list.
    fn folder_line<'a>(&self, search: &str, theme: &Theme, columns: usize) -> Line<'a> {
        let sign = if self.filter.trim() == search { "▾ " } else { "▸ " };
        let words = glyph::fit(search, columns.saturating_sub(2));
        Line::from(vec![Span::styled(sign, theme.accent), Span::styled(words, theme.heading)])
    }

    fn draw_empty(&self, view: View<'_>, area: Rect, buffer: &mut Buffer) {
        let words = glyph::line(&self.empty_words(view.session));
        let rows = wrap::rows(&words, 0, usize::from(area.width), &[]);
        for (row, y) in rows.into_iter().zip(area.y..area.bottom()) {
            let row = glyph::words_at(&words, row).to_owned();
            Line::styled(row, view.theme.dim).render(Rect { y, height: 1, ..area }, buffer);
        }
    }

    /// Why no article is listed.
    fn empty_words(&self, session: &Session) -> String {
        let filter = self.filter.trim();
        let about = self.answer(session).map(|listed| &listed.about);
        if let Some(empty) = about.and_then(|about| about.empty.as_ref()) {
            let instead = about.and_then(|about| about.instead.as_ref());
            let instead = instead.map_or_else(String::new, |words| format!(" Try: {words}."));
            return format!("{empty}{instead} F clears.");
        }
        if !filter.is_empty() && session.is_asking(AnswerKind::List) {
            "…".to_owned()
        } else if !filter.is_empty() {
            format!("Nothing matches “{filter}”. F clears.")
        } else if let (true, Some(problem)) = (session.loading().done, session.problems().first()) {
            format!("{}: {}. ! lists all problems.", problem.path, problem.what)
        } else if session.loading().done {
            "No articles here.".to_owned()
        } else {
            "Loading …".to_owned()
        }
    }
}
