//! What stands twice: headlines printed again and passages of a live blog.
//!
//! Two units are the same when their letters and digits are, whatever stands
//! between them, so that a passage whose lines were run together is found
//! again as well. Hashes are polynomial, so that those of neighbours combine.

use std::collections::HashMap;

use super::unit::TextUnit;
use crate::model::{BlockKind, BlockReason, Text};

/// The letters and digits of a unit as one number, and how many they are,
/// which lets two keys be joined.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct RepeatKey {
    pub(super) hash: u64,
    pub(super) letters: u32,
}

/// The Mersenne prime 2^61 - 1 and a base below it, chosen at random.
const PRIME: u64 = (1 << 61) - 1;
const BASE: u64 = 0x0d1f_3a5b_7c9e_2468;

/// Reads the key of some words.
pub(super) fn key(words: &str) -> RepeatKey {
    let mut reader =
        KeyReader { key: RepeatKey { hash: 0, letters: 0 }, waiting: [0; 4], count: 0 };
    for c in words.chars() {
        if c.is_ascii() {
            if c.is_ascii_alphanumeric() {
                reader.push(u64::from(c.to_ascii_lowercase()));
            }
        } else if c.is_alphanumeric() {
            for lower in c.to_lowercase() {
                reader.push(u64::from(lower));
            }
        }
    }
    reader.finish()
}

/// Takes four letters at a time into a key: one remainder for all of them.
struct KeyReader {
    key: RepeatKey,
    waiting: [u64; 4],
    count: usize,
}

/// The square, third and fourth power of the base.
const POWERS: [u64; 3] = [
    multiply(BASE, BASE),
    multiply(multiply(BASE, BASE), BASE),
    multiply(multiply(BASE, BASE), multiply(BASE, BASE)),
];

impl KeyReader {
    fn push(&mut self, letter: u64) {
        if let Some(place) = self.waiting.get_mut(self.count) {
            *place = letter + 1;
        }
        self.count += 1;
        if self.count == self.waiting.len() {
            let [square, third, fourth] = POWERS.map(u128::from);
            let [a, b, c, d] = self.waiting.map(u128::from);
            let hash = u128::from(self.key.hash) * fourth;
            self.key.hash = remainder(hash + a * third + b * square + c * u128::from(BASE) + d);
            self.key.letters += 4;
            self.count = 0;
        }
    }

    fn finish(mut self) -> RepeatKey {
        for letter in self.waiting.iter().take(self.count) {
            self.key.push(*letter);
        }
        self.key
    }
}

impl RepeatKey {
    fn push(&mut self, letter: u64) {
        self.hash = (multiply(self.hash, BASE) + letter) % PRIME;
        self.letters += 1;
    }

    /// The key of these words with others after them.
    fn then(self, next: RepeatKey) -> RepeatKey {
        RepeatKey {
            hash: (multiply(self.hash, power(next.letters)) + next.hash) % PRIME,
            letters: self.letters + next.letters,
        }
    }
}

/// The base to the number of letters, by squaring.
fn power(letters: u32) -> u64 {
    let (mut result, mut square, mut rest) = (1, BASE, letters);
    while rest > 0 {
        if rest & 1 == 1 {
            result = multiply(result, square);
        }
        square = multiply(square, square);
        rest >>= 1;
    }
    result
}

/// The product modulo the prime.
const fn multiply(a: u64, b: u64) -> u64 {
    remainder(a as u128 * b as u128)
}

/// A number of up to 124 bits modulo the prime: bits above the 61st count
/// again from below.
#[expect(clippy::cast_possible_truncation, reason = "both parts are cut to 64 bits before")]
const fn remainder(number: u128) -> u64 {
    let sum = (number & PRIME as u128) as u64 + (number >> 61) as u64;
    let sum = (sum & PRIME) + (sum >> 61);
    if sum >= PRIME { sum - PRIME } else { sum }
}

/// Letters from which a unit that stands there again is a repeat, whatever
/// stands around it; shorter ones may well be said twice.
const PARAGRAPH: u32 = 32;
/// The same for a headline.
const HEADLINE: u32 = 14;

/// Marks the later copies of body units as repeats, and of lines beside them
/// that are too short to tell alone.
pub(super) fn mark(text: &Text, units: &mut [TextUnit]) {
    let keys: Vec<Option<RepeatKey>> =
        units.iter().map(|unit| is_candidate(unit).then(|| key(text.get(unit.span)))).collect();
    let mut seen = SeenUnits::default();
    let mut again = vec![false; units.len()];
    for at in 0..units.len() {
        seen.look(at, &keys, &mut again, units);
    }
    spread(&keys, &seen, &mut again, units);
    for (unit, again) in units.iter_mut().zip(again) {
        if again {
            unit.decide(BlockKind::Repeat, BlockReason::StandsAbove);
        }
    }
}

fn is_candidate(unit: &TextUnit) -> bool {
    unit.is_open() || unit.kind().is_some_and(BlockKind::is_body)
}

/// Hashes of single units and of pairs, with the index of the last unit.
#[derive(Default)]
struct SeenUnits {
    single: HashMap<u64, usize>,
    pair: HashMap<u64, usize>,
}

impl SeenUnits {
    fn look(
        &mut self,
        at: usize,
        keys: &[Option<RepeatKey>],
        again: &mut [bool],
        units: &[TextUnit],
    ) {
        let Some(key) = keys.get(at).copied().flatten() else { return };
        let previous = at.checked_sub(1).and_then(|at| keys.get(at).copied().flatten());
        let known = self.single.contains_key(&key.hash) || self.pair.contains_key(&key.hash);
        let headline = units.get(at).is_some_and(|unit| unit.shape.is_headline());
        if known && key.letters >= if headline { HEADLINE } else { PARAGRAPH } {
            set(again, at);
        }
        if let Some(previous) = previous {
            let pair = previous.then(key);
            if pair.letters >= PARAGRAPH && self.single.contains_key(&pair.hash) {
                set(again, at);
                set(again, at - 1);
            }
            self.pair.entry(pair.hash).or_insert(at);
        }
        self.single.entry(key.hash).or_insert(at);
    }
}

fn set(again: &mut [bool], at: usize) {
    if let Some(again) = again.get_mut(at) {
        *again = true;
    }
}

/// A short line between two repeats that itself stood there before.
fn spread(keys: &[Option<RepeatKey>], seen: &SeenUnits, again: &mut [bool], units: &[TextUnit]) {
    for at in 1..units.len() {
        let beside = again.get(at - 1).copied().unwrap_or(false);
        let first =
            keys.get(at).copied().flatten().and_then(|key| seen.single.get(&key.hash).copied());
        if beside && first.is_some_and(|first| first < at) {
            set(again, at);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn kept(source: &str) -> Vec<String> {
        let text = Text::new(source).unwrap();
        let mut units = super::super::lines::units(&text, 0..text.len());
        mark(&text, &mut units);
        units
            .iter()
            .filter(|unit| unit.is_open())
            .map(|unit| text.get(unit.span).to_owned())
            .collect()
    }

    #[test]
    fn a_passage_is_found_again_when_its_lines_ran_together() {
        let source = "Ober added:\nThe ferry stays in the harbour until the storm is over.\nA new line.\nOber added:The ferry stays in the harbour until the storm is over.\n";
        assert_eq!(kept(source).len(), 3);
    }

    #[test]
    fn short_lines_may_be_said_twice() {
        assert_eq!(kept("“No.”\nShe laughed.\n“No.”\n").len(), 3);
    }

    #[test]
    fn a_short_line_goes_with_the_repeat_before_it() {
        let source = "The ferry stays in the harbour until the storm is over.\nOber added:\nMore.\nThe ferry stays in the harbour until the storm is over.\nOber added:\n";
        assert_eq!(kept(source).len(), 3);
    }
}
