//! The index of a library: questions in, pages of rows out.
//!
//! This surface is all that the rest of the program knows of the engine
//! behind it: take a file in, drop it, commit; a query answered by a page of
//! articles or quotations, facets, a time line, the spellings near a word,
//! and the text of an article. No type of the engine shows, so that a cluster
//! can serve the same calls one day. Nothing a person made lives here: the
//! index may be deleted at any time.

mod checked;
mod collect;
mod compile;
mod completeness;
mod copies;
mod days;
mod documents;
mod entry;
mod family;
mod phrases;
mod query;
mod question;
mod ranked;
mod recalled;
mod record;
mod regular;
mod rows;
mod schema;
mod snapshot;
mod sorted;
mod store;
mod stored;
mod terms;
mod text;
mod values;
pub(crate) mod words;

pub(crate) use completeness::{Completeness, UnreadFile};
pub(crate) use entry::Bytes;
pub use entry::IndexEntry;
pub use query::{Matching, Query, QueryField, QueryNode, QueryTerm};
pub(crate) use query::{QueryMark, QueryProblem, Sort};
pub use question::{FacetField, Question};
pub(crate) use question::{Marks, SpellingsOfNames};
pub use record::FileRecord;
pub(crate) use record::file_key;
pub(crate) use record::{ArticleRef, ArticleRow, QuoteRow};
pub(crate) use regular::{WordPattern, compile as word_pattern};
pub use snapshot::Snapshot;
pub use store::Index;
pub(crate) use store::{FilesWriter, IndexError};
pub(crate) use values::facet_of;

#[cfg(test)]
mod tests;
