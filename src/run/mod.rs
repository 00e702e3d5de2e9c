//! The side effects: the terminal, the threads, the clipboard, the clock.
//!
//! [`read`] runs the reader: events go in one by one, effects are carried out,
//! and the screen is drawn once when something changed. Nothing happens while
//! nothing is said: no tick, no frame rate.

mod asking;
mod beginning;
mod checking;
pub(crate) mod clipboard;
mod clock;
mod documents;
mod events;
mod fetch;
mod files;
mod library;
mod linking;
pub(crate) mod log_file;
pub(crate) mod picker;
mod reader;
mod store;
pub(crate) mod terminal;
pub(crate) mod threads;

pub(crate) use clock::{now, today};
pub(crate) use documents::{DocumentsInMemory, FileDocuments};
pub(crate) use library::LibraryToRead;
pub(crate) use reader::{Exit, ReaderInput, ReaderStart, read};
