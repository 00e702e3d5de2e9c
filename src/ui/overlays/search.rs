//! Search over all articles as you type: passages with their words lit.

use std::ops::Range;

use crossterm::event::{KeyCode, KeyEvent, KeyModifiers};
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::text::{Line, Span};
use ratatui::widgets::{Clear, Widget};

use super::{Overlay, Reply};
use crate::app::{Action, Hit};
use crate::ui::frame::{Frame, scrolled};
use crate::ui::glyph;
use crate::ui::pane::{View, Want};
use crate::ui::prompt::{Prompt, Typed};

/// The search over all articles. What was typed last is remembered by the
/// screen and comes back.
#[derive(Debug)]
pub struct SearchOverlay {
    prompt: Prompt,
    /// Index of the selected hit.
    cursor: usize,
    top: usize,
    height: usize,
    /// Earlier searches, newest first, and which of them is shown.
    history: Vec<String>,
    recalled: Option<usize>,
}

/// A row of the results.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Row {
    /// The article of the hit at this index, above its passages.
    Article(usize),
    Passage(usize),
}

impl SearchOverlay {
    /// A search that begins with `typed`; `history` has the newest first.
    #[must_use]
    pub fn new(typed: &str, history: Vec<String>) -> SearchOverlay {
        let prompt = Prompt::new("search: ", typed);
        SearchOverlay { prompt, cursor: 0, top: 0, height: 1, history, recalled: None }
    }

    fn search(&mut self) -> Reply {
        self.cursor = 0;
        self.top = 0;
        let typed = self.prompt.words().to_owned();
        Reply { wants: vec![Want::Act(Action::Search(typed))], close: false }
    }

    fn open(&self, view: View<'_>) -> Reply {
        let Some(hit) = view.session.hits.get(self.cursor) else { return Reply::stay() };
        let at = hit.words.first().map_or(hit.block.start(), |words| words.start);
        let typed = self.prompt.words().to_owned();
        Reply::close(vec![Want::ShowWords { article: hit.article, at, typed }])
    }

    fn step(&mut self, view: View<'_>, by: isize) {
        let last = view.session.hits.len().saturating_sub(1);
        self.cursor = self.cursor.saturating_add_signed(by).min(last);
    }

    /// Puts an earlier search into the line.
    fn recall(&mut self) -> Reply {
        let next = self.recalled.map_or(0, |at| at + 1);
        let Some(typed) = self.history.get(next).cloned() else { return Reply::stay() };
        self.recalled = Some(next);
        self.prompt = Prompt::new("search: ", &typed);
        self.search()
    }

    fn status(view: View<'_>) -> String {
        let session = view.session;
        let more = if session.more_hits { "+" } else { "" };
        let count = session.hits.len();
        match (session.is_answered(), count) {
            (false, _) => "…".to_owned(),
            (true, 1) => "1 passage".to_owned(),
            (true, count) => format!("{count}{more} passages"),
        }
    }

    fn draw_rows(&mut self, view: View<'_>, area: Rect, buffer: &mut Buffer) {
        let hits = &view.session.hits;
        let rows = rows(hits);
        let at = rows.iter().position(|row| *row == Row::Passage(self.cursor)).unwrap_or(0);
        self.height = usize::from(area.height).max(1);
        self.top = scrolled(self.top, at, self.height);
        if at == self.top && at > 0 && matches!(rows.get(at - 1), Some(Row::Article(_))) {
            self.top -= 1;
        }
        for (row, y) in rows.iter().skip(self.top).take(self.height).zip(area.y..) {
            let place = Rect { y, height: 1, ..area };
            let columns = usize::from(area.width);
            match row {
                Row::Article(index) => {
                    article_line(view, hits.get(*index), columns).render(place, buffer);
                }
                Row::Passage(index) => {
                    let Some(hit) = hits.get(*index) else { continue };
                    let selected = *index == self.cursor;
                    passage_line(view, hit, columns, selected).render(place, buffer);
                }
            }
        }
    }
}

impl Overlay for SearchOverlay {
    fn key(&mut self, view: View<'_>, key: KeyEvent) -> Reply {
        let page = isize::try_from(self.height / 2).unwrap_or(1).max(1);
        match (key.code, key.modifiers) {
            (KeyCode::Char('n'), KeyModifiers::CONTROL) => self.step(view, 1),
            (KeyCode::Char('p'), KeyModifiers::CONTROL) => self.step(view, -1),
            _ => match self.prompt.key(key) {
                Typed::Accepted => return self.open(view),
                Typed::Cancelled => return Reply::close(Vec::new()),
                Typed::Changed => return self.search(),
                Typed::Same => {}
                Typed::Unused => match key.code {
                    KeyCode::Down | KeyCode::Tab => self.step(view, 1),
                    // Above the first hit stand the earlier searches.
                    KeyCode::Up if self.cursor == 0 => return self.recall(),
                    KeyCode::Up | KeyCode::BackTab => self.step(view, -1),
                    KeyCode::PageDown => self.step(view, page),
                    KeyCode::PageUp => self.step(view, -page),
                    _ => {}
                },
            },
        }
        Reply::stay()
    }

    fn paste(&mut self, _: View<'_>, text: &str) -> Reply {
        self.prompt.paste(text);
        self.search()
    }

    fn draw(&mut self, view: View<'_>, area: Rect, buffer: &mut Buffer) {
        Clear.render(area, buffer);
        let frame = Frame { title: "Search all articles", corner: "", focused: true };
        let inner = frame.draw(view.theme, area, buffer);
        let line = Rect { height: inner.height.min(1), ..inner };
        self.prompt.draw(view.theme, &Self::status(view), line, buffer);
        let rest = Rect { y: inner.y + line.height, height: inner.height - line.height, ..inner };
        let answered = view.session.is_answered();
        if view.session.hits.is_empty() && answered && !self.prompt.words().trim().is_empty() {
            let words = "No passage holds all of these words.";
            Line::styled(words, view.theme.dim).render(rest, buffer);
            return;
        }
        self.draw_rows(view, rest, buffer);
    }
}

/// The hits under their articles.
fn rows(hits: &[Hit]) -> Vec<Row> {
    let mut rows = Vec::with_capacity(hits.len() * 2);
    let mut before = None;
    for (index, hit) in hits.iter().enumerate() {
        if before != Some(hit.article) {
            rows.push(Row::Article(index));
            before = Some(hit.article);
        }
        rows.push(Row::Passage(index));
    }
    rows
}

fn article_line<'a>(view: View<'a>, hit: Option<&Hit>, columns: usize) -> Line<'a> {
    let Some(entry) = hit.and_then(|hit| view.session.entry(hit.article)) else {
        return Line::default();
    };
    let date = entry.date.map(|date| date.words()).unwrap_or_default();
    let known = [entry.outlet.as_str(), date.as_str()];
    let source = known.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(", ");
    let source = glyph::fit(&source, columns / 3);
    let title = glyph::fit(&entry.title, columns.saturating_sub(glyph::columns(&source) + 3));
    Line::from(vec![
        Span::styled(title, view.theme.title),
        Span::styled(format!("  {source}"), view.theme.dim),
    ])
}

/// The passage in one line, cut so that its first words found are in view.
fn passage_line<'a>(view: View<'a>, hit: &Hit, columns: usize, selected: bool) -> Line<'a> {
    let Some((document, article)) = view.session.article(hit.article) else {
        return Line::default();
    };
    let sign = if selected { "▌ " } else { "  " };
    let room = columns.saturating_sub(2);
    let from = passage_start(document.text.as_str(), hit, room);
    let words = document.text.clamp(from..hit.block.end());
    let mut spans = vec![Span::styled(sign, view.theme.accent)];
    let mut left = room;
    if from > hit.block.start() {
        spans.push(Span::styled("…", view.theme.dim));
        left = left.saturating_sub(1);
    }
    let mut blank = true;
    for piece in glyph::glyphs(document.text.get(words), words.start(), &article.repairs) {
        let is_blank = piece.shown.trim().is_empty();
        if is_blank && blank {
            continue;
        }
        blank = is_blank;
        let Some(rest) = left.checked_sub(piece.columns) else { break };
        left = rest;
        let lit = hit.words.iter().any(|found| found.contains(&piece.bytes.start));
        let base = if selected { view.theme.title } else { view.theme.text };
        let style = if lit { base.patch(view.theme.hit) } else { base };
        spans.push(Span::styled(piece.shown.into_owned(), style));
    }
    Line::from(spans)
}

/// Where the line of a passage begins: at its start, or at a word shortly
/// before the first words found.
fn passage_start(text: &str, hit: &Hit, room: usize) -> usize {
    let Range { start, end } = hit.words.first().cloned().unwrap_or(hit.block.range());
    if end.saturating_sub(hit.block.start()) <= room {
        return hit.block.start();
    }
    let lead = room / 3;
    let earliest = start.saturating_sub(lead).max(hit.block.start());
    let before = text.get(hit.block.start()..start).unwrap_or_default();
    let cut = before.char_indices().map(|(at, c)| (hit.block.start() + at, c));
    let blank = cut.filter(|(at, c)| *at >= earliest && c.is_whitespace()).map(|(at, _)| at + 1);
    blank.min().unwrap_or(start)
}
