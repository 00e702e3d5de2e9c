//! Asking: the query language, half-remembered words, the same utterance
//! elsewhere.
//!
//! Pure functions: what is typed becomes a `library::index::Query`; passages
//! and alignments are found in texts that the caller hands over. No files, no
//! clock (today is an argument), no screen.

pub(crate) mod complete;
pub(crate) mod explain;
pub(crate) mod fields;
pub(crate) mod language;
pub(crate) mod nearest;
pub(crate) mod passages;
pub(crate) mod recall;
pub(crate) mod typed;
pub(crate) mod variants;
pub(crate) mod when;
