//! Choosing one of several candidates with a small linear model.
//!
//! Every decision of the quotation engine has the same shape: some candidates,
//! each described by features, of which one is taken. A feature is a template
//! with a value, hashed to a slot of one table of integer weights; a
//! candidate's score is the sum of its weights. The engine asks a [`Judge`];
//! the shipped judge is [`RankerWeights`], the trainer brings one of its own that
//! also knows the answers.

use std::ops::Range;

use super::templates::Template;
use crate::model::Span;
use crate::sure;

/// The number of slots of the weight table: as many for each [`DecisionKind`].
pub const SLOTS: usize = DecisionKind::ALL.len() << KIND_BITS;

/// The slots of one kind, as a power of two.
const KIND_BITS: u32 = 16;

/// Scores are in units of 1/64 of a natural logarithm of odds.
pub const UNIT: i32 = 64;

/// What is being decided.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum DecisionKind {
    /// Which phrase is the source of a cue word, or none: then it is no cue.
    Source,
    /// Where the reported words before a cue begin, or that there are none.
    Left,
    /// Where the reported words behind a cue end, or that there are none.
    Right,
    /// Which cue and source a stretch in marks belongs to, or nobody.
    Speaker,
    /// Whether a stretch in marks is a quotation at all; option 0 says so.
    Quoted,
}

impl DecisionKind {
    /// Every kind, in the order in which one builds on the one before.
    pub const ALL: [DecisionKind; 5] = [
        DecisionKind::Source,
        DecisionKind::Left,
        DecisionKind::Right,
        DecisionKind::Speaker,
        DecisionKind::Quoted,
    ];

    /// The slots that hold its weights.
    #[cfg(feature = "train")]
    #[must_use]
    pub fn slots(self) -> Range<usize> {
        let first = (self as usize) << KIND_BITS;
        first..first + (1 << KIND_BITS)
    }
}

/// One decision: what it is about and what there is to choose from.
#[cfg_attr(not(feature = "train"), expect(dead_code, reason = "read by the judge that learns"))]
#[derive(Debug)]
pub struct RankedDecision<'a> {
    pub kind: DecisionKind,
    /// The cue word or the quoted words.
    pub about: Span,
    /// For each option the words it stands for: the source, or the reported
    /// words; `None` is "nobody", "none of them", "no".
    pub options: &'a [Option<Span>],
    /// For each option, where its features lie in `features`.
    pub ranges: &'a [Range<usize>],
    /// Slots of the weight table.
    pub features: &'a [u32],
    /// What [`Judge::score`] says of each option.
    pub scores: &'a [i32],
}

/// What was chosen.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct RankedChoice {
    /// Index of the option.
    pub option: usize,
    /// How much better it scored than the next best, in [`UNIT`]s.
    pub margin: i32,
}

/// How sure a choice is, in percent, by its margin.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Confidence([u8; Confidence::STEPS]);

impl Confidence {
    /// How many steps the table has; a margin beyond the last counts as it.
    pub const STEPS: usize = 20;

    /// The share that the model itself believes in: `100 / (1 + e^-x)` for
    /// x = 0, 1/4, 1/2, …
    pub const LOGISTIC: Confidence = Confidence([
        50, 56, 62, 68, 73, 78, 82, 85, 88, 90, 92, 94, 95, 96, 97, 98, 98, 99, 99, 99,
    ]);

    /// The share that was right of the choices of each step.
    #[cfg(feature = "train")]
    #[must_use]
    pub fn new(percent: [u8; Confidence::STEPS]) -> Confidence {
        Confidence(percent)
    }

    /// The step of a margin: quarters of a [`UNIT`].
    #[must_use]
    pub fn step(margin: i32) -> usize {
        usize::try_from(margin.max(0) / (UNIT / 4)).unwrap_or(0).min(Confidence::STEPS - 1)
    }

    /// In percent.
    #[must_use]
    pub fn of(self, margin: i32) -> u8 {
        self.0.get(Confidence::step(margin)).copied().unwrap_or(99)
    }
}

/// Who decides.
pub trait Judge {
    /// How sure its choice of a speaker is.
    fn confidence(&self) -> Confidence {
        Confidence::LOGISTIC
    }

    /// The score of one option, from its features.
    fn score(&self, features: &[u32]) -> i32;

    /// The score of "none" above which a word is passed over without a look at
    /// its candidates. A judge that learns must see nearly all of them.
    fn sure(&self, _beside_quotation: bool) -> i32 {
        6 * UNIT
    }

    /// Chooses an option; there is at least one.
    fn choose(&mut self, decision: &RankedDecision<'_>) -> RankedChoice {
        best(decision.scores.iter().copied())
    }
}

/// The best of some scores; the first of equals.
pub fn best(scores: impl Iterator<Item = i32>) -> RankedChoice {
    let mut best = (0, i32::MIN);
    let mut second = i32::MIN;
    for (option, score) in scores.enumerate() {
        if score > best.1 {
            second = best.1;
            best = (option, score);
        } else {
            second = second.max(score);
        }
    }
    RankedChoice { option: best.0, margin: best.1.saturating_sub(second).min(99 * UNIT) }
}

/// The shipped table of integer weights.
#[derive(Clone, Debug)]
pub struct RankerWeights {
    table: Vec<i16>,
    confidence: Confidence,
}

impl RankerWeights {
    /// Reads a table as [`RankerWeights::write`] wrote it; slots that are missing
    /// weigh nothing.
    #[must_use]
    pub fn read(bytes: &[u8]) -> RankerWeights {
        let mut table: Vec<i16> = bytes
            .chunks_exact(2)
            .map(|pair| {
                i16::from_le_bytes([
                    pair.first().copied().unwrap_or(0),
                    pair.get(1).copied().unwrap_or(0),
                ])
            })
            .collect();
        let mut percent = [0; Confidence::STEPS];
        // A table without percentages is read, too.
        let given = table.get(SLOTS..).unwrap_or_default();
        for (to, from) in percent.iter_mut().zip(given) {
            *to = u8::try_from(*from).unwrap_or(0).min(99);
        }
        let whole = given.len() == Confidence::STEPS;
        let confidence = if whole { Confidence(percent) } else { Confidence::LOGISTIC };
        table.resize(SLOTS, 0);
        RankerWeights { table, confidence }
    }

    /// A table of these weights.
    #[cfg(feature = "train")]
    #[must_use]
    pub fn new(mut table: Vec<i16>, confidence: Confidence) -> RankerWeights {
        table.resize(SLOTS, 0);
        RankerWeights { table, confidence }
    }

    #[cfg(feature = "train")]
    /// The weights and the percentages behind them as bytes: 16-bit integers,
    /// little-endian.
    #[must_use]
    pub fn write(&self) -> Vec<u8> {
        let percent = self.confidence.0.iter().map(|percent| i16::from(*percent));
        self.table.iter().copied().chain(percent).flat_map(i16::to_le_bytes).collect()
    }
}

impl Judge for &RankerWeights {
    fn confidence(&self) -> Confidence {
        self.confidence
    }

    /// Of 54,000 words in the training articles 20,000 score above 2½, and six
    /// of those are cues; words beside a quotation count for its speaker even
    /// when they are none.
    fn sure(&self, beside_quotation: bool) -> i32 {
        if beside_quotation { 9 * UNIT / 2 } else { 5 * UNIT / 2 }
    }

    fn score(&self, features: &[u32]) -> i32 {
        let weight = |slot: &u32| self.table.get(*slot as usize).copied().map_or(0, i32::from);
        features.iter().map(weight).sum()
    }
}

/// The options of a decision, gathered one by one; kept to be used again.
#[derive(Debug, Default)]
pub(super) struct Ballot {
    options: Vec<Option<Span>>,
    ranges: Vec<Range<usize>>,
    features: Vec<u32>,
    /// The scores of the first options, as far as they were asked for.
    scores: Vec<i32>,
    kind: u64,
}

impl Ballot {
    /// Begins a decision.
    pub(super) fn open(&mut self, kind: DecisionKind) {
        self.options.clear();
        self.ranges.clear();
        self.features.clear();
        self.scores.clear();
        self.kind = kind as u64;
    }

    /// Begins an option; the features that follow describe it.
    pub(super) fn option(&mut self, words: Option<Span>) {
        self.close();
        let at = self.features.len();
        self.options.push(words);
        self.ranges.push(at..at);
    }

    /// Ends the option begun last: it has all its features.
    fn close(&mut self) {
        if let Some(range) = self.ranges.last_mut() {
            range.end = self.features.len();
        }
    }

    /// A feature of the option begun last.
    pub(super) fn feature(&mut self, template: impl Template, value: u32) {
        let key = u64::from(template.number()) << 32 | u64::from(value);
        let hash = key.wrapping_mul(0x9e37_79b9_7f4a_7c15);
        let hash = (hash ^ (hash >> 29)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        let slot = self.kind << KIND_BITS | hash >> (64 - KIND_BITS);
        self.features.push(u32::try_from(slot).unwrap_or(0));
    }

    /// Features of two values together.
    pub(super) fn pair(&mut self, template: impl Template, one: u32, other: u32) {
        self.feature(
            template,
            one.wrapping_mul(0x9e37).wrapping_add(other.wrapping_mul(0x85eb_ca6b)),
        );
    }

    pub(super) fn decide<J: Judge>(
        &mut self,
        judge: &mut J,
        kind: DecisionKind,
        about: Span,
    ) -> RankedChoice {
        self.weigh(judge);
        let Ballot { options, ranges, features, scores, .. } = self;
        judge.choose(&RankedDecision { kind, about, options, ranges, features, scores })
    }

    /// The score of an option that has all its features.
    pub(super) fn score<J: Judge>(&mut self, judge: &J, option: usize) -> i32 {
        self.weigh(judge);
        sure::number(&self.scores, option)
    }

    /// The scores of all options of the decision taken last.
    pub(super) fn scores(&self) -> &[i32] {
        &self.scores
    }

    /// Scores the options that have none yet.
    fn weigh<J: Judge>(&mut self, judge: &J) {
        self.close();
        for range in self.ranges.iter().skip(self.scores.len()) {
            let features = sure::items(&self.features, range.clone());
            self.scores.push(judge.score(features));
        }
    }
}
