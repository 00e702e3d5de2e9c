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

pub use basket::BasketView;
pub use card::{Card, CardLine};
pub use check::CheckView;
pub use chooser::{Chooser, Purpose};
pub use command_line::CommandLine;
pub use entity::EntityView;
pub use facts::FactsForm;
pub use formats::FormatsView;
pub use help::help;
pub use overwrite::Overwrite;
pub use quotes::QuotesView;
pub use search::SearchOverlay;
pub use text_form::TextForm;
pub use variants::VariantsView;

use crossterm::event::KeyEvent;
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use super::pane::{View, Want};

/// What an overlay says to a key.
#[derive(Debug, Default)]
pub struct Reply {
    pub wants: Vec<Want>,
    /// Whether it is done and goes.
    pub close: bool,
}

/// Something over the panes.
pub trait Overlay: std::fmt::Debug {
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

    /// The keys that work here, for the footer; empty for those of the pane.
    fn hints(&self) -> &'static str {
        ""
    }

    /// Draws within `area`, the whole screen but its last row.
    fn draw(&mut self, view: View<'_>, area: Rect, buffer: &mut Buffer);
}

impl Reply {
    /// Stay, and have nothing done.
    #[must_use]
    pub fn stay() -> Reply {
        Reply::default()
    }

    /// Go away, and have this done.
    #[must_use]
    pub fn close(wants: Vec<Want>) -> Reply {
        Reply { wants, close: true }
    }
}

/// A rectangle of at most this size in the middle of `area`.
#[must_use]
pub fn centred(area: Rect, columns: u16, rows: u16) -> Rect {
    let width = columns.min(area.width);
    let height = rows.min(area.height);
    let x = area.x + (area.width - width) / 2;
    let y = area.y + (area.height - height) / 2;
    Rect { x, y, width, height }
}
