//! Where on a whole saved page the article is: a choice of one label for each
//! unit, by integer weights over features of the unit and its neighbours and
//! the best path over all units (Viterbi).
//!
//! A page is menu, article, possibly interrupted, and what follows it, in
//! this order; the four labels say so. Features see shape, punctuation,
//! repetition, neighbours and the kinds that `noise` gives, never a word, so
//! that they hold in any language. The weights are those of a linear-chain
//! conditional random field, fitted by `examples/fit_page` on the pages of
//! scrapinghub's article-extraction-benchmark. Long, because the features are
//! numbered in the order in which they are written here, and belong together.

use std::collections::HashMap;

use super::page_weights::{MOVES, WEIGHTS};
use super::repeat;
use super::unit::{Shape, TextUnit, UnitEnding, UnitOpening};
use crate::model::{BlockKind, BlockReason, Text};

/// Where a unit stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum PagePlace {
    Before,
    Body,
    /// Furniture in the middle of the article.
    Gap,
    After,
}

/// Labels, in the order of the columns of the weights.
pub(super) const PLACES: [PagePlace; 4] =
    [PagePlace::Before, PagePlace::Body, PagePlace::Gap, PagePlace::After];

/// The number of features; their meaning is the order in [`Reader::unit`].
pub const FEATURES: usize = 190;

/// So many menu entries and buttons around the prose make a whole page; of
/// 5,000 saved articles ten have as many, of 181 pages all but eight.
const MENU: usize = 8;

/// Whether this is a whole page, menus and all, rather than a saved article.
pub(super) fn is_page(units: &[TextUnit]) -> bool {
    let Some(first) = units.iter().position(is_prose) else { return false };
    let last = units.iter().rposition(is_prose).unwrap_or(first);
    let around = units.iter().take(first).chain(units.iter().skip(last + 1));
    around.filter(|unit| is_menu(unit)).take(MENU).count() == MENU
}

fn is_menu(unit: &TextUnit) -> bool {
    let short =
        unit.is_open() && unit.shape.words <= 4 && unit.shape.ending != UnitEnding::Sentence;
    (short && !unit.shape.quoted)
        || matches!(unit.kind(), Some(BlockKind::Navigation | BlockKind::Share | BlockKind::Notice))
}

/// The place of each unit on the page.
pub(super) fn places(text: &Text, units: &[TextUnit]) -> Vec<PagePlace> {
    best_path(&features_of(text, units))
}

/// The features of each line of a page, for fitting the weights.
#[doc(hidden)]
#[must_use]
pub fn features(page: &str) -> Vec<(usize, usize, Vec<u8>)> {
    let Some(text) = Text::new(page) else { return Vec::new() };
    let units = super::judged(&text, super::lines::units(&text, 0..text.len()));
    let features = features_of(&text, &units);
    units.iter().zip(features).map(|(unit, f)| (unit.span.start(), unit.span.end(), f)).collect()
}

/// The best sequence of places under the weights.
fn best_path(features: &[Vec<u8>]) -> Vec<PagePlace> {
    const LOST: i64 = i64::MIN / 4;
    let mut from: Vec<[u8; 4]> = Vec::with_capacity(features.len());
    let mut best = [0, 0, LOST, LOST];
    for (index, unit) in features.iter().enumerate() {
        let scores = emissions(unit);
        let (mut next, mut back) = ([LOST; 4], [0_u8; 4]);
        for (place, ((score, next), back)) in
            scores.iter().zip(&mut next).zip(&mut back).enumerate()
        {
            for (origin, reached) in best.iter().enumerate() {
                let step = if index == 0 {
                    if origin == place { 0 } else { LOST }
                } else {
                    move_score(origin, place)
                };
                let total = (reached + step).max(LOST) + score;
                if total > *next {
                    (*next, *back) = (total, u8::try_from(origin).unwrap_or(0));
                }
            }
        }
        best = next.map(|score| score.max(LOST));
        from.push(back);
    }
    let last = [0, 1, 3].into_iter().max_by_key(|place| best.get(*place).copied().unwrap_or(LOST));
    trace(&from, last.unwrap_or(1))
}

fn trace(from: &[[u8; 4]], mut place: usize) -> Vec<PagePlace> {
    let mut path = Vec::with_capacity(from.len());
    for back in from.iter().rev() {
        path.push(PLACES.get(place).copied().unwrap_or(PagePlace::Body));
        place = back.get(place).copied().map_or(0, usize::from);
    }
    path.reverse();
    path
}

fn emissions(features: &[u8]) -> [i64; 4] {
    let mut sums = [0; 4];
    for feature in features {
        if let Some(weights) = WEIGHTS.get(usize::from(*feature)) {
            for (sum, weight) in sums.iter_mut().zip(weights) {
                *sum += i64::from(*weight);
            }
        }
    }
    sums
}

/// Only the moves of the order of a page are possible.
fn move_score(from: usize, to: usize) -> i64 {
    MOVES.get(from).and_then(|row| row.get(to)).copied().flatten().map_or(i64::MIN / 4, i64::from)
}

/// What the features of a page look at beside the unit itself.
struct PageSurroundings {
    /// First and last unit of the densest run of sentences.
    core: (usize, usize),
    /// The same with a light and a heavy charge for other units.
    wide: (usize, usize),
    narrow: (usize, usize),
    repeated: Vec<bool>,
    /// Sums of the characters of sentences up to each unit.
    prose: Vec<u32>,
}

fn features_of(text: &Text, units: &[TextUnit]) -> Vec<Vec<u8>> {
    let around = PageSurroundings::of(text, units);
    let mut labels = Labels::default();
    (0..units.len())
        .map(|at| {
            let mut reader = FeatureReader { features: Vec::with_capacity(32), next: 0 };
            reader.unit(units, at, &around, &labels);
            if let Some(unit) = units.get(at) {
                labels.pass(unit);
            }
            reader.features
        })
        .collect()
}

/// What the labels above a unit announced.
#[derive(Default)]
struct Labels {
    since_comment: Option<u32>,
    since_related: Option<u32>,
    since_byline: Option<u32>,
    copyright: bool,
}

impl Labels {
    fn pass(&mut self, unit: &TextUnit) {
        for since in [&mut self.since_comment, &mut self.since_related, &mut self.since_byline] {
            *since = since.map(|units| units + 1);
        }
        match unit.verdict {
            Some(v) if v.kind == BlockKind::Comment => self.since_comment = Some(0),
            Some(v) if v.kind == BlockKind::Related => self.since_related = Some(0),
            Some(v) if matches!(v.kind, BlockKind::Byline | BlockKind::Dateline) => {
                self.since_byline = Some(0);
            }
            Some(v) if v.why == BlockReason::Copyright => self.copyright = true,
            _ => {}
        }
    }
}

impl PageSurroundings {
    fn of(text: &Text, units: &[TextUnit]) -> PageSurroundings {
        let mut counts: HashMap<u64, u32> = HashMap::new();
        let keys: Vec<u64> =
            units.iter().map(|unit| repeat::key(text.get(unit.span)).hash).collect();
        for key in &keys {
            *counts.entry(*key).or_default() += 1;
        }
        let repeated =
            keys.iter().map(|key| counts.get(key).is_some_and(|count| *count > 1)).collect();
        let mut sum = 0;
        let prose = units
            .iter()
            .map(|unit| {
                sum += if is_prose(unit) { unit.shape.chars.min(600) } else { 0 };
                sum
            })
            .collect();
        PageSurroundings {
            core: densest(units, 70),
            wide: densest(units, 20),
            narrow: densest(units, 200),
            repeated,
            prose,
        }
    }

    /// Characters of sentences in the units `from..=to`, without unit `at`.
    fn prose_between(&self, from: usize, to: usize, own: u32) -> u32 {
        let at =
            |index: usize| self.prose.get(index.min(self.prose.len() - 1)).copied().unwrap_or(0);
        let before = if from == 0 { 0 } else { at(from - 1) };
        (at(to) - before).saturating_sub(own)
    }
}

fn is_prose(unit: &TextUnit) -> bool {
    unit.is_open() && unit.shape.ending == UnitEnding::Sentence && unit.shape.chars >= 50
}

/// The run of units with the most prose, where every other unit counts
/// against it (maximum subarray).
fn densest(units: &[TextUnit], charge: i64) -> (usize, usize) {
    let (mut best, mut range) = (0, (0, 0));
    let (mut sum, mut start) = (0_i64, 0);
    for (at, unit) in units.iter().enumerate() {
        if sum <= 0 {
            (sum, start) = (0, at);
        }
        sum += if is_prose(unit) { i64::from(unit.shape.chars.min(500)) } else { -charge };
        if sum > best {
            (best, range) = (sum, (start, at));
        }
    }
    range
}

/// Numbers the features in the order in which it meets them.
struct FeatureReader {
    features: Vec<u8>,
    next: usize,
}

impl FeatureReader {
    fn flag(&mut self, holds: bool) {
        if holds && let Ok(feature) = u8::try_from(self.next) {
            self.features.push(feature);
        }
        self.next += 1;
    }

    /// One of `limits.len() + 1` features: how many limits `value` reaches.
    fn bucket(&mut self, value: u32, limits: &[u32]) {
        let bucket = limits.iter().filter(|limit| value >= **limit).count();
        self.one_of(bucket, limits.len() + 1);
    }

    fn one_of(&mut self, index: usize, size: usize) {
        if let Ok(feature) = u8::try_from(self.next + index) {
            self.features.push(feature);
        }
        self.next += size;
    }

    fn unit(&mut self, units: &[TextUnit], at: usize, around: &PageSurroundings, labels: &Labels) {
        let Some(unit) = units.get(at) else { return };
        self.flag(true);
        self.shape(&unit.shape);
        self.flag(unit.bullet);
        self.one_of(noise_class(unit), 10);
        self.flag(around.repeated.get(at).copied().unwrap_or(false));
        self.place_in_core(unit, at, around);
        self.neighbours(units, at);
        self.signatures(units, at);
        self.density(unit, at, units.len(), around);
        self.announced(unit, labels);
    }

    fn shape(&mut self, shape: &Shape) {
        self.bucket(shape.chars, &[8, 16, 30, 50, 80, 120, 180, 300, 600]);
        self.bucket(shape.words, &[2, 4, 7, 12, 25, 50]);
        self.one_of(shape.ending as usize + if shape.chars >= 60 { 5 } else { 0 }, 10);
        self.one_of(shape.opening as usize, 7);
        self.bucket(shape.stops, &[1, 2, 4]);
        self.bucket(shape.commas, &[1, 2, 4]);
        let percent = |part: u32, whole: u32| part * 100 / whole.max(1);
        let capitalised = percent(shape.capitalised, shape.words);
        self.one_of(if shape.words < 4 { 4 } else { steps(capitalised, &[20, 45, 75]) }, 5);
        self.one_of(
            if shape.words < 5 {
                4
            } else {
                steps(percent(shape.small, shape.words), &[1, 15, 30])
            },
            5,
        );
        self.flag(shape.capitals * 10 > shape.letters * 8 && shape.letters > 3);
        self.flag(percent(shape.digits, shape.chars) > 15);
        self.bucket(shape.separators, &[1, 3]);
        self.flag(shape.address);
        self.flag(shape.quoted);
    }

    fn place_in_core(&mut self, unit: &TextUnit, at: usize, around: &PageSurroundings) {
        let (first, last) = around.core;
        let gap =
            |distance: usize| steps(u32::try_from(distance).unwrap_or(u32::MAX), &[2, 4, 9, 25]);
        let place = if at < first {
            1 + gap(first - at)
        } else if at > last {
            6 + gap(at - last)
        } else {
            0
        };
        self.one_of(place, 11);
        for (first, last) in [around.wide, around.narrow] {
            self.one_of(usize::from(at >= first) + usize::from(at > last), 3);
        }
        let inside = place == 0;
        let size = steps(unit.shape.chars, &[25, 60, 110]);
        let ended = usize::from(unit.shape.ending == UnitEnding::Sentence);
        self.one_of(usize::from(inside) * 8 + ended * 4 + size, 16);
    }

    fn neighbours(&mut self, units: &[TextUnit], at: usize) {
        let class = |index: Option<usize>| {
            index.and_then(|index| units.get(index)).map_or(5, neighbour_class)
        };
        self.one_of(class(at.checked_sub(1)), 6);
        self.one_of(class(Some(at + 1)), 6);
        self.one_of(class(at.checked_sub(2)), 6);
        self.one_of(class(Some(at + 2)), 6);
    }

    /// Furniture right beside the unit, and dates and comment lines near it:
    /// readers' comments have one between any two.
    fn signatures(&mut self, units: &[TextUnit], at: usize) {
        let class =
            |index: Option<usize>| index.and_then(|index| units.get(index)).map_or(0, noise_class);
        self.one_of(class(at.checked_sub(1)), 10);
        self.one_of(class(Some(at + 1)), 10);
        let near = units.iter().take(at + 5).skip(at.saturating_sub(4));
        let dated = near.filter(|unit| {
            matches!(unit.kind(), Some(BlockKind::Comment | BlockKind::Dateline))
                || unit.verdict.is_some_and(|v| v.why == BlockReason::TimeSince)
        });
        self.bucket(u32::try_from(dated.count()).unwrap_or(u32::MAX), &[1, 2, 3]);
    }

    fn density(&mut self, unit: &TextUnit, at: usize, count: usize, around: &PageSurroundings) {
        let own = if is_prose(unit) { unit.shape.chars.min(600) } else { 0 };
        let last = count.saturating_sub(1);
        let before = around.prose_between(at.saturating_sub(4), at, own);
        let after = around.prose_between(at, (at + 4).min(last), own);
        self.bucket(before, &[80, 300, 800]);
        self.bucket(after, &[80, 300, 800]);
        let total = around.prose_between(0, last, 0).max(1);
        let passed = around.prose.get(at).copied().unwrap_or(0).saturating_sub(own);
        self.bucket(passed / (total / 100 + 1), &[2, 20, 60, 90]);
    }

    fn announced(&mut self, unit: &TextUnit, labels: &Labels) {
        self.flag(labels.since_comment.is_some_and(|units| units < 40));
        self.flag(labels.since_comment.is_some());
        self.flag(labels.since_related.is_some_and(|units| units == 0));
        self.flag(labels.since_related.is_some_and(|units| units < 6));
        self.flag(labels.since_byline.is_some_and(|units| units < 8));
        self.flag(labels.copyright);
        self.flag(
            unit.shape.opening == UnitOpening::Bracket && unit.shape.ending == UnitEnding::Sentence,
        );
        debug_assert!(self.next <= FEATURES, "{} features", self.next);
    }
}

fn steps(value: u32, limits: &[u32]) -> usize {
    limits.iter().filter(|limit| value >= **limit).count()
}

fn noise_class(unit: &TextUnit) -> usize {
    match unit.kind() {
        None => 0,
        Some(BlockKind::Share) => 1,
        Some(BlockKind::Comment) => 2,
        Some(BlockKind::Related) => 3,
        Some(BlockKind::Tags) => 4,
        Some(BlockKind::Navigation) => 5,
        Some(BlockKind::Caption) => 6,
        Some(BlockKind::Byline) => 7,
        Some(BlockKind::Dateline) => 8,
        Some(_) => 9,
    }
}

fn neighbour_class(unit: &TextUnit) -> usize {
    match unit.shape {
        _ if !unit.is_open() => 0,
        Shape { ending: UnitEnding::Sentence, chars: 110.., .. } => 1,
        Shape { ending: UnitEnding::Sentence, chars: 40.., .. } => 2,
        Shape { words: 5.., .. } => 3,
        _ => 4,
    }
}
