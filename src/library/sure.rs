//! Look-ups that cannot miss: a number into its own arena, a range of the text
//! that it was made from. In a build with debug assertions one that misses
//! stops the program where it was made; in a release the empty value stands in,
//! so that a defect costs a line and not the whole screen.
//!
//! Not for what a file, a database or a person may say otherwise.

/// What was looked up.
#[track_caller]
pub(crate) fn sure<T: Default>(found: Option<T>) -> T {
    sure_or(found, T::default())
}

/// The same, with what stands in when a release misses it.
#[track_caller]
pub(crate) fn sure_or<T>(found: Option<T>, other: T) -> T {
    debug_assert!(found.is_some(), "a look-up that cannot miss found nothing");
    found.unwrap_or(other)
}
