//! Articles that are copies of each other but for a little: agency copy in
//! several outlets, a text saved twice.

use std::collections::HashMap;

use super::pairs::Unions;
use crate::library::sketch;

/// Texts whose sketches are at least so alike are copies.
const COPY: f32 = 0.5;
/// Texts that share a band with a text and are compared with it at most.
const MOST_IN_BAND: usize = 24;

/// Groups of two and more near-copies among texts, by the indices of their
/// sketches (`library::sketch`); an empty sketch is no copy of any.
#[must_use]
pub fn near_copies(sketches: &[&[u32]]) -> Vec<Vec<usize>> {
    let mut unions = Unions::new(sketches.len());
    let mut bands: HashMap<u64, Vec<usize>> = HashMap::new();
    for (index, one) in sketches.iter().enumerate() {
        for band in sketch::bands(one) {
            let same = bands.entry(band).or_default();
            for other in same.iter() {
                if unions.find(*other) != unions.find(index)
                    && sketches.get(*other).is_some_and(|two| sketch::likeness(one, two) >= COPY)
                {
                    unions.join(index, *other);
                }
            }
            if same.len() < MOST_IN_BAND {
                same.push(index);
            }
        }
    }
    let mut groups = unions.groups();
    groups.retain(|group| group.len() > 1);
    groups
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sketches_that_share_most_values_are_copies() {
        let first: Vec<u32> = (0..16).collect();
        let mut copy = first.clone();
        copy[0] = 99;
        copy[15] = 98;
        let half_other: Vec<u32> = (0..6).chain(100..110).collect();
        let other: Vec<u32> = (200..216).collect();
        let sketches: Vec<&[u32]> = vec![&other, &first, &[], &copy, &half_other, &[]];
        assert_eq!(near_copies(&sketches), [vec![1, 3]]);
    }
}
