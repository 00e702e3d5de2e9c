//! The screen: panes that draw the session and turn keys into actions.
//!
//! [`Screen`] owns the panes, the stack of overlays and the layout; it holds no
//! fact about an article. [`Screen::handle`] takes what the world says and
//! returns what is to be done to it; [`Screen::draw`] fills a buffer. Neither
//! touches the terminal, a file or a clock, so a test is keys in and a screen
//! out.

mod completing;
mod editing;
mod footer;
mod frame;
pub(crate) mod glyph;
pub(crate) mod keymap;
pub(crate) mod layout;
mod lit;
mod numbers;
pub(crate) mod overlays;
mod page;
mod pane;
mod panes;
mod pick;
pub(crate) mod picker;
mod prompt;
mod query_line;
mod quote_row;
mod reasons;
mod screen;
pub(crate) mod theme;
mod wrap;

pub(crate) use screen::{Input, Screen, ScreenOptions};
