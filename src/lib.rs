//! The library behind `nreader`, a terminal reader for a person's own news
//! articles.
//!
//! What an article is, and who says what in it, is a crate of its own,
//! [`newsquotes`]. A guided tour of what stands on it, in the order in which the layers may import each other
//! (each only what stands above it; `tests/layers.rs` enforces it):
//!
//! - [`library`]: many documents: the walk over folders, what a person made.
//! - [`query`]: asking: the query language, half-remembered words, variants.
//! - [`config`]: settings, from files, environment and arguments.
//! - [`cite`]: what a citation needs of an article.
//! - [`app`]: the state of a session, changed in one function, no screen.
//! - [`ui`]: panes that draw the session and turn keys into commands.
//! - [`run`]: the side effects: terminal, threads, clipboard.
//! - [`cli`]: the command line, one file a subcommand.

pub mod app;
pub mod cite;
pub mod cli;
pub mod config;
pub mod library;
pub mod query;
pub mod run;
pub mod ui;
