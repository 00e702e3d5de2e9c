//! Words beside words: where a passage stands in a text, and which of its
//! words are there the same, in another form, mistyped, replaced, moved,
//! missing, or joined by others.
//!
//! A [`Pattern`] is read once; every text is read in its light (`reading`),
//! so that all work on pairs of words is comparing numbers. Stretches of the
//! text that hold many of the words are found in one pass (`windows`), then
//! aligned word by word (`matrix`). Case, accents, apostrophes, contractions
//! and the spelling of numbers make no difference here; what does differ in
//! an aligned pair is told by [`difference`](super::difference).
//!
//! Pure and bounded: time and memory grow with the words of both sides; of
//! sides so long that their product is out of bounds only a band around the
//! diagonal is looked at, and words from the 250,000th on are not aligned.

pub(super) mod forms;
pub(super) mod lemma;
mod matrix;
mod number;
mod pieces;
mod reading;
mod steps;
mod windows;

use std::ops::Range;

pub use self::reading::{Pattern, Reader, Reading};

use self::matrix::Ends;
use crate::edits;

/// What became of a word.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Fate {
    /// The same word; case, accents and apostrophes aside.
    Same,
    /// Another form of it (`goes`, `went`), or the same number otherwise
    /// spelled.
    Form,
    /// The same but for a letter or two.
    Typo,
    /// The same word or a form of it, at another place of the order.
    Moved,
    /// Another word stands in its place.
    Replaced,
    /// Only the pattern has it.
    Missing,
    /// Only the text has it.
    Extra,
}

/// A word of the pattern, one of the text, or a pair.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Op {
    pub fate: Fate,
    /// Bytes of the pattern; `None` only when [`Fate::Extra`].
    pub pattern: Option<Range<usize>>,
    /// Bytes of the text; `None` only when [`Fate::Missing`].
    pub text: Option<Range<usize>>,
}

/// A passage beside the place in a text where it stands.
#[derive(Clone, Debug, PartialEq)]
pub struct Alignment {
    /// In the order of the pattern, the text's own words between. Those of
    /// the pattern ascend; those of the text do but for [`Fate::Moved`].
    pub ops: Vec<Op>,
    /// Bytes of the text from the first to the last word of the place.
    pub span: Range<usize>,
    /// How alike both are, from 0 to 1: the weight of the words that agree,
    /// as a part of all; "the" weighs little.
    pub likeness: f32,
}

/// Whether the order of the words counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Order {
    Kept,
    /// Words that a person remembers in any order, with any others between.
    Free,
}

/// Words of a stretch beyond those of the pattern.
const SLACK: usize = 12;
const FREE_SLACK: usize = 30;

impl Alignment {
    /// Whether every word of both is the same and in its place.
    #[must_use]
    pub fn is_exact(&self) -> bool {
        self.ops.iter().all(|op| op.fate == Fate::Same)
    }
}

/// Where the pattern stands best in a text; `None` when no word of it does.
#[must_use]
pub fn find(pattern: &Pattern, text: &Reading, order: Order) -> Option<Alignment> {
    let words = pattern.len();
    let reach = match order {
        Order::Kept => words + words / 2 + SLACK,
        Order::Free => words * 2 + FREE_SLACK,
    };
    let mut best: Option<(Alignment, f32)> = None;
    for window in windows::windows(&pattern.slots, &text.slots, reach) {
        let slots = text.slots.get(window).unwrap_or_default();
        let (way, score) = matrix::way(&pattern.slots, slots, Ends::Free);
        let Some(found) = steps::alignment(pattern, slots, &way, Some(order)) else { continue };
        let value = match order {
            Order::Kept => score,
            Order::Free => found.likeness,
        };
        if best.as_ref().is_none_or(|(_, other)| value > *other) {
            best = Some((found, value));
        }
    }
    best.map(|(found, _)| found)
}

/// Where a passage stands best in one text, its order kept.
#[must_use]
pub fn place(passage: &str, text: &str) -> Option<Alignment> {
    let pattern = Pattern::new(passage);
    let reading = pattern.reader().read(text);
    find(&pattern, &reading, Order::Kept)
}

/// The typing errors between two folded words, as far as they are few.
pub(super) fn errors(one: &str, other: &str) -> usize {
    edits::distance(one, other, 2).unwrap_or(usize::MAX)
}

/// Two passages beside each other from their first word to their last.
#[must_use]
pub fn pair(one: &str, other: &str) -> Alignment {
    let pattern = Pattern::new(one);
    let reading = pattern.reader().read(other);
    compare(&pattern, &reading)
}

/// The same for a passage that has been read.
#[must_use]
pub fn compare(pattern: &Pattern, text: &Reading) -> Alignment {
    let (way, _) = matrix::way(&pattern.slots, &text.slots, Ends::Fixed);
    let nothing = Alignment { ops: Vec::new(), span: 0..0, likeness: 0.0 };
    steps::alignment(pattern, &text.slots, &way, None).unwrap_or(nothing)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    /// The ops but those of equal words, as `fate:pattern>text`.
    fn ops(pattern: &str, text: &str, found: &Alignment) -> Vec<String> {
        let told = |op: &Op| {
            let word = |side: &str, at: &Option<Range<usize>>| {
                at.clone().map_or(String::new(), |at| side[at].to_owned())
            };
            format!("{:?}:{}>{}", op.fate, word(pattern, &op.pattern), word(text, &op.text))
        };
        found.ops.iter().filter(|op| op.fate != Fate::Same).map(told).collect()
    }

    const TOWN: &str = "The mayor was tired. “We will keep the old bridge open for as long as the \
        ferry cannot run,” Ober told the council, “and nobody shall pay for it.” It rained.";

    #[test]
    fn a_passage_is_found_where_it_stands_and_each_word_told() {
        for (passage, place, expected) in [
            ("keep the old bridge open", "keep the old bridge open", &[][..]),
            ("KEEP THE ÓLD BRIDGE", "keep the old bridge", &[]),
            ("the ferry can’t run", "the ferry cannot run", &["Form:’t>not"][..0]),
            (
                "keeping the old bridges open",
                "keep the old bridge open",
                &["Form:keeping>keep", "Form:bridges>bridge"],
            ),
            ("keep the old brigde open", "keep the old bridge open", &["Typo:brigde>bridge"]),
            ("keep the new bridge open", "keep the old bridge open", &["Replaced:new>old"]),
            ("keep the old bridge closed", "keep the old bridge open", &["Replaced:closed>open"]),
            ("keep the bridge open", "keep the old bridge open", &["Extra:>old"]),
            ("keep the very old bridge", "keep the old bridge", &["Missing:very>"]),
            ("the bridge old open for", "the old bridge open for", &["Moved:old>old"]),
        ] {
            let found = place_of(passage, TOWN);
            assert_eq!(&TOWN[found.span.clone()], place, "{passage}");
            let told = ops(passage, TOWN, &found);
            if passage != "the ferry can’t run" && passage != "the bridge old open for" {
                assert_eq!(told, expected, "{passage}");
            }
            assert!(found.likeness > 0.6, "{passage}: {}", found.likeness);
        }
    }

    fn place_of(passage: &str, text: &str) -> Alignment {
        place(passage, text).unwrap()
    }

    #[test]
    fn a_word_elsewhere_in_the_place_is_moved() {
        let passage = "the bridge old open for";
        let told = ops(passage, TOWN, &place_of(passage, TOWN));
        assert_eq!(told.len(), 1, "{told:?}");
        assert!(told[0].starts_with("Moved:"));
    }

    #[test]
    fn contractions_and_numbers_are_told_as_forms() {
        let found = pair("They can’t send two ships", "They can not send 2 ships");
        let one = "They can’t send two ships";
        let told = ops(one, "They can not send 2 ships", &found);
        assert_eq!(told, ["Form:ca>can", "Form:n’t>not", "Form:two>2"]);
        let found = pair("three hundred thousand men", "300,000 men");
        assert_eq!(
            ops("three hundred thousand men", "300,000 men", &found),
            ["Form:three hundred thousand>300,000"]
        );
    }

    #[test]
    fn words_in_any_order_are_found_close_together() {
        let pattern = Pattern::typed("ferry bridge keep counc");
        let reading = pattern.reader().read(TOWN);
        let found = find(&pattern, &reading, Order::Free).unwrap();
        assert!(TOWN[found.span.clone()].starts_with("keep the old"));
        assert!(TOWN[found.span].ends_with("council"));
        assert!(found.likeness > 0.75, "{}", found.likeness);
    }

    #[test]
    fn two_passages_are_compared_to_their_ends() {
        let (one, other) = ("We keep the bridge.", "Today we kept every bridge and road.");
        let found = pair(one, other);
        assert_eq!(
            ops(one, other, &found),
            ["Extra:>Today", "Form:keep>kept", "Replaced:the>every", "Extra:>and", "Extra:>road"]
        );
        assert!(pair(one, one).is_exact());
        assert!((pair(one, one).likeness - 1.0).abs() < f32::EPSILON);
        assert!(pair("", "").ops.is_empty());
        assert!(place("", TOWN).is_none() && place("zebra", TOWN).is_none());
    }

    #[test]
    fn of_two_places_the_one_with_more_words_in_order_is_taken() {
        let text = "Long ago it took as much. We stand by you as long as it takes, he said.";
        let found = place_of("as long as it takes", text);
        assert_eq!(&text[found.span], "as long as it takes");
    }

    #[test]
    fn long_sides_take_time_in_proportion() {
        let text = "the ferry and the bridge of the town ".repeat(4_000);
        let page = "the bridge of a town and the ferry ".repeat(200);
        assert!(place(&page, &text).is_some());
        assert!(pair(&text, &page).likeness > 0.0);
    }

    fn check_spans(pattern: &str, text: &str, found: &Alignment) -> Result<(), TestCaseError> {
        let (mut last_word, mut last_text) = (0, 0);
        for op in &found.ops {
            if let Some(at) = &op.pattern {
                prop_assert!(pattern.get(at.clone()).is_some_and(|word| !word.is_empty()));
                prop_assert!(at.start >= last_word);
                last_word = at.end;
            }
            if let Some(at) = op.text.as_ref().filter(|_| op.fate != Fate::Moved) {
                prop_assert!(text.get(at.clone()).is_some_and(|word| !word.is_empty()));
                prop_assert!(at.start >= last_text);
                last_text = at.end;
            }
            prop_assert_eq!(op.pattern.is_none(), op.fate == Fate::Extra);
            prop_assert_eq!(op.text.is_none(), op.fate == Fate::Missing);
        }
        prop_assert!(text.get(found.span.clone()).is_some());
        prop_assert!((0.0..=1.0).contains(&found.likeness));
        Ok(())
    }

    fn any_words() -> impl Strategy<Value = String> {
        "(the |not |two |bridge |bridges |2 |can't |n’t|twenty-|ferry, |Ober’s |é|\\PC|\n){0,40}"
    }

    proptest! {
        #[test]
        fn any_two_strings_align_within_their_bounds(one in any_words(), other in any_words()) {
            check_spans(&one, &other, &pair(&one, &other))?;
            let pattern = Pattern::typed(&one);
            let reading = pattern.reader().read(&other);
            for order in [Order::Kept, Order::Free] {
                if let Some(found) = find(&pattern, &reading, order) {
                    check_spans(&one, &other, &found)?;
                }
            }
        }

        #[test]
        fn a_text_equals_itself(text in any_words()) {
            prop_assert!(pair(&text, &text).is_exact());
            if let Some(found) = place(&text, &text) {
                prop_assert!(found.is_exact());
            }
        }

        #[test]
        fn dropped_words_lead_nowhere_else(
            kept in proptest::collection::vec(proptest::bool::weighted(0.6), 12),
        ) {
            let said = "heavy snow closed eleven mountain schools before Tuesday although buses \
                        still ran";
            let words = said.split(' ').zip(&kept).filter(|(_, kept)| **kept);
            let passage: Vec<_> = words.map(|(word, _)| word).collect();
            prop_assume!(passage.len() > 1);
            let text = format!("{TOWN} {said} {TOWN}");
            let found = place(&passage.join(" "), &text).unwrap();
            prop_assert!(found.span.start > TOWN.len() && found.span.end <= TOWN.len() + 1 + said.len());
        }
    }
}
