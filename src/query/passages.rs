//! Which blocks of an article to show for a query, and which of their words to
//! light.
//!
//! Words are compared exactly as the index compares them (`index::words`), so
//! that what was found is lit. A first look for letters that every hit must
//! have skips nearly all of a text; only the words around them are cut, folded
//! and compared. Conditions on facts (outlet, date, marks) light nothing, nor
//! does what is negated.

mod sentence;
mod sought;

use std::ops::Range;

use self::sought::Sought;
use crate::library::index::Query;
use crate::library::index::words::words;
use crate::library::sure::sure;
use newsquotes::folding;

pub(crate) use self::sentence::sentence_around;

/// What one block counts for: the phrase as typed before all, then how many
/// of the words asked for it has (function words little), then names of fields, then how often.
const PHRASE: u32 = 100_000;
const WORD: u32 = 100;
const FUNCTION_WORD: u32 = 20;
const NAME: u32 = 10;
const MOST_HITS: u32 = 9;

/// How much of a block a line shows, in columns of the screen.
const COLUMNS: usize = 160;

/// A block with words of the query.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Passage {
    pub block: Range<usize>,
    /// What of it to show in a line: the sentence with the words.
    pub shown: Range<usize>,
    /// The words found, ascending and disjoint, in bytes like the block.
    pub words: Vec<Range<usize>>,
    /// Greater is better; comparable over articles for one query.
    pub weight: u32,
}

impl Passage {
    /// Whether the words stand in it in a row as typed.
    #[must_use]
    pub(crate) fn has_phrase(&self) -> bool {
        self.weight >= PHRASE
    }

    /// Whether it has as many of the words as the best one of its article,
    /// whose weight is `best`, in a row where that has them so.
    #[must_use]
    pub(crate) fn is_as_good_as(&self, best: u32) -> bool {
        is_as_good(self.weight, best)
    }
}

fn is_as_good(weight: u32, best: u32) -> bool {
    match best {
        PHRASE.. => weight >= PHRASE,
        _ => weight / WORD >= best / WORD,
    }
}

/// A query made ready to be looked for in many texts.
#[derive(Clone, Debug)]
pub(crate) struct Highlighter {
    sought: Sought,
}

/// A word that answers a term.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Hit {
    range: Range<usize>,
    /// Index of the term.
    term: usize,
}

impl Highlighter {
    /// The language (ISO 639-1) of the texts decides on word forms; without one
    /// they are taken for English.
    #[must_use]
    pub(crate) fn new(query: &Query, language: Option<&str>) -> Highlighter {
        Highlighter { sought: Sought::new(query, language) }
    }

    /// Whether the query has no words to look for.
    #[must_use]
    pub(crate) fn is_empty(&self) -> bool {
        self.sought.terms.is_empty()
    }

    /// The words to light in a text whose first byte counts as `base`:
    /// ascending and disjoint.
    #[must_use]
    #[cfg(test)]
    pub(crate) fn words(&self, text: &str, base: usize) -> Vec<Range<usize>> {
        lit(&self.hits(text), base)
    }

    /// Whether there is anything to light in a text.
    #[must_use]
    pub(crate) fn lights_any(&self, text: &str) -> bool {
        !self.hits(text).is_empty()
    }

    /// The words found in the best blocks of an article (see
    /// [`Passage::is_as_good_as`]), those side by side as one stretch:
    /// ascending and disjoint. Where the words stand in a row as typed, only
    /// such rows. `text` and `blocks` as in [`Highlighter::passages`].
    #[must_use]
    pub(crate) fn stretches(
        &self,
        text: &str,
        start: usize,
        blocks: &[Range<usize>],
    ) -> Vec<Range<usize>> {
        let found = blocks.iter().filter_map(|block| {
            let bytes = block.start.checked_sub(start)?..block.end.checked_sub(start)?;
            let text = text.get(bytes)?;
            let hits = self.hits(text);
            let weight = self.weight(text, &hits);
            (!hits.is_empty()).then_some((weight, block.start, text, hits))
        });
        let found: Vec<_> = found.collect();
        let best = found.iter().map(|(weight, ..)| *weight).max().unwrap_or(0);
        let mut stretches = Vec::new();
        for (_, base, text, hits) in found.iter().filter(|found| is_as_good(found.0, best)) {
            let together =
                |one: &Hit, next: &Hit| one.range == next.range || is_beside(text, one, next);
            for run in hits.chunk_by(together) {
                let (Some(first), Some(last)) = (run.first(), run.last()) else { continue };
                if best < PHRASE || self.has_phrase(text, run) {
                    stretches.push(base + first.range.start..base + last.range.end);
                }
            }
        }
        stretches
    }

    /// The best blocks of an article, best first; none when no word of the
    /// query stands in them. `text` begins at byte `start` of the document,
    /// which `blocks` count in.
    #[must_use]
    pub(crate) fn passages(
        &self,
        text: &str,
        start: usize,
        blocks: &[Range<usize>],
        limit: usize,
    ) -> Vec<Passage> {
        let mut found: Vec<Passage> = blocks
            .iter()
            .filter_map(|block| {
                let bytes = block.start.checked_sub(start)?..block.end.checked_sub(start)?;
                self.passage(text.get(bytes)?, block)
            })
            .collect();
        found.sort_by_key(|passage| (std::cmp::Reverse(passage.weight), passage.block.start));
        found.truncate(limit);
        found
    }

    fn passage(&self, text: &str, block: &Range<usize>) -> Option<Passage> {
        let hits = self.hits(text);
        if hits.is_empty() {
            return None;
        }
        let (weight, words) = (self.weight(text, &hits), lit(&hits, block.start));
        let shown = sentence_around(text, block.start, block, &words, COLUMNS);
        Some(Passage { block: block.clone(), shown, words, weight })
    }

    fn weight(&self, text: &str, hits: &[Hit]) -> u32 {
        let mut weight = u32::try_from(hits.len()).unwrap_or(u32::MAX).min(MOST_HITS);
        for (index, term) in self.sought.terms.iter().enumerate() {
            if hits.iter().any(|hit| hit.term == index) {
                weight += match (term.is_name, term.is_function) {
                    (true, _) => NAME,
                    (false, true) => FUNCTION_WORD,
                    (false, false) => WORD,
                };
            }
        }
        weight + if self.has_phrase(text, hits) { PHRASE } else { 0 }
    }

    /// Whether the plain words stand next to each other as they were typed.
    fn has_phrase(&self, text: &str, hits: &[Hit]) -> bool {
        let row = &self.sought.row;
        if row.len() < 2 {
            return false;
        }
        let mut at = 0;
        let mut before: Option<&Hit> = None;
        for hit in hits.iter().filter(|hit| row.contains(&hit.term)) {
            let is_next = row.get(at) == Some(&hit.term)
                && before.is_none_or(|before| is_beside(text, before, hit));
            at = if is_next { at + 1 } else { usize::from(row.first() == Some(&hit.term)) };
            before = (at > 0).then_some(hit);
            if at == row.len() {
                return true;
            }
        }
        false
    }

    /// The words of `text` that answer a term, in their order; a word may
    /// answer several.
    fn hits(&self, text: &str) -> Vec<Hit> {
        let mut hits = Vec::new();
        if self.sought.terms.is_empty() {
            return hits;
        }
        for chunk in self.sought.chunks(text) {
            let Some(inside) = text.get(chunk.clone()) else { continue };
            for range in words(inside, chunk.start) {
                self.compare(text, &chunk, &range, &mut hits);
            }
        }
        for (term, ranges) in self.sought.near(text) {
            hits.extend(ranges.into_iter().map(|range| Hit { range, term }));
        }
        hits.sort_by_key(|hit| (hit.range.start, hit.term));
        hits.dedup();
        hits
    }

    fn compare(&self, text: &str, chunk: &Range<usize>, range: &Range<usize>, hits: &mut Vec<Hit>) {
        let folded = folding::word(sure(text.get(range.clone())));
        for (index, term) in self.sought.terms.iter().enumerate() {
            if !term.matches(&folded, self.sought.language.as_deref()) {
                continue;
            }
            if term.rest().is_empty() {
                hits.push(Hit { range: range.clone(), term: index });
                continue;
            }
            let tail = sure(text.get(chunk.start..));
            let after = words(tail, chunk.start).skip_while(|word| word.start <= range.start);
            let same = |(word, wanted): &(Range<usize>, &String)| {
                folding::word(sure(text.get(word.clone()))) == wanted.as_str()
            };
            let row: Vec<_> =
                after.zip(term.rest()).take_while(same).map(|(word, _)| word).collect();
            if row.len() == term.rest().len() {
                let all = std::iter::once(range.clone()).chain(row);
                hits.extend(all.map(|range| Hit { range, term: index }));
            }
        }
    }
}

/// Whether no word stands between two hits.
fn is_beside(text: &str, one: &Hit, other: &Hit) -> bool {
    let between = text.get(one.range.end..other.range.start);
    between.is_some_and(|gap| gap.len() < 24 && words(gap, 0).next().is_none())
}

/// The ranges of the hits, each once, counted from `base`.
fn lit(hits: &[Hit], base: usize) -> Vec<Range<usize>> {
    let mut lit: Vec<Range<usize>> = Vec::with_capacity(hits.len());
    for hit in hits {
        if lit.last().is_none_or(|last| last.end <= base + hit.range.start) {
            lit.push(base + hit.range.start..base + hit.range.end);
        }
    }
    lit
}

#[cfg(test)]
mod tests;
