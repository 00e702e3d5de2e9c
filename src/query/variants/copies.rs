//! Articles that are copies of each other but for a little: agency copy in
//! several outlets, a text saved twice.

use std::collections::HashMap;

use super::pairs::Unions;

/// Texts of which at least so many of the sketch's values agree are copies.
/// The part that agrees estimates the part of the shingles that both share
/// (Broder 1997).
const COPY: f32 = 0.5;
/// Values in a band; texts are compared when all values of a band agree.
const BAND: usize = 2;
/// Texts of one band that a text is compared with at most.
const MOST_IN_BAND: usize = 24;

/// Groups of two and more near-copies among texts, by the indices of their
/// `MinHash` sketches; an empty sketch is no copy of any.
#[must_use]
pub fn near_copies(sketches: &[&[u32]]) -> Vec<Vec<usize>> {
    let mut unions = Unions::new(sketches.len());
    let mut bands: HashMap<(usize, &[u32]), Vec<usize>> = HashMap::new();
    for (index, sketch) in sketches.iter().enumerate() {
        for band in sketch.chunks_exact(BAND).enumerate() {
            let same = bands.entry(band).or_default();
            for other in same.iter() {
                if unions.find(*other) != unions.find(index)
                    && sketches.get(*other).is_some_and(|other| shared(sketch, other) >= COPY)
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

/// The part of the values that agree.
#[expect(clippy::cast_precision_loss, reason = "a sketch has some dozen values")]
fn shared(one: &[u32], other: &[u32]) -> f32 {
    let same = one.iter().zip(other).filter(|(one, other)| one == other).count();
    same as f32 / one.len().max(other.len()).max(1) as f32
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
