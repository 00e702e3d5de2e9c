//! Look-ups that cannot miss, because the place was counted in the list, or
//! found in the words, that it is looked up in.
//!
//! One that misses all the same is a fault of the program. A debug build stops
//! there; a release build goes on with nothing, as a reader of articles must.

use std::slice::SliceIndex;

/// The part of `words` at a range on character boundaries.
#[inline]
#[track_caller]
pub(crate) fn part<R: SliceIndex<str, Output = str>>(words: &str, range: R) -> &str {
    let found = words.get(range);
    debug_assert!(found.is_some(), "a range of other words, or within a character");
    found.unwrap_or_default()
}

/// The items at a range of `all`.
#[inline]
#[track_caller]
pub(crate) fn items<T, R: SliceIndex<[T], Output = [T]>>(all: &[T], range: R) -> &[T] {
    let found = all.get(range);
    debug_assert!(found.is_some(), "a range of another list");
    found.unwrap_or_default()
}

/// The same, to be changed.
#[track_caller]
pub(crate) fn items_mut<T, R: SliceIndex<[T], Output = [T]>>(all: &mut [T], range: R) -> &mut [T] {
    let found = all.get_mut(range);
    debug_assert!(found.is_some(), "a range of another list");
    found.unwrap_or_default()
}

/// The number at a place of a list.
#[inline]
#[track_caller]
pub(crate) fn number<T: Copy + Default>(all: &[T], at: usize) -> T {
    let found = all.get(at);
    debug_assert!(found.is_some(), "an index of another list");
    found.copied().unwrap_or_default()
}
