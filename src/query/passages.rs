//! Which passages of an article a query is about (first form).
use crate::library::index::words as index_words;
use crate::library::index::{Matching, Query};
use std::ops::Range;

/// A passage.
#[derive(Clone, Debug)]
pub struct Passage {
    pub block: Range<usize>,
    pub shown: Range<usize>,
    pub words: Vec<Range<usize>>,
}

/// Passages.
#[must_use]
pub fn passages(
    text: &str,
    base: usize,
    blocks: &[Range<usize>],
    query: &Query,
    limit: usize,
) -> Vec<Passage> {
    let mut all: Vec<Passage> = blocks
        .iter()
        .filter_map(|block| {
            let inner = text.get(block.start.checked_sub(base)?..block.end.checked_sub(base)?)?;
            let lit = words(inner, block.start, &(0..inner.len()), query);
            (!lit.is_empty()).then(|| Passage {
                block: block.clone(),
                shown: block.clone(),
                words: lit,
            })
        })
        .collect();
    all.sort_by_key(|passage| std::cmp::Reverse(passage.words.len()));
    all.truncate(limit);
    all
}

/// Words lit.
#[must_use]
pub fn words(text: &str, base: usize, _whole: &Range<usize>, query: &Query) -> Vec<Range<usize>> {
    let wanted: Vec<String> = query
        .terms()
        .iter()
        .flat_map(|term| match &term.matching {
            Matching::Word(w) | Matching::Prefix(w) => vec![w.clone()],
            Matching::Phrase(ws) => ws.clone(),
            _ => Vec::new(),
        })
        .collect();
    index_words::words(text, 0)
        .filter(|range| {
            let word = index_words::fold(text.get(range.clone()).unwrap_or_default());
            wanted.iter().any(|w| word.starts_with(w.as_str()))
        })
        .map(|r| base + r.start..base + r.end)
        .collect()
}
