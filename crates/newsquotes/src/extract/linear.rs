//! Linear models over hashed features, in integers: rows of small weights
//! that are used as they lie in the program, and the averaged perceptron that
//! fits them.
//!
//! The averaged perceptron is that of Collins, "Discriminative Training
//! Methods for Hidden Markov Models" (EMNLP 2002); a feature's hash picks its
//! row, and two features may share one (Weinberger and others, "Feature
//! Hashing for Large Scale Multitask Learning", 2009). What the features and
//! the lanes of a row mean is the user's matter.

use super::hash::pair;

/// The weights of each feature for `LANES` outcomes, one row a feature.
#[derive(Clone, Copy, Debug)]
pub(super) struct WeightRows<'a, const LANES: usize> {
    rows: &'a [[u8; LANES]],
}

/// The row of a feature among `count`.
fn row_of(feature: u32, count: usize) -> usize {
    usize::try_from((u64::from(feature) * count as u64) >> 32).unwrap_or(0)
}

/// The hash of a feature: `value` as seen by the template of that number.
pub(super) fn feature(template: u64, value: u64) -> u32 {
    let [.., a, b, c, d] = pair(template.wrapping_mul(0x2545_f491_4f6c_dd1d), value).to_le_bytes();
    u32::from_le_bytes([a, b, c, d])
}

impl<'a, const LANES: usize> WeightRows<'a, LANES> {
    /// A view of rows; `None` where there is no whole number of them.
    pub(super) fn from_bytes(bytes: &'a [u8]) -> Option<WeightRows<'a, LANES>> {
        let (rows, rest) = bytes.as_chunks();
        (!rows.is_empty() && rest.is_empty()).then_some(WeightRows { rows })
    }

    /// Adds the weights of a feature to the scores of the outcomes.
    pub(super) fn add(self, feature: u32, scores: &mut [i16; LANES]) {
        let Some(row) = self.rows.get(row_of(feature, self.rows.len())) else { return };
        for (score, weight) in scores.iter_mut().zip(row) {
            *score = score.wrapping_add(i16::from(weight.cast_signed()));
        }
    }
}

#[cfg(any(test, feature = "train"))]
pub use fitting::FitOptions;
#[cfg(any(test, feature = "train"))]
pub(super) use fitting::{Learner, Random, whole_bytes};

#[cfg(any(test, feature = "train"))]
mod fitting {
    use super::row_of;

    /// How to fit a model.
    #[derive(Clone, Copy, Debug)]
    pub struct FitOptions {
        /// Rows of weights; features that share one blur each other.
        pub rows: usize,
        /// How often the training set is read.
        pub epochs: usize,
        /// How often all of that is done, each time in another order.
        pub rounds: u64,
        /// How many of 256 features are left out each time, so that the model
        /// does not lean on a few strong ones.
        pub dropout: u8,
        /// What all chance comes from.
        pub seed: u64,
    }

    /// Marsaglia's xorshift generator.
    #[derive(Clone, Debug)]
    pub(in crate::extract) struct Random(u64);

    impl Random {
        pub(in crate::extract) fn new(seed: u64) -> Random {
            Random(seed | 1 << 63)
        }

        pub(in crate::extract) fn next(&mut self) -> u64 {
            self.0 ^= self.0 << 13;
            self.0 ^= self.0 >> 7;
            self.0 ^= self.0 << 17;
            self.0
        }

        /// Fisher and Yates' shuffle.
        pub(in crate::extract) fn shuffle<T>(&mut self, items: &mut [T]) {
            for last in (1..items.len()).rev() {
                let other = usize::try_from(self.next() % (last as u64 + 1)).unwrap_or(0);
                items.swap(last, other);
            }
        }
    }

    /// The weights while they are learnt. With each goes the sum of its changes
    /// times the moment of the change, from which the average of all states
    /// follows in the end.
    #[derive(Clone, Debug)]
    pub(in crate::extract) struct Learner<const LANES: usize> {
        weights: Vec<[i32; LANES]>,
        sums: Vec<[i64; LANES]>,
        clock: i64,
    }

    impl<const LANES: usize> Learner<LANES> {
        pub(in crate::extract) fn new(rows: usize) -> Learner<LANES> {
            Learner { weights: vec![[0; LANES]; rows], sums: vec![[0; LANES]; rows], clock: 1 }
        }

        fn row(&self, feature: u32) -> usize {
            row_of(feature, self.weights.len())
        }

        /// The score of each outcome.
        pub(in crate::extract) fn scores(&self, features: &[u32]) -> [i32; LANES] {
            let mut scores = [0; LANES];
            for row in features.iter().filter_map(|feature| self.weights.get(self.row(*feature))) {
                for (score, weight) in scores.iter_mut().zip(row) {
                    *score += weight;
                }
            }
            scores
        }

        /// Moves the score of an outcome.
        pub(in crate::extract) fn change(&mut self, features: &[u32], lane: usize, step: i32) {
            for feature in features {
                let row = self.row(*feature);
                let weight = self.weights.get_mut(row).and_then(|row| row.get_mut(lane));
                let sum = self.sums.get_mut(row).and_then(|row| row.get_mut(lane));
                if let (Some(weight), Some(sum)) = (weight, sum) {
                    *weight += step;
                    *sum += i64::from(step) * self.clock;
                }
            }
        }

        /// One more choice was made.
        pub(in crate::extract) fn tick(&mut self) {
            self.clock += 1;
        }

        /// Adds the average weights, times the time, to `total`.
        pub(in crate::extract) fn add_average(&self, total: &mut Vec<[i64; LANES]>) {
            total.resize(self.weights.len(), [0; LANES]);
            for (total, (weights, sums)) in
                total.iter_mut().zip(self.weights.iter().zip(&self.sums))
            {
                for (total, (weight, sum)) in total.iter_mut().zip(weights.iter().zip(sums)) {
                    *total += i64::from(*weight) * self.clock - sum;
                }
            }
        }
    }

    /// Weights as bytes. The share of one in `tail` with the greatest weights
    /// is cut to the greatest byte, so that the many small ones keep apart.
    pub(in crate::extract) fn whole_bytes<const LANES: usize>(
        total: &[[i64; LANES]],
        tail: usize,
    ) -> Vec<u8> {
        let mut sizes: Vec<i64> =
            total.iter().flatten().map(|w| w.abs()).filter(|w| *w > 0).collect();
        sizes.sort_unstable();
        let cut = sizes.len().saturating_sub(1 + sizes.len() / tail.max(1));
        let largest = sizes.get(cut).copied().unwrap_or(1).max(1);
        let byte = |weight: &i64| {
            let scaled = (weight * 127 + weight.signum() * largest / 2) / largest;
            i8::try_from(scaled.clamp(-127, 127)).unwrap_or(0).cast_unsigned()
        };
        total.iter().flatten().map(byte).collect()
    }
}
