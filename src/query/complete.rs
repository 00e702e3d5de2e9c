//! Stub.
use crate::library::index::Field;
use std::ops::Range;
/// Stub.
#[derive(Debug, Default)]
pub struct Completion {
    pub replaces: Range<usize>,
}
/// Stub.
#[must_use]
pub fn complete(_typed: &str, _cursor: usize) -> Completion {
    Completion::default()
}
/// Stub.
pub fn choices(
    _completion: &Completion,
    _values: impl FnMut(Field, &str) -> Vec<(String, usize)>,
) -> Vec<(String, String)> {
    Vec::new()
}
