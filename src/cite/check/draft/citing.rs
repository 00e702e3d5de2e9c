//! What in a draft points to a source: citations and footnotes, what they say
//! of the speaker, and the ids left when a quotation was put in.

use std::ops::Range;

use super::Quotation;
use super::finding::QuotationFinder;
use super::people::CARRIED;
use crate::cite::check::attribution;
use crate::cite::check::prose::HiddenId;

impl QuotationFinder<'_> {
    /// Gives each citation to the quotation before it in its block, or else
    /// to the next one there; and what it says of a speaker.
    pub(super) fn cite(&self, found: &mut [(Range<usize>, Quotation)]) {
        for (at, words) in &self.prose.citations {
            let block = self.block_at(*at);
            let same = |range: &Range<usize>| self.block_at(range.start) == block;
            let before = found.iter().rposition(|(range, _)| range.start <= *at && same(range));
            let next = || found.iter().position(|(range, _)| range.start > *at && same(range));
            let set_apart = || self.set_apart_before(*at, found);
            let index = before.or_else(next).or_else(set_apart);
            if let Some((_, quotation)) = index.and_then(|index| found.get_mut(index)) {
                quotation.cited.push(' ');
                quotation.cited.push_str(words);
            }
        }
        for (range, quotation) in found {
            let behind = self.words(range.end..self.prose.words.len());
            let inside = attribution::in_brackets(behind);
            let told = inside.as_deref().and_then(attribution::phrase_before_citing);
            let told = told.or_else(|| attribution::before_brackets(behind));
            let cited = || attribution::phrase_before_citing(&quotation.cited);
            let unsure = quotation.speaker.as_ref().is_none_or(|named| named.confidence <= CARRIED);
            if let Some(told) = told.or_else(|| if unsure { cited() } else { None }) {
                quotation.speaker = Some(told);
            }
        }
    }

    /// The quotation set apart whose attribution holds the citation.
    fn set_apart_before(&self, at: usize, found: &[(Range<usize>, Quotation)]) -> Option<usize> {
        let next = self.blocks.iter().find(|block| block.span.start() > at);
        let limit = next.map_or(usize::MAX, |block| block.span.start());
        let apart = self.set_apart.iter().rfind(|apart| apart.range.end <= at && at < limit)?;
        found.iter().position(|(range, _)| *range == apart.range)
    }

    fn block_at(&self, at: usize) -> Option<usize> {
        let after = self.blocks.partition_point(|block| block.span.start() <= at);
        let index = after.checked_sub(1)?;
        self.blocks.get(index).filter(|block| at <= block.span.end() + 2).map(|_| index)
    }

    /// Gives each id to the quotation beside it: the next one when it stands
    /// on a line of its own.
    pub(super) fn identify(&self, found: &mut [(Range<usize>, Quotation)]) {
        /// Bytes of prose between a quotation and the comment behind it.
        const NEAR: usize = 400;
        for HiddenId { id, at, leads } in &self.prose.ids {
            let near = |(range, _): &&(Range<usize>, Quotation)| {
                at.saturating_sub(range.end) + range.start.saturating_sub(*at) < NEAR
            };
            let free = |(range, quotation): &(Range<usize>, Quotation), behind: bool| {
                (range.start >= *at) == behind && quotation.id.is_none()
            };
            let next = || found.iter().position(|one| free(one, true));
            let before = || found.iter().rposition(|one| free(one, false));
            let index = if *leads { next().or_else(before) } else { before().or_else(next) };
            let index = index.filter(|index| found.get(*index).as_ref().is_some_and(near));
            if let Some((_, quotation)) = index.and_then(|index| found.get_mut(index)) {
                quotation.id = Some(id.clone());
            }
        }
    }
}
