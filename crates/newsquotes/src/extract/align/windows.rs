//! Where in a text a pattern may stand: the stretches that hold most of its
//! words, in any order. Linear in the text.

use std::collections::VecDeque;
use std::ops::Range;

use super::reading::{NONE, Slot};

/// Stretches aligned at most.
const MOST: usize = 6;
/// Words looked at beside a stretch, for those that were replaced.
const MARGIN: usize = 4;
/// Stretches that hold less of the pattern than so much of the best are left.
const NEARLY: f32 = 0.6;

/// A stretch of words and the weight of the pattern's words in it.
#[derive(Clone, Debug)]
struct Stretch {
    words: Range<usize>,
    weight: f32,
}

/// The stretches of `text` with most of the pattern, the best first, each of
/// at most `reach` words and a margin.
pub(super) fn windows(pattern: &[Slot], text: &[Slot], reach: usize) -> Vec<Range<usize>> {
    let mut best: Vec<Stretch> = Vec::new();
    let mut count = Count::new(pattern);
    let mut inside: VecDeque<(usize, u32)> = VecDeque::new();
    for (at, slot) in text.iter().enumerate().filter(|(_, slot)| slot.class != NONE) {
        inside.push_back((at, slot.class));
        count.add(slot.class);
        while let Some(&(first, class)) = inside.front()
            && (at - first >= reach || count.is_spare(class))
        {
            count.remove(class);
            inside.pop_front();
        }
        let first = inside.front().map_or(at, |(first, _)| *first);
        keep(&mut best, Stretch { words: first..at + 1, weight: count.weight });
    }
    best.sort_by(|one, other| other.weight.total_cmp(&one.weight));
    let most = best.first().map_or(0.0, |best| best.weight);
    best.retain(|stretch| stretch.weight >= NEARLY * most);
    best.truncate(MOST);
    let widened = |stretch: Stretch| {
        stretch.words.start.saturating_sub(MARGIN)..(stretch.words.end + MARGIN).min(text.len())
    };
    best.into_iter().map(widened).collect()
}

/// Adds a stretch, or puts it in the place of a worse one that it overlaps.
fn keep(best: &mut Vec<Stretch>, stretch: Stretch) {
    match best.last_mut().filter(|last| last.words.end > stretch.words.start) {
        Some(last) if stretch.weight > last.weight => *last = stretch,
        Some(_) => {}
        None => best.push(stretch),
    }
}

/// How much of the pattern a stretch holds.
struct Count {
    /// For each class: the weights of its words in the pattern, how many
    /// there are, how many the stretch has.
    classes: Vec<(f32, u32, u32)>,
    weight: f32,
}

impl Count {
    fn new(pattern: &[Slot]) -> Count {
        let mut classes: Vec<(f32, u32, u32)> = Vec::new();
        for slot in pattern {
            let class = slot.class as usize;
            if classes.len() <= class {
                classes.resize(class + 1, (0.0, 0, 0));
            }
            if let Some(class) = classes.get_mut(class) {
                class.0 = slot.weight;
                class.1 += 1;
            }
        }
        Count { classes, weight: 0.0 }
    }

    fn add(&mut self, class: u32) {
        let Some((weight, wanted, held)) = self.classes.get_mut(class as usize) else { return };
        *held += 1;
        if *held <= *wanted {
            self.weight += *weight;
        }
    }

    fn remove(&mut self, class: u32) {
        let Some((weight, wanted, held)) = self.classes.get_mut(class as usize) else { return };
        if *held <= *wanted {
            self.weight -= *weight;
        }
        *held -= 1;
    }

    /// Whether the stretch has more of a class than the pattern.
    fn is_spare(&self, class: u32) -> bool {
        self.classes.get(class as usize).is_some_and(|(_, wanted, held)| held > wanted)
    }
}
