//! A card of lines to read and scroll: the help, the problems, a reason.

use crossterm::event::{KeyCode, KeyEvent};
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::text::{Line, Span};
use ratatui::widgets::{Clear, Widget};

use super::{KeyHint, Overlay, Reply, centred};
use crate::query::typed::TypedMatcher;
use crate::ui::frame::{PaneFrame, split_bottom};
use crate::ui::numbers::{cells, signed};
use crate::ui::pane::View;
use crate::ui::prompt::{Prompt, Typed};
use crate::ui::{glyph, wrap};

/// A line of a card.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct CardLine {
    /// Set in the accent at the left: keys, the name of a fact.
    pub label: String,
    /// Wrapped beside the label.
    pub words: String,
    /// Above its group; never left out by a filter on the words below it.
    pub heading: bool,
}

/// Lines to read; `/` narrows them down.
#[derive(Debug)]
pub(crate) struct Card {
    title: String,
    lines: Vec<CardLine>,
    /// Columns of the labels.
    indent: usize,
    top: usize,
    height: usize,
    prompt: Option<Prompt>,
    filter: String,
}

impl CardLine {
    #[must_use]
    pub(crate) fn new(label: impl Into<String>, words: impl Into<String>) -> CardLine {
        CardLine { label: label.into(), words: words.into(), heading: false }
    }

    #[must_use]
    pub(crate) fn heading(words: impl Into<String>) -> CardLine {
        CardLine { label: words.into(), words: String::new(), heading: true }
    }
}

impl Card {
    #[must_use]
    pub(crate) fn new(title: impl Into<String>, lines: Vec<CardLine>) -> Card {
        let labels = lines.iter().filter(|line| !line.heading);
        let indent = labels.map(|line| glyph::columns(&line.label)).max().unwrap_or(0);
        let indent = if indent == 0 { 0 } else { indent.min(22) + 2 };
        Card {
            title: title.into(),
            lines,
            indent,
            top: 0,
            height: 1,
            prompt: None,
            filter: String::new(),
        }
    }

    /// The lines that the filter lets through, with headings only above
    /// something.
    fn shown(&self) -> Vec<&CardLine> {
        let matcher = TypedMatcher::new(&self.filter, None);
        let passes = |line: &CardLine| {
            let words = format!("{} {}", line.label, line.words);
            matcher.as_ref().is_none_or(|matcher| matcher.fits(&words))
        };
        let mut shown: Vec<&CardLine> = Vec::new();
        for line in &self.lines {
            if line.heading && shown.last().is_some_and(|last| last.heading) {
                shown.pop();
            }
            if line.heading || passes(line) {
                shown.push(line);
            }
        }
        if shown.last().is_some_and(|last| last.heading) && shown.len() > 1 {
            shown.pop();
        }
        shown
    }

    /// Label and words of each row of the card.
    fn rows(&self, columns: usize) -> Vec<(String, String, bool)> {
        let mut rows = Vec::new();
        for (index, line) in self.shown().into_iter().enumerate() {
            if line.heading && index > 0 {
                rows.push((String::new(), String::new(), true));
            }
            let words = glyph::line(&line.words);
            let room = columns.saturating_sub(self.indent).max(8);
            for (row, range) in wrap::rows(&words, 0, room, &[]).into_iter().enumerate() {
                let label = if row == 0 { line.label.clone() } else { String::new() };
                let words = glyph::words_at(&words, range).trim_end().to_owned();
                rows.push((label, words, line.heading));
            }
        }
        rows
    }

    fn scroll(&mut self, by: isize) {
        self.top = self.top.saturating_add_signed(by);
    }

    fn typed(&mut self, key: KeyEvent) {
        let Some(prompt) = &mut self.prompt else { return };
        match prompt.key(key) {
            Typed::Accepted => self.prompt = None,
            Typed::Cancelled => {
                self.prompt = None;
                self.filter.clear();
            }
            Typed::Changed => {
                self.filter = prompt.words().to_owned();
                self.top = 0;
            }
            Typed::Same | Typed::Unused => {}
        }
    }
}

impl Overlay for Card {
    fn key(&mut self, _: View<'_>, key: KeyEvent) -> Reply {
        if self.prompt.is_some() {
            self.typed(key);
            return Reply::stay();
        }
        let page = signed(self.height);
        match key.code {
            KeyCode::Down | KeyCode::Char('j') => self.scroll(1),
            KeyCode::Up | KeyCode::Char('k') => self.scroll(-1),
            KeyCode::PageDown | KeyCode::Char(' ') => self.scroll(page),
            KeyCode::PageUp => self.scroll(-page),
            KeyCode::Home | KeyCode::Char('g') => self.top = 0,
            KeyCode::End | KeyCode::Char('G') => self.top = usize::MAX / 2,
            KeyCode::Char('/') => self.prompt = Some(Prompt::new("/", &self.filter)),
            KeyCode::Esc if !self.filter.is_empty() => self.filter.clear(),
            KeyCode::Esc | KeyCode::Enter | KeyCode::Backspace | KeyCode::Char('q' | '?') => {
                return Reply::close(Vec::new());
            }
            _ => {}
        }
        Reply::stay()
    }

    fn hints(&self) -> &'static [KeyHint] {
        if self.prompt.is_some() {
            &[("enter", "keep the filter"), ("esc", "drop it")]
        } else {
            &[("j/k", "move"), ("/", "filter"), ("esc", "back")]
        }
    }

    fn is_help(&self) -> bool {
        true
    }

    fn takes_text(&self) -> bool {
        self.prompt.is_some()
    }

    fn draw(&mut self, view: View<'_>, area: Rect, buffer: &mut Buffer) {
        let width = area.width.saturating_sub(2).min(78);
        let rows = self.rows(usize::from(width.saturating_sub(4)));
        let height = cells(rows.len()).saturating_add(2);
        let height =
            if self.prompt.is_some() || !self.filter.is_empty() { area.height } else { height };
        let card = centred(area, width, height);
        Clear.render(card, buffer);
        let corner = if rows.len() > self.height { "/ filters" } else { "" };
        let frame = PaneFrame { title: &self.title, corner, focused: true };
        let mut inner = frame.draw(view.theme, card, buffer);
        if let Some(prompt) = &self.prompt {
            let (rest, line) = split_bottom(inner);
            prompt.draw(view.theme, "", line, buffer);
            inner = rest;
        }
        self.height = usize::from(inner.height).max(1);
        self.top = self.top.min(rows.len().saturating_sub(self.height));
        for ((label, words, heading), y) in rows.iter().skip(self.top).zip(inner.y..inner.bottom())
        {
            let style = if *heading { view.theme.heading } else { view.theme.accent };
            let line = if *heading {
                Line::from(Span::styled(glyph::fit(label, usize::from(inner.width)), style))
            } else {
                let label = glyph::fit(label, self.indent.saturating_sub(1));
                let pad = " ".repeat(self.indent.saturating_sub(glyph::columns(&label)));
                let words = Span::styled(words.clone(), view.theme.text);
                Line::from(vec![Span::styled(label, style), Span::raw(pad), words])
            };
            let row = Rect { x: inner.x + 1, y, width: inner.width.saturating_sub(1), height: 1 };
            line.render(row, buffer);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_filter_keeps_the_headings_of_what_it_keeps() {
        let mut card = Card::new(
            "Keys",
            vec![
                CardLine::heading("Move"),
                CardLine::new("j", "Go down"),
                CardLine::heading("Use"),
                CardLine::new("y", "Copy"),
            ],
        );
        card.filter = "copy".to_owned();
        let labels: Vec<_> = card.shown().iter().map(|line| line.label.as_str()).collect();
        assert_eq!(labels, ["Use", "y"]);
    }
}
