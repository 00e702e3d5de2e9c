//! The way through the matrix as a list of what became of each word; words
//! out of their order are paired here.

use std::collections::HashMap;
use std::ops::Range;

use super::matrix::{Step, worth};
use super::reading::{Kin, NONE, Pattern, Slot};
use super::{Alignment, Fate, Op, Order};

/// What is left of a word's worth when it stands elsewhere.
const MOVED: f32 = 0.85;
const MOVED_FREELY: f32 = 0.97;
/// The part of their weight that words between cost.
const EXTRA: f32 = 0.35;
const EXTRA_FREELY: f32 = 0.1;

/// Words at either end of a place that may be others than the pattern's.
const MOST_AT_ENDS: usize = 2;

/// What became of each word, by index.
struct Pairs<'a> {
    pattern: &'a [Slot],
    text: &'a [Slot],
    /// For each word of the pattern: the word of the text.
    of_pattern: Vec<Option<usize>>,
    moved: Vec<bool>,
    /// Whether a word of the text has been taken.
    taken: Vec<bool>,
}

/// The alignment that a way leads to; `order` is `None` for two passages that
/// are compared whole. `None` when nothing of the pattern is there.
pub(super) fn alignment(
    pattern: &Pattern,
    text: &[Slot],
    way: &[Step],
    order: Option<Order>,
) -> Option<Alignment> {
    let mut pairs = Pairs::new(&pattern.slots, text, way);
    if order.is_some() {
        pairs.cut_ends();
    }
    let reach = match order {
        Some(Order::Kept) => pairs.hull()?,
        _ => 0..text.len(),
    };
    pairs.pair_moved(&reach);
    let hull = match order {
        Some(_) => pairs.hull()?,
        None => 0..text.len(),
    };
    let likeness = match order {
        Some(order) => pairs.part_of_pattern(pattern.weight(), &hull, order),
        None => pairs.part_of_both(pattern.weight()),
    };
    let bytes = |at: usize| text.get(at).map(|slot| slot.start..slot.end);
    let start = bytes(hull.start).map_or(0, |first| first.start);
    let end = hull.end.checked_sub(1).and_then(bytes).map_or(start, |last| last.end);
    Some(Alignment { ops: pairs.ops(&hull), span: start..end, likeness })
}

impl<'a> Pairs<'a> {
    fn new(pattern: &'a [Slot], text: &'a [Slot], way: &[Step]) -> Pairs<'a> {
        let mut of_pattern = vec![None; pattern.len()];
        let mut taken = vec![false; text.len()];
        for step in way {
            if let Step::Both(word, other) = *step
                && let (Some(pair), Some(taken)) = (of_pattern.get_mut(word), taken.get_mut(other))
            {
                (*pair, *taken) = (Some(other), true);
            }
        }
        Pairs { pattern, text, of_pattern, moved: vec![false; pattern.len()], taken }
    }

    /// Unpairs words at the ends that stand for others in a row: they belong
    /// to something else.
    fn cut_ends(&mut self) {
        let strangers = |pairs: &Pairs<'_>, words: &mut dyn Iterator<Item = usize>| {
            words.take_while(|word| pairs.agreement(*word).is_none()).collect::<Vec<_>>()
        };
        let words = 0..self.pattern.len();
        for end in [strangers(self, &mut words.clone()), strangers(self, &mut words.rev())] {
            for word in end.iter().filter(|_| end.len() > MOST_AT_ENDS) {
                let other = self.of_pattern.get_mut(*word).and_then(Option::take);
                if let Some(taken) = other.and_then(|other| self.taken.get_mut(other)) {
                    *taken = false;
                }
            }
        }
    }

    fn kin(&self, word: usize, other: usize) -> Option<Kin> {
        self.pattern.get(word)?.kin(self.text.get(other)?)
    }

    /// The kin of a word of the pattern with its partner.
    fn agreement(&self, word: usize) -> Option<Kin> {
        self.kin(word, (*self.of_pattern.get(word)?)?)
    }

    /// The words of the text from the first to the last that agrees, with
    /// those that stand for others beside them; `None` if none agrees.
    fn hull(&self) -> Option<Range<usize>> {
        let words = 0..self.pattern.len();
        words.clone().find(|word| self.agreement(*word).is_some())?;
        let paired = || self.of_pattern.iter().filter_map(|other| *other);
        Some(paired().min()?..paired().max()? + 1)
    }

    /// Pairs words that stand elsewhere in `reach`, the first with the first.
    fn pair_moved(&mut self, reach: &Range<usize>) {
        let mut free: HashMap<u32, Vec<usize>> = HashMap::new();
        let agreeing: Vec<bool> =
            (0..self.pattern.len()).map(|word| self.agreement(word).is_some()).collect();
        let mut standing_in = vec![NONE; self.text.len()];
        for (word, other) in self.of_pattern.iter().enumerate() {
            if let (Some(other), Ok(word)) = (other, u32::try_from(word))
                && let Some(place) = standing_in.get_mut(*other)
            {
                *place = word;
            }
        }
        for at in reach.clone().rev() {
            let Some(slot) = self.text.get(at).filter(|slot| slot.class != NONE) else { continue };
            let partner = standing_in.get(at).copied().unwrap_or(NONE) as usize;
            if !agreeing.get(partner).copied().unwrap_or(false) {
                free.entry(slot.class).or_default().push(at);
            }
        }
        for (word, slot) in self.pattern.iter().enumerate() {
            if agreeing.get(word).copied().unwrap_or(true) {
                continue;
            }
            let Some(place) = free.get_mut(&slot.class).and_then(Vec::pop) else { continue };
            self.move_to(word, place, standing_in.get(place).copied().unwrap_or(NONE) as usize);
        }
    }

    /// Pairs `word` with `place`, which may have stood in for `other`.
    fn move_to(&mut self, word: usize, place: usize, other: usize) {
        if let Some(pair) = self.of_pattern.get_mut(other).filter(|pair| **pair == Some(place)) {
            *pair = None;
        }
        let left = self.of_pattern.get_mut(word).and_then(|pair| pair.replace(place));
        if let Some(left) = left.and_then(|left| self.taken.get_mut(left)) {
            *left = false;
        }
        if let Some(taken) = self.taken.get_mut(place) {
            *taken = true;
        }
        if let Some(moved) = self.moved.get_mut(word) {
            *moved = true;
        }
    }

    fn fate(&self, word: usize) -> Fate {
        if self.moved.get(word).copied().unwrap_or(false) {
            return Fate::Moved;
        }
        match (self.of_pattern.get(word).copied().flatten(), self.agreement(word)) {
            (None, _) => Fate::Missing,
            (Some(_), None) => Fate::Replaced,
            (Some(_), Some(Kin::Same)) => Fate::Same,
            (Some(_), Some(Kin::Form)) => Fate::Form,
            (Some(_), Some(Kin::Typo)) => Fate::Typo,
        }
    }

    /// The weight of the words that agree.
    fn agreeing(&self, moved: f32) -> f32 {
        let worth_of = |(word, slot): (usize, &Slot)| {
            let worth = self.agreement(word).map_or(0.0, worth);
            let elsewhere = self.moved.get(word).copied().unwrap_or(false);
            slot.weight * worth * if elsewhere { moved } else { 1.0 }
        };
        self.pattern.iter().enumerate().map(worth_of).sum()
    }

    fn part_of_pattern(&self, whole: f32, hull: &Range<usize>, order: Order) -> f32 {
        let (moved, extra) = match order {
            Order::Kept => (MOVED, EXTRA),
            Order::Free => (MOVED_FREELY, EXTRA_FREELY),
        };
        let between: f32 = self.untaken(hull).map(|slot| slot.weight).sum();
        part(self.agreeing(moved), whole + extra * between)
    }

    fn part_of_both(&self, whole: f32) -> f32 {
        let other: f32 = self.text.iter().map(|slot| slot.weight).sum();
        part(2.0 * self.agreeing(MOVED), whole + other)
    }

    fn untaken<'s>(&'s self, hull: &Range<usize>) -> impl Iterator<Item = &'s Slot> {
        let taken = self.taken.iter().zip(self.text);
        let inside = taken.skip(hull.start).take(hull.len());
        inside.filter(|(taken, _)| !**taken).map(|(_, slot)| slot)
    }

    /// The words of the pattern in their order; those that only the text has
    /// come before the next word of the pattern that stands behind them.
    fn ops(&self, hull: &Range<usize>) -> Vec<Op> {
        let mut ops = Vec::with_capacity(self.pattern.len() + hull.len());
        let mut at = hull.start;
        for (word, slot) in self.pattern.iter().enumerate() {
            let fate = self.fate(word);
            let other = self.of_pattern.get(word).copied().flatten();
            if let Some(other) = other.filter(|_| fate != Fate::Moved) {
                self.extras(at..other, &mut ops);
                at = at.max(other + 1);
            }
            let text = other.and_then(|other| self.text.get(other));
            ops.push(Op {
                fate,
                pattern: Some(slot.start..slot.end),
                text: text.map(|slot| slot.start..slot.end),
            });
        }
        self.extras(at..hull.end, &mut ops);
        ops
    }

    fn extras(&self, between: Range<usize>, ops: &mut Vec<Op>) {
        for at in between {
            let Some(slot) = self.text.get(at) else { continue };
            if !self.taken.get(at).copied().unwrap_or(true) {
                let text = Some(slot.start..slot.end);
                ops.push(Op { fate: Fate::Extra, pattern: None, text });
            }
        }
    }
}

fn part(some: f32, all: f32) -> f32 {
    if all > 0.0 { (some / all).clamp(0.0, 1.0) } else { 0.0 }
}
