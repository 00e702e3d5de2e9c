//! The way from a text that was made of another back to its source.

use std::ops::Range;

/// Where the bytes of a made text stand in its source.
#[derive(Clone, Debug, Default)]
pub struct OffsetMap {
    /// Where the distance between the two changes: byte of the made text, byte
    /// of the source.
    steps: Vec<(usize, usize)>,
}

impl OffsetMap {
    /// Says that from the byte `made` on the made text is the source from the
    /// byte `source` on.
    pub fn note(&mut self, made: usize, source: usize) {
        let distance = |(made, source): (usize, usize)| source.wrapping_sub(made);
        let last = self.steps.last().copied().unwrap_or((0, 0));
        debug_assert!(last.0 <= made, "a text is made from its beginning");
        if distance(last) != distance((made, source)) {
            self.steps.push((made, source));
        }
    }

    /// The byte of the source for a byte of the made text.
    #[must_use]
    pub fn source(&self, made: usize) -> usize {
        let after = self.steps.partition_point(|step| step.0 <= made);
        let step = after.checked_sub(1).and_then(|index| self.steps.get(index));
        step.map_or(made, |step| step.1 + (made - step.0))
    }

    /// The bytes of the source from which the first and the last byte of a
    /// range of the made text were taken, and all between; empty for an empty
    /// range.
    #[must_use]
    pub fn source_range(&self, made: Range<usize>) -> Range<usize> {
        let start = self.source(made.start);
        let Some(last) = made.end.checked_sub(1).filter(|last| *last >= made.start) else {
            return start..start;
        };
        start..(self.source(last) + 1).max(start)
    }

    /// The byte of the made text for a byte of the source, or one near it
    /// where that was left out; of a text that keeps the order of its source.
    #[must_use]
    pub fn made(&self, source: usize) -> usize {
        let after = self.steps.partition_point(|step| step.1 <= source);
        let step = after.checked_sub(1).and_then(|index| self.steps.get(index));
        step.map_or(source, |step| step.0 + (source - step.1))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_left_out_is_stepped_over() {
        // `[W]e keep` without its brackets: `We keep`.
        let mut offsets = OffsetMap::default();
        offsets.note(0, 1);
        offsets.note(1, 3);
        assert_eq!(offsets.source_range(0..7), 1..9);
        assert_eq!(offsets.source_range(3..7), 5..9);
        assert_eq!(offsets.source_range(3..3), 5..5);
        assert_eq!(offsets.made(5), 3);
    }

    #[test]
    fn a_text_that_was_not_changed_needs_no_steps() {
        let mut offsets = OffsetMap::default();
        offsets.note(0, 0);
        offsets.note(9, 9);
        assert!(offsets.steps.is_empty());
        assert_eq!(offsets.source_range(2..5), 2..5);
    }
}
