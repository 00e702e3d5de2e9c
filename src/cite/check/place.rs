//! Where the words of a draft stand in an article, piece by piece.

mod ends;
mod typography;

use std::ops::Range;

use super::edge;
use super::haystack::{Haystack, Haystacks};
use super::wording::{Gap, QuotedWording, WordingPiece};
use crate::library::sure::sure;
use newsquotes::extract::align::{Alignment, Fate, place};
use newsquotes::extract::difference::{Difference, Kind, differences};

/// The pieces of a part beside the words of an article.
#[derive(Clone, Debug, Default)]
pub(super) struct Placing {
    /// One for each piece; `None` where nothing like it stands there.
    pub(super) pieces: Vec<Option<PlacedPiece>>,
    /// How alike, 0 to 1: that of the pieces, by their number of words.
    pub(super) likeness: f32,
}

/// A word of a piece beside one of the source: bytes of the piece's text and
/// of the document, and whether both are one word or forms of it.
pub(super) type Compared = (Option<Range<usize>>, Option<Range<usize>>, bool);

/// A piece at its place.
#[derive(Clone, Debug)]
pub(super) struct PlacedPiece {
    /// Bytes of the document, from the first to the last word.
    pub(super) source: Range<usize>,
    pub(super) words: Vec<Compared>,
    /// What differs, with bytes likewise; brackets of the writer's excused.
    pub(super) differences: Vec<Difference>,
    likeness: f32,
    /// Whether it does not stand behind the piece before.
    pub(super) is_astray: bool,
    /// Bytes of the haystack.
    range: Range<usize>,
}

/// A piece less like its place than this is not taken to stand there.
pub(super) const LEAST_LIKENESS: f32 = 0.5;
/// Bytes of the source that an insertion stands for, and that an omission
/// leaves out, at most.
const INSERTION_REACH: usize = 240;
const OMISSION_REACH: usize = 6000;
/// How much likelier words must stand in the body than in a quotation of it,
/// and on the rest of the page than in the body.
const BODY_MARGIN: f32 = 0.02;
const REST_MARGIN: f32 = 0.1;

/// The best place of a part in an article.
pub(super) fn best(wording: &QuotedWording, stacks: &Haystacks, language: Option<&str>) -> Placing {
    let find = |stack| PieceFinder { stack, language }.place(wording);
    let mut best = find(&stacks.quoted);
    for (stack, margin) in [(&stacks.body, BODY_MARGIN), (&stacks.rest, REST_MARGIN)] {
        if best.is_perfect() {
            break;
        }
        let other = find(stack);
        // A short fragment of the right words is no match for all of them.
        if other.likeness > best.likeness + margin
            || (best.likeness < LEAST_LIKENESS && other.likeness > best.likeness)
        {
            best = other;
        }
    }
    best
}

impl PlacedPiece {
    /// Whether a word of the source, given by its bytes in the document, is
    /// only printed otherwise in the draft.
    pub(super) fn is_typography(&self, word: &Range<usize>) -> bool {
        self.differences.iter().any(|difference| {
            difference.kind == Kind::Typography
                && difference.text.start < word.end
                && word.start < difference.text.end
        })
    }
}

impl Placing {
    /// Whether all words stand there in their order.
    pub(super) fn is_perfect(&self) -> bool {
        self.likeness > 0.999
            && self
                .pieces
                .iter()
                .all(|piece| piece.as_ref().is_some_and(|placed| !placed.is_astray))
    }

    /// Whether nothing of the words differs, typography aside; and what may
    /// be a mark of the writer's is in the source.
    pub(super) fn is_literal(&self, wording: &QuotedWording) -> bool {
        let same = |(placed, piece): (&Option<PlacedPiece>, &WordingPiece)| {
            let Some(placed) = placed else { return false };
            placed.differences.iter().all(|difference| {
                let marks = sure(piece.text.get(difference.pattern.clone()));
                difference.kind == Kind::Typography && !marks.contains(['[', ']', '…', '.', '('])
            })
        };
        !self.pieces.is_empty() && self.pieces.iter().zip(&wording.pieces).all(same)
    }

    pub(super) fn placed(&self) -> impl Iterator<Item = &PlacedPiece> {
        self.pieces.iter().flatten()
    }

    /// From the first to the last word in the document.
    pub(super) fn extent(&self) -> Option<Range<usize>> {
        let start = self.placed().map(|placed| placed.source.start).min()?;
        let end = self.placed().map(|placed| placed.source.end).max()?;
        Some(start..end)
    }
}

struct PieceFinder<'a> {
    stack: &'a Haystack,
    language: Option<&'a str>,
}

impl PieceFinder<'_> {
    /// The longest piece first, wherever it is; the others beside it.
    fn place(&self, wording: &QuotedWording) -> Placing {
        let pieces = &wording.pieces;
        let mut found: Vec<Option<PlacedPiece>> = vec![None; pieces.len()];
        let longest = (0..pieces.len()).max_by_key(|index| {
            (pieces.get(*index).map_or(0, WordingPiece::len), usize::MAX - index)
        });
        let Some(longest) = longest else { return Placing::default() };
        let whole = 0..self.stack.text.len();
        let anchor = pieces.get(longest).and_then(|piece| self.piece(piece, whole));
        let mut edges = anchor.as_ref().map_or(0..0, |placed| placed.range.clone());
        let start = edges.start;
        let missing = anchor.is_none();
        put(&mut found, longest, anchor);
        for (index, piece) in pieces.iter().enumerate().skip(longest + 1) {
            let placed = if missing { None } else { self.behind(piece, edges.end) };
            edges.end = placed
                .as_ref()
                .filter(|placed| !placed.is_astray)
                .map_or(edges.end, |placed| placed.range.end);
            put(&mut found, index, placed);
        }
        edges.start = start;
        for index in (0..longest).rev() {
            let (Some(piece), Some(next)) = (pieces.get(index), pieces.get(index + 1)) else {
                continue;
            };
            let placed = if missing { None } else { self.before(piece, &next.gap, edges.start) };
            edges.start = placed
                .as_ref()
                .filter(|placed| !placed.is_astray)
                .map_or(edges.start, |placed| placed.range.start);
            put(&mut found, index, placed);
        }
        let likeness = likeness(wording, &found);
        Placing { pieces: found, likeness }
    }

    fn behind(&self, piece: &WordingPiece, from: usize) -> Option<PlacedPiece> {
        let to = from + reach(&piece.gap) + 2 * piece.text.len();
        self.beside(piece, from..self.floor(to))
    }

    fn before(&self, piece: &WordingPiece, gap: &Gap, to: usize) -> Option<PlacedPiece> {
        let from = to.saturating_sub(reach(gap) + 2 * piece.text.len());
        self.beside(piece, self.floor(from)..to)
    }

    /// In `range`, or else astray.
    fn beside(&self, piece: &WordingPiece, range: Range<usize>) -> Option<PlacedPiece> {
        let near = self.piece(piece, range).filter(|placed| placed.likeness >= LEAST_LIKENESS);
        near.or_else(|| {
            let far = self.piece(piece, 0..self.stack.text.len())?;
            Some(PlacedPiece { is_astray: true, ..far })
        })
    }

    fn floor(&self, at: usize) -> usize {
        edge::floor(&self.stack.text, at)
    }

    fn piece(&self, piece: &WordingPiece, range: Range<usize>) -> Option<PlacedPiece> {
        let text = self.stack.text.get(range.clone())?;
        let mut alignment = place(&piece.text, text)?;
        ends::pair(&mut alignment, text);
        let mut told = differences(&piece.text, text, &alignment, self.language);
        typography::settle(&mut told, &piece.text, text);
        let of = |at: Range<usize>| {
            self.stack.document_range(range.start + at.start..range.start + at.end)
        };
        let told = told.into_iter().filter(|difference| !piece.is_excused(&difference.pattern));
        let differences: Vec<Difference> =
            told.map(|difference| Difference { text: of(difference.text), ..difference }).collect();
        let words = alignment.ops.iter().map(|op| {
            let akin = matches!(op.fate, Fate::Same | Fate::Form | Fate::Typo);
            (op.pattern.clone(), op.text.clone().map(&of), akin)
        });
        Some(PlacedPiece {
            source: of(alignment.span.clone()),
            words: words.collect(),
            likeness: likeness_of(&alignment, &differences),
            differences,
            is_astray: false,
            range: range.start + alignment.span.start..range.start + alignment.span.end,
        })
    }
}

fn put(found: &mut [Option<PlacedPiece>], index: usize, placed: Option<PlacedPiece>) {
    if let Some(slot) = found.get_mut(index) {
        *slot = placed;
    }
}

/// What the writer put in brackets does not count as unlike.
fn likeness_of(alignment: &Alignment, differences: &[Difference]) -> f32 {
    let unlike = differences.iter().any(|difference| difference.kind != Kind::Typography);
    if unlike { alignment.likeness.min(0.998) } else { 1.0 }
}

fn reach(gap: &Gap) -> usize {
    match gap {
        Gap::Start | Gap::Omission => OMISSION_REACH,
        Gap::Insertion(_) => INSERTION_REACH,
    }
}

fn likeness(wording: &QuotedWording, found: &[Option<PlacedPiece>]) -> f32 {
    let (mut sum, mut words) = (0.0_f32, 0.0_f32);
    for (piece, placed) in wording.pieces.iter().zip(found) {
        let count = f32::from(u16::try_from(piece.len()).unwrap_or(u16::MAX));
        words += count;
        sum += placed.as_ref().map_or(0.0, |placed| placed.likeness * count);
    }
    if words > 0.0 { sum / words } else { 0.0 }
}
