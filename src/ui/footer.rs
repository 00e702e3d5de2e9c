//! The last row: a notice, or the keys that are most useful here; progress at
//! the right.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::text::{Line, Span};
use ratatui::widgets::Widget;

use super::glyph;
use super::keymap::KeyMap;
use super::overlays::KeyHint;
use super::theme::Theme;
use crate::app::{COMMANDS, Command, Context, Session, Severity};
use crate::ui::numbers::cells;

/// The keys that work now.
#[derive(Clone, Copy, Debug)]
pub(super) struct FooterKeys<'a> {
    pub(super) keymap: &'a KeyMap,
    pub(super) context: Context,
    /// Those of the overlay; `None` for those of the pane.
    pub(super) hints: Option<&'static [KeyHint]>,
    /// Nothing is left to go back from: the key for that ends the program.
    pub(super) at_top: bool,
    /// Keys of a sequence that is not complete yet.
    pub(super) pending: &'a str,
}

/// Draws the footer.
pub(super) fn draw(
    session: &Session,
    theme: &Theme,
    keys: &FooterKeys<'_>,
    area: Rect,
    buffer: &mut Buffer,
) {
    let pending = keys.pending;
    let right = if pending.is_empty() { progress(session) } else { format!("{pending} …") };
    let right_columns = cells(glyph::columns(&right)).min(area.width);
    let left = Rect { width: area.width - right_columns, ..area };
    let columns = usize::from(left.width).saturating_sub(2);
    let line = match session.notice() {
        Some(notice) => {
            let style = match notice.severity {
                Severity::Done => theme.text,
                Severity::Warning => theme.warning,
            };
            Line::styled(format!(" {}", glyph::fit(&notice.words, columns)), style)
        }
        None => match keys.hints {
            Some(hints) => hints_line(theme, hints, columns),
            None => keys_line(theme, keys, columns),
        },
    };
    line.render(left, buffer);
    let right_area = Rect { x: area.right() - right_columns, width: right_columns, ..area };
    Line::styled(right, theme.dim).render(right_area, buffer);
}

/// As many of the footer's commands as fit, the help always.
fn keys_line<'a>(theme: &Theme, keys: &FooterKeys<'_>, columns: usize) -> Line<'a> {
    let in_footer = COMMANDS
        .iter()
        .filter(|row| !row.footer.is_empty() && row.contexts.contains(&keys.context));
    let hints = in_footer.filter_map(|row| {
        let key = keys.keymap.spellings(keys.context, row.command).into_iter().next()?;
        let quits = keys.at_top && row.command == Command::Leave;
        Some((key, if quits { "quit" } else { row.footer }))
    });
    fitting(theme, &hints.collect::<Vec<_>>(), "help", columns)
}

/// As many of an overlay's keys as fit, the way back always.
fn hints_line<'a>(theme: &Theme, hints: &[KeyHint], columns: usize) -> Line<'a> {
    let kept = hints.last().map_or("", |(_, word)| word);
    let hints: Vec<_> = hints.iter().map(|(key, word)| ((*key).to_owned(), *word)).collect();
    fitting(theme, &hints, kept, columns)
}

/// Keys with their words in a row, as many as fit; the one with the word
/// `kept` always.
fn fitting<'a>(theme: &Theme, hints: &[(String, &'a str)], kept: &str, columns: usize) -> Line<'a> {
    let width = |(key, word): &(String, &str)| glyph::columns(key) + glyph::columns(word) + 3;
    let is_kept = |hint: &&(String, &str)| hint.1 == kept;
    let mut left = columns.saturating_sub(hints.iter().find(is_kept).map_or(0, width));
    let mut spans = vec![Span::raw(" ")];
    for hint in hints {
        if !is_kept(&hint) {
            let Some(rest) = left.checked_sub(width(hint)) else { continue };
            left = rest;
        }
        spans.push(Span::styled(hint.0.clone(), theme.accent));
        spans.push(Span::styled(format!(" {}  ", hint.1), theme.dim));
    }
    Line::from(spans)
}

/// How far loading is, and how many problems there were.
fn progress(session: &Session) -> String {
    let progress = session.loading().progress;
    let loading = match (session.loading().done, progress.walked) {
        (true, _) => String::new(),
        (false, true) => format!("loading {}/{} ", progress.done, progress.found),
        (false, false) => format!("loading {} of {}… ", progress.done, progress.found),
    };
    let problems = session.problems().len() + session.lost().count();
    let problems = match problems {
        0 => String::new(),
        1 => "1 problem ! ".to_owned(),
        count => format!("{count} problems ! "),
    };
    format!("{loading}{problems}")
}
