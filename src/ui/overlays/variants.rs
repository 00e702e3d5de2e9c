//! The same utterance in other articles: the earliest telling first, and in
//! each later one the words that differ.

use crossterm::event::{KeyCode, KeyEvent};
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::text::{Line, Span};
use ratatui::widgets::{Clear, Widget};

use super::{KeyHint, Overlay, Reply};
use crate::app::asking::{AnswerKind, Variant};
use crate::app::{Action, Picked, Sight};
use crate::ui::frame::{PaneFrame, scrolled};
use crate::ui::lit::lit_line;
use crate::ui::pane::{View, Want};
use crate::ui::{glyph, wrap};

/// The tellings of one utterance.
#[derive(Debug, Default)]
pub(crate) struct VariantsView {
    cursor: usize,
    top: usize,
}

impl VariantsView {
    fn step(&mut self, view: View<'_>, by: isize) {
        let last = view.session.answers().variants.rows.len().saturating_sub(1);
        self.cursor = self.cursor.saturating_add_signed(by).min(last);
    }

    fn open(&self, view: View<'_>) -> Reply {
        let variant = view.session.answers().variants.rows.get(self.cursor);
        let found = variant.and_then(|one| Some((one, view.session.find_ref(one.row.at)?)));
        let Some((variant, article)) = found else { return Reply::stay() };
        let picked = Picked::Quote(variant.row.quote as usize);
        Reply::close(vec![
            Want::Open(article),
            Want::Reveal(Sight::Picked(picked)),
            Want::Act(Action::Forget(AnswerKind::Variants)),
        ])
    }

    /// The rows of all tellings with the index of each.
    fn lines(view: View<'_>, columns: usize) -> Vec<(usize, Line<'_>)> {
        let variants = &view.session.answers().variants.rows;
        let mut lines = Vec::new();
        for (index, variant) in variants.iter().enumerate() {
            if index > 0 {
                lines.push((index, Line::default()));
            }
            lines.push((index, head_line(view, variant, columns)));
            lines.extend(words_lines(view, variant, columns).into_iter().map(|line| (index, line)));
        }
        lines
    }
}

impl Overlay for VariantsView {
    fn key(&mut self, view: View<'_>, key: KeyEvent) -> Reply {
        match key.code {
            KeyCode::Down | KeyCode::Char('j') | KeyCode::Tab => self.step(view, 1),
            KeyCode::Up | KeyCode::Char('k') | KeyCode::BackTab => self.step(view, -1),
            KeyCode::Home | KeyCode::Char('g') => self.step(view, isize::MIN / 2),
            KeyCode::End | KeyCode::Char('G') => self.step(view, isize::MAX / 2),
            KeyCode::Enter | KeyCode::Char('l') => return self.open(view),
            KeyCode::Esc | KeyCode::Backspace | KeyCode::Char('q' | 'V') => {
                return Reply::close(vec![Want::Act(Action::Forget(AnswerKind::Variants))]);
            }
            _ => {}
        }
        Reply::stay()
    }

    fn hints(&self) -> &'static [KeyHint] {
        &[("enter", "open"), ("j/k", "move"), ("esc", "back")]
    }

    fn draw(&mut self, view: View<'_>, area: Rect, buffer: &mut Buffer) {
        Clear.render(area, buffer);
        let count = view.session.answers().variants.rows.len();
        let corner = format!(
            "{}, the earliest first",
            if count == 1 { "1 telling".to_owned() } else { format!("{count} tellings") }
        );
        let frame = PaneFrame { title: "The same utterance", corner: &corner, focused: true };
        let inner = frame.draw(view.theme, area, buffer);
        if count < 2 {
            let words = if view.session.is_asking(AnswerKind::Variants) {
                "Asking the library …"
            } else {
                "No other article tells this utterance."
            };
            Line::styled(words, view.theme.dim).render(inner, buffer);
            return;
        }
        let lines = Self::lines(view, usize::from(inner.width).max(1));
        let first = lines.iter().position(|(index, _)| *index == self.cursor).unwrap_or(0);
        let last = lines.iter().rposition(|(index, _)| *index == self.cursor).unwrap_or(first);
        let height = usize::from(inner.height).max(1);
        self.top = scrolled(scrolled(self.top, last, height), first, height);
        for ((index, line), y) in lines.into_iter().skip(self.top).zip(inner.y..inner.bottom()) {
            let row = Rect { y, height: 1, ..inner };
            line.render(row, buffer);
            if index == self.cursor {
                Line::styled("▌", view.theme.accent).render(row, buffer);
            }
        }
    }
}

/// Date, outlet, speaker, and what kind of differences there are.
fn head_line<'a>(view: View<'a>, variant: &Variant, columns: usize) -> Line<'a> {
    let entry = view.session.find_ref(variant.row.at).and_then(|id| view.session.entry(id));
    let date = entry.and_then(|entry| entry.date).map(|date| date.words());
    let known = [
        date,
        entry.map(|entry| entry.outlet.clone()),
        variant.row.speaker.clone(),
        entry.map(|entry| entry.title.clone()),
    ];
    let known: Vec<String> = known.into_iter().flatten().filter(|part| !part.is_empty()).collect();
    let flags = if variant.flags.is_empty() {
        String::new()
    } else {
        format!("  ! another {}", variant.flags.join(", "))
    };
    let room = columns.saturating_sub(glyph::columns(&flags) + 2);
    Line::from(vec![
        Span::raw("  "),
        Span::styled(glyph::fit(&known.join(" · "), room), view.theme.dim),
        Span::styled(flags, view.theme.warning),
    ])
}

/// The words in rows, those that differ lit.
fn words_lines<'a>(view: View<'a>, variant: &Variant, columns: usize) -> Vec<Line<'a>> {
    let words = &variant.row.words;
    let rows = wrap::rows(words, 0, columns.saturating_sub(2).max(1), &[]);
    let (text, hit) = (view.theme.text, view.theme.hit);
    let line = |row| {
        let mut line = lit_line(words, row, &variant.differs, text, hit);
        line.spans.insert(0, Span::raw("  "));
        line
    };
    rows.into_iter().map(line).collect()
}
