//! HTML, for every reader of it: pages, fields of other formats, drafts.
//!
//! `tokens` cuts a source into tags and words, `references` knows what
//! `&Eacute;` stands for, `tree` which element stands in which. What the elements mean is the business of who reads
//! them.

mod references;
mod tokens;
mod tree;

pub use references::{character, decoded};
pub use tokens::{HtmlEvent, HtmlTag, read};
pub(crate) use tree::{HtmlNodeId, HtmlStep, HtmlTree, is_inline};
