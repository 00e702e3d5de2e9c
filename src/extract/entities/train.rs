//! Training the tagger: labelled texts in, the bytes of the weights out.
//!
//! An averaged structured perceptron (Collins, "Discriminative Training
//! Methods for Hidden Markov Models", EMNLP 2002), in integers throughout: the
//! same texts and options give the same bytes on every platform. The second
//! stage learns from what the first finds in documents it was not trained on
//! (four folds), as it will when it is used.

use std::ops::Range;

use super::features::{Reader, Source, Votes};
use super::hash::HashMap;
use super::lexicon::Lexicon;
use super::tagger::{Weights, vote, vote_features};
use super::usage::Usages;
use super::viterbi::{Decoder, LANES, Label, Scores, Transitions, allowed, forbid};
use super::words::{Run, Words};
use crate::model::{EntityKind, Span, Text};

/// Parts of the training set that take turns in being left out.
const FOLDS: usize = 4;

/// A text with the names in it.
#[derive(Clone, Debug)]
pub struct Sample {
    pub text: Text,
    /// The stretches of the text that sentences stay within.
    pub blocks: Vec<Span>,
    /// Bytes of the text, ascending and disjoint.
    pub names: Vec<(Range<usize>, EntityKind)>,
}

/// How to train.
#[derive(Clone, Copy, Debug)]
pub struct Options {
    /// Rows of weights, as a power of two.
    pub bits: u32,
    /// How often the training set is read.
    pub epochs: usize,
    /// Where the shuffling starts.
    pub seed: u64,
    /// Independent shuffles whose weights are added up.
    pub rounds: u64,
    /// What a wrong label has ahead of the right one while learning.
    pub cost: i32,
    /// How many of 256 features are left out while learning.
    pub dropout: u64,
}

/// The features and labels of one document.
struct Example {
    words: Words,
    runs: Vec<Run>,
    /// By candidate: the words of all runs one after the other.
    rows: Vec<Vec<u32>>,
    gold: Vec<Label>,
}

/// One run of one document: its candidates.
struct Item<'a> {
    rows: &'a [Vec<u32>],
    gold: &'a [Label],
}

/// The weights of one stage while it learns. Sums are kept over time, so that
/// the average of all states is known at the end.
struct Learner {
    mask: usize,
    weights: Vec<Scores>,
    weight_sums: Vec<[i64; LANES]>,
    transitions: Transitions,
    transition_sums: [[i64; LANES]; LANES],
    clock: i64,
    options: Options,
    random: u64,
}

/// The averaged weights of one stage as integers of any size.
struct Average {
    weights: Vec<[i64; LANES]>,
    transitions: [[i64; LANES]; LANES],
}

/// The bytes of weights that label `samples` as they are labelled.
#[must_use]
pub fn train(samples: &[Sample], lexicon: Lexicon<'_>, options: Options) -> Vec<u8> {
    let mut examples: Vec<Example> =
        samples.iter().map(|sample| Example::read(sample, lexicon)).collect();
    let all: Vec<&Example> = examples.iter().collect();
    let first = learn(&all, options);
    let votes = votes_of_strangers(&examples, options);
    for ((example, sample), votes) in examples.iter_mut().zip(samples).zip(&votes) {
        example.add_votes(sample, lexicon, votes);
    }
    let all: Vec<&Example> = examples.iter().collect();
    let second = learn(&all, options);
    pack(&first, &second)
}

/// What a first stage trained on the other folds finds in each document.
fn votes_of_strangers(examples: &[Example], options: Options) -> Vec<HashMap<Votes>> {
    let mut votes: Vec<HashMap<Votes>> = vec![HashMap::default(); examples.len()];
    let options = Options { epochs: options.epochs.div_ceil(2).max(2), ..options };
    for fold in 0..FOLDS {
        let others: Vec<&Example> = examples
            .iter()
            .enumerate()
            .filter(|(index, _)| index % FOLDS != fold)
            .map(|(_, example)| example)
            .collect();
        let average = learn(&others, options);
        let bytes = pack(&average, &average);
        let Some(weights) = Weights::from_bytes(&bytes) else { continue };
        let own = examples.iter().zip(&mut votes).skip(fold).step_by(FOLDS);
        own.for_each(|(example, votes)| *votes = example.count_votes(&weights));
    }
    votes
}

impl Example {
    fn read(sample: &Sample, lexicon: Lexicon<'_>) -> Example {
        let words = Words::read(&sample.text, sample.blocks.iter().copied());
        let usages = Usages::read(&words);
        let runs = words.runs();
        let source = Source { text: &sample.text, words: &words, usages: &usages, lexicon };
        let mut rows = Vec::new();
        let mut gold = Vec::new();
        let mut reader = Reader::default();
        for run in &runs {
            reader.open(source, run);
            for at in run.words.clone() {
                let mut features = Vec::new();
                reader.read(source, run, at, &mut features);
                rows.push(features);
            }
            gold.extend(gold_labels(&words, run, &sample.names));
        }
        Example { words, runs, rows, gold }
    }

    fn add_votes(&mut self, sample: &Sample, lexicon: Lexicon<'_>, votes: &HashMap<Votes>) {
        let usages = Usages::default();
        let source = Source { text: &sample.text, words: &self.words, usages: &usages, lexicon };
        let candidates = self.runs.iter().flat_map(|run| run.words.clone());
        for (at, rows) in candidates.zip(&mut self.rows) {
            vote_features(source, at, votes, rows);
        }
    }

    fn count_votes(&self, weights: &Weights<'_>) -> HashMap<Votes> {
        let mut votes = HashMap::default();
        let mut decoder = Decoder::default();
        for (run, item) in self.runs.iter().zip(self.items()) {
            let scores: Vec<Scores> =
                item.rows.iter().map(|rows| weights.scores(rows)[0]).collect();
            let labels = decoder.decode(&scores, weights.transitions(0));
            vote(&mut votes, &self.words, run, labels);
        }
        votes
    }

    fn items(&self) -> impl Iterator<Item = Item<'_>> {
        let mut start = 0;
        self.runs.iter().filter_map(move |run| {
            let candidates = start..start + run.words.len();
            start = candidates.end;
            Some(Item {
                rows: self.rows.get(candidates.clone())?,
                gold: self.gold.get(candidates)?,
            })
        })
    }
}

/// The labels of the words of a run; a name that starts before the run begins
/// with the run.
fn gold_labels(words: &Words, run: &Run, names: &[(Range<usize>, EntityKind)]) -> Vec<Label> {
    let mut open = None;
    let words = words.all.get(run.words.clone()).unwrap_or_default();
    let label = |word: &super::words::Word| {
        let bytes = word.range();
        let next = names.partition_point(|(name, _)| name.end <= bytes.start);
        let Some((name, kind)) = names.get(next).filter(|(name, _)| name.start < bytes.end) else {
            open = None;
            return Label::OUTSIDE;
        };
        let goes_on = open.replace(name.start) == Some(name.start);
        if goes_on { Label::inside(*kind) } else { Label::begin(*kind) }
    };
    words.iter().map(label).collect()
}

/// Trains one stage.
fn learn(examples: &[&Example], options: Options) -> Average {
    let mut total = None;
    for round in 0..options.rounds {
        let mut items: Vec<Item<'_>> =
            examples.iter().flat_map(|example| example.items()).collect();
        let mut learner = Learner::new(options);
        let mut decoder = Decoder::default();
        let mut random = options.seed.rotate_left(round as u32 * 7) | 1;
        for _ in 0..options.epochs {
            shuffle(&mut items, &mut random);
            items.iter().for_each(|item| learner.see(item, &mut decoder));
        }
        let a = learner.average();
        total = Some(match total {
            None => a,
            Some(mut t) => {
                let t: &mut Average = &mut t;
                for (x, y) in t.weights.iter_mut().flatten().zip(a.weights.iter().flatten()) {
                    *x += y;
                }
                for (x, y) in t.transitions.iter_mut().flatten().zip(a.transitions.iter().flatten())
                {
                    *x += y;
                }
                Average { weights: std::mem::take(&mut t.weights), transitions: t.transitions }
            }
        });
    }
    total.unwrap()
}

/// Fisher and Yates' shuffle with Marsaglia's xorshift.
fn shuffle<T>(items: &mut [T], random: &mut u64) {
    for last in (1..items.len()).rev() {
        *random ^= *random << 13;
        *random ^= *random >> 7;
        *random ^= *random << 17;
        let other = usize::try_from(*random % (last as u64 + 1)).unwrap_or(0);
        items.swap(last, other);
    }
}

impl Learner {
    fn new(options: Options) -> Learner {
        let rows = 1 << options.bits;
        let mut transitions = [[0; LANES]; LANES];
        forbid(&mut transitions);
        Learner {
            mask: rows - 1,
            weights: vec![[0; LANES]; rows],
            weight_sums: vec![[0; LANES]; rows],
            transitions,
            transition_sums: [[0; LANES]; LANES],
            clock: 1,
            options,
            random: 88172645463325252,
        }
    }

    /// Labels one run and, where that is wrong, moves the weights.
    fn see(&mut self, item: &Item<'_>, decoder: &mut Decoder) {
        let dropped: Vec<Vec<u32>>;
        let mut item_rows = item.rows;
        if self.options.dropout > 0 {
            dropped = item
                .rows
                .iter()
                .map(|r| {
                    r.iter()
                        .copied()
                        .filter(|_| {
                            let r = &mut self.random;
                            *r ^= *r << 13;
                            *r ^= *r >> 7;
                            *r ^= *r << 17;
                            (*r >> 20) & 255 >= self.options.dropout
                        })
                        .collect()
                })
                .collect();
            item_rows = &dropped;
        }
        let mut scores: Vec<Scores> = item_rows.iter().map(|rows| self.scores(rows)).collect();
        for (s, g) in scores.iter_mut().zip(item.gold) {
            s[g.lane()] -= self.options.cost;
        }
        let guess = decoder.decode(&scores, &self.transitions);
        if guess != item.gold {
            for ((rows, gold), guess) in item_rows.iter().zip(item.gold).zip(guess) {
                if gold != guess {
                    self.move_rows(rows, gold.lane(), guess.lane());
                }
            }
            self.move_path(item.gold, 1);
            self.move_path(guess, -1);
        }
        self.clock += 1;
    }

    fn scores(&self, rows: &[u32]) -> Scores {
        let mut scores = [0; LANES];
        for row in rows {
            let Some(weights) = self.weights.get(*row as usize & self.mask) else { continue };
            scores.iter_mut().zip(weights).for_each(|(score, weight)| *score += weight);
        }
        scores
    }

    fn move_rows(&mut self, rows: &[u32], gold: usize, guess: usize) {
        for row in rows.iter().map(|row| *row as usize & self.mask) {
            let (Some(weights), Some(sums)) =
                (self.weights.get_mut(row), self.weight_sums.get_mut(row))
            else {
                continue;
            };
            for (lane, step) in [(gold, 1), (guess, -1)] {
                if let (Some(weight), Some(sum)) = (weights.get_mut(lane), sums.get_mut(lane)) {
                    *weight += step;
                    *sum += i64::from(step) * self.clock;
                }
            }
        }
    }

    fn move_path(&mut self, labels: &[Label], step: i32) {
        let mut from = LANES - 1;
        for to in labels.iter().map(|label| label.lane()).chain([LANES - 1]) {
            let weight = self.transitions.get_mut(to).and_then(|row| row.get_mut(from));
            let sum = self.transition_sums.get_mut(to).and_then(|row| row.get_mut(from));
            if let (Some(weight), Some(sum)) = (weight, sum) {
                *weight += step;
                *sum += i64::from(step) * self.clock;
            }
            from = to;
        }
    }

    /// The mean of all states, times the time.
    fn average(self) -> Average {
        let mean = |weight: i32, sum: i64| i64::from(weight) * self.clock - sum;
        let rows = self.weights.iter().zip(&self.weight_sums);
        let row = |(weights, sums): (&Scores, &[i64; LANES])| {
            let mut row = [0; LANES];
            let pairs = weights.iter().zip(sums);
            row.iter_mut().zip(pairs).for_each(|(to, (weight, sum))| *to = mean(*weight, *sum));
            row
        };
        let weights = rows.map(row).collect();
        let mut transitions = [[0; LANES]; LANES];
        let pairs = self.transitions.iter().zip(&self.transition_sums).enumerate();
        for ((to, pair), averages) in pairs.zip(&mut transitions) {
            *averages = row(pair);
            for (from, average) in averages.iter_mut().enumerate() {
                if !allowed(from, to) {
                    *average = 0;
                }
            }
        }
        Average { weights, transitions }
    }
}

/// Both stages in bytes, each scaled so that its largest weight is 127.
fn pack(first: &Average, second: &Average) -> Vec<u8> {
    let stages = [first, second];
    let largest = stages.map(|stage| {
        stage.weights.iter().flatten().map(|weight| weight.abs()).max().unwrap_or(1).max(1)
    });
    let mut rows = vec![[0i8; 2 * LANES]; first.weights.len()];
    let mut transitions = [[[0; LANES]; LANES]; 2];
    for (index, (stage, largest)) in stages.into_iter().zip(largest).enumerate() {
        for (to, from) in rows.iter_mut().zip(&stage.weights) {
            let lanes = to.iter_mut().skip(index * LANES);
            lanes.zip(from).for_each(|(to, from)| {
                *to = i8::try_from(scale(*from, largest)).unwrap_or(0);
            });
        }
        let from = stage.transitions.iter().flatten();
        let to = transitions.get_mut(index).into_iter().flatten().flatten();
        to.zip(from).for_each(|(to, from)| {
            *to = i32::try_from(scale(*from, largest)).unwrap_or(0);
        });
    }
    Weights::to_bytes(&transitions, &rows)
}

/// `value` in parts of `largest` / 127, rounded half away from zero.
fn scale(value: i64, largest: i64) -> i64 {
    let doubled = i128::from(value) * 254;
    let largest = i128::from(largest);
    let rounded = (doubled.abs() + largest) / (2 * largest) * doubled.signum();
    i64::try_from(rounded).unwrap_or(0)
}
