//! A text of several lines to write: a note, or the words that connect two
//! passages of the basket.
//!
//! Keys that every terminal sends: Enter is a line break, Ctrl-S keeps. Esc
//! leaves a text that was not changed; else it asks, and Enter keeps, a second
//! Esc drops. (Alt-Enter, which many terminals send as Esc Enter, so keeps
//! too.)

use crossterm::event::{KeyCode, KeyEvent, KeyModifiers};
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::Style;
use ratatui::text::Line;
use ratatui::widgets::{Clear, Widget};
use tui_textarea::{CursorMove, TextArea, WrapMode};

use super::{KeyHint, Overlay, Reply, centred};
use crate::app::{Action, ArticleId, BasketEdit, Notice, Session};
use crate::library::basket::Collected;
use crate::library::notes;
use crate::ui::editing::edit_text;
use crate::ui::frame::PaneFrame;
use crate::ui::glyph;
use crate::ui::pane::{View, Want};
use newsquotes::model::Span;

/// A text being written.
#[derive(Debug)]
pub(crate) struct TextForm {
    title: &'static str,
    /// What it is about, above the text.
    about: String,
    goal: Goal,
    before: String,
    area: TextArea<'static>,
    /// Esc was pressed: keep or drop?
    asks: bool,
}

/// What the text is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Goal {
    Note { article: ArticleId, passage: Option<Span> },
    Lead { item: usize },
}

impl TextForm {
    /// For the note on a passage, or on the article as a whole.
    #[must_use]
    pub(crate) fn note(session: &Session, article: ArticleId, passage: Option<Span>) -> TextForm {
        let before = session.note(article, passage).map(|note| note.text.as_str());
        let about = match (passage, session.article(article)) {
            (Some(span), Some((document, shown))) => glyph::passage(document, shown, span),
            _ => session.entry(article).map_or_else(String::new, |entry| glyph::line(&entry.title)),
        };
        let title = if passage.is_some() { "Note on a passage" } else { "Note on the article" };
        TextForm::new(title, about, before.unwrap_or(""), Goal::Note { article, passage })
    }

    /// For the words before an item of the basket.
    #[must_use]
    pub(super) fn lead(item: usize, collected: &Collected) -> TextForm {
        let about = glyph::line(&collected.shown());
        TextForm::new("Words before the passage", about, &collected.lead, Goal::Lead { item })
    }

    fn new(title: &'static str, about: String, before: &str, goal: Goal) -> TextForm {
        let before = notes::tidy(before);
        let mut area = TextArea::new(before.split('\n').map(str::to_owned).collect());
        area.set_cursor_line_style(Style::default());
        area.set_wrap_mode(WrapMode::WordOrGlyph);
        area.move_cursor(CursorMove::Bottom);
        area.move_cursor(CursorMove::End);
        TextForm { title, about, goal, before, area, asks: false }
    }

    fn text(&self) -> String {
        notes::tidy(&self.area.lines().join("\n"))
    }

    fn keep(&self) -> Reply {
        let text = self.text();
        let action = match self.goal {
            Goal::Note { article, passage } => Action::SetNote { article, passage, text },
            Goal::Lead { item } => Action::Basket(BasketEdit::Lead { item, words: text }),
        };
        Reply::close(vec![Want::Act(action)])
    }

    fn leave(&mut self) -> Reply {
        if self.asks {
            let dropped = Notice::done("Dropped what was written.");
            return Reply::close(vec![Want::Act(Action::Notify(dropped))]);
        }
        if self.text() == self.before {
            return Reply::close(Vec::new());
        }
        self.asks = true;
        Reply::stay()
    }
}

impl Overlay for TextForm {
    fn key(&mut self, _: View<'_>, key: KeyEvent) -> Reply {
        match (key.code, key.modifiers) {
            (KeyCode::Char('s'), KeyModifiers::CONTROL) => return self.keep(),
            (KeyCode::Enter, modifiers) if self.asks || modifiers.contains(KeyModifiers::ALT) => {
                return self.keep();
            }
            (KeyCode::Esc, _) => return self.leave(),
            _ => {}
        }
        self.asks = false;
        edit_text(&mut self.area, key);
        Reply::stay()
    }

    fn paste(&mut self, _: View<'_>, text: &str) -> Reply {
        self.area.insert_str(notes::tidy(text));
        Reply::stay()
    }

    fn hints(&self) -> &'static [KeyHint] {
        match (self.asks, self.goal) {
            (true, _) => &[("enter", "keep"), ("esc", "drop")],
            (false, Goal::Note { .. }) => {
                &[("ctrl-s", "keep"), ("#word", "is a tag"), ("esc", "leave")]
            }
            (false, Goal::Lead { .. }) => &[("ctrl-s", "keep"), ("esc", "leave")],
        }
    }

    fn takes_text(&self) -> bool {
        true
    }

    fn draw(&mut self, view: View<'_>, area: Rect, buffer: &mut Buffer) {
        let card = centred(area, area.width.saturating_sub(2).min(76), area.height.min(14));
        Clear.render(card, buffer);
        let corner = if self.asks { "Keep it?" } else { "" };
        let frame = PaneFrame { title: self.title, corner, focused: true };
        let inner = frame.draw(view.theme, card, buffer);
        let columns = usize::from(inner.width.saturating_sub(2));
        let row = Rect { x: inner.x + 1, width: inner.width.saturating_sub(2), ..inner };
        let about = glyph::fit(&self.about, columns);
        Line::styled(about, view.theme.dim)
            .render(Rect { height: row.height.min(1), ..row }, buffer);
        let rest = row.height.saturating_sub(2);
        let text = Rect { y: row.y + row.height.min(2), height: rest, ..row };
        Widget::render(&self.area, text, buffer);
    }
}
