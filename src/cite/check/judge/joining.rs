//! Words that the source has in two places, made into one quotation.

use std::ops::Range;

use super::saying::{quote_at, same_utterance};
use super::{Checker, Held, Match};
use crate::cite::check::draft::Part;
use crate::cite::check::place;
use crate::cite::check::verdict::Verdict;
use crate::cite::check::wording::{Wording, word_count};

/// Words at an end of a piece that stand nowhere near the others: from this
/// many on they are looked for elsewhere.
const LEAST_REST: usize = 4;
/// How alike words that stand elsewhere have to be.
const ALIKE: f32 = 0.9;

/// Whether pieces of it, or both ends of one, are of different quotations, or
/// in another order.
pub(super) fn quotations(found: &Match, held: &mut Held) {
    let Some(article) = found.article() else { return };
    let at = |range: &Range<usize>| quote_at(article, found.span(range));
    let placed = || found.placing.placed();
    if placed().any(|piece| piece.is_astray) {
        held.verdicts.insert(Verdict::Conflated);
        held.note("the source has its parts in another order or far apart");
    }
    let ends = placed().flat_map(|piece| {
        let words =
            || piece.words.iter().filter_map(|(draft, source)| draft.as_ref().and(source.clone()));
        [words().next(), words().last()].into_iter().flatten()
    });
    let quotes: Vec<Option<usize>> = ends.map(|range| at(&range)).collect();
    let split = quotes.windows(2).any(|pair| {
        let [Some(one), Some(other)] = pair else { return false };
        !same_utterance(article, *one, *other)
    });
    if split {
        held.verdicts.insert(Verdict::Conflated);
        held.note("joined from two quotations of the source");
    }
}

/// Whether the words that do not stand here stand in another place.
pub(super) fn elsewhere(checker: &Checker<'_>, part: &Part, found: &Match, held: &mut Held) {
    for (piece, placed) in found.wording.pieces.iter().zip(&found.placing.pieces) {
        let Some(placed) = placed else {
            if stands(checker, &piece.text) {
                conflate(held);
            }
            continue;
        };
        for range in unplaced_ends(&placed.words, piece.text.len()) {
            let words = piece.text.get(range).unwrap_or_default();
            if word_count(words) >= LEAST_REST && stands(checker, words) {
                conflate(held);
            }
        }
    }
    let _ = part;
}

fn conflate(held: &mut Held) {
    held.verdicts.insert(Verdict::Conflated);
    held.note("some of the words stand in another quotation");
}

/// The bytes of a piece before and behind the words that stand in the source.
fn unplaced_ends(
    words: &[(Option<Range<usize>>, Option<Range<usize>>)],
    len: usize,
) -> [Range<usize>; 2] {
    let mut placed = runs(words).filter(|run| run.1 >= 2);
    let first = placed.next().map_or(0..0, |run| run.0);
    let last = placed.last().map_or(first.clone(), |run| run.0);
    [0..first.start, last.end..len]
}

/// The stretches of a piece whose words stand in the source without any other
/// word between, with their number of words.
fn runs(
    words: &[(Option<Range<usize>>, Option<Range<usize>>)],
) -> impl Iterator<Item = (Range<usize>, usize)> + '_ {
    let both =
        |word: &(Option<Range<usize>>, Option<Range<usize>>)| word.0.is_some() && word.1.is_some();
    words.chunk_by(move |one, other| both(one) && both(other)).filter_map(move |run| {
        let first = run.first().filter(|word| both(word))?.0.clone()?;
        let last = run.last()?.0.clone()?;
        Some((first.start..last.end, run.len()))
    })
}

/// Whether words stand anywhere, word by word.
fn stands(checker: &Checker<'_>, words: &str) -> bool {
    let wording = Wording::read(words);
    let candidates = checker.sources.candidates(words).into_iter().take(super::MORE_CANDIDATES);
    wording.len() >= LEAST_REST
        && candidates.into_iter().any(|source| {
            let Some(article) = source.article() else { return false };
            let stacks = checker.stacks(&source, article);
            let placing = place::best(&wording, &stacks, None);
            placing.likeness >= ALIKE && placing.placed().all(|piece| !piece.is_astray)
        })
}
