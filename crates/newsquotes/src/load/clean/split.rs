//! Where one article of a file ends and the next begins. Careful: an article
//! cut in two is worse than two left together.

use super::byline;
use super::dateline;
use super::unit::{TextUnit, UnitEnding};
use crate::model::{BlockKind, BlockReason, Text};

/// Characters of prose that each side of a cut must hold.
const PROSE: u32 = 400;
/// Paragraphs that each side of a cut must hold.
const PARAGRAPHS: u32 = 3;

/// The number of units in each article; their sum is all units.
pub(super) fn lengths(text: &Text, units: &[TextUnit]) -> Vec<usize> {
    let mut cuts: Vec<usize> = Vec::new();
    let mut from = 0;
    let starts = starts(text, units);
    for (index, at) in starts.iter().enumerate() {
        let until = starts.get(index + 1).copied().unwrap_or(units.len());
        let before = units.get(from..*at).is_some_and(has_body);
        let after = units.get(*at..until).is_some_and(has_body);
        if before && after {
            cuts.push(*at);
            from = *at;
        }
    }
    cuts.push(units.len());
    let mut last = 0;
    cuts.iter()
        .map(|cut| {
            let length = cut - last;
            last = *cut;
            length
        })
        .collect()
}

fn has_body(units: &[TextUnit]) -> bool {
    let prose = || units.iter().filter(|unit| unit.is_open() && unit.shape.is_sentence());
    let paragraphs = u32::try_from(prose().count()).unwrap_or(u32::MAX);
    paragraphs >= PARAGRAPHS && prose().map(|unit| unit.shape.chars.min(2000)).sum::<u32>() >= PROSE
}

/// Units at which an article may begin: headlines above an opening.
fn starts(text: &Text, units: &[TextUnit]) -> Vec<usize> {
    let mut starts = Vec::new();
    let mut done = 0;
    for (at, unit) in units.iter().enumerate().skip(1) {
        if !opens(text, units, at, unit) {
            continue;
        }
        let Some(start) = headline_above(units, at, done) else { continue };
        if starts.last() != Some(&start) {
            starts.push(start);
        }
        done = at + 1;
    }
    starts
}

/// Whether an article's first words stand here: a dateline that names its
/// agency, the first time mark of a live blog.
fn opens(text: &Text, units: &[TextUnit], at: usize, unit: &TextUnit) -> bool {
    let words = text.get(unit.span);
    if unit.is_open() && unit.shape.chars >= 60 {
        return dateline::read(words)
            .is_some_and(|line| line.agency.is_some() && line.place.is_some());
    }
    let live = words.starts_with("From")
        && matches!(unit.verdict, Some(v) if v.why == BlockReason::TimeSince);
    live || byline_and_date(text, units, at)
}

/// An author line with a date beside it, below a separator.
fn byline_and_date(text: &Text, units: &[TextUnit], at: usize) -> bool {
    let is = |at: usize, kind: BlockKind| units.get(at).and_then(TextUnit::kind) == Some(kind);
    let by = |at: usize| {
        units
            .get(at)
            .is_some_and(|unit| unit.is_open() && byline::names(text.get(unit.span)).is_some())
    };
    by(at) && is(at + 1, BlockKind::Dateline) || is(at, BlockKind::Dateline) && by(at + 1)
}

/// The headline that an opening belongs to, over captions, dates and other
/// furniture between them, and only when an end of the article before it is
/// marked: by furniture, a rule, or empty lines.
fn headline_above(units: &[TextUnit], at: usize, done: usize) -> Option<usize> {
    let lowest = at.saturating_sub(6).max(done);
    let start = (lowest..at).rev().find(|at| units.get(*at).is_some_and(is_headline))?;
    let above = units.get(start.checked_sub(1)?)?;
    let gap = units.get(start).map_or(0, |unit| unit.gap);
    let ended = !above.is_open() || above.shape.ending != UnitEnding::Sentence || gap >= 2;
    ended.then_some(start)
}

fn is_headline(unit: &TextUnit) -> bool {
    unit.is_open()
        && unit.shape.is_headline()
        && unit.shape.ending != UnitEnding::Sentence
        && unit.shape.words >= 4
}
