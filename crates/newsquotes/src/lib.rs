//! Who said what in a news article.
//!
//! Bytes of a saved article in; blocks, facts, quotations with their speakers
//! and names out. Every answer is a range of one text, with the reason for it.
//!
//! - [`model`]: what an article is. Plain data: text, spans, blocks, quotes.
//! - [`load`]: bytes in, documents out. Never fails.
//! - [`extract`]: who said what, about whom. Pure functions of the text.
//! - [`folding`] and [`edits`]: which printed words are the same, and which
//!   nearly so.
//!
//! Nothing here opens a file, reads a clock, starts a thread or knows a
//! screen; the same bytes give the same answer on every platform.

pub mod edits;
pub mod extract;
pub mod folding;
pub mod load;
pub mod model;
