//! What lines of input have in common: Tab goes through the completions of a
//! word, Up and Down through what was typed before.

use ratatui::text::{Line, Span};

use super::glyph;
use super::prompt::{Prompt, Typed};
use super::theme::Theme;
use crate::app::asking::Completions;

/// Going through the completions of one word.
#[derive(Debug, Default)]
pub(super) struct Completing {
    cycle: Option<Cycle>,
}

#[derive(Debug)]
struct Cycle {
    /// The words before the first Tab.
    words: String,
    completions: Completions,
    at: usize,
}

impl Completing {
    /// Something else was typed.
    pub(super) fn reset(&mut self) {
        self.cycle = None;
    }

    /// Whether a completion stands in the line.
    pub(super) fn is_on(&self) -> bool {
        self.cycle.is_some()
    }

    /// Puts the completion `by` steps further into the line; `offered` are
    /// those of the line as it was typed.
    pub(super) fn step(
        &mut self,
        prompt: &mut Prompt,
        offered: Option<&Completions>,
        by: isize,
    ) -> Typed {
        if let Some(cycle) = &mut self.cycle {
            let all = cycle.completions.choices.len();
            cycle.at = (cycle.at + all).saturating_add_signed(by) % all.max(1);
        } else {
            let Some(completions) = offered.cloned() else { return Typed::Unused };
            let at = if by > 0 { 0 } else { completions.choices.len().saturating_sub(1) };
            self.cycle = Some(Cycle { words: prompt.words().to_owned(), completions, at });
        }
        let Some(cycle) = &self.cycle else { return Typed::Unused };
        let Some((choice, _)) = cycle.completions.choices.get(cycle.at) else {
            return Typed::Unused;
        };
        let replaced = &cycle.completions.replaces;
        let before = glyph::words_at(&cycle.words, ..replaced.start);
        let after = glyph::words_at(&cycle.words, replaced.end..);
        let words = format!("{before}{choice}{after}");
        prompt.set(&words, before.len() + choice.len());
        Typed::Changed
    }

    /// The completions in a row, the chosen one lit.
    pub(super) fn line(
        &self,
        offered: Option<&Completions>,
        theme: &Theme,
        columns: usize,
    ) -> Line<'static> {
        let (completions, chosen) = match &self.cycle {
            Some(cycle) => (Some(&cycle.completions), Some(cycle.at)),
            None => (offered, None),
        };
        let Some(completions) = completions.filter(|offered| !offered.choices.is_empty()) else {
            return Line::default();
        };
        let mut spans = vec![Span::styled("tab: ", theme.dim)];
        let mut left = columns.saturating_sub(5);
        let from = chosen.unwrap_or(0).saturating_sub(2);
        for (index, (choice, said)) in completions.choices.iter().enumerate().skip(from) {
            let (choice, said) = (glyph::line(choice.trim_end()), glyph::line(said));
            let width = glyph::columns(&choice) + glyph::columns(&said) + 3;
            let Some(rest) = left.checked_sub(width) else { break };
            left = rest;
            let lit = chosen == Some(index);
            let style = if lit { theme.selected } else { theme.accent };
            spans.push(Span::styled(choice, style));
            spans.push(Span::styled(format!(" {said}  "), theme.dim));
        }
        Line::from(spans)
    }
}

/// What was typed before, newest first.
#[derive(Debug, Default)]
pub(super) struct History {
    typed: Vec<String>,
    /// Which of them stands in the line.
    at: Option<usize>,
}

impl History {
    pub(super) fn new(typed: Vec<String>) -> History {
        History { typed, at: None }
    }

    /// Something else was typed.
    pub(super) fn reset(&mut self) {
        self.at = None;
    }

    /// The one typed before the one in the line.
    pub(super) fn earlier(&mut self) -> Option<String> {
        let next = self.at.map_or(0, |at| at + 1);
        let words = self.typed.get(next)?.clone();
        self.at = Some(next);
        Some(words)
    }

    /// The one typed after the one in the line; after the last one nothing.
    pub(super) fn later(&mut self) -> Option<String> {
        let at = self.at?;
        self.at = at.checked_sub(1);
        // Behind the newest stands the empty line.
        Some(self.at.and_then(|at| self.typed.get(at)).map_or_else(String::new, String::clone))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn history_goes_back_and_forth_and_ends_with_an_empty_line() {
        let mut history = History::new(vec!["new".into(), "old".into()]);
        assert_eq!(history.later(), None);
        assert_eq!(history.earlier().as_deref(), Some("new"));
        assert_eq!(history.earlier().as_deref(), Some("old"));
        assert_eq!(history.earlier(), None);
        assert_eq!(history.later().as_deref(), Some("new"));
        assert_eq!(history.later().as_deref(), Some(""));
    }
}
