//! The article list: one row an article, newest first, with a filter.

use std::collections::HashSet;

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::text::{Line, Span};
use ratatui::widgets::Widget;

use crate::app::{Action, ArticleId, Command, Context, Entry, Matcher, Session};
use crate::ui::frame::{Frame, scrolled, split_bottom};
use crate::ui::pane::{Edit, Pane, View, Want};
use crate::ui::prompt::Prompt;
use crate::ui::theme::Theme;
use crate::ui::{glyph, wrap};

/// The article list.
#[derive(Debug, Default)]
pub(crate) struct List {
    /// The articles that the filter lets through, made for `revision`.
    shown: Vec<ArticleId>,
    revision: Option<u64>,
    filter: String,
    /// Only these articles are listed, for the reason named.
    only: Option<(String, HashSet<ArticleId>)>,
    /// The line of input while the filter is being typed.
    prompt: Option<Prompt>,
    selected: Option<ArticleId>,
    /// Whether the user has put the cursor somewhere; until then it stays on
    /// the first row while articles arrive above it.
    moved: bool,
    top: usize,
    /// Rows of the last drawing.
    height: usize,
}

impl List {
    /// The article the cursor is on.
    pub(crate) fn selected(&mut self, session: &Session) -> Option<ArticleId> {
        self.refresh(session);
        self.selected
    }

    /// Puts the cursor on an article; a filter that hides it is cleared.
    pub(crate) fn select(&mut self, session: &Session, id: ArticleId) {
        self.refresh(session);
        if !self.shown.contains(&id) {
            self.clear_filter(session);
        }
        self.moved = true;
        self.selected = Some(id);
    }

    /// Whether the user has done something.
    #[must_use]
    pub(crate) fn is_settled(&self) -> bool {
        self.moved
    }

    /// Leaves the cursor on its article from now on, as the user has turned
    /// to it.
    pub(crate) fn settle(&mut self) {
        self.moved = true;
    }

    fn set_filter(&mut self, filter: String, session: &Session) {
        self.filter = filter;
        self.revision = None;
        self.refresh(session);
    }

    /// Makes the rows anew when articles or the filter changed. The cursor
    /// stays on its article where that is still shown.
    fn refresh(&mut self, session: &Session) {
        if self.revision == Some(session.revision()) {
            return;
        }
        self.revision = Some(session.revision());
        let at = self.position();
        let matcher = Matcher::new(&self.filter);
        let only = self.only.as_ref().map(|(_, ids)| ids);
        let lets_through = |id: &&ArticleId| {
            only.is_none_or(|only| only.contains(*id))
                && match (&matcher, session.entry(**id)) {
                    (Some(matcher), Some(entry)) => matcher.all_terms_small(&entry.filter_words),
                    (None, entry) => entry.is_some(),
                    (Some(_), None) => false,
                }
        };
        self.shown = session.order().iter().filter(lets_through).copied().collect();
        if !self.moved || self.selected.is_none_or(|id| !self.shown.contains(&id)) {
            let at = at.filter(|_| self.moved).unwrap_or(0).min(self.shown.len().saturating_sub(1));
            self.selected = self.shown.get(at).copied();
        }
    }

    fn position(&self) -> Option<usize> {
        let selected = self.selected?;
        self.shown.iter().position(|id| *id == selected)
    }

    /// Lists only some articles, those of an entity, until the filter is
    /// cleared.
    pub(in crate::ui) fn set_only(
        &mut self,
        name: String,
        ids: HashSet<ArticleId>,
        session: &Session,
    ) {
        self.only = Some((name, ids));
        self.revision = None;
        self.refresh(session);
    }

    /// Whether not all articles are listed.
    #[must_use]
    pub(in crate::ui) fn is_filtered(&self) -> bool {
        !self.filter.is_empty() || self.only.is_some()
    }

    /// Lists all articles again.
    pub(in crate::ui) fn clear_filter(&mut self, session: &Session) {
        self.only = None;
        self.set_filter(String::new(), session);
    }

    /// Moves the cursor by rows, stopping at the ends.
    pub(crate) fn step(&mut self, session: &Session, by: isize) -> Vec<Want> {
        self.refresh(session);
        self.moved = true;
        let at = self.position().unwrap_or(0).saturating_add_signed(by);
        self.selected = self.shown.get(at.min(self.shown.len().saturating_sub(1))).copied();
        self.show_selected()
    }

    fn show_selected(&self) -> Vec<Want> {
        self.selected.map(Want::Show).into_iter().collect()
    }

    /// What filters the list stands in its title.
    fn title(&self) -> String {
        let only = self.only.as_ref().map(|(name, _)| name.as_str());
        let filter = Some(self.filter.as_str()).filter(|f| !f.is_empty() && self.prompt.is_none());
        let filters: Vec<&str> = only.into_iter().chain(filter).collect();
        if filters.is_empty() {
            "Articles".to_owned()
        } else {
            format!("Articles: {}", filters.join(" + "))
        }
    }

    fn corner(&self, session: &Session) -> String {
        let all = session.order().len();
        let at = self.position().map_or(0, |at| at + 1);
        let shown = self.shown.len();
        if shown == all { format!("{at}/{all}") } else { format!("{at}/{shown} of {all}") }
    }

    fn draw_rows(&mut self, view: View<'_>, focused: bool, area: Rect, buffer: &mut Buffer) {
        self.height = usize::from(area.height);
        let at = self.position().unwrap_or(0);
        self.top = scrolled(self.top, at, self.height);
        let rows = self.shown.iter().enumerate().skip(self.top).take(self.height);
        for ((index, id), y) in rows.zip(area.y..) {
            let Some(entry) = view.session.entry(*id) else { continue };
            let row = Rect { y, height: 1, ..area };
            row_line(entry, view.theme, usize::from(area.width)).render(row, buffer);
            if index == at {
                let theme = view.theme;
                buffer.set_style(row, if focused { theme.selected } else { theme.remembered });
            }
        }
        if self.shown.is_empty() {
            let words = glyph::line(&empty_words(&self.filter, view.session));
            for (row, y) in wrap::rows(&words, 0, usize::from(area.width), &[])
                .into_iter()
                .zip(area.y..area.bottom())
            {
                let row = words.get(row).unwrap_or_default().to_owned();
                Line::styled(row, view.theme.dim).render(Rect { y, height: 1, ..area }, buffer);
            }
        }
    }
}

impl Pane for List {
    fn prompt(&mut self) -> &mut Option<Prompt> {
        &mut self.prompt
    }

    fn take_edit(&mut self, view: View<'_>, edit: Edit) -> Vec<Want> {
        match edit {
            Edit::Words(words) => self.set_filter(words, view.session),
            Edit::Dropped => self.set_filter(String::new(), view.session),
            Edit::Kept => {}
        }
        self.show_selected()
    }

    fn run(&mut self, view: View<'_>, command: Command, count: usize) -> Vec<Want> {
        let count = isize::try_from(count).unwrap_or(isize::MAX);
        let page = isize::try_from(self.height.max(1)).unwrap_or(1);
        let session = view.session;
        match command {
            Command::Down | Command::NextArticle => self.step(session, count),
            Command::Up | Command::PreviousArticle => self.step(session, -count),
            Command::HalfPageDown => self.step(session, page / 2),
            Command::HalfPageUp => self.step(session, -(page / 2)),
            Command::PageDown => self.step(session, page),
            Command::PageUp => self.step(session, -page),
            Command::Top => self.step(session, isize::MIN / 2),
            Command::Bottom => self.step(session, isize::MAX / 2),
            Command::Open => {
                let Some(id) = self.selected(session) else { return Vec::new() };
                vec![Want::Show(id), Want::Act(Action::Read(id)), Want::Focus(Context::Reading)]
            }
            Command::Filter => {
                self.prompt = Some(Prompt::new("filter: ", &self.filter));
                Vec::new()
            }
            Command::ClearFilter => {
                self.clear_filter(session);
                self.show_selected()
            }
            _ => Vec::new(),
        }
    }

    fn draw(&mut self, view: View<'_>, focused: bool, area: Rect, buffer: &mut Buffer) {
        self.refresh(view.session);
        let title = self.title();
        let corner = self.corner(view.session);
        let mut inner =
            Frame { title: &title, corner: &corner, focused }.draw(view.theme, area, buffer);
        if let Some(prompt) = &self.prompt {
            let (rest, line) = split_bottom(inner);
            prompt.draw(view.theme, &format!("{}", self.shown.len()), line, buffer);
            inner = rest;
        }
        self.draw_rows(view, focused, inner, buffer);
    }
}

fn empty_words(filter: &str, session: &Session) -> String {
    if !filter.is_empty() {
        format!("Nothing matches “{filter}”. F clears.")
    } else if let (true, Some(problem)) = (session.loading.done, session.problems.first()) {
        format!("{}: {}. ! lists all problems.", problem.path, problem.what)
    } else if session.loading.done {
        "No articles here.".to_owned()
    } else {
        "Loading …".to_owned()
    }
}

/// Columns of the date.
const DATE_COLUMNS: usize = 9;

/// Marks, date, outlet and title in one row; a narrow list leaves the outlet
/// out, then the date.
fn row_line<'a>(entry: &Entry, theme: &Theme, columns: usize) -> Line<'a> {
    let unread = if entry.read { " " } else { "•" };
    let star = if entry.starred { "★" } else { " " };
    let mut spans = vec![Span::styled(format!("{unread}{star}"), theme.accent)];
    let mut left = columns.saturating_sub(2);
    if columns >= 28 {
        let date = entry.date.map(short_date).unwrap_or_default();
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
    let noted = if entry.noted { " ✎" } else { "" };
    spans.push(Span::styled(
        glyph::fit(&entry.title, left.saturating_sub(glyph::columns(noted))),
        style,
    ));
    spans.push(Span::styled(noted, theme.accent));
    Line::from(spans)
}

/// A date in at most nine columns: `4 Apr 24`, `Apr 2024`, `2024`, `4 Apr`.
fn short_date(date: crate::model::Date) -> String {
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
    use crate::model::Date;

    #[test]
    fn dates_are_short_and_say_no_more_than_is_known() {
        let date = Date { year: Some(2024), month: Some(4), day: Some(14), minute: None };
        assert_eq!(short_date(date), "14 Apr 24");
        assert_eq!(short_date(Date { day: None, ..date }), "Apr 2024");
        assert_eq!(short_date(Date { month: None, day: None, ..date }), "2024");
        assert_eq!(short_date(Date { year: None, ..date }), "14 Apr");
    }
}
