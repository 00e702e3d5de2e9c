//! Saying it elsewhere: what a citation needs of an article.
//!
//! So far only the citation key; formats, styles and the check of a draft are
//! to come.

pub mod check;
mod key;

pub use key::key;
