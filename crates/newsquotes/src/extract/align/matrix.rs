//! The best way through two rows of words (Needleman and Wunsch 1970; with
//! free ends in the text as Sellers 1980), weighted, in a band where the whole
//! matrix would be too large.

use std::ops::Range;

use super::reading::{Kin, Slot};

/// Cells computed and remembered at most, a byte each; of larger matrices
/// only a band around the diagonal is looked at.
const MOST_CELLS: usize = 4 << 20;
/// The narrowest band, in words.
const NARROWEST: usize = 32;
/// What a word costs that the other side has not, as a part of its weight.
const GAP: f32 = 0.3;
/// What two words cost that stand for each other, as a part of both weights:
/// less than two gaps, and for words of the same weight less than one, so
/// that the last word of a passage can be another one, too.
const REPLACED: f32 = 0.14;
/// What it costs more the less they weigh alike.
const UNLIKE: f32 = 0.2;
/// No way leads here.
const NEVER: f32 = f32::NEG_INFINITY;

/// What is known of two words that stand for each other, as a part of the
/// weight.
pub(super) fn worth(kin: Kin) -> f32 {
    match kin {
        Kin::Same => 1.0,
        Kin::Form => 0.85,
        Kin::Typo => 0.75,
    }
}

/// A step of the way: a word of either side, or both.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Step {
    Both(usize, usize),
    Pattern(usize),
    Text(usize),
}

/// The ends of the way.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Ends {
    /// Both sides are gone through whole.
    Fixed,
    /// What stands in the text before and after costs nothing.
    Free,
}

const DIAGONAL: u8 = 0;
const UP: u8 = 1;
const LEFT: u8 = 2;

/// Which words of the text are looked at beside each word of the pattern:
/// `width` of them from `low` on.
#[derive(Clone, Copy, Debug)]
struct Band {
    rows: usize,
    columns: usize,
    width: usize,
}

impl Band {
    fn of(rows: usize, columns: usize) -> Band {
        let room = MOST_CELLS / rows.max(1);
        let width = columns.min(room.max(NARROWEST + 2 * columns / rows.max(1)));
        Band { rows, columns, width }
    }

    fn low(self, row: usize) -> usize {
        let middle = row.saturating_mul(self.columns) / self.rows.max(1);
        middle.saturating_sub(self.width / 2).min(self.columns - self.width)
    }
}

/// The best way, from the first words to the last, and its score.
pub(super) fn way(pattern: &[Slot], text: &[Slot], ends: Ends) -> (Vec<Step>, f32) {
    let band = Band::of(pattern.len(), text.len());
    let mut before = first_row(text, ends);
    let mut here = vec![NEVER; text.len() + 1];
    let mut trace = vec![LEFT; pattern.len() * band.width];
    let mut margin = 0.0;
    for ((row, word), trace) in pattern.iter().enumerate().zip(trace.chunks_mut(band.width.max(1)))
    {
        let low = band.low(row);
        let high = low + band.width;
        margin -= GAP * word.weight;
        set(&mut here, low..low + 1, if low == 0 { margin } else { NEVER });
        if let (Some(words), Some(up), Some(out)) =
            (text.get(low..high), before.get(low..=high), here.get_mut(low..=high))
        {
            fill(word, words, up, out, trace);
        }
        set(&mut here, high + 1..band.low(row + 1) + band.width + 1, NEVER);
        std::mem::swap(&mut before, &mut here);
    }
    let end = match ends {
        Ends::Fixed => text.len(),
        Ends::Free => best(&before),
    };
    let score = before.get(end).copied().unwrap_or(NEVER);
    (steps(&trace, band, end, ends), score)
}

fn set(row: &mut [f32], columns: Range<usize>, value: f32) {
    if let Some(cells) = row.get_mut(columns) {
        cells.fill(value);
    }
}

fn first_row(text: &[Slot], ends: Ends) -> Vec<f32> {
    let mut sum = 0.0;
    let costs = text.iter().map(|word| if ends == Ends::Free { 0.0 } else { GAP * word.weight });
    let rest = costs.map(|cost| {
        sum -= cost;
        sum
    });
    std::iter::once(0.0).chain(rest).collect()
}

/// The first of the best.
fn best(row: &[f32]) -> usize {
    let mut best = (0, NEVER);
    for (at, value) in row.iter().enumerate() {
        if *value > best.1 {
            best = (at, *value);
        }
    }
    best.0
}

/// One row of the band; `up` and `out` have one more column, in front.
fn fill(word: &Slot, words: &[Slot], up: &[f32], out: &mut [f32], trace: &mut [u8]) {
    let missing = GAP * word.weight;
    let mut left = out.first().copied().unwrap_or(NEVER);
    let above = up.iter().zip(up.iter().skip(1));
    let outs = out.iter_mut().skip(1).zip(trace);
    for ((other, (&diagonal, &up)), (out, trace)) in words.iter().zip(above).zip(outs) {
        let mut cell = (diagonal + both(word, other), DIAGONAL);
        if up - missing > cell.0 {
            cell = (up - missing, UP);
        }
        let extra = left - GAP * other.weight;
        if extra > cell.0 {
            cell = (extra, LEFT);
        }
        left = cell.0;
        (*out, *trace) = cell;
    }
}

fn both(word: &Slot, other: &Slot) -> f32 {
    if let Some(kin) = word.kin(other) {
        return word.weight * worth(kin);
    }
    let (sum, unlike) = (word.weight + other.weight, (word.weight - other.weight).abs());
    -REPLACED * sum - UNLIKE * unlike
}

/// Goes back from the end.
fn steps(trace: &[u8], band: Band, end: usize, ends: Ends) -> Vec<Step> {
    let mut steps = Vec::new();
    let (mut row, mut column) = (band.rows, end);
    while row > 0 || (column > 0 && ends == Ends::Fixed) {
        let low = band.low(row.saturating_sub(1));
        let cell = column.checked_sub(low + 1).filter(|at| *at < band.width);
        let to = match cell {
            _ if row == 0 => LEFT,
            _ if column == 0 => UP,
            Some(at) => trace.get((row - 1) * band.width + at).copied().unwrap_or(UP),
            None => UP,
        };
        if to != LEFT {
            row -= 1;
        }
        if to != UP {
            column -= 1;
        }
        steps.push(match to {
            DIAGONAL => Step::Both(row, column),
            UP => Step::Pattern(row),
            _ => Step::Text(column),
        });
    }
    steps.reverse();
    steps
}
