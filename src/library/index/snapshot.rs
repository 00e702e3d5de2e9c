//! One state of the index, and all that can be asked of it.
//!
//! A snapshot never changes: what is indexed after it was taken is in the
//! next one. It may be sent to other threads and costs next to nothing to
//! copy. Questions of a damaged index give an error and no panic.

mod counted;

use std::ops::Range;
use std::sync::{Arc, OnceLock};

use tantivy::collector::Count;
use tantivy::query::{AllQuery, Query as Engine};
use tantivy::{DocAddress, Result, Score, Searcher};

use super::collect::{AlikeArticles, ArticlePlaces, Total};
use super::compile::{Compiler, is_beginning};
use super::documents::StoredDocuments;
use super::query::{Matching, QueryField, QueryTerm, Sort};
use super::question::{ArticleHit, FacetField, Question};
use super::ranked::Ranked;
use super::record::{AnswerPage, ArticleRef, ArticleRow, FileRecord, QuoteRow};
use super::schema::{self, DocumentKind};
use super::sorted;
use super::store::{IndexError, guarded};
use super::terms::Terms;
use super::text::{self, ArticleText, TextError};

/// Languages that a word typed may be of: the commonest of the library.
const LANGUAGES: usize = 4;
/// What is less alike is no near-copy.
const NEAR: f32 = 0.3;
/// A state of the index.
#[derive(Clone)]
pub struct Snapshot {
    pub(super) searcher: Searcher,
    languages: Arc<OnceLock<Vec<String>>>,
}

impl std::fmt::Debug for Snapshot {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let documents = self.searcher.num_docs();
        f.debug_struct("Snapshot").field("documents", &documents).finish_non_exhaustive()
    }
}

/// Questions. All give [`IndexError::Damaged`] when the index is.
impl Snapshot {
    pub(super) fn new(searcher: Searcher) -> Snapshot {
        Snapshot { searcher, languages: Arc::default() }
    }

    /// The rows of `range` of the articles that fit, in the order asked for;
    /// a question without words is answered by the newest first.
    ///
    /// # Errors
    ///
    /// When the index is damaged.
    pub fn articles(
        &self,
        question: &Question,
        range: Range<usize>,
    ) -> std::result::Result<AnswerPage<ArticleHit>, IndexError> {
        guarded(|| {
            let (found, total) = self.top(question, DocumentKind::Article, range)?;
            let mut documents = StoredDocuments::new(&self.searcher);
            let hit = |(score, address)| -> Result<Option<ArticleHit>> {
                Ok(documents.place(address)?.map(|at| ArticleHit { at, score }))
            };
            let rows = found.into_iter().map(hit).collect::<Result<Vec<_>>>()?;
            Ok(AnswerPage { rows: rows.into_iter().flatten().collect(), total })
        })
    }

    /// The rows of `range` of the quotations that fit.
    ///
    /// # Errors
    ///
    /// When the index is damaged.
    pub fn quotes(
        &self,
        question: &Question,
        range: Range<usize>,
    ) -> std::result::Result<AnswerPage<QuoteRow>, IndexError> {
        guarded(|| {
            let (found, total) = self.top(question, DocumentKind::Quote, range)?;
            let mut documents = StoredDocuments::new(&self.searcher);
            let rows = documents.quotes(found.into_iter().map(|(_, address)| address))?;
            Ok(AnswerPage { rows, total })
        })
    }

    /// All articles that fit, ascending: to filter a list by.
    ///
    /// # Errors
    ///
    /// When the index is damaged.
    pub fn all_articles(
        &self,
        question: &Question,
    ) -> std::result::Result<Vec<ArticleRef>, IndexError> {
        guarded(|| {
            let query = self.compile(question, DocumentKind::Article, false)?;
            self.searcher.search(&query, &ArticlePlaces)
        })
    }

    /// How many articles fit.
    ///
    /// # Errors
    ///
    /// When the index is damaged.
    pub fn count(&self, question: &Question) -> std::result::Result<usize, IndexError> {
        guarded(|| self.count_of(question, DocumentKind::Article))
    }

    /// How many quotations fit.
    ///
    /// # Errors
    ///
    /// When the index is damaged.
    pub fn count_quotes(&self, question: &Question) -> std::result::Result<usize, IndexError> {
        guarded(|| self.count_of(question, DocumentKind::Quote))
    }

    /// Articles that are nearly the same by their sketches, the likest first,
    /// each with its likeness of 0 to 1.
    ///
    /// # Errors
    ///
    /// When the index is damaged.
    pub fn similar(
        &self,
        of: &[u32],
        limit: usize,
    ) -> std::result::Result<Vec<(ArticleRef, f32)>, IndexError> {
        guarded(|| {
            let alike = AlikeArticles { of, least: NEAR };
            let mut alike = self.searcher.search(&AllQuery, &alike)?;
            alike.sort_by(|(one, _), (other, _)| other.total_cmp(one));
            alike.truncate(limit);
            let mut documents = StoredDocuments::new(&self.searcher);
            let mut found = Vec::new();
            for (likeness, address) in alike {
                found.extend(documents.place(address)?.map(|at| (at, likeness)));
            }
            Ok(found)
        })
    }

    /// The text of an article, from its file where that is the text.
    ///
    /// # Errors
    ///
    /// When the file is gone, changed or cannot be read, or the index is
    /// damaged.
    pub fn text(&self, at: ArticleRef) -> std::result::Result<ArticleText, TextError> {
        let found = guarded(|| StoredDocuments::new(&self.searcher).for_text(at))?;
        let (record, stored) = found.ok_or(TextError::Gone)?;
        text::read(&record, stored)
    }

    /// What is kept of an article, with its blocks and its sketch.
    ///
    /// # Errors
    ///
    /// When the index is damaged.
    pub fn article(&self, at: ArticleRef) -> std::result::Result<Option<ArticleRow>, IndexError> {
        guarded(|| StoredDocuments::new(&self.searcher).row(at))
    }

    /// The quotations of an article, in its order.
    ///
    /// # Errors
    ///
    /// When the index is damaged.
    pub fn quotes_of(&self, at: ArticleRef) -> std::result::Result<Vec<QuoteRow>, IndexError> {
        guarded(|| StoredDocuments::new(&self.searcher).quotes_of(at))
    }

    /// The record of a file by its key, with blocks and sketches left out.
    ///
    /// # Errors
    ///
    /// When the index is damaged.
    pub fn record(&self, file: u64) -> std::result::Result<Option<FileRecord>, IndexError> {
        guarded(|| StoredDocuments::new(&self.searcher).record(file))
    }

    /// Hands every file's record to `each`, roughly the newest first, with
    /// blocks and sketches left out.
    ///
    /// # Errors
    ///
    /// When the index is damaged.
    pub fn files(&self, each: impl FnMut(FileRecord)) -> std::result::Result<(), IndexError> {
        guarded(|| super::documents::files(&self.searcher, each))
    }

    /// Languages of the library, the commonest first.
    pub(super) fn languages(&self) -> &[String] {
        self.languages.get_or_init(|| {
            let all = Question::default();
            let field = FacetField::Language;
            let counted = self.count_values(&all, field, DocumentKind::Article, LANGUAGES, &[]);
            let mut languages: Vec<_> =
                counted.unwrap_or_default().into_iter().map(|(language, _)| language).collect();
            if languages.is_empty() {
                languages.push("en".into());
            }
            languages
        })
    }

    pub(super) fn terms(&self) -> Terms<'_> {
        Terms::new(&self.searcher, self.languages())
    }

    pub(super) fn compile(
        &self,
        question: &Question,
        kind: DocumentKind,
        scored: bool,
    ) -> Result<Box<dyn Engine>> {
        compile(&self.terms(), question, kind, scored)
    }

    fn count_of(&self, question: &Question, kind: DocumentKind) -> Result<usize> {
        let query = self.compile(question, kind, false)?;
        self.total(question, query.as_ref())
    }

    /// How many documents fit. The engine counts by leaps, which would try a
    /// condition on dates and marks on every document there is.
    fn total(&self, question: &Question, query: &dyn Engine) -> Result<usize> {
        let tried = [QueryField::Date, QueryField::Is, QueryField::Has, QueryField::Tag];
        if question.query.terms().iter().any(|term| tried.contains(&term.field)) {
            return self.searcher.search(query, &Total);
        }
        self.searcher.search(query, &Count)
    }

    /// The documents of `range` in the order asked for, and how many fit.
    fn top(
        &self,
        question: &Question,
        kind: DocumentKind,
        range: Range<usize>,
    ) -> Result<(Vec<(Score, DocAddress)>, usize)> {
        let terms = self.terms();
        let unranked = compile(&terms, question, kind, false)?;
        let sort = order(question);
        if sort != Sort::Relevance {
            let most = range.end.min(self.documents());
            let order = (sort, kind);
            let (found, total) = sorted::first(&self.searcher, unranked.as_ref(), order, most)?;
            let found = found.into_iter().skip(range.start).map(|address| (0.0, address));
            return Ok((found.collect(), total));
        }
        let total = self.total(question, unranked.as_ref())?;
        let end = range.end.min(total);
        let start = range.start.min(end);
        if start == end {
            return Ok((Vec::new(), total));
        }
        let query = compile(&terms, question, kind, true)?;
        Ok((self.best(query.as_ref(), start..end)?, total))
    }

    fn documents(&self) -> usize {
        usize::try_from(self.searcher.num_docs()).unwrap_or(usize::MAX)
    }

    /// The best scored.
    pub(super) fn best(
        &self,
        query: &dyn Engine,
        range: Range<usize>,
    ) -> Result<Vec<(Score, DocAddress)>> {
        let range = range.start..range.end.min(self.documents());
        if range.is_empty() {
            return Ok(Vec::new());
        }
        let found = self.searcher.search(query, &Ranked { most: range.end })?;
        Ok(found.into_iter().skip(range.start).collect())
    }
}

pub(super) fn compile(
    terms: &Terms<'_>,
    question: &Question,
    kind: DocumentKind,
    scored: bool,
) -> Result<Box<dyn Engine>> {
    Compiler { terms, fields: schema::fields(), kind, scored }.question(question)
}

fn kind(quotes: bool) -> DocumentKind {
    if quotes { DocumentKind::Quote } else { DocumentKind::Article }
}

/// The order of the answer: without words that could be more or less
/// relevant, as of a first few letters, the newest first.
fn order(question: &Question) -> Sort {
    let ranked = [QueryField::Words, QueryField::Title, QueryField::Speaker, QueryField::Entity];
    let is_ranked = |term: &&QueryTerm| {
        ranked.contains(&term.field)
            && !matches!(&term.matching, Matching::Prefix(prefix) if is_beginning(prefix))
    };
    let has_words = question.query.terms().iter().any(is_ranked);
    match question.sort() {
        Sort::Relevance if !has_words => Sort::Newest,
        sort => sort,
    }
}
