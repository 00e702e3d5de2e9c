//! A line of input for queries: what is wrong is marked in place, Tab
//! completes fields and their values, Up brings earlier queries back.

use crossterm::event::{KeyCode, KeyEvent};
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::text::{Line, Span};
use ratatui::widgets::Widget;

use super::glyph;
use super::pane::{View, Want};
use super::prompt::{Prompt, Typed};
use crate::app::Action;
use crate::app::asking::{About, Completions, IndexAsked};

/// The line of input.
#[derive(Debug)]
pub(super) struct QueryLine {
    prompt: Prompt,
    /// Earlier queries, newest first, and which of them stands in the line.
    history: Vec<String>,
    recalled: Option<usize>,
    /// What Tab goes through, and where it is.
    cycle: Option<Cycle>,
}

/// Going through the completions of one word.
#[derive(Debug)]
struct Cycle {
    /// The words before the first Tab.
    words: String,
    completions: Completions,
    at: usize,
}

/// Rows that [`QueryLine::draw`] takes.
pub(super) const QUERY_ROWS: u16 = 2;

impl QueryLine {
    #[must_use]
    pub(super) fn new(sign: &'static str, typed: &str, history: Vec<String>) -> QueryLine {
        let prompt = Prompt::new(sign, typed);
        QueryLine { prompt, history, recalled: None, cycle: None }
    }

    /// What has been typed.
    #[must_use]
    pub(super) fn words(&self) -> &str {
        self.prompt.words()
    }

    /// Puts other words in.
    pub(super) fn set(&mut self, words: &str) {
        self.cycle = None;
        self.prompt.set(words, words.len());
    }

    pub(super) fn paste(&mut self, text: &str) {
        self.cycle = None;
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
            self.cycle = None;
            self.recalled = None;
        }
        typed
    }

    /// Puts an earlier query into the line; false when there is none.
    pub(super) fn recall(&mut self) -> bool {
        let next = self.recalled.map_or(0, |at| at + 1);
        let Some(words) = self.history.get(next).cloned() else { return false };
        self.set(&words);
        self.recalled = Some(next);
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
        let (typed, completions) = &view.session.answers.completions;
        (typed == self.words() && !completions.choices.is_empty()).then_some(completions)
    }

    fn complete(&mut self, view: View<'_>, by: isize) -> Typed {
        if self.cycle.is_none() {
            let Some(completions) = self.completions(view).cloned() else { return Typed::Unused };
            let at = if by > 0 { 0 } else { completions.choices.len() - 1 };
            self.cycle = Some(Cycle { words: self.words().to_owned(), completions, at });
        } else if let Some(cycle) = &mut self.cycle {
            let all = cycle.completions.choices.len();
            cycle.at = (cycle.at + all).saturating_add_signed(by) % all.max(1);
        }
        let Some(cycle) = &self.cycle else { return Typed::Unused };
        let Some((choice, _)) = cycle.completions.choices.get(cycle.at) else {
            return Typed::Unused;
        };
        let replaced = &cycle.completions.replaces;
        let before = cycle.words.get(..replaced.start).unwrap_or_default();
        let after = cycle.words.get(replaced.end..).unwrap_or_default();
        let words = format!("{before}{choice}{after}");
        self.prompt.set(&words, before.len() + choice.len());
        Typed::Changed
    }

    /// Draws the line, and below it what is wrong or what Tab would do.
    pub(super) fn draw(
        &self,
        view: View<'_>,
        about: &About,
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
    fn choices_line<'a>(&self, view: View<'a>, columns: usize) -> Line<'a> {
        let (completions, chosen) = match &self.cycle {
            Some(cycle) => (Some(&cycle.completions), Some(cycle.at)),
            None => (self.completions(view), None),
        };
        let Some(completions) = completions.filter(|_| !self.words().is_empty()) else {
            return Line::default();
        };
        let mut spans = vec![Span::styled("tab: ", view.theme.dim)];
        let mut left = columns.saturating_sub(5);
        let from = chosen.unwrap_or(0).saturating_sub(2);
        for (index, (choice, said)) in completions.choices.iter().enumerate().skip(from) {
            let (choice, said) = (glyph::line(choice.trim_end()), glyph::line(said));
            let width = glyph::columns(&choice) + glyph::columns(&said) + 3;
            let Some(rest) = left.checked_sub(width) else { break };
            left = rest;
            let lit = chosen == Some(index);
            let style = if lit { view.theme.selected } else { view.theme.accent };
            spans.push(Span::styled(choice, style));
            spans.push(Span::styled(format!(" {said}  "), view.theme.dim));
        }
        Line::from(spans)
    }
}
