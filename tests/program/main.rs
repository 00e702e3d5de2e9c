//! The program as a script meets it: arguments in, output and exit code out.

// So that Clippy takes all of it for test code.
#![cfg(test)]

mod check;
mod cite;
mod command_line;
mod find;
mod help;
mod log;
mod notes;
mod shell;
mod vouched;
