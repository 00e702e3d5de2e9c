//! The documents behind an index: their files are read again when they are
//! needed. The articles that a draft is checked against come from here.

use std::cell::RefCell;
use std::collections::HashMap;
use std::path::PathBuf;
use std::rc::Rc;
use std::sync::Arc;

use crate::cite::check::{SourceArticle, SourceLead, Sources, WordRuns};
use crate::library::index::{
    ArticleRef, Bytes, FilesWriter, Index, IndexEntry, IndexError, Snapshot, file_key,
};
use crate::library::scan::{self, ScanOptions, ScanSource};
use newsquotes::extract::tokens::{TokenKind, tokens};
use newsquotes::model::Document;

/// How many quotations, and how many articles, the index is asked for.
const MOST_CANDIDATES: usize = 32;
/// Of these so many quotations and as many articles are compared with a
/// passage word by word: each has to be read. Of the altered quotations of 170
/// drafts the article meant was among the first three of each.
const MOST_COMPARED: usize = 12;
/// A quotation that shares this much of a passage has its words; then only
/// those that have them are compared, and a few articles that may tell them
/// themselves.
const HAS_WORDS: f32 = 0.98;
const BESIDE_THEM: usize = 6;
/// Documents kept at hand, and articles whose runs of words are.
const MOST_DOCUMENTS: usize = 256;
const MOST_RUNS: usize = 2048;

/// The documents of one state of an index.
#[derive(Debug)]
pub(crate) struct FileDocuments {
    snapshot: Snapshot,
    options: ScanOptions,
    /// Those that no file has or that are read already, by the key of their
    /// file.
    held: HashMap<u64, Arc<Document>>,
    /// By file; `None` for one that cannot be read any more.
    read: RefCell<HashMap<u64, Option<Arc<Document>>>>,
    runs: RefCell<HashMap<ArticleRef, Rc<WordRuns>>>,
}

/// Documents on their way into an index in memory, which leaves nothing behind.
pub(crate) struct DocumentsInMemory {
    index: Index,
    writer: FilesWriter,
    held: Vec<(u64, Arc<Document>)>,
}

impl DocumentsInMemory {
    /// # Errors
    ///
    /// When the engine cannot be started.
    pub(crate) fn new() -> Result<DocumentsInMemory, IndexError> {
        let index = Index::in_memory()?;
        let writer = index.writer()?;
        Ok(DocumentsInMemory { index, writer, held: Vec::new() })
    }

    /// What the index keeps of a document. Where many are added, this is the
    /// work for other threads.
    #[must_use]
    pub(crate) fn entry(document: &Document) -> IndexEntry {
        let path = &document.origin.path;
        IndexEntry::of_document(document, Bytes { path, size: 0, stamp: None, corrections: 0 })
    }

    /// # Errors
    ///
    /// When the index has no room left.
    pub(crate) fn add(
        &mut self,
        entry: IndexEntry,
        document: Arc<Document>,
    ) -> Result<(), IndexError> {
        self.held.push((file_key(&document.origin.path), document));
        self.writer.put(entry)
    }

    #[must_use]
    pub(crate) fn is_empty(&self) -> bool {
        self.held.iter().all(|(_, document)| document.articles.is_empty())
    }

    /// # Errors
    ///
    /// When the index has no room left.
    pub(crate) fn finish(self) -> Result<FileDocuments, IndexError> {
        self.writer.finish()?;
        Ok(FileDocuments::new(self.index.snapshot(), ScanOptions::default(), self.held))
    }
}

impl FileDocuments {
    /// Documents that are at hand.
    #[cfg(test)]
    pub(crate) fn of(
        documents: impl IntoIterator<Item = Arc<Document>>,
    ) -> Result<FileDocuments, IndexError> {
        let mut made = DocumentsInMemory::new()?;
        for document in documents {
            made.add(DocumentsInMemory::entry(&document), document)?;
        }
        made.finish()
    }

    /// Those of `snapshot`, read as `options` say; `held` need not be read.
    #[must_use]
    pub(crate) fn new(
        snapshot: Snapshot,
        options: ScanOptions,
        held: Vec<(u64, Arc<Document>)>,
    ) -> FileDocuments {
        let held = held.into_iter().collect();
        let (read, runs) = (RefCell::default(), RefCell::default());
        FileDocuments { snapshot, options, held, read, runs }
    }

    /// The document of a file; `None` when it cannot be read.
    #[must_use]
    pub(crate) fn get(&self, file: u64) -> Option<Arc<Document>> {
        if let Some(document) = self.held.get(&file) {
            return Some(Arc::clone(document));
        }
        let mut read = self.read.borrow_mut();
        if read.len() > MOST_DOCUMENTS {
            read.clear();
        }
        read.entry(file).or_insert_with(|| self.load(file)).clone()
    }

    fn load(&self, file: u64) -> Option<Arc<Document>> {
        let record = self.snapshot.record(file).ok()??;
        let loaded = scan::one(ScanSource::Path(PathBuf::from(record.path)), &self.options).ok()?;
        Some(Arc::new(loaded.document))
    }

    /// The runs of words of an article, from the index or its file's bytes: no
    /// document is made for them. Empty where the file is gone.
    fn runs(&self, at: ArticleRef) -> Rc<WordRuns> {
        let mut runs = self.runs.borrow_mut();
        if runs.len() > MOST_RUNS {
            runs.clear();
        }
        Rc::clone(runs.entry(at).or_insert_with(|| Rc::new(self.made_runs(at))))
    }

    fn made_runs(&self, at: ArticleRef) -> WordRuns {
        let text = self.snapshot.text(at);
        // A file that changed since it was indexed: its words of today.
        let changed = || {
            let document = self.get(at.file)?;
            let article = document.articles.get(usize::try_from(at.article).ok()?)?;
            Some(WordRuns::of(document.text.get(article.span)))
        };
        text.map_or_else(|_| changed().unwrap_or_default(), |text| WordRuns::of(&text.text))
    }
}

/// The articles to compare, each once: those of the quotations that share most
/// of a passage, given with that share, then those that the index found.
fn likeliest(
    mut quotes: Vec<(f32, ArticleRef)>,
    articles: impl Iterator<Item = ArticleRef>,
) -> Vec<ArticleRef> {
    // Stable: of those that share as much the index's likelier one leads.
    quotes.sort_by(|one, other| other.0.total_cmp(&one.0));
    let having = quotes.iter().take_while(|(shared, _)| *shared >= HAS_WORDS).count();
    let (of_quotes, of_articles) =
        if having > 0 { (having, BESIDE_THEM) } else { (MOST_COMPARED, MOST_COMPARED) };
    let mut places: Vec<ArticleRef> = Vec::new();
    let saying = quotes.into_iter().take(of_quotes).map(|(_, at)| at);
    for at in saying.chain(articles.take(of_articles)) {
        if !places.contains(&at) {
            places.push(at);
        }
    }
    places
}

impl Sources for FileDocuments {
    fn leads(&self, words: &str) -> Vec<SourceLead> {
        let passage = WordRuns::of(words);
        let words: Vec<&str> = tokens(words, 0)
            .filter(|token| matches!(token.kind, TokenKind::Word | TokenKind::Number))
            .filter_map(|token| words.get(token.start..token.end))
            .collect();
        let found = match self.snapshot.candidates(&words, MOST_CANDIDATES) {
            Ok(found) => found,
            Err(error) => {
                debug_assert!(false, "the index cannot be asked: {error}");
                return Vec::new();
            }
        };
        let quotes = found
            .quotes
            .iter()
            .map(|(row, _)| (WordRuns::of(&row.words).share_of(&passage), row.at));
        let articles = found.articles.into_iter().map(|hit| hit.at);
        let places = likeliest(quotes.collect(), articles);
        let mut leads: Vec<SourceLead> = places
            .into_iter()
            .map(|at| SourceLead {
                file: at.file,
                article: at.article,
                shared: self.runs(at).share_of(&passage),
            })
            .collect();
        // Stable: of those that share as much the index's likelier one leads.
        leads.sort_by(|one, other| other.shared.total_cmp(&one.shared));
        leads
    }

    fn article(&self, lead: &SourceLead) -> Option<SourceArticle> {
        let document = self.get(lead.file)?;
        let article = usize::try_from(lead.article).ok()?;
        (article < document.articles.len()).then_some(SourceArticle { document, article })
    }
}
