//! The roles of units in their article: what stands in its head, headings and
//! items, what is printed again. `title`, `head`, `byline` and `trail` know the
//! rest.

use super::byline;
use super::page::{self, PagePlace};
use super::unit::{TextUnit, UnitEnding, UnitOpening, bullet};
use super::{dateline, head, noise, repeat, title, trail};
use crate::model::{BlockKind, BlockReason, Text};
use crate::sure::{items, items_mut};

/// How many units from its start an article's head may reach.
pub(super) const HEAD: usize = 16;

/// Gives the units of a saved article their roles.
pub(super) fn in_article(text: &Text, units: &mut [TextUnit]) {
    let body = opening(text, units);
    if !units.iter().any(|unit| unit.kind() == Some(BlockKind::Title)) {
        title::of_article(text, units, body);
    }
    below_title(text, units, body);
}

/// The same where the format marks its headlines: a paragraph is none.
pub(super) fn in_marked_article(text: &Text, units: &mut [TextUnit]) {
    let body = opening(text, units);
    below_title(text, units, body);
}

/// Judges what is left open and finds author lines; the index of the first
/// paragraph.
fn opening(text: &Text, units: &mut [TextUnit]) -> usize {
    judge_late(text, units);
    let head_end = HEAD.min(units.len());
    byline::mark(text, items_mut(units, ..head_end));
    first_prose(text, units)
}

fn below_title(text: &Text, units: &mut [TextUnit], body: usize) {
    head::mark(text, units, body);
    trail::after_labels(units);
    trail::after_comments(text, units);
    trail::after_tag_labels(text, units);
    trail::tail(text, units);
    common(text, units);
}

/// Gives the units of a whole page their roles: `page` says where the article
/// is, everything else is furniture.
pub(super) fn on_page(text: &Text, units: &mut [TextUnit]) {
    let mut places = page::places(text, units);
    judge_late(text, units);
    resume(units, &mut places);
    let body = places.iter().position(|place| *place == PagePlace::Body).unwrap_or(0);
    byline::mark(text, items_mut(units, body.saturating_sub(HEAD)..body));
    let mut comments = false;
    for (unit, place) in units.iter_mut().zip(&places) {
        comments |= unit.kind() == Some(BlockKind::Comment) && *place == PagePlace::After;
        comments &= !is_label_of_links(unit);
        match place {
            PagePlace::Body if unit.shape.words > 4 && !is_sure(unit) => unit.verdict = None,
            PagePlace::Body => {}
            _ if unit.is_open() => outside(unit, *place, comments),
            _ => {}
        }
    }
    title::of_page(text, units, body);
    let title = units.iter().take(body).rposition(|unit| unit.kind() == Some(BlockKind::Title));
    if let Some(head) = title.and_then(|title| units.get_mut(title..body)) {
        byline::mark_alone(text, head, true);
    }
    trail::after_tag_labels(text, units);
    common(text, units);
}

fn judge_late(text: &Text, units: &mut [TextUnit]) {
    for unit in units.iter_mut().filter(|unit| unit.is_open()) {
        unit.verdict = noise::judge_late(text.get(unit.span), &unit.shape);
    }
}

fn is_label_of_links(unit: &TextUnit) -> bool {
    unit.kind() == Some(BlockKind::Related) && unit.shape.words <= 6
}

/// An advertisement, a sign-up box or the buttons below an update of a live
/// blog do not end the article: prose right behind them goes on with it.
fn resume(units: &[TextUnit], places: &mut [PagePlace]) {
    const LONGEST: usize = 6;
    let (mut end, mut resumed) = (None, false);
    for at in 0..units.len() {
        if places.get(at) == Some(&PagePlace::Body) {
            (end, resumed) = (Some(at), false);
            continue;
        }
        let (Some(last), Some(unit)) = (end, units.get(at)) else { continue };
        let between = items(units, last + 1..at);
        if at - last > LONGEST || !interrupts(unit) && !is_prose(unit) {
            end = None;
        } else if is_prose(unit) && (goes_on(between) || resumed) {
            for place in items_mut(places, last + 1..=at) {
                *place = PagePlace::Body;
            }
            (end, resumed) = (Some(at), true);
        }
    }
}

fn is_prose(unit: &TextUnit) -> bool {
    unit.is_open() && unit.shape.is_sentence() && unit.shape.chars >= 50 && !unit.shape.address
}

/// Whether the units between two paragraphs are an interruption: an
/// advertisement, a sign-up line, a link, the time of an update; not a menu.
fn goes_on(between: &[TextUnit]) -> bool {
    let breaks = between.iter().filter_map(|unit| unit.verdict).any(|v| {
        matches!(
            v.why,
            BlockReason::Advertisement
                | BlockReason::SignUp
                | BlockReason::LinkElsewhere
                | BlockReason::PageTime
        )
    });
    let menu = between.iter().filter(|unit| unit.kind() == Some(BlockKind::Navigation)).count();
    breaks && menu <= 1
}

/// Furniture that stands between paragraphs, and headings.
fn interrupts(unit: &TextUnit) -> bool {
    match unit.verdict {
        None => unit.shape.words <= 12,
        Some(v) => match v.kind {
            BlockKind::Notice => v.why != BlockReason::Copyright,
            BlockKind::Related => v.why == BlockReason::LinkElsewhere,
            BlockKind::Share | BlockKind::Caption | BlockKind::Navigation => true,
            _ => false,
        },
    }
}

/// Furniture that is none by its place, but by what it says.
fn is_sure(unit: &TextUnit) -> bool {
    unit.verdict.is_some_and(|v| v.why.is_sure())
}

/// An open unit that `page` does not count as body.
fn outside(unit: &mut TextUnit, place: PagePlace, comments: bool) {
    let prose = unit.shape.ending == UnitEnding::Sentence && unit.shape.words > 8;
    match (place, prose) {
        (PagePlace::After, _) if comments => {
            unit.decide(BlockKind::Comment, BlockReason::BelowCommentLabel);
        }
        (_, true) => unit.decide(BlockKind::Related, BlockReason::OutsideSentence),
        _ if unit.shape.words <= 3 => {
            unit.decide(BlockKind::Navigation, BlockReason::OutsideShort);
        }
        _ => unit.decide(BlockKind::Related, BlockReason::OutsideHeadline),
    }
}

/// Index of the first paragraph: a long one, one of several sentences, or one
/// with a dateline.
fn first_prose(text: &Text, units: &[TextUnit]) -> usize {
    let is_prose = |unit: &TextUnit| {
        let shape = &unit.shape;
        unit.is_open()
            && (shape.chars >= 160
                || shape.is_sentence() && (shape.chars >= 90 || shape.stops > 0)
                || dateline::read(text.get(unit.span)).is_some())
    };
    let found = units
        .iter()
        .enumerate()
        .position(|(at, unit)| is_prose(unit) && !above_facts(units, at) && !opens_head(units, at));
    found.unwrap_or(units.len().min(1))
}

/// Whether a first line of several sentences is the title, by the short lines
/// and the author or date line below it: `Can they govern? A budget will tell.`
/// over the outlet and the date.
fn opens_head(units: &[TextUnit], at: usize) -> bool {
    const LINES: usize = 4;
    let short = |unit: &&TextUnit| unit.gap <= 1 && unit.shape.words <= 14;
    let is_fact =
        |unit: &TextUnit| matches!(unit.kind(), Some(BlockKind::Byline | BlockKind::Dateline));
    at == 0
        && units.first().is_some_and(|unit| unit.shape.chars <= 220)
        && units.iter().skip(1).take(LINES).take_while(short).any(is_fact)
}

/// Whether an author or date line stands right below a short unit.
pub(super) fn above_facts(units: &[TextUnit], at: usize) -> bool {
    let facts = |next: &TextUnit| {
        next.gap == 0 && matches!(next.kind(), Some(BlockKind::Byline | BlockKind::Dateline))
    };
    units.get(at).is_some_and(|unit| unit.shape.chars <= 220)
        && units.get(at + 1).is_some_and(facts)
}

/// Roles that saved articles and whole pages share.
fn common(text: &Text, units: &mut [TextUnit]) {
    title_again(text, units);
    doubled_captions(text, units);
    embedded_posts(units);
    headings(text, units);
    repeat::mark(text, units);
}

/// The title printed again, alone or with the site's name behind it.
fn title_again(text: &Text, units: &mut [TextUnit]) {
    let Some(at) = units.iter().position(|unit| unit.kind() == Some(BlockKind::Title)) else {
        return;
    };
    let Some(title) = units.get(at).map(|unit| text.get(unit.span)) else { return };
    let key = repeat::key(title);
    for (index, unit) in units.iter_mut().enumerate() {
        let words = text.get(unit.span);
        if index == at || words.len() > title.len() * 2 + 80 {
            continue;
        }
        if repeat::key(words).hash == key.hash {
            unit.decide(BlockKind::Repeat, BlockReason::TitleAgain);
        } else if site_behind(words, title).is_some() {
            unit.decide(BlockKind::Repeat, BlockReason::TitleWithSite);
        }
    }
}

/// `Title | Site`: the name of the site behind a repeated title.
pub(super) fn site_behind<'a>(words: &'a str, title: &str) -> Option<&'a str> {
    let rest = words.strip_prefix(title)?.trim_start();
    let site = rest.strip_prefix(['|', '-', '–', '—', '·', ':', '»'])?.trim();
    (!site.is_empty() && site.len() <= 60).then_some(site)
}

/// A caption is often printed twice, the second time with its credit.
fn doubled_captions(text: &Text, units: &mut [TextUnit]) {
    for at in 1..units.len() {
        let (Some(unit), Some(caption)) = (units.get(at - 1), units.get(at)) else { continue };
        let words = text.get(unit.span);
        let doubled = caption.kind() == Some(BlockKind::Caption)
            && words.len() > 20
            && text.get(caption.span).starts_with(words);
        if doubled && let Some(unit) = units.get_mut(at - 1) {
            unit.decide(BlockKind::Caption, BlockReason::CaptionAgain);
        }
    }
}

/// The line right above the signature of an embedded post, when it holds an
/// address, belongs to the post.
fn embedded_posts(units: &mut [TextUnit]) {
    for at in 1..units.len() {
        let signed = units
            .get(at)
            .and_then(|unit| unit.verdict)
            .is_some_and(|v| v.why == BlockReason::PostSignature);
        if let Some(unit) =
            units.get_mut(at - 1).filter(|unit| signed && unit.is_open() && unit.shape.address)
        {
            unit.decide(BlockKind::Notice, BlockReason::EmbeddedPost);
        }
    }
}

fn headings(text: &Text, units: &mut [TextUnit]) {
    for at in 0..units.len() {
        let next = units
            .get(at + 1)
            .is_some_and(|next| next.is_open() || next.kind() == Some(BlockKind::Caption));
        let Some(unit) = units.get_mut(at).filter(|unit| unit.is_open()) else { continue };
        let shape = &unit.shape;
        let question = shape.words <= 10 && text.get(unit.span).ends_with('?');
        if bullet(text.get(unit.span)) > 0 {
            unit.decide(BlockKind::Item, BlockReason::Bullet);
        } else if next
            && shape.words <= 16
            && shape.chars <= 110
            && shape.letters > 2
            && shape.opening != UnitOpening::Small
            && (shape.ending == UnitEnding::Other || question)
        {
            unit.decide(BlockKind::Heading, BlockReason::ShortAboveParagraph);
        }
    }
}
