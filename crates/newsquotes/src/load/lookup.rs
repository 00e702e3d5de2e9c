//! Look-ups that cannot miss: a place that a search in the same words has just
//! given. A miss is a fault of ours: loud where faults are looked for, empty
//! where people read.

use std::slice::SliceIndex;

/// The part of `words` at a place that lies in it.
#[track_caller]
pub(super) fn part<R: SliceIndex<str, Output = str>>(words: &str, place: R) -> &str {
    let found = words.get(place);
    debug_assert!(found.is_some(), "a place outside the words it was found in");
    found.unwrap_or_default()
}

/// The items at places that lie among `all`.
#[track_caller]
pub(super) fn items<T, R: SliceIndex<[T], Output = [T]>>(all: &[T], places: R) -> &[T] {
    let found = all.get(places);
    debug_assert!(found.is_some(), "places outside the row they were counted in");
    found.unwrap_or_default()
}

/// The same, to be changed.
#[track_caller]
pub(super) fn items_mut<T, R: SliceIndex<[T], Output = [T]>>(all: &mut [T], places: R) -> &mut [T] {
    let found = all.get_mut(places);
    debug_assert!(found.is_some(), "places outside the row they were counted in");
    found.unwrap_or_default()
}
