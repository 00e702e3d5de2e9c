//! All quotations of the library: filtered and sorted by the query language,
//! grouped by speaker, month or article, with what stands around them below.

use crossterm::event::{KeyCode, KeyEvent, KeyModifiers};
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::text::Line;
use ratatui::widgets::{Clear, Widget};

use super::facets::months_chart;
use super::search::{draw_empty, next_order};
use super::{KeyHint, Overlay, Reply};
use crate::app::asking::{AnswerKind, IndexAsked, QuoteFound};
use crate::app::{Action, ExportScope, Picked, Sight};
use crate::ui::frame::{PaneFrame, scrolled};
use crate::ui::lit::lit_line;
use crate::ui::numbers::signed;
use crate::ui::pane::{View, Want};
use crate::ui::prompt::Typed;
use crate::ui::query_line::{QUERY_ROWS, QueryLine};
use crate::ui::quote_row::QuoteLine;
use crate::ui::{glyph, wrap};

/// The quotations of the library.
#[derive(Debug)]
pub(crate) struct QuotesView {
    line: QueryLine,
    cursor: usize,
    top: usize,
    height: usize,
    group: Grouping,
    chart: bool,
}

/// What the rows stand under.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
enum Grouping {
    #[default]
    None,
    Speaker,
    Month,
    Article,
}

/// A row of the view.
#[derive(Clone, Debug, PartialEq, Eq)]
enum QuotesRow {
    Heading(String),
    /// Index of the quotation.
    Quote(usize),
}

/// Rows for what stands around the selected quotation.
const CONTEXT_ROWS: u16 = 6;

impl Grouping {
    fn next(self) -> Grouping {
        match self {
            Grouping::None => Grouping::Speaker,
            Grouping::Speaker => Grouping::Month,
            Grouping::Month => Grouping::Article,
            Grouping::Article => Grouping::None,
        }
    }

    fn words(self) -> &'static str {
        match self {
            Grouping::None => "",
            Grouping::Speaker => "by speaker",
            Grouping::Month => "by month",
            Grouping::Article => "by article",
        }
    }
}

impl QuotesView {
    /// A view that begins with `typed`; `history` has the newest first.
    #[must_use]
    pub(crate) fn new(typed: &str, history: Vec<String>) -> QuotesView {
        QuotesView {
            line: QueryLine::new("quotes: ", typed, history),
            cursor: 0,
            top: 0,
            height: 1,
            group: Grouping::default(),
            chart: false,
        }
    }

    /// What has to be asked when it opens.
    #[must_use]
    pub(crate) fn first_question(&self) -> IndexAsked {
        IndexAsked::Quotes { typed: self.line.words().to_owned() }
    }

    fn ask(&mut self) -> Reply {
        self.cursor = 0;
        self.top = 0;
        let ask = Want::Act(Action::AskIndex(self.first_question()));
        Reply { wants: vec![ask, self.line.ask_completions()], close: false }
    }

    /// The quotations in the order of their groups, under headings.
    fn rows(&self, view: View<'_>) -> Vec<QuotesRow> {
        let found = &view.session.answers().quotes.rows;
        if self.group == Grouping::None {
            return (0..found.len()).map(QuotesRow::Quote).collect();
        }
        let mut groups: Vec<(String, Vec<usize>)> = Vec::new();
        let mut known = std::collections::HashMap::new();
        for (index, quote) in found.iter().enumerate() {
            let key = self.group_of(view, quote);
            let at = *known.entry(key.clone()).or_insert_with(|| {
                groups.push((key, Vec::new()));
                groups.len() - 1
            });
            if let Some((_, members)) = groups.get_mut(at) {
                members.push(index);
            }
        }
        let rows = groups.into_iter().flat_map(|(name, members)| {
            let heading = QuotesRow::Heading(format!("{name} ({})", members.len()));
            std::iter::once(heading).chain(members.into_iter().map(QuotesRow::Quote))
        });
        rows.collect()
    }

    fn group_of(&self, view: View<'_>, quote: &QuoteFound) -> String {
        let entry = view.session.find_ref(quote.row.at).and_then(|id| view.session.entry(id));
        let name = match self.group {
            Grouping::Speaker => quote.row.speaker.clone(),
            Grouping::Month => entry
                .and_then(|entry| entry.date)
                .map(|date| newsquotes::model::Date { day: None, minute: None, ..date }.words()),
            _ => entry.map(|entry| entry.title.clone()),
        };
        let unknown = match self.group {
            Grouping::Speaker => "nobody named",
            Grouping::Month => "no date",
            _ => "no title",
        };
        name.unwrap_or_else(|| unknown.to_owned())
    }

    /// The quotation at the cursor.
    fn selected<'a>(&self, view: View<'a>) -> Option<&'a QuoteFound> {
        let found = &view.session.answers().quotes.rows;
        match self.rows(view).get(self.row_at(view)?) {
            Some(QuotesRow::Quote(index)) => found.get(*index),
            _ => None,
        }
    }

    /// The row of the cursor, which counts quotations only.
    fn row_at(&self, view: View<'_>) -> Option<usize> {
        let rows = self.rows(view);
        let quotes = rows.iter().enumerate().filter(|(_, row)| matches!(row, QuotesRow::Quote(_)));
        quotes.map(|(at, _)| at).nth(self.cursor)
    }

    fn step(&mut self, view: View<'_>, by: isize) -> Reply {
        let last = view.session.answers().quotes.rows.len().saturating_sub(1);
        self.cursor = self.cursor.saturating_add_signed(by).min(last);
        Reply { wants: self.ask_context(view), close: false }
    }

    fn ask_context(&self, view: View<'_>) -> Vec<Want> {
        let asked = self
            .selected(view)
            .map(|quote| IndexAsked::Context { at: quote.row.at, parts: quote.row.parts.clone() });
        asked.map(|asked| Want::Act(Action::AskIndex(asked))).into_iter().collect()
    }

    fn open(&self, view: View<'_>) -> Reply {
        let Some(quote) = self.selected(view) else { return Reply::stay() };
        let Some(article) = view.session.find_ref(quote.row.at) else { return Reply::stay() };
        let picked = Picked::Quote(quote.row.quote as usize);
        let searched = Want::Act(Action::Searched(self.line.words().to_owned()));
        let forget = Want::Act(Action::Forget(AnswerKind::Quotes));
        Reply::close(vec![
            searched,
            Want::Open(article),
            Want::Reveal(Sight::Picked(picked)),
            forget,
        ])
    }

    fn copy(&self, view: View<'_>) -> Reply {
        let Some(quote) = self.selected(view) else { return Reply::stay() };
        let Some(article) = view.session.find_ref(quote.row.at) else { return Reply::stay() };
        let copy = Action::Copy { article, quote: quote.row.quote as usize };
        Reply { wants: vec![Want::Act(copy)], close: false }
    }

    fn variants(&self, view: View<'_>) -> Reply {
        let row = self.selected(view).map(|quote| &quote.row);
        let wants = row.map(|row| Want::Variants(row.at, row.quote)).into_iter().collect();
        Reply { wants, close: false }
    }

    /// What Ctrl and a letter does.
    fn control(&mut self, view: View<'_>, letter: char) -> Option<Reply> {
        Some(match letter {
            'n' => self.step(view, 1),
            'p' => self.step(view, -1),
            'g' => {
                self.group = self.group.next();
                self.cursor = 0;
                Reply { wants: self.ask_context(view), close: false }
            }
            't' => {
                self.chart = !self.chart;
                Reply::stay()
            }
            'o' => {
                let words = next_order(self.line.words());
                self.line.set(&words);
                self.ask()
            }
            'y' => self.copy(view),
            'v' => self.variants(view),
            'x' => {
                let scope = ExportScope::Quotes(self.line.words().to_owned());
                Reply { wants: vec![Want::Export(scope)], close: false }
            }
            _ => return None,
        })
    }

    fn result_key(&mut self, view: View<'_>, code: KeyCode) -> Reply {
        let page = signed(self.height / 2).max(1);
        match code {
            KeyCode::Down | KeyCode::Tab => self.step(view, 1),
            KeyCode::Up if self.cursor == 0 && self.line.recall() => self.ask(),
            KeyCode::Up | KeyCode::BackTab => self.step(view, -1),
            KeyCode::PageDown => self.step(view, page),
            KeyCode::PageUp => self.step(view, -page),
            _ => Reply::stay(),
        }
    }

    fn status(view: View<'_>) -> String {
        let found = &view.session.answers().quotes;
        match (view.session.is_asking(AnswerKind::Quotes), found.total) {
            (true, 0) => "…".to_owned(),
            (_, 1) => "1 quotation".to_owned(),
            (_, total) => format!("{total} quotations"),
        }
    }

    fn draw_rows(&mut self, view: View<'_>, area: Rect, buffer: &mut Buffer) {
        let rows = self.rows(view);
        let at = self.row_at(view).unwrap_or(0);
        self.height = usize::from(area.height).max(1);
        self.top = scrolled(self.top, at, self.height);
        if at == self.top && at > 0 && matches!(rows.get(at - 1), Some(QuotesRow::Heading(_))) {
            self.top -= 1;
        }
        let shown = rows.iter().enumerate().skip(self.top).take(self.height);
        for ((index, row), y) in shown.zip(area.y..) {
            let place = Rect { y, height: 1, ..area };
            let columns = usize::from(area.width);
            match row {
                QuotesRow::Heading(name) => {
                    let name = glyph::fit(name, columns);
                    Line::styled(name, view.theme.heading).render(place, buffer);
                }
                QuotesRow::Quote(quote) => {
                    let found = view.session.answers().quotes.rows.get(*quote);
                    let Some(found) = found else { continue };
                    quote_line(view, found, self.group, columns).render(place, buffer);
                    if index == at {
                        buffer.set_style(place, view.theme.selected);
                    }
                }
            }
        }
    }

    /// Draws what stands around the selected quotation.
    fn draw_context(&self, view: View<'_>, area: Rect, buffer: &mut Buffer) {
        let frame = PaneFrame { title: "context", corner: "", focused: false };
        let inner = frame.draw(view.theme, area, buffer);
        let Some(context) = &view.session.answers().context else { return };
        let selected = self.selected(view).map(|quote| quote.row.at);
        if selected != Some(context.at) {
            return;
        }
        let rows = wrap::rows(&context.text, 0, usize::from(inner.width).max(1), &[]);
        let lit = context.lit.first().map_or(0, |lit| lit.start);
        let first = rows.iter().position(|row| row.end > lit).unwrap_or(0);
        let height = usize::from(inner.height);
        let from = first.saturating_sub(1).min(rows.len().saturating_sub(height));
        for (row, y) in rows.into_iter().skip(from).zip(inner.y..inner.bottom()) {
            let theme = view.theme;
            let line = lit_line(&context.text, row, &context.lit, theme.text, theme.lit);
            line.render(Rect { y, height: 1, ..inner }, buffer);
        }
    }
}

impl Overlay for QuotesView {
    fn key(&mut self, view: View<'_>, key: KeyEvent) -> Reply {
        if let (KeyCode::Char(letter), KeyModifiers::CONTROL) = (key.code, key.modifiers)
            && let Some(reply) = self.control(view, letter)
        {
            return reply;
        }
        match self.line.key(view, key) {
            Typed::Accepted => self.open(view),
            Typed::Cancelled => Reply::close(vec![Want::Act(Action::Forget(AnswerKind::Quotes))]),
            Typed::Changed => self.ask(),
            Typed::Same => Reply::stay(),
            Typed::Unused => self.result_key(view, key.code),
        }
    }

    fn paste(&mut self, _: View<'_>, text: &str) -> Reply {
        self.line.paste(text);
        self.ask()
    }

    fn news(&mut self, view: View<'_>) -> Vec<Want> {
        let at = self.selected(view).map(|quote| quote.row.at);
        let shown = view.session.answers().context.as_ref().map(|context| context.at);
        if at.is_some() && at != shown && !view.session.is_asking(AnswerKind::Context) {
            return self.ask_context(view);
        }
        Vec::new()
    }

    fn hints(&self) -> &'static [KeyHint] {
        &[
            ("enter", "open"),
            ("ctrl-y", "copy"),
            ("ctrl-v", "other tellings"),
            ("ctrl-x", "export"),
            ("ctrl-g", "group"),
            ("ctrl-o", "order"),
            ("ctrl-t", "months"),
            ("esc", "back"),
        ]
    }

    fn takes_text(&self) -> bool {
        true
    }

    fn draw(&mut self, view: View<'_>, area: Rect, buffer: &mut Buffer) {
        Clear.render(area, buffer);
        let group = self.group.words();
        let frame = PaneFrame { title: "All quotations", corner: group, focused: true };
        let inner = frame.draw(view.theme, area, buffer);
        let line = Rect { height: inner.height.min(QUERY_ROWS), ..inner };
        let found = &view.session.answers().quotes;
        self.line.draw(view, &found.about, &Self::status(view), line, buffer);
        let mut rest =
            Rect { y: inner.y + line.height, height: inner.height - line.height, ..inner };
        if self.chart {
            let rows = months_chart(view, &found.months, "quotation", rest, buffer);
            rest = Rect { y: rest.y + rows, height: rest.height - rows, ..rest };
        }
        if let Some(empty) = found.about.empty.as_ref().filter(|_| found.rows.is_empty()) {
            draw_empty(view, empty, found.about.instead.as_deref(), rest, buffer);
            return;
        }
        if rest.height > 2 * CONTEXT_ROWS {
            let height = rest.height - CONTEXT_ROWS;
            let below = Rect { y: rest.y + height, height: CONTEXT_ROWS, ..rest };
            self.draw_context(view, below, buffer);
            rest.height = height;
        }
        self.draw_rows(view, rest, buffer);
    }
}

/// A quotation in a row, without its speaker where the heading names them.
fn quote_line<'a>(view: View<'a>, found: &QuoteFound, group: Grouping, columns: usize) -> Line<'a> {
    let entry = view.session.find_ref(found.row.at).and_then(|id| view.session.entry(id));
    let row = QuoteLine {
        speaker: group != Grouping::Speaker,
        outlet: entry.map_or("", |entry| entry.outlet.as_str()),
        date: entry.and_then(|entry| entry.date),
    };
    row.line(view.theme, found, columns)
}
