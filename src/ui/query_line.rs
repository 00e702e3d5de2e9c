//! A line of input for queries: what is wrong is marked in place, Tab
//! completes fields and their values, Up brings earlier queries back.

use crossterm::event::{KeyCode, KeyEvent};
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::text::Line;
use ratatui::widgets::Widget;

use super::completing::{Completing, History};
use super::glyph;
use super::pane::{View, Want};
use super::prompt::{Prompt, Typed};
use crate::app::Action;
use crate::app::asking::{AboutQuery, Completions, IndexAsked};

/// The line of input.
#[derive(Debug)]
pub(super) struct QueryLine {
    prompt: Prompt,
    history: History,
    completing: Completing,
}

/// Rows that [`QueryLine::draw`] takes.
pub(super) const QUERY_ROWS: u16 = 2;

impl QueryLine {
    #[must_use]
    pub(super) fn new(sign: &'static str, typed: &str, history: Vec<String>) -> QueryLine {
        let prompt = Prompt::new(sign, typed);
        QueryLine { prompt, history: History::new(history), completing: Completing::default() }
    }

    /// What has been typed.
    #[must_use]
    pub(super) fn words(&self) -> &str {
        self.prompt.words()
    }

    /// Puts other words in.
    pub(super) fn set(&mut self, words: &str) {
        self.completing.reset();
        self.prompt.set(words, words.len());
    }

    pub(super) fn paste(&mut self, text: &str) {
        self.completing.reset();
        self.prompt.paste(text);
    }

    /// Takes a key. `Typed::Unused` leaves it to what stands below the line.
    pub(super) fn key(&mut self, view: View<'_>, key: KeyEvent) -> Typed {
        match key.code {
            KeyCode::Tab => return self.complete(view, 1),
            KeyCode::BackTab => return self.complete(view, -1),
            _ => {}
        }
        let typed = self.prompt.key(key);
        if typed == Typed::Changed {
            self.completing.reset();
            self.history.reset();
        }
        typed
    }

    /// Puts an earlier query into the line; false when there is none.
    pub(super) fn recall(&mut self) -> bool {
        let Some(words) = self.history.earlier() else { return false };
        self.set(&words);
        true
    }

    /// Asks what the word at the cursor can become.
    #[must_use]
    pub(super) fn ask_completions(&self) -> Want {
        let (typed, cursor) = (self.words().to_owned(), self.prompt.cursor());
        Want::Act(Action::AskIndex(IndexAsked::Completions { typed, cursor }))
    }

    /// The completions for what stands in the line.
    fn completions<'a>(&self, view: View<'a>) -> Option<&'a Completions> {
        let (typed, completions) = &view.session.answers().completions;
        (typed == self.words() && !completions.choices.is_empty()).then_some(completions)
    }

    fn complete(&mut self, view: View<'_>, by: isize) -> Typed {
        let offered = self.completions(view);
        self.completing.step(&mut self.prompt, offered, by)
    }

    /// Draws the line, and below it what is wrong or what Tab would do.
    pub(super) fn draw(
        &self,
        view: View<'_>,
        about: &AboutQuery,
        status: &str,
        area: Rect,
        buffer: &mut Buffer,
    ) {
        let line = Rect { height: area.height.min(1), ..area };
        self.prompt.draw(view.theme, status, line, buffer);
        for problem in &about.problems {
            self.prompt.mark(&problem.typed, view.theme.warning, line, buffer);
        }
        if area.height < QUERY_ROWS {
            return;
        }
        let below = Rect { y: area.y + 1, height: 1, ..area };
        let columns = usize::from(area.width);
        let said = match about.problems.first() {
            Some(problem) => Line::styled(glyph::fit(&problem.words, columns), view.theme.warning),
            None => self.choices_line(view, columns),
        };
        said.render(below, buffer);
    }

    /// The completions in a row, the chosen one lit.
    fn choices_line(&self, view: View<'_>, columns: usize) -> Line<'static> {
        if self.words().is_empty() {
            return Line::default();
        }
        self.completing.line(self.completions(view), view.theme, columns)
    }
}
