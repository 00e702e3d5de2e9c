//! Asking before a file is written over.

use crossterm::event::{KeyCode, KeyEvent};
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::text::Line;
use ratatui::widgets::{Clear, Widget};

use super::{KeyHint, Overlay, Reply, centred};
use crate::app::{Action, Notice};
use crate::ui::frame::PaneFrame;
use crate::ui::glyph;
use crate::ui::pane::{View, Want};

/// The question whether the file of the session is written over.
#[derive(Debug, Default)]
pub(crate) struct Overwrite;

impl Overlay for Overwrite {
    fn key(&mut self, view: View<'_>, key: KeyEvent) -> Reply {
        let task = view.session.overwriting().cloned();
        match (task, key.code) {
            (Some(task), KeyCode::Char('y')) => {
                Reply::close(vec![Want::Act(Action::WriteOver(task))])
            }
            (Some(task), KeyCode::Char('n' | 'q') | KeyCode::Esc) => {
                let kept = Notice::done(format!("{} is as it was.", task.file));
                Reply::close(vec![Want::Act(Action::KeepFile), Want::Act(Action::Notify(kept))])
            }
            (Some(_), _) => Reply::stay(),
            (None, _) => Reply::close(Vec::new()),
        }
    }

    fn hints(&self) -> &'static [KeyHint] {
        &[("y", "write over it"), ("n", "leave it"), ("esc", "leave it")]
    }

    fn draw(&mut self, view: View<'_>, area: Rect, buffer: &mut Buffer) {
        let card = centred(area, area.width.saturating_sub(2).min(60), 4);
        Clear.render(card, buffer);
        let frame = PaneFrame { title: "Write over it?", corner: "", focused: true };
        let inner = frame.draw(view.theme, card, buffer);
        let file = view.session.overwriting().map(|task| task.file.as_str());
        let columns = usize::from(inner.width).saturating_sub(2);
        let lines = [format!("{} is there already.", file.unwrap_or("The file")), HINT.to_owned()];
        for (words, y) in lines.into_iter().zip(inner.y..inner.bottom()) {
            let words = format!(" {}", glyph::fit(&glyph::line(&words), columns));
            Line::styled(words, view.theme.text).render(Rect { y, height: 1, ..inner }, buffer);
        }
    }
}

const HINT: &str = "y writes over it, n leaves it as it is.";
