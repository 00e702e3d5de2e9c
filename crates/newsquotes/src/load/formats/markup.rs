//! What of Markdown is not to be read: the marks around words. They stay in
//! the text, and repairs keep them off the screen.

use std::ops::Range;

use crate::load::html;
use crate::model::{Article, Repair, Span, Text};
use crate::sure;
use crate::sure::part;

const WHY: &str = "a mark of Markdown";

/// Adds what of a block is no word, line by line, but for the number or bullet
/// of a list's item. A block of nothing but marks keeps them.
pub(super) fn marks(
    source: &str,
    block: Range<usize>,
    words: &[Range<usize>],
    hidden: &mut Vec<Range<usize>>,
) {
    let inside = |range: &&Range<usize>| {
        let words = part(source, (*range).clone());
        range.start >= block.start && range.end <= block.end && !words.trim().is_empty()
    };
    if !words.iter().any(|range| inside(&range)) {
        return;
    }
    let mut at = block.start + bullet(part(source, block.clone()));
    for range in words.iter().filter(|range| range.end <= block.end) {
        lines(source, at..range.start, hidden);
        at = at.max(range.end);
    }
    lines(source, at..block.end, hidden);
}

/// The marks in a gap between words, without the white space that stands
/// between lines.
fn lines(source: &str, gap: Range<usize>, hidden: &mut Vec<Range<usize>>) {
    // Words of an earlier block, or within others, end behind the gap's start.
    if gap.is_empty() {
        return;
    }
    let mut start = gap.start;
    for line in sure::part(source, gap).split_inclusive('\n') {
        let end = start + line.trim_end_matches(['\n', '\r']).len();
        let from = start + (line.len() - line.trim_start().len());
        if from < end {
            hidden.push(from..end);
        }
        start += line.len();
    }
}

/// Bytes of the bullet or number of an item.
fn bullet(words: &str) -> usize {
    let digits = words.bytes().take_while(u8::is_ascii_digit).count();
    let rest = part(words, digits..);
    let mark =
        if digits > 0 { rest.strip_prefix(['.', ')']) } else { rest.strip_prefix(['-', '*', '+']) };
    let spaced = mark.filter(|rest| rest.starts_with([' ', '\t']));
    spaced.map_or(0, |rest| words.len() - rest.trim_start().len())
}

/// Keeps the marks of an article off the screen, and shows character
/// references as what they stand for.
pub(super) fn hide(text: &Text, article: &mut Article, hidden: &[Range<usize>]) {
    let first = hidden.partition_point(|range| range.end <= article.span.start());
    let mine = hidden.iter().skip(first).take_while(|range| range.end <= article.span.end());
    let marks =
        mine.map(|range| Repair { span: text.clamp(range.clone()), shown: "".into(), why: WHY });
    article.repairs.extend(marks);
    article.repairs.extend(entities(text, article));
    article.repairs.sort_by_key(|repair| (repair.span.start(), repair.span.end()));
    let blocks = &article.blocks;
    // Damaged markup may reach over the edge of a block, which shows nothing.
    let in_block = |span: Span| {
        let after = blocks.partition_point(|block| block.span.start() <= span.start());
        let block = after.checked_sub(1).and_then(|at| blocks.get(at));
        block.is_some_and(|block| block.span.covers(span))
    };
    let mut end = 0;
    article.repairs.retain(|repair| {
        let apart = repair.span.start() >= end && in_block(repair.span);
        end = if apart { repair.span.end() } else { end };
        apart
    });
}

fn entities(text: &Text, article: &Article) -> Vec<Repair> {
    let words = text.get(article.span);
    let found = memchr::memchr_iter(b'&', words.as_bytes()).filter_map(|at| {
        let rest = words.get(at..)?;
        let (shown, length) = html::character(rest)?;
        let start = article.span.start() + at;
        let span = text.clamp(start..start + length);
        Some(Repair { span, shown: shown.into(), why: "a character written as a code" })
    });
    found.collect()
}
