//! The sidebar: the quotations of the article by speaker, or its entities,
//! with a filter of their own.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::text::Line;
use ratatui::widgets::Widget;

use super::sidebar_rows::{SidebarRow, entity_rows, entity_tally, quote_rows, quote_tally};
use crate::app::{Action, ArticleId, Command, Context, Picked, Sight};
use crate::query::typed::TypedMatcher;
use crate::ui::frame::{PaneFrame, scrolled, split_bottom};
use crate::ui::glyph;
use crate::ui::numbers::signed;
use crate::ui::pane::{Edit, Pane, View, Want};
use crate::ui::prompt::Prompt;

/// What the sidebar lists.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum Tab {
    #[default]
    Quotes,
    Entities,
}

/// The sidebar.
#[derive(Debug, Default)]
pub(crate) struct SidebarPane {
    tab: Tab,
    rows: Vec<SidebarRow>,
    /// What the rows were made of.
    made: Option<(ArticleId, [u64; 3], Tab, String)>,
    /// The row of the cursor; always one that can be picked, if there is one.
    cursor: usize,
    top: usize,
    height: usize,
    filter: String,
    prompt: Option<Prompt>,
}

impl SidebarPane {
    /// Lists something else.
    pub(crate) fn show_tab(&mut self, tab: Tab) {
        if self.tab != tab {
            self.tab = tab;
            self.filter.clear();
            self.prompt = None;
            self.cursor = 0;
        }
    }

    /// Clears the filter; false when there was none.
    pub(crate) fn back(&mut self) -> bool {
        !std::mem::take(&mut self.filter).is_empty()
    }

    /// Puts the cursor on what is picked.
    pub(crate) fn follow(&mut self, view: View<'_>) {
        let Some(picked) = view.look.picked else { return };
        self.show_tab(match picked {
            Picked::Quote(_) => Tab::Quotes,
            Picked::Mention(_) => Tab::Entities,
            Picked::Passage(_) => return,
        });
        self.refresh(view);
        let Some((_, article)) = view.article() else { return };
        if let Some(at) = self.rows.iter().position(|row| row.is_of(picked, view, article)) {
            self.cursor = at;
        }
    }

    fn refresh(&mut self, view: View<'_>) {
        let (Some(id), Some((document, article))) = (view.look.article, view.article()) else {
            self.rows.clear();
            return;
        };
        let session = view.session;
        let revisions =
            [session.article_revision(id), session.names_revision(), session.beside_revision(id)];
        let now = (id, revisions, self.tab, self.filter.clone());
        if self.made.as_ref() == Some(&now) {
            return;
        }
        if self.made.as_ref().is_some_and(|(made, ..)| *made != id) {
            self.cursor = 0;
        }
        let language = article.meta.language.as_ref().map(|language| language.value.as_str());
        let matcher = TypedMatcher::new(&self.filter, language);
        self.rows = match self.tab {
            Tab::Quotes => quote_rows(view, id, (document, article), matcher.as_ref()),
            Tab::Entities => entity_rows(view, id, article, matcher.as_ref()),
        };
        self.made = Some(now);
        self.cursor = self.nearest(self.cursor, true);
    }

    /// The row that can be picked at or after `from`, or else before it.
    fn nearest(&self, from: usize, down: bool) -> usize {
        let from = from.min(self.rows.len().saturating_sub(1));
        let pickable = |at: &usize| self.rows.get(*at).is_some_and(SidebarRow::is_pickable);
        let after = (from..self.rows.len()).find(pickable);
        let before = (0..=from).rev().find(pickable);
        let found = if down { after.or(before) } else { before.or(after) };
        found.unwrap_or(0)
    }

    fn step(&mut self, view: View<'_>, by: isize) -> Vec<Want> {
        self.refresh(view);
        let down = by > 0;
        let mut left = by.unsigned_abs().min(self.rows.len());
        while left > 0 {
            let next = if down { self.cursor + 1 } else { self.cursor.saturating_sub(1) };
            let next = self.nearest(next, down);
            if next == self.cursor {
                break;
            }
            self.cursor = next;
            left -= 1;
        }
        self.pick(view)
    }

    fn pick(&mut self, view: View<'_>) -> Vec<Want> {
        let picked = self.at_cursor(view);
        picked.map(|picked| Want::Reveal(Sight::Picked(picked))).into_iter().collect()
    }

    /// What the row of the cursor stands for.
    pub(crate) fn at_cursor(&mut self, view: View<'_>) -> Option<Picked> {
        self.refresh(view);
        self.rows.get(self.cursor).and_then(SidebarRow::picked)
    }

    fn title(&self, view: View<'_>) -> String {
        let Some((_, article)) = view.article() else { return "Quotes".to_owned() };
        let entities = entity_tally(article);
        let quotes = quote_tally(article);
        let title = match self.tab {
            Tab::Quotes => format!("▸Quotes {quotes} │ Names {entities}"),
            Tab::Entities => format!("Quotes {quotes} │ ▸Names {entities}"),
        };
        if self.filter.is_empty() || self.prompt.is_some() {
            return title;
        }
        let name = if self.tab == Tab::Quotes { "Quotes" } else { "Names" };
        format!("{name}: {}", self.filter)
    }

    fn draw_rows(&mut self, view: View<'_>, focused: bool, area: Rect, buffer: &mut Buffer) {
        let Some((document, article)) = view.article() else { return };
        let width = usize::from(area.width);
        self.height = usize::from(area.height).max(1);
        // The row at the cursor may be taller than one, so it is drawn first
        // to know how much of the list fits around it.
        let open = self
            .rows
            .get(self.cursor)
            .map_or(1, |row| row.opened(document, article, width, self.height / 2).len());
        self.top = scrolled(self.top, self.cursor, self.height.saturating_sub(open - 1).max(1));
        if self.cursor > 0
            && self.top == self.cursor
            && !self.rows.get(self.cursor - 1).is_some_and(SidebarRow::is_pickable)
        {
            self.top -= 1;
        }
        let mut y = area.y;
        for (index, row) in self.rows.iter().enumerate().skip(self.top) {
            let lines = if index == self.cursor {
                row.opened(document, article, width, self.height / 2)
            } else {
                vec![row.words(document, article, width)]
            };
            for (line, words) in lines.iter().enumerate() {
                if y >= area.bottom() {
                    return;
                }
                let place = Rect { y, height: 1, ..area };
                Line::styled(words.as_str(), row.style(article, view.theme)).render(place, buffer);
                if index == self.cursor && row.is_pickable() {
                    let theme = view.theme;
                    let style = if focused { theme.selected } else { theme.lit };
                    if focused || line == 0 {
                        buffer.set_style(place, style);
                    }
                }
                y += 1;
            }
        }
    }
}

impl Pane for SidebarPane {
    fn prompt(&mut self) -> Option<&mut Prompt> {
        self.prompt.as_mut()
    }

    fn close_prompt(&mut self) {
        self.prompt = None;
    }

    fn take_edit(&mut self, view: View<'_>, edit: Edit) -> Vec<Want> {
        match edit {
            Edit::Words(words) => self.filter = words,
            Edit::Dropped => self.filter.clear(),
            Edit::Kept => {}
        }
        self.pick(view)
    }

    fn run(&mut self, view: View<'_>, command: Command, count: usize) -> Vec<Want> {
        let count = signed(count);
        let page = signed(self.height.max(1));
        match command {
            Command::Down => self.step(view, count),
            Command::Up => self.step(view, -count),
            Command::HalfPageDown => self.step(view, page / 2),
            Command::HalfPageUp => self.step(view, -(page / 2)),
            Command::PageDown => self.step(view, page),
            Command::PageUp => self.step(view, -page),
            Command::Top => self.step(view, isize::MIN / 2),
            Command::Bottom => self.step(view, isize::MAX / 2),
            Command::Open => {
                let mut wants = self.pick(view);
                let read = view.look.article.map(|id| Want::Act(Action::Read(id)));
                wants.extend(read);
                wants.push(Want::Focus(Context::Reading));
                wants
            }
            Command::Filter => {
                self.prompt = Some(Prompt::new("filter: ", &self.filter));
                Vec::new()
            }
            Command::ClearFilter => {
                self.filter.clear();
                self.pick(view)
            }
            Command::SwitchTab => {
                let other = if self.tab == Tab::Quotes { Tab::Entities } else { Tab::Quotes };
                self.show_tab(other);
                Vec::new()
            }
            _ => Vec::new(),
        }
    }

    fn draw(&mut self, view: View<'_>, focused: bool, area: Rect, buffer: &mut Buffer) {
        self.refresh(view);
        let title = self.title(view);
        let at = self.rows.iter().take(self.cursor + 1).filter(|row| row.is_pickable()).count();
        let all = self.rows.iter().filter(|row| row.is_pickable()).count();
        let corner = if all > 0 && focused { format!("{at}/{all}") } else { String::new() };
        let frame = PaneFrame { title: &title, corner: &corner, focused };
        let mut inner = frame.draw(view.theme, area, buffer);
        if let Some(prompt) = &self.prompt {
            let (rest, line) = split_bottom(inner);
            prompt.draw(view.theme, &format!("{all}"), line, buffer);
            inner = rest;
        }
        if all == 0 && view.article().is_some() {
            let words = self.empty_words();
            let words = glyph::fit(&words, usize::from(inner.width));
            Line::styled(words, view.theme.dim).render(inner, buffer);
            return;
        }
        self.draw_rows(view, focused, inner, buffer);
    }
}

impl SidebarPane {
    fn empty_words(&self) -> String {
        match (self.filter.is_empty(), self.tab) {
            (false, _) => format!("Nothing matches “{}”. F clears.", self.filter),
            (true, Tab::Quotes) => "No quotations here.".to_owned(),
            (true, Tab::Entities) => "No names here.".to_owned(),
        }
    }
}
