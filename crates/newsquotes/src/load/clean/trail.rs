//! What follows a label ("Related", "Tags", "Comments") and what trails behind
//! the last sentence.

use super::unit::{TextUnit, UnitEnding, bullet};
use crate::model::{BlockKind, BlockReason, Text};

/// Links below a label such as "Related": headlines up to the next paragraph.
pub(super) fn after_labels(units: &mut [TextUnit]) {
    let mut links = 0;
    for unit in units.iter_mut() {
        if unit.kind() == Some(BlockKind::Related) && unit.shape.words <= 6 {
            links = 12;
        } else if links > 0 && unit.is_open() {
            let link = unit.bullet && unit.shape.words <= 30
                || unit.shape.is_headline() && unit.shape.ending == UnitEnding::Other;
            links = if link { links - 1 } else { 0 };
            if link {
                unit.decide(BlockKind::Related, BlockReason::BelowRelatedLabel);
            }
        }
    }
}

/// Everything below the label of comments, when it stands near the end or
/// when nearly all below it begins with the name of who wrote it.
pub(super) fn after_comments(text: &Text, units: &mut [TextUnit]) {
    let total: u32 = units.iter().map(prose).sum();
    let signed = signed_comments(text, units);
    let mut passed = 0;
    let mut comments = false;
    for (at, unit) in units.iter_mut().enumerate() {
        passed += prose(unit);
        comments |= unit.kind() == Some(BlockKind::Comment) && passed * 10 >= total * 9;
        if (comments || signed.is_some_and(|label| at > label)) && unit.is_open() {
            unit.decide(BlockKind::Comment, BlockReason::BelowCommentLabel);
        }
    }
}

/// The last label or count of comments, if of the open units below it three
/// in four are signed: `Oldrivet: About time.`
fn signed_comments(text: &Text, units: &[TextUnit]) -> Option<usize> {
    let label = |unit: &TextUnit| {
        unit.kind() == Some(BlockKind::Comment)
            || unit.kind() == Some(BlockKind::Share)
                && unit.shape.digits > 0
                && text.get(unit.span).to_lowercase().contains("omment")
    };
    let at = units.iter().rposition(label)?;
    let below = || units.iter().skip(at + 1).filter(|unit| unit.is_open());
    let signed = below().filter(|unit| is_signed(text.get(unit.span))).count();
    (at * 2 > units.len() && signed > 0 && signed * 4 >= below().count() * 3).then_some(at)
}

/// `Oldrivet: About time somebody looked.`
fn is_signed(words: &str) -> bool {
    words.split_once(": ").is_some_and(|(name, said)| {
        name.len() <= 30
            && name.split(' ').count() <= 3
            && name.starts_with(char::is_alphanumeric)
            && !said.starts_with(['“', '"', '„', '«'])
            && said.len() > 1
    })
}

fn prose(unit: &TextUnit) -> u32 {
    if unit.is_open() && unit.shape.is_sentence() { unit.shape.chars } else { 0 }
}

/// What trails behind the last sentence: tags, section names, links.
pub(super) fn tail(text: &Text, units: &mut [TextUnit]) {
    let is_end = |unit: &TextUnit| {
        unit.is_open()
            && (unit.shape.ending != UnitEnding::Other
                || unit.shape.words > 30
                || unit.shape.stops > 1)
    };
    let Some(last) = units.iter().rposition(is_end) else { return };
    let announced = units.get(last).is_some_and(|unit| unit.shape.ending == UnitEnding::Colon);
    let Some(trail) = units.get_mut(last + 1..) else { return };
    let open = trail.iter().filter(|unit| unit.is_open()).count();
    if open == 0 || announced || open == trail.len() && open == 1 {
        return;
    }
    let is_tag = |unit: &TextUnit| bullet(text.get(unit.span)) > 0 && unit.shape.words <= 6;
    let tags = trail.iter().filter(|unit| unit.is_open() && is_tag(unit)).count() >= 2;
    for unit in trail.iter_mut() {
        let bulleted = is_tag(unit);
        if !(unit.is_open() || tags && bulleted) {
            continue;
        }
        match unit.shape.words {
            _ if bulleted => unit.decide(BlockKind::Tags, BlockReason::TailItems),
            ..=3 => unit.decide(BlockKind::Navigation, BlockReason::TailSection),
            _ => unit.decide(BlockKind::Related, BlockReason::TailHeadlines),
        }
    }
}

/// Names of subjects below a label of tags: short lines up to the next
/// furniture. Above the last sentence such a label belongs to a menu.
pub(super) fn after_tag_labels(text: &Text, units: &mut [TextUnit]) {
    let prose = |unit: &TextUnit| unit.is_open() && unit.shape.is_sentence();
    let Some(last) = units.iter().rposition(prose) else { return };
    let mut left = 0;
    for unit in units.iter_mut().skip(last + 1) {
        if unit.kind() == Some(BlockKind::Tags) {
            let label = unit.shape.words <= 3 && !text.get(unit.span).contains(',');
            left = if label { TAGS } else { left };
            continue;
        }
        let passed_over = matches!(
            unit.verdict,
            Some(v) if v.why == BlockReason::OutsideShort
                || v.why == BlockReason::OutsideHeadline
                || v.why == BlockReason::TailSection
                || v.why == BlockReason::TailHeadlines
        );
        let short = unit.shape.words <= 5 && unit.shape.chars <= 50;
        if left > 0
            && (unit.is_open() || passed_over)
            && short
            && unit.shape.ending == UnitEnding::Other
        {
            unit.decide(BlockKind::Tags, BlockReason::BelowTagLabel);
            left -= 1;
        } else {
            left = 0;
        }
    }
}

/// The most names below a label of tags.
const TAGS: u32 = 12;
