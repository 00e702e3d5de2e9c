//! Offsets moved to the edge of a character.

use crate::library::sure::sure;

/// The last edge at or before `at`.
pub(super) fn floor(text: &str, at: usize) -> usize {
    let mut at = at.min(text.len());
    while !text.is_char_boundary(at) {
        at -= 1;
    }
    at
}

/// The first edge at or behind `at`.
pub(super) fn ceil(text: &str, at: usize) -> usize {
    let mut at = at.min(text.len());
    while !text.is_char_boundary(at) {
        at += 1;
    }
    at
}

/// The first `bytes` of a text, or a little fewer.
pub(super) fn head(text: &str, bytes: usize) -> &str {
    sure(text.get(..floor(text, bytes)))
}

/// The last `bytes` of a text, or a little fewer.
pub(super) fn tail(text: &str, bytes: usize) -> &str {
    sure(text.get(ceil(text, text.len().saturating_sub(bytes))..))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_character_is_never_cut() {
        assert_eq!((head("aäb", 2), tail("aäb", 2)), ("a", "b"));
        assert_eq!((head("ab", 9), tail("ab", 9)), ("ab", "ab"));
    }
}
