//! Which line is the title, and which the standfirst below it.

use std::collections::HashMap;

use super::outlets::{self, OutletLikeness};
use super::repeat;
use super::roles::{HEAD, above_facts, site_behind};
use super::unit::{TextUnit, UnitEnding};
use super::{byline, dateline};
use crate::model::{BlockKind, BlockReason, Text};
use crate::sure::items;

/// On a page the title stands above the body. Likelier are a headline printed
/// again elsewhere, as in the window's title, and one above author and date;
/// of two lines the longer one below is the standfirst.
pub(super) fn of_page(text: &Text, units: &mut [TextUnit], body: usize) {
    let from = body.saturating_sub(30);
    let again = printed_again(text, units, from..body);
    let score = |at: usize| -> Option<i64> {
        let unit = units.get(at).filter(|unit| is_candidate(unit))?;
        let distance = i64::try_from(body - at).unwrap_or(i64::MAX);
        let words = i64::from(unit.shape.words.min(9));
        let bonus = |holds: bool, score: i64| if holds { score } else { 0 };
        Some(
            words * 2 - distance
                + bonus(unit.shape.words >= 5, 6)
                + bonus(again.contains(&at), 8)
                + bonus(over_facts(units, at, body), 8),
        )
    };
    let best = (from..body)
        .filter_map(|at| Some((score(at)?, at)))
        .max_by_key(|(score, at)| (*score, *at));
    let Some((_, best)) = best else { return };
    let title = best.checked_sub(1).filter(|above| is_pair(units, *above, body)).unwrap_or(best);
    if let Some(unit) = units.get_mut(title) {
        unit.decide(BlockKind::Title, BlockReason::HeadlineAbove);
    }
    if is_pair(units, title, body)
        && let Some(unit) = units.get_mut(title + 1)
    {
        unit.decide(BlockKind::Standfirst, BlockReason::BelowTitle);
    }
    first_update(units, title, body);
}

/// A line of which it is only known that it is not in the body.
fn is_free(unit: &TextUnit) -> bool {
    unit.verdict.is_some_and(|v| {
        matches!(v.why, BlockReason::OutsideHeadline | BlockReason::OutsideSentence)
    })
}

/// Such a line with the look of a headline.
fn is_candidate(unit: &TextUnit) -> bool {
    is_free(unit) && unit.shape.is_headline()
}

/// Whether an author or date line follows within a few units, before prose or
/// another menu begins.
fn over_facts(units: &[TextUnit], at: usize, body: usize) -> bool {
    let below = units.get(at + 1..(at + 5).min(body)).unwrap_or_default();
    let near = |unit: &&TextUnit| {
        let name = unit.verdict.is_some_and(|v| v.why == BlockReason::OutsideShort);
        let beside = matches!(
            unit.kind(),
            Some(BlockKind::Byline | BlockKind::Dateline | BlockKind::Share | BlockKind::Caption)
        );
        is_free(unit) || beside || name || is_by(unit)
    };
    below
        .iter()
        .take_while(near)
        .any(|unit| matches!(unit.kind(), Some(BlockKind::Byline | BlockKind::Dateline)))
}

/// A lone "By", with the name on the next line.
fn is_by(unit: &TextUnit) -> bool {
    unit.shape.words == 1 && unit.kind() == Some(BlockKind::Notice)
}

/// Those of the lines that stand above the body a second time, alone or with
/// the site's name.
fn printed_again(text: &Text, units: &[TextUnit], range: std::ops::Range<usize>) -> Vec<usize> {
    let mut counts: HashMap<u64, u32> = HashMap::new();
    for unit in units.iter().take(range.end) {
        *counts.entry(repeat::key(text.get(unit.span)).hash).or_default() += 1;
    }
    let first = units.iter().take(3).map(|unit| text.get(unit.span));
    let window: Vec<&str> = first.collect();
    let again = |at: &usize| {
        units.get(*at).is_some_and(|unit| {
            let words = text.get(unit.span);
            counts.get(&repeat::key(words).hash).is_some_and(|count| *count > 1)
                || window.iter().any(|window| site_behind(window, words).is_some())
        })
    };
    range.filter(again).collect()
}

/// Whether a title and the longer line below it stand here, above author and
/// date.
fn is_pair(units: &[TextUnit], at: usize, body: usize) -> bool {
    let (Some(title), Some(below)) = (units.get(at), units.get(at + 1)) else { return false };
    let first = is_candidate(title) || title.kind() == Some(BlockKind::Title);
    first
        && is_free(below)
        && title.shape.chars <= 140
        && is_longer(title, below)
        && over_facts(units, at + 1, body)
}

/// Whether a line below a headline is longer, as standfirsts are.
fn is_longer(title: &TextUnit, below: &TextUnit) -> bool {
    below.gap <= 1 && below.shape.words >= 10 && below.shape.chars > title.shape.chars
}

/// The headline of a live blog's first update stands right above the body,
/// below a time.
fn first_update(units: &mut [TextUnit], title: usize, body: usize) {
    let Some(at) = body.checked_sub(1).filter(|at| *at > title) else { return };
    let timed = units.get(at.saturating_sub(1)).and_then(|unit| unit.verdict);
    let timed =
        timed.is_some_and(|v| v.why == BlockReason::TimeSince || v.why == BlockReason::PageTime);
    if let Some(unit) = units.get_mut(at).filter(|unit| timed && is_candidate(unit)) {
        unit.decide(BlockKind::Heading, BlockReason::UpdateHeadline);
    }
}

/// The first line with the look of a headline above the first paragraph, or
/// the first line of all when an author or date line stands below it. A
/// headline may begin like a link ("Opinion: ...") or a notice.
pub(super) fn of_article(text: &Text, units: &mut [TextUnit], body: usize) {
    let head = items(units, ..body.min(HEAD));
    let like = |least: u32| head.iter().position(|unit| is_title(text, unit, least));
    let found = first_line(head)
        .or_else(|| below_links(text, head))
        .or_else(|| like(3).map(|at| above_sentence(text, head, at)))
        .or_else(|| like(1));
    let found = found.map(|at| below_outlet(text, head, without_site(text, head, at)));
    if units.len() > 1
        && let Some(unit) = found.and_then(|at| units.get_mut(at))
    {
        unit.decide(BlockKind::Title, BlockReason::FirstHeadline);
    }
}

/// The title itself, where the window's title with the site's name stands
/// above it.
fn without_site(text: &Text, head: &[TextUnit], at: usize) -> usize {
    let Some(window) = head.get(at).map(|unit| text.get(unit.span)) else { return at };
    let is_part = |unit: &TextUnit| {
        let words = text.get(unit.span);
        let bar = window.get(words.len()..).unwrap_or_default().trim_start();
        unit.shape.words >= 3
            && bar.starts_with(['|', '-', '–', '—', '·', '»'])
            && site_behind(window, words).is_some()
    };
    let below = head.iter().take(at + 5).skip(at + 1).position(is_part);
    below.map_or(at, |below| at + 1 + below)
}

/// The title itself, where the outlet's name stands above it: a name of the
/// list or with a word of such names, or a line of few words over a longer one
/// that the facts follow (`Seeblick` over `Why the ferry sank`).
fn below_outlet(text: &Text, head: &[TextUnit], at: usize) -> usize {
    let (Some(first), Some(second)) = (head.get(at), head.get(at + 1)) else { return at };
    let name = outlets::likeness(text.get(first.span));
    let other = outlets::likeness(text.get(second.span));
    let fact = |at: usize| {
        head.get(at).is_some_and(|unit| {
            matches!(unit.kind(), Some(BlockKind::Byline | BlockKind::Dateline | BlockKind::Notice))
        })
    };
    let over_fact = fact(at + 2);
    let longer = second.shape.words >= 4
        && second.shape.words > first.shape.words
        && second.shape.ending != UnitEnding::Sentence;
    let outlet = match name {
        OutletLikeness::Known => other < OutletLikeness::Like,
        OutletLikeness::Like => other <= OutletLikeness::Could && (over_fact || longer),
        OutletLikeness::Could => {
            first.shape.words <= 3 && longer && over_fact && other == OutletLikeness::No
        }
        OutletLikeness::No => false,
    };
    let furniture = matches!(second.kind(), Some(BlockKind::Related | BlockKind::Notice));
    let is_title = is_title(text, second, if over_fact { 1 } else { 3 })
        || furniture && over_fact && second.shape.words >= 3;
    if outlet && is_title { at + 1 } else { at }
}

/// A short title above a standfirst that ends like a sentence: `Severed Heads`
/// over `Nobody knows where the statues went.`
fn above_sentence(text: &Text, head: &[TextUnit], at: usize) -> usize {
    let sentence = head.get(at).is_some_and(|unit| unit.shape.ending == UnitEnding::Sentence);
    let above = at.checked_sub(1).filter(|_| sentence);
    let short = above.filter(|above| {
        head.get(*above).is_some_and(|unit| {
            is_title(text, unit, 1)
                && unit.shape.ending == UnitEnding::Other
                && unit.shape.letters > 3
                && outlets::likeness(text.get(unit.span)) < OutletLikeness::Like
        })
    });
    short.unwrap_or(at)
}

/// The first line of all, with an author or date line below it.
fn first_line(head: &[TextUnit]) -> Option<usize> {
    let first = head.first()?;
    let open = match first.kind() {
        None | Some(BlockKind::Related | BlockKind::Notice) => true,
        Some(BlockKind::Caption) => first.shape.words >= 5,
        _ => false,
    } && !is_of_newsletter(first);
    (open && first.shape.letters > 1 && above_facts(head, 0)).then_some(0)
}

fn is_of_newsletter(unit: &TextUnit) -> bool {
    unit.verdict.is_some_and(|v| v.why == BlockReason::Newsletter)
}

/// Where links stand above the title: the headline nearest to author and date,
/// or the one above a standfirst.
fn below_links(text: &Text, head: &[TextUnit]) -> Option<usize> {
    let label = |unit: &TextUnit| {
        unit.shape.words <= 6 && unit.verdict.is_some_and(|v| v.why == BlockReason::RelatedLabel)
    };
    let links = head.iter().position(label)?;
    let fact =
        head.iter().skip(links).position(|unit| {
            matches!(unit.kind(), Some(BlockKind::Byline | BlockKind::Dateline))
        })? + links;
    let is = |at: usize| head.get(at).is_some_and(|unit| is_title(text, unit, 3));
    let last = (links + 1..fact).rev().find(|at| is(*at))?;
    let (above, below) = (head.get(last - 1)?, head.get(last)?);
    let pair = is(last - 1) && is_longer(above, below);
    Some(if pair { last - 1 } else { last })
}

fn is_title(text: &Text, unit: &TextUnit, least: u32) -> bool {
    let shape = &unit.shape;
    let words = text.get(unit.span);
    let like_furniture = matches!(unit.kind(), Some(BlockKind::Related | BlockKind::Notice))
        && shape.words >= 5
        && !is_of_newsletter(unit);
    let headline = shape.is_headline()
        || shape.ending == UnitEnding::Colon
        || shape.words < 3 && shape.letters > 3;
    (unit.is_open() || like_furniture)
        && shape.words >= least
        && headline
        && (shape.ending != UnitEnding::Sentence || sentence_title(text, unit))
        && byline::names(words).is_none()
}

/// A headline may end like a sentence, but is one short sentence.
fn sentence_title(text: &Text, unit: &TextUnit) -> bool {
    unit.shape.stops <= 1
        && unit.shape.chars <= 150
        && dateline::read(text.get(unit.span)).is_none()
}
