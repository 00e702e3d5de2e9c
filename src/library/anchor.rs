//! The place of an annotation by its words: made for a span, and found again
//! in a text that was saved anew.
//!
//! The search goes from the surest to the weakest: the words where they
//! stood, the words elsewhere (the best surroundings win), the words with
//! other typography, and at last whatever stands between the same neighbours.
//! What none of them finds is lost, and the caller says so to the user: a
//! wrong place is worse than none. Everything is linear in the text.

use std::cell::OnceCell;
use std::collections::HashSet;
use std::ops::Range;

use memchr::memmem;

use super::annotation::{Selector, TextQuote};
use crate::library::sure::sure;
use newsquotes::folding::{FoldedText, typography};
use newsquotes::model::{Article, Block, BlockKind, Evidence, Span, Text};

/// Characters of the surroundings that a selector keeps on either side, as
/// Hypothesis and `dom-anchor-text-quote` do.
const CONTEXT_CHARS: usize = 32;
/// Bytes of the source that are folded for them; a run of white space longer
/// than this hides what stands behind it.
const CONTEXT_BYTES: usize = 256;
/// A passage of more bytes is kept by its beginning and its end.
const LONG_BYTES: usize = 400;
const HEAD_CHARS: usize = 160;
const ENDING_CHARS: usize = 64;
/// Folded words of at least so many bytes are sure without their surroundings;
/// fewer ("Share", "Advertisement") occur in many places.
const TELLING_BYTES: usize = 16;
/// Occurrences looked at on either side of the old position, the nearest
/// first. Bounds the work on a text that says one thing over and over.
const MAX_CANDIDATES: usize = 500;
/// Bytes searched behind the neighbour before a passage for the one after it.
const MAX_REPLACEMENT: usize = 64 << 10;

/// How a place was found again, the surest first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Certainty {
    /// The same words at the same position.
    Unmoved,
    /// The same words elsewhere.
    Moved,
    /// The same words with other white space, quotation marks or dashes.
    Retyped,
    /// Other words between the same neighbours.
    Replaced,
}

/// Where a selector leads in a text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct FoundAnchor {
    pub span: Span,
    pub certainty: Certainty,
}

/// Finds selectors in one text.
#[derive(Debug)]
pub(crate) struct AnchorFinder<'a> {
    text: &'a Text,
    /// Made when the words alone do not do.
    folded: OnceCell<FoldedText<'a>>,
}

/// The selector of a passage.
#[must_use]
pub(crate) fn select(text: &Text, span: Span) -> Selector {
    let words = text.get(span);
    let (exact, ending) = if words.len() > LONG_BYTES {
        (first_chars(words, HEAD_CHARS), last_chars(words, ENDING_CHARS))
    } else {
        (words, "")
    };
    let prefix = typography(before(text, span.start()));
    let suffix = typography(after(text, span.end()));
    Selector {
        quote: TextQuote {
            exact: exact.to_owned(),
            ending: ending.to_owned(),
            prefix: last_chars(prefix.trim_end(), CONTEXT_CHARS).to_owned(),
            suffix: first_chars(suffix.trim_end(), CONTEXT_CHARS).to_owned(),
        },
        position: span.range(),
    }
}

/// The selector of an article as a whole: its title, or else its first words.
#[must_use]
pub(crate) fn select_article(text: &Text, article: &Article) -> Selector {
    let block = |wanted: fn(&Block) -> bool| {
        article.blocks.iter().find(|block| wanted(block)).map(|block| block.span)
    };
    let title = || match &article.meta.title.as_ref()?.evidence {
        Evidence::Words(span) => Some(*span).filter(|span| !span.is_empty()),
        _ => None,
    };
    let span = block(|block| block.kind == BlockKind::Title)
        .or_else(title)
        .or_else(|| block(|block| block.kind.is_body()))
        .or_else(|| block(|_| true))
        .unwrap_or_else(|| text.trim(article.span));
    select(text, span)
}

impl<'a> AnchorFinder<'a> {
    #[must_use]
    pub(crate) fn new(text: &'a Text) -> AnchorFinder<'a> {
        AnchorFinder { text, folded: OnceCell::new() }
    }

    /// The place in this text; `None` when it is lost.
    pub(crate) fn find(&self, selector: &Selector) -> Option<FoundAnchor> {
        if selector.quote.exact.is_empty() {
            return None;
        }
        if let Some(range) = self.same_words(selector) {
            let unmoved = range.start == selector.position.start;
            let certainty = if unmoved { Certainty::Unmoved } else { Certainty::Moved };
            return self.found(range, selector, certainty);
        }
        if let Some(range) = self.folded_words(selector) {
            return self.found(range, selector, Certainty::Retyped);
        }
        let span = self.between_neighbours(selector)?;
        Some(FoundAnchor { span, certainty: Certainty::Replaced })
    }

    fn found(
        &self,
        head: Range<usize>,
        selector: &Selector,
        certainty: Certainty,
    ) -> Option<FoundAnchor> {
        let end = self.end_of(&head, selector);
        let certainty = if end.is_some() { certainty } else { Certainty::Replaced };
        let span = self.text.span(head.start..end.unwrap_or(head.end))?;
        Some(FoundAnchor { span, certainty })
    }

    /// The end of a passage whose beginning is at `head`: of a long one the
    /// occurrence of its ending that gives the length nearest to the old.
    fn end_of(&self, head: &Range<usize>, selector: &Selector) -> Option<usize> {
        let ending = selector.quote.ending.as_bytes();
        if ending.is_empty() {
            return Some(head.end);
        }
        let len = selector.position.len();
        let expected = head.start.saturating_add(len);
        let rest = self.text.as_str().as_bytes().get(head.end..)?;
        let ends = candidates(rest, ending, expected.saturating_sub(head.end + ending.len()));
        let end = ends.map(|at| head.end + at + ending.len()).min_by_key(|e| e.abs_diff(expected));
        end.filter(|end| *end <= expected.saturating_add(len).saturating_add(CONTEXT_BYTES))
    }

    fn same_words(&self, selector: &Selector) -> Option<Range<usize>> {
        let exact = &selector.quote.exact;
        let near = selector.position.start;
        let old = near..near.saturating_add(exact.len());
        if self.text.as_str().get(old.clone()) == Some(exact)
            && self.agreement(&old, &selector.quote) == surroundings(&selector.quote)
        {
            return Some(old);
        }
        let starts = candidates(self.text.as_str().as_bytes(), exact.as_bytes(), near);
        self.best(starts.map(|start| start..start + exact.len()), selector)
    }

    fn folded_words(&self, selector: &Selector) -> Option<Range<usize>> {
        let exact = typography(&selector.quote.exact);
        let exact = exact.trim_end();
        let folded = self.folded();
        let near = folded.offset_of(selector.position.start);
        let starts = candidates(folded.words().as_bytes(), exact.as_bytes(), near);
        self.best(starts.map(|start| folded.source_of(start..start + exact.len())), selector)
    }

    fn folded(&self) -> &FoldedText<'a> {
        self.folded.get_or_init(|| FoldedText::new(self.text.as_str()))
    }

    /// The place whose surroundings agree best, the nearest of equals; `None`
    /// when short words stand in foreign surroundings.
    fn best(
        &self,
        places: impl Iterator<Item = Range<usize>>,
        selector: &Selector,
    ) -> Option<Range<usize>> {
        let quote = &selector.quote;
        let scored = places.map(|place| (self.agreement(&place, quote), place));
        let (agreement, place) = scored.min_by_key(|(agreement, place)| {
            (usize::MAX - agreement, place.start.abs_diff(selector.position.start))
        })?;
        let possible = surroundings(quote);
        let telling = typography(&quote.exact).len() >= TELLING_BYTES;
        (telling || 2 * agreement >= possible).then_some(place)
    }

    /// How many bytes of the folded surroundings are those of the quote.
    fn agreement(&self, place: &Range<usize>, quote: &TextQuote) -> usize {
        let prefix = typography(before(self.text, place.start));
        let left = common(prefix.trim_end().bytes().rev(), quote.prefix.bytes().rev());
        if !quote.ending.is_empty() {
            return left;
        }
        let suffix = typography(after(self.text, place.end));
        left + common(suffix.bytes(), quote.suffix.bytes())
    }

    /// What stands between the old neighbours: the old words, changed.
    fn between_neighbours(&self, selector: &Selector) -> Option<Span> {
        let TextQuote { prefix, suffix, .. } = &selector.quote;
        if prefix.len() + suffix.len() < TELLING_BYTES {
            return None;
        }
        let folded = self.folded();
        let words = folded.words();
        let opens = prefix.chars().count() < CONTEXT_CHARS;
        let near = folded.offset_of(selector.position.start).saturating_sub(prefix.len());
        let near = if opens { 0 } else { near };
        let room = selector.position.len().saturating_mul(2).saturating_add(CONTEXT_BYTES);
        let gaps = candidates(words.as_bytes(), prefix.as_bytes(), near)
            .filter(|start| !opens || *start == 0)
            .filter_map(|start| gap(words, start + prefix.len(), suffix, room.min(MAX_REPLACEMENT)))
            .filter(|gap| {
                words.get(gap.clone()).is_some_and(|new| is_kin(&selector.quote.exact, new))
            });
        let gap = gaps.min_by_key(|gap| gap.start.abs_diff(near))?;
        self.text.span(folded.source_of(gap))
    }
}

/// The bytes from `start` up to `suffix`, without the blanks at their ends.
/// A suffix shorter than it could be ends the text.
fn gap(words: &str, start: usize, suffix: &str, room: usize) -> Option<Range<usize>> {
    let rest = words.get(start..)?;
    let len = if suffix.chars().count() < CONTEXT_CHARS {
        rest.trim_end().strip_suffix(suffix)?.len()
    } else {
        memmem::find(rest.as_bytes().get(..room.min(rest.len()))?, suffix.as_bytes())?
    };
    let inside = rest.get(..len).filter(|_| len <= room)?;
    let blank = inside.len() - inside.trim_start().len();
    let range = start + blank..start + inside.trim_end().len();
    (range.start < range.end).then_some(range)
}

/// Whether a third of the old words are among the new ones: an edited
/// passage, not another one on the page of a site whose frame stays the same.
fn is_kin(old: &str, new: &str) -> bool {
    let words = |text: &str| -> Vec<String> {
        text.split(|c: char| !c.is_alphanumeric())
            .filter(|word| !word.is_empty())
            .map(str::to_lowercase)
            .collect()
    };
    let new: HashSet<String> = words(new).into_iter().collect();
    let old = words(old);
    let kept = old.iter().filter(|word| new.contains(*word)).count();
    kept > 0 && 3 * kept >= old.len()
}

/// Bytes of surroundings that a quote can agree in.
fn surroundings(quote: &TextQuote) -> usize {
    let suffix = if quote.ending.is_empty() { quote.suffix.len() } else { 0 };
    quote.prefix.len() + suffix
}

/// Starts of `needle`, the nearest to `near` first on either side of it.
fn candidates<'h>(
    haystack: &'h [u8],
    needle: &'h [u8],
    near: usize,
) -> impl Iterator<Item = usize> + 'h {
    let near = near.min(haystack.len());
    let overlap = needle.len().saturating_sub(1);
    let left = sure(haystack.get(..(near + overlap).min(haystack.len())));
    let right = sure(haystack.get(near..));
    let limit = if needle.is_empty() { 1 } else { MAX_CANDIDATES };
    let forward = memmem::find_iter(right, needle).map(move |at| near + at).take(limit);
    forward.chain(memmem::rfind_iter(left, needle).take(limit))
}

fn common(left: impl Iterator<Item = u8>, right: impl Iterator<Item = u8>) -> usize {
    left.zip(right).take_while(|(a, b)| a == b).count()
}

/// The words before `at`, as far as they matter.
fn before(text: &Text, at: usize) -> &str {
    text.get(text.clamp(at.saturating_sub(CONTEXT_BYTES)..at))
}

/// The words from `at` on, as far as they matter.
fn after(text: &Text, at: usize) -> &str {
    text.get(text.clamp(at..at.saturating_add(CONTEXT_BYTES)))
}

fn first_chars(words: &str, count: usize) -> &str {
    words.char_indices().nth(count).and_then(|(end, _)| words.get(..end)).unwrap_or(words)
}

fn last_chars(words: &str, count: usize) -> &str {
    let start = words.char_indices().rev().nth(count.saturating_sub(1));
    start.and_then(|(start, _)| words.get(start..)).unwrap_or(words)
}

#[cfg(test)]
mod tests;
