//! What is gathered over all documents that fit: places, counts of values,
//! months. Each is one pass over columns, without scores.

use std::collections::{BTreeMap, HashMap};

use tantivy::collector::{Collector, SegmentCollector};
use tantivy::columnar::{Column, StrColumn};
use tantivy::{DocAddress, DocId, Result, Score, SegmentOrdinal, SegmentReader};

use super::days;
use super::family::Family;
use super::record::ArticleRef;
use super::schema::column;
use super::stored;
use crate::library::sketch;
use crate::library::sure::sure;

/// Collects which articles fit.
pub(super) struct ArticlePlaces;

/// Counts one by one.
pub(super) struct Total;

pub(super) struct TotalOf(usize);

impl Collector for Total {
    type Fruit = usize;
    type Child = TotalOf;

    fn for_segment(&self, _: SegmentOrdinal, _: &SegmentReader) -> Result<TotalOf> {
        Ok(TotalOf(0))
    }

    fn requires_scoring(&self) -> bool {
        false
    }

    fn merge_fruits(&self, counts: Vec<usize>) -> Result<usize> {
        Ok(counts.into_iter().sum())
    }
}

impl SegmentCollector for TotalOf {
    type Fruit = usize;

    fn collect(&mut self, _: DocId, _: Score) {
        self.0 += 1;
    }

    fn collect_block(&mut self, docs: &[DocId]) {
        self.0 += docs.len();
    }

    fn harvest(self) -> usize {
        self.0
    }
}

/// Counts values of a column; keeps of each part of the index the commonest.
pub(super) struct Values {
    pub(super) column: &'static str,
    /// The most values kept of each part. Counts of those near the limit may
    /// miss some.
    pub(super) most: usize,
    /// Whether a quotation counts with the values of its article.
    pub(super) of_article: bool,
}

/// Counts by month.
pub(super) struct Months;

/// The newest or the oldest; those without a year come last.
pub(super) struct Dated {
    pub(super) newest: bool,
    /// How many are wanted.
    pub(super) most: usize,
}

pub(super) struct DatedOf {
    first: Column<u64>,
    family: Family,
    newest: bool,
    most: usize,
    segment: SegmentOrdinal,
    /// What orders them, ascending.
    found: Vec<(u64, DocAddress)>,
}

pub(super) struct PlacesOf {
    columns: Option<(Column<u64>, Column<u64>)>,
    found: Vec<ArticleRef>,
}

pub(super) struct ValuesOf {
    column: Option<StrColumn>,
    family: Option<Family>,
    counts: Vec<u32>,
    most: usize,
}

pub(super) struct MonthsOf {
    first: Column<u64>,
    family: Family,
    counts: HashMap<(i16, u8), usize>,
    /// The month of the document before, which is often the same.
    last: ((i16, u8), usize),
}

impl Collector for ArticlePlaces {
    type Fruit = Vec<ArticleRef>;
    type Child = PlacesOf;

    fn for_segment(&self, _: SegmentOrdinal, segment: &SegmentReader) -> Result<PlacesOf> {
        let columns = segment.fast_fields();
        let columns = (columns.u64(column::FILE_OF)?, columns.u64(column::ARTICLE)?);
        Ok(PlacesOf { columns: Some(columns), found: Vec::new() })
    }

    fn requires_scoring(&self) -> bool {
        false
    }

    fn merge_fruits(&self, found: Vec<Vec<ArticleRef>>) -> Result<Vec<ArticleRef>> {
        let mut found = found.concat();
        found.sort_unstable();
        found.dedup();
        Ok(found)
    }
}

impl SegmentCollector for PlacesOf {
    type Fruit = Vec<ArticleRef>;

    fn collect(&mut self, doc: DocId, _: Score) {
        let Some((file, article)) = &self.columns else { return };
        let place = file.first(doc).zip(article.first(doc));
        if let Some((file, Ok(article))) = place.map(|(f, a)| (f, u32::try_from(a))) {
            self.found.push(ArticleRef { file, article });
        }
    }

    fn harvest(self) -> Vec<ArticleRef> {
        self.found
    }
}

impl Collector for Dated {
    type Fruit = Vec<DocAddress>;
    type Child = DatedOf;

    fn for_segment(&self, ord: SegmentOrdinal, segment: &SegmentReader) -> Result<DatedOf> {
        let first = segment.fast_fields().u64(column::FIRST)?;
        let (newest, most, family) = (self.newest, self.most, Family::of(segment)?);
        Ok(DatedOf { first, family, newest, most, segment: ord, found: Vec::new() })
    }

    fn requires_scoring(&self) -> bool {
        false
    }

    fn merge_fruits(&self, found: Vec<Vec<(u64, DocAddress)>>) -> Result<Vec<DocAddress>> {
        let mut found = found.concat();
        found.sort_unstable();
        found.truncate(self.most);
        Ok(found.into_iter().map(|(_, address)| address).collect())
    }
}

impl DatedOf {
    fn keep_best(&mut self) {
        if self.found.len() > self.most {
            self.found.select_nth_unstable(self.most);
            self.found.truncate(self.most);
        }
    }
}

impl SegmentCollector for DatedOf {
    type Fruit = Vec<(u64, DocAddress)>;

    fn collect(&mut self, doc: DocId, _: Score) {
        let order = match self.first.first(self.family.article(doc)) {
            Some(first) if self.newest => u64::MAX - 1 - first,
            Some(first) => first,
            None => u64::MAX,
        };
        self.found.push((order, DocAddress::new(self.segment, doc)));
        if self.found.len() > 2 * self.most + 4096 {
            self.keep_best();
        }
    }

    fn harvest(mut self) -> Vec<(u64, DocAddress)> {
        self.keep_best();
        self.found
    }
}

impl Collector for Values {
    type Fruit = HashMap<String, usize>;
    type Child = ValuesOf;

    fn for_segment(&self, _: SegmentOrdinal, segment: &SegmentReader) -> Result<ValuesOf> {
        let column = segment.fast_fields().str(self.column)?;
        let values = column.as_ref().map_or(0, |column| column.num_terms());
        let family = if self.of_article { Some(Family::of(segment)?) } else { None };
        Ok(ValuesOf { column, family, counts: vec![0; values], most: self.most })
    }

    fn requires_scoring(&self) -> bool {
        false
    }

    fn merge_fruits(&self, found: Vec<Vec<(String, usize)>>) -> Result<HashMap<String, usize>> {
        let mut all = HashMap::new();
        for (value, count) in found.into_iter().flatten() {
            *all.entry(value).or_default() += count;
        }
        Ok(all)
    }
}

impl SegmentCollector for ValuesOf {
    type Fruit = Vec<(String, usize)>;

    fn collect(&mut self, doc: DocId, _: Score) {
        let Some(column) = &self.column else { return };
        let doc = self.family.as_ref().map_or(doc, |family| family.article(doc));
        for value in column.term_ords(doc) {
            let count = usize::try_from(value).ok().and_then(|at| self.counts.get_mut(at));
            if let Some(count) = count {
                *count += 1;
            }
        }
    }

    fn harvest(self) -> Vec<(String, usize)> {
        let Some(column) = self.column else { return Vec::new() };
        let counted = (0_u64..).zip(self.counts).filter(|(_, count)| *count > 0);
        let mut counted: Vec<(u64, u32)> = counted.collect();
        if counted.len() > self.most {
            counted.select_nth_unstable_by_key(self.most, |(_, count)| std::cmp::Reverse(*count));
            counted.truncate(self.most);
            counted.sort_unstable();
        }
        let ords: Vec<u64> = counted.iter().map(|(ord, _)| *ord).collect();
        let mut counts = counted.iter().map(|(_, count)| *count as usize);
        let mut found = Vec::with_capacity(ords.len());
        // Of a damaged dictionary the values up to the damage are kept.
        let _ = column.dictionary().sorted_ords_to_term_cb(&ords, |value| {
            let value = String::from_utf8_lossy(value).into_owned();
            found.push((value, sure(counts.next())));
        });
        found
    }
}

impl Collector for Months {
    type Fruit = BTreeMap<(i16, u8), usize>;
    type Child = MonthsOf;

    fn for_segment(&self, _: SegmentOrdinal, segment: &SegmentReader) -> Result<MonthsOf> {
        let first = segment.fast_fields().u64(column::FIRST)?;
        let family = Family::of(segment)?;
        Ok(MonthsOf { first, family, counts: HashMap::new(), last: ((0, 0), 0) })
    }

    fn requires_scoring(&self) -> bool {
        false
    }

    fn merge_fruits(
        &self,
        found: Vec<HashMap<(i16, u8), usize>>,
    ) -> Result<BTreeMap<(i16, u8), usize>> {
        let mut all = BTreeMap::new();
        for (month, count) in found.into_iter().flatten() {
            *all.entry(month).or_default() += count;
        }
        Ok(all)
    }
}

impl MonthsOf {
    fn keep_last(&mut self) {
        if self.last.1 > 0 {
            *self.counts.entry(self.last.0).or_default() += self.last.1;
        }
    }
}

impl SegmentCollector for MonthsOf {
    type Fruit = HashMap<(i16, u8), usize>;

    fn collect(&mut self, doc: DocId, _: Score) {
        let Some(first) = self.first.first(self.family.article(doc)) else { return };
        let month = days::month(first);
        if month == self.last.0 {
            self.last.1 += 1;
        } else {
            self.keep_last();
            self.last = (month, 1);
        }
    }

    fn harvest(mut self) -> HashMap<(i16, u8), usize> {
        self.keep_last();
        self.counts
    }
}

/// Articles whose sketches are at least so much like another one.
pub(super) struct AlikeArticles<'a> {
    pub(super) of: &'a [u32],
    /// 0 to 1.
    pub(super) least: f32,
}

pub(super) struct AlikeOf {
    column: Column<u64>,
    of: Vec<u32>,
    least: f32,
    segment: SegmentOrdinal,
    found: Vec<(f32, DocAddress)>,
}

impl Collector for AlikeArticles<'_> {
    type Fruit = Vec<(f32, DocAddress)>;
    type Child = AlikeOf;

    fn for_segment(&self, segment: SegmentOrdinal, reader: &SegmentReader) -> Result<AlikeOf> {
        let column = reader.fast_fields().u64(column::SKETCH)?;
        let (of, least) = (self.of.to_vec(), self.least);
        Ok(AlikeOf { column, of, least, segment, found: Vec::new() })
    }

    fn requires_scoring(&self) -> bool {
        false
    }

    fn merge_fruits(&self, found: Vec<Self::Fruit>) -> Result<Self::Fruit> {
        Ok(found.concat())
    }
}

impl SegmentCollector for AlikeOf {
    type Fruit = Vec<(f32, DocAddress)>;

    fn collect(&mut self, doc: DocId, _: Score) {
        let sketch = stored::unpacked(self.column.values_for_doc(doc));
        let likeness = sketch::likeness(&self.of, &sketch);
        if likeness >= self.least {
            self.found.push((likeness, DocAddress::new(self.segment, doc)));
        }
    }

    fn harvest(self) -> Self::Fruit {
        self.found
    }
}
