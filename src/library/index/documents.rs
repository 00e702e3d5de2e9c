//! Single documents of the index, read back.

use std::collections::HashMap;
use std::collections::hash_map::Entry;

use tantivy::collector::DocSetCollector;
use tantivy::columnar::Column;
use tantivy::query::{Query as Engine, TermQuery};
use tantivy::schema::{Field as Handle, IndexRecordOption, Value};
use tantivy::{DocAddress, DocId, Result, Searcher, SegmentReader, TantivyDocument, Term};

use super::family::Family;
use super::record::{ArticleRef, ArticleRow, FileRecord, QuoteRow};
use super::rows::{self, Parts, StoredArticle};
use super::schema::{self, Kind, column};
use super::text::{self, ArticleText};

/// Reads documents of one state of the index.
pub(super) struct Documents<'a> {
    searcher: &'a Searcher,
}

impl<'a> Documents<'a> {
    pub(super) fn new(searcher: &'a Searcher) -> Documents<'a> {
        Documents { searcher }
    }

    /// Which article a document is, or is a part of.
    pub(super) fn place(&self, address: DocAddress) -> Result<Option<ArticleRef>> {
        let segment = self.segment(address);
        let doc = Family::of(segment)?.article(address.doc_id);
        let columns = segment.fast_fields();
        let file = columns.u64(column::FILE_OF)?.first(doc);
        let article = columns.u64(column::ARTICLE)?.first(doc);
        let place = file.zip(article.and_then(|article| u32::try_from(article).ok()));
        Ok(place.map(|(file, article)| ArticleRef { file, article }))
    }

    /// Quotations in that order, with their words as far as their texts can
    /// be read; each text is read once.
    pub(super) fn quotes(
        &mut self,
        addresses: impl IntoIterator<Item = DocAddress>,
    ) -> Result<Vec<QuoteRow>> {
        let mut texts = HashMap::<ArticleRef, ArticleText>::new();
        let mut rows = Vec::new();
        for address in addresses {
            let Some(at) = self.place(address)? else { continue };
            let stored = self.stored(address)?;
            let Some(mut row) = stored.and_then(|bytes| rows::read_quote(at, &bytes)) else {
                continue;
            };
            let text = match texts.entry(at) {
                Entry::Occupied(text) => text.into_mut(),
                Entry::Vacant(text) => text.insert(self.text_of(address, at)?),
            };
            rows::fill_quote(&mut row, |bytes| text.get(bytes));
            rows.push(row);
        }
        Ok(rows)
    }

    /// The text of the article of a document; empty where it cannot be read.
    fn text_of(&mut self, address: DocAddress, at: ArticleRef) -> Result<ArticleText> {
        let doc_id = Family::of(self.segment(address))?.article(address.doc_id);
        let Some(stored) = self.article(DocAddress { doc_id, ..address })? else {
            return Ok(ArticleText::default());
        };
        let Some(record) = self.record(at.file)? else { return Ok(ArticleText::default()) };
        Ok(text::read(&record, at, stored).unwrap_or_default())
    }

    /// The quotations of an article, in its order.
    pub(super) fn quotes_of(&mut self, at: ArticleRef) -> Result<Vec<QuoteRow>> {
        let Some(address) = self.find(schema::place(at.file, Some(at.article)))? else {
            return Ok(Vec::new());
        };
        let count = Family::of(self.segment(address))?.count(address.doc_id);
        let quotes = address.doc_id + 1..=address.doc_id.saturating_add(count);
        self.quotes(quotes.map(|doc_id| DocAddress { doc_id, ..address }))
    }

    pub(super) fn article(&mut self, address: DocAddress) -> Result<Option<StoredArticle>> {
        Ok(self.stored(address)?.and_then(|bytes| StoredArticle::read(&bytes)))
    }

    /// The record of the article's file, and what is stored of the article.
    pub(super) fn for_text(
        &mut self,
        at: ArticleRef,
    ) -> Result<Option<(FileRecord, StoredArticle)>> {
        let Some(address) = self.find(schema::place(at.file, Some(at.article)))? else {
            return Ok(None);
        };
        let Some(stored) = self.article(address)? else { return Ok(None) };
        Ok(self.record(at.file)?.map(|record| (record, stored)))
    }

    /// The article with its blocks and its sketch.
    pub(super) fn row(&mut self, at: ArticleRef) -> Result<Option<ArticleRow>> {
        let Some((record, stored)) = self.for_text(at)? else { return Ok(None) };
        let row = record.articles.into_iter().nth(at.article as usize);
        Ok(row.map(|row| ArticleRow { blocks: stored.blocks, sketch: stored.sketch, ..row }))
    }

    pub(super) fn record(&self, file: u64) -> Result<Option<FileRecord>> {
        let mut parts = Parts::default();
        if let Some(head) = self.find(schema::place(file, None))? {
            let whole = self.part(head)?.and_then(|part| parts.take(&part));
            if whole.is_some() {
                return Ok(whole);
            }
        }
        // One of several parts: the others are among the file's documents.
        let all = number_query(schema::fields().file, file);
        let mut parts = Parts::default();
        for address in self.searcher.search(&all, &DocSetCollector)? {
            let whole = self.part(address)?.and_then(|part| parts.take(&part));
            if whole.is_some() {
                return Ok(whole);
            }
        }
        Ok(None)
    }

    /// The one document of that place.
    fn find(&self, place: u64) -> Result<Option<DocAddress>> {
        let query = number_query(schema::fields().place, place);
        Ok(self.searcher.search(&query, &DocSetCollector)?.into_iter().next())
    }

    fn part(&self, address: DocAddress) -> Result<Option<Vec<u8>>> {
        let Some(records) = self.segment(address).fast_fields().bytes(column::RECORD)? else {
            return Ok(None);
        };
        let Some(ord) = records.term_ords(address.doc_id).next() else { return Ok(None) };
        let mut bytes = Vec::new();
        records.ord_to_bytes(ord, &mut bytes)?;
        Ok(Some(bytes))
    }

    fn stored(&self, address: DocAddress) -> Result<Option<Vec<u8>>> {
        let document: TantivyDocument = self.searcher.doc(address)?;
        let value = document.get_first(schema::fields().stored);
        Ok(value.and_then(|value| value.as_bytes().map(<[u8]>::to_vec)))
    }

    fn segment(&self, address: DocAddress) -> &'a SegmentReader {
        self.searcher.segment_reader(address.segment_ord)
    }
}

/// Documents with that number in a field.
pub(super) fn number_query(field: Handle, number: u64) -> Box<dyn Engine> {
    Box::new(TermQuery::new(Term::from_field_u64(field, number), IndexRecordOption::Basic))
}

/// Hands out the record of every file, of each part of the index the newest
/// first.
pub(super) fn files(searcher: &Searcher, mut each: impl FnMut(FileRecord)) -> Result<()> {
    let mut parts = Parts::default();
    for segment in searcher.segment_readers() {
        let Some(records) = segment.fast_fields().bytes(column::RECORD)? else { continue };
        let mut ords = file_ords(segment, records.ords())?;
        ords.sort_unstable();
        records.dictionary().sorted_ords_to_term_cb(&ords, |part| {
            parts.take(part).into_iter().for_each(&mut each);
        })?;
    }
    Ok(())
}

/// Where the parts of records stand that were not dropped.
fn file_ords(segment: &SegmentReader, records: &Column<u64>) -> Result<Vec<u64>> {
    let kind = Term::from_field_u64(schema::fields().kind, Kind::File.number());
    let index = segment.inverted_index(schema::fields().kind)?;
    let Some(mut files) = index.read_postings(&kind, IndexRecordOption::Basic)? else {
        return Ok(Vec::new());
    };
    let mut ords = Vec::new();
    let mut doc: DocId = tantivy::DocSet::doc(&files);
    while doc != tantivy::TERMINATED {
        if !segment.is_deleted(doc) {
            ords.extend(records.first(doc));
        }
        doc = tantivy::DocSet::advance(&mut files);
    }
    Ok(ords)
}
