//! What lies over the panes for a while: help, search, forms, lists.
//!
//! Overlays stand on a stack; the topmost takes every key. Like panes they
//! borrow the session and return what they want.

mod basket;
mod card;
mod check;
mod chooser;
mod command_line;
mod entity;
mod facets;
mod facts;
mod formats;
mod help;
mod overwrite;
mod quotes;
mod search;
mod text_form;
mod variants;

pub(crate) use basket::BasketView;
pub(crate) use card::{Card, CardLine};
pub(crate) use check::CheckView;
pub(crate) use chooser::{Chooser, ChooserPurpose};
pub(crate) use command_line::CommandLine;
pub(crate) use entity::EntityView;
pub(crate) use facts::FactsForm;
pub(crate) use formats::FormatsView;
pub(crate) use help::{help, help_of_hints};
pub(crate) use overwrite::Overwrite;
pub(crate) use quotes::QuotesView;
pub(crate) use search::SearchOverlay;
pub(crate) use text_form::TextForm;
pub(crate) use variants::VariantsView;

use crossterm::event::KeyEvent;
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use super::pane::{View, Want};

/// A key, or several, and what they do, in a word or two.
pub(crate) type KeyHint = (&'static str, &'static str);

/// What an overlay says to a key.
#[derive(Debug, Default)]
pub(crate) struct Reply {
    pub wants: Vec<Want>,
    /// Whether it is done and goes.
    pub close: bool,
}

/// Something over the panes.
pub(crate) trait Overlay: std::fmt::Debug {
    /// Takes a key.
    fn key(&mut self, view: View<'_>, key: KeyEvent) -> Reply;

    /// Takes pasted text.
    fn paste(&mut self, view: View<'_>, text: &str) -> Reply {
        let _ = (view, text);
        Reply::default()
    }

    /// Looks at what the session has learned since; asks for more.
    fn news(&mut self, view: View<'_>) -> Vec<Want> {
        let _ = view;
        Vec::new()
    }

    /// The keys that work here, for the footer and the help.
    fn hints(&self) -> &'static [KeyHint];

    /// Whether it is a card to read, which needs no help.
    fn is_help(&self) -> bool {
        false
    }

    /// Whether letters are typed here, so that `?` is one of them.
    fn takes_text(&self) -> bool {
        false
    }

    /// Draws within `area`, the whole screen but its last row.
    fn draw(&mut self, view: View<'_>, area: Rect, buffer: &mut Buffer);
}

impl Reply {
    /// Stay, and have nothing done.
    #[must_use]
    pub(crate) fn stay() -> Reply {
        Reply::default()
    }

    /// Go away, and have this done.
    #[must_use]
    pub(crate) fn close(wants: Vec<Want>) -> Reply {
        Reply { wants, close: true }
    }
}

/// A rectangle of at most this size in the middle of `area`.
#[must_use]
pub(crate) fn centred(area: Rect, columns: u16, rows: u16) -> Rect {
    let width = columns.min(area.width);
    let height = rows.min(area.height);
    let x = area.x + (area.width - width) / 2;
    let y = area.y + (area.height - height) / 2;
    Rect { x, y, width, height }
}
