//! Asking: the query language, half-remembered words, the same utterance
//! elsewhere.
//!
//! Pure functions: what is typed becomes a `library::index::Query`; passages
//! and alignments are found in texts that the caller hands over. No files, no
//! clock (today is an argument), no screen.

pub mod complete;
pub mod explain;
pub mod fields;
pub mod language;
pub mod passages;
pub mod recall;
pub mod variants;
pub mod when;
