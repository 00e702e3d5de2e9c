//! The side effects: the terminal, the threads, the clipboard, the clock.
//!
//! [`read`] runs the reader: events go in one by one, effects are carried out,
//! and the screen is drawn once when something changed. Nothing happens while
//! nothing is said: no tick, no frame rate.

mod asking;
mod checking;
pub(crate) mod clipboard;
mod documents;
mod events;
mod fetch;
mod files;
mod library;
mod linking;
pub(crate) mod picker;
mod reader;
mod store;
pub(crate) mod terminal;
pub(crate) mod tty;

pub(crate) use asking::today;
pub(crate) use documents::{Documents, DocumentsInMemory};
pub(crate) use library::Library;
pub(crate) use reader::{Exit, Opened, Reader, read};
