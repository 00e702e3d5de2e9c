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
//! ```
//! use newsquotes::{extract, load};
//!
//! let page = "The bridge stays open, the mayor of Melle says.\n\n\
//!     “We keep the bridge,” Mayor Greta Ober said on Monday.\n";
//! let mut document = load::load("page.txt", page.into());
//! let article = &mut document.articles[0];
//! extract::extract(&document.text, article);
//!
//! let quote = article.quotes.iter().find(|quote| quote.form.is_verbatim()).unwrap();
//! assert_eq!(document.text.get(quote.parts[0]), "We keep the bridge,");
//! let speaker = quote.speaker.as_ref().unwrap();
//! assert_eq!(speaker.name.as_deref(), Some("Greta Ober"));
//! assert_eq!(speaker.role.as_deref(), Some("Mayor"));
//! ```
//!
//! Nothing here opens a file, reads a clock, starts a thread or knows a
//! screen; the same bytes give the same answer on every platform.

pub mod edits;
pub mod extract;
pub mod folding;
pub mod load;
pub mod model;
mod sure;
