//! Single documents of the index, read back.

use std::collections::HashMap;
use std::collections::hash_map::Entry;

use tantivy::collector::DocSetCollector;
use tantivy::columnar::Column;
use tantivy::query::{Query as Engine, TermQuery};
use tantivy::schema::{Field as Handle, IndexRecordOption, Value};
use tantivy::{
    DocAddress, DocId, Result, Searcher, SegmentOrdinal, SegmentReader, TantivyDocument, Term,
};

use super::family::Family;
use super::record::{ArticleRef, ArticleRow, FileRecord, QuoteRow};
use super::rows::{self, Parts};
use super::schema::{self, DocumentKind, column};
use super::stored::{self, StoredArticle};
use super::text::{self, ArticleText};

/// Reads documents of one state of the index.
pub(super) struct StoredDocuments<'a> {
    searcher: &'a Searcher,
    /// Opened once for each part of the index.
    columns: HashMap<SegmentOrdinal, SegmentColumns>,
    /// Files by their keys, their articles left out.
    files: HashMap<u64, Option<FileRecord>>,
}

/// Which article a document is, or is a part of.
#[derive(Clone)]
struct SegmentColumns {
    family: Family,
    file: Column<u64>,
    article: Column<u64>,
}

impl SegmentColumns {
    fn of(segment: &SegmentReader) -> Result<SegmentColumns> {
        let columns = segment.fast_fields();
        let (file, article) = (columns.u64(column::FILE_OF)?, columns.u64(column::ARTICLE)?);
        Ok(SegmentColumns { family: Family::of(segment)?, file, article })
    }

    fn place(&self, doc: DocId) -> Option<ArticleRef> {
        let doc = self.family.article(doc);
        let article = u32::try_from(self.article.first(doc)?).ok()?;
        Some(ArticleRef { file: self.file.first(doc)?, article })
    }
}

impl<'a> StoredDocuments<'a> {
    pub(super) fn new(searcher: &'a Searcher) -> StoredDocuments<'a> {
        StoredDocuments { searcher, columns: HashMap::new(), files: HashMap::new() }
    }

    /// Which article a document is, or is a part of.
    pub(super) fn place(&mut self, address: DocAddress) -> Result<Option<ArticleRef>> {
        Ok(self.columns(address)?.place(address.doc_id))
    }

    fn columns(&mut self, address: DocAddress) -> Result<&SegmentColumns> {
        let segment = self.segment(address);
        Ok(match self.columns.entry(address.segment_ord) {
            Entry::Occupied(columns) => columns.into_mut(),
            Entry::Vacant(columns) => columns.insert(SegmentColumns::of(segment)?),
        })
    }

    /// Quotations in that order, with their words as far as their texts can
    /// be read; each article is read once.
    pub(super) fn quotes(
        &mut self,
        addresses: impl IntoIterator<Item = DocAddress>,
    ) -> Result<Vec<QuoteRow>> {
        let mut articles = HashMap::<DocAddress, Quoted>::new();
        let mut rows = Vec::new();
        for address in addresses {
            let family = &self.columns(address)?.family;
            let (doc_id, number) = (family.article(address.doc_id), family.number(address.doc_id));
            let article = match articles.entry(DocAddress { doc_id, ..address }) {
                Entry::Occupied(article) => article.into_mut(),
                Entry::Vacant(article) => {
                    let whole = self.quoted(*article.key())?;
                    article.insert(whole)
                }
            };
            rows.extend(number.and_then(|number| article.row(number)));
        }
        Ok(rows)
    }

    /// The quotations of an article, in its order.
    pub(super) fn quotes_of(&mut self, at: ArticleRef) -> Result<Vec<QuoteRow>> {
        let Some(address) = self.find(schema::place(at.file, Some(at.article)))? else {
            return Ok(Vec::new());
        };
        let article = self.quoted(address)?;
        Ok((0..article.quotes.len()).filter_map(|number| article.row(number)).collect())
    }

    fn quoted(&mut self, article: DocAddress) -> Result<Quoted> {
        let Some(at) = self.place(article)? else { return Ok(Quoted::default()) };
        let Some(mut stored) = self.article(article)? else { return Ok(Quoted::default()) };
        let mut quotes = std::mem::take(&mut stored.quotes);
        for quote in &mut quotes {
            quote.at = at;
        }
        let file = self.file(at.file)?;
        // A file that was changed or is gone: its rows come without words.
        let text = file.and_then(|file| text::read(file, stored).ok()).unwrap_or_default();
        Ok(Quoted { quotes, text })
    }

    pub(super) fn article(&self, address: DocAddress) -> Result<Option<StoredArticle>> {
        Ok(self.stored(address)?.and_then(|bytes| StoredArticle::read(&bytes)))
    }

    /// The sketch of an article.
    pub(super) fn sketch(&self, address: DocAddress) -> Result<Vec<u32>> {
        let column = self.segment(address).fast_fields().u64(column::SKETCH)?;
        Ok(stored::unpacked(column.values_for_doc(address.doc_id)))
    }

    /// What is known of the article's file, and what is stored of the article.
    pub(super) fn for_text(
        &mut self,
        at: ArticleRef,
    ) -> Result<Option<(FileRecord, StoredArticle)>> {
        let Some(address) = self.find(schema::place(at.file, Some(at.article)))? else {
            return Ok(None);
        };
        let Some(stored) = self.article(address)? else { return Ok(None) };
        Ok(self.file(at.file)?.map(|file| (file.clone(), stored)))
    }

    /// The article with its blocks and its sketch.
    pub(super) fn row(&mut self, at: ArticleRef) -> Result<Option<ArticleRow>> {
        let Some(address) = self.find(schema::place(at.file, Some(at.article)))? else {
            return Ok(None);
        };
        let Some(stored) = self.article(address)? else { return Ok(None) };
        let sketch = self.sketch(address)?;
        let Some(record) = self.record(at.file)? else { return Ok(None) };
        let row = record.articles.into_iter().nth(at.article as usize);
        Ok(row.map(|row| ArticleRow { blocks: stored.blocks, sketch, ..row }))
    }

    /// What the record of a file says of the file itself.
    fn file(&mut self, file: u64) -> Result<Option<&FileRecord>> {
        if !self.files.contains_key(&file) {
            let head = self.find(schema::place(file, None))?;
            let part = head.map(|head| self.part(head)).transpose()?.flatten();
            self.files.insert(file, part.and_then(|part| rows::file_of(&part)));
        }
        Ok(self.files.get(&file).and_then(Option::as_ref))
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

/// An article's quotations and the text that they stand in; empty where it
/// cannot be read.
#[derive(Default)]
struct Quoted {
    quotes: Vec<QuoteRow>,
    text: ArticleText,
}

impl Quoted {
    fn row(&self, number: usize) -> Option<QuoteRow> {
        let mut row = self.quotes.get(number)?.clone();
        stored::fill_quote(&mut row, |bytes| self.text.get(bytes));
        Some(row)
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
    let kind = Term::from_field_u64(schema::fields().kind, DocumentKind::File.number());
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
