//! A match as a report shows it: the words of both sides beside each other.

use std::ops::Range;

use super::matching::PartMatch;
use super::saying;
use crate::cite::check::place::PlacedPiece;
use crate::cite::check::verdict::{ComparedWord, SourcePlace};
use crate::cite::check::wording::WordingPiece;
use newsquotes::extract::difference::Kind;

/// What a report says of a match.
pub(super) fn place(found: &PartMatch) -> SourcePlace {
    let article = found.article();
    let mut spans: Vec<_> = found.placing.placed().map(|placed| placed.source.clone()).collect();
    spans.sort_by_key(|span| span.start);
    let quote = article.and_then(|article| saying::quote_at(article, found.span(spans.first()?)));
    let pieces = found.wording.pieces.iter().zip(&found.placing.pieces);
    let words = pieces.flat_map(|(piece, placed)| {
        if let Some(placed) = placed {
            return compared(piece, placed);
        }
        let draft = Some(piece.part_range(piece.core()));
        vec![ComparedWord { draft, source: None, is_same: false }]
    });
    SourcePlace {
        source: found.source.clone(),
        spans,
        quote,
        words: words.collect(),
        likeness: found.placing.likeness,
    }
}

fn compared(piece: &WordingPiece, placed: &PlacedPiece) -> Vec<ComparedWord> {
    let differs = |kind: &dyn Fn(Kind) -> bool, range: &Range<usize>| {
        placed.differences.iter().any(|difference| {
            kind(difference.kind)
                && difference.pattern.start < range.end
                && range.start < difference.pattern.end
        })
    };
    let word = |(draft, source, _): &(Option<Range<usize>>, Option<Range<usize>>, bool)| {
        let is_same = match (draft, source) {
            (Some(range), Some(_)) => {
                !differs(&|kind| kind != Kind::Typography, range) || piece.is_excused(range)
            }
            // One word of the draft may stand for two of the source.
            (Some(range), None) => {
                piece.is_excused(range) || differs(&|kind| kind == Kind::Typography, range)
            }
            (None, Some(source)) => placed.is_typography(source),
            (None, None) => true,
        };
        let draft = draft.clone().map(|range| piece.part_range(range));
        ComparedWord { draft, source: source.clone(), is_same }
    };
    placed.words.iter().map(word).collect()
}
