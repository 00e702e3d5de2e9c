//! Sketches of texts, to tell near-copies without comparing their words.
//!
//! `MinHash` (Broder 1997): of each of [`SIZE`] hash functions (multiply-shift,
//! Dietzfelbinger 1997) the least value over the parts of a text, of which 16
//! bits are kept: different ones are taken for equal once in 65,536 times. The
//! share of equal values estimates the share of parts that two texts have in
//! common (Jaccard), within about 0.12. Texts that share a band of two values
//! are looked at closer; of two texts that share half their parts nine in ten
//! do so. The parts of an article are runs of five words; those of a quotation
//! are its single content words, so that another translation of one sentence
//! is still near. Pure.

use std::hash::Hasher;

use fnv::FnvHasher;

/// Values of a sketch.
pub(crate) const SIZE: usize = 16;
/// Values of a band.
const BAND: usize = 2;
/// Words of a run.
const RUN: usize = 5;
/// Texts of fewer parts say too little to be compared.
const FEWEST: usize = 3;
/// Shorter words of a quotation are no content words, in letters.
const SHORTEST: usize = 4;

/// The sketch of an article by its folded words; empty for a very short one.
#[must_use]
pub(crate) fn of_article<'a>(words: impl Iterator<Item = &'a str>) -> Vec<u32> {
    let mut run = [0_u64; RUN];
    let runs = words.enumerate().filter_map(|(count, word)| {
        run.rotate_left(1);
        if let Some(last) = run.last_mut() {
            *last = hash(word.as_bytes());
        }
        (count + 1 >= RUN).then(|| run.iter().fold(0, |all, one| mix(all ^ one)))
    });
    of_parts(runs)
}

/// The sketch of a quotation by the stems of its words; empty for one of
/// fewer than three content words.
#[must_use]
pub(crate) fn of_quote<'a>(stems: impl Iterator<Item = &'a str>) -> Vec<u32> {
    let content = |word: &&str| {
        word.chars().nth(SHORTEST - 1).is_some() || word.starts_with(char::is_numeric)
    };
    of_parts(stems.filter(content).map(|word| hash(word.as_bytes())))
}

/// How alike two texts are by their sketches: the share of equal values, 0 to
/// 1; nothing is like an empty sketch.
#[must_use]
pub(crate) fn likeness(one: &[u32], other: &[u32]) -> f32 {
    if one.is_empty() || one.len() != other.len() {
        return 0.0;
    }
    let equal = one.iter().zip(other).filter(|(one, other)| one == other).count();
    let share = |count: usize| f32::from(u16::try_from(count).unwrap_or(u16::MAX));
    share(equal) / share(one.len())
}

/// The bands of a sketch as terms of an index: near-copies share one.
#[must_use]
pub(crate) fn bands(sketch: &[u32]) -> Vec<u64> {
    let band = |(number, values): (usize, &[u32])| {
        let seed = u64::try_from(number).unwrap_or(0);
        // 32 bits are enough among millions and make short terms.
        values.iter().fold(seed, |all, value| mix(all ^ (u64::from(*value) << 8))) >> 32
    };
    sketch.chunks_exact(BAND).enumerate().map(band).collect()
}

fn of_parts(parts: impl Iterator<Item = u64>) -> Vec<u32> {
    let mut least = [u32::MAX; SIZE];
    let mut count = 0;
    for part in parts {
        count += 1;
        let part = mix(part);
        for (least, factor) in least.iter_mut().zip(FACTORS) {
            let value = part.wrapping_mul(factor) >> 32;
            *least = (*least).min(u32::try_from(value).unwrap_or(u32::MAX));
        }
    }
    // The low bits: of a least value the high ones are all nought.
    if count < FEWEST { Vec::new() } else { least.map(|value| value & 0xffff).to_vec() }
}

/// An odd factor for each of the hash functions.
const FACTORS: [u64; SIZE] = factors();

const fn factors() -> [u64; SIZE] {
    let mut factors = [0; SIZE];
    let mut at = 0;
    while at < SIZE {
        #[expect(clippy::indexing_slicing, reason = "within the length, at compile time")]
        {
            factors[at] = mix(at as u64) | 1;
        }
        at += 1;
    }
    factors
}

/// The same on every platform.
fn hash(bytes: &[u8]) -> u64 {
    let mut hasher = FnvHasher::default();
    hasher.write(bytes);
    hasher.finish()
}

/// The finaliser of `SplitMix64`, with its increment.
const fn mix(value: u64) -> u64 {
    let mut z = value.wrapping_add(0x9e37_79b9_7f4a_7c15);
    z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    z ^ (z >> 31)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn words(count: usize, from: usize) -> Vec<String> {
        (from..from + count).map(|number| format!("word{}", number * 7919 % 1009)).collect()
    }

    fn article(words: &[String]) -> Vec<u32> {
        of_article(words.iter().map(String::as_str))
    }

    #[test]
    fn a_copy_with_a_changed_paragraph_stays_near_and_another_text_does_not() {
        let whole = words(400, 0);
        let mut changed = whole.clone();
        changed.splice(100..140, words(40, 600));
        let other = words(400, 500);
        assert!((likeness(&article(&whole), &article(&whole)) - 1.0).abs() < f32::EPSILON);
        assert!(likeness(&article(&whole), &article(&changed)) > 0.6);
        assert!(likeness(&article(&whole), &article(&other)) < 0.3);
        let shared = bands(&article(&whole));
        assert!(bands(&article(&changed)).iter().any(|band| shared.contains(band)));
    }

    #[test]
    fn the_order_and_the_small_words_of_a_quotation_do_not_count() {
        let one = of_quote("we will keep the bridge open until friday".split(' '));
        let other = of_quote("until friday keep a bridge open we will".split(' '));
        assert_eq!(one, other);
        assert!(of_quote("it is so".split(' ')).is_empty());
    }

    #[test]
    fn what_has_no_sketch_is_like_nothing() {
        assert!(likeness(&[], &[]).abs() < f32::EPSILON);
        assert!(bands(&[]).is_empty());
    }
}
