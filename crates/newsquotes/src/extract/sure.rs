//! Look-ups that cannot miss, because the index was made of the list, or the
//! range of the text, that it is looked up in.
//!
//! One that misses all the same is a fault of the program. A debug build stops
//! there; a release build goes on with nothing, as a reader of articles must.

use std::ops::RangeBounds;
use std::slice::SliceIndex;

/// The words of a range of `text`, on character boundaries.
#[inline]
pub(super) fn text<R>(text: &str, range: R) -> &str
where
    R: RangeBounds<usize> + SliceIndex<str, Output = str>,
{
    let words = text.get(range);
    debug_assert!(words.is_some(), "a range of another text, or within a character");
    words.unwrap_or_default()
}

/// A part of a list.
#[inline]
pub(super) fn slice<T, R>(list: &[T], range: R) -> &[T]
where
    R: SliceIndex<[T], Output = [T]>,
{
    let part = list.get(range);
    debug_assert!(part.is_some(), "a range of another list");
    part.unwrap_or_default()
}

/// The number at a place of a list.
#[inline]
pub(super) fn number<T: Copy + Default>(list: &[T], at: usize) -> T {
    let number = list.get(at);
    debug_assert!(number.is_some(), "an index of another list");
    number.copied().unwrap_or_default()
}
