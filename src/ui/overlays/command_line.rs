//! The command line: a line of input at the foot of the screen, above it what
//! Tab offers or what is wrong.

use crossterm::event::{KeyCode, KeyEvent};
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::text::Line;
use ratatui::widgets::{Clear, Widget};

use super::{KeyHint, Overlay, Reply};
use crate::app::asking::Completions;
use crate::app::command_line::{complete, file_begun, read};
use crate::app::{Action, ExportScope};
use crate::ui::completing::{Completing, History};
use crate::ui::glyph;
use crate::ui::pane::{View, Want};
use crate::ui::prompt::{Prompt, Typed};

/// The command line.
#[derive(Debug)]
pub(crate) struct CommandLine {
    prompt: Prompt,
    history: History,
    completing: Completing,
    /// What an export writes from here.
    scope: ExportScope,
    /// What is wrong with the line, since Enter was pressed.
    wrong: Option<String>,
}

/// Rows of the line and of what stands above it.
const ROWS: u16 = 2;

impl CommandLine {
    /// A line that holds `typed`; `history` has the newest first.
    #[must_use]
    pub(crate) fn new(typed: &str, history: Vec<String>, scope: ExportScope) -> CommandLine {
        CommandLine {
            prompt: Prompt::new(":", typed),
            history: History::new(history),
            completing: Completing::default(),
            scope,
            wrong: None,
        }
    }

    /// What the line can become; `None` while the names of files are awaited.
    fn offered(&self, view: View<'_>) -> Option<Completions> {
        let line = self.prompt.words();
        let (begun, names) = &view.session.answers().files;
        let names = match file_begun(line) {
            Some(wanted) if wanted == begun => names.as_slice(),
            Some(_) => return None,
            None => &[],
        };
        Some(complete(line, names)).filter(|offered| !offered.choices.is_empty())
    }

    fn complete(&mut self, view: View<'_>, by: isize) -> Reply {
        let was_on = self.completing.is_on();
        let offered = self.offered(view);
        let only = offered.as_ref().is_some_and(|offered| offered.choices.len() == 1);
        self.completing.step(&mut self.prompt, offered.as_ref(), by);
        self.wrong = None;
        if only && !was_on {
            // Nothing to go through: the next Tab completes what follows.
            return self.typed();
        }
        Reply::stay()
    }

    /// The line holds other words: the names of files are asked for.
    fn typed(&mut self) -> Reply {
        self.completing.reset();
        self.wrong = None;
        let begun = file_begun(self.prompt.words()).map(str::to_owned);
        let asked = begun.map(|begun| Want::Act(Action::NameFiles(begun)));
        Reply { wants: asked.into_iter().collect(), close: false }
    }

    fn recall(&mut self, words: Option<String>) -> Reply {
        let Some(words) = words else { return Reply::stay() };
        self.prompt.set(&words, words.len());
        self.typed()
    }

    fn accept(&mut self) -> Reply {
        match read(self.prompt.words()) {
            Ok(None) => Reply::close(Vec::new()),
            Ok(Some(order)) => {
                let typed = Want::Act(Action::Ordered(self.prompt.words().to_owned()));
                Reply::close(vec![typed, Want::Order(order, self.scope.clone())])
            }
            Err(wrong) => {
                self.wrong = Some(wrong);
                Reply::stay()
            }
        }
    }

    /// What an export would write, said while one is typed.
    fn status(&self) -> String {
        let exports = ["export", "write", "w "].iter();
        let line = self.prompt.words().trim_start();
        let is_export = exports.into_iter().any(|name| line.starts_with(name));
        if is_export { format!(" {} ", self.scope.words()) } else { String::new() }
    }
}

impl Overlay for CommandLine {
    fn key(&mut self, view: View<'_>, key: KeyEvent) -> Reply {
        match key.code {
            KeyCode::Tab => return self.complete(view, 1),
            KeyCode::BackTab => return self.complete(view, -1),
            KeyCode::Backspace if self.prompt.words().is_empty() => {
                return Reply::close(Vec::new());
            }
            _ => {}
        }
        match self.prompt.key(key) {
            Typed::Accepted => self.accept(),
            Typed::Cancelled => Reply::close(Vec::new()),
            Typed::Changed => {
                self.history.reset();
                self.typed()
            }
            Typed::Same => Reply::stay(),
            Typed::Unused => {
                let words = match key.code {
                    KeyCode::Up => self.history.earlier(),
                    KeyCode::Down => self.history.later(),
                    _ => None,
                };
                self.recall(words)
            }
        }
    }

    fn paste(&mut self, _: View<'_>, text: &str) -> Reply {
        self.prompt.paste(text);
        self.typed()
    }

    fn hints(&self) -> &'static [KeyHint] {
        &[("enter", "do it"), ("tab", "complete"), ("up", "earlier"), ("esc", "back")]
    }

    fn takes_text(&self) -> bool {
        true
    }

    fn draw(&mut self, view: View<'_>, area: Rect, buffer: &mut Buffer) {
        let rows = area.height.min(ROWS);
        let foot = Rect { y: area.bottom() - rows, height: rows, ..area };
        Clear.render(foot, buffer);
        let line = Rect { y: foot.bottom().saturating_sub(1), height: rows.min(1), ..foot };
        self.prompt.draw(view.theme, &self.status(), line, buffer);
        if rows < ROWS {
            return;
        }
        let columns = usize::from(foot.width).saturating_sub(1);
        let said = match &self.wrong {
            Some(wrong) => {
                Line::styled(glyph::fit(&glyph::line(wrong), columns), view.theme.warning)
            }
            None => self.completing.line(self.offered(view).as_ref(), view.theme, columns),
        };
        said.render(Rect { height: 1, ..foot }, buffer);
    }
}
