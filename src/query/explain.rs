//! Stub.
use crate::library::index::Query;
/// Stub.
#[derive(Debug, Default)]
pub struct Empty {
    pub sentence: String,
    pub instead: Option<String>,
}
/// Stub.
pub fn empty(
    typed: &str,
    _query: &Query,
    _count: impl FnMut(&Query) -> usize,
    _spellings: impl FnMut(&str) -> Vec<(String, usize)>,
) -> Empty {
    Empty { sentence: format!("Nothing matches “{typed}”."), instead: None }
}
