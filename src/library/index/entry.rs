//! A loaded file as what the index takes in: its record, and a document for
//! each article and quotation. Made on the thread that loaded the file, so
//! that the writer has little left to do.

use std::collections::BTreeSet;
use std::ops::Range;

use tantivy::TantivyDocument;
use tantivy::schema::Field as Handle;

use super::record::{ArticleRef, ArticleRow, FileRecord, QuoteRow, file_key};
use super::rows::{self, cut};
use super::schema::{ArticleFields, DocumentKind, IndexFields, place};
use super::stored::{self, StoredArticle};
use super::{days, words};
use crate::library::scan::LoadedDocument;
use crate::library::sketch;
use crate::library::stamp::FileStamp;
use newsquotes::model::{Article, BlockKind, Document, Fact, Form, Offsets, Quote, Text};

/// Words of a title made from the body.
const TITLE_WORDS: usize = 12;
/// Letters of a title that count when it is sorted.
const SORTED_BY: usize = 24;
/// What stands in the field of forms for an article with quotations.
pub(super) const ANY_QUOTE: &str = "quote";

/// A file, ready for the index.
#[derive(Debug)]
pub struct IndexEntry {
    pub record: FileRecord,
    pub(super) key: u64,
    pub(super) documents: Vec<TantivyDocument>,
}

/// What the index has to know of a document besides its content.
#[derive(Clone, Copy, Debug)]
pub struct Bytes<'a> {
    /// The path of its target.
    pub path: &'a str,
    /// Bytes of the file.
    pub size: u64,
    /// As in [`IndexEntry::of`].
    pub stamp: Option<FileStamp>,
    /// As in [`FileRecord::corrections`].
    pub corrections: u64,
}

impl IndexEntry {
    /// Reads it off a loaded file with its quotations and entities.
    ///
    /// `stamp` is what the file system said before the file was loaded; `None`
    /// for bytes that are no file, whose text is then kept in the index.
    #[must_use]
    pub fn of(loaded: &LoadedDocument, stamp: Option<FileStamp>) -> IndexEntry {
        let corrections = loaded.applied.corrections();
        IndexEntry::of_document(
            &loaded.document,
            Bytes { path: &loaded.target.path, size: loaded.size, stamp, corrections },
        )
    }

    /// The same for a document that is already in use.
    #[must_use]
    pub fn of_document(document: &Document, bytes: Bytes<'_>) -> IndexEntry {
        let Bytes { path, size, stamp, corrections } = bytes;
        let key = file_key(path);
        let keeps_text = stamp.is_none() || document.origin.offsets == Offsets::Text;
        let record = FileRecord {
            path: path.to_owned(),
            sha256: document.origin.sha256,
            size,
            modified: stamp.map_or(0, |stamp| stamp.modified),
            state: stamp.map_or(0, |stamp| stamp.state),
            corrections,
            format: document.origin.format.to_owned(),
            articles: document.articles.iter().map(|a| article_row(&document.text, a)).collect(),
            problems: document
                .problems
                .iter()
                .map(|problem| (problem.what.clone(), problem.hint.clone()))
                .collect(),
        };
        let fields = super::schema::fields();
        let mut entry = IndexEntry { record, key, documents: Vec::new() };
        entry.add_file(fields);
        entry.add_articles(fields, document, keeps_text);
        entry
    }

    fn add_file(&mut self, fields: &IndexFields) {
        for part in rows::parts(self.key, &self.record) {
            let mut document = self.document(fields, DocumentKind::File, 0);
            document.add_bytes(fields.record, &part);
            self.documents.push(document);
        }
        if let Some(head) = self.documents.first_mut() {
            head.add_u64(fields.place, place(self.key, None));
        }
    }

    fn add_articles(&mut self, fields: &IndexFields, document: &Document, keeps_text: bool) {
        for (number, article) in (0..).zip(&document.articles) {
            let maker =
                Maker { fields, text: &document.text, article, file: self.key, number, keeps_text };
            let quotes = maker.quotes();
            let documents = maker.quote_documents(&quotes);
            let (whole, sketch) = maker.article(quotes);
            self.documents.push(whole);
            self.documents.extend(documents);
            if let Some(row) = self.record.articles.get_mut(number as usize) {
                row.sketch = sketch;
            }
        }
    }

    fn document(&self, fields: &IndexFields, kind: DocumentKind, article: u32) -> TantivyDocument {
        document(fields, kind, ArticleRef { file: self.key, article })
    }
}

/// A file's key, and the document with the first part of its record.
pub(super) fn head(record: &FileRecord) -> (u64, TantivyDocument) {
    let key = file_key(&record.path);
    let fields = super::schema::fields();
    let mut head = document(fields, DocumentKind::File, ArticleRef { file: key, article: 0 });
    for part in rows::parts(key, record).iter().take(1) {
        head.add_bytes(fields.record, part);
    }
    head.add_u64(fields.place, place(key, None));
    (key, head)
}

fn document(fields: &IndexFields, kind: DocumentKind, at: ArticleRef) -> TantivyDocument {
    let mut document = TantivyDocument::default();
    document.add_u64(fields.kind, kind.number());
    document.add_u64(fields.file, at.file);
    if kind == DocumentKind::Article {
        document.add_u64(fields.file_of, at.file);
        document.add_u64(fields.article, u64::from(at.article));
    }
    document
}

/// What a list shows of an article; its sketch is left out.
fn article_row(text: &Text, article: &Article) -> ArticleRow {
    let value = |fact: &Option<Fact<String>>| fact.as_ref().map(|fact| fact.value.clone());
    let is_read = |kind: BlockKind| kind.is_body() || kind == BlockKind::Title;
    let blocks = article.blocks.iter().filter(|block| is_read(block.kind));
    ArticleRow {
        title: value(&article.meta.title).unwrap_or_else(|| first_words(text, article)),
        outlet: value(&article.meta.outlet),
        agency: value(&article.meta.agency),
        date: article.meta.date.as_ref().map(|fact| fact.value),
        language: value(&article.meta.language),
        span: article.span.range(),
        blocks: blocks.map(|block| block.span.range()).collect(),
        sketch: Vec::new(),
    }
}

/// The beginning of a title, which is enough to sort by.
fn sorted_by(title: &str) -> String {
    title.to_lowercase().chars().take(SORTED_BY).collect()
}

fn first_words(text: &Text, article: &Article) -> String {
    let body = article.body().flat_map(|block| text.get(block.span).split_whitespace());
    body.take(TITLE_WORDS).collect::<Vec<_>>().join(" ")
}

/// Makes the documents of one article.
struct Maker<'a> {
    fields: &'a IndexFields,
    text: &'a Text,
    article: &'a Article,
    file: u64,
    number: u32,
    keeps_text: bool,
}

impl Maker<'_> {
    /// The article, and its sketch.
    fn article(&self, quotes: Vec<QuoteRow>) -> (TantivyDocument, Vec<u32>) {
        let fields = &self.fields.of_article;
        let mut document = self.start(DocumentKind::Article);
        document.add_u64(self.fields.place, place(self.file, Some(self.number)));
        document.add_u64(self.fields.quotes, quotes.len() as u64);
        self.add_date(&mut document);
        let row = article_row(self.text, self.article);
        let block = |block: &Range<usize>| self.text.get(self.text.clamp(block.clone()));
        let blocks: Vec<_> = row.blocks.iter().map(|at| words::folded(block(at))).collect();
        for block in &blocks {
            document.add_text(fields.words, block);
        }
        if !self.article.blocks.iter().any(|block| block.kind == BlockKind::Title) {
            document.add_text(fields.words, words::folded(cut(&row.title)));
        }
        self.add_facts(&mut document, fields);
        document.add_text(self.fields.columns.title, sorted_by(&row.title));
        self.add_names(&mut document, fields);
        self.add_speakers(&mut document, fields);
        let words = blocks.iter().flat_map(|block| block.split(' '));
        let sketch = sketch::of_article(words.filter(|word| !word.is_empty()));
        for values in stored::packed(&sketch) {
            document.add_u64(self.fields.sketch, values);
        }
        let text = self.keeps_text.then(|| self.text.get(self.article.span).to_owned());
        let stored = StoredArticle { span: row.span, blocks: row.blocks, quotes, text };
        document.add_bytes(self.fields.stored, &stored.write());
        (document, sketch)
    }

    fn start(&self, kind: DocumentKind) -> TantivyDocument {
        document(self.fields, kind, ArticleRef { file: self.file, article: self.number })
    }

    fn add_date(&self, document: &mut TantivyDocument) {
        let date = self.article.meta.date.as_ref().and_then(|fact| days::span(&fact.value));
        if let Some(date) = date {
            document.add_u64(self.fields.first, *date.start());
            document.add_u64(self.fields.last, *date.end());
        }
    }

    /// What is known of the article.
    fn add_facts(&self, document: &mut TantivyDocument, fields: &ArticleFields) {
        let (meta, columns) = (&self.article.meta, &self.fields.columns);
        let title = meta.title.as_ref().map(|fact| fact.value.as_str());
        document.add_text(fields.title, title.unwrap_or(&first_words(self.text, self.article)));
        let facts = [
            (&meta.outlet, fields.outlet, columns.outlet),
            (&meta.agency, fields.agency, columns.agency),
            (&meta.language, fields.language, columns.language),
        ];
        for (fact, searched, shown) in facts {
            add_value(document, searched, shown, fact.as_ref().map(|fact| fact.value.as_str()));
        }
        for tag in &meta.tags {
            add_value(document, fields.tag, columns.tag, Some(&tag.value));
        }
    }

    /// All names that the article prints; those that act in it are counted.
    fn add_names(&self, document: &mut TantivyDocument, fields: &ArticleFields) {
        let acting: BTreeSet<u32> =
            self.article.mentions.iter().filter(|m| !m.credit).map(|m| m.entity).collect();
        for (number, entity) in (0..).zip(&self.article.entities) {
            let aliases = entity.aliases.iter().map(|alias| alias.name.as_str());
            for name in distinct(std::iter::once(entity.name.as_str()).chain(aliases)) {
                document.add_text(fields.entity, cut(name));
            }
            if acting.contains(&number) {
                document.add_text(self.fields.columns.entity, cut(&entity.name));
            }
        }
    }

    fn add_speakers(&self, document: &mut TantivyDocument, fields: &ArticleFields) {
        let (mut names, mut roles, mut forms) = (BTreeSet::new(), BTreeSet::new(), BTreeSet::new());
        for quote in self.article.quotes.iter().filter(|quote| is_said(quote)) {
            forms.insert(quote.form.name());
            let Some(speaker) = &quote.speaker else { continue };
            names.extend(speaker.name.as_deref());
            roles.extend(speaker.role.as_deref());
        }
        for name in names {
            add_value(document, fields.speaker, self.fields.columns.speaker, Some(name));
        }
        for role in roles {
            document.add_text(fields.speaker, cut(role));
        }
        if !forms.is_empty() {
            forms.insert(ANY_QUOTE);
        }
        for form in forms {
            document.add_text(fields.form, form);
        }
    }

    /// The quotations, in the order in which they follow the article.
    fn quotes(&self) -> Vec<QuoteRow> {
        let quotes = (0..).zip(&self.article.quotes).filter(|(_, quote)| quote.form.is_verbatim());
        quotes.map(|(number, quote)| self.quote_row(number, quote)).collect()
    }

    fn quote_documents(&self, rows: &[QuoteRow]) -> Vec<TantivyDocument> {
        (0..).zip(rows).map(|(before, row)| self.quote(before, row)).collect()
    }

    fn quote(&self, before: u64, row: &QuoteRow) -> TantivyDocument {
        let (fields, columns) = (&self.fields.of_quote, &self.fields.columns);
        let mut document = self.start(DocumentKind::Quote);
        document.add_u64(self.fields.before, before);
        for part in &row.parts {
            let part = self.text.get(self.text.clamp(part.clone()));
            document.add_text(fields.words, words::folded(part));
        }
        add_value(&mut document, fields.speaker, columns.speaker, row.speaker.as_deref());
        if let Some(role) = &row.role {
            document.add_text(fields.speaker, cut(role));
        }
        add_value(&mut document, fields.form, columns.form, Some(row.form.name()));
        document
    }

    /// The row without its words, which are read from the text.
    fn quote_row(&self, number: u32, quote: &Quote) -> QuoteRow {
        let speaker = quote.speaker.as_ref();
        QuoteRow {
            at: ArticleRef { file: self.file, article: self.number },
            quote: number,
            words: String::new(),
            parts: quote.parts.iter().map(|part| part.range()).collect(),
            speaker: speaker.and_then(|speaker| speaker.name.clone()),
            role: speaker.and_then(|speaker| speaker.role.clone()),
            confidence: speaker.map_or(0, |speaker| speaker.confidence),
            form: quote.form,
            is_unsafe: quote.is_unsafe(),
            is_repeat: quote.repeat_of.is_some(),
            sketch: Vec::new(),
        }
    }
}

/// Whether somebody is quoted: no scare quotes, titles of works, nicknames.
fn is_said(quote: &Quote) -> bool {
    quote.form.is_verbatim() || quote.form == Form::Indirect
}

/// A value to find by its words and to count as it is printed.
fn add_value(document: &mut TantivyDocument, searched: Handle, shown: Handle, value: Option<&str>) {
    let Some(value) = value.map(cut).filter(|value| !value.trim().is_empty()) else { return };
    document.add_text(searched, value);
    document.add_text(shown, value);
}

/// The names that no other one holds as its words: who is found by the longer
/// name is found by the shorter one as well.
fn distinct<'a>(names: impl Iterator<Item = &'a str>) -> Vec<&'a str> {
    let mut kept: Vec<&str> = Vec::new();
    for name in names {
        if kept.iter().any(|longer| holds(longer, name)) {
            continue;
        }
        kept.retain(|shorter| !holds(name, shorter));
        kept.push(name);
    }
    kept
}

/// Whether a name stands in another one between blanks, or at its edges.
fn holds(longer: &str, name: &str) -> bool {
    longer.match_indices(name).any(|(start, _)| {
        let (before, after) = (longer.get(..start), longer.get(start + name.len()..));
        before.is_some_and(|before| before.is_empty() || before.ends_with(' '))
            && after.is_some_and(|after| after.is_empty() || after.starts_with(' '))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_within_another_is_not_written_twice() {
        let names = ["Ober", "Petra Ober", "Petra", "Oberland", "Ober", "Mayor Ober"];
        assert_eq!(distinct(names.into_iter()), ["Petra Ober", "Oberland", "Mayor Ober"]);
    }
}
