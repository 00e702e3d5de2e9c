//! Search over all articles as you type: passages with their words lit, and
//! beside them what narrows the search down.

use crossterm::event::{KeyCode, KeyEvent, KeyModifiers};
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::text::{Line, Span};
use ratatui::widgets::{Clear, Widget};

use super::facets::{Facets, months_chart};
use super::{KeyHint, Overlay, Reply};
use crate::app::asking::{AnswerKind, FoundPassage, IndexAsked};
use crate::app::{Action, Sight};
use crate::library::index::ArticleRef;
use crate::query::typed::TypedMatcher;
use crate::ui::frame::{PaneFrame, scrolled};
use crate::ui::glyph;
use crate::ui::numbers::signed;
use crate::ui::pane::{View, Want};
use crate::ui::prompt::Typed;
use crate::ui::query_line::{QUERY_ROWS, QueryLine};

/// The search over all articles. What was typed last is remembered by the
/// screen and comes back.
#[derive(Debug)]
pub(crate) struct SearchOverlay {
    line: QueryLine,
    /// Index of the selected passage.
    cursor: usize,
    top: usize,
    height: usize,
    facets: Facets,
    chart: bool,
}

/// A row of the results.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum SearchRow {
    /// The article of the passage at this index, above its passages.
    Article(usize),
    Passage(usize),
}

/// From this width on the facets stand beside the passages.
const FACETS_FROM: u16 = 90;
/// Columns of the facets.
const FACET_COLUMNS: u16 = 30;

impl SearchOverlay {
    /// A search that begins with `typed`; `history` has the newest first.
    #[must_use]
    pub(crate) fn new(typed: &str, history: Vec<String>) -> SearchOverlay {
        SearchOverlay {
            line: QueryLine::new("search: ", typed, history),
            cursor: 0,
            top: 0,
            height: 1,
            facets: Facets::default(),
            chart: false,
        }
    }

    fn search(&mut self) -> Reply {
        self.cursor = 0;
        self.top = 0;
        let typed = self.line.words().to_owned();
        let ask = Want::Act(Action::AskIndex(IndexAsked::Passages { typed }));
        Reply { wants: vec![ask, self.line.ask_completions()], close: false }
    }

    fn open(&self, view: View<'_>) -> Reply {
        let passage = view.session.answers().passages.rows.get(self.cursor);
        let found = passage.and_then(|row| Some((row, view.session.find_ref(row.at)?)));
        let Some((passage, article)) = found else { return Reply::stay() };
        let at = passage.start + passage.lit.first().map_or(0, |lit| lit.start);
        let typed = lit_words(passage, self.line.words());
        let words = Want::Reveal(Sight::Words { at, typed });
        let searched = Want::Act(Action::Searched(self.line.words().to_owned()));
        let forget = Want::Act(Action::Forget(AnswerKind::Passages));
        Reply::close(vec![searched, Want::Open(article), words, forget])
    }

    fn step(&mut self, view: View<'_>, by: isize) {
        let last = view.session.answers().passages.rows.len().saturating_sub(1);
        self.cursor = self.cursor.saturating_add_signed(by).min(last);
    }

    /// Keys of the results below the line.
    fn result_key(&mut self, view: View<'_>, code: KeyCode) -> Reply {
        let page = signed(self.height / 2).max(1);
        match code {
            KeyCode::Down | KeyCode::Tab => self.step(view, 1),
            // Above the first passage stand the earlier searches.
            KeyCode::Up if self.cursor == 0 => {
                return if self.line.recall() { self.search() } else { Reply::stay() };
            }
            KeyCode::Up | KeyCode::BackTab => self.step(view, -1),
            KeyCode::PageDown => self.step(view, page),
            KeyCode::PageUp => self.step(view, -page),
            _ => {}
        }
        Reply::stay()
    }

    /// What Ctrl and a letter does.
    fn control(&mut self, view: View<'_>, letter: char) -> Option<Reply> {
        match letter {
            'n' => self.step(view, 1),
            'p' => self.step(view, -1),
            'f' => self.facets.toggle(&view.session.answers().passages.facets),
            't' => self.chart = !self.chart,
            's' => {
                let typed = self.line.words().to_owned();
                let keep = Want::Act(Action::ToggleSearch(typed));
                return Some(Reply { wants: vec![keep], close: false });
            }
            'o' => {
                let words = next_order(self.line.words());
                self.line.set(&words);
                return Some(self.search());
            }
            _ => return None,
        }
        Some(Reply::stay())
    }

    fn status(view: View<'_>) -> String {
        let found = &view.session.answers().passages;
        match (view.session.is_asking(AnswerKind::Passages), found.articles) {
            (true, 0) => "…".to_owned(),
            (_, 1) => "1 article".to_owned(),
            (_, count) => format!("{count} articles"),
        }
    }

    fn draw_rows(&mut self, view: View<'_>, area: Rect, buffer: &mut Buffer) {
        let passages = &view.session.answers().passages.rows;
        let rows = rows(passages);
        let at = rows.iter().position(|row| *row == SearchRow::Passage(self.cursor)).unwrap_or(0);
        self.height = usize::from(area.height).max(1);
        self.top = scrolled(self.top, at, self.height);
        if at == self.top && at > 0 && matches!(rows.get(at - 1), Some(SearchRow::Article(_))) {
            self.top -= 1;
        }
        for (row, y) in rows.iter().skip(self.top).take(self.height).zip(area.y..) {
            let place = Rect { y, height: 1, ..area };
            let columns = usize::from(area.width);
            match row {
                SearchRow::Article(index) => {
                    let at = passages.get(*index).map(|passage| passage.at);
                    article_line(view, at, columns).render(place, buffer);
                }
                SearchRow::Passage(index) => {
                    let Some(passage) = passages.get(*index) else { continue };
                    let selected = *index == self.cursor;
                    passage_line(view, passage, columns, selected).render(place, buffer);
                }
            }
        }
    }

    /// Draws what stands below the line of input.
    fn draw_results(&mut self, view: View<'_>, area: Rect, buffer: &mut Buffer) {
        let found = &view.session.answers().passages;
        let mut area = area;
        if self.chart {
            let rows = months_chart(view, &found.months, "article", area, buffer);
            area = Rect { y: area.y + rows, height: area.height - rows, ..area };
        }
        if let Some(empty) = found.about.empty.as_ref().filter(|_| found.rows.is_empty()) {
            draw_empty(view, empty, found.about.instead.as_deref(), area, buffer);
            return;
        }
        let beside = area.width >= FACETS_FROM && !found.facets.is_empty();
        if beside || self.facets.is_active() {
            let columns = FACET_COLUMNS.min(area.width);
            let column = Rect { x: area.right() - columns, width: columns, ..area };
            self.facets.draw(view, &found.facets, column, buffer);
            area.width = area.width.saturating_sub(columns + 1);
        }
        self.draw_rows(view, area, buffer);
    }
}

impl Overlay for SearchOverlay {
    fn key(&mut self, view: View<'_>, key: KeyEvent) -> Reply {
        if self.facets.is_active() {
            let facets = &view.session.answers().passages.facets;
            return match self.facets.key(facets, key, self.line.words()) {
                Some(words) => {
                    self.line.set(&words);
                    self.search()
                }
                None => Reply::stay(),
            };
        }
        if let (KeyCode::Char(letter), KeyModifiers::CONTROL) = (key.code, key.modifiers)
            && let Some(reply) = self.control(view, letter)
        {
            return reply;
        }
        match self.line.key(view, key) {
            Typed::Accepted => self.open(view),
            Typed::Cancelled => {
                let searched = Action::Searched(self.line.words().to_owned());
                let forget = Action::Forget(AnswerKind::Passages);
                Reply::close(vec![Want::Act(searched), Want::Act(forget)])
            }
            Typed::Changed => self.search(),
            Typed::Same => Reply::stay(),
            Typed::Unused => self.result_key(view, key.code),
        }
    }

    fn paste(&mut self, _: View<'_>, text: &str) -> Reply {
        self.line.paste(text);
        self.search()
    }

    fn hints(&self) -> &'static [KeyHint] {
        if self.facets.is_active() {
            &[("enter", "narrow"), ("j/k", "move"), ("esc", "back")]
        } else {
            &[
                ("enter", "open"),
                ("tab", "complete"),
                ("ctrl-f", "narrow"),
                ("ctrl-o", "order"),
                ("ctrl-t", "months"),
                ("ctrl-s", "keep the search"),
                ("esc", "back"),
            ]
        }
    }

    fn takes_text(&self) -> bool {
        !self.facets.is_active()
    }

    fn draw(&mut self, view: View<'_>, area: Rect, buffer: &mut Buffer) {
        Clear.render(area, buffer);
        let frame = PaneFrame { title: "Search all articles", corner: "", focused: true };
        let inner = frame.draw(view.theme, area, buffer);
        let line = Rect { height: inner.height.min(QUERY_ROWS), ..inner };
        let about = &view.session.answers().passages.about;
        self.line.draw(view, about, &Self::status(view), line, buffer);
        let rest = Rect { y: inner.y + line.height, height: inner.height - line.height, ..inner };
        self.draw_results(view, rest, buffer);
    }
}

/// Why nothing was found, and what to search for instead.
pub(super) fn draw_empty(
    view: View<'_>,
    empty: &str,
    instead: Option<&str>,
    area: Rect,
    buffer: &mut Buffer,
) {
    let said = [Some(empty.to_owned()), instead.map(|words| format!("Try: {words}"))];
    for (words, y) in said.into_iter().flatten().zip(area.y..area.bottom()) {
        let words = glyph::fit(&words, usize::from(area.width));
        Line::styled(words, view.theme.dim).render(Rect { y, height: 1, ..area }, buffer);
    }
}

/// The words of a passage that were found, for lighting them in the article:
/// as they were typed where they stand so.
fn lit_words(passage: &FoundPassage, typed: &str) -> String {
    let matcher = TypedMatcher::new(typed, None);
    if matcher.is_some_and(|matcher| matcher.fits(&passage.text)) {
        return typed.trim().to_owned();
    }
    let mut words: Vec<&str> = Vec::new();
    for lit in &passage.lit {
        let word = glyph::words_at(&passage.text, lit.clone());
        if !words.iter().any(|known| known.eq_ignore_ascii_case(word)) {
            words.push(word);
        }
    }
    let next_to_each_other = passage.lit.windows(2).all(|pair| match pair {
        [one, next] => {
            passage.text.get(one.end..next.start).is_some_and(|gap| gap.trim().is_empty())
        }
        _ => true,
    });
    let from = passage.lit.first().map_or(0, |lit| lit.start);
    let to = passage.lit.last().map_or(0, |lit| lit.end);
    match passage.text.get(from..to) {
        Some(phrase) if next_to_each_other => phrase.to_owned(),
        _ => words.join(" "),
    }
}

/// The same query in the next order: by relevance, newest first, oldest first.
pub(super) fn next_order(words: &str) -> String {
    let sort = words.split_whitespace().find_map(|word| word.strip_prefix("sort:"));
    let next = match sort {
        None => Some("newest"),
        Some("newest") => Some("oldest"),
        Some(_) => None,
    };
    let kept = words.split_inclusive(char::is_whitespace);
    let kept: String = kept.filter(|word| !word.starts_with("sort:")).collect();
    let kept = kept.trim_end();
    next.map_or_else(
        || kept.to_owned(),
        |next| format!("{kept} sort:{next}").trim_start().to_owned(),
    )
}

/// The passages under their articles.
fn rows(passages: &[FoundPassage]) -> Vec<SearchRow> {
    let mut rows = Vec::with_capacity(passages.len() * 2);
    let mut before = None;
    for (index, passage) in passages.iter().enumerate() {
        if before != Some(passage.at) {
            rows.push(SearchRow::Article(index));
            before = Some(passage.at);
        }
        rows.push(SearchRow::Passage(index));
    }
    rows
}

fn article_line(view: View<'_>, at: Option<ArticleRef>, columns: usize) -> Line<'_> {
    let entry = at.and_then(|at| view.session.find_ref(at)).and_then(|id| view.session.entry(id));
    let Some(entry) = entry else { return Line::default() };
    let date = entry.date.map_or_else(String::new, |date| date.words());
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
fn passage_line<'a>(
    view: View<'a>,
    passage: &FoundPassage,
    columns: usize,
    selected: bool,
) -> Line<'a> {
    let sign = if selected { "▌ " } else { "  " };
    let room = columns.saturating_sub(2);
    let from = passage_start(passage, room);
    let mut spans = vec![Span::styled(sign, view.theme.accent)];
    let mut left = room;
    if from > 0 || passage.cut {
        spans.push(Span::styled("…", view.theme.dim));
        left = left.saturating_sub(1);
    }
    let words = glyph::words_at(&passage.text, from..);
    let base = if selected { view.theme.title } else { view.theme.text };
    let mut blank = true;
    for piece in glyph::glyphs(words, from, &[]) {
        let is_blank = piece.shown.trim().is_empty();
        if is_blank && blank {
            continue;
        }
        blank = is_blank;
        let Some(rest) = left.checked_sub(piece.columns) else { break };
        left = rest;
        let lit = passage.lit.iter().any(|found| found.contains(&piece.bytes.start));
        let style = if lit { base.patch(view.theme.hit) } else { base };
        spans.push(Span::styled(piece.shown.into_owned(), style));
    }
    Line::from(spans)
}

/// Where the line of a passage begins: at its start, or at a word shortly
/// before the first words found.
fn passage_start(passage: &FoundPassage, room: usize) -> usize {
    let Some(first) = passage.lit.first() else { return 0 };
    if first.end <= room {
        return 0;
    }
    let earliest = first.start.saturating_sub(room / 3);
    let before = glyph::words_at(&passage.text, ..first.start);
    let blanks = before.char_indices().filter(|(at, c)| *at >= earliest && c.is_whitespace());
    blanks.map(|(at, c)| at + c.len_utf8()).min().unwrap_or(first.start)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_order_goes_round() {
        assert_eq!(next_order("iron bridge"), "iron bridge sort:newest");
        assert_eq!(next_order("iron sort:newest bridge"), "iron bridge sort:oldest");
        assert_eq!(next_order("iron bridge sort:oldest"), "iron bridge");
        assert_eq!(next_order(""), "sort:newest");
    }
}
