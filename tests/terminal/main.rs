//! The program on a real pseudo-terminal: the reader, the picker and the
//! recipes for editors.

// So that Clippy takes all of it for test code.
#![cfg(test)]
#![cfg(unix)]

mod editors;
mod pick;
#[expect(dead_code, reason = "the benches use the rest")]
mod pty;
mod reader;
mod reading;
