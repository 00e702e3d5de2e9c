//! Weights of `page`, written by `examples/fit_page.rs`; do not edit by hand.

/// A hundredth of a natural logarithm, a row a feature, a column a place.
pub(super) const WEIGHTS: [[i16; 4]; 0] = [];

/// From a place (row) to the next unit's (column); `None` cannot be.
pub(super) const MOVES: [[Option<i16>; 4]; 4] = [
    [Some(0), Some(0), None, None],
    [None, Some(0), Some(0), Some(0)],
    [None, Some(0), Some(0), None],
    [None, None, None, Some(0)],
];
