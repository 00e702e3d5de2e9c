//! Answers by relevance; equal ones always stand in the same order: the newer
//! first, then by file, article and place in it. The engine alone orders them
//! as they happen to lie in the parts of the index, which differ from one
//! indexing to the next.

use std::cmp::Reverse;

use tantivy::collector::{Collector, SegmentCollector};
use tantivy::columnar::Column;
use tantivy::query::Weight;
use tantivy::{DocAddress, DocId, Result, Score, SegmentOrdinal, SegmentReader};

use super::family::Family;
use super::schema::column;

/// Documents gathered beyond those wanted before they are cut back: one
/// ordering for thousands.
const SPARE: usize = 4096;

/// The most relevant documents.
pub(super) struct Ranked {
    /// How many are wanted.
    pub(super) most: usize,
}

/// What orders answers, ascending: score (as bits, which order as the numbers
/// do that are not negative), date, file, article, quotation.
type Rank = (Reverse<u32>, Reverse<u64>, u64, u64, Option<usize>);

/// A document with what orders it.
type RankedHit = (Rank, Score, DocAddress);

pub(super) struct RankedOf {
    family: Family,
    first: Column<u64>,
    file: Column<u64>,
    article: Column<u64>,
    most: usize,
    segment: SegmentOrdinal,
    found: Vec<RankedHit>,
    /// No document of a smaller score is wanted.
    least: Score,
}

impl Collector for Ranked {
    type Fruit = Vec<(Score, DocAddress)>;
    type Child = RankedOf;

    fn for_segment(&self, segment: SegmentOrdinal, reader: &SegmentReader) -> Result<RankedOf> {
        let columns = reader.fast_fields();
        Ok(RankedOf {
            family: Family::of(reader)?,
            first: columns.u64(column::FIRST)?,
            file: columns.u64(column::FILE_OF)?,
            article: columns.u64(column::ARTICLE)?,
            most: self.most,
            segment,
            found: Vec::new(),
            least: Score::MIN,
        })
    }

    fn requires_scoring(&self) -> bool {
        true
    }

    /// Passes over documents that cannot be among the best, as the engine's
    /// own collector does.
    fn collect_segment(
        &self,
        weight: &dyn Weight,
        segment: SegmentOrdinal,
        reader: &SegmentReader,
    ) -> Result<Vec<RankedHit>> {
        let mut found = self.for_segment(segment, reader)?;
        let alive = reader.alive_bitset();
        weight.for_each_pruning(Score::MIN, reader, &mut |doc, score| {
            if alive.is_none_or(|alive| alive.is_alive(doc)) {
                found.collect(doc, score);
            }
            // What is equal to the last one wanted may be newer.
            found.least.next_down()
        })?;
        Ok(found.harvest())
    }

    fn merge_fruits(&self, found: Vec<Vec<RankedHit>>) -> Result<Vec<(Score, DocAddress)>> {
        let mut found = found.concat();
        found.sort_unstable_by_key(|(rank, ..)| *rank);
        found.truncate(self.most);
        Ok(found.into_iter().map(|(_, score, address)| (score, address)).collect())
    }
}

impl RankedOf {
    fn rank(&self, doc: DocId, score: Score) -> Rank {
        let article = self.family.article(doc);
        let of_article = |column: &Column<u64>| column.first(article).unwrap_or(0);
        (
            Reverse(score.max(0.0).to_bits()),
            Reverse(of_article(&self.first)),
            of_article(&self.file),
            of_article(&self.article),
            self.family.number(doc),
        )
    }

    fn keep_best(&mut self) {
        self.found.sort_unstable_by_key(|(rank, ..)| *rank);
        self.found.truncate(self.most);
        if let Some((_, score, _)) = self.found.last().filter(|_| self.found.len() == self.most) {
            self.least = *score;
        }
    }
}

impl SegmentCollector for RankedOf {
    type Fruit = Vec<RankedHit>;

    fn collect(&mut self, doc: DocId, score: Score) {
        if score < self.least {
            return;
        }
        let address = DocAddress::new(self.segment, doc);
        self.found.push((self.rank(doc, score), score, address));
        if self.found.len() >= self.most.saturating_add(SPARE) {
            self.keep_best();
        }
    }

    fn harvest(mut self) -> Vec<RankedHit> {
        self.keep_best();
        self.found
    }
}

#[cfg(test)]
mod tests {
    use crate::library::index::{
        Bytes, Index, IndexEntry, Matching, Query, QueryField, QueryNode, QueryTerm, Question,
        file_key,
    };
    use newsquotes::load::load;

    const FILES: usize = 6;

    /// The places of the articles that have the word "bridge", of an index to
    /// which they came in that order.
    fn ranked<'a>(files: impl Iterator<Item = &'a (String, String)>) -> Vec<u64> {
        let index = Index::in_memory().unwrap();
        let mut writer = index.writer().unwrap();
        for (path, words) in files {
            let document = load(path, words.clone().into_bytes());
            let bytes = Bytes { path, size: words.len() as u64, stamp: None, corrections: 0 };
            writer.put(IndexEntry::of_document(&document, bytes)).unwrap();
            // Each in a part of the index of its own.
            writer.commit().unwrap();
        }
        let matching = Matching::Word("bridge".to_owned());
        let term = QueryTerm { field: QueryField::Words, matching, typed: 0..6 };
        let query = Query { root: Some(QueryNode::Term(term)), ..Query::default() };
        let question = Question::new(query);
        let page = index.snapshot().articles(&question, 0..4).unwrap();
        assert_eq!(page.total, FILES);
        page.rows.into_iter().map(|hit| hit.at.file).collect()
    }

    #[test]
    fn equal_answers_stand_in_one_order_however_they_were_indexed() {
        let article = |day: usize| {
            let words = "The town keeps the bridge, said Ida Ober of the port.";
            (format!("/n/{day}.txt"), format!("Port\n\n{} March 2026\n\n{words}\n", day.min(4)))
        };
        let files: Vec<_> = (1..=FILES).map(article).collect();
        let forward = ranked(files.iter());
        assert_eq!(forward, ranked(files.iter().rev()));
        assert_eq!(forward.len(), 4);
        // The newest first: three of one day, then the day before.
        let third = files.get(2).map(|(path, _)| file_key(path));
        assert_eq!(forward.last().copied(), third);
    }
}
