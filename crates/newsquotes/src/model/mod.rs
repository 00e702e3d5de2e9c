//! What an article is: plain data that every other layer reads.
//!
//! Nothing here parses, guesses, draws or reads a file. A quotation, a block
//! or a mention is always a [`Span`] of the document's one [`Text`], never a
//! copy of its words, so that what a writer pastes is the source's own bytes.

mod article;
mod date;
mod document;
mod entity;
mod quote;
mod reason;
mod text;

pub use article::{Article, Block, BlockKind, Evidence, Fact, Meta, Repair};
pub use date::{Date, MONTHS};
pub use document::{Document, Offsets, Origin, Problem};
pub use entity::{Alias, Entity, EntityKind, Mention};
pub use quote::{Defect, DefectKind, Form, Quote, Speaker};
pub use reason::BlockReason;
pub use text::{Span, Text};
