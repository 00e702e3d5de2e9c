//! An averaged structured perceptron (Collins, "Discriminative Training
//! Methods for Hidden Markov Models", EMNLP 2002), in integers throughout.
//!
//! Features are left out at random while it learns, so that it does not lean
//! on a few strong ones, such as a name it knows by heart (Hinton and others,
//! "Improving neural networks by preventing co-adaptation", 2012); and it
//! learns several times over, in other orders, and adds up what it learnt.

use super::viterbi::{Decoder, END, LANES, NameLabel, Scores, Transitions, allowed, forbid};

/// How to train.
#[derive(Clone, Copy, Debug)]
pub struct TrainingOptions {
    /// Rows of weights, as a power of two.
    pub bits: u32,
    /// How often the training set is read.
    pub epochs: usize,
    /// How often all of that is done, each time in another order.
    pub rounds: u64,
    /// How many of 256 features are left out.
    pub dropout: u8,
    /// What all chance comes from.
    pub seed: u64,
}

/// One run of candidates: the features and the right label of each word.
#[derive(Clone, Copy, Debug)]
pub(super) struct TrainingRun<'a> {
    pub(super) rows: &'a [Vec<u32>],
    pub(super) gold: &'a [NameLabel],
}

/// Averaged weights, times a number that is the same for all.
#[derive(Clone, Debug)]
pub(super) struct Average {
    pub(super) weights: Vec<[i64; LANES]>,
    pub(super) transitions: [[i64; LANES]; LANES],
}

/// Learns to label `items`.
pub(super) fn learn(items: &[TrainingRun<'_>], options: TrainingOptions) -> Average {
    let mut total = Average::nothing(options.bits);
    for round in 0..options.rounds {
        let mut items = items.to_vec();
        let mut learner = Learner::new(options, round);
        for _ in 0..options.epochs {
            learner.random.shuffle(&mut items);
            for item in &items {
                learner.see(item);
            }
        }
        learner.add_average(&mut total);
    }
    total
}

impl Average {
    fn nothing(bits: u32) -> Average {
        Average { weights: vec![[0; LANES]; 1 << bits], transitions: [[0; LANES]; LANES] }
    }

    /// The largest weight, at least 1.
    pub(super) fn largest(&self) -> i64 {
        self.weights.iter().flatten().map(|weight| weight.abs()).max().unwrap_or(1).max(1)
    }
}

/// Marsaglia's xorshift generator.
#[derive(Clone, Debug)]
struct Random(u64);

impl Random {
    fn next(&mut self) -> u64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        self.0
    }

    /// Fisher and Yates' shuffle.
    fn shuffle<T>(&mut self, items: &mut [T]) {
        for last in (1..items.len()).rev() {
            let other = usize::try_from(self.next() % (last as u64 + 1)).unwrap_or(0);
            items.swap(last, other);
        }
    }
}

/// The weights while they are learnt. With each goes the sum of its changes
/// times the moment of the change, from which the average of all states
/// follows in the end.
struct Learner {
    mask: usize,
    dropout: u64,
    weights: Vec<Scores>,
    weight_sums: Vec<[i64; LANES]>,
    transitions: Transitions,
    transition_sums: [[i64; LANES]; LANES],
    clock: i64,
    random: Random,
    decoder: Decoder,
    /// The features of the words at hand that are not left out.
    kept: Vec<Vec<u32>>,
}

impl Learner {
    fn new(options: TrainingOptions, round: u64) -> Learner {
        let rows = 1 << options.bits;
        let mut transitions = [[0; LANES]; LANES];
        forbid(&mut transitions);
        Learner {
            mask: rows - 1,
            dropout: options.dropout.into(),
            weights: vec![[0; LANES]; rows],
            weight_sums: vec![[0; LANES]; rows],
            transitions,
            transition_sums: [[0; LANES]; LANES],
            clock: 1,
            random: Random(options.seed.wrapping_add(round) | 1 << 63),
            decoder: Decoder::default(),
            kept: Vec::new(),
        }
    }

    /// Labels one run and, where that is wrong, changes the weights.
    fn see(&mut self, item: &TrainingRun<'_>) {
        self.keep(item.rows);
        let scores: Vec<Scores> = self.kept.iter().map(|rows| self.scores(rows)).collect();
        let guess = self.decoder.decode(&scores, &self.transitions).to_vec();
        if guess != item.gold {
            let kept = std::mem::take(&mut self.kept);
            for ((rows, gold), guess) in kept.iter().zip(item.gold).zip(&guess) {
                if gold != guess {
                    self.change_rows(rows, gold.lane(), guess.lane());
                }
            }
            self.kept = kept;
            self.change_path(item.gold, 1);
            self.change_path(&guess, -1);
        }
        self.clock += 1;
    }

    fn keep(&mut self, words: &[Vec<u32>]) {
        self.kept.resize_with(words.len(), Vec::new);
        for (kept, rows) in self.kept.iter_mut().zip(words) {
            kept.clear();
            let stays = |_: &&u32| self.random.next() >> 32 & 255 >= self.dropout;
            kept.extend(rows.iter().filter(stays));
        }
    }

    fn scores(&self, rows: &[u32]) -> Scores {
        let mut scores = [0; LANES];
        for row in rows {
            let Some(weights) = self.weights.get(*row as usize & self.mask) else { continue };
            for (score, weight) in scores.iter_mut().zip(weights) {
                *score += weight;
            }
        }
        scores
    }

    fn change_rows(&mut self, rows: &[u32], gold: usize, guess: usize) {
        for row in rows.iter().map(|row| *row as usize & self.mask) {
            let (Some(weights), Some(sums)) =
                (self.weights.get_mut(row), self.weight_sums.get_mut(row))
            else {
                continue;
            };
            change(weights, sums, gold, 1, self.clock);
            change(weights, sums, guess, -1, self.clock);
        }
    }

    fn change_path(&mut self, labels: &[NameLabel], step: i32) {
        let mut from = END;
        for to in labels.iter().map(|label| label.lane()).chain([END]) {
            if let (Some(weights), Some(sums)) =
                (self.transitions.get_mut(to), self.transition_sums.get_mut(to))
            {
                change(weights, sums, from, step, self.clock);
            }
            from = to;
        }
    }

    fn add_average(&self, total: &mut Average) {
        let rows = self.weights.iter().zip(&self.weight_sums);
        for (total, (weights, sums)) in total.weights.iter_mut().zip(rows) {
            add_row(total, weights, sums, self.clock);
        }
        let rows = self.transitions.iter().zip(&self.transition_sums);
        for ((to, total), (weights, sums)) in total.transitions.iter_mut().enumerate().zip(rows) {
            add_row(total, weights, sums, self.clock);
            for (from, total) in total.iter_mut().enumerate() {
                if !allowed(from, to) {
                    *total = 0;
                }
            }
        }
    }
}

/// Changes the weight in one lane of a row.
fn change(weights: &mut Scores, sums: &mut [i64; LANES], lane: usize, step: i32, clock: i64) {
    if let (Some(weight), Some(sum)) = (weights.get_mut(lane), sums.get_mut(lane)) {
        *weight += step;
        *sum += i64::from(step) * clock;
    }
}

/// Adds the average of a row, times the time, to `total`.
fn add_row(total: &mut [i64; LANES], weights: &Scores, sums: &[i64; LANES], clock: i64) {
    for (total, (weight, sum)) in total.iter_mut().zip(weights.iter().zip(sums)) {
        *total += i64::from(*weight) * clock - sum;
    }
}
