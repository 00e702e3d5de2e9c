//! The page of an entity: who or what it is in this library, when it was
//! mentioned, what it said, where, and with whom.

mod rows;

use crossterm::event::{KeyCode, KeyEvent};
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::text::{Line, Span};
use ratatui::widgets::{Clear, Widget};

use self::rows::{EntityRow, EntityTarget, MOST_SAID, reference, rows};
use super::facets::months_chart;
use super::{KeyHint, Overlay, Reply};
use crate::app::asking::IndexAsked;
use crate::app::{
    Action, ArticleId, ArticleKey, EntityAnswer, EntityAsked, EntityPage, EntityRef, Picked, Sight,
};
use crate::library::index::ArticleRef;
use crate::ui::frame::{PaneFrame, scrolled};
use crate::ui::glyph;
use crate::ui::numbers::signed;
use crate::ui::pane::{View, Want};

/// The page of an entity, and those it was reached from.
#[derive(Debug)]
pub(crate) struct EntityView {
    /// The entities looked at, the one shown last.
    path: Vec<EntityRef>,
    /// The rows of the page, and what they were made of: the ticket of the
    /// answer and how many quotations were known.
    rows: Vec<EntityRow>,
    made: Option<(u64, usize)>,
    /// The quotations whose words were asked for last.
    asked: Vec<(ArticleRef, u32)>,
    cursor: usize,
    top: usize,
    height: usize,
}

impl EntityView {
    #[must_use]
    pub(crate) fn new(entity: EntityRef) -> EntityView {
        EntityView {
            path: vec![entity],
            rows: Vec::new(),
            made: None,
            asked: Vec::new(),
            cursor: 0,
            top: 0,
            height: 1,
        }
    }

    fn ask(&self) -> Reply {
        let asked = self.path.last().cloned().map(EntityAsked::Page);
        Reply {
            wants: asked.map(|asked| Want::Act(Action::Ask(asked))).into_iter().collect(),
            close: false,
        }
    }

    /// To the page before, or out of the last one.
    fn back(&mut self) -> Reply {
        if self.path.len() > 1 {
            self.path.pop();
            return self.ask();
        }
        Reply::close(Vec::new())
    }

    fn page(view: View<'_>) -> Option<&EntityPage> {
        match view.session.answer()? {
            (_, EntityAnswer::Page(page)) => Some(page),
            _ => None,
        }
    }

    /// Makes the rows when another answer has come, or the words of its
    /// quotations.
    fn refresh(&mut self, view: View<'_>) {
        let ticket = view.session.answer().map(|(ticket, _)| *ticket);
        let made = ticket.map(|ticket| (ticket, view.session.answers().rows.len()));
        if self.made == made {
            return;
        }
        let same = self.made.map(|(ticket, _)| ticket) == ticket;
        self.made = made;
        self.rows = Self::page(view).map_or_else(Vec::new, |page| rows(view, page));
        if !same {
            self.cursor = self.rows.iter().position(|row| row.target.is_some()).unwrap_or(0);
            self.top = 0;
        }
    }

    fn step(&mut self, by: isize) {
        let rows = self.rows.iter().enumerate();
        let targets: Vec<usize> =
            rows.filter(|(_, row)| row.target.is_some()).map(|(at, _)| at).collect();
        let at = targets.partition_point(|row| *row < self.cursor);
        let next = at.saturating_add_signed(by).min(targets.len().saturating_sub(1));
        if let Some(row) = targets.get(next) {
            self.cursor = *row;
        }
    }

    /// Opens what the cursor is on.
    fn open(&mut self, view: View<'_>) -> Reply {
        let Some(target) = self.rows.get(self.cursor).and_then(|row| row.target.clone()) else {
            return Reply::stay();
        };
        match target {
            EntityTarget::Entity(name) => {
                self.path.push(EntityRef::Named(name));
                self.ask()
            }
            EntityTarget::Quote(key, quote) => {
                Self::leave_for(view, &key, Some(Want::Reveal(Sight::Picked(Picked::Quote(quote)))))
            }
            EntityTarget::Article(key) => {
                let names = Self::page(view)
                    .map(|page| page.entity.names.iter().map(|name| name.name.clone()).collect());
                Self::leave_for(view, &key, names.map(|names| Want::Reveal(Sight::Name(names))))
            }
        }
    }

    /// The quotation that the cursor is on.
    fn quotation<'a>(&'a self, view: View<'_>) -> Option<(ArticleId, &'a ArticleKey, usize)> {
        match &self.rows.get(self.cursor)?.target {
            Some(EntityTarget::Quote(key, quote)) => Some((view.session.find(key)?, key, *quote)),
            _ => None,
        }
    }

    fn copy(&self, view: View<'_>) -> Reply {
        let copy = self.quotation(view).map(|(article, _, quote)| Action::Copy { article, quote });
        Reply { wants: copy.map(Want::Act).into_iter().collect(), close: false }
    }

    fn other_tellings(&self, view: View<'_>) -> Reply {
        let at = self
            .quotation(view)
            .and_then(|(_, key, quote)| Some((reference(key)?, u32::try_from(quote).ok()?)));
        let wants = at.map(|(at, quote)| Want::Variants(at, quote)).into_iter().collect();
        Reply { wants, close: false }
    }

    fn leave_for(view: View<'_>, key: &ArticleKey, then: Option<Want>) -> Reply {
        let Some(id) = view.session.find(key) else { return Reply::stay() };
        let mut wants = vec![Want::Open(id)];
        wants.extend(then);
        Reply::close(wants)
    }

    fn draw_rows(&mut self, view: View<'_>, area: Rect, buffer: &mut Buffer) {
        let rows = &self.rows;
        self.height = usize::from(area.height).max(1);
        self.top = scrolled(self.top, self.cursor, self.height);
        // The heading above the first row that can be reached stays in view.
        if rows.iter().take(self.cursor).all(|row| row.target.is_none()) {
            self.top = self.top.min(self.cursor.saturating_sub(self.height / 2));
        }
        for ((index, row), y) in rows.iter().enumerate().skip(self.top).zip(area.y..area.bottom()) {
            let place = Rect { y, height: 1, ..area };
            let room = usize::from(area.width).saturating_sub(LABEL + 1);
            let line = if row.heading {
                Line::styled(glyph::fit(&row.label, usize::from(area.width)), view.theme.heading)
            } else {
                let label = glyph::fit(&row.label, LABEL - 1);
                let pad = " ".repeat(LABEL - glyph::columns(&label).min(LABEL));
                let words = Span::styled(glyph::fit(&row.words, room), view.theme.text);
                Line::from(vec![Span::styled(label, view.theme.dim), Span::raw(pad), words])
            };
            line.render(place, buffer);
            if index == self.cursor && row.target.is_some() {
                buffer.set_style(place, view.theme.selected);
            }
        }
    }
}

/// Columns of the labels at the left.
const LABEL: usize = 14;

impl Overlay for EntityView {
    fn key(&mut self, view: View<'_>, key: KeyEvent) -> Reply {
        self.refresh(view);
        let page = signed(self.height);
        match key.code {
            KeyCode::Down | KeyCode::Char('j') | KeyCode::Tab => self.step(1),
            KeyCode::Up | KeyCode::Char('k') | KeyCode::BackTab => self.step(-1),
            KeyCode::PageDown | KeyCode::Char(' ') => self.step(page),
            KeyCode::PageUp => self.step(-page),
            KeyCode::Home | KeyCode::Char('g') => self.step(isize::MIN / 2),
            KeyCode::End | KeyCode::Char('G') => self.step(isize::MAX / 2),
            KeyCode::Enter | KeyCode::Char('l') => return self.open(view),
            KeyCode::Char('y') => return self.copy(view),
            KeyCode::Char('V') => return self.other_tellings(view),
            KeyCode::Esc | KeyCode::Backspace | KeyCode::Char('q' | 'p') => {
                return self.back();
            }
            _ => {}
        }
        Reply::stay()
    }

    fn news(&mut self, view: View<'_>) -> Vec<Want> {
        let known = &view.session.answers().rows;
        let said = Self::page(view).into_iter().flat_map(|page| &page.said);
        let said = said
            .filter_map(|said| Some((reference(&said.article)?, u32::try_from(said.quote).ok()?)));
        let missing: Vec<_> =
            said.filter(|said| !known.contains_key(said)).take(MOST_SAID).collect();
        if missing.is_empty() || self.asked == missing {
            return Vec::new();
        }
        self.asked.clone_from(&missing);
        vec![Want::Act(Action::AskIndex(IndexAsked::Rows(missing)))]
    }

    fn hints(&self) -> &'static [KeyHint] {
        &[
            ("enter", "open"),
            ("y", "copy"),
            ("V", "other tellings"),
            ("j/k", "move"),
            ("esc", "back"),
        ]
    }

    fn draw(&mut self, view: View<'_>, area: Rect, buffer: &mut Buffer) {
        Clear.render(area, buffer);
        self.refresh(view);
        let page = Self::page(view);
        let title = page.map_or("Entity", |page| page.entity.name.as_str());
        let corner = page.map_or_else(String::new, |page| page.entity.kind.name().to_owned());
        let inner =
            PaneFrame { title, corner: &corner, focused: true }.draw(view.theme, area, buffer);
        let Some(page) = page else {
            let words = match view.session.answer() {
                Some((_, EntityAnswer::Unknown)) => "No article of the library names it.",
                _ => "Asking the library …",
            };
            Line::styled(words, view.theme.dim).render(inner, buffer);
            return;
        };
        let inner = Rect { x: inner.x + 1, width: inner.width.saturating_sub(2), ..inner };
        let chart = if inner.height > 14 {
            months_chart(view, &page.months(), "mention", inner, buffer)
        } else {
            0
        };
        let rest = Rect { y: inner.y + chart, height: inner.height - chart, ..inner };
        self.draw_rows(view, rest, buffer);
    }
}
