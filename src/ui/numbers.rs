//! Numbers of the screen from one type into another. Rows and columns are far
//! below every bound here; what is not stays at the bound.

/// A count with a sign, to step by.
#[must_use]
pub(super) fn signed(count: usize) -> isize {
    isize::try_from(count).unwrap_or(isize::MAX)
}

/// A count of rows or columns as the screen has them.
#[must_use]
pub(super) fn cells(count: usize) -> u16 {
    u16::try_from(count).unwrap_or(u16::MAX)
}

/// The index `by` further than `at` among `count`, round and round; 0 among
/// none.
#[must_use]
pub(super) fn stepped(at: usize, by: isize, count: usize) -> usize {
    let count = signed(count).max(1);
    signed(at).saturating_add(by).rem_euclid(count).unsigned_abs()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn steps_go_round_and_numbers_stay_at_their_bounds() {
        assert_eq!((stepped(2, 1, 3), stepped(0, -1, 3), stepped(5, 1, 0)), (0, 2, 0));
        assert_eq!((cells(usize::MAX), signed(usize::MAX)), (u16::MAX, isize::MAX));
    }
}
