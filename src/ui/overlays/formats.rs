//! Choosing the format and the citation style in which passages are copied.

use crossterm::event::{KeyCode, KeyEvent};
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::text::{Line, Span};
use ratatui::widgets::{Clear, Widget};

use super::{KeyHint, Overlay, Reply, centred};
use crate::app::{Action, Session, Writing};
use crate::cite::{FORMATS, STYLES};
use crate::ui::frame::{PaneFrame, scrolled};
use crate::ui::glyph;
use crate::ui::numbers::cells;
use crate::ui::pane::{View, Want};

/// The formats, and below them the styles.
#[derive(Debug)]
pub(crate) struct FormatsView {
    /// Counts formats, then "the format's own", then styles.
    cursor: usize,
    top: usize,
    /// What is done with the choice besides.
    then: Vec<Want>,
}

/// Columns of a name.
const NAME_COLUMNS: usize = 21;

impl FormatsView {
    /// Begins on the format in use; `then` is done after a choice with `y`.
    #[must_use]
    pub(crate) fn new(session: &Session, then: Vec<Want>) -> FormatsView {
        let name = session.writing().format.name;
        let cursor = FORMATS.iter().position(|format| format.name == name).unwrap_or(0);
        FormatsView { cursor, top: 0, then }
    }

    fn step(&mut self, by: isize) -> Reply {
        let last = FORMATS.len() + STYLES.len();
        self.cursor = self.cursor.saturating_add_signed(by).min(last);
        Reply::stay()
    }

    /// From the formats to the styles, and back.
    fn switch(&mut self) -> Reply {
        self.cursor = if self.cursor < FORMATS.len() { FORMATS.len() } else { 0 };
        Reply::stay()
    }

    /// What is in use with the row of the cursor chosen.
    fn chosen(&self, session: &Session) -> Writing {
        let now = session.writing();
        match (FORMATS.get(self.cursor), self.cursor.checked_sub(FORMATS.len())) {
            (Some(format), _) => Writing { format, ..now },
            (None, Some(0) | None) => Writing { style: None, ..now },
            (None, Some(style)) => Writing { style: STYLES.get(style - 1), ..now },
        }
    }

    fn choose(&self, session: &Session) -> Want {
        Want::Act(Action::Write(self.chosen(session)))
    }
}

impl Overlay for FormatsView {
    fn key(&mut self, view: View<'_>, key: KeyEvent) -> Reply {
        let choose = self.choose(view.session);
        match key.code {
            KeyCode::Down | KeyCode::Char('j') => self.step(1),
            KeyCode::Up | KeyCode::Char('k') => self.step(-1),
            KeyCode::Home | KeyCode::Char('g') => self.step(isize::MIN),
            KeyCode::End | KeyCode::Char('G') => self.step(isize::MAX),
            KeyCode::Tab | KeyCode::BackTab => self.switch(),
            KeyCode::Char(' ') => Reply { wants: vec![choose], close: false },
            KeyCode::Enter | KeyCode::Char('l') => Reply::close(vec![choose]),
            KeyCode::Char('y') => {
                let then = std::mem::take(&mut self.then);
                Reply::close(std::iter::once(choose).chain(then).collect())
            }
            KeyCode::Esc | KeyCode::Backspace | KeyCode::Char('q' | 'Y') => {
                Reply::close(Vec::new())
            }
            _ => Reply::stay(),
        }
    }

    fn hints(&self) -> &'static [KeyHint] {
        &[
            ("enter", "choose"),
            ("y", "choose and copy"),
            ("space", "choose and stay"),
            ("tab", "formats or styles"),
            ("j/k", "move"),
            ("esc", "back"),
        ]
    }

    fn draw(&mut self, view: View<'_>, area: Rect, buffer: &mut Buffer) {
        let rows = cells(FORMATS.len() + STYLES.len() + 6);
        let card = centred(area, area.width.saturating_sub(2).min(76), rows);
        Clear.render(card, buffer);
        let corner = view.session.writing().words();
        let frame = PaneFrame { title: "Copy as", corner: &corner, focused: true };
        let inner = frame.draw(view.theme, card, buffer);
        let lines = lines(view, usize::from(inner.width));
        let at = lines.iter().position(|(row, _)| *row == Some(self.cursor)).unwrap_or(0);
        let height = usize::from(inner.height).max(1);
        self.top = scrolled(self.top, at, height);
        // The heading above the first row stays in view with it.
        self.top = if at <= 1 { 0 } else { self.top };
        for ((row, line), y) in lines.into_iter().skip(self.top).zip(inner.y..inner.bottom()) {
            let place = Rect { y, height: 1, ..inner };
            line.render(place, buffer);
            if row == Some(self.cursor) {
                buffer.set_style(place, view.theme.selected);
            }
        }
    }
}

/// All lines, each with the row of the cursor that it is.
fn lines(view: View<'_>, columns: usize) -> Vec<(Option<usize>, Line<'_>)> {
    let now = view.session.writing();
    let own = format!("{} for this format", now.format.style);
    let formats = FORMATS
        .iter()
        .map(|format| (format.name, format.description, format.name == now.format.name));
    let unset = [("the format's own", own.as_str(), now.style.is_none())];
    let styles = STYLES.iter().map(|style| {
        let used = now.style.is_some_and(|used| used.name == style.name);
        (style.name, style.description, used)
    });
    let line = |(row, (name, said, used)): (usize, (&str, &str, bool))| {
        let name = format!("{name:<NAME_COLUMNS$} ");
        let said = glyph::fit(said, columns.saturating_sub(glyph::columns(&name) + 2));
        let sign = if used { "● " } else { "  " };
        let spans = vec![
            Span::styled(sign, view.theme.accent),
            Span::styled(name, view.theme.text),
            Span::styled(said, view.theme.dim),
        ];
        (Some(row), Line::from(spans))
    };
    let heading = |words: &'static str| (None, Line::styled(words, view.theme.heading));
    let mut lines = vec![heading("Format")];
    lines.extend(formats.enumerate().map(line));
    lines.push((None, Line::default()));
    lines.push(heading("Citation style"));
    lines.extend((FORMATS.len()..).zip(unset.into_iter().chain(styles)).map(line));
    lines
}
