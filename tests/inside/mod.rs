//! Tests that need more than one layer, of the inside of the program.

mod articles;
mod check;
mod docs;
mod layers;
mod library;
mod linker;
mod query;
mod screen;
