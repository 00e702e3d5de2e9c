//! What the screen reads of a session.

use super::Session;
use super::asking::IndexAnswers;
use super::entry::ListEntry;
use super::files::SessionFile;
use super::held::HeldDocument;
use crate::app::{ArticleId, ArticleKey, EntityAnswer, Loading, Notice};
use crate::library::anchor;
use crate::library::annotation::{Annotation, Body};
use crate::library::index::ArticleRef;
use crate::library::linker::EntityName;
use newsquotes::model::{Article, BlockKind, Document, Problem, Span};

impl Session {
    /// Counts up whenever entries or articles change, so that what was made
    /// from them can be made anew.
    #[must_use]
    pub(crate) fn revision(&self) -> u64 {
        self.revision
    }

    /// All articles in the order of the list.
    #[must_use]
    pub(crate) fn order(&self) -> &[ArticleId] {
        &self.order
    }

    /// What the list shows of an article.
    #[must_use]
    pub(crate) fn entry(&self, id: ArticleId) -> Option<&ListEntry> {
        self.entries.get(id.0 as usize)
    }

    /// An article with its document.
    #[must_use]
    pub(crate) fn article(&self, id: ArticleId) -> Option<(&Document, &Article)> {
        let document = &self.held(id)?.document;
        Some((document, document.articles.get(self.entry(id)?.article)?))
    }

    pub(super) fn held(&self, id: ArticleId) -> Option<&HeldDocument> {
        self.files.get(self.entry(id)?.file)?.held.as_ref()
    }

    /// Why the document of an article cannot be had, as a sentence.
    #[must_use]
    pub(crate) fn failure(&self, id: ArticleId) -> Option<&str> {
        self.files.get(self.entry(id)?.file)?.failed.as_deref()
    }

    /// The article that the linker of entities knows by this key.
    #[must_use]
    pub(crate) fn find(&self, key: &ArticleKey) -> Option<ArticleId> {
        self.find_in(self.files.find(&key.document)?, u32::try_from(key.article).ok()?)
    }

    /// The article that the index knows by this reference.
    #[must_use]
    pub(crate) fn find_ref(&self, at: ArticleRef) -> Option<ArticleId> {
        self.find_in(self.files.find_key(at.file)?, at.article)
    }

    pub(super) fn find_in(&self, file: usize, article: u32) -> Option<ArticleId> {
        let file = self.files.get(file).filter(|file| !file.gone && article < file.articles)?;
        Some(ArticleId(file.first + article))
    }

    /// The key by which the linker of entities knows an article.
    #[must_use]
    pub(crate) fn key(&self, id: ArticleId) -> Option<ArticleKey> {
        let entry = self.entry(id)?;
        let document = self.files.get(entry.file)?.target.path.clone();
        Some(ArticleKey { document, article: entry.article })
    }

    /// What the library calls an entity of an article: `None` while that is
    /// not known, `Some(None)` for what is no entity.
    #[must_use]
    #[expect(clippy::option_option, reason = "not asked yet, or asked and nobody's")]
    pub(crate) fn linked(&self, id: ArticleId, entity: u32) -> Option<Option<&EntityName>> {
        let (article, names) = self.names.as_ref()?;
        let same = self.find(article) == Some(id);
        names.get(entity as usize).filter(|_| same).map(Option::as_ref)
    }

    /// Counts up whenever the answers of [`Session::linked`] change.
    #[must_use]
    pub(crate) fn names_revision(&self) -> u64 {
        self.names_revision
    }

    /// Counts up whenever the article itself changes: its blocks, facts or
    /// speakers.
    #[must_use]
    pub(crate) fn article_revision(&self, id: ArticleId) -> u64 {
        let file = self.entry(id).and_then(|entry| self.files.get(entry.file));
        file.map_or(0, SessionFile::revision)
    }

    /// The body kind that a block set aside gets when it is put back: the one
    /// it was loaded with, or a paragraph.
    #[must_use]
    pub(crate) fn kind_in_body(&self, id: ArticleId, block: Span) -> BlockKind {
        let loaded = self.loaded_kind(id, block);
        loaded.filter(|kind| kind.is_body()).unwrap_or(BlockKind::Paragraph)
    }

    /// The kind that a block of the body gets when it is set aside: the one
    /// it was loaded with, or a notice.
    #[must_use]
    pub(crate) fn kind_aside(&self, id: ArticleId, block: Span) -> BlockKind {
        let loaded = self.loaded_kind(id, block);
        loaded.filter(|kind| !kind.is_body()).unwrap_or(BlockKind::Notice)
    }

    pub(super) fn loaded_kind(&self, id: ArticleId, block: Span) -> Option<BlockKind> {
        let blocks = &self.pristine(id)?.blocks;
        blocks.iter().find(|other| other.span == block).map(|other| other.kind)
    }

    /// Where reading of the article stopped last time, as a byte.
    #[must_use]
    pub(crate) fn place(&self, id: ArticleId) -> Option<usize> {
        let (entry, held) = (self.entry(id)?, self.held(id)?);
        let body = held.applied.of_article(entry.article).find_map(|placed| {
            match &placed.annotation.body {
                Body::Place(selector) => Some(selector),
                _ => None,
            }
        })?;
        Some(anchor::AnchorFinder::new(&held.document.text).find(body)?.span.start())
    }

    /// What the user made that has no place in the documents any more.
    pub(crate) fn lost(&self) -> impl Iterator<Item = (&str, &Annotation)> {
        self.files.iter().filter_map(|file| file.held.as_ref()).flat_map(|held| {
            held.applied.lost.iter().map(|lost| (held.document.origin.path.as_str(), lost))
        })
    }

    /// How far loading is.
    #[must_use]
    pub(crate) fn loading(&self) -> Loading {
        self.loading
    }

    /// What went wrong so far.
    #[must_use]
    pub(crate) fn problems(&self) -> &[Problem] {
        &self.problems
    }

    /// What is to be said to the user now.
    #[must_use]
    pub(crate) fn notice(&self) -> Option<&Notice> {
        self.notice.as_ref()
    }

    /// What the index answered.
    #[must_use]
    pub(crate) fn answers(&self) -> &IndexAnswers {
        &self.answers
    }

    /// The answer to the newest question about entities, and its ticket.
    #[must_use]
    pub(crate) fn answer(&self) -> Option<&(u64, EntityAnswer)> {
        self.answer.as_ref()
    }

    /// The searches that stand in the list, as they were typed.
    #[must_use]
    pub(crate) fn searches(&self) -> &[String] {
        &self.searches
    }

    /// What was searched for, newest first.
    #[must_use]
    pub(crate) fn history(&self) -> &[String] {
        &self.history
    }

    /// What was typed into the command line, newest first.
    #[must_use]
    pub(crate) fn orders(&self) -> &[String] {
        &self.orders
    }
}
