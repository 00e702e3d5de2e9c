//! Whether the words are the source's: what differs, what was left out, where
//! they were cut off, and in what kind of block they stand.

use super::JudgedSoFar;
use super::matching::PartMatch;
use crate::cite::Markup;
use crate::cite::check::turning;
use crate::cite::check::verdict::CheckVerdict;
use crate::cite::check::wording::Gap;
use newsquotes::extract::difference::Kind;
use newsquotes::folding;
use newsquotes::model::{BlockKind, Span};

/// Words that the writer left out and said so.
pub(super) fn omissions(found: &PartMatch, held: &mut JudgedSoFar) {
    let text = found.source.document.text.as_str();
    let mut before: Option<usize> = None;
    for (piece, placed) in found.wording.pieces.iter().zip(&found.placing.pieces) {
        if piece.gap == Gap::Omission {
            held.add(CheckVerdict::Elided);
        }
        let Some(placed) = placed else {
            before = None;
            continue;
        };
        let cut = before.and_then(|end| text.get(end..placed.source.start)).unwrap_or("");
        if piece.gap == Gap::Omission && !placed.is_astray && turning::denies(cut) {
            held.add(CheckVerdict::Sense);
            held.note(format!("left out: “{}”", cut.trim()));
        }
        before = Some(placed.source.end);
    }
    if found.wording.trails_off {
        held.add(CheckVerdict::Elided);
    }
}

/// Words that differ.
pub(super) fn differences(markup: Markup, found: &PartMatch, held: &mut JudgedSoFar) {
    let text = found.source.document.text.as_str();
    for (piece, placed) in found.wording.pieces.iter().zip(&found.placing.pieces) {
        let Some(placed) = placed else {
            held.add(CheckVerdict::Altered);
            continue;
        };
        for difference in &placed.differences {
            let own = piece.text.get(difference.pattern.clone()).unwrap_or("");
            let theirs = text.get(difference.text.clone()).unwrap_or("");
            let verdict = match difference.kind {
                kind if kind.turns_sense() => CheckVerdict::Sense,
                Kind::Typography if curls(markup) && curled(own) == curled(theirs) => continue,
                Kind::Typography => CheckVerdict::Typography,
                _ => CheckVerdict::Altered,
            };
            held.add(verdict);
        }
    }
}

/// Whether straight apostrophes and quotation marks are set as curly ones, so
/// that which of them is typed says nothing.
fn curls(markup: Markup) -> bool {
    matches!(markup, Markup::Latex | Markup::Typst)
}

/// Words with all apostrophes and quotation marks alike.
fn curled(words: &str) -> String {
    let same = |c: char| match c {
        '’' | '‘' | '‚' => '\'',
        '“' | '”' | '„' => '"',
        c => c,
    };
    words.chars().map(same).filter(|c| !c.is_whitespace()).collect()
}

/// Words that stand in a headline, or beside the article.
pub(super) fn kinds_of_blocks(found: &PartMatch, held: &mut JudgedSoFar) {
    let mut kinds = found.blocks();
    let outside = kinds.find(|kind| !kind.is_some_and(BlockKind::is_body));
    match outside {
        Some(Some(BlockKind::Title | BlockKind::Repeat)) => held.add(CheckVerdict::HeadlineOnly),
        Some(kind) => {
            held.add(CheckVerdict::BoilerplateOnly);
            held.note(format!("stands in: {}", kind.map_or("no block", BlockKind::name)));
        }
        None => {}
    }
}

/// Whether the source turns right behind the last word, or denies right
/// before the first. `next` is the draft's next part, which may go on with
/// those very words: “We keep it,” she said, “but not for long.”
pub(super) fn cuts(found: &PartMatch, next: Option<&str>, held: &mut JudgedSoFar) {
    let placed: Vec<_> = found.placing.placed().collect();
    let (Some(first), Some(last)) = (placed.first(), placed.last()) else { return };
    let text = &found.source.document.text;
    if let Some(part) = surroundings(found, last.source.end.saturating_sub(1)) {
        let rest = text.get(text.clamp(last.source.end..part.end()));
        let goes_on = turning::goes_on(rest);
        if let Some(word) =
            goes_on.filter(|word| !next.is_some_and(|next| takes_up(next, rest, word)))
        {
            held.add(CheckVerdict::CutShort);
            held.note(format!("the source goes on: “{}”", clipped(rest, word)));
        }
    }
    if let Some(part) = surroundings(found, first.source.start)
        && let Some(word) =
            turning::negation_before(text.get(text.clamp(part.start()..first.source.start)))
    {
        held.add(CheckVerdict::CutShort);
        held.note(format!("the source has “{word}” right before it"));
    }
}

/// Whether a part begins with the words behind a cut, with or without the
/// word that turns.
fn takes_up(next: &str, rest: &str, word: &str) -> bool {
    const WORDS: usize = 3;
    let first = |words: &str| -> Vec<String> {
        let bare = |word: &str| -> String {
            folding::letters(word).chars().filter(|c| c.is_alphanumeric()).collect()
        };
        let words = words.split_whitespace().map(bare);
        words.filter(|word| !word.is_empty()).take(WORDS).collect()
    };
    let from = rest.find(word).and_then(|at| rest.get(at..)).unwrap_or(rest);
    let behind = from.get(word.len()..).unwrap_or("");
    let next = first(next);
    next == first(from) || next == first(behind)
}

/// The part of a quotation that holds a byte of the source, or else its block.
pub(super) fn surroundings(found: &PartMatch, at: usize) -> Option<Span> {
    let article = found.article()?;
    let quotes = article.quotes.iter().filter(|quote| quote.form.is_verbatim());
    let mut parts = quotes.flat_map(|quote| &quote.parts);
    let part = parts.find(|part| part.start() <= at && at <= part.end()).copied();
    let block = || article.blocks.iter().map(|block| block.span).find(|span| span.contains(at));
    part.or_else(block)
}

/// The first words of `rest` from `word` on.
fn clipped(rest: &str, word: &str) -> String {
    let start = rest.find(word).unwrap_or(0);
    let words = rest.get(start..).unwrap_or(rest).split_whitespace().take(9);
    words.collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_part_may_go_on_with_the_words_behind_the_cut() {
        let rest = ", but we also know that it can happen later";
        assert!(takes_up("But we also know that it can", rest, "but"));
        assert!(takes_up("We also know, that", rest, "but"));
        assert!(!takes_up("We know that it can", rest, "but"));
        assert!(!takes_up("", rest, "but"));
    }
}
