//! A line of input: a text area of one line with a sign before it.

use std::ops::Range;

use crossterm::event::{KeyCode, KeyEvent, KeyModifiers};
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::Style;
use ratatui::text::Line;
use ratatui::widgets::Widget;
use tui_textarea::TextArea;

use super::editing::edit_line;
use super::glyph;
use super::theme::Theme;
use crate::ui::numbers::cells;

/// A one-line text input.
#[derive(Debug)]
pub(super) struct Prompt {
    sign: &'static str,
    area: TextArea<'static>,
}

/// What a key did to a prompt.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Typed {
    Changed,
    Accepted,
    Cancelled,
    /// The cursor moved, or nothing happened.
    Same,
    /// A key that a line of input has no use for: up, down, page keys.
    Unused,
}

impl Prompt {
    /// An input that begins with `sign`, such as `/`, and holds `words`.
    #[must_use]
    pub(super) fn new(sign: &'static str, words: &str) -> Prompt {
        let mut line = glyph::line(words);
        // A blank at the end is where the next word begins.
        if words.ends_with(' ') && !line.is_empty() {
            line.push(' ');
        }
        let mut area = TextArea::from([line]);
        area.set_cursor_line_style(Style::default());
        area.move_cursor(tui_textarea::CursorMove::End);
        Prompt { sign, area }
    }

    /// What has been typed.
    #[must_use]
    pub(super) fn words(&self) -> &str {
        self.area.lines().first().map_or("", String::as_str)
    }

    /// The cursor, in bytes of the words.
    #[must_use]
    pub(super) fn cursor(&self) -> usize {
        let column = self.area.cursor().1;
        self.words().char_indices().nth(column).map_or(self.words().len(), |(at, _)| at)
    }

    /// Puts other words in, the cursor at a byte of them.
    pub(super) fn set(&mut self, words: &str, cursor: usize) {
        let before = words.get(..cursor).unwrap_or(words).chars().count();
        *self = Prompt::new(self.sign, words);
        self.area.move_cursor(tui_textarea::CursorMove::Jump(0, cells(before)));
    }

    /// Draws a style over a stretch of the words, in bytes, where the line is
    /// not scrolled; `area` is that of [`Prompt::draw`].
    pub(super) fn mark(&self, bytes: &Range<usize>, style: Style, area: Rect, buffer: &mut Buffer) {
        let words = self.words();
        let sign = glyph::columns(self.sign);
        let room = usize::from(area.width).saturating_sub(sign + 1);
        if glyph::columns(words) > room {
            return;
        }
        let column = |at: usize| glyph::columns(words.get(..at).unwrap_or(words)) + sign;
        let (start, end) = (column(bytes.start), column(bytes.end).max(column(bytes.start) + 1));
        let x = area.x + cells(start).min(area.width);
        let width = cells(end - start).min(area.right() - x);
        buffer.set_style(Rect { x, width, height: area.height.min(1), ..area }, style);
    }

    /// Takes a key.
    pub(super) fn key(&mut self, key: KeyEvent) -> Typed {
        match (key.code, key.modifiers) {
            // Ctrl-M and Ctrl-J would break the line in two.
            (KeyCode::Enter, _) | (KeyCode::Char('m' | 'j'), KeyModifiers::CONTROL) => {
                return Typed::Accepted;
            }
            (KeyCode::Esc, _) => return Typed::Cancelled,
            (
                KeyCode::Up
                | KeyCode::Down
                | KeyCode::PageUp
                | KeyCode::PageDown
                | KeyCode::Tab
                | KeyCode::BackTab,
                _,
            ) => return Typed::Unused,
            _ => {}
        }
        if edit_line(&mut self.area, key) { Typed::Changed } else { Typed::Same }
    }

    /// Puts pasted text in, as one line.
    pub(super) fn paste(&mut self, text: &str) {
        self.area.insert_str(glyph::line(text));
    }

    /// Draws the sign, the words with the cursor, and `status` at the right.
    pub(super) fn draw(&self, theme: &Theme, status: &str, area: Rect, buffer: &mut Buffer) {
        let sign = cells(glyph::columns(self.sign)).min(area.width);
        let right = cells(glyph::columns(status));
        let right = if right + sign + 8 > area.width { 0 } else { right };
        Line::styled(self.sign, theme.accent).render(Rect { width: sign, ..area }, buffer);
        let input = Rect { x: area.x + sign, width: area.width - sign - right, ..area };
        Widget::render(&self.area, input, buffer);
        if right > 0 {
            let status_area = Rect { x: area.right() - right, width: right, ..area };
            Line::styled(status.to_owned(), theme.dim).render(status_area, buffer);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pasted_lines_become_one_and_enter_accepts() {
        let mut prompt = Prompt::new("/", "");
        prompt.paste("as long\r\nas\u{1b}");
        assert_eq!(prompt.words(), "as long as␛");
        assert_eq!(prompt.key(KeyEvent::from(KeyCode::Enter)), Typed::Accepted);
    }
}
