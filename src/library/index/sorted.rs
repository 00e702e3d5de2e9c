//! Answers in an order other than by relevance: by date, by a value.

use std::cmp::Ordering;

use tantivy::collector::{Collector, SegmentCollector};
use tantivy::columnar::StrColumn;
use tantivy::query::Query as Engine;
use tantivy::{DocAddress, DocId, Result, Score, Searcher, SegmentOrdinal, SegmentReader};

use super::collect::{Dated, Total};
use super::family::Family;
use super::query::Sort;
use super::schema::{DocumentKind, column};

/// The first `most` documents in that order, and how many there are in all.
pub(super) fn first(
    searcher: &Searcher,
    query: &dyn Engine,
    (sort, kind): (Sort, DocumentKind),
    most: usize,
) -> Result<(Vec<DocAddress>, usize)> {
    let dated = |newest| searcher.search(query, &(Dated { newest, most }, Total));
    let by_value = |column, is_own: bool| {
        let of_article = kind == DocumentKind::Quote && !is_own;
        searcher.search(query, &(ByValue { column, most, of_article }, Total))
    };
    match sort {
        Sort::Relevance | Sort::Newest => dated(true),
        Sort::Oldest => dated(false),
        Sort::Outlet => by_value(column::OUTLET, false),
        Sort::Title => by_value(column::TITLE, false),
        Sort::Speaker => by_value(column::SPEAKER, true),
    }
}

/// By the first value of a column, those without any last.
struct ByValue {
    column: &'static str,
    /// How many are wanted.
    most: usize,
    /// Whether a quotation is sorted by the value of its article.
    of_article: bool,
}

struct ByValueOf {
    column: Option<StrColumn>,
    family: Option<Family>,
    most: usize,
    segment: SegmentOrdinal,
    /// By the number of the value in this part of the index, which orders as
    /// the values do.
    found: Vec<(u64, DocAddress)>,
}

/// What a document is sorted by.
type Valued = (Option<String>, DocAddress);

impl Collector for ByValue {
    type Fruit = Vec<DocAddress>;
    type Child = ByValueOf;

    fn for_segment(&self, segment: SegmentOrdinal, reader: &SegmentReader) -> Result<ByValueOf> {
        let column = reader.fast_fields().str(self.column)?;
        let family = if self.of_article { Some(Family::of(reader)?) } else { None };
        Ok(ByValueOf { column, family, most: self.most, segment, found: Vec::new() })
    }

    fn requires_scoring(&self) -> bool {
        false
    }

    fn merge_fruits(&self, found: Vec<Vec<Valued>>) -> Result<Vec<DocAddress>> {
        let mut found = found.concat();
        found.sort_by(compare);
        found.truncate(self.most);
        Ok(found.into_iter().map(|(_, address)| address).collect())
    }
}

fn compare((one, at): &Valued, (other, there): &Valued) -> Ordering {
    let by_value = one.is_none().cmp(&other.is_none()).then_with(|| one.cmp(other));
    by_value.then_with(|| at.cmp(there))
}

impl ByValueOf {
    fn keep_best(&mut self) {
        if self.found.len() > self.most {
            self.found.select_nth_unstable(self.most);
            self.found.truncate(self.most);
        }
    }
}

impl SegmentCollector for ByValueOf {
    type Fruit = Vec<Valued>;

    fn collect(&mut self, doc: DocId, _: Score) {
        let owner = self.family.as_ref().map_or(doc, |family| family.article(doc));
        let value = self.column.as_ref().and_then(|column| column.term_ords(owner).next());
        self.found.push((value.unwrap_or(u64::MAX), DocAddress::new(self.segment, doc)));
        if self.found.len() > self.most.saturating_mul(2).saturating_add(4096) {
            self.keep_best();
        }
    }

    fn harvest(mut self) -> Vec<Valued> {
        self.keep_best();
        let mut ords: Vec<u64> = self.found.iter().map(|(ord, _)| *ord).collect();
        ords.sort_unstable();
        ords.dedup();
        ords.retain(|ord| *ord != u64::MAX);
        let mut values = Vec::with_capacity(ords.len());
        if let Some(column) = &self.column {
            // Of a damaged dictionary the values up to the damage are kept.
            let _ = column.dictionary().sorted_ords_to_term_cb(&ords, |value| {
                values.push(String::from_utf8_lossy(value).into_owned());
            });
        }
        let value = |ord| ords.binary_search(&ord).ok().and_then(|at| values.get(at)).cloned();
        self.found.iter().map(|(ord, address)| (value(*ord), *address)).collect()
    }
}
