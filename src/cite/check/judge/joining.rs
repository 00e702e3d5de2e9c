//! Words that the source has in two places, made into one quotation.

use std::ops::Range;

use super::saying::{quote_at, same_utterance};
use super::{Checker, JudgedSoFar, PartMatch};
use crate::cite::check::place::{self, Compared};
use crate::cite::check::verdict::CheckVerdict;
use crate::cite::check::wording::{QuotedWording, word_count};
use crate::library::sure::sure;

/// Words at an end of a piece that stand nowhere near the others: from this
/// many on they are looked for elsewhere.
const LEAST_REST: usize = 4;
/// Words in a row that show where a piece stands.
const LEAST_RUN: usize = 3;
/// Words that an article has in this likeness share so much with it, and so
/// many articles are looked at.
const LEAST_SHARED: f32 = 0.7;
const MOST_READ: usize = 4;
/// How alike words that stand elsewhere have to be.
const ALIKE: f32 = 0.9;

/// Whether pieces of it, or both ends of one, are of different quotations, or
/// in another order.
pub(super) fn quotations(found: &PartMatch, held: &mut JudgedSoFar) {
    let Some(article) = found.article() else { return };
    let at = |range: &Range<usize>| quote_at(article, found.span(range));
    let placed = || found.placing.placed();
    if placed().any(|piece| piece.is_astray) {
        held.verdicts.insert(CheckVerdict::Conflated);
        held.note("the source has its parts in another order or far apart");
    }
    // A single word that stands in another quotation by chance tells nothing.
    let runs = placed().flat_map(|piece| runs(&piece.words).filter(|run| run.2 >= LEAST_RUN));
    let ends = runs.flat_map(|run| [run.1.start..run.1.start + 1, run.1.end - 1..run.1.end]);
    let quotes: Vec<Option<usize>> = ends.map(|range| at(&range)).collect();
    let split = quotes.windows(2).any(|pair| {
        let [Some(one), Some(other)] = pair else { return false };
        !same_utterance(article, *one, *other)
    });
    if split {
        held.verdicts.insert(CheckVerdict::Conflated);
        held.note("joined from two quotations of the source");
    }
}

/// Whether the words that do not stand here stand in another place.
pub(super) fn elsewhere(checker: &Checker<'_>, found: &PartMatch, held: &mut JudgedSoFar) {
    for (piece, placed) in found.wording.pieces.iter().zip(&found.placing.pieces) {
        let Some(placed) = placed else {
            if stands(checker, &piece.text) {
                conflate(held);
            }
            continue;
        };
        for range in unplaced_ends(&placed.words, piece.text.len()) {
            let words = sure(piece.text.get(range));
            if word_count(words) >= LEAST_REST && stands(checker, words) {
                conflate(held);
            }
        }
    }
}

fn conflate(held: &mut JudgedSoFar) {
    held.verdicts.insert(CheckVerdict::Conflated);
    held.note("some of the words stand in another quotation");
}

/// The bytes of a piece before and behind the words that stand in the source.
fn unplaced_ends(words: &[Compared], len: usize) -> [Range<usize>; 2] {
    let mut placed = runs(words).filter(|run| run.2 >= 2);
    let first = placed.next().map_or(0..0, |run| run.0);
    let last = placed.last().map_or(first.clone(), |run| run.0);
    [0..first.start, last.end..len]
}

/// The stretches of a piece whose words stand in the source without any other
/// word between: bytes of the piece and of the document, number of words.
fn runs(words: &[Compared]) -> impl Iterator<Item = (Range<usize>, Range<usize>, usize)> + '_ {
    words.chunk_by(|one, other| one.2 && other.2).filter_map(|run| {
        let (first, last) = (run.first().filter(|word| word.2)?, run.last()?);
        let own = first.0.as_ref()?.start..last.0.as_ref()?.end;
        let theirs = first.1.as_ref()?.start..last.1.as_ref()?.end;
        Some((own, theirs, run.len()))
    })
}

/// Whether words stand anywhere, word by word.
fn stands(checker: &Checker<'_>, words: &str) -> bool {
    let wording = QuotedWording::read(words);
    if wording.len() < LEAST_REST {
        return false;
    }
    let leads = checker.sources.leads(words);
    let likely = leads.iter().take_while(|lead| lead.shared >= LEAST_SHARED).take(MOST_READ);
    likely.filter_map(|lead| checker.sources.article(lead)).any(|source| {
        let Some(article) = source.article() else { return false };
        let stacks = checker.stacks(&source, article);
        let placing = place::best(&wording, &stacks, None);
        placing.likeness >= ALIKE && placing.placed().all(|piece| !piece.is_astray)
    })
}
